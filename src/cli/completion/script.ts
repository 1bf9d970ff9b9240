import { RULES } from '../../rules/index.generated'
import { RULE_LEVELS } from '../../settings/configuration'
import type { Command } from '../command'
import { bashScript } from './bash'
import { fishScript } from './fish'
import type { CompletedCommand, CompletedFlag, Completion, Values } from './types'
import { zshScript } from './zsh'

/** Operands for which a shell can offer nothing: neither files nor words of a list. */
const FREE_OPERANDS: ReadonlySet<string> = new Set(['integrations', 'pointer'])

/** Flags of every command. */
const COMMON_FLAGS: readonly CompletedFlag[] = [
  { names: ['--color'], describe: 'Colour the output', values: undefined },
  { names: ['--no-color'], describe: 'Never colour the output', values: undefined },
  { names: ['--help', '-h'], describe: 'Show help', values: undefined },
  { names: ['--version'], describe: 'Show the version', values: undefined },
]

/** The script of a shell. It contains all commands, flags and words, so completing does not run the tool. */
export function completionScript(shell: 'bash' | 'zsh' | 'fish', commands: readonly Command[]): string {
  const completion: Completion = {
    commands: [...commands.map(completedCommand), ...wordsWithoutTable(commands)],
    rules: RULES.map(({ id }) => id).sort(),
    levels: RULE_LEVELS,
  }
  switch (shell) {
    case 'bash':
      return bashScript(completion)
    case 'zsh':
      return zshScript(completion)
    case 'fish':
      return fishScript(completion)
  }
}

/** The commands `help` and `version`, which have no table, since they are flags in disguise. */
function wordsWithoutTable(commands: readonly Command[]): CompletedCommand[] {
  const names = new Set(commands.map((command) => completedCommand(command).words[0] ?? ''))
  return [
    { words: ['help'], describe: 'Show the help of the tool or of a command', flags: [], operands: [...names] },
    { words: ['version'], describe: 'Show the version', flags: [], operands: 'nothing' },
  ]
}

function completedCommand({
  usage,
  describe,
  group,
  positionals = {},
  flags,
  hasOwnVersion,
}: Command): CompletedCommand {
  const line = typeof usage === 'string' ? usage : (usage.at(-1) ?? '')
  const words = `${group === undefined ? '' : `${group.name} `}${line}`.split(' ').filter((word) => !/^[<[]/.test(word))
  const own = Object.entries(flags).flatMap(([name, flag]) => completedFlags(name, flag))
  const common = COMMON_FLAGS.filter(({ names }) => !(hasOwnVersion === true && names.includes('--version')))
  const operands = Object.entries(positionals).map(([name, { choices }]) => completedValues(name, choices))
  return { words, describe, flags: [...own, ...common], operands: operands[0] ?? 'nothing' }
}

function completedFlags(name: string, flag: Command['flags'][string]): CompletedFlag[] {
  const { alias = [], describe = '', type, string, choices } = flag
  const names = [`--${name}`, ...[alias].flat().map((short) => `-${short}`)]
  const takesValue = type === 'string' || string === true || choices !== undefined
  const values = name === 'rule' ? 'rule-settings' : completedValues(name, choices)
  const completed = { names, describe, values: takesValue ? values : undefined }
  const off = `--no-${name}`
  return describe.includes(off) ? [completed, { names: [off], describe, values: undefined }] : [completed]
}

function completedValues(name: string, choices: Command['flags'][string]['choices']): Values {
  if (choices !== undefined) return choices.map(String)
  if (name === 'rule') return RULES.map(({ id }) => id).sort()
  return FREE_OPERANDS.has(name) ? 'nothing' : 'files'
}
