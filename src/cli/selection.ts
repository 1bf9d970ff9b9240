import { resolve } from 'node:path'
import { codeOf, messageOf } from '../findings/errors'
import { type FoundInputs, findInputs, type Input, isPattern } from '../input/files'
import { statsOf } from '../input/stats'
import { type Io, usageError } from './io'

/** The flags that say which files are meant. */
export interface SelectionArguments {
  staged?: boolean
  changed?: boolean
  since?: string
  ignoreUnknown?: boolean
}

export interface Selection extends FoundInputs {
  /** Nothing to judge is a usual answer, and what is skipped is not worth a word: a hook asks at every commit. */
  mayBeEmpty: boolean
}

/** The files to judge: what the arguments stand for, or what git says of them. */
export async function selectInputs(files: readonly string[], parsed: SelectionArguments, io: Io): Promise<Selection> {
  const byGit = await selectByGit(files, parsed, io)
  if (byGit !== undefined) return { ...byGit, mayBeEmpty: true }
  if (files.length === 0) {
    throw usageError('No files named. Try "integration-lint .", or "integration-lint --help".')
  }
  const found = await findInputs(
    files.filter((file) => file !== '-'),
    io.cwd,
  )
  if (parsed.ignoreUnknown !== true) return { ...found, mayBeEmpty: false }
  return { ...found, inputs: found.inputs.map((input) => ({ ...input, named: false })), mayBeEmpty: true }
}

async function selectByGit(
  files: readonly string[],
  parsed: SelectionArguments,
  io: Io,
): Promise<FoundInputs | undefined> {
  const { staged = false, changed = false, since } = parsed
  if (since !== undefined && !changed) throw usageError('--since goes with --changed.')
  if (!staged && !changed) return undefined
  const flag = staged ? '--staged' : '--changed'
  if (staged && changed) throw usageError('Only one of --staged and --changed can be asked for.')
  if (files.includes('-')) throw usageError(`${flag} cannot be joined with standard input.`)
  const { findChanged, findStaged, scopeFilter } = await import('../input/git')
  const options = { cwd: io.cwd, env: io.env, scope: files }
  try {
    const inputs = staged ? findStaged(options) : findChanged(options, since)
    return { inputs, unmatched: files.filter((file) => isNowhere(file, inputs, io.cwd, scopeFilter)) }
  } catch (error) {
    if (codeOf(error) === 'ERR_GIT') throw usageError(`${flag}: ${messageOf(error)}`)
    throw error
  }
}

/** Whether an argument is no place of the work tree nor of what git names: misspelt, as it seems. */
function isNowhere(
  argument: string,
  inputs: readonly Input[],
  cwd: string,
  scopeFilter: typeof import('../input/git').scopeFilter,
): boolean {
  if (isPattern(argument) || statsOf(resolve(cwd, argument)) !== undefined) return false
  const isMeant = scopeFilter([argument], cwd)
  return !inputs.some(({ path }) => isMeant(path))
}
