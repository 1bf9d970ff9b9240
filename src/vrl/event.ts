import type { ScriptType } from '../document/kind'
import { isFields } from '../document/values'
import { listed, quote } from '../findings/text'
import { HTTP_METHODS } from './methods'
import { ANY_EVENT, SAMPLE_WEBHOOK_ID, SAMPLE_WEBHOOK_URL } from './script-types'

/** Reports a fault of the value at `path`. */
export type EventReporter = (path: readonly (string | number)[], message: string) => void

/** Checks that the fields of a given event have the types that the platform uses. */
export function checkEvent(
  event: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  report: EventReporter,
): void {
  for (const [field, value] of Object.entries(event)) checkField(field, value, [...path, field], report)
}

/** Checks one field of an event. */
export function checkField(
  field: string,
  value: unknown,
  path: readonly (string | number)[],
  report: EventReporter,
): void {
  const type = Object.hasOwn(ANY_EVENT, field) ? ANY_EVENT[field] : undefined
  if (type === undefined) {
    report(path, `An event has no ${quote(field)}; it may have ${listed(Object.keys(ANY_EVENT), 'and')}.`)
  } else if (type === 'strings') {
    if (!isFields(value) || !Object.values(value).every((one) => typeof one === 'string')) {
      report(path, `${quote(field)} must be an object of strings.`)
    }
  } else if (typeof value !== 'string') {
    const hint = field === 'body' ? '; the platform gives the body as text: write the JSON as a string' : ''
    report(path, `${quote(field)} must be a string${hint}.`)
  } else if (field === 'method' && !HTTP_METHODS.some((method) => method === value)) {
    report(path, `"method" must be ${listed([...HTTP_METHODS], 'or')}.`)
  }
}

/**
 * Completes an event as the platform would send it: a missing field is that of a plain request, or of a production
 * link, and header names become lower case.
 *
 * @param type undefined if the script's type is unknown
 */
export function completeEvent(
  type: ScriptType | undefined,
  event: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const isLink =
    type === undefined ? Object.keys(event).some((key) => key.startsWith('webhook')) : type === 'linkTemplate'
  if (isLink) return { webhookId: SAMPLE_WEBHOOK_ID, webhookUrl: SAMPLE_WEBHOOK_URL, env: 'production', ...event }
  const method = event.body === undefined ? 'GET' : 'POST'
  const headers = Object.entries(isFields(event.headers) ? event.headers : {})
  return {
    method,
    path: '/',
    query: '',
    secrets: {},
    ...event,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  }
}
