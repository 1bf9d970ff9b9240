import { type Command, operandsOf } from './command'
import { EXEC_FLAG, GIT_FLAGS, IGNORE_UNEVALUATED_FLAG, LINTING_FLAGS, WATCH_FLAG } from './flags'
import { usageError } from './io'
import type { LintArguments } from './lint'
import type { RunArguments } from './vrl/run-script'
import type { TestArguments } from './vrl/test-scripts'

const group = { name: 'vrl', describe: 'Check, run and test VRL scripts' } as const

const checkCommand: Command = {
  group,
  usage: 'check [files..]',
  describe: 'Check scripts: .vrl files, and those in integration documents',
  positionals: {
    files: { type: 'string', array: true, describe: 'Files, directories, patterns, or - for standard input' },
  },
  flags: {
    ...LINTING_FLAGS,
    ...GIT_FLAGS,
    exec: EXEC_FLAG,
    'ignore-unevaluated': IGNORE_UNEVALUATED_FLAG,
    watch: WATCH_FLAG,
    'stdin-filename': {
      type: 'string',
      requiresArg: true,
      describe: 'The name of standard input in the report, which also determines the type of the script',
    },
    'error-on-unmatched-pattern': {
      type: 'boolean',
      default: true,
      describe: 'Exit with 2 when an argument matches nothing (--no-error-on-unmatched-pattern: do not)',
    },
  },
  examples: [
    ['$0 vrl check extract.vrl', ''],
    ['$0 vrl check .', 'every script below a folder'],
  ],
  async run(given, invocation) {
    const parsed = given as LintArguments
    const files = operandsOf(parsed.files, invocation)
    const { lint } = await import('./lint')
    const isByGit = parsed.staged === true || parsed.changed === true
    if (parsed.stdinFilename !== undefined && files.length === 0)
      throw usageError('--stdin-filename needs - as the file: vrl check - --stdin-filename extract.vrl')
    return lint(files.length === 0 && !isByGit ? ['.'] : files, { ...parsed, scriptsOnly: true }, invocation)
  },
}

const runCommand: Command = {
  group,
  usage: 'run <script> [pointer]',
  describe: 'Run a script on a sample event and print its result as JSON',
  positionals: {
    script: {
      type: 'string',
      demandOption: true,
      describe: 'A .vrl file, - for standard input, an integration document, or the folder of a project',
    },
    pointer: { type: 'string', describe: 'In a document or a project: the JSON Pointer of the script' },
  },
  flags: {
    event: {
      alias: 'e',
      type: 'string',
      requiresArg: true,
      describe: 'A JSON file with the event, the request for instance; - for standard input',
    },
    method: { type: 'string', requiresArg: true, describe: 'The method of the request' },
    path: { type: 'string', requiresArg: true, describe: 'The path of the request' },
    query: { type: 'string', requiresArg: true, describe: 'The query, without a question mark' },
    header: { type: 'string', array: true, nargs: 1, describe: 'A header, as "name: value"; may be repeated' },
    body: { type: 'string', requiresArg: true, describe: 'The body of the request' },
    secret: { type: 'string', array: true, nargs: 1, describe: 'A secret, as NAME=value; may be repeated' },
    'show-event': { type: 'boolean', describe: 'Also print the event as the script changed it' },
    trace: { type: 'boolean', describe: 'Print the result of each statement' },
  },
  examples: [
    ['$0 vrl run extract.vrl --event request.json', ''],
    [`$0 vrl run extract.vrl --body '{"id":"T1"}' --trace`, ''],
    ['$0 vrl run integration.json /identifier/extractScript -e request.json', ''],
    ['$0 vrl run . /identifier/extractScript -e request.json', 'a script of the project in this folder'],
  ],
  async run(given, invocation) {
    const parsed = given as RunArguments
    const [script = ''] = operandsOf([parsed.script], invocation)
    const [event] = parsed.event === undefined ? [] : operandsOf([parsed.event], { operands: [] })
    const { runScript } = await import('./vrl/run-script')
    return runScript({ ...parsed, script, ...(event === undefined ? {} : { event }) }, invocation.io)
  },
}

const testCommand: Command = {
  group,
  usage: 'test [files..]',
  describe: 'Run the test cases beside scripts: extract.vrl.test.json tests extract.vrl',
  positionals: {
    files: { type: 'string', array: true, describe: 'Scripts, files of cases, directories or patterns' },
  },
  flags: {
    format: {
      alias: 'f',
      choices: ['pretty', 'json', 'junit'],
      requiresArg: true,
      describe: 'How to print the results',
    },
    update: {
      alias: 'u',
      type: 'boolean',
      describe: 'Replace the expected results of failed cases by the current ones',
    },
    watch: { alias: 'w', type: 'boolean', describe: 'Test again whenever files change, until Ctrl-C' },
    'error-on-unmatched-pattern': {
      type: 'boolean',
      default: true,
      describe: 'Exit with 2 when there are no cases (--no-error-on-unmatched-pattern: do not)',
    },
  },
  examples: [
    ['$0 vrl test', 'every case below the current folder'],
    ['$0 vrl test extract.vrl --update', ''],
  ],
  async run(given, invocation) {
    const parsed = given as TestArguments
    const { testScripts } = await import('./vrl/test-scripts')
    return testScripts(operandsOf(parsed.files, invocation), parsed, invocation.io)
  },
}

const samplesCommand: Command = {
  group,
  usage: 'samples [name]',
  describe: 'List sample events of common providers, or print one',
  positionals: { name: { type: 'string', describe: 'The event to print' } },
  flags: {},
  examples: [['$0 vrl samples slack-event | $0 vrl run extract.vrl -e -', '']],
  async run(given, { io }) {
    const { name } = given as { name?: string }
    const { printSamples } = await import('./vrl/print-samples')
    return printSamples(name, io)
  },
}

export const vrlCommands: readonly Command[] = [checkCommand, runCommand, testCommand, samplesCommand]
