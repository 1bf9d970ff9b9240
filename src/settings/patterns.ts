import { sep } from 'node:path'

interface CompiledPattern {
  includes: boolean
  /** The path is relative to the folder that the pattern belongs to, with forward slashes. */
  matches(path: string): boolean
}

/**
 * Compiles a list of patterns. The last matching pattern decides; `!` re-includes a file. A pattern without a
 * slash matches a name in any folder; one that matches a folder applies to everything in it.
 *
 * @returns true for a matching file, false for a re-included one, undefined for all others
 */
export function compilePatterns(patterns: readonly string[]): (path: string) => boolean | undefined {
  const compiled = patterns.map(compilePattern)
  return (path) => compiled.findLast(({ matches }) => matches(path))?.includes
}

/** Whether a pattern re-includes files; `!(…)` is an extended glob instead. */
function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!') && !pattern.startsWith('!(')
}

function compilePattern(pattern: string): CompiledPattern {
  const includes = !isExclusion(pattern)
  const body = (includes ? pattern : pattern.slice(1)).replace(/^\.(\/|$)/, '/').replace(/\/+$/, '')
  const glob = body === '' ? '**' : body.includes('/') ? body.replace(/^\//, '') : `**/${body}`
  const floating = glob.startsWith('**')
  // Loaded with the first pattern: most runs have none.
  const picomatch = require('picomatch') as typeof import('picomatch')
  const matches = picomatch(glob.endsWith('**') ? glob : [glob, `${glob}/**`], {
    dot: true,
    nonegate: true,
    windows: false,
  })
  // A file outside the folder, to which an extended configuration may apply, has `../` before its name.
  return { includes, matches: floating ? (path) => matches(path.replace(/^(\.\.\/)+/, '')) : (path) => matches(path) }
}

/**
 * The maximum number of `*` in one name, of `**` in a pattern, of groups in a pattern, and of characters. Real patterns
 * have fewer.
 */
export const PATTERN_LIMITS = { stars: 3, globstars: 3, groups: 5, length: 1000 } as const

/**
 * Why a pattern is refused; undefined if it is accepted. Matching takes up to length^wildcards steps, and an attacker
 * may control both the pattern and the file names.
 */
export function patternTooCostly(pattern: string): string | undefined {
  const { stars, globstars, groups, length } = PATTERN_LIMITS
  if (pattern.length > length) return `is ${pattern.length} characters long; at most ${length} are allowed`
  const found = {
    stars: Math.max(...pattern.split('/').map((name) => (/^\*\*$/.test(name) ? 0 : name.split(/[*?+]+/).length - 1))),
    globstars: pattern.split('/').filter((name) => name.includes('**')).length,
    groups: pattern.split(/[{(]/).length - 1,
  }
  // A repeated group may match the same text in many ways, which makes matching exponential.
  if (/[*+]\(|\)\+/.test(pattern)) return 'repeats a group, which could take forever to match'
  if (found.stars > stars) return `has ${found.stars} wildcards in one name; at most ${stars} are allowed`
  if (found.globstars > globstars) return `has ${found.globstars} times "**"; at most ${globstars} are allowed`
  if (found.groups > groups) return `has ${found.groups} groups; at most ${groups} are allowed`
  return undefined
}

/** The relative path from a folder to a file, both absolute and with forward slashes. */
export function relativePath(folder: string, file: string): string {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`
  if (file.startsWith(prefix)) return file.slice(prefix.length)
  const from = folder.split('/').filter((part) => part !== '')
  const to = file.split('/').filter((part) => part !== '')
  let shared = 0
  while (shared < from.length && from[shared] === to[shared]) shared++
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}

/** A path with forward slashes, as in patterns. */
export function forward(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}
