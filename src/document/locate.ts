import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LOWER_U,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters'
import { skipWhitespace, stringEnd, valueEnd } from './skip'
import type { LocateRequest, TextSpan } from './types'

/** A requested place, or one on the path to it; the places form a trie. */
interface PlaceNode {
  parent: PlaceNode | undefined
  children: Map<string | number, PlaceNode>
  /** The part of this place that the requests need: its value, or only its key, after which the search may end. */
  requested: 'value' | 'key' | undefined
  key: TextSpan | undefined
  value: TextSpan | undefined
  start: number
  /** The number of occurrences: more than one if a key is duplicate. */
  visits: number
  /** The number of the parent's visit in which the place occurred last. */
  metIn: number
}

interface OpenPlace {
  place: PlaceNode
  array: boolean
  index: number
}

export interface LocateOptions {
  /** Whether no object of the text has a duplicate key, so that the search may end at the first match. */
  distinctKeys: boolean
}

/**
 * Finds the requested places in a strict JSON text: one forward pass for all of them, linear in the text and the
 * requests. Of duplicate keys the last one counts, as for `JSON.parse`.
 *
 * @throws an Error that names the pointer if it cannot be resolved
 */
export function locateAll(
  text: string,
  requests: readonly LocateRequest[],
  { distinctKeys }: LocateOptions,
): TextSpan[] {
  if (requests.length === 0) return []
  const root = newNode(undefined)
  const places = requests.map(({ pointer, target }) => {
    const place = pointer.keys().reduce(childPlace, root)
    if (place.requested !== 'value') place.requested = target
    return place
  })
  search(text, root, new Set(places).size, distinctKeys)
  const spans = requests.map((request, index) => {
    const place = places[index]
    const span = place !== undefined && isResolved(place) ? place[request.target] : undefined
    if (span === undefined) {
      throw new Error(`No ${request.target} at ${JSON.stringify(request.pointer.toString())} in the document`)
    }
    return span
  })
  return narrow(text, requests, spans)
}

function newNode(parent: PlaceNode | undefined): PlaceNode {
  return {
    parent,
    children: new Map(),
    requested: undefined,
    key: undefined,
    value: undefined,
    start: 0,
    visits: 0,
    metIn: 0,
  }
}

function childPlace(parent: PlaceNode, key: string): PlaceNode {
  let child = parent.children.get(key)
  if (child === undefined) {
    child = newNode(parent)
    parent.children.set(key, child)
    // For arrays: a number as the key of a Map avoids creating a string for each item.
    if (/^(?:0|[1-9]\d{0,9})$/.test(key)) parent.children.set(Number(key), child)
  }
  return child
}

/** Whether the place occurred in the last visit of its parent, and so on up to the root. */
function isResolved(place: PlaceNode): boolean {
  for (let at = place; at.parent !== undefined; at = at.parent) {
    if (at.metIn !== at.parent.visits) return false
  }
  return place.visits > 0
}

function search(text: string, root: PlaceNode, wanted: number, distinctKeys: boolean): void {
  const frames: OpenPlace[] = []
  let missing = wanted
  let offset = skipWhitespace(text, 0)

  const finish = (place: PlaceNode, end: number) => {
    if (place.requested === 'value' && place.value === undefined) missing--
    place.value = { start: place.start, end }
  }
  const enter = (place: PlaceNode) => {
    place.start = offset
    place.visits++
    const code = text.charCodeAt(offset)
    if (place.children.size > 0 && (code === OPEN_BRACE || code === OPEN_BRACKET)) {
      frames.push({ place, array: code === OPEN_BRACKET, index: 0 })
      offset++
    } else {
      offset = valueEnd(text, offset)
      finish(place, offset)
    }
  }

  enter(root)
  for (let frame = frames[frames.length - 1]; frame !== undefined; frame = frames[frames.length - 1]) {
    if (missing === 0 && distinctKeys) return
    const { place } = frame
    offset = skipWhitespace(text, offset)
    if (text.charCodeAt(offset) === COMMA) offset = skipWhitespace(text, offset + 1)
    const code = text.charCodeAt(offset)
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      offset++
      finish(place, offset)
      frames.pop()
      continue
    }
    let child: PlaceNode | undefined
    let key: TextSpan | undefined
    if (frame.array) child = place.children.get(frame.index++)
    else {
      key = { start: offset, end: stringEnd(text, offset) }
      child = place.children.get(keyAt(text, key))
      offset = skipWhitespace(text, key.end)
      if (text.charCodeAt(offset) === COLON) offset = skipWhitespace(text, offset + 1)
    }
    if (child === undefined) {
      offset = valueEnd(text, offset)
      continue
    }
    if (child.requested === 'key' && key !== undefined && child.key === undefined) missing--
    child.key = key
    child.metIn = place.visits
    if (missing === 0 && distinctKeys) {
      child.visits++
      return
    }
    enter(child)
  }
}

function keyAt(text: string, { start, end }: TextSpan): string {
  const raw = text.slice(start + 1, end - 1)
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw
}

/** Narrows the ranges of requests for parts of strings; all parts of one string are found in one pass. */
function narrow(text: string, requests: readonly LocateRequest[], spans: readonly TextSpan[]): TextSpan[] {
  const narrowed = spans.map((span) => ({ ...span }))
  const edges = new Map<number, { at: number; place(offset: number): void; request: LocateRequest }[]>()
  requests.forEach((request, index) => {
    const span = narrowed[index]
    if (request.span === undefined || span === undefined) return
    const [from, to] = request.span
    if (text.charCodeAt(span.start) !== QUOTE || from > to) throw badSpan(request)
    let list = edges.get(span.start)
    if (list === undefined) {
      list = []
      edges.set(span.start, list)
    }
    list.push(
      { at: from, place: (offset) => Object.assign(span, { start: offset }), request },
      { at: to, place: (offset) => Object.assign(span, { end: offset }), request },
    )
  })
  for (const [start, list] of edges) {
    list.sort((a, b) => a.at - b.at)
    const end = stringEnd(text, start) - 1
    let offset = start + 1
    let unit = 0
    for (const { at, place, request } of list) {
      while (unit < at && offset < end) {
        offset += text.charCodeAt(offset) !== BACKSLASH ? 1 : text.charCodeAt(offset + 1) === LOWER_U ? 6 : 2
        unit++
      }
      if (unit !== at) throw badSpan(request)
      place(offset)
    }
  }
  return narrowed
}

function badSpan({ pointer, span }: LocateRequest): Error {
  return new Error(`No characters ${span?.join(' to ')} in a string at ${JSON.stringify(pointer.toString())}`)
}
