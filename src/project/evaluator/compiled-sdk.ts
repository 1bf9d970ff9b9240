import { createHash } from 'node:crypto'
import Module, { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import { type CompiledCode, openCompiledCode } from '../../runtime/compiled-code'

/** The packages that a definition loads with the SDK. */
const OF_SDK = /[\\/]node_modules[\\/]@(?:botpress|bpinternal)[\\/]/

/** In characters. For shorter modules, reading the compiled code takes as long as compiling. */
const MIN_MODULE_LENGTH = 50_000

/**
 * Loads the large modules of the SDK with V8's compiled code from an earlier run: compiling them takes a quarter of the
 * time to load the SDK.
 *
 * @returns the compiled code, to be saved when the modules have been used
 */
export function compileSdkOnce(): CompiledCode {
  const code = openCompiledCode(__dirname, 'sdk')
  const compile: unknown = Reflect.get(Module.prototype, '_compile')
  if (typeof compile !== 'function') return code
  Reflect.set(Module.prototype, '_compile', function loadModule(this: Module, ...given: unknown[]): unknown {
    const [source, filename] = given
    if (typeof source !== 'string' || typeof filename !== 'string') return Reflect.apply(compile, this, given)
    const script = compileModule(code, source, filename)
    if (script === undefined) return Reflect.apply(compile, this, given)
    const { exports } = this
    return Reflect.apply(script.runInThisContext(), exports, [
      exports,
      createRequire(filename),
      this,
      filename,
      dirname(filename),
    ])
  })
  return code
}

/** Undefined for a module that Node.js has to compile: another one, an ES module, or one with `import()`. */
function compileModule(code: CompiledCode, source: string, filename: string) {
  if (source.length < MIN_MODULE_LENGTH || !OF_SDK.test(filename) || /\bimport\s*\(/.test(source)) return undefined
  const hash = createHash('sha256').update(source).digest('hex')
  try {
    return code.compile(Module.wrap(source), filename, `${basename(filename)}-${hash}`)
  } catch {
    // Node.js reports the syntax error.
    return undefined
  }
}
