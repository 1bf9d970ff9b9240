import { existsSync, type FSWatcher, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { FileChangeType, type FileEvent } from 'vscode-languageserver'
import { uriOf } from './convert'

/** The files that the client is asked to watch: settings, definitions, and the sources of projects. */
export const WATCHED_PATTERNS = ['**/*.{json,jsonc,vrl,ts,mts,cts,js,mjs,cjs,svg,md}', '**/.gitignore']

/** The delay between a change and its report, in milliseconds: editors save a file in several steps. */
const FOLDER_DELAY = 100

/**
 * Watches the folders of open files up to their roots, for a client that cannot watch files. Settings and the files of
 * projects are in these folders.
 */
export class FolderWatch {
  readonly #onChange: (changes: FileEvent[]) => void
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #changed = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(onChange: (changes: FileEvent[]) => void) {
    this.#onChange = onChange
  }

  /** Watches the folder of a file, and those above it up to `root`. */
  add(path: string, root: string): void {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      this.#watch(folder)
      if (folder === root || dirname(folder) === folder) return
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder) || !existsSync(folder)) return
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null) return
      this.#changed.add(join(folder, name))
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#report(), FOLDER_DELAY)
    })
    // The folder was deleted, so its watcher is removed.
    watcher.on('error', () => {
      watcher.close()
      this.#watchers.delete(folder)
    })
    this.#watchers.set(folder, watcher)
  }

  #report(): void {
    const changes = [...this.#changed].map(
      (path): FileEvent => ({
        uri: uriOf(path),
        type: existsSync(path) ? FileChangeType.Changed : FileChangeType.Deleted,
      }),
    )
    this.#changed.clear()
    this.#onChange(changes)
  }
}
