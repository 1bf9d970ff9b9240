import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RULES } from '../../src/rules/index.generated'

/**
 * The fixtures, the examples of all rules, and the definitions of a further folder where there is one.
 *
 * @param longest characters of a seed: large ones slow the search down and seldom teach what smaller ones do not
 */
export function seedsFrom(fixtures: string, longest: number, further?: string): string[] {
  const files = ['valid', 'invalid'].flatMap((folder) => textsIn(join(fixtures, folder)))
  if (files.length < 9) throw new Error(`There are only ${files.length} fixtures in ${fixtures}.`)
  const examples = RULES.flatMap(({ examples: { bad, good } }) => [...bad, ...good]).map(({ document }) =>
    typeof document === 'string' ? document : JSON.stringify(document, null, 2),
  )
  const more = further === undefined ? [] : ['create', 'response'].flatMap((folder) => textsIn(join(further, folder)))
  return [...files, ...examples, ...more].filter((text) => text.length <= longest)
}

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.jsonc?$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}
