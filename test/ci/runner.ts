import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../cli/run'
import { type Answer, npmEnvironment, Repository, runProgram } from '../hooks/repository'
import { installPacked } from '../packed'

/** A checked-out repository on a machine of a CI service. */
export class CiRepository extends Repository {
  constructor(env: NodeJS.ProcessEnv = {}) {
    super()
    this.env = { ...npmEnvironment(), npm_config_offline: 'true', CI: 'true', ...env }
  }

  /** A script as CI services run it: stopped by the first command that fails. */
  shell(script: string, env: NodeJS.ProcessEnv = {}, cwd = this.root): Answer {
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
    return runProgram('bash', args, { cwd, env: { ...this.env, ...env } })
  }
}

/** One with the packed tool as its development dependency, which `npm ci` installs without the network. */
export class CheckedOut extends CiRepository {
  constructor(env: NodeJS.ProcessEnv = {}) {
    super(env)
    installPacked(this.root)
    this.write({ '.gitignore': 'node_modules/\n' })
  }
}

/** The code blocks of a page in a language. */
export function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  )
}
