import type { Change, Path } from '../document/changes'
import { formatPointer, valueAt } from '../document/pointer'
import { fieldsAt, isFields, own } from '../document/values'
import { onlyNear, quote } from '../findings/text'
import { readScript } from '../vrl/reading'
import { MAPPED_PARTS } from './collection-words'
import type { FixContext, FixDefinition } from './contract'

// Helpers for the fixes of several rules. The build removes fixes, and with them this module, from parts that do not
// apply fixes.

type Proposed = { title: string; changes: readonly Change[] } | undefined

/** The parts of a resource whose keys an entry of `interfaces` may name. */
const MAPPED: ReadonlySet<string> = new Set(MAPPED_PARTS)

/** Renames an entry of a map of the definition, and every reference to it in the definition. */
export function renamedEntry(finding: FixContext, meant: string): Proposed {
  const { path, form, resource, resourcePath } = finding
  const key = path.at(-1)
  // In an update body, another key means another entry.
  if (key === undefined || form === 'update' || isUsedByCode(finding, key)) return undefined
  const changes: Change[] = [{ type: 'rename', path, key: meant }]
  const [part = ''] = path.slice(resourcePath.length)
  if (path.length === resourcePath.length + 2 && MAPPED.has(part)) {
    for (const [name, entry] of Object.entries(fieldsAt(resource, 'interfaces'))) {
      const mapping = isFields(entry) ? fieldsAt(entry, part) : {}
      for (const [inInterface, mapped] of Object.entries(mapping)) {
        if (!isFields(mapped) || own(mapped, 'name') !== key) continue
        changes.push({
          type: 'replace',
          path: [...resourcePath, 'interfaces', name, part, inInterface, 'name'],
          value: meant,
        })
      }
    }
  }
  return { title: `Rename ${quote(key)} to ${quote(meant)}`, changes }
}

/** The fix of a key that is not written as `meant` in the finding's data. */
export const CAMEL_CASE_FIX: FixDefinition = {
  safe: true,
  summary:
    'The key is written in camel case, also in every entry of `interfaces` that is mapped to it. There is no fix in an update body, and none if code may use the key.',
  propose(finding) {
    const { meant } = finding.data
    return typeof meant === 'string' ? renamedEntry(finding, meant) : undefined
  },
}

/** Whether the integration's code, which fixes do not change, may use a name. */
export function isUsedByCode({ resource, project }: FixContext, name: string): boolean {
  return own(resource, 'code') !== undefined || project?.isInCode(name) === true
}

/** The pointers of scripts in a resource; `*` is every key. */
const SCRIPTS = [
  ['identifier', 'extractScript'],
  ['identifier', 'fallbackHandlerScript'],
  ['sandbox', 'identifierExtractScript'],
  ['sandbox', 'messageExtractScript'],
  ['configuration', 'identifier', 'linkTemplateScript'],
  ['configurations', '*', 'identifier', 'linkTemplateScript'],
] as const

/** Renames a secret, also in the scripts that read it; undefined if some code that reads it is unknown. */
export function renamedSecret(finding: FixContext, name: string, meant: string): Proposed {
  const { path, form, resource, resourcePath } = finding
  if (form === 'update' || isUsedByCode(finding, name)) return undefined
  const named = valueAt(finding.root, formatPointer(path)) === name
  const changes: Change[] = [named ? { type: 'replace', path, value: meant } : { type: 'rename', path, key: meant }]
  for (const place of SCRIPTS.flatMap((each) => expanded(each, resource))) {
    const source = valueAt(resource, formatPointer(place))
    if (typeof source !== 'string' || !source.includes(name)) continue
    const spans = readScript(source)?.paths.flatMap(({ segments, spans: [, span] }) =>
      segments[0] === 'secrets' && segments[1] === name && span !== undefined ? [span] : [],
    )
    const isName = spans?.every(([start, end]) => source.slice(start, end) === name)
    if (spans === undefined || isName !== true || spans.length !== source.split(name).length - 1) return undefined
    for (const span of spans) changes.push({ type: 'splice', path: [...resourcePath, ...place], span, text: meant })
  }
  return { title: `Rename ${quote(name)} to ${quote(meant)}`, changes }
}

function expanded(place: readonly string[], resource: FixContext['resource']): Path[] {
  const at = place.indexOf('*')
  if (at === -1) return [place]
  return Object.keys(fieldsAt(resource, place[at - 1] ?? '')).map((key) => place.with(at, key))
}

/** Replaces the value of the finding. */
export function replaced({ path, root }: FixContext, value: string | undefined): Proposed {
  const found = valueAt(root, formatPointer(path))
  if (typeof found !== 'string' || value === undefined || value === found) return undefined
  return { title: `Write ${quote(value)} instead of ${quote(found)}`, changes: [{ type: 'replace', path, value }] }
}

/** Replaces a text by the only similar one of several candidates. */
export function replacedByNear(finding: FixContext, candidates: readonly unknown[]): Proposed {
  const found = valueAt(finding.root, formatPointer(finding.path))
  if (typeof found !== 'string') return undefined
  return replaced(
    finding,
    onlyNear(
      found,
      candidates.filter((candidate) => typeof candidate === 'string'),
    ),
  )
}

/** Removes the array item of the finding; with `withArray`, an empty array is removed as well. */
export function removedItem({ path, root }: FixContext, { withArray }: { withArray: boolean }): Proposed {
  const array = path.slice(0, -1)
  const items = valueAt(root, formatPointer(array))
  const item = valueAt(root, formatPointer(path))
  if (!Array.isArray(items)) return undefined
  const removed = withArray && items.length === 1 ? array : path
  return { title: `Remove ${quote(item)}`, changes: [{ type: 'remove', path: removed }] }
}

/** Renames a member of the event to the only similar name, wherever the script reads it. */
export function renamedSegment(
  { path, root }: FixContext,
  segments: readonly string[],
  candidates: readonly unknown[],
): Proposed {
  const source = valueAt(root, formatPointer(path))
  const name = segments.at(-1) ?? ''
  const meant = onlyNear(
    name,
    candidates.filter((candidate) => typeof candidate === 'string'),
  )
  const reading = typeof source === 'string' ? readScript(source) : undefined
  if (meant === undefined || typeof source !== 'string' || reading === undefined) return undefined
  const spans = reading.paths.flatMap((read) => {
    const span = read.spans[segments.length - 1]
    return span !== undefined && segments.every((segment, index) => read.segments[index] === segment) ? [span] : []
  })
  // The script writes the name in quotes, or reads it through an alias.
  if (spans.length === 0 || !spans.every(([start, end]) => source.slice(start, end) === name)) return undefined
  return {
    title: `Read ${quote(meant)} instead of ${quote(name)}`,
    changes: spans.map((span) => ({ type: 'splice', path, span, text: meant })),
  }
}

/** The maximum part of a text that is removed so that it ends with a whole word. */
const LONGEST_LAST_WORD = 0.3

/** Shortens a text to a number of characters (code points), ending with a whole word and an ellipsis. */
export function shortenedText(text: string, limit: number): string {
  const whole = text.trim()
  if (whole.length <= limit || [...whole].length <= limit) return whole
  let kept = ''
  let count = 1
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(whole)) {
    count += [...segment].length
    if (count > limit) break
    kept += segment
  }
  const word = kept.search(/\s+\S*$/)
  const isShort = word !== -1 && word >= kept.length * (1 - LONGEST_LAST_WORD)
  const cut = /\s/.test(whole.charAt(kept.length)) || !isShort ? kept : kept.slice(0, word)
  return `${cut.replace(/[\s,;:.\u2013-]+$/u, '')}…`
}
