import fc from 'fast-check'
import {
  HOSTILE_NAMES,
  HOSTILE_NUMBER_TEXTS,
  HOSTILE_NUMBERS,
  HOSTILE_PATTERNS,
  HOSTILE_SCHEMAS,
  HOSTILE_STRINGS,
} from './hostile'

/** A text to lint, and whether its comments are allowed. */
export interface FuzzedText {
  bytes: Uint8Array
  comments: boolean
}

type Container = Record<string, unknown> | unknown[]

interface Slot {
  container: Container
  key: string
}

/** One edit: `at` and `pick` choose among as many places and things as there are. */
interface Edit<Operation extends string> {
  operation: Operation
  at: number
  pick: number
}

const VALUE_OPERATIONS = [
  'replace',
  'remove',
  'rename',
  'addProperty',
  'swap',
  'wrap',
  'repeat',
  'nest',
  'extendString',
  'graftSchema',
  'growScript',
] as const
type ValueOperation = (typeof VALUE_OPERATIONS)[number]

const TEXT_OPERATIONS = [
  'removeToken',
  'replaceToken',
  'insertToken',
  'repeatToken',
  'duplicateProperty',
  'truncate',
  'removeStretch',
  'insertComment',
] as const
type TextOperation = (typeof TEXT_OPERATIONS)[number]

const BYTE_OPERATIONS = ['flip', 'insert', 'remove', 'mark', 'widen'] as const
type ByteOperation = (typeof BYTE_OPERATIONS)[number]

/** Texts grown from seeds: edits of the value, then of its text, then of its bytes. */
export function fuzzedTexts(seeds: readonly string[]): fc.Arbitrary<FuzzedText> {
  return fc
    .record({
      seed: fc.constantFrom(...seeds),
      valueEdits: fc.array(edit(VALUE_OPERATIONS), { maxLength: 6 }),
      indent: fc.constantFrom(0, 2, '\t'),
      textEdits: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Edit<TextOperation>[]>([]) },
        { weight: 2, arbitrary: fc.array(edit(TEXT_OPERATIONS), { maxLength: 4 }) },
      ),
      byteEdits: fc.oneof(
        { weight: 6, arbitrary: fc.constant<Edit<ByteOperation>[]>([]) },
        { weight: 1, arbitrary: fc.array(edit(BYTE_OPERATIONS), { maxLength: 3 }) },
      ),
      comments: fc.boolean(),
    })
    .map(({ seed, valueEdits, indent, textEdits, byteEdits, comments }) => {
      const value = parsed(seed)
      const written =
        value === undefined ? seed : JSON.stringify(valueEdits.reduce(editValue, value.root), null, indent)
      const text = textEdits.reduce(editText, written)
      return { bytes: byteEdits.reduce<Uint8Array>(editBytes, Buffer.from(text)), comments }
    })
}

/** Values grown from seeds, for those who have no text. */
export function fuzzedValues(seeds: readonly string[]): fc.Arbitrary<unknown> {
  const values = seeds.filter((seed) => parsed(seed) !== undefined)
  return fc
    .tuple(fc.constantFrom(...values), fc.array(edit(VALUE_OPERATIONS), { maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce(editValue, parsed(seed)?.root))
}

function edit<Operation extends string>(operations: readonly Operation[]): fc.Arbitrary<Edit<Operation>> {
  return fc.record({ operation: fc.constantFrom(...operations), at: fc.nat(), pick: fc.nat() })
}

function parsed(text: string): { root: unknown } | undefined {
  try {
    return { root: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** The places of a value that can be edited, from the outside in; the root is none. */
function slotsOf(root: unknown): Slot[] {
  const slots: Slot[] = []
  const pending = [root]
  for (let index = 0; index < pending.length && slots.length < 5000; index += 1) {
    const container = pending[index]
    if (!isContainer(container)) continue
    for (const key of Object.keys(container)) {
      slots.push({ container, key })
      pending.push(own(container, key))
    }
  }
  return slots
}

function editValue(root: unknown, { operation, at, pick }: Edit<ValueOperation>): unknown {
  const slots = slotsOf(root)
  const slot = slots[at % (slots.length + 1)]
  // One place more than there are: the root.
  if (slot === undefined) return operation === 'replace' || !isContainer(root) ? hostileValue(pick) : root
  const { container, key } = slot
  const value = own(container, key)
  switch (operation) {
    case 'replace':
      put(container, key, hostileValue(pick))
      break
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(key), 1)
      else Reflect.deleteProperty(container, key)
      break
    case 'rename':
      if (!Array.isArray(container)) {
        Reflect.deleteProperty(container, key)
        put(container, choose(HOSTILE_NAMES, pick), value)
      }
      break
    case 'addProperty': {
      const name = choose(HOSTILE_NAMES, pick)
      if (Array.isArray(value)) value.push(name)
      else if (isContainer(value)) put(value, name, copyOf(Object.values(value)[0] ?? name))
      else put(container, Array.isArray(container) ? String(container.length) : name, copyOf(value))
      break
    }
    case 'swap': {
      const other = choose(slots, pick)
      const taken = copyOf(own(other.container, other.key))
      put(other.container, other.key, copyOf(value))
      put(container, key, taken)
      break
    }
    case 'wrap':
      put(container, key, pick % 2 === 0 ? [value] : { [choose(HOSTILE_NAMES, pick >> 1)]: value })
      break
    case 'repeat':
      if (Array.isArray(value)) for (let count = pick % 40; count > 0; count -= 1) value.push(copyOf(value[0] ?? null))
      else if (isContainer(value)) {
        const model = Object.values(value)[0] ?? {}
        for (let count = pick % 40; count > 0; count -= 1)
          put(value, `${choose(HOSTILE_NAMES, pick)}${count}`, copyOf(model))
      }
      break
    case 'nest': {
      let nested: unknown = value
      for (let depth = pick % 600; depth > 0; depth -= 1) nested = pick % 2 === 0 ? [nested] : { properties: nested }
      put(container, key, nested)
      break
    }
    case 'extendString':
      put(
        container,
        key,
        typeof value === 'string' ? value + choose(HOSTILE_STRINGS, pick) : choose(HOSTILE_STRINGS, pick),
      )
      break
    case 'growScript': {
      const scripts = slots.filter((one) => one.key.endsWith('Script'))
      const place = scripts[pick % (scripts.length + 1)] ?? slot
      const source = own(place.container, place.key)
      put(place.container, place.key, grownScript(typeof source === 'string' ? source : '', pick))
      break
    }
    case 'graftSchema':
      put(container, isContainer(value) && pick % 2 === 0 ? key : 'schema', copyOf(choose(HOSTILE_SCHEMAS, pick >> 1)))
      break
  }
  return root
}

const SCRIPT_TOKENS = [
  '.body',
  '.secrets.TOKEN',
  '.webhookUrl',
  'x',
  ' = ',
  ' ?? ',
  ' == ',
  ' + ',
  '!',
  '(',
  ')',
  '[',
  ']',
  '[0]',
  '{',
  '}',
  ', ',
  ': ',
  '"a"',
  '"{{ .path }}"',
  "s'x'",
  "r'(a+)+$'",
  "t'2024-01-01T00:00:00Z'",
  '"',
  '\\',
  '1',
  '-9223372036854775808',
  '1e400',
  'null',
  'if true ',
  ' else ',
  'to_string!(',
  'parse_json(',
  'split!(.path, "/")',
  'for_each(.body) -> |_k, _v| ',
  'abort',
  '|',
  '->',
  '%meta',
  '\n',
  ';',
  '# ',
  '\u0000',
  '\ud800',
]

/** Tokens of VRL put in a script, or made one: the same number gives the same script. */
function grownScript(source: string, pick: number): string {
  let state = pick >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
  let script = source
  for (let count = 1 + (next() % 12); count > 0; count -= 1) {
    const at = next() % (script.length + 1)
    script = script.slice(0, at) + choose(SCRIPT_TOKENS, next()) + script.slice(at + (next() % 4 === 0 ? 1 : 0))
  }
  return script
}

function hostileValue(pick: number): unknown {
  const kind = pick % 8
  const rest = pick >> 3
  switch (kind) {
    case 0:
      return null
    case 1:
      return rest % 2 === 0
    case 2:
      return choose(HOSTILE_NUMBERS, rest)
    case 3:
      return []
    case 4:
      return Object.fromEntries([[choose(HOSTILE_NAMES, rest), choose(HOSTILE_NAMES, rest >> 4)]])
    case 5:
      return choose(HOSTILE_PATTERNS, rest)
    case 6:
      return copyOf(choose(HOSTILE_SCHEMAS, rest))
    default:
      return choose(HOSTILE_STRINGS, rest)
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/gs
const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '//',
  '/*',
  '*/',
  '\u0000',
  '\u0001',
  '\ufeff',
  '\ud800',
  '"\\ud800"',
  '"\\u"',
]

function editText(text: string, { operation, at, pick }: Edit<TextOperation>): string {
  const offset = at % (text.length + 1)
  if (operation === 'truncate') return text.slice(0, offset)
  if (operation === 'removeStretch') return text.slice(0, offset) + text.slice(offset + (pick % 200))
  TOKEN.lastIndex = offset
  const token = TOKEN.exec(text)
  const start = token?.index ?? text.length
  const end = start + (token?.[0].length ?? 0)
  const around = (middle: string) => text.slice(0, start) + middle + text.slice(end)
  switch (operation) {
    case 'removeToken':
      return around('')
    case 'replaceToken':
      return around(choose([...TOKENS, ...HOSTILE_NUMBER_TEXTS], pick))
    case 'insertToken':
      return around(choose(TOKENS, pick) + text.slice(start, end))
    case 'repeatToken':
      return around(text.slice(start, end).repeat(pick % Math.min(300, Math.ceil(20_000 / (end - start + 1)))))
    case 'duplicateProperty': {
      const name = JSON.stringify(choose(HOSTILE_NAMES, pick))
      const brace = text.indexOf('{', offset) + 1
      return `${text.slice(0, brace)}${name}:1,${name}:{"a":[]},${text.slice(brace)}`
    }
    case 'insertComment':
      return around(
        `${choose(['// x\n', '/* x */', '/*', '// integration-lint-disable-next-line schema/max-length -- x\n', '/* integration-lint-disable */'], pick)}${text.slice(start, end)}`,
      )
  }
}

function editBytes(bytes: Uint8Array, { operation, at, pick }: Edit<ByteOperation>): Uint8Array {
  const offset = at % (bytes.length + 1)
  switch (operation) {
    case 'flip': {
      const flipped = Uint8Array.from(bytes)
      if (offset < flipped.length) flipped[offset] = (flipped[offset] ?? 0) ^ (1 << (pick % 8))
      return flipped
    }
    case 'insert':
      return Buffer.concat([bytes.subarray(0, offset), Buffer.from([pick % 256]), bytes.subarray(offset)])
    case 'remove':
      return Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + 1 + (pick % 8))])
    case 'mark':
      return Buffer.concat([Buffer.from(choose([[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x00]], pick)), bytes])
    case 'widen':
      return Buffer.from(Buffer.from(bytes).toString(), 'utf16le')
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function own(container: Container, key: string): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value
}

/** Never by assignment: that would set a prototype instead of the property `__proto__`. */
function put(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, configurable: true, enumerable: true, writable: true })
}

function copyOf(value: unknown): unknown {
  return structuredCopy(value, 0)
}

function structuredCopy(value: unknown, depth: number): unknown {
  if (!isContainer(value) || depth > 1000) return value
  if (Array.isArray(value)) return value.map((item) => structuredCopy(item, depth + 1))
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) put(copy, key, structuredCopy(own(value, key), depth + 1))
  return copy
}

function choose<Item>(items: readonly Item[], pick: number): Item {
  const item = items[pick % items.length]
  if (item === undefined) throw new Error('Nothing to choose from.')
  return item
}
