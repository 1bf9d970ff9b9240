import type { CommandModule } from 'yargs'
import type { CommandContext } from '../command'

export function explainCommand({ io, run }: CommandContext): CommandModule<object, object> {
  return {
    command: 'explain <rule>',
    describe: 'Say why a rule is there, with examples',
    builder: (parser) =>
      parser
        .positional('rule', { type: 'string', demandOption: true, describe: 'The id of a rule' })
        .option('config', { alias: 'c', string: true, describe: 'Read rules of its own from this configuration' }),
    handler: (parsed) =>
      run(async () =>
        (await import('../runs/explain')).explain(Reflect.get(parsed, 'rule'), Reflect.get(parsed, 'config'), io),
      ),
  }
}
