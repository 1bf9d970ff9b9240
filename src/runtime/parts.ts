import { mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Of this build; the build puts it in. */
declare const BUILD_ID: string

type Require = (id: string) => unknown

/** A part that runs, and where its compiled form is to be written; undefined when that is there already. */
interface Loaded {
  script: Script
  target: string | undefined
}

/**
 * Loads the parts of the built command, with what V8 has compiled of them before: to compile them anew takes longer
 * than all that they do with a usual file. Node itself has such a cache since version 22 (`module.enableCompileCache`);
 * that one holds no function that was compiled when it was first called, which here are nearly all.
 *
 * The compiled form lies in a folder beside the parts. Whoever may write there may as well change the parts, so that it
 * deserves the trust that they have. V8 refuses what another version or other flags have made, but it believes the
 * rest, so that a damaged file would crash the process: it holds everything twice, and both have to be equal.
 */
export class Parts {
  readonly #cache: string | undefined
  readonly #native: Require
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #loaded: Loaded[] = []
  /** Of the flags with which the process began. */
  readonly #flags = new Flags()

  /**
   * @param native loads what is no part: modules of Node, and optional packages
   * @param cache the folder of compiled parts; without it each is compiled anew
   */
  constructor(native: Require, cache: string | undefined) {
    this.#native = native
    this.#cache = cache
  }

  /** What the part at an absolute path exports. */
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

  /** Writes the compiled form of the parts that had none. Where that cannot be, nothing is lost but time. */
  save(): void {
    if (!this.#flags.areThose()) return
    for (const { script, target } of this.#loaded) {
      if (target !== undefined && !writeTwice(target, script.createCachedData())) return
    }
  }

  #require(id: string, folder: string): unknown {
    if (!id.startsWith('./')) return this.#native(id)
    const path = join(folder, id)
    // What has an import() of its own, Node alone can load.
    return id.endsWith('.cjs') ? this.#native(path) : this.load(path)
  }

  #compile(path: string): Script {
    const source = readFileSync(path, 'utf8')
    if (this.#cache === undefined) return new Script(source, { filename: path })
    // A part that somebody has edited is another one; V8 itself compares lengths.
    const { size, mtimeMs } = statSync(path)
    const target = join(this.#cache, `${basename(path)}-${size}-${Math.trunc(mtimeMs)}.bin`)
    const cachedData = readTwice(target)
    const script = new Script(source, cachedData === undefined ? { filename: path } : { filename: path, cachedData })
    // What V8 refuses was made with other flags: those of an earlier run, or these here are not those of our beginning.
    const isMissing = script.cachedDataRejected === undefined || (script.cachedDataRejected && this.#flags.areThose())
    this.#loaded.push({ script, target: isMissing ? target : undefined })
    return script
  }
}

/**
 * The parts of the built command, with their compiled form beside them; `NODE_DISABLE_COMPILE_CACHE=1` does without.
 *
 * @param folder of the built command
 */
export function openParts(native: Require, folder: string): Parts {
  const cache = join(folder, '.compile-cache', `${BUILD_ID}-${process.version}-${process.platform}-${process.arch}`)
  return new Parts(native, process.env.NODE_DISABLE_COMPILE_CACHE === '1' ? undefined : cache)
}

/** The flags of V8 at one moment: what it compiles under them it refuses under others. */
class Flags {
  readonly #compiled = new Script('0', { filename: 'flags' }).createCachedData()
  #asked = 0

  /** Whether they are in force now. */
  areThose(): boolean {
    // Under another name each time, lest V8 finds the script that it has already.
    this.#asked += 1
    const asked = new Script('0', { filename: `flags-${this.#asked}`, cachedData: this.#compiled })
    return asked.cachedDataRejected === false
  }
}

/** Writes a file that holds everything twice, whole or not at all; whether it could be written. */
function writeTwice(path: string, half: Buffer): boolean {
  const beside = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(beside, Buffer.concat([half, half]), { flag: 'wx' })
    renameSync(beside, path)
    return true
  } catch {
    try {
      unlinkSync(beside)
    } catch {
      // It was never made.
    }
    return false
  }
}

/** The content of a file that holds everything twice; undefined when there is none, or when it is damaged. */
function readTwice(path: string): Buffer | undefined {
  let content: Buffer
  try {
    content = readFileSync(path)
  } catch {
    return undefined
  }
  const middle = content.length / 2
  const half = content.subarray(0, middle)
  return middle > 0 && half.equals(content.subarray(middle)) ? half : undefined
}
