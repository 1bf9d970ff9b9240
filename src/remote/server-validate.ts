import { decode } from '../document/decode'
import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import type { SourceFinding } from '../engine/run-rules'
import type { FileReport, Kind } from '../findings/types'
import { responseMessage } from '../rules/responses/responses'
import type { LintSession } from '../run/lint-files'
import { recognise } from '../run/source'
import { type Client, errorOf } from './client'
import type { Failure } from './failure'
import type { Redactor } from './redaction'
import { validateRoute } from './routes'

export interface ServerValidateOptions {
  client: Client
  api: URL
  session: LintSession
  redactor: Redactor
  /** Absolute; its settings hold. */
  path: string
  name: string
  /** Whether the body has no file of its own. */
  anonymous: boolean
  bytes: Uint8Array
  as: Kind | undefined
  /** Of the integration that an update body is for. */
  id: string | undefined
}

export interface ServerValidateResult {
  file: FileReport
  failure?: Failure
  /** What the server thinks; absent when it was not asked, or gave no verdict. */
  verdict?: 'accepted' | 'refused'
}

/** Statuses with which the API refuses a body, as opposed to the request. */
const REFUSALS = [400, 409, 413, 422]
/** Of the server's message, more is not shown. */
const LONGEST_MESSAGE = 2000

/** Has the API check a body, exactly as the file has it, and judges it here as well. */
export async function validateOnServer(options: ServerValidateOptions): Promise<ServerValidateResult> {
  const { client, api, session, redactor, path, name, anonymous, bytes, id } = options
  const { text, faults } = decode(bytes)
  const document = parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
  const as = options.as ?? (id === undefined ? undefined : 'update-body')
  const recognised = recognise(document, as)
  const lint = (extraFindings: readonly SourceFinding[]): FileReport => {
    const linted = session.lintDocument({ path, name, document, recognised, extraFindings, anonymous })
    const [report = linted.report] = session.suppress([linted])
    return redactor.data(report)
  }

  const unfit = whyUnfit(document.value, recognised?.kind, id)
  if (unfit !== undefined) return { file: lint([]), failure: { cause: 'body', request: name, ...unfit } }
  const { method, url } = validateRoute(api, id)
  const headers = { 'content-type': 'application/json' }
  const { answer, failure } = await client.send({ method, url, headers, body: bytes }, REFUSALS)
  if (failure !== undefined) return { file: lint([]), failure }
  const { status } = answer
  if (status < 300) return { file: lint([]), verdict: 'accepted' }
  const { message = 'it gives no reason', type, id: errorId } = errorOf(answer.body) ?? {}
  const told = responseMessage('server-accepts', 'refused', {
    message: redactor.text(message).slice(0, LONGEST_MESSAGE),
    status,
  })
  const data = {
    ...told.data,
    ...(type === undefined ? {} : { type }),
    ...(errorId === undefined ? {} : { id: errorId }),
  }
  return { file: lint([{ ...told, data, pointer: Pointer.root, target: 'value' }]), verdict: 'refused' }
}

function whyUnfit(
  value: unknown,
  kind: Kind | undefined,
  id: string | undefined,
): { message: string; remedy: string } | undefined {
  if (value === undefined)
    return { message: 'it is not sent to the server, since it is not JSON', remedy: 'Put that right first.' }
  if (kind === 'create-body' || (kind === 'update-body' && id !== undefined)) return undefined
  if (kind === 'update-body') {
    return {
      message: 'it is not sent to the server: it is an update body, and the integration that it is for is not named',
      remedy: 'Name its ID: integration-lint remote ID --server-validate FILE.',
    }
  }
  return {
    message: `it is not sent to the server: it is ${kind === undefined ? 'no known document' : `of the kind ${kind}`}, and the API validates create and update bodies`,
    remedy: 'Say what it is with --as create-body or --as update-body, if it is one.',
  }
}
