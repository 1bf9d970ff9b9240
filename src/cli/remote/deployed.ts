import { quote } from '../../findings/text'
import { type ReadAnswer, readAnswer } from '../../remote/answers'
import { readAuthorities } from '../../remote/authorities'
import { apiErrorOf, Client, insecure } from '../../remote/client'
import { explainStatus, type Failure } from '../../remote/failure'
import { targetUrl } from '../../remote/routes'
import { SecretRedactor } from '../../remote/secrets'
import type { ResponseRuleId } from '../../rules/responses/responses'
import type { DocumentSource } from '../../run/source'
import { hasShape } from '../../schema/validate'
import type { NetworkArguments } from '../flags'
import { type Io, usageError } from '../io'
import { checkedTarget, limitsOf } from './arguments'
import { addProxyPasswords, authorization, logIn } from './remote'

/** The deployed version, or why it could not be fetched. */
export type DeployedAnswer = { source: DocumentSource } | { failure: string; cause: Failure['cause'] }

/** Fetches integrations of the workspace. */
export class Deployed {
  readonly #client: Client
  readonly #api: URL
  readonly #secrets: SecretRedactor
  readonly #release: () => void

  /** @throws ERR_USAGE if the login is missing, or would be sent unencrypted */
  static async open(parsed: NetworkArguments, io: Io): Promise<Deployed> {
    const secrets = new SecretRedactor()
    addProxyPasswords(secrets, io.env)
    try {
      const credentials = await logIn(parsed, io, secrets)
      const danger = credentials.token === undefined ? undefined : insecure(credentials.apiUrl)
      if (danger !== undefined) throw usageError(`The token is not sent to ${credentials.apiUrl.origin}: ${danger}.`)
      const ca = parsed.ca === undefined ? undefined : readAuthorities(parsed.ca, io.cwd, io.env)
      const interruption = new AbortController()
      const client = new Client({
        ...limitsOf(parsed),
        ca,
        headers: authorization(credentials),
        origin: credentials.apiUrl.origin,
        secrets,
        signal: interruption.signal,
      })
      return new Deployed(
        client,
        credentials.apiUrl,
        secrets,
        io.onInterrupt(() => interruption.abort()),
      )
    } catch (error) {
      throw secrets.redactError(error)
    }
  }

  private constructor(client: Client, api: URL, secrets: SecretRedactor, release: () => void) {
    this.#client = client
    this.#api = api
    this.#secrets = secrets
    this.#release = release
  }

  close(): void {
    this.#release()
    this.#client.close()
  }

  /** @param named `NAME[@VERSION]` or an ID. @throws ERR_USAGE for anything else */
  async answerTo(named: string): Promise<DeployedAnswer> {
    const target = checkedTarget(named)
    const url = targetUrl(this.#api, target, false)
    const name = this.#client.display(url)
    const request = `GET ${name}`
    const { answer, failure } = await this.#client.send({ method: 'GET', url, headers: {} }, [404])
    if (failure !== undefined) return this.#failed(failure)
    if (answer.status === 404) {
      const { cause, message, remedy } = explainStatus(404)
      const error = apiErrorOf(answer, this.#secrets)
      // Only an error of the API itself proves that the integration is not deployed; a proxy or a login page may answer
      // 404, too.
      if (error?.type === 'ResourceNotFound')
        return this.#failed({ cause, request, message: `${message} and says ${quote(error.message)}`, remedy })
      return this.#failed({
        cause: 'status',
        request,
        message: `${message}, but not with an error in the form of the API`,
        remedy,
      })
    }
    const body = this.#secrets.redactBytes(answer.body)
    const read = readAnswer({ ...answer, body }, { name, kind: 'integration', target, hub: false })
    if (read.fault !== undefined) return this.#failed({ ...read.fault, request })
    const { document, recognised } = read
    const flaw = flawOf(read)
    if (document === undefined || recognised === undefined || flaw !== undefined) {
      const message = `the answer is not an integration in the form of the API${flaw === undefined ? '' : `: ${flaw.replace(/\.$/, '')}`}`
      return this.#failed({
        cause: 'body',
        request,
        message,
        remedy: 'Check the URL, and the proxies between here and the API.',
      })
    }
    return { source: { type: 'document', path: name, name, document, recognised, anonymous: true } }
  }

  #failed({ cause, request, message, remedy }: Failure): DeployedAnswer {
    return { failure: this.#secrets.redact(`${request}: ${message}. ${remedy}`), cause }
  }
}

/** Rules whose findings mean that an answer is not the deployed integration. */
const DISQUALIFYING: ReadonlySet<string> = new Set<ResponseRuleId>([
  'response-status',
  'response-envelope',
  'response-envelope-closed',
  'response-identity',
])

/**
 * Why an answer is not the deployed integration. Findings on details of an integration do not matter here; `remote`
 * reports them.
 */
function flawOf({ document, recognised, extraFindings }: ReadAnswer): string | undefined {
  const [fault] = document?.faults ?? []
  const finding = extraFindings.find(({ rule }) => DISQUALIFYING.has(rule))
  if (fault !== undefined || finding !== undefined) return fault?.message ?? finding?.message
  if (recognised === undefined || hasShape('integration', recognised.value)) return undefined
  return 'it does not have the shape of an integration'
}
