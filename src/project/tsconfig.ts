import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parseDocument } from '../document/parse'
import { type Fields, fieldsAt, fieldsOf, isFields, own } from '../document/values'

/** What a `tsconfig.json` says, together with those that it extends. */
interface Config {
  /** Absolute; the folder in which module names that are not relative are looked up. */
  baseUrl?: string
  /** The targets are absolute. */
  paths?: readonly (readonly [pattern: string, targets: readonly string[]])[]
  /** The other compiler options. */
  options: Fields
}

/** Callbacks for each path on which the result of a lookup depends. */
export interface LookupObserver {
  onRead(path: string): void
  /** Called with a path without the extension and the name of an index file that may follow it. */
  onCandidate(base: string): void
  onPackage(from: string, id: string): void
}

/** Reads the `tsconfig.json` or `jsconfig.json` that applies to a folder: as in esbuild, the nearest one. */
export class Tsconfigs {
  readonly #configOfFolder = new Map<string, Config>()

  /** @param read returns undefined or null for a file that does not exist */
  constructor(
    private readonly read: (path: string) => string | null | undefined,
    private readonly observer?: LookupObserver,
  ) {}

  /**
   * The paths that a module name may mean: absolute, perhaps without extension.
   *
   * @throws if a configuration cannot be read
   */
  *targetsOf(from: string, id: string): Generator<string> {
    const { baseUrl, paths = [] } = this.#configFor(from)
    for (const [pattern, targets] of paths) {
      const matched = wildcardMatch(pattern, id)
      if (matched === undefined) continue
      for (const target of targets) yield target.replace('*', () => matched)
    }
    if (baseUrl !== undefined) yield join(baseUrl, id)
  }

  /**
   * The compiler options for the files of a folder, without `paths` and `baseUrl`.
   *
   * @throws if a configuration cannot be read
   */
  optionsFor(folder: string): Fields {
    return this.#configFor(folder).options
  }

  #configFor(folder: string): Config {
    let config = this.#configOfFolder.get(folder)
    if (config === undefined) {
      const up = dirname(folder)
      config =
        this.#read(join(folder, 'tsconfig.json'), 0) ??
        this.#read(join(folder, 'jsconfig.json'), 0) ??
        (up === folder ? { options: {} } : this.#configFor(up))
      this.#configOfFolder.set(folder, config)
    }
    return config
  }

  /** @returns undefined if there is no such file */
  #read(path: string, depth: number): Config | undefined {
    this.observer?.onRead(path)
    const text = this.read(path)
    if (text === undefined || text === null) return undefined
    if (depth > MAX_EXTENDED) throw new Error('tsconfig.json extends itself')
    const { value } = parseDocument({ name: path, text, comments: true })
    if (value === undefined) throw new Error('tsconfig.json cannot be read')
    const parents = own(fieldsOf(value), 'extends')
    let config: Config = { options: {} }
    for (const parent of Array.isArray(parents) ? parents : parents === undefined ? [] : [parents]) {
      const extended = this.#read(this.#resolveExtended(path, String(parent)), depth + 1)
      if (extended !== undefined)
        config = { ...config, ...extended, options: { ...config.options, ...extended.options } }
    }
    const { baseUrl, paths, ...options } = fieldsAt(fieldsOf(value), 'compilerOptions')
    const folder = dirname(path)
    const base = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : config.baseUrl
    return {
      ...(base === undefined ? {} : { baseUrl: base }),
      ...(isFields(paths) ? { paths: absolutePaths(paths, base ?? folder) } : pathsOf(config)),
      options: { ...config.options, ...options },
    }
  }

  #resolveExtended(path: string, parent: string): string {
    if (parent.startsWith('.') || isAbsolute(parent)) {
      const target = resolve(dirname(path), parent)
      this.observer?.onCandidate(target)
      return target.endsWith('.json') ? target : `${target}.json`
    }
    this.observer?.onPackage(dirname(path), parent)
    const { resolve: find } = createRequire(path)
    try {
      return find(parent)
    } catch {
      return find(`${parent}/tsconfig.json`)
    }
  }
}

/** The maximum depth of `extends`. */
const MAX_EXTENDED = 20

function pathsOf({ paths }: Config): Pick<Config, 'paths'> {
  return paths === undefined ? {} : { paths }
}

/** The paths in the order in which they apply: exact names, then the patterns with the longest beginning. */
function absolutePaths(paths: Fields, base: string): Required<Config>['paths'] {
  const rankOf = (pattern: string) => (pattern.includes('*') ? pattern.indexOf('*') : Number.POSITIVE_INFINITY)
  return Object.entries(paths)
    .sort(([one], [other]) => (rankOf(one) < rankOf(other) ? 1 : -1))
    .map(([pattern, targets]) => [
      pattern,
      (Array.isArray(targets) ? targets : []).map((target) => resolve(base, String(target))),
    ])
}

/** A folder and those above it, innermost first. */
export function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder
    if (dirname(folder) === folder) return
  }
}

/** The part of a name that `*` in a pattern matches. */
function wildcardMatch(pattern: string, id: string): string | undefined {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return pattern === id ? '' : undefined
  const isMatch = id.length >= before.length + after.length && id.startsWith(before) && id.endsWith(after)
  return isMatch ? id.slice(before.length, id.length - after.length) : undefined
}
