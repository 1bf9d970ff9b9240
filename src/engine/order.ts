import type { Finding } from '../findings/types'

type TextPlace = Pick<Finding, 'file' | 'line' | 'column' | 'rule'>

/** By file, then by line and column, then by rule. */
export function inTextOrder(left: TextPlace, right: TextPlace): number {
  return (
    compare(left.file ?? '', right.file ?? '') ||
    left.line - right.line ||
    left.column - right.column ||
    compare(left.rule, right.rule)
  )
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
