import { readFileSync } from 'node:fs'
import type { CommandModule } from 'yargs'
import { didYouMean, listed, suggestion } from '../../findings/text'
import type { Kind } from '../../findings/types'
import { assetPath } from '../../runtime/assets'
import type { CommandContext } from '../command'
import { EXIT, usageError } from '../io'

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

export function schemaCommand({ io, run }: CommandContext): CommandModule<object, object> {
  return {
    command: 'schema [kind]',
    describe: 'Print a JSON Schema, complete in itself',
    builder: (parser) =>
      parser.positional('kind', { type: 'string', default: 'integration', describe: `One of ${SCHEMAS.join(', ')}` }),
    handler: (parsed) =>
      run(async () => {
        const name = String(Reflect.get(parsed, 'kind'))
        const file = Object.hasOwn(FILES, name) ? Reflect.get(FILES, name) : undefined
        if (file === undefined) {
          throw usageError(
            `Unknown kind ${JSON.stringify(name)}; there are schemas for ${listed(SCHEMAS, 'and')}.${suggestion(didYouMean(name, SCHEMAS))}`,
          )
        }
        io.stdout.write(readFileSync(assetPath(`schemas/${file}.schema.json`), 'utf8'))
        return EXIT.clean
      }),
  }
}
