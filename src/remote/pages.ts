import { arrayAt, type Fields, isFields, own } from '../document/values'
import { quote } from '../findings/text'
import { type Target, targetOf } from './routes'

/** One page of a list of integrations. */
export interface Page {
  items: { target: Target; summary: Fields }[]
  /** Absent on the last page. */
  nextToken?: string
  /** The reasons why the list is incomplete, as messages give them after "the list:". */
  faults: string[]
}

/** The maximum number of messages about items that cannot be fetched. */
const MOST_ITEM_FAULTS = 10

/** @returns undefined when the value is not a list of integrations */
export function readPage(value: unknown): Page | undefined {
  if (!isFields(value) || !Array.isArray(own(value, 'integrations'))) return undefined
  const page: Page = { items: [], faults: [] }
  let unusable = 0
  for (const [index, item] of arrayAt(value, 'integrations').entries()) {
    const target = targetOf(item)
    if (target !== undefined) page.items.push({ target, summary: isFields(item) ? item : {} })
    else if (++unusable <= MOST_ITEM_FAULTS) {
      page.faults.push(`item ${index} has neither an ID nor a name and a version that a URL can contain`)
    }
  }
  if (unusable > MOST_ITEM_FAULTS) page.faults.push(`${unusable - MOST_ITEM_FAULTS} more items have the same fault`)
  const meta = own(value, 'meta')
  const nextToken = isFields(meta) ? own(meta, 'nextToken') : undefined
  if (!isFields(meta)) page.faults.push('"meta" is not an object, so more pages may be missing')
  else if (nextToken !== undefined && typeof nextToken !== 'string') {
    page.faults.push('"meta.nextToken" is not a string, so the following pages are missing')
  } else if (nextToken !== undefined && nextToken !== '') page.nextToken = nextToken
  if (page.nextToken === undefined) {
    const others = continuations(meta).filter((name) => name !== 'nextToken')
    for (const name of [...continuations(value), ...others.map((one) => `meta.${one}`)]) {
      page.faults.push(`${quote(name)} indicates further pages, but only "meta.nextToken" is followed`)
    }
  }
  return page
}

const CONTINUATION = /next|token|cursor|contin|more|after/i

/** Properties by which lists of other APIs refer to the next page. */
function continuations(value: unknown): string[] {
  if (!isFields(value)) return []
  return Object.keys(value)
    .filter((name) => name !== 'integrations' && CONTINUATION.test(name) && Boolean(own(value, name)))
    .slice(0, MOST_ITEM_FAULTS)
}
