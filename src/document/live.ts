import { messageOf } from '../findings/errors'
import { dotted } from '../findings/text'
import { MAX_DEPTH, MAX_VALUE_LENGTH, MAX_VALUES } from './limits'
import { Lines } from './lines'
import { locateAll } from './locate'
import type { Document, SyntaxFault } from './types'
import { isContainer } from './values'

export interface ValueDocumentOptions {
  /** The name in reports. */
  name: string
  /** Plain JSON, or a value that `JSON.stringify` converts to plain JSON. */
  value: unknown
}

/**
 * A document from a value without a text, such as an answer that was parsed elsewhere. The value is copied as JSON, so
 * later changes, getters and proxies have no effect. The text is the copy, pretty-printed with two spaces when it is
 * first needed. A value that is not JSON (a cycle, a BigInt, a function, a Map), too deep or too large is a fault, as
 * it would be in a text.
 */
export function createValueDocument({ name, value }: ValueDocumentOptions): Document {
  const snapshot = snapshotOf(value)
  return 'fault' in snapshot ? documentOf(name, undefined, [snapshot.fault]) : documentOf(name, snapshot.value, [])
}

/**
 * A document from the value of a text that was parsed without faults. It is plain, within the limits and not shared
 * with other code, so it is neither copied nor measured.
 */
export function prettyPrinted({ name, value, longWords }: Document): Document {
  return documentOf(name, value, [], longWords)
}

function documentOf(
  name: string,
  value: unknown,
  faults: readonly SyntaxFault[],
  longWords?: readonly string[],
): Document {
  let text: string | undefined
  let lines: Lines | undefined
  const textOf = () => {
    text ??= value === undefined ? '' : JSON.stringify(value, null, 2)
    return text
  }
  const rangeOf: Document['rangeOf'] = (span) => {
    lines ??= new Lines(textOf())
    return lines.range(span)
  }
  return {
    name,
    get text() {
      return textOf()
    },
    value,
    faults,
    ...(longWords === undefined ? {} : { longWords }),
    locateAll: (requests) => locateAll(textOf(), requests, { distinctKeys: true }).map(rangeOf),
    rangeOf,
  }
}

type Snapshot = { value: unknown } | { fault: SyntaxFault }

function snapshotOf(value: unknown): Snapshot {
  try {
    const fault = faultOfValue(value)
    if (fault !== undefined) return { fault }
    const text: string | undefined = JSON.stringify(value)
    if (text === undefined) return { fault: invalid(`The value is not JSON but of type ${typeof value}.`) }
    const plain: unknown = JSON.parse(text)
    // A `toJSON` method or a getter may return values that were not checked.
    const plainFault = faultOfValue(plain)
    return plainFault === undefined ? { value: plain } : { fault: plainFault }
  } catch (error) {
    return { fault: invalid(`The value is not JSON: ${messageOf(error)}`) }
  }
}

function invalid(message: string, path: readonly string[] = []): SyntaxFault {
  return { rule: 'syntax/invalid-json', message, data: {}, start: 0, end: 0, path: path.slice(0, -1) }
}

/** Values that JSON omits or replaces silently: a function, a symbol, a bigint. */
function isUnwritable(item: unknown): boolean {
  const type = typeof item
  if (type === 'bigint') return !writesItself(Object(item))
  return type === 'function' || type === 'symbol'
}

/**
 * The class name of an object whose content JSON omits: a `Map` would become `{}`. User-defined classes and objects
 * with `toJSON` are accepted. `Object.prototype.toString` also recognises objects of other realms.
 */
function nameOfUnwritable(container: object): string | undefined {
  if (Array.isArray(container) || writesItself(container)) return undefined
  const name = Object.prototype.toString.call(container).slice('[object '.length, -1)
  return UNWRITABLE.test(name) ? name : undefined
}

const UNWRITABLE = /^(?:Weak)?(?:Map|Set|Ref)$|^(?:Promise|RegExp|Error|ArrayBuffer|SharedArrayBuffer|DataView)$|Array$/

function writesItself(container: object): boolean {
  return typeof Reflect.get(container, 'toJSON') === 'function'
}

const TOO_DEEP: SyntaxFault = {
  rule: 'syntax/too-deep',
  message: `More than ${MAX_DEPTH} levels of nested objects and arrays are not read.`,
  data: { limit: MAX_DEPTH },
  start: 0,
  end: 0,
  path: [],
}

const TOO_LARGE: SyntaxFault = {
  rule: 'syntax/too-large',
  message: `The value is more than ${MAX_VALUE_LENGTH} characters long as JSON; larger ones are not read.`,
  data: { limit: MAX_VALUE_LENGTH },
  start: 0,
  end: 0,
  path: [],
}

const TOO_MANY: SyntaxFault = {
  rule: 'syntax/too-large',
  message: `More than ${MAX_VALUES} values are not read.`,
  data: { limit: MAX_VALUES },
  start: 0,
  end: 0,
  path: [],
}

/** The size of a value's JSON text. */
interface Extent {
  /** The number of nested containers, including itself; 0 while it is open. */
  height: number
  /** The number of values, including itself. */
  values: number
  /** The number of lines of the pretty-printed text: each is indented by two spaces per level. */
  lines: number
  /** The number of characters of the pretty-printed text, without escapes. */
  length: number
}

interface ContainerVisit extends Extent {
  container: object
  keys: readonly string[]
  next: number
}

/**
 * Finds the first part of a value that is not JSON or exceeds a limit. Not recursive. A shared container is visited
 * once and its size added at each occurrence: a few dozen arrays can form more paths than could be walked.
 */
function faultOfValue(value: unknown): SyntaxFault | undefined {
  if (!isContainer(value)) return lengthOf(value) > MAX_VALUE_LENGTH ? TOO_LARGE : undefined
  const extents = new Map<object, Extent>()
  const open = (container: object) => {
    const frame = { container, keys: Object.keys(container), next: 0, height: 0, values: 1, lines: 2, length: 4 }
    extents.set(container, frame)
    frames.push(frame)
  }
  const frames: ContainerVisit[] = []
  const path = () => frames.map(({ keys, next }) => keys[next - 1] ?? '')
  const whole = nameOfUnwritable(value)
  if (whole !== undefined) return invalid(`The value is not JSON but a ${whole}.`)
  open(value)
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.length > MAX_VALUE_LENGTH) return TOO_LARGE
    if (frame.values > MAX_VALUES) return TOO_MANY
    const key = frame.keys[frame.next++]
    if (key === undefined) {
      frames.pop()
      frame.height += 1
      const parent = frames.at(-1)
      if (parent !== undefined) addExtent(parent, frame)
      continue
    }
    frame.length += key.length + 6
    const item: unknown = Reflect.get(frame.container, key)
    if (!isContainer(item)) {
      if (isUnwritable(item) && !writesItself(frame.container))
        return invalid(`The value is not JSON: ${dotted(path())} is of type ${typeof item}.`, path())
      frame.values += 1
      frame.lines += 1
      frame.length += lengthOf(item)
      continue
    }
    const known = extents.get(item)
    if (known !== undefined && frames.some(({ container }) => container === item)) {
      return writesItself(item)
        ? undefined
        : invalid(`The value is not JSON: ${dotted(path())} is a circular reference.`, path())
    }
    if (frames.length + Math.max(1, known?.height ?? 1) > MAX_DEPTH) return TOO_DEEP
    if (known !== undefined) {
      addExtent(frame, known)
      continue
    }
    const name = nameOfUnwritable(item)
    if (name !== undefined) return invalid(`The value is not JSON: ${dotted(path())} is a ${name}.`, path())
    open(item)
  }
  return undefined
}

function addExtent(parent: ContainerVisit, { height, values, lines, length }: Extent): void {
  parent.height = Math.max(parent.height, height)
  parent.values += values
  parent.lines += lines
  parent.length += length + 2 * lines
}

function lengthOf(scalar: unknown): number {
  return typeof scalar === 'string' ? scalar.length : 8
}
