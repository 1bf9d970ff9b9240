import { readAnswer } from '../../remote/answers'
import { readAuthorities } from '../../remote/authorities'
import { Client, insecure } from '../../remote/client'
import type { Failure } from '../../remote/failure'
import { targetUrl } from '../../remote/routes'
import { Secrets } from '../../remote/secrets'
import type { DocumentSource } from '../../run/source'
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
  readonly #secrets: Secrets
  readonly #release: () => void

  /** @throws ERR_USAGE if the login is missing, or would be sent unencrypted */
  static async open(parsed: NetworkArguments, io: Io): Promise<Deployed> {
    const secrets = new Secrets()
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

  private constructor(client: Client, api: URL, secrets: Secrets, release: () => void) {
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
    const { answer, failure } = await this.#client.send({ method: 'GET', url, headers: {} })
    if (failure !== undefined) return this.#failed(failure)
    const body = this.#secrets.redactBytes(answer.body)
    const read = readAnswer({ ...answer, body }, { name, kind: 'integration', target, hub: false })
    if (read.document?.value === undefined || read.recognised === undefined) {
      const {
        cause = 'body',
        message = 'the answer is not an integration',
        remedy = 'Check the URL.',
      } = read.fault ?? {}
      return this.#failed({ cause, request: `GET ${name}`, message, remedy })
    }
    const { document, recognised } = read
    return { source: { type: 'document', path: name, name, document, recognised, anonymous: true } }
  }

  #failed({ cause, request, message, remedy }: Failure): DeployedAnswer {
    return { failure: this.#secrets.redact(`${request}: ${message}. ${remedy}`), cause }
  }
}
