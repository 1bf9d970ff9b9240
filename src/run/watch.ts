import { type FSWatcher, statSync, watch as watchFolder } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { messageOf } from '../findings/errors'
import { isPattern } from '../input/files'
import { isSettingsName } from '../settings/configuration'
import { MAY_BE_OF_PROJECT } from './lint-files'

/** The functions of the process that a watch uses. */
export interface WatchIo {
  cwd: string
  stdout: { write(text: string): void; isTerminal: boolean }
  stderr: { write(text: string): void }
  /** Registers a callback for Ctrl-C, which then does not end the process; the returned function removes it. */
  onInterrupt(stop: () => void): () => void
}

/** The effect of file changes on the next round. */
export interface FileChanges {
  /** Files to lint again, or to forget; absolute. */
  files: readonly string[]
  /** A file that applies to all others changed, so everything is linted again. */
  everything: boolean
}

export interface WatchOptions {
  /** The files, folders and patterns to lint. */
  args: readonly string[]
  /**
   * Configuration files and others that apply to all files, in addition to those with a default name; absolute. A round
   * may add to them.
   */
  settings: ReadonlySet<string>
  /** Files that a round writes itself; absolute. */
  written: readonly string[]
  /** Lints the changed files; all files if `changes` is undefined. */
  lint(changes: FileChanges | undefined): Promise<void>
}

// Clears the screen as other tools do, since the report above is out of date. The second part clears the scrollback.
const CLEAR = '\u001b[2J\u001b[3J\u001b[H'

/** Editors save a file in several steps; one round handles them all. In milliseconds. */
const ROUND_DELAY = 100

/** Lints once, then whenever files change, until Ctrl-C. */
export async function watchFiles({ args, settings, written, lint }: WatchOptions, io: WatchIo): Promise<void> {
  const { watch } = await import('chokidar')
  const named = new Set(args.filter((argument) => !isPattern(argument)).map((argument) => resolve(io.cwd, argument)))
  const ignored = new Set(written)
  const isSettings = (path: string) => isSettingsName(basename(path)) || settings.has(path)
  const isOfInterest = (path: string) =>
    named.has(path) || /\.jsonc?$/.test(path) || MAY_BE_OF_PROJECT.test(path) || isSettings(path)

  const changed = new Set<string>()
  let wake: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const note = (path: string) => {
    if (ignored.has(path) || !isOfInterest(path)) return
    changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => wake?.(), ROUND_DELAY)
  }
  const complain = (error: unknown) => {
    io.stderr.write(`integration-lint: cannot watch: ${messageOf(error)}\n`)
  }
  const paths = watchedPaths(args, io.cwd)
  const watcher = watch(paths, {
    ignoreInitial: true,
    ignored: (path, stats) =>
      ignored.has(path) ||
      /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) ||
      (stats?.isFile() === true && !isOfInterest(path)),
  })
  watcher.on('all', (_event, path) => note(path))
  watcher.on('error', complain)
  const folderWatchers = foldersOf(named, io.cwd).map((folder) =>
    watchNames(folder, (path) => {
      if (named.has(path) || isSettings(path)) note(path)
    }).on('error', complain),
  )
  // chokidar never emits `ready` when it watches no path.
  if (paths.length > 0) await new Promise<void>((ready) => watcher.once('ready', ready))

  let stopped = false
  const release = io.onInterrupt(() => {
    stopped = true
    wake?.()
  })
  try {
    for (let changes: FileChanges | undefined; !stopped; ) {
      if (io.stdout.isTerminal) io.stdout.write(CLEAR)
      await lint(changes)
      watcher.add([...settings])
      io.stderr.write('integration-lint: watching for changes; Ctrl-C ends.\n')
      while (changed.size === 0 && !stopped) {
        await new Promise<void>((next) => {
          wake = next
        })
      }
      wake = undefined
      const files = [...changed]
      changed.clear()
      changes = { files, everything: files.some(isSettings) }
    }
  } finally {
    release()
    clearTimeout(timer)
    for (const folderWatcher of folderWatchers) folderWatcher.close()
    await watcher.close()
  }
}

/** The existing paths among the arguments; for one that does not exist, chokidar would emit `ready` too early. */
function watchedPaths(args: readonly string[], cwd: string): string[] {
  return args.flatMap((argument) => {
    const path = resolve(cwd, argument)
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return path
    return isPattern(argument) ? patternFolder(argument, cwd) : []
  })
}

/** Folders in which a configuration, or a file that the user named, may be created. */
function foldersOf(named: ReadonlySet<string>, cwd: string): string[] {
  const folders = [cwd, ...[...named].map((path) => dirname(path))]
  return [...new Set(folders)].filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
}

function watchNames(folder: string, onChange: (path: string) => void): FSWatcher {
  return watchFolder(folder, (_event, name) => {
    if (name !== null) onChange(join(folder, name))
  })
}

/** The folder that contains all matches of a pattern. */
function patternFolder(pattern: string, cwd: string): string {
  const parts = pattern.split(/[\\/]/)
  const plain = parts.slice(
    0,
    parts.findIndex((part) => isPattern(part)),
  )
  const folder = resolve(cwd, plain.join(sep))
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : dirname(folder)
}
