import type { ScriptType } from '../document/kind'

/** The required result of a script: a string, an object, or an identifier or message, which may be null. */
export type ResultType = 'string' | 'object' | 'identifier' | 'message'

/**
 * The fields of an event. According to the platform's documentation, each is a text or an object of texts, and a text
 * may be absent. Header names are in lower case.
 */
export type EventType = Readonly<Record<string, 'string' | 'strings'>>

/** An event on which a script is tried. */
export interface SampleEvent {
  /** The name in messages: "in production". */
  name: string
  event: Readonly<Record<string, unknown>>
}

export interface ScriptTypeFacts {
  /** The name of the script in messages. */
  name: string
  event: EventType
  /** The required result. */
  result: ResultType
  samples: readonly SampleEvent[]
}

/** The webhook ID of the samples. Each installation has its own ID, and all share the host. */
export const SAMPLE_WEBHOOK_ID = '7c9a1c52-7d5e-4f0b-9d3e-2f6f0c1a8b44'
export const SAMPLE_WEBHOOK_URL = 'https://webhook.example.com'

const LINK_EVENT = {
  webhookId: SAMPLE_WEBHOOK_ID,
  webhookUrl: SAMPLE_WEBHOOK_URL,
  shareableId: 'shareable-4f0b9d3e',
  source: 'dashboard',
}

const LINK_SAMPLES: readonly SampleEvent[] = [
  { name: 'in production', event: { ...LINK_EVENT, env: 'production' } },
  { name: 'in staging', event: { ...LINK_EVENT, env: 'staging' } },
]

const LINK: EventType = {
  webhookId: 'string',
  webhookUrl: 'string',
  env: 'string',
  shareableId: 'string',
  source: 'string',
}

const REQUEST: EventType = {
  path: 'string',
  method: 'string',
  query: 'string',
  body: 'string',
  headers: 'strings',
  secrets: 'strings',
}

/** The event of a script whose type is unknown: a field has the same type in every event that has it. */
export const ANY_EVENT: EventType = { ...LINK, ...REQUEST }

const MESSAGE = {
  object: 'page',
  id: 'evt_1',
  type: 'message',
  entry: [{ id: '1029384756', messaging: [{ sender: { id: '42' }, message: { mid: 'm_1', text: 'Hello' } }] }],
}

/** The query has no question mark, the body is a text, and the header names are in lower case. */
const REQUEST_SAMPLES: readonly SampleEvent[] = [
  {
    name: 'for a POST request with a JSON body',
    event: requestEvent('POST', '/', '', JSON.stringify(MESSAGE), { 'content-type': 'application/json' }),
  },
  {
    name: 'for a GET request that verifies the webhook',
    event: requestEvent('GET', '/', 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=token', '', {}),
  },
  {
    name: 'for a GET request with a state and a code',
    event: requestEvent('GET', '/oauth', `state=${SAMPLE_WEBHOOK_ID}&code=4f0b9d3e`, '', {}),
  },
  {
    name: 'for a POST request with a form',
    event: requestEvent('POST', '/', '', 'payload=%7B%22type%22%3A%22event%22%7D&team_id=T1', {
      'content-type': 'application/x-www-form-urlencoded',
    }),
  },
  { name: 'for a POST request without a body', event: requestEvent('POST', '/', '', '', {}) },
  { name: 'for a POST request with a JSON string', event: requestEvent('POST', '/', '', '"T1"', {}) },
  { name: 'for a request to a sandbox', event: requestEvent('POST', '/sandbox', '', JSON.stringify(MESSAGE), {}) },
]

/** The input and the required result of each type of script, by the name that the rules use. */
export const SCRIPT_TYPES = {
  linkTemplate: {
    name: 'A link template script',
    event: LINK,
    result: 'string',
    samples: LINK_SAMPLES,
  },
  extract: { name: 'An extract script', event: REQUEST, result: 'identifier', samples: REQUEST_SAMPLES },
  fallbackHandler: {
    name: 'A fallback handler script',
    event: REQUEST,
    result: 'object',
    samples: REQUEST_SAMPLES,
  },
  sandboxIdentifierExtract: {
    name: 'A sandbox identifier script',
    event: REQUEST,
    result: 'identifier',
    samples: REQUEST_SAMPLES,
  },
  sandboxMessageExtract: {
    name: 'A sandbox message script',
    event: REQUEST,
    result: 'message',
    samples: REQUEST_SAMPLES,
  },
} as const satisfies Record<ScriptType, ScriptTypeFacts>

export type { ScriptType }

/** @param type undefined if the script's type is unknown */
export function eventOf(type: ScriptType | undefined): EventType {
  return type === undefined ? ANY_EVENT : SCRIPT_TYPES[type].event
}

function requestEvent(
  method: string,
  path: string,
  query: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  return { path, method, query, body, headers, secrets: { VERIFY_TOKEN: 'token', CLIENT_SECRET: 'secret' } }
}
