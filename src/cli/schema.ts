import { readFileSync } from 'node:fs'
import { didYouMean, listed, suggestion } from '../findings/text'
import type { Kind } from '../findings/types'
import { assetPath } from '../runtime/assets'
import type { Command } from './command'
import { EXIT, usageError } from './io'

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

const SCHEMAS = Object.keys(FILES)

export const schemaCommand: Command = {
  usage: 'schema [kind]',
  describe: 'Print a JSON Schema, complete in itself',
  positionals: {
    kind: { type: 'string', default: 'integration', describe: `One of ${SCHEMAS.join(', ')}` },
  },
  flags: {},
  async run(given, { io }) {
    const { kind } = given as { kind: string }
    const file = Object.hasOwn(FILES, kind) ? Reflect.get(FILES, kind) : undefined
    if (file === undefined) {
      throw usageError(
        `Unknown kind ${JSON.stringify(kind)}; there are schemas for ${listed(SCHEMAS, 'and')}.${suggestion(didYouMean(kind, SCHEMAS))}`,
      )
    }
    io.stdout.write(readFileSync(assetPath(`schemas/${file}.schema.json`), 'utf8'))
    return EXIT.clean
  },
}
