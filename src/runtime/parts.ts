import { mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** The ID of this build, which the build inserts. */
declare const BUILD_ID: string

type Require = (id: string) => unknown

/** A loaded part, and the path for its compiled code; undefined if that exists already. */
interface Loaded {
  script: Script
  target: string | undefined
}

/**
 * Loads the parts of the built command with V8's compiled code from an earlier run: compiling them takes longer than
 * linting a typical file. The cache of Node 22 (`module.enableCompileCache`) does not contain functions that are
 * compiled on first call, which are nearly all here.
 *
 * The compiled code is stored in a folder beside the parts. Anybody who can write there can also change the parts, so
 * it needs no further protection. V8 rejects code from another version or other flags but does not validate the rest,
 * so a damaged file would crash the process. Therefore each file stores the code twice, and both copies must be equal.
 */
export class Parts {
  readonly #cache: string | undefined
  readonly #native: Require
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #loaded: Loaded[] = []
  /** The V8 flags at the start of the process. */
  readonly #flags = new V8Flags()

  /**
   * @param native loads modules of Node and optional packages
   * @param cache the folder of compiled code; if undefined, each part is compiled anew
   */
  constructor(native: Require, cache: string | undefined) {
    this.#native = native
    this.#cache = cache
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

  /** Stores the compiled code of the parts that had none. A failure only costs time in the next run. */
  save(): void {
    if (!this.#flags.areThose()) return
    for (const { script, target } of this.#loaded) {
      if (target !== undefined && !writeTwice(target, script.createCachedData())) return
    }
  }

  #require(id: string, folder: string): unknown {
    if (!id.startsWith('./')) return this.#native(id)
    const path = join(folder, id)
    // Only Node can load code that contains import().
    return id.endsWith('.cjs') ? this.#native(path) : this.load(path)
  }

  #compile(path: string): Script {
    const source = readFileSync(path, 'utf8')
    if (this.#cache === undefined) return new Script(source, { filename: path })
    // The cache key includes the part's size and time, since V8 itself compares only lengths.
    const { size, mtimeMs } = statSync(path)
    const target = join(this.#cache, `${basename(path)}-${size}-${Math.trunc(mtimeMs)}.bin`)
    const cachedData = readTwice(target)
    const script = new Script(source, cachedData === undefined ? { filename: path } : { filename: path, cachedData })
    // V8 rejects code that was compiled under other flags: either the earlier run had other flags, or they were changed
    // in this one.
    const isMissing = script.cachedDataRejected === undefined || (script.cachedDataRejected && this.#flags.areThose())
    this.#loaded.push({ script, target: isMissing ? target : undefined })
    return script
  }
}

/**
 * The parts of the built command, with compiled code beside them unless `NODE_DISABLE_COMPILE_CACHE=1` is set.
 *
 * @param folder of the built command
 */
export function openParts(native: Require, folder: string): Parts {
  const cache = join(folder, '.compile-cache', `${BUILD_ID}-${process.version}-${process.platform}-${process.arch}`)
  return new Parts(native, process.env.NODE_DISABLE_COMPILE_CACHE === '1' ? undefined : cache)
}

/** A snapshot of the V8 flags: V8 rejects code that was compiled under other flags. */
class V8Flags {
  readonly #compiled = new Script('0', { filename: 'flags' }).createCachedData()
  #asked = 0

  /** Whether the flags are still the same. */
  areThose(): boolean {
    // V8 would reuse a script with the same file name.
    this.#asked += 1
    const asked = new Script('0', { filename: `flags-${this.#asked}`, cachedData: this.#compiled })
    return asked.cachedDataRejected === false
  }
}

/** Writes a file that stores its content twice, atomically. Returns whether that succeeded. */
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
      // The temporary file does not exist.
    }
    return false
  }
}

/** The content of a file that stores it twice; undefined if the file is missing or damaged. */
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
