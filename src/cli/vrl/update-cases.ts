import { Lines } from '../../document/lines'
import { Pointer } from '../../document/pointer'
import type { Document } from '../../document/types'
import type { CaseResult } from '../../vrl/test-cases'

/** Whether the expected value of a case can be replaced by the script's current result. */
export function isUpdatable({ passed, isRefused }: CaseResult): boolean {
  return !passed && !isRefused
}

/**
 * The text of a test case file in which the failed cases expect the script's current results. Everything else stays,
 * including the cases of scripts that were not run.
 */
export function updatedCases(document: Document, results: readonly CaseResult[]): string {
  const failed = [...results.entries()].filter(([, result]) => isUpdatable(result))
  const ranges = document.locateAll(
    failed.map(([index]) => ({ pointer: Pointer.root.child('cases', index, 'expect'), target: 'value' as const })),
  )
  const lines = new Lines(document.text)
  const offset = (line: number, column: number) => (lines.starts[line - 1] ?? 0) + column - 1
  const lineBreak = document.text.includes('\r\n') ? '\r\n' : '\n'
  let text = document.text
  for (const [nth, [, { actual, failure }]] of [...failed.entries()].reverse()) {
    const range = ranges[nth]
    if (range === undefined) throw new Error('A case has lost its place.')
    const start = offset(range.line, range.column)
    const margin = /^[ \t]*/.exec(text.slice(lines.starts[range.line - 1]))?.[0] ?? ''
    const expect = JSON.stringify(failure === undefined ? actual : { error: true }, null, 2)
    text =
      text.slice(0, start) +
      expect.replaceAll('\n', lineBreak + margin) +
      text.slice(offset(range.endLine, range.endColumn))
  }
  const isMarked = document.faults.some(({ rule }) => rule === 'syntax/byte-order-mark')
  return isMarked ? `\uFEFF${text}` : text
}
