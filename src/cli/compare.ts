import { type Command, type Flags, operandsOf } from './command'
import type { CompareArguments } from './compare/arguments'
import { EXEC_FLAG, FORBID_BREAKING_FLAG, GROUPS, LINTING_FLAGS, NETWORK_FLAGS } from './flags'

const FLAGS = {
  ...LINTING_FLAGS,
  'forbid-breaking': FORBID_BREAKING_FLAG,
  suggest: {
    type: 'boolean',
    group: GROUPS.versions,
    describe: 'Print only the suggested version',
  },
  fix: {
    type: 'boolean',
    group: GROUPS.versions,
    describe: 'Write the suggested version into NEW, a JSON file, and change nothing else',
  },
  exec: EXEC_FLAG,
  ...NETWORK_FLAGS,
} as const satisfies Flags

const SIDE = 'a file, a project, git:REF:PATH, remote:NAME@VERSION, remote:ID, or - for standard input'

export const compareCommand: Command = {
  usage: 'compare <old> <new>',
  describe: 'Compare two versions of a definition: what breaks, and which version number it requires',
  positionals: {
    old: { type: 'string', describe: `The old version: ${SIDE}` },
    new: { type: 'string', describe: 'The new version: one of the same' },
  },
  flags: FLAGS,
  examples: [
    ['$0 compare desk-1.0.2.json desk-1.1.0.json', 'what has changed, and what breaks'],
    ['$0 compare git:main:./integration.json integration.json', 'the changes since a git revision'],
    ['$0 compare remote:acme/desk@latest . --suggest', 'the version to publish next'],
    ['$0 compare old.json new.json -f markdown', 'a changelog for release notes'],
  ],
  async run(given, invocation) {
    const parsed = given as CompareArguments
    const { compare } = await import('./compare/compare')
    return compare(operandsOf([parsed.old ?? '', parsed.new ?? ''], { operands: [] }), parsed, invocation)
  },
}
