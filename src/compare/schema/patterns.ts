import type { Acceptance } from './context'

/** The maximum length of a text that is matched against a pattern; matching longer ones might take too long. */
const LONGEST = 64

/** The maximum number of unbounded repetitions: each multiplies the time of matching by the length of the text. */
const MOST_REPETITIONS = 3

/** A pattern of characters, escapes and classes with optional repetition, without groups or alternatives. */
const SIMPLE =
  /^\^?(?:(?:[\w@:/ ,;=#%&~"'<>!-]|\\[dDwWsS./\\@+*?^$()[\]{}|-]|\[\^?(?:[^\\\]]|\\[dDwWsS./\\\]@+*?^$()[{}|-])+\]|\.)(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})?)*\$?$/

const LONGEST_PATTERN = 100

const compiled = new Map<string, RegExp | undefined>()
const MOST_COMPILED = 500

/** Whether a text matches a pattern; undefined for a pattern that might be slow, which is not run. */
export function patternAccepts(pattern: string, value: string): Acceptance {
  if (value.length > LONGEST) return undefined
  if (!compiled.has(pattern)) {
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    compiled.set(pattern, compile(pattern))
  }
  return compiled.get(pattern)?.test(value)
}

function compile(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST_PATTERN || !SIMPLE.test(pattern)) return undefined
  if ((pattern.match(/[*+]|,\d?\d?\}/g) ?? []).length > MOST_REPETITIONS) return undefined
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}
