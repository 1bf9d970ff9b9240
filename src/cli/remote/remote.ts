import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import { messageOf } from '../../findings/errors'
import { TOOL_NAME } from '../../findings/help'
import type { FileReport, Report } from '../../findings/types'
import { displayName, readInput } from '../../input/files'
import { Client, insecure } from '../../remote/client'
import { type Credentials, findCredentials } from '../../remote/credentials'
import { Drift } from '../../remote/drift'
import type { Failure } from '../../remote/failure'
import { Redactor } from '../../remote/redaction'
import { type ListFilters, parseTarget, type Target } from '../../remote/routes'
import { judgeRemote, type RemoteResult } from '../../remote/run'
import { SaveFolder } from '../../remote/save'
import { validateOnServer } from '../../remote/server-validate'
import { escapeTerminal } from '../../reporters/escape'
import type { LintSession } from '../../run/lint-files'
import type { RemoteArguments } from '../commands/remote'
import { type Io, usageError } from '../io'
import { checkedCount, checkedKind, exitCode, reportCrashes, writeReports } from '../judging'
import type { Output } from '../outputs'
import { lintOptions, suppressionLines } from '../suppressing'
import { driftTable } from './drift-table'
import { parseHeaders } from './headers'
import { ProgressBar } from './progress'

/** Fetches, judges, reports; the exit status. */
export async function remote(
  named: readonly string[],
  parsed: RemoteArguments,
  outputs: readonly Output[],
  given: Io,
): Promise<number> {
  const redactor = new Redactor()
  const io = redacting(given, redactor)
  try {
    return await fetchAndReport(named, parsed, outputs, io, redactor)
  } catch (error) {
    if (error instanceof Error) {
      error.message = redactor.text(error.message)
      if (error.stack !== undefined) error.stack = redactor.text(error.stack)
    }
    throw error
  }
}

async function fetchAndReport(
  named: readonly string[],
  parsed: RemoteArguments,
  outputs: readonly Output[],
  io: Io,
  redactor: Redactor,
): Promise<number> {
  checkCombination(named, parsed)
  const as = checkedKind(parsed.as)
  checkedCount(parsed.maxWarnings, '--max-warnings')
  const targets = named.map(checkedTarget)
  const url = parsed.url === undefined ? undefined : checkedUrl(parsed.url)
  const { headers, secrets } = parseHeaders([parsed.header ?? []].flat(), io.env)
  for (const secret of secrets) redactor.add(secret)
  const concurrency = atLeastOne(checkedCount(parsed.concurrency, '--concurrency'), '--concurrency')
  const limits = {
    timeout: checkedNumber(parsed.timeout, '--timeout') * 1000,
    retries: checkedCount(parsed.retries, '--retries') ?? 0,
    maxBytes: checkedNumber(parsed.maxSize, '--max-size') * 1_000_000,
    concurrency,
    ca: parsed.ca === undefined ? undefined : readAuthorities(parsed.ca, io),
  }
  const { LintSession: Session } = await import('../../run/lint-files')
  const session = await Session.open(lintOptions(parsed, outputs, io))

  const credentials = url === undefined ? await logIn(parsed, io, redactor) : undefined
  const api = credentials?.apiUrl ?? url
  if (api === undefined) throw new Error('There is nothing to talk to.')
  const secret = credentials?.token !== undefined || Object.keys(headers).length > 0
  const danger = secret ? insecure(api) : undefined
  if (danger !== undefined) throw usageError(`The token is not sent to ${api.origin}: ${danger}.`)
  const say = (line: string) => io.stderr.write(`${escapeTerminal(line)}\n`)
  if (parsed.verbose === true && credentials !== undefined) tellCredentials(credentials, say)

  const interruption = new AbortController()
  const release = io.onInterrupt(() => interruption.abort())
  const client = new Client({
    ...limits,
    headers: credentials === undefined ? headers : authorization(credentials),
    origin: api.origin,
    redactor,
    signal: interruption.signal,
    ...(parsed.verbose === true ? { log: say } : {}),
  })
  const context: Context = { api, client, redactor, session, parsed, outputs, io, say }
  try {
    // A wrong configuration is reported before anything is fetched.
    await session.prepare([{ path: api.href }])
    if (parsed.serverValidate !== undefined) return await serverValidate(parsed.serverValidate, targets[0], context)

    const drift = parsed.drift === true ? new Drift() : undefined
    const bar = new ProgressBar(io.stderr)
    const result = await judgeRemote(
      {
        targets,
        all: parsed.all === true ? filtersOf(parsed) : undefined,
        lists: parsed.lists === true,
        hub: parsed.public === true,
        url,
        as,
      },
      {
        client,
        api,
        session,
        redactor,
        concurrency,
        signal: interruption.signal,
        save: parsed.save === undefined ? undefined : new SaveFolder(parsed.save, io.cwd),
        drift,
        ...(parsed.verbose === true ? {} : { progress: (progress) => bar.draw(progress) }),
      },
    )
    bar.clear()
    return await report(result, drift, context)
  } finally {
    release()
    client.close()
  }
}

interface Context {
  api: URL
  client: Client
  redactor: Redactor
  session: LintSession
  parsed: RemoteArguments
  outputs: readonly Output[]
  io: Io
  say(line: string): void
}

async function report(result: RemoteResult, drift: Drift | undefined, context: Context): Promise<number> {
  const { parsed, outputs, io, say } = context
  const { report, finish } = await settle(result.files, [], context)
  if (drift !== undefined) {
    // A report for machines has standard output for itself.
    const forPeople = outputs.every(
      ({ format, file }) => file !== undefined || format === 'auto' || format === 'pretty',
    )
    const stream = forPeople ? io.stdout : io.stderr
    stream.write(`${forPeople ? '\n' : ''}${driftTable(drift)}`)
  }
  const crashed = reportCrashes(report, parsed, io)
  for (const note of result.notes) say(`${TOOL_NAME}: ${note}`)
  for (const failure of result.failures) say(failureLine(failure))
  if (parsed.verbose === true) for (const name of result.ignored) say(`skipped ${name}: ignored by the configuration`)
  let troubles = tellStop(result, say) || result.failures.length > 0 || crashed
  if (!troubles && result.files.length === 0 && result.ignored.length === 0) {
    say(`${TOOL_NAME}: the list has no integration${parsed.all === true ? ' that fits' : ''}.`)
    troubles = true
  }
  return finish(troubles)
}

/** Settles suppressions and writes the reports; `finish` has the exit status. */
async function settle(
  files: readonly FileReport[],
  paths: readonly string[],
  { session, parsed, outputs, io }: Context,
): Promise<{ report: Report; finish(troubles: boolean): number }> {
  const settled = await session.settle(
    files,
    paths.map((path) => ({ path })),
  )
  await writeReports(settled.report, settled.rules, outputs, parsed, io)
  for (const line of suppressionLines(settled, parsed)) io.stderr.write(`${line}\n`)
  return { report: settled.report, finish: (troubles) => exitCode(settled, troubles, parsed) }
}

/** Tells why the run stopped early, if it did. */
function tellStop({ stopped, notFetched, files }: RemoteResult, say: (line: string) => void): boolean {
  if (stopped === undefined) return false
  const why = {
    interrupted: 'interrupted',
    hopeless: 'stopped, since every other request would fail in the same way',
    down: 'stopped, since one request after the other failed: the server or the way to it is down',
  }[stopped]
  const judged = files.length
  say(`${TOOL_NAME}: ${why}; ${judged} judged, ${notFetched} known and not fetched.`)
  return true
}

function failureLine({ request, message, remedy }: Failure): string {
  return `${TOOL_NAME}: ${request}: ${message}. ${remedy}`
}

async function serverValidate(file: string, target: Target | undefined, context: Context): Promise<number> {
  const { api, client, redactor, session, parsed, io, say } = context
  const path = resolve(io.cwd, file)
  await session.prepare([{ path }])
  let bytes: Uint8Array
  try {
    bytes = file === '-' ? await io.readStdin() : readInput(path)
  } catch (error) {
    throw usageError(`Cannot read ${file}: ${messageOf(error)}`)
  }
  const result = await validateOnServer({
    client,
    api,
    session,
    redactor,
    path,
    anonymous: file === '-',
    name: file === '-' ? '<stdin>' : displayName(path, io.cwd),
    bytes,
    as: checkedKind(parsed.as) ?? session.settingsFor(path).as,
    id: target !== undefined && 'id' in target ? target.id : undefined,
  })
  const { report, finish } = await settle([result.file], [path], context)
  const crashed = reportCrashes(report, parsed, io)
  if (result.failure !== undefined) say(failureLine(result.failure))
  else if (result.verdict !== undefined) {
    say(`The server ${result.verdict === 'accepted' ? 'accepts' : 'refuses'} ${result.file.file}.`)
  }
  return finish(crashed || result.failure !== undefined)
}

async function logIn(parsed: RemoteArguments, io: Io, redactor: Redactor): Promise<Credentials> {
  // What is read is redacted from the first moment on, whichever of the tokens is used in the end.
  if (io.env.BP_TOKEN !== undefined) redactor.add(io.env.BP_TOKEN.trim())
  const piped =
    parsed.tokenStdin === true
      ? Buffer.from(await io.readStdin())
          .toString('utf8')
          .trim()
      : undefined
  if (piped === '') throw usageError('--token-stdin: standard input is empty.')
  if (piped !== undefined) redactor.add(piped)
  const credentials = findCredentials({
    cwd: io.cwd,
    env: io.env,
    profile: parsed.profile,
    tokenFromStdin: piped,
    workspaceId: parsed.workspaceId,
    apiUrl: parsed.apiUrl,
    required: parsed.public !== true,
  })
  if (credentials.token !== undefined) redactor.add(credentials.token)
  return credentials
}

function authorization({ token, workspaceId }: Credentials): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
  }
}

function tellCredentials({ apiUrl, workspaceId, from }: Credentials, say: (line: string) => void): void {
  say(`API: ${apiUrl.href} (from ${from.apiUrl})`)
  say(`workspace: ${workspaceId ?? 'none'}${from.workspaceId === undefined ? '' : ` (from ${from.workspaceId})`}`)
  say(`token: ${from.token === undefined ? 'none' : `*** (from ${from.token})`}`)
}

function redacting(io: Io, redactor: Redactor): Io {
  const stream = (target: Io['stdout']) => ({
    write: (text: string) => target.write(redactor.text(text)),
    isTerminal: target.isTerminal,
  })
  return { ...io, stdout: stream(io.stdout), stderr: stream(io.stderr) }
}

function checkCombination(named: readonly string[], parsed: RemoteArguments): void {
  const ways = [
    named.length > 0 && parsed.serverValidate === undefined ? 'IDs or names' : undefined,
    parsed.all === true ? '--all' : undefined,
    parsed.url === undefined ? undefined : '--url',
    parsed.serverValidate === undefined ? undefined : '--server-validate',
  ].filter((way) => way !== undefined)
  if (ways.length === 0) {
    throw usageError(
      'Nothing to fetch. Name integrations (ID or NAME[@VERSION]), or use --all, --url or --server-validate.',
    )
  }
  if (ways.length > 1) throw usageError(`${ways.join(' and ')} cannot stand together.`)

  const only = (flag: string, used: boolean, wanted: boolean, with_: string) => {
    if (used && !wanted) throw usageError(`${flag} ${with_}.`)
  }
  const all = parsed.all === true
  const filters = {
    '--dev': parsed.dev,
    '--name': parsed.name,
    '--version': parsed.version,
    '--visibility': parsed.visibility,
    '--verification-status': parsed.verificationStatus,
    '--lists': parsed.lists,
  }
  for (const [flag, value] of Object.entries(filters)) only(flag, value !== undefined, all, 'goes with --all')
  for (const [flag, value] of Object.entries({ '--dev': parsed.dev, '--visibility': parsed.visibility })) {
    only(flag, value !== undefined, parsed.public !== true, 'is no filter of the hub (--public)')
  }
  only(
    '--header',
    parsed.header !== undefined,
    parsed.url !== undefined,
    'goes with --url; the API takes its login from the environment or a profile',
  )
  only(
    '--as',
    parsed.as !== undefined,
    parsed.url !== undefined || parsed.serverValidate !== undefined,
    'goes with --url or --server-validate; what the API answers is known',
  )
  for (const [flag, value] of Object.entries({
    '--save': parsed.save,
    '--drift': parsed.drift,
    '--public': parsed.public,
  })) {
    only(flag, value !== undefined, parsed.serverValidate === undefined, 'does not go with --server-validate')
  }
  if (parsed.tokenStdin === true && parsed.serverValidate === '-') {
    throw usageError('--token-stdin and --server-validate - cannot both read standard input.')
  }
  if (parsed.serverValidate !== undefined && named.length > 1) {
    throw usageError('--server-validate takes one ID at the most: that of the integration that is to be updated.')
  }
  if (parsed.serverValidate !== undefined && named[0] !== undefined && !('id' in checkedTarget(named[0]))) {
    throw usageError('--server-validate of an update body needs the ID of the integration, not its name.')
  }
}

function checkedTarget(text: string): Target {
  const target = parseTarget(text)
  if (target !== undefined) return target
  throw usageError(`${JSON.stringify(text)} is no integration: an ID (intver_…) or NAME[@VERSION] is expected.`)
}

function checkedUrl(text: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw usageError('--url takes a whole URL, with https://.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw usageError('--url takes a URL with https:// or http://.')
  if (url.username !== '' || url.password !== '') {
    throw usageError(
      "--url holds a user or a password, which must not stand among the arguments: use --header 'Authorization: $VARIABLE'.",
    )
  }
  return url
}

function filtersOf({ dev, name, version, visibility, verificationStatus }: RemoteArguments): ListFilters {
  return {
    ...(dev === undefined ? {} : { dev }),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(verificationStatus === undefined ? {} : { verificationStatus }),
  }
}

function checkedNumber(text: string, flag: string): number {
  if (/^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) > 0) return Number(text)
  throw usageError(`${flag} takes a number above zero, not ${JSON.stringify(text)}.`)
}

function atLeastOne(count: number | undefined, flag: string): number {
  if (count !== undefined && count > 0 && count <= 64) return count
  throw usageError(`${flag} takes a number from 1 to 64.`)
}

/** Node.js's own authorities, those of NODE_EXTRA_CA_CERTS, and those in the file: a list replaces the default one. */
function readAuthorities(file: string, io: Io): string[] {
  const extra = io.env.NODE_EXTRA_CA_CERTS
  return [...rootCertificates, ...(extra === undefined || extra === '' ? [] : [readPem(extra, io)]), readPem(file, io)]
}

function readPem(file: string, io: Io): string {
  let text: string
  try {
    text = readFileSync(resolve(io.cwd, file), 'utf8')
  } catch (error) {
    throw usageError(`Cannot read the certificates in ${file}: ${messageOf(error)}`)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw usageError(`The file ${file} has no certificate in PEM form.`)
  return text
}
