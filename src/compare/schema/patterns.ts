import type { Acceptance } from './context'

/** The maximum length of a text that is matched against a pattern; matching longer ones might take too long. */
const MAX_MATCHED_LENGTH = 64

/** The maximum number of unbounded repetitions: each multiplies the time of matching by the length of the text. */
const MAX_REPETITIONS = 3

/** A pattern of characters, escapes and classes with optional repetition, without groups or alternatives. */
const SIMPLE =
  /^\^?(?:(?:[\w@:/ ,;=#%&~"'<>!-]|\\[dDwWsS./\\@+*?^$()[\]{}|-]|\[\^?(?:[^\\\]]|\\[dDwWsS./\\\]@+*?^$()[{}|-])+\]|\.)(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})?)*\$?$/

const MAX_PATTERN_LENGTH = 100

const compiledPatterns = new Map<string, RegExp | undefined>()
const MAX_COMPILED = 500

/** Whether a text matches a pattern; undefined for a pattern that might be slow, which is not run. */
export function patternAccepts(pattern: string, value: string): Acceptance {
  if (value.length > MAX_MATCHED_LENGTH) return undefined
  if (!compiledPatterns.has(pattern)) {
    if (compiledPatterns.size >= MAX_COMPILED) compiledPatterns.clear()
    compiledPatterns.set(pattern, compileIfSimple(pattern))
  }
  return compiledPatterns.get(pattern)?.test(value)
}

function compileIfSimple(pattern: string): RegExp | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH || !SIMPLE.test(pattern)) return undefined
  if ((pattern.match(/[*+]|,\d?\d?\}/g) ?? []).length > MAX_REPETITIONS) return undefined
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}
