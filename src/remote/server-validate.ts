import { decode } from '../document/decode'
import { recognise } from '../document/kind'
import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import { isFields } from '../document/values'
import type { SourceFinding } from '../engine/run-rules'
import type { FileReport, Kind } from '../findings/types'
import { responseMessage } from '../rules/responses/responses'
import type { LintSession } from '../run/lint-files'
import { isJsonType } from './answers'
import { apiErrorOf, type Client, strictJson } from './client'
import type { Failure } from './failure'
import { validateRoute } from './routes'
import type { SecretRedactor } from './secrets'
import type { Answer } from './transport'

export interface ServerValidateOptions {
  client: Client
  api: URL
  session: LintSession
  secrets: SecretRedactor
  /** Absolute path, which determines the settings. */
  path: string
  name: string
  /** Whether the body was read from standard input, so that no baseline has entries for it. */
  anonymous: boolean
  bytes: Uint8Array
  as: Kind | undefined
  /** The ID of the integration that an update body is for. */
  id: string | undefined
}

export interface ServerValidateResult {
  file: FileReport
  failure?: Failure
  /** The server's verdict; absent if it was not asked, or gave an unexpected answer. */
  verdict?: 'accepted' | 'refused'
}

/** Statuses with which the API refuses a body, as opposed to the request. */
const REFUSALS = [400, 409, 413, 422]
/** The maximum number of characters of the server's message that are shown. */
const LONGEST_REFUSAL = 2000

/** Sends a body to the API's validation, with the bytes of the file, and lints it locally, too. */
export async function validateOnServer(options: ServerValidateOptions): Promise<ServerValidateResult> {
  const { client, api, session, secrets, path, name, anonymous, bytes, id } = options
  const { text, faults } = decode(bytes)
  const document = parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
  const as = options.as ?? (id === undefined ? undefined : 'update-body')
  const recognised = recognise(document, as)
  const lint = (extraFindings: readonly SourceFinding[]): FileReport => {
    const linted = session.lintDocument({ path, name, document, recognised, extraFindings, anonymous })
    const [report = linted.report] = session.suppress([linted])
    return secrets.redactReport(report)
  }

  const unfit = whyUnfit(document.value, recognised?.kind, id)
  if (unfit !== undefined) return { file: lint([]), failure: { cause: 'body', request: name, ...unfit } }
  const { method, url } = validateRoute(api, id)
  const headers = { 'content-type': 'application/json' }
  const { answer, failure } = await client.send({ method, url, headers, body: bytes }, REFUSALS)
  if (failure !== undefined) return { file: lint([]), failure }
  if (isAcceptance(answer)) return { file: lint([]), verdict: 'accepted' }
  const error = apiErrorOf(answer, secrets)
  if (error === undefined) {
    const { origin, pathname } = url
    return {
      file: lint([]),
      failure: {
        cause: 'status',
        request: `${method} ${origin}${pathname}`,
        message: `the answer (${answer.status}, ${answer.headers['content-type'] ?? 'no content type'}) is neither an acceptance nor a refusal in the form of the API, so the verdict of the server is unknown`,
        remedy:
          'Check the URL (--api-url, BP_API_URL), and whether a proxy or a login page answers instead of the API.',
      },
    }
  }
  const { message, type, id: errorId } = error
  const refusal = responseMessage('server-accepts', 'refused', {
    message: message.slice(0, LONGEST_REFUSAL),
    status: answer.status,
  })
  const data = { ...refusal.data, type, ...(errorId === undefined ? {} : { id: errorId }) }
  return { file: lint([{ ...refusal, data, pointer: Pointer.root, target: 'value' }]), verdict: 'refused' }
}

/**
 * Whether an answer is the one with which the API accepts a body: 200 and `{}`, which the API's description requires.
 */
function isAcceptance({ status, headers, body }: Answer): boolean {
  if (status !== 200 || !isJsonType(headers['content-type'])) return false
  // `strictJson`, since our own parser repairs texts that are not JSON.
  const value = strictJson(body)
  return isFields(value) && Object.keys(value).length === 0
}

function whyUnfit(
  value: unknown,
  kind: Kind | undefined,
  id: string | undefined,
): { message: string; remedy: string } | undefined {
  if (value === undefined)
    return { message: 'it is not sent to the server, since it is not JSON', remedy: 'Correct the file first.' }
  if (kind === 'create-body' || (kind === 'update-body' && id !== undefined)) return undefined
  if (kind === 'update-body') {
    return {
      message: 'it is not sent to the server: it is an update body, which needs the ID of its integration',
      remedy: 'Pass the ID: integration-lint remote ID --server-validate FILE.',
    }
  }
  return {
    message: `it is not sent to the server: the API validates create and update bodies only, and its kind is ${kind ?? 'unknown'}`,
    remedy: 'Pass --as create-body or --as update-body, if it is one.',
  }
}
