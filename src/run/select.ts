import { basename, join, resolve } from 'node:path'
import { codeOf, createError, messageOf } from '../findings/errors'
import { displayName, type FoundInputs, findInputs, type Input, isPattern } from '../input/files'
import { statsOf } from '../input/stats'
import { definitionIn, isDefinitionName, MODULE_FILE, projectOf } from '../project/discover'
import type { Source } from './source'

/** Options that select files among those that the user named. */
export interface SelectOptions {
  staged?: boolean
  changed?: boolean
  since?: string
  ignoreUnknown?: boolean
  /** A shard of a run that is split over several machines, as in `1/4`. */
  shard?: string
}

export interface Selection extends Required<Omit<FoundInputs, 'inputs'>> {
  sources: readonly Source[]
  shard: Shard | undefined
  /** Whether an empty selection is normal, as for a hook, which runs at every commit. */
  mayBeEmpty: boolean
}

/** A shard; both numbers are 1-based. */
export interface Shard {
  index: number
  count: number
}

interface Environment {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
}

/**
 * The files that the user named, or that git reports as staged or changed; the caller handles `-`.
 *
 * @throws ERR_USAGE for options that contradict each other, ERR_INPUT for an invalid pattern
 */
export async function selectSources(
  files: readonly string[],
  options: SelectOptions,
  environment: Environment,
): Promise<Selection> {
  const shard = checkedShard(options.shard)
  const byGit = await selectByGit(files, options, environment)
  if (byGit === undefined && files.length === 0) {
    throw createError('ERR_USAGE', 'No files named.\nTry "integration-lint .", or "integration-lint --help".')
  }
  if (shard !== undefined && files.includes('-')) {
    throw createError('ERR_USAGE', '--shard cannot be combined with standard input.')
  }
  const named = files.filter((file) => file !== '-')
  const { inputs, unmatched, passedOver = [], unreadable = [] } = byGit ?? (await findInputs(named, environment.cwd))
  const { ignoreUnknown = false } = options
  const found = ignoreUnknown ? inputs.map((input) => ({ ...input, named: false })) : inputs
  return {
    sources: shard === undefined ? found : shardOf(found, shard),
    unmatched,
    passedOver,
    unreadable,
    shard,
    mayBeEmpty: byGit !== undefined || ignoreUnknown || (shard !== undefined && found.length > 0),
  }
}

async function selectByGit(
  files: readonly string[],
  options: SelectOptions,
  { cwd, env }: Environment,
): Promise<FoundInputs | undefined> {
  const { staged = false, changed = false, since } = options
  if (since !== undefined && !changed) throw createError('ERR_USAGE', '--since requires --changed.')
  if (!staged && !changed) return undefined
  const flag = staged ? '--staged' : '--changed'
  if (staged && changed) throw createError('ERR_USAGE', 'Only one of --staged and --changed is allowed.')
  if (files.includes('-')) throw createError('ERR_USAGE', `${flag} cannot be combined with standard input.`)
  const { findChanged, findStaged, scopeFilter } = await import('../input/git')
  const scope = { cwd, env, scope: files }
  try {
    const deleted: string[] = []
    const onDeleted = (path: string) => deleted.push(path)
    const found = staged ? findStaged(scope, onDeleted) : findChanged(scope, since, onDeleted)
    const inputs = await withProjectsOf(deleted, found, { cwd, env }, since)
    const paths = [...inputs.map(({ path }) => path), ...deleted]
    return { inputs, unmatched: files.filter((file) => isNowhere(file, paths, cwd, scopeFilter)) }
  } catch (error) {
    if (codeOf(error) === 'ERR_GIT') throw createError('ERR_USAGE', `${flag}: ${messageOf(error)}`)
    throw error
  }
}

/**
 * Adds the definitions of the projects that may have used deleted files: those from which the files were deleted, and
 * those that imported them in the commit that is compared with.
 */
async function withProjectsOf(
  deleted: readonly string[],
  inputs: readonly Input[],
  { cwd, env }: Environment,
  since: string | undefined,
): Promise<Input[]> {
  const definitions: string[] = []
  const shared: string[] = []
  for (const file of deleted) {
    const folder = projectOf(file)
    const definition = folder === undefined ? undefined : definitionIn(folder)
    if (folder !== undefined && definition !== undefined) definitions.push(join(folder, definition))
    else if (MODULE_FILE.test(file) && !isDefinitionName(basename(file))) shared.push(file)
  }
  if (shared.length > 0) {
    const { baseCommit, openRevisionTree } = await import('../input/git')
    const base = baseCommit(cwd, env, since)
    if (base !== undefined) {
      const { importersOfModules } = await import('./project-sources')
      const importers = await importersOfModules(shared, cwd, openRevisionTree(cwd, env, base))
      definitions.push(...importers.keys())
    }
  }
  const known = new Set(inputs.map(({ path }) => path))
  const added = [...new Set(definitions)].filter((path) => !known.has(path))
  return [
    ...inputs,
    ...added.map((path): Input => ({ type: 'file', path, name: displayName(path, cwd), named: false })),
  ]
}

/** Whether an argument exists neither in the work tree nor in git, and so is probably misspelt. */
function isNowhere(
  argument: string,
  paths: readonly string[],
  cwd: string,
  scopeFilter: typeof import('../input/git').scopeFilter,
): boolean {
  if (isPattern(argument) || statsOf(resolve(cwd, argument)) !== undefined) return false
  const isMeant = scopeFilter([argument], cwd)
  return !paths.some(isMeant)
}

/** @throws ERR_USAGE unless the text is `i/n` with 1 ≤ i ≤ n */
function checkedShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw createError(
    'ERR_USAGE',
    `--shard takes the part and the number of parts, such as 1/4 for the first of four, not ${JSON.stringify(text)}.`,
  )
}

/**
 * The files of one shard: every n-th file in the order of names, where the files of a project count as one. Each file
 * is in one shard, the same on every machine. Files of one folder, which are often alike, are spread over the shards.
 */
function shardOf(inputs: readonly Input[], { index, count }: Shard): Input[] {
  const units = new Map<string, number>()
  return inputs.filter(({ path }) => {
    const unit = projectOf(path) ?? path
    const at = units.get(unit) ?? units.size
    units.set(unit, at)
    return at % count === index - 1
  })
}
