import { PRESETS } from '../rules/contract'
import type { Command } from './command'
import type { InitArguments } from './init/set-up'
import { HOOKS, SERVICES } from './init/templates'

export const initCommand: Command = {
  usage: 'init',
  describe: 'Set up the check: configuration, commit hook, CI',
  flags: {
    yes: { alias: 'y', type: 'boolean', describe: 'Ask nothing; use the defaults' },
    preset: { choices: PRESETS, requiresArg: true, describe: 'The rules to start with' },
    hook: { choices: HOOKS, requiresArg: true, describe: 'What runs before a commit' },
    ci: { choices: SERVICES, requiresArg: true, describe: 'Where CI runs' },
    baseline: {
      type: 'boolean',
      describe: 'Accept the present findings in a baseline, so that only new findings are reported',
    },
  },
  examples: [
    ['$0 init', 'answer a few questions'],
    ['$0 init --yes --hook husky --ci gitlab', 'ask nothing'],
  ],
  async run(given, { io }) {
    const { setUp } = await import('./init/set-up')
    return setUp(given as InitArguments, io)
  },
}
