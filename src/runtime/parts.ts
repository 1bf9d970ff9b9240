import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type CompiledCode, openCompiledCode } from './compiled-code'

/** The ID of this build, which the build inserts. */
declare const BUILD_ID: string

type Require = (id: string) => unknown

/**
 * Loads the parts of the built command with their compiled code: compiling them takes longer than linting a typical
 * file.
 */
export class Parts {
  readonly #native: Require
  readonly #code: CompiledCode
  readonly #modules = new Map<string, { exports: unknown }>()

  /** @param native loads modules of Node and optional packages */
  constructor(native: Require, code: CompiledCode) {
    this.#native = native
    this.#code = code
  }

  /** The exports of the part at an absolute path. */
  load(path: string): unknown {
    const known = this.#modules.get(path)
    if (known !== undefined) return known.exports
    const module: { exports: unknown } = { exports: {} }
    this.#modules.set(path, module)
    const folder = dirname(path)
    const require = Object.assign((id: string) => this.#require(id, folder), this.#native)
    try {
      this.#compile(path).runInThisContext().call(undefined, module.exports, require, module, path, folder)
    } catch (error) {
      this.#modules.delete(path)
      throw error
    }
    return module.exports
  }

  /** Stores the compiled code of the parts that had none. */
  save(): void {
    this.#code.save()
  }

  #require(id: string, folder: string): unknown {
    if (!id.startsWith('./')) return this.#native(id)
    const path = join(folder, id)
    // Only Node can load code that contains import().
    return id.endsWith('.cjs') ? this.#native(path) : this.load(path)
  }

  #compile(path: string) {
    const { size, mtimeMs } = statSync(path)
    return this.#code.compile(readFileSync(path, 'utf8'), path, `${basename(path)}-${size}-${Math.trunc(mtimeMs)}`)
  }
}

/**
 * The parts of the built command.
 *
 * @param folder of the built command
 */
export function openParts(native: Require, folder: string): Parts {
  return new Parts(native, openCompiledCode(folder, BUILD_ID))
}
