import { resolve } from 'node:path'
import { fuzz } from './run'
import { seedsFrom } from './seeds'

// `npm run fuzz` does the same with many more documents, and with another seed each time.
test('2,000 mutated documents: nothing crashes, every finding has its place, judging again finds the same', async () => {
  let judged = 0
  await fuzz({
    documents: 2000,
    seed: 20_240_229,
    seeds: seedsFrom(resolve(__dirname, '../../fixtures'), 8000),
    tell: () => {
      judged += 1
    },
  })
  expect(judged).toBe(1800)
}, 300_000)
