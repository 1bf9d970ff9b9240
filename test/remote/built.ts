import { spawn } from 'node:child_process'
import { CLI } from '../cli/run'

interface Process {
  stdout: string
  stderr: string
  status: number | null
}

/** Runs the built command; `started` receives the process. */
export function runBuilt(
  args: readonly string[],
  env: Record<string, string>,
  flags: readonly string[] = [],
  started?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Process> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...flags, CLI, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
    const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] }
    child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk))
    child.on('error', fail)
    child.on('close', (status) =>
      done({
        status,
        stdout: Buffer.concat(chunks.stdout).toString(),
        stderr: Buffer.concat(chunks.stderr).toString(),
      }),
    )
    started?.((signal) => child.kill(signal))
  })
}
