import { basename, dirname, resolve } from 'node:path'
import { Lines } from '../../document/lines'
import { valueAt } from '../../document/pointer'
import { isFields } from '../../document/values'
import { displayName } from '../../input/files'
import { definitionIn, isDefinitionName } from '../../project/discover'
import { escapeTerminal, visibleJson } from '../../reporters/escape'
import type { VrlOutcome } from '../../vrl/compiler'
import { formatDiagnostic } from '../../vrl/diagnostics'
import { checkEvent, completeEvent } from '../../vrl/event'
import { isScriptFile, scriptTypeAt, scriptTypeOf } from '../../vrl/script-file'
import { traceScript } from '../../vrl/trace'
import { EXIT, type Io, usageError, wantsColor } from '../io'
import { codeFrame, lineAndColumnOf, parseJson, readBytes, scriptText } from './script-input'

export interface RunArguments {
  script: string
  pointer?: string
  event?: string
  method?: string
  path?: string
  query?: string
  header?: string | string[]
  body?: string
  secret?: string | string[]
  showEvent?: boolean
  trace?: boolean
  color?: boolean
}

export async function runScript(parsed: RunArguments, io: Io): Promise<number> {
  const { script, pointer, showEvent, trace, color } = parsed
  if (script === '-' && parsed.event === '-')
    throw usageError('Standard input cannot be both the script and the event.')
  const source = await readScriptFrom(script, pointer, io)
  const type = pointer === undefined ? scriptTypeOf(script) : scriptTypeAt(pointer)
  const event = completeEvent(type, await readEvent(parsed, io))
  const { loadVrl } = await import('../../runtime/vrl-runtime')
  const compiler = loadVrl({ ownProcess: true })
  if (trace === true) for (const line of traceLines(source, traceScript(compiler, source, event))) io.stdout.write(line)
  const outcome = compiler.run(source, event)
  const report = (message: string, span?: readonly [number, number]) => {
    const place = span === undefined ? [] : codeFrame(source, span, wantsColor(io.env, io.stderr.isTerminal, color))
    io.stderr.write(`${[escapeTerminal(message), ...place].join('\n')}\n`)
  }
  switch (outcome.type) {
    case 'value': {
      const { result, event: changed } = outcome
      const shown = showEvent === true ? { type: 'value', result, event: changed } : result
      if (trace !== true || showEvent === true) io.stdout.write(`${visibleJson(shown)}\n`)
      return EXIT.clean
    }
    case 'invalid':
      for (const error of outcome.errors) report(formatDiagnostic(source, error), error.span)
      return EXIT.findings
    case 'aborted':
      report(`The script ended without a result: ${outcome.message}`, outcome.span)
      return EXIT.findings
    case 'refused':
      report(`The script was not run: ${outcome.refusal.message}`)
      return EXIT.findings
  }
}

/** One line for each statement: its place, code and result. */
function traceLines(source: string, steps: ReturnType<typeof traceScript>): string[] {
  const lines = new Lines(source)
  return steps.map(({ span: [start, end], outcome, returns }) => {
    const { line } = lines.position(start)
    const [first = '', ...more] = source.slice(start, end).split(/\r?\n/)
    const code = `${first}${more.length === 0 ? '' : ' …'}`
    return `${String(line).padStart(3)}  ${escapeTerminal(code)}\n     → ${returns ? 'returns ' : ''}${escapeTerminal(shownOutcome(outcome))}\n`
  })
}

function shownOutcome(outcome: VrlOutcome): string {
  if (outcome.type === 'value') return JSON.stringify(outcome.result)
  if (outcome.type === 'aborted') return `ends here: ${outcome.message}`
  return outcome.type === 'invalid' ? 'does not compile' : outcome.refusal.message
}

async function readScriptFrom(file: string, pointer: string | undefined, io: Io): Promise<string> {
  const folder = file === '-' ? undefined : projectFolder(resolve(io.cwd, file))
  if (folder !== undefined) return readProjectScript(file, folder, pointer, io)
  if (pointer !== undefined && isScriptFile(file))
    throw usageError(`${file} is a script; a pointer names a script in a document or a project.`)
  const bytes = await readBytes(file, io)
  if (pointer === undefined) return scriptText(file, bytes)
  const value = valueAt(parseJson(file, bytes).value, checkedPointer(pointer))
  if (typeof value !== 'string') throw usageError(`There is no script at ${pointer} in ${file}.`)
  return value
}

/** The folder of a project that is named by its folder or its definition. */
function projectFolder(path: string): string | undefined {
  if (isDefinitionName(basename(path))) return dirname(path)
  return definitionIn(path) === undefined ? undefined : path
}

async function readProjectScript(name: string, folder: string, pointer: string | undefined, io: Io): Promise<string> {
  if (pointer === undefined) {
    throw usageError(`${name} is a project: say which script, as in "vrl run ${name} /identifier/extractScript".`)
  }
  const checked = checkedPointer(pointer)
  const { loadProjects } = await import('../../project/load')
  const { projectDocument } = await import('../../project/document')
  const [project] = await loadProjects([folder])
  if (project === undefined) throw usageError(`There is no project in ${name}.`)
  const [fault] = project.faults
  if (project.evaluated === undefined && fault !== undefined) {
    const { line, column } = fault.range
    throw usageError(`${displayName(fault.file, io.cwd)}:${line}:${column}: ${fault.message}`)
  }
  const value = valueAt(projectDocument(project, (path) => displayName(path, io.cwd), undefined).value, checked)
  if (typeof value !== 'string') throw usageError(`There is no script at ${pointer} in ${name}.`)
  return value
}

function checkedPointer(pointer: string): string {
  if (pointer.startsWith('/')) return pointer
  throw usageError(`Not a JSON Pointer: ${JSON.stringify(pointer)}; it starts with a slash.`)
}

/** The event from a file, changed by the flags. */
async function readEvent(parsed: RunArguments, io: Io): Promise<Record<string, unknown>> {
  const { event, method, path, query, body, header, secret } = parsed
  const given = event === undefined ? {} : await readEventFile(event, io)
  const flags = Object.fromEntries(
    Object.entries({ method, path, query, body }).filter(([, value]) => value !== undefined),
  )
  checkEvent(flags, [], ([flag = ''], message) => {
    throw usageError(`--${flag}: ${message}`)
  })
  const texts = (field: 'headers' | 'secrets', more: Record<string, string>) => {
    const before = isFields(given[field]) ? given[field] : {}
    return Object.keys(more).length === 0 ? {} : { [field]: { ...before, ...more } }
  }
  return {
    ...given,
    ...flags,
    ...texts('headers', headersOf(header === undefined ? [] : [header].flat())),
    ...texts('secrets', secretsFrom(secret === undefined ? [] : [secret].flat())),
  }
}

async function readEventFile(file: string, io: Io): Promise<Record<string, unknown>> {
  const document = parseJson(file, await readBytes(file, io), true)
  const { value } = document
  if (!isFields(value)) throw usageError(`${file}: an event must be an object with the fields of a request or a link.`)
  checkEvent(value, [], (path, message) => {
    throw usageError(`${file}:${lineAndColumnOf(document, [path])[0]}: ${message}`)
  })
  return { ...value }
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      if (colon < 1) throw usageError(`--header is ${JSON.stringify(line)}; it must be "name: value".`)
      // The platform gives header names in lower case; an event may already contain another value.
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}

function secretsFrom(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const equals = line.indexOf('=')
      // The argument is not quoted: it may be the secret.
      if (equals < 1) throw usageError('--secret must be NAME=value.')
      return [line.slice(0, equals), line.slice(equals + 1)]
    }),
  )
}
