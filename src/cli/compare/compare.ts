import { decode } from '../../document/decode'
import { locateAll } from '../../document/locate'
import { TOOL_NAME } from '../../findings/help'
import type { ComparisonReport } from '../../findings/types'
import { readInput } from '../../input/files'
import { escapeTerminal } from '../../reporters/escape'
import { compareDocuments } from '../../run/compare'
import { LintSession } from '../../run/lint-files'
import type { DocumentSource } from '../../run/source'
import { writeFixes } from '../../run/write-fixes'
import type { Invocation } from '../command'
import { checkReporting, lintOptions } from '../flags'
import { EXIT, type Io, usageError } from '../io'
import { writeCrashes, writeSuppressionNotes } from '../notes'
import { pairOutputs } from '../outputs'
import { Deployed } from '../remote/deployed'
import { exitCode, writeReports } from '../reports'
import type { CompareArguments } from './arguments'
import { loadSide, parseSide } from './sides'

/** Compares two sides, writes the reports, and updates the version if requested. Returns the exit status. */
export async function compare(
  named: readonly string[],
  parsed: CompareArguments,
  { argv, typed, io }: Invocation,
): Promise<number> {
  checkReporting(parsed)
  const outputs = pairOutputs(argv)
  const [one = '', other = ''] = named
  const sides = [parseSide(one), parseSide(other)] as const
  if (sides.every(({ type }) => type === 'stdin')) throw usageError('Only one side can be standard input.')
  if (parsed.tokenStdin === true && sides.some(({ type }) => type === 'stdin')) {
    throw usageError('--token-stdin and - cannot both read standard input.')
  }
  if (parsed.fix === true && (sides[1].type !== 'file' || !/\.jsonc?$/i.test(sides[1].path))) {
    throw usageError('--fix writes the version into a JSON file, but NEW is not a JSON file.')
  }
  const session = await LintSession.open(lintOptions(parsed, outputs, io))
  let opening: Promise<Deployed> | undefined
  const context = {
    session,
    io,
    exec: parsed.exec !== false,
    deployed() {
      opening ??= Deployed.open(parsed, io)
      return opening
    },
  }
  try {
    const old = await loadSide(sides[0], context)
    const now = await loadSide(sides[1], context)
    const pair = compareDocuments(session, old, now, { deployed: sides[0].type === 'remote' })
    if ('reason' in pair) throw usageError(`${pair.name} ${pair.reason}.`)
    const { comparison, report } = pair
    if (parsed.suggest === true && parsed.fix !== true) return suggest(comparison, io)
    const settled = await session.settle([report], [])
    settled.report.comparisons = [comparison]
    await writeReports(settled, outputs, parsed, { argv: typed, presets: [] }, io)
    writeSuppressionNotes(settled, parsed, io)
    const crashed = writeCrashes(settled.report, parsed, io)
    const failed = parsed.fix === true && !writeVersion(comparison, now, io)
    return exitCode(settled, crashed || failed, parsed, io)
  } finally {
    if (opening !== undefined) (await opening.catch(() => undefined))?.close()
  }
}

function suggest({ version, name }: ComparisonReport, io: Io): number {
  if (version.suggested === null) {
    throw usageError(
      `No version can be suggested for ${name}: the old one is ${version.old === null ? 'absent' : JSON.stringify(version.old)}.`,
    )
  }
  io.stdout.write(`${version.suggested}\n`)
  return EXIT.clean
}

/** Writes the suggested version into the file of the new side; false if that is not possible. */
function writeVersion(
  { version }: ComparisonReport,
  { document, recognised, path, name }: DocumentSource,
  io: Io,
): boolean {
  const say = (line: string) => io.stderr.write(`${TOOL_NAME}: ${escapeTerminal(line)}\n`)
  if (version.sufficient || version.suggested === null || recognised === undefined) {
    say(version.sufficient ? 'the version is high enough; nothing to write.' : 'no version can be suggested.')
    return version.sufficient
  }
  const pointer = recognised.base.child('version')
  if (version.new === null) {
    say(`${name} has no version that could be replaced.`)
    return false
  }
  const [span] = locateAll(document.text, [{ pointer, target: 'value' }], { distinctKeys: false })
  const bytes = Buffer.from(readInput(path))
  const before = bytes.toString('utf8')
  const { text } = decode(bytes)
  const start = before.startsWith('\ufeff') ? 1 : 0
  // A text in another encoding, or one that changed since it was read, would not be preserved.
  if (
    span === undefined ||
    text !== document.text ||
    before.slice(start) !== text ||
    !bytes.equals(Buffer.from(before))
  ) {
    say(`${name} was not changed: it is not UTF-8, or has changed since it was read.`)
    return false
  }
  const replacement = JSON.stringify(version.suggested)
  const after = `${before.slice(0, start + span.start)}${replacement}${before.slice(start + span.end)}`
  const { written, failed } = writeFixes([{ name, fixed: [], files: [{ path, name, before, after }] }], io.cwd)
  for (const failure of failed) say(`cannot write ${failure.name}: ${failure.message}.`)
  if (written.length > 0) say(`${name}: ${JSON.stringify(version.new)} → ${replacement}.`)
  return written.length > 0
}
