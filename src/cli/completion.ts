import { basename } from 'node:path'
import { listed } from '../findings/text'
import type { Command } from './command'
import { EXIT, usageError } from './io'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** @param commands all other commands, from whose tables the scripts are generated */
export function completionCommand(commands: readonly Command[]): Command {
  return {
    usage: 'completion [shell]',
    describe: 'Print a script that lets a shell complete commands, flags and rules',
    positionals: { shell: { choices: SHELLS, describe: 'The shell (default: that of $SHELL)' } },
    flags: {},
    examples: [
      ['source <($0 completion bash)', 'in ~/.bashrc; zsh: in ~/.zshrc, with zsh'],
      ['$0 completion fish | source', 'in ~/.config/fish/config.fish'],
    ],
    async run(given, { io }) {
      const { shell = shellOf(io.env.SHELL) } = given as { shell?: Shell }
      const { completionScript } = await import('./completion/script')
      io.stdout.write(completionScript(shell, [...commands, completionCommand(commands)]))
      return EXIT.clean
    },
  }
}

function shellOf(path: string | undefined): Shell {
  const name = path === undefined ? '' : basename(path)
  const shell = SHELLS.find((candidate) => candidate === name)
  if (shell !== undefined) return shell
  throw usageError(
    `Name the shell: ${listed(SHELLS)}. $SHELL is ${path === undefined || path === '' ? 'not set' : JSON.stringify(path)}.`,
  )
}
