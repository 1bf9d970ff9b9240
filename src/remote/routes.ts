import { isFields, stringAt } from '../document/values'

// Paths and query parameters are those of the Admin API's OpenAPI description; a test compares them.
const PRIVATE = 'v1/admin/integrations'
const HUB = 'v1/admin/hub/integrations'

/** An integration as named by the user. */
export type Target = { id: string } | { name: string; version: string }

/** Prefixed ULIDs, and the UUIDs of old integrations. */
const ID = /^(?:(?:intver|devint)_[0-9A-Za-z]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/** `intver_…`, `name`, `name@version`, `handle/name@version`; undefined for anything else. */
export function parseTarget(text: string): Target | undefined {
  if (ID.test(text)) return { id: text }
  const at = text.lastIndexOf('@')
  const name = at > 0 ? text.slice(0, at) : text
  const version = at > 0 ? text.slice(at + 1) : 'latest'
  return [name, version].every(isSegment) ? { name, version } : undefined
}

/** The integration that an item of a list names; undefined if the name cannot be part of a path. */
export function targetOf(item: unknown): Target | undefined {
  if (!isFields(item)) return undefined
  const id = stringAt(item, 'id')
  if (id !== undefined && isSegment(id)) return { id }
  const name = stringAt(item, 'name')
  const version = stringAt(item, 'version')
  if (name === undefined || version === undefined) return undefined
  return [name, version].every(isSegment) ? { name, version } : undefined
}

/** The maximum length of a name or version, in characters; the API accepts less. */
const LONGEST_URL_SEGMENT = 300

/**
 * Whether a text can be one segment of a path. A dot segment would lead out of its path, also where a proxy decodes the
 * slash beside it; half of a surrogate pair cannot be encoded.
 */
function isSegment(text: string): boolean {
  return (
    text !== '' &&
    text.length <= LONGEST_URL_SEGMENT &&
    !text.split(/[\\/]/).some((part) => /^\.{1,2}$/.test(part)) &&
    !/\p{Surrogate}/u.test(text)
  )
}

export function targetUrl(api: URL, target: Target, hub: boolean): URL {
  const segments = 'id' in target ? [target.id] : [target.name, target.version]
  return new URL(`${hub ? HUB : PRIVATE}/${segments.map(encodeURIComponent).join('/')}`, api)
}

/** The filters of the list, by the API's names. */
export interface ListFilters {
  dev?: boolean
  name?: string
  version?: string
  visibility?: string
  verificationStatus?: string
}

export function listUrl(api: URL, filters: ListFilters, hub: boolean, nextToken: string | undefined): URL {
  const url = new URL(hub ? HUB : PRIVATE, api)
  for (const [key, value] of Object.entries({ ...filters, nextToken })) {
    if (value !== undefined) url.searchParams.set(key, String(value))
  }
  return url
}

/** Where a create body (without an ID) or an update body is checked. */
export function validateRoute(api: URL, id: string | undefined): { method: 'POST' | 'PUT'; url: URL } {
  return id === undefined
    ? { method: 'POST', url: new URL(`${PRIVATE}/validate`, api) }
    : { method: 'PUT', url: new URL(`${PRIVATE}/${encodeURIComponent(id)}/validate`, api) }
}
