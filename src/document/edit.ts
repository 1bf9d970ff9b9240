import type { Change, Path } from './changes'
import { CLOSE_BRACE, COMMA, QUOTE } from './characters'
import { formatPointer, Pointer, valueAt } from './pointer'
import type { Edit } from './repair'
import type { LocateRequest, TextSpan } from './types'
import { isFields } from './values'

/** A JSON text to be edited. */
export interface EditableText {
  text: string
  /** The value of the text. */
  value: unknown
  /** The offsets of the requested places, in the order of the requests. */
  locate(requests: readonly LocateRequest[]): TextSpan[]
}

/**
 * The edits of a JSON text that make some changes of its value. All other bytes stay: comments, indentation, order,
 * line endings. Added text is formatted like its surroundings.
 *
 * @returns undefined if a change has no place in the text
 */
export function editsOfChanges(given: EditableText, changes: readonly Change[]): Edit[] | undefined {
  const source = remembering(given)
  // All places are found in one pass over the text, and cached.
  source.locate(
    changes.flatMap(({ type, path }): LocateRequest[] => {
      if (type === 'insert' || type === 'remove') return []
      return [{ pointer: Pointer.root.child(...path), target: type === 'rename' ? 'key' : 'value' }]
    }),
  )
  const edits: Edit[] = []
  for (const change of changes) {
    const made = editsOf(source, change)
    if (made === undefined) return undefined
    edits.push(...made)
  }
  return edits
}

/** A text with cached places. */
interface RememberedText extends EditableText {
  members: Map<string, Member[] | undefined>
}

const remembered = new WeakMap<object, RememberedText>()

function remembering(source: EditableText): RememberedText {
  const { value } = source
  const isContainer = typeof value === 'object' && value !== null
  const known = isContainer ? remembered.get(value) : undefined
  if (known !== undefined) return known
  const spans = new Map<string, TextSpan>()
  const keyOf = ({ pointer, target }: LocateRequest) => `${target} ${pointer}`
  const text: RememberedText = {
    ...source,
    members: new Map(),
    locate(requests) {
      // Parts of strings are not cached.
      const missing = requests.filter((request) => request.span !== undefined || !spans.has(keyOf(request)))
      const found = new Map(source.locate(missing).map((span, index) => [missing[index], span]))
      return requests.map((request) => {
        const span = found.get(request) ?? spans.get(keyOf(request))
        if (span === undefined) throw new Error(`Nothing was located at ${request.pointer}`)
        if (request.span === undefined) spans.set(keyOf(request), span)
        return span
      })
    },
  }
  if (isContainer) remembered.set(value, text)
  return text
}

function editsOf(source: RememberedText, change: Change): Edit[] | undefined {
  const pointer = Pointer.root.child(...change.path)
  switch (change.type) {
    case 'replace': {
      const [span] = source.locate([{ pointer, target: 'value' }])
      return span === undefined ? undefined : [{ ...span, replacement: JSON.stringify(change.value) }]
    }
    case 'rename': {
      const [span] = source.locate([{ pointer, target: 'key' }])
      return span === undefined ? undefined : [{ ...span, replacement: JSON.stringify(change.key) }]
    }
    case 'splice': {
      const [whole, span] = source.locate([
        { pointer, target: 'value' },
        { pointer, target: 'value', span: change.span },
      ])
      // A string with other quotes has other escapes.
      if (whole === undefined || span === undefined || source.text.charCodeAt(whole.start) !== QUOTE) return undefined
      return [{ ...span, replacement: JSON.stringify(change.text).slice(1, -1) }]
    }
    case 'remove':
      return removal(source, change.path)
    case 'insert':
      return insertion(source, change.path, change.value)
  }
}

/** A property or an item: from its key, if any, to the end of its value. */
interface Member extends TextSpan {
  name: string
  key: TextSpan | undefined
  value: TextSpan
}

/** The members of an object or array, in the order of the text; undefined if a key occurs twice. */
function membersOf(source: RememberedText, path: Path): Member[] | undefined {
  const key = formatPointer(path)
  if (!source.members.has(key)) source.members.set(key, findMembers(source, path))
  return source.members.get(key)
}

function findMembers({ value: root, locate }: EditableText, path: Path): Member[] | undefined {
  const container = valueAt(root, formatPointer(path))
  const isArray = Array.isArray(container)
  if (!isArray && !isFields(container)) return undefined
  const names = Object.keys(container)
  const pointer = Pointer.root.child(...path)
  const values = locate(names.map((name) => ({ pointer: pointer.at(name), target: 'value' })))
  const keys = isArray ? [] : locate(names.map((name) => ({ pointer: pointer.at(name), target: 'key' })))
  const members = names.flatMap((name, index): Member[] => {
    const value = values[index]
    if (value === undefined) return []
    const key = keys[index]
    return [{ name, key, value, start: (key ?? value).start, end: value.end }]
  })
  // JavaScript orders keys such as "1" first, wherever they are in the text.
  return members.sort((left, right) => left.start - right.start)
}

function removal(source: RememberedText, path: Path): Edit[] | undefined {
  const { text } = source
  const members = membersOf(source, path.slice(0, -1))
  const at = members?.findIndex(({ name }) => name === path.at(-1)) ?? -1
  const member = members?.[at]
  if (members === undefined || member === undefined) return undefined
  const [container] = source.locate([{ pointer: Pointer.root.child(...path.slice(0, -1)), target: 'value' }])
  const comma = commaAfter(text, member.end)
  if (container !== undefined && members.length === 1) {
    const inner = { start: container.start + 1, end: container.end - 1 }
    const others =
      text.slice(inner.start, member.start) + text.slice(comma === undefined ? member.end : comma + 1, inner.end)
    if (others.trim() === '') return [{ ...inner, replacement: '' }]
  }
  const next = members[at + 1]
  const previous = members[at - 1]
  if (comma !== undefined) {
    if (next === undefined || comma < next.start) return cut(text, member.start, member.end, comma)
    return undefined
  }
  // The comma before the next member is missing.
  if (next !== undefined) return undefined
  if (previous === undefined) return cut(text, member.start, member.end, undefined)
  const before = commaAfter(text, previous.end)
  if (before === undefined || before >= member.start) return undefined
  return [{ start: before, end: before + 1, replacement: '' }, ...cut(text, member.start, member.end, undefined)]
}

/**
 * Removes a member from a text, with the comma after it. If nothing else is on its lines, they are removed as a whole;
 * otherwise the space before the member is removed, or at the start of a line, the space after it.
 */
export function cut(text: string, start: number, end: number, comma: number | undefined): Edit[] {
  // A comment between the value and its comma is kept.
  const isClose = comma !== undefined && /^\s*$/.test(text.slice(end, comma))
  const close = isClose ? comma + 1 : end
  const rest: Edit[] = comma !== undefined && !isClose ? [{ start: comma, end: comma + 1, replacement: '' }] : []
  const indent = spaceBefore(text, start)
  const after = spaceAfter(text, close)
  const startsLine = indent === 0 || isLineBreak(text, indent - 1)
  const endsLine = after === text.length || isLineBreak(text, after)
  if (startsLine && endsLine && rest.length === 0) {
    const lineBreak = after === text.length ? 0 : text.startsWith('\r\n', after) ? 2 : 1
    return [{ start: indent, end: after + lineBreak, replacement: '' }]
  }
  if (startsLine) return [{ start, end: after, replacement: '' }, ...rest]
  // `{ "a": 1 }` becomes `{}`: the space before the closing bracket is removed as well.
  const opens = text.charAt(indent - 1) === '{' || text.charAt(indent - 1) === '['
  const closes = text.charAt(after) === '}' || text.charAt(after) === ']'
  if (opens && closes) return [{ start: indent, end: after, replacement: '' }, ...rest]
  if (opens) return [{ start, end: after, replacement: '' }, ...rest]
  return [{ start: indent, end: close, replacement: '' }, ...rest]
}

function insertion(source: RememberedText, path: Path, value: unknown): Edit[] | undefined {
  const { text, locate } = source
  const holder = path.slice(0, -1)
  const members = membersOf(source, holder)
  const [container] = locate([{ pointer: Pointer.root.child(...holder), target: 'value' }])
  const name = path.at(-1)
  if (members === undefined || container === undefined || name === undefined) return undefined
  const key = JSON.stringify(name)
  const last = members.at(-1)
  if (last?.key === undefined) {
    // A first property is only added to an object without comments, where its place is certain.
    if (text.slice(container.start + 1, container.end - 1).trim() !== '') return undefined
    const style = styleAround(text, container)
    const property = `${key}${style.colon}${written(value, style, style.indent + style.unit)}`
    const inner =
      style.unit === ''
        ? property
        : `${style.lineBreak}${style.indent}${style.unit}${property}${style.lineBreak}${style.indent}`
    return [{ start: container.start + 1, end: container.end - 1, replacement: inner }]
  }
  const style = styleOf(text, container, last)
  const property = `${key}${style.colon}${written(value, style, style.indent)}`
  const comma = commaAfter(text, last.end)
  if (comma !== undefined) return [{ start: comma + 1, end: comma + 1, replacement: `${style.gap}${property}` }]
  const gap = `${style.gap}${property}`
  const lineEnd = endOfComment(text, last.end, container.end)
  if (lineEnd === undefined) return [{ start: last.end, end: last.end, replacement: `,${gap}` }]
  return [
    { start: last.end, end: last.end, replacement: ',' },
    { start: lineEnd, end: lineEnd, replacement: gap },
  ]
}

/** The formatting of an object's properties. */
interface Style {
  /** The text between a comma and the next property. */
  gap: string
  colon: string
  /** The indentation of the property's line. */
  indent: string
  /** One level of indentation; empty if all is on one line. */
  unit: string
  lineBreak: string
}

function styleOf(text: string, container: TextSpan, { key, value, start }: Member): Style {
  const before = spaceBefore(text, start)
  const lineBreak = lineBreakBefore(text, before)
  const indent = text.slice(before, start)
  const between = key === undefined ? '' : text.slice(key.end, value.start)
  const colon = /^\s*:[ \t]*$/.test(between) ? between : ': '
  if (lineBreak === undefined) {
    const gap = text.charAt(before - 1) === ',' || before < start ? text.slice(before, start) : ''
    return { gap, colon, indent: '', unit: '', lineBreak: '' }
  }
  const outer = indentOfLine(text, container.start)
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  '
  return { gap: `${lineBreak}${indent}`, colon, indent, unit, lineBreak }
}

/** The style of an object without properties: derived from its line, and from the other lines of the text. */
function styleAround(text: string, container: TextSpan): Style {
  const broken = /(\r\n|\r|\n)([ \t]*)\S/.exec(text)
  const colon = /"\s*:(?! )/.test(text.slice(0, container.start)) ? ':' : ': '
  if (broken === null) return { gap: '', colon, indent: '', unit: '', lineBreak: '' }
  const [, lineBreak = '\n', unit = ''] = broken
  return { gap: '', colon, indent: indentOfLine(text, container.start), unit: unit === '' ? '  ' : unit, lineBreak }
}

/** A value as JSON, in the style of its surroundings. */
function written(value: unknown, { unit, colon, lineBreak }: Style, indent: string): string {
  if (unit !== '') {
    const lines = JSON.stringify(value, null, unit).split('\n')
    return lines.join(`${lineBreak}${indent}`)
  }
  if (!isFields(value) || !colon.endsWith(' ')) return JSON.stringify(value)
  const properties = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`)
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`
}

/** The offset of the comma after a value; space and comments may come before it. */
export function commaAfter(text: string, end: number): number | undefined {
  const next = skipTrivia(text, end)
  return text.charCodeAt(next) === COMMA ? next : undefined
}

// Each character is matched by one branch only, which rules out backtracking.
const TRIVIA = /(?:\s|\/\/[^\r\n]*|\/\*[^*]*\*+(?:[^*/][^*]*\*+)*\/)*/y

export function skipTrivia(text: string, from: number): number {
  TRIVIA.lastIndex = from
  TRIVIA.test(text)
  return TRIVIA.lastIndex
}

/** The end of the comment that follows the last property on the same line; undefined without a comment. */
function endOfComment(text: string, from: number, containerEnd: number): number | undefined {
  const start = spaceAfter(text, from)
  if (!text.startsWith('//', start) && !text.startsWith('/*', start)) return undefined
  let end = start
  while (end < text.length && !isLineBreak(text, end)) end += 1
  // The comment has several lines, or the closing bracket is on the same line.
  if (end >= containerEnd || text.charCodeAt(skipTrivia(text, from)) !== CLOSE_BRACE) return undefined
  return skipTrivia(text.slice(0, end), start) === end ? end : undefined
}

function spaceBefore(text: string, offset: number): number {
  let start = offset
  while (text.charAt(start - 1) === ' ' || text.charAt(start - 1) === '\t') start -= 1
  return start
}

function spaceAfter(text: string, offset: number): number {
  let end = offset
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end += 1
  return end
}

function isLineBreak(text: string, offset: number): boolean {
  const character = text.charAt(offset)
  return character === '\n' || character === '\r'
}

function lineBreakBefore(text: string, offset: number): string | undefined {
  if (text.startsWith('\r\n', offset - 2)) return '\r\n'
  return isLineBreak(text, offset - 1) ? text.charAt(offset - 1) : undefined
}

function indentOfLine(text: string, offset: number): string {
  let start = offset
  while (start > 0 && !isLineBreak(text, start - 1)) start -= 1
  return text.slice(start, spaceAfter(text, start))
}
