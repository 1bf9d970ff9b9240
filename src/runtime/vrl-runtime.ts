import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { createVrlCompiler, type VrlCompiler, type VrlInstance, type VrlRuntime } from '../vrl/compiler'
import { assetPath } from './assets'
import { compileWasmFast } from './compiler-flags'

let compiler: VrlCompiler | undefined

export interface VrlOptions {
  /** Whether the process runs nothing else that V8 flags would affect, and ends when linting is done. */
  ownProcess?: boolean
}

/** The platform's VRL compiler, which the build puts beside the bundle; loaded on first use. */
export function loadVrl(options: VrlOptions = {}): VrlCompiler {
  compiler ??= createVrlCompiler(createVrlRuntime(options))
  return compiler
}

/** The module that the build extracts from the package: see `scripts/vrl/extract.mjs`. */
interface Glue {
  compile(bytes: Uint8Array): unknown
  instantiate(module: unknown, console: { error(message: string): void }): unknown
}

/** The WebAssembly module; each of its instances is a separate compiler. */
export function createVrlRuntime({ ownProcess = false }: VrlOptions = {}): VrlRuntime {
  let glue: Glue | undefined
  let module: unknown
  let failure: { error: unknown } | undefined
  const work = new Script('work()')
  let context: { work?: () => void } | undefined
  return {
    instantiate(onPanic) {
      // A try that failed, for example for lack of memory, would fail again, and each takes long.
      if (failure !== undefined) throw failure.error
      try {
        glue ??= loadGlue(assetPath('vrl-glue.cjs'))
        module ??= compileFast(glue, readFileSync(assetPath('vrl.wasm')), ownProcess)
        const instance = glue.instantiate(module, { error: onPanic })
        if (!isInstance(instance)) throw new TypeError('The VRL compiler lacks its functions; run the build again.')
        return instance
      } catch (error) {
        failure = { error }
        throw error
      }
    },
    withinTime(task, milliseconds) {
      context ??= createContext({})
      let outcome: { ended: true; value: ReturnType<typeof task> } | { ended: false } = { ended: false }
      context.work = () => {
        outcome = { ended: true, value: task() }
      }
      try {
        work.runInContext(context, { timeout: milliseconds })
      } catch (error) {
        if (!isTimeout(error)) throw error
      } finally {
        delete context.work
      }
      return outcome
    },
    cpuTime() {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    },
  }
}

/** Checks only the code, since the error may come from another realm. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function loadGlue(path: string): Glue {
  const glue: unknown = createRequire(path)(path)
  if (!isGlue(glue)) throw new TypeError(`${path} lacks an expected export; run the build again.`)
  return glue
}

function isGlue(value: unknown): value is Glue {
  return hasFunction(value, 'compile') && hasFunction(value, 'instantiate')
}

function isInstance(value: unknown): value is VrlInstance {
  return hasFunction(value, 'check') && hasFunction(value, 'execute')
}

function hasFunction(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'
}

/**
 * Scripts are short: optimising a module of 8.7 MB in the background costs more than it saves. If the process runs
 * nothing else, optimisation stays off until the end, where Node would wait for it. Otherwise the flags, which apply to
 * the whole process, are set only during compilation.
 */
function compileFast(glue: Glue, bytes: Uint8Array, ownProcess: boolean): unknown {
  const restore = compileWasmFast()
  try {
    return glue.compile(bytes)
  } finally {
    if (!ownProcess) restore()
    // A worker thread ends before the process does.
    // The listener runs first, so that the loader finds the flags from the start of the process.
    else if (isMainThread) process.prependOnceListener('exit', restore)
  }
}
