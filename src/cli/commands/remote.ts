import type { Argv, CommandModule } from 'yargs'
import { type CommandContext, operandsOf } from '../command'
import { type JudgingArguments, judgingOptions } from '../judging'
import { pairOutputs } from '../outputs'
import { type SuppressingArguments, suppressingOptions } from '../suppressing'

export interface RemoteArguments extends JudgingArguments, SuppressingArguments {
  integrations?: string[]
  all?: boolean
  public?: boolean
  lists?: boolean
  dev?: boolean
  name?: string
  version?: string
  visibility?: string
  verificationStatus?: string
  save?: string
  drift?: boolean
  serverValidate?: string
  url?: string
  header?: string | string[]
  profile?: string
  tokenStdin?: boolean
  workspaceId?: string
  apiUrl?: string
  timeout: string
  retries: string
  concurrency: string
  maxSize: string
  ca?: string
}

export function remoteCommand(context: CommandContext): CommandModule<object, object> {
  const { io, argv, run } = context
  return {
    command: 'remote [integrations..]',
    describe: 'Fetch integrations from the Botpress API and check the answers',
    builder: options,
    handler: (given) => {
      const parsed = given as unknown as RemoteArguments
      run(async () => {
        // Nothing of the network is loaded for any other command.
        const { remote } = await import('../remote/remote')
        const [body] = parsed.serverValidate === undefined ? [] : operandsOf([parsed.serverValidate], { operands: [] })
        const integrations = operandsOf(parsed.integrations, context)
        return remote(
          integrations,
          body === undefined ? parsed : { ...parsed, serverValidate: body },
          pairOutputs(argv),
          io,
        )
      })
    },
  }
}

function options(parser: Argv): Argv {
  const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const
  return (
    suppressingOptions(judgingOptions(parser))
      // The list has a filter of this name; the tool's own version is told by `integration-lint --version`.
      .version(false)
      .positional('integrations', { type: 'string', array: true, describe: 'IDs, or NAME[@VERSION]' })
      .option('all', { type: 'boolean', describe: 'Every integration of the workspace (with --public: of the hub)' })
      .option('public', { type: 'boolean', describe: "Use the hub's endpoints" })
      .option('lists', { type: 'boolean', describe: 'Check the answers of the list, too' })
      .option('dev', { type: 'boolean', describe: '--all: dev integrations only (--no-dev: none)' })
      .option('name', text('--all: of this name'))
      .option('version', text('--all: of this version, or latest'))
      .option('visibility', {
        choices: ['public', 'private'],
        requiresArg: true,
        describe: '--all: of this visibility',
      })
      .option('verification-status', {
        choices: ['unapproved', 'pending', 'approved', 'rejected'],
        requiresArg: true,
        describe: '--all: of this verification status',
      })
      .option('save', text('Keep each answer as it was received, as DIR/NAME@VERSION.json'))
      .option('drift', { type: 'boolean', describe: 'Sum up what the API does differently from the schemas' })
      .option('server-validate', text('Have the API validate a create or update body, and check it here as well'))
      .option('url', text('Check what any URL answers'))
      .option('header', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: "--url: send a header, 'Name: value'; $VARIABLE is taken from the environment",
      })
      .option('profile', text('The profile of `bp` to use'))
      .option('token-stdin', { type: 'boolean', describe: 'Read the token from standard input' })
      .option('workspace-id', text('The workspace (else BP_WORKSPACE_ID, or the login of `bp`)'))
      .option('api-url', text('The API (else BP_API_URL, or the login of `bp`)'))
      .option('timeout', { ...text('Time for one request: 30 or 30s, 1500ms, 2m'), default: '30' })
      .option('retries', {
        ...text('How often a request is repeated after 429, 5xx or a lost connection'),
        default: '3',
      })
      .option('concurrency', { ...text('Requests at the same time'), default: '4' })
      .option('max-size', { ...text('Largest answer that is read, in MB'), default: '32' })
      .option('ca', text('Trust the certificate authorities in this PEM file, too'))
      .example('$0 remote acme/crm@1.2.0', 'check one integration as it is deployed')
      .example('$0 remote --all --drift', 'check the whole workspace, and the API itself')
      .example('$0 remote --public slack@latest', 'check one of the hub')
      .example('$0 remote --all --save deployed/', 'keep what is deployed')
      .example(
        'bp read --json > body.json && $0 remote --server-validate body.json',
        "ask the server's opinion as well",
      )
  )
}
