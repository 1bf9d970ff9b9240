import type { Finding } from '../findings/types'

type TextPlace = Pick<Finding, 'file' | 'line' | 'column' | 'rule'>

/** Compares places: by file, then by line and column, then by rule. */
export function inTextOrder(left: TextPlace, right: TextPlace): number {
  return (
    compareTexts(left.file ?? '', right.file ?? '') ||
    left.line - right.line ||
    left.column - right.column ||
    compareTexts(left.rule, right.rule)
  )
}

/** Compares by UTF-16 code units, independent of the locale. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
