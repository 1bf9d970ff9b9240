import { resolve } from 'node:path'
import { decode } from '../../document/decode'
import { frameAt } from '../../document/frame'
import { Lines } from '../../document/lines'
import { parseDocument } from '../../document/parse'
import { valueAt } from '../../document/pointer'
import type { Document } from '../../document/types'
import { codeOf } from '../../findings/errors'
import { readFailure, readInput } from '../../input/files'
import { formatFrame } from '../../reporters/pretty'
import { describe } from '../../vrl/diagnostics'
import { EXIT, type Io, usageError, wantsColor } from '../io'

export interface RunArguments {
  script: string
  pointer?: string
  event?: string
  showEvent?: boolean
  color?: boolean
}

export async function runScript({ script, pointer, event, showEvent, color }: RunArguments, io: Io): Promise<number> {
  if (script === '-' && event === '-') throw usageError('Standard input cannot be both the script and the event.')
  const source = await readScript(script, pointer, io)
  const { loadVrl } = await import('../../runtime/vrl-runtime')
  const outcome = loadVrl({ ownProcess: true }).run(source, event === undefined ? {} : await readJson(event, io))
  const report = (message: string, span?: readonly [number, number]) => {
    const place = span === undefined ? [] : codeFrame(source, span, wantsColor(io.env, io.stderr.isTerminal, color))
    io.stderr.write(`${[message, ...place].join('\n')}\n`)
  }
  switch (outcome.type) {
    case 'value':
      io.stdout.write(`${JSON.stringify(showEvent === true ? outcome : outcome.result, null, 2)}\n`)
      return EXIT.clean
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

async function readScript(file: string, pointer: string | undefined, io: Io): Promise<string> {
  const bytes = await readBytes(file, io)
  if (pointer === undefined) return decode(bytes).text
  const value = valueAt(parsed(file, bytes).value, checkedPointer(pointer))
  if (typeof value !== 'string') throw usageError(`There is no script at ${pointer} in ${file}.`)
  return value
}

function checkedPointer(pointer: string): string {
  if (pointer.startsWith('/')) return pointer
  throw usageError(`Not a JSON Pointer: ${JSON.stringify(pointer)}; it starts with a slash.`)
}

async function readJson(file: string, io: Io): Promise<unknown> {
  return parsed(file, await readBytes(file, io)).value
}

/** @throws UsageError that names the first fault */
function parsed(file: string, bytes: Uint8Array): Document {
  const { text, faults } = decode(bytes)
  const document = parseDocument({ name: file, text, faults, comments: file.endsWith('.jsonc') })
  const [fault] = document.faults
  if (document.value === undefined && fault !== undefined) {
    const { line, column } = document.rangeOf(fault)
    throw usageError(`${file}:${line}:${column}: ${fault.message}`)
  }
  return document
}

async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  if (file === '-') return io.readStdin()
  const path = resolve(io.cwd, file)
  try {
    return readInput(path)
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT'
    throw usageError(`Cannot read ${file}: ${missing ? 'there is no such file' : readFailure(error, path)}.`)
  }
}

function codeFrame(source: string, [start, end]: readonly [number, number], color: boolean): string[] {
  const lines = new Lines(source)
  const range = lines.range({ start, end })
  return formatFrame(frameAt(source, lines, range), { ...range, severity: 'error' }, color)
}
