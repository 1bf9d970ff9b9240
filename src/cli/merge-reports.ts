import { resolve } from 'node:path'
import { decode } from '../document/decode'
import { messageOf } from '../findings/errors'
import { displayName, readInput } from '../input/files'
import type { ReportPart } from '../run/merge'
import { type Command, operandsOf } from './command'
import { checkReporting, REPORTING_FLAGS, type ReportingArguments } from './flags'
import { type Io, usageError } from './io'
import { pairOutputs } from './outputs'
import { exitCode, writeReports } from './reports'

interface MergeArguments extends ReportingArguments {
  reports?: string[]
}

export const mergeReportsCommand: Command = {
  usage: 'merge-reports <reports..>',
  describe: 'Merge JSON reports, such as those of the shards of a run, into one report of any format',
  positionals: { reports: { type: 'string', array: true, describe: 'JSON reports, or - for standard input' } },
  flags: REPORTING_FLAGS,
  examples: [['$0 merge-reports part-*.json -f sarif -o all.sarif', 'merge the reports of a CI matrix']],
  async run(given, invocation) {
    const { io } = invocation
    const parsed = given as MergeArguments
    const outputs = pairOutputs(invocation.argv)
    checkReporting(parsed)
    const reader = await import('../run/merge')
    const parts: ReportPart[] = []
    const faults: string[] = []
    for (const file of operandsOf(parsed.reports, invocation)) {
      const name = file === '-' ? '<stdin>' : displayName(resolve(io.cwd, file), io.cwd)
      const { text } = decode(file === '-' ? await io.readStdin() : readReport(file, io))
      const part = reader.readJsonReport(name, text)
      if ('faults' in part) {
        faults.push(...part.faults.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`))
      } else parts.push(part)
    }
    if (faults.length > 0) throw usageError(`the output of "--format json" is required.\n${faults.join('\n')}`)
    const versions = [...new Set(parts.map(({ toolVersion }) => toolVersion))]
    if (versions.length > 1) {
      io.stderr.write(
        `integration-lint: the reports were made by different versions of the tool: ${versions.join(', ')}.\n`,
      )
    }
    const { report, rules } = reader.mergeReports(parts)
    if (report.files.length === 0) throw usageError('the reports contain no integration document.')
    await writeReports({ report, rules }, outputs, parsed, { argv: invocation.typed, presets: [] }, io)
    return exitCode({ report }, false, parsed, io)
  },
}

function readReport(file: string, io: Io): Uint8Array {
  try {
    return readInput(resolve(io.cwd, file))
  } catch (error) {
    throw usageError(`Cannot read ${file}: ${messageOf(error)}`)
  }
}
