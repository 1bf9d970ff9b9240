import { ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { KINDS } from '../../src/findings/types'
import { faultsOfText, faultsOfValue, type Linting, RULE_SETS, reportFaults, writeReport } from './invariants'
import { type FuzzedText, fuzzedTexts, fuzzedValues } from './mutator'

/** How a document is linted: usually as what it is recognised as, with every rule that there is. */
function lintings(): fc.Arbitrary<Linting> {
  return fc.record({
    rules: fc.nat({ max: 15 }).map((pick) => RULE_SETS[pick] ?? 'everything'),
    as: fc.nat({ max: 11 }).map((pick) => KINDS[pick]),
  })
}

export interface FuzzOptions {
  documents: number
  seed: number
  seeds: readonly string[]
  /** Called before each document. */
  onDocument?(done: number, text: FuzzedText): void
}

/** Judges so many documents, one in ten a live value, and throws at the first of which something does not hold, made small. */
export async function fuzz({ documents, seed, seeds, onDocument }: FuzzOptions): Promise<void> {
  const values = Math.floor(documents / 10)
  let done = 0
  // Reporters are slower than linting, and less depends on the document.
  const turns = fc.option(fc.nat({ max: 1000 }), { freq: 7, nil: undefined })
  await fc.assert(
    fc.asyncProperty(fuzzedTexts(seeds), lintings(), turns, async (text, linting, turn) => {
      onDocument?.(done, text)
      done += 1
      expectNone(faultsOfText(text, linting))
      if (turn !== undefined) expectNone(reportFaults(await writeReport(text, linting, turn)))
    }),
    { numRuns: documents - values, seed },
  )
  fc.assert(
    fc.property(fuzzedValues(seeds), lintings(), (value, linting) => expectNone(faultsOfValue(value, linting))),
    { numRuns: values, seed },
  )
}

function expectNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'))
}

/** Leaves the document at hand where it can be found, should the process die of it. */
export function rememberIn(folder: string): (done: number, text: FuzzedText) => void {
  const file = openSync(join(folder, 'last-document'), 'w')
  return (_done, { bytes }) => {
    ftruncateSync(file)
    writeSync(file, bytes, 0, bytes.length, 0)
  }
}
