import type { Acceptance } from './context'

/** Texts that are tried on a pattern; longer ones might take a pattern too long. */
const LONGEST = 64

/** Repetitions without an end, each of which makes matching slower by the length of the text. */
const MOST_REPETITIONS = 3

/** A pattern of characters, escapes and classes, each perhaps repeated; no groups, no alternatives. */
const SIMPLE =
  /^\^?(?:(?:[\w@:/ ,;=#%&~"'<>!-]|\\[dDwWsS./\\@+*?^$()[\]{}|-]|\[\^?(?:[^\\\]]|\\[dDwWsS./\\\]@+*?^$()[{}|-])+\]|\.)(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})?)*\$?$/

const LONGEST_PATTERN = 100

const compiled = new Map<string, RegExp | undefined>()
const MOST_COMPILED = 500

/** Whether a text matches a pattern; undefined for a pattern that is not certainly quick, and is not run. */
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
