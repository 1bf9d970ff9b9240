import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const VARIABLE = 'INTEGRATION_LINT_CORPUS'

export interface CorpusFile {
  name: string
  path: string
  text: string
}

/**
 * The definitions in one half of the corpus, a folder outside of the repository: that of the environment variable
 * INTEGRATION_LINT_CORPUS, or ../shared/corpus. Its folder `create` holds create bodies, `response` answers of the API.
 * The files are read, never copied. Throws where the corpus is missing, so that no suite passes without it.
 */
export function corpusFiles(half: 'create' | 'response'): CorpusFile[] {
  const corpus = resolve(process.env[VARIABLE] ?? join(__dirname, '../../../shared/corpus'))
  const folder = join(corpus, half)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  if (names.length === 0)
    throw new Error(`The corpus is missing: ${folder} has no definitions. Set ${VARIABLE} to the corpus's folder.`)
  return names.map((name) => ({ name, path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
}
