import { type Command, operandsOf } from './command'
import type { RunArguments } from './vrl/run-script'

export const vrlCommand: Command = {
  group: { name: 'vrl', describe: 'Try a VRL script' },
  usage: 'run <script> [pointer]',
  describe: 'Run a script on a sample event and print its result as JSON',
  positionals: {
    script: {
      type: 'string',
      demandOption: true,
      describe: 'A .vrl file, - for standard input, or an integration document',
    },
    pointer: { type: 'string', describe: 'In a document: the JSON Pointer of the script' },
  },
  flags: {
    event: {
      alias: 'e',
      type: 'string',
      requiresArg: true,
      describe: 'A JSON file with the event, the request for instance; - for standard input',
    },
    'show-event': { type: 'boolean', describe: 'Print what the script made of the event, too' },
  },
  examples: [
    ['$0 vrl run extract.vrl --event request.json', ''],
    ['$0 vrl run integration.json /identifier/extractScript -e request.json', ''],
  ],
  async run(given, invocation) {
    const parsed = given as RunArguments
    const [script = ''] = operandsOf([parsed.script], invocation)
    const { runScript } = await import('./vrl/run-script')
    return runScript({ ...parsed, script }, invocation.io)
  },
}
