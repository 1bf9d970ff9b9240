import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** A script that was compiled in this run, and the file for its compiled code. */
interface Compiled {
  script: Script
  target: string
}

/**
 * Compiles scripts with V8's compiled code from an earlier run. The cache of Node 22 (`module.enableCompileCache`) does
 * not contain functions that are compiled on first call, which are nearly all here.
 *
 * The compiled code is stored in a folder beside the built command. Anybody who can write there can also change the
 * command, so it needs no further protection. V8 rejects code from another version or other flags but does not validate
 * the rest, so a damaged file would crash the process. Therefore each file stores the code twice, and both copies must
 * be equal.
 */
export class CompiledCode {
  readonly #folder: string | undefined
  readonly #compiled: Compiled[] = []
  /** The V8 flags at the start of the process. */
  readonly #flags = new V8Flags()

  /** @param folder where compiled code is stored; if undefined, each script is compiled anew */
  constructor(folder: string | undefined) {
    this.#folder = folder
  }

  /**
   * Compiles a script.
   *
   * @param name the name of the file for its compiled code; it must change with the source, of which V8 compares only
   *   the length
   * @throws SyntaxError
   */
  compile(source: string, filename: string, name: string): Script {
    if (this.#folder === undefined) return new Script(source, { filename })
    const target = join(this.#folder, `${name}.bin`)
    const cachedData = readTwice(target)
    const script = new Script(source, cachedData === undefined ? { filename } : { filename, cachedData })
    // V8 rejects code that was compiled under other flags: either the earlier run had other flags, or they were changed
    // in this one.
    const isMissing = script.cachedDataRejected === undefined || (script.cachedDataRejected && this.#flags.areThose())
    if (isMissing) this.#compiled.push({ script, target })
    return script
  }

  /**
   * Stores the code of the scripts that had none, with the functions that have run so far. A failure only costs time in
   * the next run.
   */
  save(): void {
    if (this.#compiled.length === 0 || !this.#flags.areThose()) return
    for (const { script, target } of this.#compiled.splice(0)) {
      if (!writeTwice(target, script.createCachedData())) return
    }
  }
}

/**
 * The compiled code beside the built command; none is stored if `NODE_DISABLE_COMPILE_CACHE=1` is set.
 *
 * @param folder of the built command
 * @param build the beginning of the folder's name; it changes with the build, while the names of the files may not
 */
export function openCompiledCode(folder: string, build: string): CompiledCode {
  const cache = join(folder, '.compile-cache', `${build}-${process.version}-${process.platform}-${process.arch}`)
  return new CompiledCode(process.env.NODE_DISABLE_COMPILE_CACHE === '1' ? undefined : cache)
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
