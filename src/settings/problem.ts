import type { Pointer } from '../document/pointer'
import { didYouMean, listed, quote } from '../findings/text'
import { LEVELS, type Level } from './configuration'

/** What is wrong with a configuration, and where. */
export interface Problem {
  pointer: Pointer
  target: 'key' | 'value'
  message: string
}

/** Takes down a problem; at the value unless the key itself is wrong. */
export type ReportProblem = (pointer: Pointer, message: string, target?: Problem['target']) => void

export function isLevel(value: unknown): value is Level {
  return LEVELS.some((level) => level === value)
}

/** What other linters call a severity. */
const SYNONYMS: ReadonlyMap<unknown, Level> = new Map<unknown, Level>([
  ['warn', 'warning'],
  ['hint', 'info'],
  ['note', 'info'],
  ['notice', 'info'],
  ['none', 'off'],
  [false, 'off'],
  [0, 'off'],
  [1, 'warning'],
  [2, 'error'],
])

/** Says that a value is no severity, and which one was probably meant. */
export function noSeverity(value: unknown): string {
  const meant = SYNONYMS.get(value) ?? (typeof value === 'string' ? didYouMean(value, LEVELS) : undefined)
  const allowed = listed(LEVELS.map(quote))
  return `${quote(value)} is no severity; allowed are ${allowed}.${meant === undefined ? '' : ` Did you mean ${quote(meant)}?`}`
}

/** The id of a rule that was probably meant: one that is spelt alike, or that has the name in a family of rules. */
export function meantRule(id: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => candidate.endsWith(`/${id}`)) ?? didYouMean(id, known)
}
