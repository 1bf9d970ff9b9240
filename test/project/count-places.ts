import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { runInNewContext } from 'node:vm'
import { Lines } from '../../src/document/lines'
import { Pointer } from '../../src/document/pointer'
import { projectDocument } from '../../src/project/document'
import { type LoadedProject, loadProjects } from '../../src/project/load'

export interface Counted {
  project: LoadedProject
  /** Values of the author's own: what an interface or a default of the SDK brought in is not. */
  own: number
  /** Of these, how many are at the very token. */
  exact: number
  /** At a token that says something else. */
  wrong: string[]
  /** At an enclosing place, or at a name whose value is computed. */
  near: string[]
}

/** What `bp` adds by itself. */
const ADDED =
  /^\/(?:interfaces|channels|identifier|configurations?\/[^/]*\/?identifier)$|^\/(?:actions|events)\/[^/]+\/name$/

/**
 * Looks up every value of a project's body, and compares the text at its place with it: the keys and values that the
 * author wrote, and of each keyword of a JSON Schema the call that stands for it.
 *
 * @param packages the folder that holds the SDK
 */
export async function countPlaces(fixture: string, packages: string): Promise<Counted> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-count-')))
  try {
    cpSync(fixture, folder, { recursive: true })
    symlinkSync(packages, join(folder, 'node_modules'))
    const [project] = await loadProjects([folder])
    if (project?.evaluated === undefined) throw new Error(JSON.stringify(project?.faults))
    return count(project)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  pointer: string
  key: string
  value: unknown
  /** The texts at the places of the key and of the value. */
  keyText: string
  valueText: string
}

type Verdict = 'exact' | 'near' | 'wrong'

function count(project: LoadedProject): Counted {
  const counted: Counted = { project, own: 0, exact: 0, wrong: [], near: [] }
  const document = projectDocument(project, (path) => path, undefined)
  const texts = new Map(project.files.map(({ path, text }) => [path, { text, lines: new Lines(text) }]))
  const textAt = (pointer: Pointer, target: 'key' | 'value') => {
    const [range] = document.locateAll([{ pointer, target }])
    const file = range?.file ?? project.definition
    const source = texts.get(file)
    if (range === undefined || source === undefined) throw new Error(`No place for ${pointer}`)
    const offset = (line: number, column: number) => (source.lines.starts[line - 1] ?? 0) + column - 1
    const text = source.text.slice(offset(range.line, range.column), offset(range.endLine, range.endColumn))
    return { text, at: `${file.split('/').at(-1)}:${range.line}` }
  }
  const visit = (value: unknown, pointer: Pointer, foreign = false): void => {
    let isBelowForeign = foreign
    const path = pointer.toString()
    if (pointer.parent !== undefined && !ADDED.test(path)) {
      const key = textAt(pointer, 'key')
      const own = textAt(pointer, 'value')
      const place = { pointer: path, key: String(pointer.key), value, keyText: key.text, valueText: own.text }
      // A section as a whole may stand at what an interface has added first.
      isBelowForeign ||= pointer.parent.parent !== undefined && isForeign(place)
      if (!isBelowForeign) {
        const verdict = compare(place)
        counted.own += 1
        if (verdict === 'exact') counted.exact += 1
        else counted[verdict].push(`${path} at ${own.at}: ${shown(key.text)} | ${shown(own.text)}`)
      }
    }
    if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, pointer.child(name), isBelowForeign)
    }
  }
  visit(document.value, Pointer.root)
  return counted
}

const shown = (text: string) => text.replace(/\s+/g, ' ').slice(0, 50)

/** What stands at the property or the call that brought in what somebody else has written, as is all below it. */
function isForeign({ pointer, keyText, valueText }: Place): boolean {
  // `text: messages.defaults.text`: what is below stands at the property.
  const [, message] = /^\/channels\/[^/]+\/messages\/([^/]+)\/schema$/.exec(pointer) ?? []
  if (message !== undefined && valueText === message) return true
  if (/^\/channels\/[^/]+\/messages\/[^/]+$/.test(pointer) && keyText === 'messages' && valueText === 'messages')
    return true
  return [keyText, valueText].some((text) => /^(?:messages\.defaults(?:\.\w+)?|listable)$/.test(text))
}

function compare(place: Place): Verdict {
  const { pointer } = place
  // In a schema: `/schema` and what follows.
  const [, , keywords] = /^(.*?\/schema)(\/.*)$/.exec(pointer) ?? []
  if (keywords === undefined) return worst(compareKey(place), compareValue(place))
  if (/(?:^|\/)properties\/[^/]+$/.test(keywords)) return compareKey(place)
  return compareKeyword(place)
}

function worst(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('wrong') ? 'wrong' : verdicts.includes('near') ? 'near' : 'exact'
}

function compareKey({ pointer, key, keyText }: Place): Verdict {
  // A list has no keys; `secrets` is made of the names.
  if (/^\d+$/.test(key)) return 'exact'
  const said = literal(keyText)
  if (said === key) return 'exact'
  // An expression that makes the key: `[`create${name}`]`.
  if (/^`.*\$\{.*`$/s.test(keyText) || /\w\(|\s\+\s/.test(keyText)) return 'exact'
  if (typeof said !== 'string' || /^`/.test(keyText)) return 'near'
  return /^['"]/.test(keyText) || /^\/[^/]+$/.test(pointer) ? 'wrong' : 'near'
}

function compareValue({ pointer, key, value, valueText }: Place): Verdict {
  if (typeof value === 'object' && value !== null) return 'exact'
  // The body holds the content of a file, and the source its name.
  if (pointer === '/icon' || pointer === '/readme') return /^(['"`]).*\1$/s.test(valueText) ? 'exact' : 'near'
  if (/Script$/.test(key)) return String(value).startsWith(valueText) ? 'exact' : 'wrong'
  // A secret has a name and no value.
  if (/^\/secrets\//.test(pointer)) return 'exact'
  return compareText(value, valueText)
}

/** A text in the source with the value that came of it. */
function compareText(value: unknown, text: string): Verdict {
  const said = literal(text)
  if (isDeepStrictEqual(said, value)) return 'exact'
  // An expression whose value only the run knows is what the author would change; a name is on the way to it.
  if (/^`.*\$\{.*`$/s.test(text) || /^[^{[].*(?:\s\+\s|\w\().*$/s.test(text)) return 'exact'
  return /^(?:['"`\d]|-\d)/.test(text) ? 'wrong' : 'near'
}

/** For each type of JSON Schema the functions that make it. */
const MAKERS: Readonly<Record<string, RegExp>> = {
  string: /^(?:string|enum|nativeEnum|literal|field|date)$/,
  number: /^(?:number|literal|nativeEnum|bigint)$/,
  integer: /^(?:number|int|bigint)$/,
  boolean: /^(?:boolean|literal)$/,
  object: /^(?:object|strictObject|record|extend|merge|pick|omit|partial|passthrough|strict|catchall|any|unknown|ref)$/,
  array: /^(?:array|tuple|set)$/,
  null: /^(?:null|nullable|nullish|literal)$/,
}

/** For each keyword the calls that stand for it. */
const CALLS: Readonly<Record<string, RegExp>> = {
  description: /^describe$/,
  title: /^title$/,
  default: /^default$/,
  enum: /^(?:enum|nativeEnum|literal)$/,
  const: /^literal$/,
  pattern: /^(?:regex|startsWith|endsWith|includes|uuid|string)$/,
  format: /^(?:email|url|uuid|cuid|cuid2|ulid|emoji|ip|datetime|date|time|duration|base64|finite)$/,
  minLength: /^(?:min|length|nonempty)$/,
  maxLength: /^(?:max|length)$/,
  minItems: /^(?:min|length|nonempty|tuple)$/,
  maxItems: /^(?:max|length|tuple)$/,
  minimum: /^(?:min|gte|nonnegative|int|safe)$/,
  maximum: /^(?:max|lte|nonpositive|int|safe)$/,
  exclusiveMinimum: /^(?:gt|positive)$/,
  exclusiveMaximum: /^(?:lt|negative)$/,
  multipleOf: /^(?:multipleOf|step|int)$/,
  anyOf: /^(?:union|or|nullable|nullish|discriminatedUnion|any|unknown|optional|default)$/,
  oneOf: /^discriminatedUnion$/,
  allOf: /^(?:intersection|and)$/,
  not: /^(?:never|undefined|strict|strictObject|optional|object)$/,
  discriminator: /^discriminatedUnion$/,
  propertyName: /^discriminatedUnion$/,
  additionalProperties:
    /^(?:string|number|boolean|any|unknown|array|union|object|strictObject|record|extend|merge|pick|omit|partial|passthrough|strict|catchall|nullable|optional|enum|literal)$/,
  propertyNames: /^record$/,
  additionalItems: /^(?:tuple|rest)$/,
  secret: /^secret$/,
  hidden: /^hidden$/,
  disabled: /^disabled$/,
  placeholder: /^placeholder$/,
  displayAs: /^displayAs$/,
}

/** Keywords of which the value is written where their call has its argument. */
const WITH_VALUE =
  /^(?:description|title|default|const|minLength|maxLength|minItems|maxItems|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|placeholder)$/

/** Calls that have no argument: the keyword's value is theirs. */
const WITHOUT_ARGUMENT = /^(?:nonempty|nonnegative|nonpositive|positive|negative|tuple|int|safe)$/

function compareKeyword({ pointer, key, value, keyText, valueText }: Place): Verdict {
  const isItem = /^\d+$/.test(key)
  if (/\/x-zui\/(?:def|.*\/)/.test(pointer)) return 'exact'
  if (isItem && /\/required\/\d+$/.test(pointer)) return literal(keyText) === value ? 'exact' : 'wrong'
  if (isItem && /\/enum\/\d+$/.test(pointer)) return compareText(value, valueText)
  // Deeper in a default, which is any value.
  if (/\/default\/.+$/.test(pointer))
    return worst(
      compareKey({ pointer, key, value, keyText, valueText }),
      compareValue({ pointer, key, value, keyText, valueText }),
    )
  if (key === 'type') {
    const types = [value].flat().map(String)
    if (types.some((type) => MAKERS[type]?.test(keyText) === true) || (types.length > 1 && keyText === 'union'))
      return 'exact'
    return Object.values(MAKERS).some((other) => other.test(keyText)) ? 'wrong' : 'near'
  }
  if (key === '$schema' || key === 'x-zui' || key === '$ref' || isItem) return isTypeText(keyText) ? 'exact' : 'near'
  if (key === 'properties' || key === 'required') return /^\{/.test(valueText) || isTypeText(keyText) ? 'exact' : 'near'
  if (key === 'items') return isTypeText(keyText) ? 'exact' : 'near'
  const calls = CALLS[key]
  if (calls === undefined) return 'near'
  if (!calls.test(keyText)) return Object.values(CALLS).some((other) => other.test(keyText)) ? 'wrong' : 'near'
  if (!WITH_VALUE.test(key) || WITHOUT_ARGUMENT.test(valueText)) return 'exact'
  return compareText(value, valueText)
}

/** A call that makes a type, or the whole expression. */
function isTypeText(text: string): boolean {
  return /^\w+$/.test(text) || /^[\w.]+\s*\.?\s*\w*[(<]/s.test(text) || /^z\b/.test(text)
}

/** The value of a literal; a name stands for itself. */
function literal(text: string): unknown {
  if (/^[\p{L}\w$]+$/u.test(text) && !/^\d/.test(text) && !/^(?:true|false|null|undefined)$/.test(text)) return text
  try {
    return JSON.parse(JSON.stringify(runInNewContext(`(${text})`)))
  } catch {
    return undefined
  }
}
