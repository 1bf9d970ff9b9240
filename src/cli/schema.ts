import { readFileSync } from 'node:fs'
import type { Kind } from '../findings/types'
import { assetPath } from '../runtime/assets'
import type { Command } from './command'
import { EXIT } from './io'

const FILES = {
  integration: 'integration',
  'public-integration': 'public-integration',
  'integration-list': 'integration-list',
  'create-body': 'create-integration',
  'update-body': 'update-integration',
  config: 'config',
  report: 'report',
  baseline: 'baseline',
} as const satisfies Record<Kind | 'config' | 'report' | 'baseline', string>

export const schemaCommand: Command = {
  usage: 'schema [kind]',
  describe: 'Print a JSON Schema, complete in itself',
  positionals: {
    kind: { choices: Object.keys(FILES), default: 'integration', describe: 'Of what' },
  },
  flags: {},
  async run(given, { io }) {
    const { kind } = given as { kind: keyof typeof FILES }
    io.stdout.write(readFileSync(assetPath(`schemas/${FILES[kind]}.schema.json`), 'utf8'))
    return EXIT.clean
  },
}
