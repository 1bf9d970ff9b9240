import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { types } from 'node:util'
import { compileFunction, constants } from 'node:vm'
import { isFields, own } from '../document/values'

/**
 * Runs a configuration that is written as JavaScript or TypeScript, and returns what it exports by default.
 *
 * TypeScript is compiled by esbuild, if it is installed; else by Node itself, from version 22.18 on.
 *
 * @throws whatever running it throws
 */
export async function loadConfigurationCode(path: string): Promise<unknown> {
  return await defaultExport(path.endsWith('.ts') ? await loadTypeScript(path) : await importFile(path))
}

/** Modules are kept by URL: a file that has changed gets another one. */
function importFile(path: string): Promise<unknown> {
  const url = pathToFileURL(path)
  url.searchParams.set('modified', String(statSync(path).mtimeMs))
  return import(url.href)
}

async function loadTypeScript(path: string): Promise<unknown> {
  const esbuild = await findEsbuild()
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

async function findEsbuild(): Promise<typeof import('esbuild') | undefined> {
  try {
    return await import('esbuild')
  } catch (error) {
    if (error instanceof Error && 'code' in error && /MODULE_NOT_FOUND$/.test(String(error.code))) return undefined
    throw error
  }
}

/** The default export of a module of either system, however often it has been wrapped on the way. */
function defaultExport(module: unknown): unknown {
  if (!isFields(module)) return module
  const wrapped = own(module, '__esModule') === true || types.isModuleNamespaceObject(module)
  if (!wrapped) return module
  if (!Object.hasOwn(module, 'default')) throw new Error('it has no default export.')
  return defaultExport(module.default)
}
