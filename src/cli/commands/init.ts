import type { CommandModule } from 'yargs'
import { PRESETS } from '../../rules/contract'
import type { CommandContext } from '../command'
import { HOOKS, SERVICES } from '../init/templates'
import type { InitArguments } from '../runs/init'

export function initCommand({ io, run }: CommandContext): CommandModule<object, object> {
  return {
    command: 'init',
    describe: 'Set up the check: configuration, commit hook, CI',
    builder: (parser) =>
      parser
        .option('yes', { alias: 'y', type: 'boolean', describe: 'Ask nothing; take what is usual' })
        .option('preset', { choices: PRESETS, requiresArg: true, describe: 'The rules to start with' })
        .option('hook', { choices: HOOKS, requiresArg: true, describe: 'What runs before a commit' })
        .option('ci', { choices: SERVICES, requiresArg: true, describe: 'Where CI runs' })
        .option('baseline', { type: 'boolean', describe: 'Accept the findings there are, so that only new ones count' })
        .example('$0 init', 'answer a few questions')
        .example('$0 init --yes --hook husky --ci gitlab', 'ask nothing'),
    handler: (given) => {
      const parsed = given as unknown as InitArguments
      run(async () => (await import('../runs/init')).init(parsed, io))
    },
  }
}
