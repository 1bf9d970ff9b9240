import type { Argv, CommandModule } from 'yargs'
import { type CommandContext, operandsOf } from '../command'
import { judgingOptions } from '../judging'
import { pairOutputs } from '../outputs'
import type { LintArguments } from '../runs/lint'
import { suppressingOptions } from '../suppressing'

export function lintCommand(context: CommandContext): CommandModule<object, object> {
  const { io, argv, run } = context
  return {
    command: ['$0 [files..]', 'lint [files..]'],
    describe: 'Check integration documents',
    builder: options,
    handler: (given) => {
      const parsed = given as unknown as LintArguments
      run(async () => {
        const outputs = pairOutputs(argv)
        const { lint } = await import('../runs/lint')
        return lint(operandsOf(parsed.files, context), parsed, outputs, io)
      })
    },
  }
}

function options(parser: Argv): Argv {
  return suppressingOptions(judgingOptions(parser))
    .positional('files', {
      type: 'string',
      array: true,
      describe: 'Files, directories, patterns, or - for standard input',
    })
    .option('print-config', {
      type: 'string',
      requiresArg: true,
      describe: 'Print the configuration that holds for a file',
    })
    .option('stdin-filename', {
      type: 'string',
      requiresArg: true,
      describe: 'What to call standard input in the report',
    })
    .option('staged', {
      type: 'boolean',
      describe: 'Check what is staged in git, as the next commit would hold it',
    })
    .option('changed', {
      type: 'boolean',
      describe: 'Check the files that git says have changed since the last commit',
    })
    .option('since', {
      type: 'string',
      requiresArg: true,
      describe: 'With --changed: since the branch left this revision, such as origin/main',
    })
    .option('ignore-unknown', {
      type: 'boolean',
      describe: 'Skip named files that are no integration documents, for hooks that name every JSON file',
    })
    .option('shard', {
      type: 'string',
      requiresArg: true,
      describe: 'Check one part of the files only, such as 1/4; merge-reports joins the JSON reports',
    })
    .option('cache', {
      type: 'boolean',
      describe: 'Remember clean files, and do not judge them again while nothing changes',
    })
    .option('cache-location', { type: 'string', requiresArg: true, describe: 'The folder of the cache' })
    .option('watch', { alias: 'w', type: 'boolean', describe: 'Check again whenever files change, until Ctrl-C' })
    .option('error-on-unmatched-pattern', {
      type: 'boolean',
      default: true,
      describe: 'Exit with 2 when an argument matches nothing (--no-error-on-unmatched-pattern: do not)',
    })
    .example('$0 definitions/', 'check every definition below a folder')
    .example('$0 integration.json --format json', 'the report for machines')
    .example('bp read --json | $0 -', 'check what would be deployed')
    .example("$0 '**/*.json' --fail-on warning", 'a strict check in CI')
    .example('$0 --staged', 'what the next commit would hold, in a hook')
    .example('$0 --changed --since origin/main', 'what a branch has changed')
    .example('$0 . -f sarif -o out.sarif -f pretty', 'two reports at once')
}
