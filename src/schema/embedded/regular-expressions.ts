// Patterns of a document are compiled to see whether they are valid, and never run.

const MAX_REMEMBERED = 1000
const MAX_REMEMBERED_LENGTH = 1000
const faultsByPattern = new Map<string, string | undefined>()

/**
 * Why a text is not an ECMA-262 regular expression, in V8's words; undefined if it is one with the `u` flag, as Ajv
 * compiles it, or without.
 */
export function faultOfPattern(pattern: string): string | undefined {
  if (faultsByPattern.has(pattern)) return faultsByPattern.get(pattern)
  const fault = compileFault(pattern, 'u') === undefined ? undefined : compileFault(pattern, '')
  if (pattern.length <= MAX_REMEMBERED_LENGTH) {
    if (faultsByPattern.size >= MAX_REMEMBERED) faultsByPattern.clear()
    faultsByPattern.set(pattern, fault)
  }
  return fault
}

function compileFault(pattern: string, flags: string): string | undefined {
  try {
    new RegExp(pattern, flags)
    return undefined
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // V8: `Invalid regular expression: /PATTERN/FLAGS: REASON`.
    return error.message.slice(error.message.lastIndexOf(': ') + 1).trim()
  }
}
