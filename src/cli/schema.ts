import { readFileSync } from 'node:fs'
import { KIND_FACTS } from '../document/kinds'
import { KINDS } from '../findings/types'
import { assetPath } from '../runtime/assets'
import type { Command } from './command'
import { EXIT } from './io'

const OWN_FILES = ['config', 'report', 'baseline', 'comparison']

/** The file in schemas/ for each argument of `schema`. */
const FILE_OF_ARGUMENT = new Map([
  ...KINDS.map((kind) => [kind, KIND_FACTS[kind].schema] as const),
  ...OWN_FILES.map((name) => [name, name] as const),
])

export const schemaCommand: Command = {
  usage: 'schema [kind]',
  describe: 'Print a self-contained JSON Schema',
  positionals: {
    kind: { choices: [...FILE_OF_ARGUMENT.keys()], default: 'integration', describe: 'The kind of document or file' },
  },
  flags: {},
  async run(given, { io }) {
    const { kind } = given as { kind: string }
    io.stdout.write(readFileSync(assetPath(`schemas/${FILE_OF_ARGUMENT.get(kind)}.schema.json`), 'utf8'))
    return EXIT.clean
  },
}
