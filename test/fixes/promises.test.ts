import { resolve } from 'node:path'
import fc from 'fast-check'
import { RULES } from '../../src/rules/index.generated'
import { fuzzedTexts } from '../fuzz/mutator'
import { seedsFrom } from '../fuzz/seeds'
import { brokenPromises } from './harness'

const SEEDS = seedsFrom(resolve(__dirname, '../../fixtures'), 8000)

// What each fix promises is written down in `brokenPromises`.
describe('every fix keeps its promises', () => {
  test('in the fixtures and the examples of all rules', async () => {
    const broken: string[] = []
    for (const text of SEEDS) broken.push(...(await brokenPromises(text, { name: 'a.jsonc' })))
    expect(broken).toEqual([])
  })

  test('in the examples of rules that no preset has on, with their options', async () => {
    const broken: string[] = []
    for (const { id, severity, fix, presets, examples } of RULES) {
      if (fix === undefined || presets.strict !== undefined) continue
      for (const { document, as } of examples.bad) {
        const text = typeof document === 'string' ? document : JSON.stringify(document)
        broken.push(...(await brokenPromises(text, { as, rules: [`${id}:${severity}`] })))
      }
    }
    expect(broken).toEqual([])
  })

  test('in mutated documents', async () => {
    await fc.assert(
      fc.asyncProperty(fuzzedTexts(SEEDS), async ({ bytes, comments }) => {
        expect(await brokenPromises(bytes, { name: comments ? 'a.jsonc' : 'a.json' })).toEqual([])
      }),
      { numRuns: 120, seed: 20_261_126 },
    )
  })
})
