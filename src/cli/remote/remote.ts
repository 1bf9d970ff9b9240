import { resolve } from 'node:path'
import { TOOL_NAME } from '../../findings/help'
import type { FileReport, Report } from '../../findings/types'
import { displayName, readFailure, readInput } from '../../input/files'
import { readAuthorities } from '../../remote/authorities'
import { Client, insecure } from '../../remote/client'
import { type Credentials, findCredentials } from '../../remote/credentials'
import { Drift } from '../../remote/drift'
import type { Failure } from '../../remote/failure'
import type { Target } from '../../remote/routes'
import { lintRemote, type RemoteResult } from '../../remote/run'
import { SaveFolder } from '../../remote/save'
import { isLoginParameter, looksSecret, SecretRedactor } from '../../remote/secrets'
import { validateOnServer } from '../../remote/server-validate'
import { proxyLogin } from '../../remote/tunnel'
import { escapeTerminal } from '../../reporters/escape'
import type { LintSession } from '../../run/lint-files'
import type { Invocation } from '../command'
import { checkReporting, lintOptions, type NetworkArguments } from '../flags'
import { type Io, usageError } from '../io'
import { writeCrashes, writeSuppressionNotes } from '../notes'
import type { Output } from '../outputs'
import { exitCode, writeReports } from '../reports'
import { checkCombination, checkedTarget, checkedUrl, filtersOf, limitsOf, type RemoteArguments } from './arguments'
import { driftTable } from './drift-table'
import { parseHeaders } from './headers'
import { ProgressBar } from './progress'

/** Fetches, lints and reports. Returns the exit status. */
export async function remote(
  named: readonly string[],
  parsed: RemoteArguments,
  outputs: readonly Output[],
  invocation: Invocation,
): Promise<number> {
  const secrets = new SecretRedactor()
  const io = redacting(invocation.io, secrets)
  try {
    return await fetchAndReport(named, parsed, outputs, { ...invocation, io }, secrets)
  } catch (error) {
    throw secrets.redactError(error)
  }
}

async function fetchAndReport(
  named: readonly string[],
  parsed: RemoteArguments,
  outputs: readonly Output[],
  { io, typed: argv }: Invocation,
  secrets: SecretRedactor,
): Promise<number> {
  checkCombination(named, parsed)
  checkReporting(parsed)
  const targets = named.map(checkedTarget)
  const url = parsed.url === undefined ? undefined : checkedUrl(parsed.url)
  const headers = parseHeaders([parsed.header ?? []].flat(), io.env, secrets)
  for (const [name, value] of url?.searchParams ?? []) {
    if (isLoginParameter(name) && looksSecret(value)) secrets.addLogin(value)
  }
  addProxyPasswords(secrets, io.env)
  const limits = limitsOf(parsed)
  const ca = parsed.ca === undefined ? undefined : readAuthorities(parsed.ca, io.cwd, io.env)
  const { LintSession: Session } = await import('../../run/lint-files')
  const session = await Session.open(lintOptions(parsed, outputs, io))

  const credentials = url === undefined ? await logIn(parsed, io, secrets) : undefined
  const api = credentials?.apiUrl ?? url
  if (api === undefined) throw new Error('Neither the API nor a URL is given.')
  const secret = credentials?.token !== undefined || Object.keys(headers).length > 0
  const danger = secret ? insecure(api) : undefined
  if (danger !== undefined) throw usageError(`The token is not sent to ${api.origin}: ${danger}.`)
  const say = (line: string) => io.stderr.write(`${escapeTerminal(line)}\n`)
  if (parsed.verbose === true && credentials !== undefined) reportCredentials(credentials, say)

  const interruption = new AbortController()
  const release = io.onInterrupt(() => interruption.abort())
  const client = new Client({
    ...limits,
    ca,
    headers: credentials === undefined ? headers : authorization(credentials),
    origin: api.origin,
    secrets,
    signal: interruption.signal,
    ...(parsed.verbose === true ? { log: say } : {}),
  })
  const context: RemoteContext = { api, client, secrets, session, parsed, outputs, argv, io, say }
  try {
    // A wrong configuration is reported before anything is fetched.
    await session.prepare([{ path: api.href }])
    if (parsed.serverValidate !== undefined) return await serverValidate(parsed.serverValidate, targets[0], context)

    const drift = parsed.drift === true ? new Drift() : undefined
    const bar = new ProgressBar(io.stderr)
    const result = await lintRemote(
      {
        targets,
        all: parsed.all === true ? filtersOf(parsed) : undefined,
        lists: parsed.lists === true,
        hub: parsed.public === true,
        url,
        as: parsed.as,
      },
      {
        client,
        api,
        session,
        secrets,
        concurrency: limits.concurrency,
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

interface RemoteContext {
  api: URL
  client: Client
  secrets: SecretRedactor
  session: LintSession
  parsed: RemoteArguments
  outputs: readonly Output[]
  argv: readonly string[]
  io: Io
  say(line: string): void
}

async function report(result: RemoteResult, drift: Drift | undefined, context: RemoteContext): Promise<number> {
  const { parsed, outputs, io, say } = context
  const { report, finish } = await settle(result.files, [], context)
  if (drift !== undefined) {
    // Standard output must contain nothing but a report for machines.
    const forPeople = outputs.every(
      ({ format, file }) => file !== undefined || format === 'auto' || format === 'pretty',
    )
    const stream = forPeople ? io.stdout : io.stderr
    stream.write(`${forPeople ? '\n' : ''}${driftTable(drift)}`)
  }
  const crashed = writeCrashes(report, parsed, io)
  for (const note of result.notes) say(`${TOOL_NAME}: ${note}`)
  for (const failure of result.failures) say(failureLine(failure))
  if (parsed.verbose === true) for (const name of result.ignored) say(`skipped ${name}: ignored by the configuration`)
  let troubles = reportStop(result, say) || result.failures.length > 0 || crashed
  if (!troubles && result.files.length === 0 && result.ignored.length === 0) {
    say(`${TOOL_NAME}: the list has no ${parsed.all === true ? 'matching ' : ''}integration.`)
    troubles = true
  }
  return finish(troubles)
}

/** Applies suppressions and writes the reports; `finish` returns the exit status. */
async function settle(
  files: readonly FileReport[],
  paths: readonly string[],
  { session, parsed, outputs, argv, io, secrets }: RemoteContext,
): Promise<{ report: Report; finish(troubles: boolean): number }> {
  const settled = await session.settle(
    files,
    paths.map((path) => ({ path })),
  )
  await writeReports(settled, outputs, parsed, { argv, presets: [], redact: (text) => secrets.redact(text) }, io)
  writeSuppressionNotes(settled, parsed, io)
  return { report: settled.report, finish: (troubles) => exitCode(settled, troubles, parsed, io) }
}

/** Says why the run stopped early, if it did. */
function reportStop({ stopped, notFetched, files }: RemoteResult, say: (line: string) => void): boolean {
  if (stopped === undefined) return false
  const why = {
    interrupted: 'interrupted',
    hopeless: 'stopped, since every other request would fail in the same way',
    down: 'stopped, since several requests in a row failed: the server or the network is down',
  }[stopped]
  const linted = files.length
  say(`${TOOL_NAME}: ${why}; ${linted} linted, ${notFetched} known and not fetched.`)
  return true
}

function failureLine({ request, message, remedy }: Failure): string {
  return `${TOOL_NAME}: ${request}: ${message}. ${remedy}`
}

async function serverValidate(file: string, target: Target | undefined, context: RemoteContext): Promise<number> {
  const { api, client, secrets, session, parsed, io, say } = context
  const path = resolve(io.cwd, file)
  await session.prepare([{ path }])
  let bytes: Uint8Array
  try {
    bytes = file === '-' ? await io.readStdin() : readInput(path)
  } catch (error) {
    throw usageError(`Cannot read ${file}: ${readFailure(error, path)}.`)
  }
  const result = await validateOnServer({
    client,
    api,
    session,
    secrets,
    path,
    anonymous: file === '-',
    name: file === '-' ? '<stdin>' : displayName(path, io.cwd),
    bytes,
    as: parsed.as ?? session.settingsFor(path).as,
    id: target !== undefined && 'id' in target ? target.id : undefined,
  })
  const { report, finish } = await settle([result.file], [path], context)
  const crashed = writeCrashes(report, parsed, io)
  if (result.failure !== undefined) say(failureLine(result.failure))
  else if (result.verdict !== undefined) {
    say(`The server ${result.verdict === 'accepted' ? 'accepts' : 'refuses'} ${result.file.file}.`)
  }
  return finish(crashed || result.failure !== undefined)
}

export async function logIn(
  parsed: NetworkArguments & Pick<RemoteArguments, 'public'>,
  io: Io,
  secrets: SecretRedactor,
): Promise<Credentials> {
  // Every token that is read is redacted from the start, whichever is used.
  if (io.env.BP_TOKEN !== undefined) secrets.addLogin(io.env.BP_TOKEN.trim())
  const piped =
    parsed.tokenStdin === true
      ? Buffer.from(await io.readStdin())
          .toString('utf8')
          .trim()
      : undefined
  if (piped === '') throw usageError('--token-stdin: standard input is empty.')
  if (piped !== undefined) secrets.addLogin(piped)
  const credentials = findCredentials({
    cwd: io.cwd,
    env: io.env,
    profile: parsed.profile,
    tokenFromStdin: piped,
    workspaceId: parsed.workspaceId,
    apiUrl: parsed.apiUrl,
    required: parsed.public !== true,
  })
  if (credentials.token !== undefined) secrets.addLogin(credentials.token)
  return credentials
}

export function authorization({ token, workspaceId }: Credentials): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
  }
}

function reportCredentials({ apiUrl, workspaceId, from }: Credentials, say: (line: string) => void): void {
  say(`API: ${apiUrl.href} (from ${from.apiUrl})`)
  say(`workspace: ${workspaceId ?? 'none'}${from.workspaceId === undefined ? '' : ` (from ${from.workspaceId})`}`)
  say(`token: ${from.token === undefined ? 'none' : `*** (from ${from.token})`}`)
}

/** Adds proxy passwords, since a proxy may quote the one it received. */
export function addProxyPasswords(secrets: SecretRedactor, env: Io['env']): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!/^(?:https?|all)_proxy$/i.test(name) || !URL.canParse(value)) continue
    const url = new URL(value)
    if (url.password === '') continue
    const { username, password } = proxyLogin(url)
    for (const part of [url.password, password]) secrets.addLogin(part)
    const login = `${username}:${password}`
    secrets.addLogin(Buffer.from(login).toString('base64'))
  }
}

/** Redacts the output to stderr. The report on standard output is redacted separately, in its texts only. */
function redacting(io: Io, secrets: SecretRedactor): Io {
  const { stderr } = io
  // A spread would omit the methods, which are on the class of the process's Io.
  return {
    cwd: io.cwd,
    env: io.env,
    stdout: io.stdout,
    readStdin: () => io.readStdin(),
    readLines: () => io.readLines(),
    openStreams: () => io.openStreams(),
    onInterrupt: (stop) => io.onInterrupt(stop),
    stderr: { write: (text) => stderr.write(secrets.redact(text)), isTerminal: stderr.isTerminal },
  }
}
