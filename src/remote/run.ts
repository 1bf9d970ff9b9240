import { type Fields, fieldsAt, isFields, stringAt } from '../document/values'
import { messageOf } from '../findings/errors'
import type { FileReport, Finding, Kind } from '../findings/types'
import type { LintSession } from '../run/lint-files'
import { type ExpectedAnswer, type ReadAnswer, readAnswer } from './answers'
import type { Client } from './client'
import type { Drift } from './drift'
import { DOWN, type Failure, HOPELESS } from './failure'
import { type Page, readPage } from './pages'
import { type ListFilters, listUrl, type Target, targetUrl } from './routes'
import type { SaveFolder, SaveName } from './save'
import type { SecretRedactor } from './secrets'
import type { Answer } from './transport'

/** The integrations to fetch. */
export interface Wanted {
  targets: readonly Target[]
  /** Every integration of a list. */
  all?: ListFilters | undefined
  /** Whether to lint the pages of the list, too. */
  lists: boolean
  /** Whether to use the hub's endpoints instead of the workspace's. */
  hub: boolean
  /** The URL of an integration. */
  url?: URL | undefined
  /** The kind of the answer of `url`; undefined to detect it. */
  as?: Kind | undefined
}

export interface RunOptions {
  client: Client
  api: URL
  session: LintSession
  secrets: SecretRedactor
  /** The number of concurrent requests. */
  concurrency: number
  signal: AbortSignal
  save?: SaveFolder | undefined
  drift?: Drift | undefined
  /** Called when an integration was fetched or found in the list. */
  progress?: (progress: Progress) => void
}

export interface Progress {
  fetched: number
  known: number
  /** Whether the list may have further pages. */
  open: boolean
}

export interface RemoteResult {
  /** In the order in which the integrations were named or listed; after suppressions. */
  files: FileReport[]
  failures: Failure[]
  /** Documents that the configuration ignores. */
  ignored: string[]
  /** The number of known integrations that were not requested, or whose request was aborted. */
  notFetched: number
  /** Why the run stopped early. */
  stopped?: 'interrupted' | 'hopeless' | 'down'
  /** Further remarks, each a sentence. */
  notes: string[]
}

interface Job extends ExpectedAnswer {
  order: number
  url: URL
}

/** The number of consecutive failed requests after which the server is considered down. */
const MOST_DOWN_IN_A_ROW = 5
/** The maximum number of pages, in case the API never ends the list. */
const MOST_PAGES = 10_000

/**
 * Fetches and lints integrations, several at the same time. Keeps only the findings of each answer. Network faults are
 * part of the result and never reject the promise.
 */
export async function lintRemote(wanted: Wanted, options: RunOptions): Promise<RemoteResult> {
  return new RemoteRun(wanted, options).run()
}

class RemoteRun {
  readonly #wanted: Wanted
  readonly #options: RunOptions
  readonly #reports: { order: number; report: FileReport }[] = []
  readonly #failures: { order: number; failure: Failure }[] = []
  readonly #ignored: string[] = []
  readonly #notes: string[] = []
  #stopped: RemoteResult['stopped']
  #order = 0
  #known = 0
  #settled = 0
  #cutOff = 0
  #open: boolean
  #downInARow = 0

  constructor(wanted: Wanted, options: RunOptions) {
    this.#wanted = wanted
    this.#options = options
    this.#open = wanted.all !== undefined
  }

  async run(): Promise<RemoteResult> {
    const jobs = this.#jobs()
    const work = async () => {
      while (!this.#isStopped()) {
        const next = await jobs.next()
        if (next.done === true || this.#isStopped()) return
        await this.#settle(next.value)
      }
    }
    await Promise.all(Array.from({ length: this.#options.concurrency }, work))
    const inOrder = <T extends { order: number }>(items: T[]) => items.sort((left, right) => left.order - right.order)
    return {
      files: inOrder(this.#reports).map(({ report }) => report),
      failures: inOrder(this.#failures).map(({ failure }) => failure),
      ignored: this.#ignored,
      notFetched: this.#known - this.#settled + this.#cutOff,
      notes: this.#notes,
      ...(this.#stopped === undefined ? {} : { stopped: this.#stopped }),
    }
  }

  #isStopped(): boolean {
    if (this.#options.signal.aborted) this.#stopped = 'interrupted'
    return this.#stopped !== undefined
  }

  /** The requests in order; the next page of a list is requested when the previous one is used up. */
  async *#jobs(): AsyncGenerator<Job> {
    const { targets, url, all, hub, as } = this.#wanted
    const { client, api } = this.#options
    if (url !== undefined) {
      this.#known += 1
      yield { order: this.#order++, url, name: client.display(url), kind: as, hub }
    }
    const asked = new Map(targets.map((target) => [targetUrl(api, target, hub).href, target]))
    this.#known += asked.size
    for (const target of asked.values()) yield this.#job(target, undefined)
    if (all !== undefined) yield* this.#listed(all)
  }

  async *#listed(filters: ListFilters): AsyncGenerator<Job> {
    const { hub } = this.#wanted
    const { client, api } = this.#options
    const tokens = new Set<string>()
    const listed = new Set<string>()
    let nextToken: string | undefined
    for (let number = 1; !this.#isStopped(); number += 1) {
      const url = listUrl(api, filters, hub, nextToken)
      const job: Job = { order: this.#order++, url, name: client.display(url), kind: 'integration-list', hub }
      const page = await this.#page(job, number)
      if (page === undefined) break
      const jobs: Job[] = []
      for (const { target, summary } of page.items) {
        const one = this.#job(target, summary)
        if (listed.has(one.url.href)) continue
        listed.add(one.url.href)
        jobs.push(one)
      }
      nextToken = page.nextToken
      this.#open = nextToken !== undefined
      this.#known += jobs.length
      this.#reportProgress()
      yield* jobs
      if (nextToken === undefined) break
      if (tokens.has(nextToken) || number === MOST_PAGES) {
        const what =
          number === MOST_PAGES
            ? `does not end after ${MOST_PAGES} pages`
            : `repeats its nextToken on page ${number}, so the list would never end`
        this.#fail(
          job,
          'paging',
          `the list ${what}`,
          'The API is at fault; the integrations listed so far are fetched.',
        )
        break
      }
      tokens.add(nextToken)
    }
    this.#open = false
  }

  #job(target: Target, summary: Fields | undefined): Job {
    const { hub } = this.#wanted
    const { client, api } = this.#options
    const url = targetUrl(api, target, hub)
    return {
      order: this.#order++,
      url,
      name: client.display(url),
      kind: hub ? 'public-integration' : 'integration',
      hub,
      target,
      ...(summary === undefined ? {} : { summary }),
    }
  }

  /** One page of the list; undefined if the list cannot be continued. */
  async #page(job: Job, number: number): Promise<Page | undefined> {
    const answer = await this.#fetch(job)
    if (answer === undefined) return undefined
    const read = readAnswer(answer, job)
    if (read.fault !== undefined) this.#fail(job, read.fault.cause, read.fault.message, read.fault.remedy)
    if (this.#wanted.lists) {
      this.#save({ fallback: `integrations-${number}` }, answer.body)
      await this.#lint(job, read)
    }
    const page = readPage(read.document?.value)
    const repaired = read.document?.faults.find(({ rule }) => rule !== 'syntax/lone-surrogate')
    if (page !== undefined && repaired !== undefined) {
      // Another client may take the other value of a duplicate key.
      page.faults.push(`it is not strict JSON (${repaired.rule}), so more pages may be missing`)
    }
    if (page === undefined && read.fault === undefined) {
      this.#fail(job, 'list', 'the answer is not a list of integrations', 'Check the URL (--api-url, BP_API_URL).')
    }
    for (const fault of page?.faults ?? []) {
      this.#fail(job, 'list', `the list: ${fault}`, 'The API is at fault; the other items are fetched.')
    }
    return page
  }

  async #settle(job: Job): Promise<void> {
    const answer = await this.#fetch(job)
    if (answer !== undefined) {
      const read = readAnswer(answer, job)
      this.#save(saveNameOf(read, job), answer.body)
      if (read.fault !== undefined) this.#fail(job, read.fault.cause, read.fault.message, read.fault.remedy)
      await this.#lint(job, read)
    }
    this.#settled += 1
    this.#reportProgress()
  }

  /** The answer, with secrets redacted in case the server sent them back. */
  async #fetch(job: Job): Promise<Answer | undefined> {
    const { client, secrets } = this.#options
    const { answer, failure } = await client.send({ method: 'GET', url: job.url, headers: {} })
    if (failure !== undefined) {
      if (failure.cause === 'interrupted') {
        this.#stopped = 'interrupted'
        // Pages of the list do not count as integrations.
        if (job.kind !== 'integration-list') this.#cutOff += 1
      } else this.#failures.push({ order: job.order, failure })
      if (HOPELESS.has(failure.cause)) this.#stopped ??= 'hopeless'
      this.#downInARow = DOWN.has(failure.cause) ? this.#downInARow + 1 : 0
      if (this.#downInARow >= MOST_DOWN_IN_A_ROW) this.#stopped ??= 'down'
      return undefined
    }
    this.#downInARow = 0
    const body = secrets.redactBytes(answer.body)
    if (body !== answer.body) {
      this.#notes.push(
        `The answer to GET ${job.name} contained a secret of the request; it is checked and saved with *** in place of the secret.`,
      )
    }
    return { ...answer, body }
  }

  async #lint(job: Job, { document, recognised, extraFindings }: ReadAnswer): Promise<void> {
    const { session, secrets, drift } = this.#options
    if (document === undefined) return
    if (document.value !== undefined) drift?.add(job.name, recognised, extraFindings)
    const { name } = job
    await session.prepare([{ path: name }])
    const result = session.lintSource({
      type: 'document',
      path: name,
      name,
      document,
      recognised,
      extraFindings,
      isExpected: isOwnSecret,
    })
    if (result.type !== 'linted') {
      this.#ignored.push(name)
      return
    }
    for (const report of session.suppress(result.files)) {
      this.#reports.push({ order: job.order, report: secrets.redactReport(report) })
    }
  }

  #save(name: SaveName, bytes: Uint8Array): void {
    const { save } = this.#options
    if (save === undefined || save.isOver) return
    try {
      save.save(name, bytes)
    } catch (error) {
      const remedy = save.isOver ? 'Nothing more is saved.' : 'The other answers are saved.'
      this.#fail(undefined, 'save', `cannot write to the folder of --save: ${messageOf(error)}`, remedy)
    }
  }

  #fail(job: Job | undefined, cause: Failure['cause'], message: string, remedy: string): void {
    const { secrets } = this.#options
    const request = job === undefined ? '--save' : `GET ${job.name}`
    const order = job === undefined ? this.#order++ : job.order
    this.#failures.push({ order, failure: { cause, request, message: secrets.redact(message), remedy } })
  }

  #reportProgress(): void {
    this.#options.progress?.({ fetched: this.#settled, known: this.#known, open: this.#open })
  }
}

/**
 * The API returns the signing secret to users who may read it. In an answer it is therefore not a leak, as it would be
 * in a file. It stays masked in code frames.
 */
function isOwnSecret({ rule, pointer }: Finding): boolean {
  return rule === 'no-committed-secrets' && /^(\/integration)?\/signingSecret$/.test(pointer)
}

function saveNameOf({ document }: ReadAnswer, { target, summary }: Job): SaveName {
  const value = isFields(document?.value) ? document.value : {}
  const integration = Object.hasOwn(value, 'integration') ? fieldsAt(value, 'integration') : value
  const asked = target !== undefined && 'name' in target ? target : undefined
  const listed = summary ?? {}
  return {
    name: stringAt(integration, 'name') ?? stringAt(listed, 'name') ?? asked?.name,
    version: stringAt(integration, 'version') ?? stringAt(listed, 'version') ?? asked?.version,
    fallback: target === undefined ? 'response' : 'id' in target ? target.id : target.name,
  }
}
