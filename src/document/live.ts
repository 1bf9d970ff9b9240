import { MAX_DEPTH } from './limits'
import { Lines } from './lines'
import { locateAll } from './locate'
import { surveyValue } from './survey'
import type { Document, SyntaxFault } from './types'

export interface ValueDocumentOptions {
  /** As reports show it. */
  name: string
  /** Plain JSON, or what `JSON.stringify` makes plain JSON of. */
  value: unknown
}

/**
 * A document from a value without a text, for instance a live answer. Its text is the value pretty-printed
 * with two spaces, made when it is first asked for. A value that is no JSON (a cycle, a BigInt) or too deep
 * is a fault, like that of a text.
 */
export function createValueDocument({ name, value }: ValueDocumentOptions): Document {
  const plain = asPlainJson(value)
  const fault = typeof plain === 'string' ? plain : undefined
  const checked = typeof plain === 'string' ? undefined : plain.value
  let text: string | undefined
  let lines: Lines | undefined
  const textOf = () => {
    text ??= fault === undefined ? JSON.stringify(checked, null, 2) : ''
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
    value: checked,
    faults: fault === undefined ? [] : [unusable(fault)],
    locateAll: (requests) => locateAll(textOf(), requests, { distinctKeys: true }).map(rangeOf),
    rangeOf,
  }
}

function unusable(reason: string): SyntaxFault {
  return {
    rule: reason === TOO_DEEP ? 'syntax/too-deep' : 'syntax/invalid-json',
    message: reason,
    data: reason === TOO_DEEP ? { limit: MAX_DEPTH } : {},
    start: 0,
    end: 0,
    path: [],
  }
}

const TOO_DEEP = `More than ${MAX_DEPTH} levels of nested objects and arrays are not read.`

/** The value as JSON has it, or what is wrong with it. */
function asPlainJson(value: unknown): { value: unknown } | string {
  switch (inspect(value)) {
    case 'plain':
      return { value }
    case 'too deep':
      return TOO_DEEP
    case 'other':
      return roundTrip(value)
  }
}

function roundTrip(value: unknown): { value: unknown } | string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    return `The value is not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  if (text === undefined) return `The value is not JSON but of type ${typeof value}.`
  const plain: unknown = JSON.parse(text)
  return surveyValue(plain).depth > MAX_DEPTH ? TOO_DEEP : { value: plain }
}

interface Frame {
  container: object
  items: readonly unknown[]
  next: number
  /** Levels of containers below this one, as far as they are known. */
  height: number
}

/** Whether a value is plain JSON already. No recursion; a container that is shared is walked once. */
function inspect(value: unknown): 'plain' | 'other' | 'too deep' {
  if (!isContainer(value)) return isPlainScalar(value) ? 'plain' : 'other'
  let plain = isPlainContainer(value)
  // Levels of each container that is done, itself included; 0 while it is open.
  const heights = new Map<object, number>([[value, 0]])
  const frames: Frame[] = [frameOf(value)]
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.next === frame.items.length) {
      frames.pop()
      const height = frame.height + 1
      heights.set(frame.container, height)
      const parent = frames.at(-1)
      if (parent !== undefined) parent.height = Math.max(parent.height, height)
      continue
    }
    const item = frame.items[frame.next++]
    if (!isContainer(item)) {
      plain &&= isPlainScalar(item)
      continue
    }
    const height = heights.get(item)
    // A cycle; JSON.stringify says where.
    if (height === 0) return 'other'
    if (frames.length + (height ?? 1) > MAX_DEPTH) return 'too deep'
    if (height !== undefined) {
      frame.height = Math.max(frame.height, height)
      continue
    }
    plain &&= isPlainContainer(item)
    heights.set(item, 0)
    frames.push(frameOf(item))
  }
  return plain ? 'plain' : 'other'
}

function frameOf(container: object): Frame {
  return { container, items: Object.values(container), next: 0, height: 0 }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** An array without holes, or an object that is nothing but its own properties; of any realm. */
function isPlainContainer(container: object): boolean {
  if (Array.isArray(container)) return Object.keys(container).length === container.length
  const prototype: unknown = Object.getPrototypeOf(container)
  return prototype === null || (isContainer(prototype) && Object.getPrototypeOf(prototype) === null)
}

function isPlainScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
