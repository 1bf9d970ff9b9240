import { decode } from '../document/decode'
import { type Recognition, recognise } from '../document/kind'
import { prettyPrinted } from '../document/live'
import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import type { Document } from '../document/types'
import { arrayAt, type Fields, isFields, own, stringAt } from '../document/values'
import type { SourceFinding } from '../engine/run-rules'
import type { Kind } from '../findings/types'
import { type ResponseRuleId, responseMessage } from '../rules/responses/responses'
import type { FailureCause } from './failure'
import type { Target } from './routes'
import type { Answer } from './transport'

/** The expected content of an answer. */
export interface ExpectedAnswer {
  /** The name in reports: the URL. */
  name: string
  /** Undefined if any integration document is accepted. */
  kind: Kind | undefined
  /** The integration that was asked for. */
  target?: Target
  /** The integration's summary in the list. */
  summary?: Fields
  /** Whether the answer comes from the hub's endpoints. */
  hub: boolean
}

/** A parsed answer. */
export interface ReadAnswer {
  /** Undefined if the body cannot be linted. */
  document?: Document
  recognised?: Recognition | undefined
  extraFindings: SourceFinding[]
  /** Why the run fails, whether or not the body is linted. */
  fault?: { cause: FailureCause; message: string; remedy: string }
}

/** Parses an answer as it was received: its status, its headers, its text. */
export function readAnswer({ status, headers, body }: Answer, expected: ExpectedAnswer): ReadAnswer {
  const contentType = headers['content-type']
  const { text, faults } = decode(body)
  if (text.trim() === '' && body.byteLength === 0) {
    return {
      extraFindings: [],
      fault: {
        cause: 'empty',
        message: `the answer (${status}) is empty`,
        remedy: 'Check the URL; if it is right, the server is at fault.',
      },
    }
  }
  const parsed = parseDocument({ name: expected.name, text, faults, comments: false })
  if (parsed.value === undefined && (isHtml(contentType) || /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text))) {
    return {
      extraFindings: [],
      fault: {
        cause: 'html',
        message: `the answer is a web page (${contentType ?? 'no content type'}), not JSON`,
        remedy:
          'Check the URL (--api-url, BP_API_URL), and whether a proxy or a login page answers instead of the API.',
      },
    }
  }
  // Compact JSON is pretty-printed, since it has no lines to refer to. A body with syntax faults is shown as received.
  const whole = parsed.value !== undefined && parsed.faults.length === 0
  const document = whole ? prettyPrinted(parsed) : parsed
  const extraFindings = parsed.value === undefined ? [] : extraFindingsOf(parsed.value, status, contentType, expected)
  const read: ReadAnswer = {
    document,
    recognised: recogniseAnswer(parsed, expected),
    extraFindings,
  }
  const fault = bodyFault(parsed, contentType)
  return fault === undefined ? read : { ...read, fault }
}

function recogniseAnswer(document: Document, { kind }: ExpectedAnswer): Recognition | undefined {
  const detected = recognise(document)
  if (kind === undefined) return detected
  const { value, recovered } = document
  const answer = value === undefined ? recovered : value
  const isComplete = kind === 'integration-list' || (isFields(answer) && Object.hasOwn(answer, 'integration'))
  // A body without the envelope may still be an integration. One that does not look like an integration, such as an
  // error message, would get a finding for each missing property.
  return isComplete || detected !== undefined ? recognise(document, kind) : undefined
}

function bodyFault(document: Document, contentType: string | undefined): ReadAnswer['fault'] {
  if (document.value === undefined) {
    const truncated = document.faults.some(({ rule }) => rule === 'syntax/truncated')
    return {
      cause: truncated ? 'truncated' : 'invalid-json',
      message: truncated ? 'the answer is truncated JSON' : 'the answer is not JSON',
      remedy: 'Try again; if the fault persists, a proxy or the server is at fault.',
    }
  }
  if (isJsonType(contentType)) return undefined
  return {
    cause: 'content-type',
    message: `the answer is JSON, but ${contentType === undefined ? 'has no content type' : `has the content type ${JSON.stringify(contentType)}`}`,
    remedy: 'Clients may refuse it; check the URL, and the proxies between here and the server.',
  }
}

function extraFindingsOf(
  value: unknown,
  status: number,
  contentType: string | undefined,
  expected: ExpectedAnswer,
): SourceFinding[] {
  const findings: SourceFinding[] = []
  const root = Pointer.root
  if (status !== 200) findings.push(at(root, responseMessage('response-status', 'other', { status })))
  if (contentType === undefined) findings.push(at(root, responseMessage('response-content-type', 'missing')))
  else if (!isJsonType(contentType))
    findings.push(at(root, responseMessage('response-content-type', 'other', { contentType })))
  if (!isFields(value) || expected.kind === undefined) return findings

  if (expected.kind === 'integration-list') {
    for (const [index, item] of arrayAt(value, 'integrations').entries()) {
      if (isFields(item)) findings.push(...absent(item, root.child('integrations', index), expected))
    }
    return findings
  }
  const integration = own(value, 'integration')
  if (integration === undefined) {
    findings.push(at(root, responseMessage('response-envelope', 'missing')))
    return findings
  }
  for (const property of Object.keys(value)) {
    if (property !== 'integration') {
      findings.push({
        ...at(root.child(property), responseMessage('response-envelope-closed', 'unknown', { property })),
        target: 'key',
      })
    }
  }
  if (!isFields(integration)) return findings
  const base = root.child('integration')
  findings.push(...absent(integration, base, expected))
  findings.push(...identityFindings(integration, base, expected))
  if (expected.summary !== undefined) findings.push(...agreement(expected.summary, integration, base))
  return findings
}

/** Properties that the API's description requires and our schemas do not, since older answers lack them. */
export const PROMISED = {
  resource: ['visibility', 'lifecycleStatus'],
  summary: ['visibility', 'lifecycleStatus'],
  hubSummary: ['visibility', 'lifecycleStatus', 'ownerWorkspace', 'meta'],
} as const

function absent(resource: Fields, pointer: Pointer, { kind, hub }: ExpectedAnswer): SourceFinding[] {
  const promised = PROMISED[kind !== 'integration-list' ? 'resource' : hub ? 'hubSummary' : 'summary']
  return promised
    .filter((property) => !Object.hasOwn(resource, property))
    .map((property) => at(pointer, responseMessage('response-complete', 'absent', { property })))
}

function identityFindings(integration: Fields, base: Pointer, { target, summary }: ExpectedAnswer): SourceFinding[] {
  const asked = new Map<string, string>()
  for (const property of IDENTITY) {
    const listed = summary === undefined ? undefined : stringAt(summary, property)
    if (listed !== undefined) asked.set(property, listed)
  }
  if (target !== undefined && 'id' in target) asked.set('id', target.id)
  else if (target !== undefined) {
    asked.set('name', target.name)
    // A range or a tag may be answered with any matching version.
    if (EXACT_VERSION.test(target.version)) asked.set('version', target.version)
  }
  return [...asked]
    .filter(([property, value]) => Object.hasOwn(integration, property) && integration[property] !== value)
    .map(([property, value]) => {
      const data = { property, asked: value, answered: integration[property] }
      return at(base.child(property), responseMessage('response-identity', 'differs', data))
    })
}

const IDENTITY = ['id', 'name', 'version'] as const
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/

function agreement(summary: Fields, integration: Fields, base: Pointer): SourceFinding[] {
  const before = stringAt(summary, 'updatedAt')
  const now = stringAt(integration, 'updatedAt')
  if (before !== undefined && now !== undefined && Date.parse(now) > Date.parse(before)) return []
  const findings: SourceFinding[] = []
  for (const [property, listed] of Object.entries(summary)) {
    // `matchedOn` and `meta` describe the list's query and the hub, not the integration.
    if (property === 'matchedOn' || property === 'meta' || IDENTITY.some((key) => key === property)) continue
    // A missing part is reported by another rule, since it is required or promised.
    if (!Object.hasOwn(integration, property)) continue
    const answered = integration[property]
    if (JSON.stringify(answered) !== JSON.stringify(listed)) {
      findings.push(
        at(base.child(property), responseMessage('response-summary-agrees', 'differs', { property, listed, answered })),
      )
    }
  }
  return findings
}

function at(
  pointer: Pointer,
  message: { rule: ResponseRuleId; message: string; data: Record<string, unknown> },
): SourceFinding {
  return { ...message, pointer, target: 'value' }
}

/** `application/json`, or a type with the suffix `+json` (RFC 6839). */
export function isJsonType(contentType: string | undefined): boolean {
  return /^\s*(?:application|text)\/(?:[\w.!#$&^+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')
}

function isHtml(contentType: string | undefined): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')
}
