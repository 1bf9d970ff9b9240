import { resolve } from 'node:path'
import { decode } from '../../document/decode'
import { frameAt } from '../../document/frame'
import { Lines } from '../../document/lines'
import { parseDocument } from '../../document/parse'
import { Pointer } from '../../document/pointer'
import type { Document, SyntaxFault } from '../../document/types'
import { codeOf } from '../../findings/errors'
import { readFailure, readInput } from '../../input/files'
import { formatFrame } from '../../reporters/pretty'
import { scriptDocument } from '../../vrl/script-file'
import { type Io, usageError } from '../io'

/** The bytes of a file, or of standard input for `-`. @throws ERR_USAGE */
export async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  if (file === '-') return io.readStdin()
  const path = resolve(io.cwd, file)
  try {
    return readInput(path)
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT'
    throw usageError(`Cannot read ${file}: ${missing ? 'there is no such file' : readFailure(error, path)}.`)
  }
}

/**
 * The text of a script file. A byte-order mark and invalid UTF-8 are refused, since the platform's compiler reads them
 * differently.
 *
 * @throws ERR_USAGE that names the fault
 */
export function scriptText(file: string, bytes: Uint8Array): string {
  const { document } = scriptDocument(file, decode(bytes))
  throwFault(file, document, document.faults[0])
  return document.text
}

function throwFault(file: string, document: Document, fault: SyntaxFault | undefined): void {
  if (fault === undefined) return
  const { line, column } = document.rangeOf(fault)
  throw usageError(`${file}:${line}:${column}: ${fault.message}`)
}

/**
 * @param isStrict whether a duplicate key is a fault: one of its values would be lost
 * @throws ERR_USAGE that names the first fault
 */
export function parseJson(file: string, bytes: Uint8Array, isStrict = false): Document {
  const { text, faults } = decode(bytes)
  const document = parseDocument({ name: file, text, faults, comments: file.endsWith('.jsonc') })
  if (document.value === undefined) throwFault(file, document, document.faults[0])
  if (isStrict) {
    throwFault(
      file,
      document,
      document.faults.find(({ rule }) => rule === 'syntax/duplicate-key'),
    )
  }
  return document
}

/** The lines around a place of a script. */
export function codeFrame(source: string, [start, end]: readonly [number, number], color: boolean): string[] {
  const lines = new Lines(source)
  const range = lines.range({ start, end })
  return formatFrame(frameAt(source, lines, range), { ...range, severity: 'error' }, color)
}

/** The places of values in a document, as "line:column". */
export function lineAndColumnOf(document: Document, paths: readonly (readonly (string | number)[])[]): string[] {
  return document
    .locateAll(paths.map((path) => ({ pointer: Pointer.root.child(...path), target: 'value' as const })))
    .map(({ line, column }) => `${line}:${column}`)
}
