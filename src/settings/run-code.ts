import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { types } from 'node:util'
import { compileFunction, constants } from 'node:vm'
import { isFields, own } from '../document/values'
import { fieldOf, stackOf } from '../findings/errors'
import { manifestPipe } from '../input/stats'

/**
 * Runs a configuration written in JavaScript or TypeScript, and returns its default export. TypeScript is compiled by
 * esbuild if it is installed, otherwise by Node itself from version 22.18 on.
 *
 * @throws any error of the configuration
 */
export async function loadConfigurationCode(path: string): Promise<unknown> {
  const pipe = manifestPipe(dirname(path))
  if (pipe !== undefined) throw new Error(`${pipe} is not a regular file, so reading it would block.`)
  return settled(
    (async () => await defaultExport(path.endsWith('.ts') ? await loadTypeScript(path) : await importFile(path)))(),
  )
}

/** The maximum time to load a configuration, in milliseconds. */
export const LOADING_TIME = 60_000

/**
 * Waits for a promise that may never settle: an empty event loop shows that nothing can settle it any more.
 *
 * @throws if it does not settle, or not in time
 */
async function settled<Value>(loading: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  let giveUp: (() => void) | undefined
  const unsettled = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('it exports a promise, or waits for one, that never settles.'))
    process.once('beforeExit', giveUp)
    timer = setTimeout(() => reject(new Error(`it takes longer than ${LOADING_TIME / 1000} seconds.`)), LOADING_TIME)
    timer.unref()
  })
  try {
    return await Promise.race([loading, unsettled])
  } finally {
    clearTimeout(timer)
    if (giveUp !== undefined) process.removeListener('beforeExit', giveUp)
  }
}

/**
 * The place where a configuration threw, or where it cannot be parsed; undefined if the error does not contain it.
 *
 * @returns 1-based; the column is undefined if Node reports only the line
 */
export function placeOfError(path: string, error: unknown): { line: number; column?: number } | undefined {
  // `instanceof` would run the traps of a proxy.
  if (!types.isNativeError(error)) return undefined
  const errors = fieldOf(error, 'errors')
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : []
  const location = isFields(first) ? own(first, 'location') : undefined
  if (isFields(location) && typeof location.line === 'number' && typeof location.column === 'number') {
    return { line: location.line, column: location.column + 1 }
  }
  // A stack contains the path, or its URL with the query that `importFile` adds.
  const place = placeInStack(path, stackOf(error) ?? '')
  if (place !== undefined || !(error instanceof SyntaxError)) return place
  // Node.js prints the place in a module only for an uncaught error. `--check` does not run the code.
  const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: LOADING_TIME })
  return placeInStack(path, stderr)
}

function placeInStack(path: string, stack: string): { line: number; column?: number } | undefined {
  const names = [pathToFileURL(path).href, path]
  const lines = stack.split('\n')
  for (const [index, written] of lines.entries()) {
    if (!names.some((name) => written.includes(name))) continue
    const [, line, column] = /:(\d+)(?::(\d+))?\)?\r?$/.exec(written) ?? []
    if (line === undefined) continue
    // Above a stack, Node shows the line with a caret below it.
    const caret = column === undefined ? lines[index + 2]?.indexOf('^') : Number(column) - 1
    return { line: Number(line), ...(caret === undefined || caret < 0 ? {} : { column: caret + 1 }) }
  }
  return undefined
}

/** Node.js caches modules by URL, so a changed file gets a new one. */
function importFile(path: string): Promise<unknown> {
  const url = pathToFileURL(path)
  url.searchParams.set('modified', String(statSync(path).mtimeMs))
  return import(url.href)
}

async function loadTypeScript(path: string): Promise<unknown> {
  const esbuild = await importEsbuild()
  if (esbuild === undefined) {
    if (Reflect.get(process.features, 'typescript')) return importFile(path)
    throw new Error(
      'a configuration in TypeScript needs Node.js 22.18 or later, or esbuild: run "npm install --save-dev esbuild", or write it as integration-lint.config.mjs.',
    )
  }
  const { outputFiles } = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(path).href) },
    sourcemap: 'inline',
    write: false,
    logLevel: 'silent',
  })
  const module = { exports: {} }
  const run = compileFunction(outputFiles[0]?.text ?? '', ['module', 'exports', 'require', '__filename', '__dirname'], {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  run(module, module.exports, createRequire(path), path, dirname(path))
  return module.exports
}

async function importEsbuild(): Promise<typeof import('esbuild') | undefined> {
  try {
    return await import('esbuild')
  } catch (error) {
    if (error instanceof Error && 'code' in error && /MODULE_NOT_FOUND$/.test(String(error.code))) return undefined
    throw error
  }
}

/** The default export of an ES or CommonJS module, which loaders may have wrapped several times. */
function defaultExport(module: unknown): unknown {
  if (!isFields(module)) return module
  const wrapped = own(module, '__esModule') === true || types.isModuleNamespaceObject(module)
  if (!wrapped) return module
  if (!Object.hasOwn(module, 'default')) throw new Error('it has no default export.')
  return defaultExport(module.default)
}
