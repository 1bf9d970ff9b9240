import { type Command, type Flags, operandsOf } from './command'
import { GROUPS, LINTING_FLAGS, NETWORK_FLAGS } from './flags'
import { pairOutputs } from './outputs'
import type { RemoteArguments } from './remote/arguments'

const text = (describe: string) => ({ type: 'string', requiresArg: true, group: GROUPS.requests, describe }) as const

const FLAGS = {
  ...LINTING_FLAGS,
  all: {
    type: 'boolean',
    group: GROUPS.requests,
    describe: 'Every integration of the workspace (with --public: of the hub)',
  },
  public: { type: 'boolean', group: GROUPS.requests, describe: "Use the hub's endpoints" },
  lists: { type: 'boolean', group: GROUPS.requests, describe: 'Check the pages of the list, too' },
  dev: { type: 'boolean', group: GROUPS.requests, describe: '--all: dev integrations only (--no-dev: none)' },
  name: text('--all: integrations of this name only'),
  version: text('--all: integrations of this version only, or latest'),
  visibility: {
    choices: ['public', 'private'],
    requiresArg: true,
    group: GROUPS.requests,
    describe: '--all: integrations of this visibility only',
  },
  'verification-status': {
    choices: ['unapproved', 'pending', 'approved', 'rejected'],
    requiresArg: true,
    group: GROUPS.requests,
    describe: '--all: integrations of this verification status only',
  },
  save: text('Save each answer as it was received, as DIR/NAME@VERSION.json'),
  drift: { type: 'boolean', group: GROUPS.requests, describe: 'Summarise how the answers differ from the schemas' },
  'server-validate': text('Send a create or update body to the API for validation, and check it locally, too'),
  url: text('Check the answer of any URL'),
  header: {
    type: 'string',
    array: true,
    nargs: 1,
    group: GROUPS.requests,
    describe: "--url: send a header, 'Name: value'; $VARIABLE is taken from the environment",
  },
  ...NETWORK_FLAGS,
} as const satisfies Flags

export const remoteCommand: Command = {
  usage: 'remote [integrations..]',
  describe: 'Fetch integrations from the Botpress API and check the answers',
  // `--version` is a filter of the list.
  hasOwnVersion: true,
  positionals: { integrations: { type: 'string', array: true, describe: 'IDs, or NAME[@VERSION]' } },
  flags: FLAGS,
  examples: [
    ['$0 remote acme/crm@1.2.0', 'check one integration as it is deployed'],
    ['$0 remote --all --drift', 'check the whole workspace, and the API itself'],
    ['$0 remote --public slack@latest', 'check an integration of the hub'],
    ['$0 remote --all --save deployed/', 'save what is deployed'],
    ['bp read --json > body.json && $0 remote --server-validate body.json', 'let the API validate the body, too'],
  ],
  async run(given, invocation) {
    const parsed = given as RemoteArguments
    // Network code is loaded only for this command.
    const { remote } = await import('./remote/remote')
    const [body] = parsed.serverValidate === undefined ? [] : operandsOf([parsed.serverValidate], { operands: [] })
    return remote(
      operandsOf(parsed.integrations, invocation),
      body === undefined ? parsed : { ...parsed, serverValidate: body },
      pairOutputs(invocation.argv),
      invocation,
    )
  },
}
