/** Patterns of a document are compiled to see whether they are any; `matchingCost` says which may also be run. */

const MAX_REMEMBERED = 1000
const MAX_REMEMBERED_LENGTH = 1000
const remembered = new Map<string, string | undefined>()

/**
 * Why a text is no ECMA-262 regular expression, in the engine's words; undefined when it is one, with the `u` flag
 * (as Ajv compiles them) or without.
 */
export function faultOfPattern(pattern: string): string | undefined {
  if (remembered.has(pattern)) return remembered.get(pattern)
  const fault = compileFault(pattern, 'u') === undefined ? undefined : compileFault(pattern, '')
  if (pattern.length <= MAX_REMEMBERED_LENGTH) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(pattern, fault)
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

const MAX_RUN_LENGTH = 200
const MAX_CHOICES = 3
const MAX_COUNT = 100

/**
 * The most steps that matching a string of this length can take, in the order of magnitude; undefined when that is
 * not plain to see. A backtracking engine tries at each choice (`*`, `?`, `|`, `{1,5}`) as many ways as the string
 * is long, so that few choices outside of each other stay polynomial; a choice inside a repeated group does not.
 */
export function matchingCost(pattern: string, length: number): number | undefined {
  if (pattern.length > MAX_RUN_LENGTH || compileFault(pattern, 'u') !== undefined) return undefined
  let choices = 0
  /** For each open group the number of choices before it. */
  const groups: number[] = []
  let closed: number | undefined
  for (let index = 0; index < pattern.length; index += 1) {
    const choicesInGroup = closed === undefined ? 0 : choices - closed
    closed = undefined
    const character = pattern[index]
    if (character === '\\') {
      index += 1
      // A back reference, by number or by name.
      if (/[1-9k]/.test(pattern[index] ?? '')) return undefined
      // `\p{…}` and `\u{…}`: these braces count nothing.
      if (/[pPu]/.test(pattern[index] ?? '') && pattern[index + 1] === '{') {
        const end = pattern.indexOf('}', index)
        if (end === -1) return undefined
        index = end
      }
    } else if (character === '[') {
      index = endOfClass(pattern, index)
    } else if (character === '(') {
      if (pattern.startsWith('?', index + 1)) {
        if (!pattern.startsWith('?:', index + 1)) return undefined
        index += 2
      }
      groups.push(choices)
    } else if (character === ')') {
      closed = groups.pop()
    } else if (character === '|') {
      choices += 1
    } else if (character === '*' || character === '+' || character === '?' || character === '{') {
      if (choicesInGroup > 0) return undefined
      if (character === '{') {
        const [counts, from = '', comma, to = ''] = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(index)) ?? []
        if (counts === undefined) return undefined
        if (Number(from) > MAX_COUNT || Number(to) > MAX_COUNT) return undefined
        if (comma === ',') choices += 1
        index += counts.length - 1
      } else choices += 1
      // Laziness changes the order of the attempts only.
      if (pattern[index + 1] === '?') index += 1
    }
  }
  return choices > MAX_CHOICES ? undefined : (length + 2) ** (choices + 1)
}

function endOfClass(pattern: string, start: number): number {
  for (let index = start + 1; index < pattern.length; index += 1) {
    if (pattern[index] === '\\') index += 1
    else if (pattern[index] === ']') return index
  }
  return pattern.length
}
