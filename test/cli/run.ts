import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

export const ROOT = resolve(__dirname, '../..')
export const CLI = join(ROOT, 'dist/cli.js')

export interface RunOptions {
  cwd?: string
  stdin?: string | Uint8Array
  env?: Record<string, string | undefined>
}

export interface RunResult {
  stdout: string
  stderr: string
  status: number | null
}

/** Runs the built command as a user does. */
export function run(args: readonly string[], { cwd = ROOT, stdin, env }: RunOptions = {}): Promise<RunResult> {
  const plain = {
    ...process.env,
    CI: undefined,
    GITHUB_ACTIONS: undefined,
    FORCE_COLOR: undefined,
    NO_COLOR: undefined,
  }
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...plain, ...env } as NodeJS.ProcessEnv })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  return resultOf(child)
}

/** What a process writes, and its exit status. */
export function resultOf(child: ChildProcessWithoutNullStreams): Promise<RunResult> {
  return new Promise((done, fail) => {
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', fail)
    child.on('close', (status) => done({ stdout, stderr, status }))
  })
}
