import { decode } from '../../document/decode'
import { Lines } from '../../document/lines'
import { valueAt } from '../../document/pointer'
import { isFields } from '../../document/values'
import { escapeTerminal } from '../../reporters/escape'
import type { VrlOutcome } from '../../vrl/compiler'
import { describe } from '../../vrl/diagnostics'
import { traceScript } from '../../vrl/trace'
import { EXIT, type Io, usageError, wantsColor } from '../io'
import { codeFrame, parseJson, readBytes } from './script-input'

export interface RunArguments {
  script: string
  pointer?: string
  event?: string
  method?: string
  path?: string
  query?: string
  header?: string | string[]
  body?: string
  showEvent?: boolean
  trace?: boolean
  color?: boolean
}

export async function runScript(parsed: RunArguments, io: Io): Promise<number> {
  const { script, pointer, showEvent, trace, color } = parsed
  if (script === '-' && parsed.event === '-')
    throw usageError('Standard input cannot be both the script and the event.')
  const source = await readScript(script, pointer, io)
  const event = await readEvent(parsed, io)
  const { loadVrl } = await import('../../runtime/vrl-runtime')
  const compiler = loadVrl({ ownProcess: true })
  if (trace === true) for (const line of traceLines(source, traceScript(compiler, source, event))) io.stdout.write(line)
  const outcome = compiler.run(source, event)
  const report = (message: string, span?: readonly [number, number]) => {
    const place = span === undefined ? [] : codeFrame(source, span, wantsColor(io.env, io.stderr.isTerminal, color))
    io.stderr.write(`${[message, ...place].join('\n')}\n`)
  }
  switch (outcome.type) {
    case 'value': {
      const { result, event: changed } = outcome
      const shown = showEvent === true ? { type: 'value', result, event: changed } : result
      if (trace !== true) io.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
      return EXIT.clean
    }
    case 'invalid':
      for (const error of outcome.errors) report(describe(source, error), error.span)
      return EXIT.findings
    case 'aborted':
      report(`The script ended without a result: ${outcome.message}`, outcome.span)
      return EXIT.findings
    case 'refused':
      report(`The script was not run: ${outcome.refusal.message}`)
      return EXIT.findings
  }
}

/** A line for each statement: its place, its code, what it gives. */
function traceLines(source: string, steps: ReturnType<typeof traceScript>): string[] {
  const lines = new Lines(source)
  return steps.map(({ span: [start, end], outcome }) => {
    const { line } = lines.position(start)
    const [first = '', ...more] = source.slice(start, end).split('\n')
    const code = `${first}${more.length === 0 ? '' : ' …'}`
    return `${String(line).padStart(3)}  ${escapeTerminal(code)}\n     → ${escapeTerminal(shownOutcome(outcome))}\n`
  })
}

function shownOutcome(outcome: VrlOutcome): string {
  if (outcome.type === 'value') return JSON.stringify(outcome.result)
  if (outcome.type === 'aborted') return `ends here: ${outcome.message}`
  return outcome.type === 'invalid' ? 'does not compile' : outcome.refusal.message
}

async function readScript(file: string, pointer: string | undefined, io: Io): Promise<string> {
  const bytes = await readBytes(file, io)
  if (pointer === undefined) return decode(bytes).text
  const value = valueAt(parseJson(file, bytes).value, checkedPointer(pointer))
  if (typeof value !== 'string') throw usageError(`There is no script at ${pointer} in ${file}.`)
  return value
}

function checkedPointer(pointer: string): string {
  if (pointer.startsWith('/')) return pointer
  throw usageError(`Not a JSON Pointer: ${JSON.stringify(pointer)}; it starts with a slash.`)
}

/** The event of a file, and what the flags say about the request. */
async function readEvent({ event, method, path, query, body, header }: RunArguments, io: Io): Promise<unknown> {
  const given: unknown = event === undefined ? {} : parseJson(event, await readBytes(event, io)).value
  const headers = headersOf(header === undefined ? [] : [header].flat())
  const flags = { method, path, query, body, headers: Object.keys(headers).length === 0 ? undefined : headers }
  const told = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  if (Object.keys(told).length === 0) return given
  if (!isFields(given))
    throw usageError('The event must be an object for --method, --path, --query, --body and --header.')
  // A request has them all.
  const request =
    event === undefined
      ? { method: body === undefined ? 'GET' : 'POST', path: '/', query: '', headers: {}, secrets: {} }
      : given
  const before = isFields(request.headers) ? request.headers : {}
  return { ...request, ...told, headers: { ...before, ...headers } }
}

/** The platform gives the names of headers in lower case. */
function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      if (colon < 1) throw usageError(`--header is ${JSON.stringify(line)}; it must be "name: value".`)
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}
