import type { Span } from '../document/types'
import { didYouMean } from '../findings/text'
import { type LexicalFault, lex } from './lexer'
import { afterCharacters, byteOffsets, utf8LengthOf } from './spans'

export interface VrlLabel {
  message: string
  /** Whether the label states the fault, rather than advice. */
  primary: boolean
  /** In UTF-16 code units of the source, end exclusive. */
  span: Span
}

/** A diagnostic of the compiler. */
export interface VrlDiagnostic {
  /** https://errors.vrl.dev explains the codes of errors. */
  code: number
  /** The kind of fault, such as "unhandled fallible assignment". */
  title: string
  labels: readonly VrlLabel[]
  /** Advice without a place. */
  notes: readonly string[]
  /** The place of the fault: that of the first primary label, narrowed if the compiler marks too much. */
  span: Span
}

/** VRL 0.25 has the codes 200 to 210. */
export function isSyntaxError({ code }: VrlDiagnostic): boolean {
  return code >= 200 && code < 300
}

/** A source, with the data needed to locate diagnostics in it. */
interface DiagnosedScript {
  text: string
  toUtf16: (offset: number) => number
  /** Strings in which the compiler counts characters rather than bytes. */
  strings: readonly { start: number; end: number; startByte: number }[]
  faults: readonly LexicalFault[]
}

/**
 * Parses the compiler's answer.
 *
 * @throws TypeError if it has another shape
 */
export function readDiagnostics(text: string, answer: unknown): { errors: VrlDiagnostic[]; warnings: VrlDiagnostic[] } {
  const { errors, warnings } = fields(answer)
  const found = [...array(errors), ...array(warnings)]
  if (found.length === 0) return { errors: [], warnings: [] }
  const source = sourceOf(text)
  const read = (value: unknown) => array(value).map((diagnostic) => readDiagnostic(source, diagnostic))
  return { errors: read(errors), warnings: read(warnings) }
}

/** Longer code is truncated in a message. */
const MAX_QUOTED = 60

/** "title: fault; advice", without repetitions. */
export function formatDiagnostic(source: string, { title, labels, notes }: VrlDiagnostic): string {
  const parts = labels.map(({ message, span }) => plainLabel(title, message, source.slice(span[0], span[1])))
  const details = [...new Set([...parts, ...notes])].filter((part) => part !== '')
  const text = details.length === 0 ? title : `${title}: ${details.join('; ').replaceAll(':; ', ': ')}`
  return text.replace(/`([^`]*)`/g, (quoted, code: string) =>
    code.length < MAX_QUOTED ? quoted : `\`${code.slice(0, MAX_QUOTED - 1)}…\``,
  )
}

function readDiagnostic(source: DiagnosedScript, value: unknown): VrlDiagnostic {
  const { code, message, labels, notes } = fields(value)
  const read = array(labels).map((label) => readLabel(source, label))
  const diagnostic = { code: number(code), title: string(message), labels: read, notes: readNotes(array(notes)) }
  return { ...diagnostic, span: faultyPlace(source, read) }
}

function readLabel(source: DiagnosedScript, value: unknown): VrlLabel {
  const { message, primary, span } = fields(value)
  const [start, end] = array(span)
  return { message: string(message), primary: primary === true, span: utf16Span(source, number(start), number(end)) }
}

/**
 * Converts bytes to UTF-16 code units. Inside a string, the compiler counts characters from the byte at which the
 * string starts (VRL 0.25, `StringLiteralToken::template`).
 */
function utf16Span(source: DiagnosedScript, start: number, end: number): Span {
  const holder = source.strings.find(
    ({ startByte, start: from, end: to }) => start > startByte && start < startByte + (to - from),
  )
  if (holder !== undefined) {
    const from = afterCharacters(source.text, holder.start, start - holder.startByte)
    const to = afterCharacters(source.text, from, end - start)
    if (source.text.startsWith('{{', from) && to <= holder.end) return [from, to]
  }
  return [source.toUtf16(start), source.toUtf16(end)]
}

/** The compiler reports a broken literal together with the code around it; this returns the literal. */
function faultyPlace(source: DiagnosedScript, labels: readonly VrlLabel[]): Span {
  const primary = labels.find((label) => label.primary) ?? labels[0]
  if (primary === undefined) return [0, source.text.length]
  const [start, end] = primary.span
  if (!/invalid (?:string literal|literal|escape character)/.test(primary.message)) return primary.span
  const type = primary.message.includes('escape') ? 'escape' : 'unterminated'
  const fault = source.faults.find((one) => one.type === type && one.start >= start && one.start < end)
  if (fault === undefined) return primary.span
  const lineEnd = source.text.indexOf('\n', fault.start)
  return [fault.start, lineEnd === -1 ? fault.end : Math.min(lineEnd, fault.end)]
}

function sourceOf(text: string): DiagnosedScript {
  const { tokens, faults } = lex(text)
  const strings = tokens.flatMap(({ type, start, end, text: literal }) =>
    type === 'string' && literal.includes('{{') ? [{ start, end, startByte: utf8LengthOf(text.slice(0, start)) }] : [],
  )
  return { text, toUtf16: byteOffsets(text), strings, faults }
}

/** Removes notes that only link to general documentation, and reduces other links to their addresses. */
function readNotes(values: readonly unknown[]): string[] {
  const notes: string[] = []
  for (const value of values) {
    const { message, note_type: type } = fields(value)
    if (type === 'CoerceValue') notes.push('coerce the value to the required type with a coercion function')
    const text = string(message)
    if (type !== 'Basic' || text.trim() === '') continue
    // The code of a proposal is indented; its first line is appended to the prose before it.
    const last = notes.at(-1)
    if (!text.startsWith('  ')) notes.push(text.replace(/^try: /, 'try '))
    else if (last !== undefined && !last.includes('`')) notes[notes.length - 1] = `${last}, \`${text.trim()}\``
  }
  return notes
}

const MAX_EXPECTED = 6

/** A label without the compiler's internal token names. */
function plainLabel(title: string, label: string, code: string): string {
  const shown = code.length > 40 ? `${code.slice(0, 39)}…` : code
  if (label.startsWith('unexpected syntax token:')) {
    if (shown.startsWith('\ufeff')) return 'unexpected byte-order mark (U+FEFF)'
    return shown.trim() === '' ? 'unexpected line break' : `unexpected \`${shown}\``
  }
  if (label.startsWith('expected one of:')) {
    const expected = label.slice('expected one of:'.length).split(', ')
    if (expected.length > MAX_EXPECTED) return ''
    if (expected.join().includes('integer literal') && expected.length === 1) {
      return 'an index must be an integer literal; use `get` for a computed one'
    }
    return `expected ${expected.map((one) => one.trim().replaceAll('"', '').replace('\\n', 'a line break')).join(', ')}`
  }
  // The title already says it, as in "call to undefined variable: undefined variable"; the code says which.
  if (title.includes(label) && isExpressionInTemplate(code)) {
    return `\`${shown.replace(/^\{\{\s*|\s*\}\}$/g, '')}\` is not the name of a variable, which is all that a template may contain: assign it to a variable first`
  }
  if (title.includes(label)) return `\`${shown.replace(/^\{\{\s*|\s*\}\}$/g, '')}\``
  // The compiler suggests the nearest known name, however distant: `null` for every short name.
  const meant = /^did you mean "(\w+)"\?$/.exec(label)?.[1]
  if (meant !== undefined && !isNear(meant, code)) return ''
  return label.replace(/^unexpected error: /, '').replace(/^help: /, '')
}

/** `{{ .webhookId }}`, `{{ upcase(x) }}`, which the compiler reads as the name of a variable. */
function isExpressionInTemplate(code: string): boolean {
  return code.startsWith('{{') && !/^\{\{\s*\w+\s*\}\}$/.test(code)
}

function isNear(meant: string, written: string): boolean {
  return didYouMean(written, [meant]) !== undefined
}

function fields(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw unexpected(value)
  return { ...value }
}

function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(value)
  return value
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw unexpected(value)
  return value
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw unexpected(value)
  return value
}

function unexpected(value: unknown): TypeError {
  return new TypeError(`The answer of the VRL compiler has an unknown shape: ${JSON.stringify(value)}`)
}
