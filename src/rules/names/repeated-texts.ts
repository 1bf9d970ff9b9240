import type { Pointer } from '../../document/pointer'
import { type Fields, fieldsAt, isBlank, isFields, own } from '../../document/values'
import { COLLECTION_WORDS } from '../collection-words'
import type { Collection, Concerns, Messages, RuleContext, RuleReport, Visitors } from '../contract'
import type { Property } from '../documentation/texts'

/** A text that is equal to that of a sibling, `other`. */
export interface Repeated {
  text: string
  pointer: Pointer
  /** What kind of thing has the text, in the singular. */
  what: string
  key: string
  other: string
}

type ReportRepeated<M extends Messages> = (
  repeated: Repeated,
  report: RuleReport<M>,
  context: RuleContext<undefined>,
) => void

/** Narrows the visits to schemas that declare fields. */
export const WITH_FIELDS: Concerns = { subschema: { keywords: ['properties'] } }

/**
 * Visitors for equal titles, or descriptions, of siblings: of the entries of a map, and of the fields of one object. Texts
 * are compared as people read them: case and white space make no difference. One of several may stay as it is: the
 * first, or the one that comes from an interface, which the author cannot change.
 *
 * @param collections the maps of which users see several entries together
 */
export function repeatedTexts<M extends Messages>(
  property: Property,
  collections: readonly Collection[],
  visit: ReportRepeated<M>,
): Visitors<M, undefined> {
  const textOfEntry = (entry: Fields) => own(entry, property)
  const textOfField = property === 'title' ? titleOfField : textOfEntry
  return {
    collection({ value, pointer, collection, fromInterface }, report, context) {
      if (!collections.includes(collection)) return
      const what = COLLECTION_WORDS[collection]
      for (const { key, other, text } of repeated(value, fromInterface, textOfEntry)) {
        visit({ text, pointer: pointer.child(key, property), what, key, other }, report, context)
      }
    },
    subschema(node, report, context) {
      const { value, embedded } = node
      if (embedded.fromInterface || embedded.role === 'message') return
      const fields = fieldsAt(value, 'properties')
      for (const { key, other, text } of repeated(fields, NOBODY, textOfField)) {
        const field = fieldsAt(fields, key)
        const path = text === own(field, property) ? [property] : ['x-zui', property]
        const at = node.pointer.child('properties', key, ...path)
        visit({ text, pointer: at, what: 'field', key, other }, report, context)
      }
    },
  }
}

const NOBODY: ReadonlySet<string> = new Set()

function titleOfField(field: Fields): unknown {
  const zui = own(field, 'x-zui')
  return (isFields(zui) ? own(zui, 'title') : undefined) ?? own(field, 'title')
}

interface Named {
  key: string
  text: string
}

interface Repetition extends Named {
  /** The key of a sibling with an equal text. */
  other: string
}

const NO_REPETITIONS: readonly Repetition[] = []

function repeated(
  siblings: Fields,
  fromInterface: ReadonlySet<string>,
  read: (sibling: Fields) => unknown,
): readonly Repetition[] {
  if (!mayRepeat(siblings, read)) return NO_REPETITIONS
  const groups = new Map<string, Named[]>()
  for (const key in siblings) {
    const text = textOf(siblings[key], read)
    if (text === undefined) continue
    const words = comparableText(text)
    const group = groups.get(words)
    if (group === undefined) groups.set(words, [{ key, text }])
    else group.push({ key, text })
  }
  return [...groups.values()].flatMap((group) => {
    const changeable = group.filter(({ key }) => !fromInterface.has(key))
    const change = changeable.length === group.length ? changeable.slice(1) : changeable
    return change.flatMap(({ key, text }) => {
      const other = group.find((one) => one.key !== key)?.key
      return other === undefined ? [] : [{ key, text, other }]
    })
  })
}

/** A quick check whether any two siblings may have equal texts, which is rare. */
function mayRepeat(siblings: Fields, read: (sibling: Fields) => unknown): boolean {
  let first: string | undefined
  let seen: Set<string> | undefined
  // Objects from JSON.parse have no inherited enumerable keys, and for-in allocates no array.
  for (const key in siblings) {
    const sibling = siblings[key]
    const text = isFields(sibling) ? read(sibling) : undefined
    if (typeof text !== 'string') continue
    if (first === undefined) {
      first = text
      continue
    }
    seen ??= new Set([comparableText(first)])
    const count = seen.size
    if (seen.add(comparableText(text)).size === count) return true
  }
  return false
}

/** A text for comparing: without case, and with single spaces. */
function comparableText(text: string): string {
  const words = text.trim().toLowerCase()
  return words.includes('  ') ? words.replace(/\s+/g, ' ') : words
}

function textOf(sibling: unknown, read: (sibling: Fields) => unknown): string | undefined {
  const text = isFields(sibling) ? read(sibling) : undefined
  return typeof text === 'string' && !isBlank(text) ? text : undefined
}
