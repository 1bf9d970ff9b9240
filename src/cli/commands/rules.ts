import type { CommandModule } from 'yargs'
import type { CommandContext } from '../command'

export function rulesCommand({ io, run }: CommandContext): CommandModule<object, object> {
  return {
    command: 'rules',
    describe: 'List every rule',
    builder: (parser) =>
      parser
        .option('format', {
          alias: 'f',
          type: 'string',
          default: 'pretty',
          requiresArg: true,
          describe: 'pretty or json',
        })
        .option('config', { alias: 'c', string: true, describe: 'Read rules of its own from this configuration' }),
    handler: (parsed) =>
      run(async () =>
        (await import('../runs/rules')).listRules(Reflect.get(parsed, 'format'), Reflect.get(parsed, 'config'), io),
      ),
  }
}
