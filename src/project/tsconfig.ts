import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parseDocument } from '../document/parse'
import { isFields, own } from '../document/values'

/** The options of a `tsconfig.json` that map module names to files. */
interface PathOptions {
  /** Absolute; the folder in which module names that are not relative are looked up. */
  baseUrl: string | undefined
  /** The targets are absolute. */
  paths: readonly (readonly [pattern: string, targets: readonly string[]])[]
}

/** Callbacks for each path on which the result of a lookup depends. */
export interface LookupObserver {
  onRead(path: string): void
  /** Called with a path without the extension and the name of an index file that may follow it. */
  onCandidate(base: string): void
  onPackage(from: string, id: string): void
}

/** Maps module names to files by the `tsconfig.json` and `jsconfig.json` of a folder and of those above it. */
export class TsconfigPaths {
  readonly #optionsOfFolder = new Map<string, PathOptions[]>()

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
    for (const { baseUrl, paths } of this.#optionsFor(from)) {
      for (const [pattern, targets] of paths) {
        const matched = wildcardMatch(pattern, id)
        if (matched === undefined) continue
        for (const target of targets) yield target.replace('*', () => matched)
      }
      if (baseUrl !== undefined) yield join(baseUrl, id)
    }
  }

  #optionsFor(folder: string): readonly PathOptions[] {
    let found = this.#optionsOfFolder.get(folder)
    if (found === undefined) {
      found = []
      for (const at of upwards(folder)) {
        for (const name of ['tsconfig.json', 'jsconfig.json']) this.#add(join(at, name), found, 0)
      }
      this.#optionsOfFolder.set(folder, found)
    }
    return found
  }

  /** Adds the options of a file and of those that it extends. */
  #add(path: string, into: PathOptions[], depth: number): void {
    this.observer?.onRead(path)
    const text = this.read(path)
    if (text === undefined || text === null) return
    if (depth > MAX_EXTENDED) throw new Error('tsconfig.json extends itself')
    const { value: config } = parseDocument({ name: path, text, comments: true })
    if (config === undefined) throw new Error('tsconfig.json cannot be read')
    const folder = dirname(path)
    const options = property(config, 'compilerOptions')
    const baseUrl = property(options, 'baseUrl')
    const base = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : undefined
    const paths = property(options, 'paths')
    into.push({
      baseUrl: base,
      paths: Object.entries(isFields(paths) ? paths : {}).map(([pattern, targets]) => [
        pattern,
        (Array.isArray(targets) ? targets : []).map((target) => resolve(base ?? folder, String(target))),
      ]),
    })
    const parents = property(config, 'extends')
    for (const parent of Array.isArray(parents) ? parents : parents === undefined ? [] : [parents]) {
      this.#add(this.#resolveExtended(path, String(parent)), into, depth + 1)
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

function property(value: unknown, key: string): unknown {
  return isFields(value) ? own(value, key) : undefined
}
