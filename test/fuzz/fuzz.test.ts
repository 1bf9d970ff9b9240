import { resolve } from 'node:path'
import { fuzz } from './run'
import { seedsFrom } from './seeds'

// `fuzz.system.test.ts` lints eight times as many, and `npm run fuzz` as many as one likes, with another seed each time.
test('250 mutated documents: nothing crashes, every finding has its place, linting again finds the same', async () => {
  let linted = 0
  await fuzz({
    documents: 250,
    seed: 20_240_229,
    seeds: seedsFrom(resolve(__dirname, '../../fixtures'), 8000),
    onDocument: () => {
      linted += 1
    },
  })
  expect(linted).toBe(225)
}, 300_000)
