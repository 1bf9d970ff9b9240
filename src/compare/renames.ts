import { isFields } from '../document/values'
import { canonical } from '../findings/canonical'
import { didYouMean } from '../findings/text'
import { ANNOTATIONS } from './schema/keywords'

/** Longer lists are not searched for renames. */
const MAX_RENAME_CANDIDATES = 100

/**
 * Matches removed names with new ones that probably replace them: first those with equal content, then those with
 * similar spelling.
 */
export function renames(gone: ReadonlyMap<string, unknown>, added: ReadonlyMap<string, unknown>): Map<string, string> {
  const found = new Map<string, string>()
  if (gone.size === 0 || added.size === 0 || gone.size > MAX_RENAME_CANDIDATES || added.size > MAX_RENAME_CANDIDATES)
    return found
  const contents = new Map([...added].map(([name, value]) => [name, canonical(withoutTexts(value))]))
  for (const [name, value] of gone) {
    const content = canonical(withoutTexts(value))
    const taken = new Set(found.values())
    const free = [...contents].filter(([candidate]) => !taken.has(candidate))
    const alike = free.filter(([, other]) => other === content).map(([candidate]) => candidate)
    const candidates = free.map(([candidate]) => candidate)
    const meant = alike.length === 1 ? alike[0] : didYouMean(name, alike.length > 0 ? alike : candidates)
    if (meant !== undefined) found.set(name, meant)
  }
  return found
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ANNOTATIONS.has(key))
      .map(([key, item]) => [key, withoutTexts(item)]),
  )
}
