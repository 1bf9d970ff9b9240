import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parseDocument } from '../document/parse'

/** The module resolution options of a `tsconfig.json`. */
interface Compiler {
  /** Absolute; the base of module names that are not relative. */
  baseUrl: string | undefined
  /** Pattern and absolute targets. */
  paths: readonly (readonly [pattern: string, targets: readonly string[]])[]
}

/** Callbacks that record which paths were tried. */
export interface Lookouts {
  read(path: string): void
  /** Called with a path whose file, with any extension, or folder index was tried. */
  sought(base: string): void
  installed(from: string, id: string): void
}

/** The module names that the `tsconfig.json` and `jsconfig.json` of a folder and of those above it define. */
export class Compilers {
  readonly #known = new Map<string, Compiler[]>()

  /** @param read returns undefined or null for a file that does not exist */
  constructor(
    private readonly read: (path: string) => string | null | undefined,
    private readonly lookouts?: Lookouts,
  ) {}

  /**
   * The paths that a module name may mean: absolute, perhaps without extension.
   *
   * @throws if a configuration cannot be read
   */
  *targetsOf(from: string, id: string): Generator<string> {
    for (const { baseUrl, paths } of this.#of(from)) {
      for (const [pattern, targets] of paths) {
        const matched = matchOf(pattern, id)
        if (matched === undefined) continue
        for (const target of targets) yield target.replace('*', () => matched)
      }
      if (baseUrl !== undefined) yield join(baseUrl, id)
    }
  }

  #of(folder: string): readonly Compiler[] {
    let found = this.#known.get(folder)
    if (found === undefined) {
      found = []
      for (const at of upwards(folder)) {
        for (const name of ['tsconfig.json', 'jsconfig.json']) this.#add(join(at, name), found, 0)
      }
      this.#known.set(folder, found)
    }
    return found
  }

  #add(path: string, into: Compiler[], depth: number): void {
    this.lookouts?.read(path)
    const text = this.read(path)
    if (text === undefined || text === null) return
    if (depth > MOST_EXTENDED) throw new Error('tsconfig.json extends itself')
    const { value: config } = parseDocument({ name: path, text, comments: true })
    if (config === undefined) throw new Error('tsconfig.json cannot be read')
    const folder = dirname(path)
    const options = property(config, 'compilerOptions')
    const baseUrl = property(options, 'baseUrl')
    const base = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : undefined
    const paths = property(options, 'paths')
    into.push({
      baseUrl: base,
      paths: Object.entries(isObject(paths) ? paths : {}).map(([pattern, targets]) => [
        pattern,
        (Array.isArray(targets) ? targets : []).map((target) => resolve(base ?? folder, String(target))),
      ]),
    })
    const parents = property(config, 'extends')
    for (const parent of Array.isArray(parents) ? parents : parents === undefined ? [] : [parents]) {
      this.#add(this.#extended(path, String(parent)), into, depth + 1)
    }
  }

  #extended(path: string, parent: string): string {
    if (parent.startsWith('.') || isAbsolute(parent)) {
      const target = resolve(dirname(path), parent)
      this.lookouts?.sought(target)
      return target.endsWith('.json') ? target : `${target}.json`
    }
    this.lookouts?.installed(dirname(path), parent)
    const { resolve: find } = createRequire(path)
    try {
      return find(parent)
    } catch {
      return find(`${parent}/tsconfig.json`)
    }
  }
}

const MOST_EXTENDED = 20

export function* upwards(from: string): Generator<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder
    if (dirname(folder) === folder) return
  }
}

/** The part of a name that `*` in a pattern matches. */
function matchOf(pattern: string, id: string): string | undefined {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return pattern === id ? '' : undefined
  const fits = id.length >= before.length + after.length && id.startsWith(before) && id.endsWith(after)
  return fits ? id.slice(before.length, id.length - after.length) : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function property(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined
}
