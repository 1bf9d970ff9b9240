import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import pc from 'picocolors'
import { counted } from '../findings/text'
import { escapeTerminal } from '../reporters/escape'
import { fixFiles, type MendedDocument } from '../run/fix-files'
import type { LintSession } from '../run/lint-files'
import type { Source } from '../run/source'
import { stageFixes, writeFixes } from '../run/write-fixes'
import { type Io, wantsColor } from './io'

export interface FixArguments {
  fix?: boolean
  fixUnsafe?: boolean
  fixDryRun?: boolean
  staged?: boolean
  exec?: boolean
  quiet?: boolean
  color?: boolean
}

/**
 * Applies fixes to some sources, and writes or prints the result.
 *
 * @returns whether a file could not be written
 */
export async function fix(
  session: LintSession,
  sources: readonly Source[],
  { fixUnsafe = false, fixDryRun = false, staged = false, exec = true, quiet = false, color }: FixArguments,
  io: Io,
): Promise<boolean> {
  const { cwd } = io
  const documents = await fixFiles(session, sources, { cwd, unsafe: fixUnsafe, exec, staged })
  const say = (line: string) => io.stderr.write(`integration-lint: ${line}\n`)
  if (fixDryRun) {
    io.stdout.write(diffOf(documents, io, color))
    if (!quiet) say(`${summaryOf('would fix', documents)}.`)
    return false
  }
  const { written, refused, failed } = staged ? await stageFixes(documents, io) : writeFixes(documents, cwd)
  for (const { name, reason } of refused) say(`${escapeTerminal(name)} was not fixed: it ${reason}.`)
  for (const { name, message } of failed) say(`cannot write ${escapeTerminal(name)}: ${escapeTerminal(message)}.`)
  if (!quiet && written.length > 0) say(`${summaryOf('fixed', written)}.`)
  return failed.length > 0
}

function summaryOf(verb: string, documents: readonly MendedDocument[]): string {
  const findings = documents.reduce((sum, { fixed }) => sum + fixed.length, 0)
  const files = new Set(documents.flatMap((document) => document.files.map(({ path }) => path)))
  return findings === 0
    ? `${verb} nothing`
    : `${verb} ${counted(findings, 'finding')} in ${counted(files.size, 'file')}`
}

/** A unified diff for `patch -p1` and `git apply`. */
function diffOf(documents: readonly MendedDocument[], { stdout, env }: Io, color: boolean | undefined): string {
  // A file may be part of two documents; the diff shows the changes of both.
  const files = new Map<string, { name: string; before: string; after: string }>()
  for (const { path, name, before, after } of documents.flatMap((document) => document.files)) {
    files.set(path, { name, before: files.get(path)?.before ?? before, after })
  }
  const patches = [...files.values()].map(({ name, before, after }) =>
    createTwoFilesPatch(quotedPath(`a/${name}`), quotedPath(`b/${name}`), before, after, undefined, undefined, {
      headerOptions: FILE_HEADERS_ONLY,
    }),
  )
  const patch = patches.join('')
  // A program needs every byte of the diff. On a terminal, control characters are escaped.
  if (!stdout.isTerminal) return patch
  const colors = pc.createColors(wantsColor(env, stdout.isTerminal, color))
  return patch
    .split('\n')
    .map((line) => {
      const shown = escapeTerminal(line.replace(/\r$/, '')).replaceAll('\\u{9}', '\t')
      if (/^(?:---|\+\+\+) /.test(line)) return colors.bold(shown)
      if (line.startsWith('@@')) return colors.cyan(shown)
      return line.startsWith('+') ? colors.green(shown) : line.startsWith('-') ? colors.red(shown) : shown
    })
    .join('\n')
}

/** A name as git quotes it in a diff. */
function quotedPath(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line of the header must not contain these
  return /["\\\u0000-\u001f\u007f]/.test(name) ? JSON.stringify(name) : name
}
