import { readFileSync } from 'node:fs'
import type { CommandModule } from 'yargs'
import { didYouMean, listed, suggestion } from '../../findings/text'
import { KINDS } from '../../findings/types'
import { assetPath } from '../../sources/assets'
import { UsageError } from '../io'
import { type CommandContext, EXIT } from '../main'

const SCHEMAS = [...KINDS, 'config', 'report'] as const

export function schemaCommand({ io, run }: CommandContext): CommandModule<object, object> {
  return {
    command: 'schema [kind]',
    describe: 'Print a JSON Schema, complete in itself',
    builder: (parser) =>
      parser.positional('kind', { type: 'string', default: 'integration', describe: `One of ${SCHEMAS.join(', ')}` }),
    handler: (parsed) =>
      run(async () => {
        const name = String(Reflect.get(parsed, 'kind'))
        if (!SCHEMAS.some((known) => known === name)) {
          throw new UsageError(
            `Unknown kind ${JSON.stringify(name)}; there are schemas for ${listed(SCHEMAS, 'and')}.${suggestion(didYouMean(name, SCHEMAS))}`,
          )
        }
        io.stdout.write(readFileSync(assetPath(`schemas/${name}.json`), 'utf8'))
        return EXIT.clean
      }),
  }
}
