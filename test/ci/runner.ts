import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { CLI, ROOT } from '../cli/run'
import { type Answer, npmEnvironment, Repository, runProgram } from '../hooks/repository'

/**
 * A checked-out repository on a machine of a CI service. The tool of this very version is installed in it, so that
 * `npx integration-lint@VERSION` takes that one; it would ask the registry for any other.
 */
export class CheckedOut extends Repository {
  constructor(env: NodeJS.ProcessEnv = {}) {
    super()
    this.env = { ...npmEnvironment(), npm_config_offline: 'true', CI: 'true', ...env }
    mkdirSync(join(this.root, 'node_modules/.bin'), { recursive: true })
    mkdirSync(join(this.root, 'node_modules/integration-lint'))
    copyFileSync(join(ROOT, 'package.json'), join(this.root, 'node_modules/integration-lint/package.json'))
    symlinkSync(CLI, join(this.root, 'node_modules/.bin/integration-lint'))
    this.write({
      '.gitignore': 'node_modules/\n',
      'package.json': '{ "devDependencies": { "integration-lint": "*" } }\n',
    })
  }

  /** A script as CI services run it: stopped by the first command that fails. */
  shell(script: string, env: NodeJS.ProcessEnv = {}, cwd = this.root): Answer {
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
    return runProgram('bash', args, { cwd, env: { ...this.env, ...env } })
  }
}

/** The code blocks of a page in a language. */
export function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  )
}
