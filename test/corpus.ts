import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Real definitions, beside the checkout; they are read and never copied. */
export const CORPUS = resolve(__dirname, '../../shared/corpus')

/** The files of one half of the corpus. Throws, and says what is missing, where the corpus is absent. */
export function corpusFiles(half: 'create' | 'response'): { name: string; path: string; text: string }[] {
  const folder = join(CORPUS, half)
  if (!existsSync(folder)) throw new Error(`The corpus of real definitions is absent: expected at ${folder}`)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  if (files.length === 0) throw new Error(`The corpus of real definitions is empty: ${folder}`)
  return files.map((name) => ({ name, path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
}
