// Patterns as gitignore(5) describes them. Matching takes at most (names of the path × names of the pattern) steps,
// each of at most (length of the name × length of the pattern): an attacker may control both the patterns and the file
// names. In a regular expression, each `*` would multiply the steps by the length of the name.

/** One line of a `.gitignore`. */
interface Pattern {
  /** `!` negates an earlier line. */
  ignores: boolean
  foldersOnly: boolean
  /** Names and `**`. A pattern without a slash begins with `**`. */
  names: readonly string[]
}

/** The rules of one `.gitignore`. */
export interface IgnoreRules {
  /**
   * The decision of the file on an entry: true if it is ignored, false if it is negated, undefined if no line matches.
   * Parent folders are not considered.
   *
   * @param path names, relative to the folder of the `.gitignore`
   */
  verdict(path: readonly string[], isFolder: boolean): boolean | undefined
}

export function parseGitIgnore(text: string): IgnoreRules {
  const patterns = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line) => parseLine(line) ?? [])
  return {
    verdict: (path, isFolder) =>
      patterns.findLast(({ foldersOnly, names }) => (isFolder || !foldersOnly) && matchesPath(names, path))?.ignores,
  }
}

function parseLine(line: string): Pattern | undefined {
  if (line.startsWith('#')) return undefined
  const ignores = !line.startsWith('!')
  const body = withoutTrailingSpaces(ignores ? line : line.slice(1))
  const foldersOnly = body.endsWith('/')
  const names = body.replace(/\/$/, '').split('/')
  if (names.every((name) => name === '')) return undefined
  const [first] = names
  if (first === '') names.shift()
  else if (names.length === 1 && first !== '**') names.unshift('**')
  return { ignores, foldersOnly, names }
}

/** A trailing space counts only after a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === ' ') end--
  let backslashes = 0
  while (line[end - 1 - backslashes] === '\\') backslashes++
  return line.slice(0, backslashes % 2 === 1 && end < line.length ? end + 1 : end)
}

/** `**` matches any number of names; at the end of a pattern, at least one. */
export function matchesPath(names: readonly string[], path: readonly string[]): boolean {
  return matchesSequence(
    names.length,
    path.length,
    (index) => names[index] === '**',
    (index, at) => matchesName(names[index] ?? '', path[at] ?? ''),
    names.length > 1 && names[names.length - 1] === '**',
  )
}

/**
 * Whether a sequence of tests matches a sequence of items. After a wildcard, the shortest match of the following tests
 * is tried first; once the next wildcard is reached, no other match before it needs to be tried.
 *
 * @param needsOne whether a wildcard at the end must match at least one item
 */
function matchesSequence(
  tests: number,
  items: number,
  isWildcard: (test: number) => boolean,
  matches: (test: number, item: number) => boolean,
  needsOne = false,
): boolean {
  let test = 0
  let item = 0
  let wildcard = -1
  let resume = 0
  while (item < items) {
    if (test < tests && isWildcard(test)) {
      wildcard = test++
      resume = item
      if (needsOne && test === tests) return true
    } else if (test < tests && matches(test, item)) {
      test++
      item++
    } else if (wildcard !== -1) {
      test = wildcard + 1
      item = ++resume
    } else return false
  }
  if (needsOne) return false
  while (test < tests && isWildcard(test)) test++
  return test === tests
}

/** A part of the pattern for one name. */
type NamePart = '*' | ((character: string) => boolean)

const PARTS_OF_NAMES = new Map<string, readonly NamePart[]>()

function matchesName(pattern: string, name: string): boolean {
  if (!/[*?[\\]/.test(pattern)) return pattern === name
  let parts = PARTS_OF_NAMES.get(pattern)
  if (parts === undefined) {
    parts = parseName(pattern)
    PARTS_OF_NAMES.set(pattern, parts)
  }
  const known = parts
  const characters = [...name]
  return matchesSequence(
    known.length,
    characters.length,
    (index) => known[index] === '*',
    (index, at) => {
      const part = known[index]
      return part !== undefined && part !== '*' && part(characters[at] ?? '')
    },
  )
}

function parseName(pattern: string): NamePart[] {
  const characters = [...pattern]
  const parts: NamePart[] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    const set = character === '[' ? parseSet(characters, at) : undefined
    if (character === '*') {
      if (parts[parts.length - 1] !== '*') parts.push('*')
    } else if (character === '?') parts.push(() => true)
    else if (set !== undefined) {
      parts.push(set.includes)
      at = set.end
    } else if (character === '[') {
      // As in git, an unclosed bracket matches nothing.
      parts.push(() => false)
    } else {
      const literal = character === '\\' ? characters[++at] : character
      parts.push((found) => found === literal)
    }
  }
  return parts
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
}

/** `[a-z]`, `[!a]`, `[[:digit:]]`; undefined if it is not closed. */
function parseSet(characters: readonly string[], start: number) {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^'
  const tests: ((character: string) => boolean)[] = []
  const first = start + (negated ? 2 : 1)
  for (let at = first; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === ']' && at > first) {
      return { end: at, includes: (found: string) => tests.some((test) => test(found)) !== negated }
    }
    const name = /^\[:([a-z]+):\]/.exec(characters.slice(at, at + 11).join(''))?.[1]
    const kind = name !== undefined && Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined
    if (name !== undefined && kind !== undefined) {
      tests.push((found) => kind.test(found))
      at += name.length + 3
      continue
    }
    const low = character === '\\' ? (characters[++at] ?? '') : character
    if (characters[at + 1] === '-' && at + 2 < characters.length && characters[at + 2] !== ']') {
      at += 2
      const high = characters[at] === '\\' ? (characters[++at] ?? '') : (characters[at] ?? '')
      tests.push((found) => found >= low && found <= high)
    } else tests.push((found) => found === low)
  }
  return undefined
}
