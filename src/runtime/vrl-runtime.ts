import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { createVrlCompiler, type VrlCompiler, type VrlInstance, type VrlRuntime } from '../vrl/compiler'
import { assetPath } from './assets'
import { compileWasmFast } from './compiler-flags'

let compiler: VrlCompiler | undefined

export interface VrlOptions {
  /** Whether nobody else is in this process whom its compiler flags concern, and it ends when we are done. */
  ownProcess?: boolean
}

/** The platform's VRL compiler, which the build puts beside the bundle; loaded when it is first asked for. */
export function loadVrl(options: VrlOptions = {}): VrlCompiler {
  compiler ??= createVrlCompiler(createVrlRuntime(options))
  return compiler
}

/** What the build makes of the package: see `scripts/vrl/extract.mjs`. */
interface Glue {
  compile(bytes: Uint8Array): unknown
  instantiate(module: unknown, console: { error(message: string): void }): unknown
}

/** The WebAssembly module, of which each instance is a compiler of its own. */
export function createVrlRuntime({ ownProcess = false }: VrlOptions = {}): VrlRuntime {
  let glue: Glue | undefined
  let module: unknown
  let failure: { error: unknown } | undefined
  const work = new Script('work()')
  let context: { work?: () => void } | undefined
  return {
    instantiate(onPanic) {
      // Where there is no memory for it, there is none for the next script either, and each try takes long.
      if (failure !== undefined) throw failure.error
      try {
        glue ??= loadGlue(assetPath('vrl-glue.cjs'))
        module ??= compileFast(glue, readFileSync(assetPath('vrl.wasm')), ownProcess)
        const instance = glue.instantiate(module, { error: onPanic })
        if (!isInstance(instance)) throw new TypeError('The VRL compiler lacks its functions; build anew.')
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

/** By its code alone: the error may be of another realm. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function loadGlue(path: string): Glue {
  const glue: unknown = createRequire(path)(path)
  if (!isGlue(glue)) throw new TypeError(`${path} does not export what it should; build anew.`)
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
 * Scripts are short: a module of 8.7 MB that is optimised for them in the background costs more than it will ever
 * gain. In a process of our own it is kept from that until the end, which would wait for it; the flags are of the whole
 * process, so that elsewhere they hold for the compilation alone.
 */
function compileFast(glue: Glue, bytes: Uint8Array, ownProcess: boolean): unknown {
  const restore = compileWasmFast()
  try {
    return glue.compile(bytes)
  } finally {
    if (!ownProcess) restore()
    // A worker thread ends before the process does.
    // First of all listeners: the loader then finds the flags with which the process began.
    else if (isMainThread) process.prependOnceListener('exit', restore)
  }
}
