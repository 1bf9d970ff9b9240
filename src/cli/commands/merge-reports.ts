import type { Argv, CommandModule } from 'yargs'
import { type CommandContext, operandsOf } from '../command'
import { reportingOptions } from '../judging'
import { pairOutputs } from '../outputs'
import type { MergeArguments } from '../runs/merge-reports'

export function mergeReportsCommand(context: CommandContext): CommandModule<object, object> {
  const { io, argv, run } = context
  return {
    command: 'merge-reports <reports..>',
    describe: 'Join JSON reports, such as those of the parts of a run, into one of any format',
    builder: (parser: Argv) =>
      reportingOptions(parser)
        .positional('reports', { type: 'string', array: true, describe: 'JSON reports, or - for standard input' })
        .example('$0 merge-reports part-*.json -f sarif -o all.sarif', 'join what the machines of a CI matrix found'),
    handler: (given) => {
      const parsed = given as unknown as MergeArguments
      run(async () => {
        const outputs = pairOutputs(argv)
        const { mergeReports } = await import('../runs/merge-reports')
        return mergeReports(operandsOf(parsed.reports, context), parsed, outputs, io)
      })
    },
  }
}
