import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type RunOptions, type RunResult, run } from '../remote/harness'

/** A folder of its own for each test, and the command run in it, in this process: starting one takes longer than most runs. */
export interface Folder {
  path(name: string): string
  write(files: Readonly<Record<string, string>>): void
  read(name: string): string
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>
}

/** To be called once at the top of a test file. */
export function useFolder(): Folder {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'integration-lint-cli-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  return {
    path,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true })
        writeFileSync(path(name), content)
      }
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    run: (args, options) => run(args, { ...options, cwd: options?.cwd ?? folder }),
  }
}
