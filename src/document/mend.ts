import { findNodeAtOffset, getNodeValue, parseTree } from 'jsonc-parser'
import { canonical } from '../findings/canonical'
import { SPACE } from './characters'
import { commaAfter, cut } from './edit'
import type { Edit } from './repair'
import type { SyntaxFault } from './types'

/** Removes the mark that stands before the text. */
export const WITHOUT_MARK: Edit = { start: -1, end: 0, replacement: '' }

type Mend = (text: string, repairs: readonly Edit[], fault: SyntaxFault) => Edit[] | undefined

/** The faults that have one answer. What a text says as it is read does not change by it. */
const MENDS: Readonly<Record<string, Mend>> = {
  'syntax/byte-order-mark': () => [WITHOUT_MARK],
  'syntax/trailing-comma': within,
  'syntax/missing-comma': within,
  'syntax/missing-colon': (text, repairs, fault) =>
    within(text, repairs, fault)?.filter(({ replacement }) => replacement === ':'),
  'syntax/single-quotes': within,
  'syntax/foreign-quotes': within,
  'syntax/unquoted-key': within,
  'syntax/invalid-value': (text, repairs, fault) =>
    'literal' in fault.data ? within(text, repairs, fault) : undefined,
  'syntax/invalid-number': (text, repairs, fault) =>
    'number' in fault.data ? within(text, repairs, fault) : undefined,
  // `\x41` and `\101` are characters in other languages, and half an escape may lack any digits.
  'syntax/invalid-escape': (text, repairs, fault) =>
    /^\\[xXuU0-9]/.test(text.slice(fault.start, fault.end)) ? undefined : within(text, repairs, fault),
  'syntax/control-character': controlCharacters,
  'syntax/invalid-whitespace': (_, __, { start, end }) => [{ start, end, replacement: ' ' }],
  'syntax/comment': (text, _, { start }) =>
    text.charAt(start) === '#' ? [{ start, end: start + 1, replacement: '//' }] : undefined,
  'syntax/duplicate-key': duplicate,
}

/**
 * The edits that mend a fault of a JSON text.
 *
 * @param repairs what the parser changes to read the text, in order
 * @returns undefined where the fault has no single answer
 */
export function editsOfFault(text: string, repairs: readonly Edit[], fault: SyntaxFault): Edit[] | undefined {
  const edits = MENDS[fault.rule]?.(text, repairs, fault)
  return edits === undefined || edits.length === 0 ? undefined : edits
}

function within(_: string, repairs: readonly Edit[], { start, end }: SyntaxFault): Edit[] | undefined {
  return repairs.filter((edit) => edit.start >= start && edit.end <= end)
}

/** The fault is at the first of them; the others of the same string follow. */
function controlCharacters(text: string, repairs: readonly Edit[], { start, data }: SyntaxFault): Edit[] | undefined {
  const characters = repairs.filter(
    (edit) => edit.start >= start && edit.end === edit.start + 1 && text.charCodeAt(edit.start) < SPACE,
  )
  return characters
    .slice(0, Number(data.count))
    .map((edit) => ({ ...edit, replacement: JSON.stringify(text.charAt(edit.start)).slice(1, -1) }))
}

/** A property that stands twice with the same value has one too many. */
function duplicate(text: string, _: readonly Edit[], { start, data }: SyntaxFault): Edit[] | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true })
  const key = root === undefined ? undefined : findNodeAtOffset(root, start)
  const properties = key?.parent?.parent?.children ?? []
  const index = properties.findIndex(({ offset }) => offset === start)
  const property = properties[index]
  if (property === undefined) return undefined
  const values = properties
    .filter(({ children }) => children?.[0]?.value === data.name)
    .map(({ children }) => (children?.[1] === undefined ? undefined : canonical(getNodeValue(children[1]))))
  if (values.includes(undefined) || new Set(values).size !== 1) return undefined
  const end = property.offset + property.length
  const comma = commaAfter(text, end)
  if (comma !== undefined) return cut(text, property.offset, end, comma)
  const previous = properties[index - 1]
  const before = previous === undefined ? undefined : commaAfter(text, previous.offset + previous.length)
  if (before === undefined) return undefined
  return [{ start: before, end: before + 1, replacement: '' }, ...cut(text, property.offset, end, undefined)]
}
