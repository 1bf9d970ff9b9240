import { resolve } from 'node:path'
import { fuzz } from './run'
import { seedsFrom } from './seeds'

test('2,000 mutated documents', async () => {
  let linted = 0
  await fuzz({
    documents: 2000,
    seed: 20_240_301,
    seeds: seedsFrom(resolve(__dirname, '../../fixtures'), 8000),
    onDocument: () => {
      linted += 1
    },
  })
  expect(linted).toBe(1800)
}, 300_000)
