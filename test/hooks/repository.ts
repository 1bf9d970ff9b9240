import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../remote/harness'

export const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }\n`
export const FAULTY = GOOD.replace('"Acme"', `"${'T'.repeat(71)}"`)
export const PACKAGE = '{ "name": "acme", "version": "1.0.0", "scripts": {}, "dependencies": {} }\n'

/** Nothing of the machine's own: neither its git configuration nor that it may itself be a CI job. */
export const ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_COMMITTER_NAME: 'Author',
  GIT_COMMITTER_EMAIL: 'author@example.com',
  NO_COLOR: '1',
}

export interface Answer {
  status: number | null
  stdout: string
  stderr: string
  /** Both, as a terminal shows them. */
  output: string
}

/** Runs a program; one that is not there fails the test. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; stdin?: string },
): Answer {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: options.cwd,
    env: { ...ENVIRONMENT, ...options.env },
    input: options.stdin ?? '',
    encoding: 'utf8',
  })
  if (error !== undefined) throw new Error(`${program} cannot be run: ${error.message}. ".ci/install" installs it.`)
  return { status, stdout, stderr, output: stdout + stderr }
}

/** Runs the command in the process of the test, in a folder. */
export async function lintIn(
  cwd: string,
  args: readonly string[],
  { env, stdin = '' }: { env?: NodeJS.ProcessEnv; stdin?: string } = {},
): Promise<Answer> {
  const { status, stdout, stderr } = await run(args, {
    cwd: realpathSync(cwd),
    env: { ...ENVIRONMENT, ...env },
    stdin,
  })
  return { status, stdout, stderr, output: stdout + stderr }
}

/** A git repository in a temporary folder. */
export class Repository {
  readonly root: string
  env: NodeJS.ProcessEnv = {}

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), 'integration-lint-git-'))
    this.git('init', '--quiet', '--initial-branch', 'main')
  }

  write(files: Record<string, string | Uint8Array>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.root, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
  }

  /** @throws when git fails */
  git(...args: string[]): string {
    const { status, stdout, output } = this.run('git', args)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${output}`)
    return stdout
  }

  stage(files: Record<string, string | Uint8Array>): void {
    this.write(files)
    this.git('--literal-pathspecs', 'add', '--force', '--', ...Object.keys(files))
  }

  /** A commit through whatever hooks there are; whether it came about. */
  commit(message = 'Change'): Answer {
    return this.run('git', ['commit', '--quiet', '--message', message])
  }

  lint(...args: string[]): Promise<Answer> {
    return lintIn(this.root, args, { env: this.env })
  }

  run(program: string, args: readonly string[], cwd = this.root, stdin = ''): Answer {
    return runProgram(program, args, { cwd, env: this.env, stdin })
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** What npm needs of its surroundings to reach the registry; not what a script of npm's adds. */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const wanted =
    /^(?:(?:https?|no|all)_proxy|npm_config_(?:registry|cache|userconfig|cafile|\w*proxy|strict_ssl)|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+)$/i
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => wanted.test(name))),
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }
}
