import type { Argv, CommandModule } from 'yargs'
import { type CommandContext, operandsOf } from '../command'
import type { RunArguments } from '../runs/vrl'

export function vrlCommand(context: CommandContext): CommandModule<object, object> {
  return {
    command: 'vrl <command>',
    describe: 'Try a VRL script',
    builder: (parser) => parser.command(runCommand(context)).demandCommand(1, 'Name a command: "vrl run SCRIPT".'),
    handler: () => undefined,
  }
}

function runCommand(context: CommandContext): CommandModule<object, object> {
  return {
    command: 'run <script> [pointer]',
    describe: 'Run a script on a sample event and print its result as JSON',
    builder: (parser: Argv) =>
      parser
        .positional('script', {
          type: 'string',
          demandOption: true,
          describe: 'A .vrl file, - for standard input, or an integration document',
        })
        .positional('pointer', { type: 'string', describe: 'In a document: the JSON Pointer of the script' })
        .option('event', {
          alias: 'e',
          type: 'string',
          requiresArg: true,
          describe: 'A JSON file with the event, the request for instance; - for standard input',
        })
        .option('show-event', { type: 'boolean', describe: 'Print what the script made of the event, too' })
        .example('$0 vrl run extract.vrl --event request.json', '')
        .example('$0 vrl run integration.json /identifier/extractScript -e request.json', ''),
    handler: (given) => {
      const parsed = given as unknown as RunArguments
      const [script = ''] = operandsOf([parsed.script], context)
      context.run(async () => (await import('../runs/vrl')).runScript({ ...parsed, script }, context.io))
    },
  }
}
