/** "5,000" */
export function formatNumber(count: number): string {
  return count.toLocaleString('en-US')
}

/** "errors", and "error" for one. */
export function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`
}

/** "5,000 errors" */
export function countWithSeparators(count: number, noun: string): string {
  return `${formatNumber(count)} ${plural(count, noun)}`
}
