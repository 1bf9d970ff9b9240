import { canonical } from '../findings/canonical'
import { COLON, COMMA, SPACE } from './characters'
import { commaAfter, cut, skipTrivia } from './edit'
import type { Edit } from './repair'
import { stringEnd, valueEnd } from './skip'
import type { SyntaxFault } from './types'

/** Removes the byte-order mark, which is before the text. */
export const WITHOUT_MARK: Edit = { start: -1, end: 0, replacement: '' }

type Mend = (text: string, repairs: readonly Edit[], fault: SyntaxFault) => Edit[] | undefined

/** Fixes of syntax faults that have a single solution. They do not change the value that the text is read as. */
const MENDS: Readonly<Record<string, Mend>> = {
  'syntax/byte-order-mark': () => [WITHOUT_MARK],
  'syntax/trailing-comma': editsWithin,
  'syntax/missing-comma': editsWithin,
  'syntax/missing-colon': (text, repairs, fault) =>
    editsWithin(text, repairs, fault)?.filter(({ replacement }) => replacement === ':'),
  'syntax/single-quotes': editsWithin,
  'syntax/foreign-quotes': editsWithin,
  'syntax/unquoted-key': editsWithin,
  'syntax/invalid-value': (text, repairs, fault) =>
    'literal' in fault.data ? editsWithin(text, repairs, fault) : undefined,
  'syntax/invalid-number': (text, repairs, fault) =>
    'number' in fault.data ? editsWithin(text, repairs, fault) : undefined,
  // `\x41` and `\101` are characters in other languages, and a truncated escape may lack any digits.
  'syntax/invalid-escape': (text, repairs, fault) =>
    /^\\(?:x[0-9a-f]{2}|u|[0-7])/i.test(text.slice(fault.start, fault.start + 4))
      ? undefined
      : editsWithin(text, repairs, fault),
  'syntax/control-character': controlCharacters,
  'syntax/invalid-whitespace': (_, __, { start, end }) => [{ start, end, replacement: ' ' }],
  'syntax/comment': (text, _, { start }) =>
    text.charAt(start) === '#' ? [{ start, end: start + 1, replacement: '//' }] : undefined,
  'syntax/duplicate-key': duplicate,
}

/**
 * The edits that fix a fault of a JSON text.
 *
 * @param repairs the parser's edits that make the text readable, in order
 * @returns undefined if the fault has no single solution
 */
export function editsOfFault(text: string, repairs: readonly Edit[], fault: SyntaxFault): Edit[] | undefined {
  const edits = MENDS[fault.rule]?.(text, repairs, fault)
  return edits === undefined || edits.length === 0 ? undefined : edits
}

function editsWithin(_: string, repairs: readonly Edit[], { start, end }: SyntaxFault): Edit[] | undefined {
  return repairs.filter((edit) => edit.start >= start && edit.end <= end)
}

/** Escapes the control character at the fault, and the others of the same string. */
function controlCharacters(text: string, repairs: readonly Edit[], { start, data }: SyntaxFault): Edit[] | undefined {
  const characters = repairs.filter(
    (edit) => edit.start >= start && edit.end === edit.start + 1 && text.charCodeAt(edit.start) < SPACE,
  )
  return characters
    .slice(0, Number(data.count))
    .map((edit) => ({ ...edit, replacement: JSON.stringify(text.charAt(edit.start)).slice(1, -1) }))
}

/** Removes one of two properties with the same name and value. */
function duplicate(text: string, _: readonly Edit[], { start, first }: SyntaxFault): Edit[] | undefined {
  const known = first === undefined ? undefined : propertyAt(text, first)
  const property = propertyAt(text, start)
  if (property === undefined || property.value !== known?.value) return undefined
  const comma = commaAfter(text, property.end)
  if (comma !== undefined) return cut(text, start, property.end, comma)
  const before = text.slice(0, start).trimEnd().length - 1
  if (text.charCodeAt(before) !== COMMA) return undefined
  return [{ start: before, end: before + 1, replacement: '' }, ...cut(text, start, property.end, undefined)]
}

/** The value of a property at an offset, and its end; undefined if it is not strict JSON. */
function propertyAt(text: string, start: number): { value: string; end: number } | undefined {
  const colon = skipTrivia(text, stringEnd(text, start))
  if (text.charCodeAt(colon) !== COLON) return undefined
  const from = skipTrivia(text, colon + 1)
  const end = valueEnd(text, from)
  try {
    return { value: canonical(JSON.parse(text.slice(from, end))), end }
  } catch {
    return undefined
  }
}
