import { resolve } from 'node:path'
import { decode } from '../../document/decode'
import { messageOf } from '../../findings/errors'
import { displayName, readInput } from '../../input/files'
import { RULES } from '../../rules/index.generated'
import type { ReportPart } from '../../run/merge'
import { type Io, usageError } from '../io'
import { checkedCount, exitCode, type JudgingArguments, writeReports } from '../judging'
import type { Output } from '../outputs'

export interface MergeArguments extends JudgingArguments {
  reports?: string[]
}

export async function mergeReports(
  files: readonly string[],
  parsed: MergeArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  checkedCount(parsed.maxWarnings, '--max-warnings')
  const reader = await import('../../run/merge')
  const parts: ReportPart[] = []
  const faults: string[] = []
  for (const file of files) {
    const name = file === '-' ? '<stdin>' : displayName(resolve(io.cwd, file), io.cwd)
    const { text } = decode(file === '-' ? await io.readStdin() : read(file, io))
    const part = reader.readJsonReport(name, text)
    if ('faults' in part) {
      faults.push(...part.faults.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`))
    } else parts.push(part)
  }
  if (faults.length > 0) throw usageError(`what "--format json" prints is required.\n${faults.join('\n')}`)
  const versions = [...new Set(parts.map(({ toolVersion }) => toolVersion))]
  if (versions.length > 1) {
    io.stderr.write(`integration-lint: the reports are of different versions of the tool: ${versions.join(', ')}.\n`)
  }
  const report = reader.mergeReports(parts)
  if (report.files.length === 0) throw usageError('no integration document is in the reports.')
  await writeReports(report, RULES, outputs, parsed, io)
  return exitCode({ report }, false, parsed)
}

function read(file: string, io: Io): Uint8Array {
  try {
    return readInput(resolve(io.cwd, file))
  } catch (error) {
    throw usageError(`Cannot read ${file}: ${messageOf(error)}`)
  }
}
