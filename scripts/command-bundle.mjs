import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { build } from 'esbuild'
import { showsRuleTexts, withoutRuleTexts } from './rule-texts.mjs'

/** A native import of a file whose name is known only at run time. */
const NATIVE_IMPORT = /\bimport\((?!['"])/

const OURS = resolve('src') + sep

/** The file of a part is a function expression, which the loader compiles as it is; wrapping it at run time would copy the text. */
const WRAPPED = {
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
}

/** The programs, by the name of the file in `dist` that starts them. */
const PROGRAMS = { cli: 'src/cli/bin.ts', worker: 'src/run/worker.ts' }

/**
 * Bundles the programs: for each one a small file that loads parts (see `src/runtime/launch.ts`), and a file for each part
 * that our code loads on demand (with `import()`, or with `require()` in synchronous code). Node.js reads and compiles a
 * whole file before any of it runs, so code outside the first part costs nothing until it is needed. esbuild's own splitting
 * works only for ES modules, which start slower.
 *
 * A module that two parts use is in both, so it must not keep state, and errors are distinguished by their code. See
 * "Laws of the build" in `docs/architecture.md`.
 *
 * @param {import('esbuild').BuildOptions} common
 * @returns the metafiles of all bundles
 */
export async function bundleCommand(common) {
  const chunks = new Map(Object.values(PROGRAMS).map((path) => [resolve(path), chunkName(path, path, new Set())]))
  const pending = Object.values(PROGRAMS)
  const metafiles = []
  const identity = createHash('sha1')
  for (let entry = pending.shift(); entry !== undefined; entry = pending.shift()) {
    const outfile = `dist/chunks/${chunks.get(resolve(entry))}`
    const options = {
      ...common,
      entryPoints: [entry],
      outfile,
      format: 'cjs',
      ...(hasNativeImport(entry) ? {} : WRAPPED),
      minify: true,
      supported: { 'dynamic-import': hasNativeImport(entry) },
      metafile: true,
      // The ES module of cliui has a replacement for wrap-ansi that breaks lines within words; its CommonJS module does not.
      alias: {
        cliui: resolve('node_modules/cliui/build/index.cjs'),
        // Its CommonJS module loads files in a way that cannot be bundled.
        'jsonc-parser': resolve('node_modules/jsonc-parser/lib/esm/main.js'),
        // yargs imports it; the file says why it is replaced.
        assert: resolve('src/runtime/assert.ts'),
      },
      // yargs queries the width of the terminal while it is loaded, which creates a stream; we set the width ourselves.
      // yargs looks for a package.json and for translations relative to its own path. In a bundle, that path is missing, so it
      // would read files in the working directory of the user. This path exists on no system.
      define: {
        'process.stdout.columns': 'undefined',
        'import.meta.url': '"file:///C:/not-there/node_modules/yargs/lib/platform-shims/esm.mjs"',
      },
      plugins: [
        ...common.plugins,
        {
          name: 'chunks',
          setup({ onResolve, resolve: find }) {
            onResolve({ filter: /.*/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
              const onDemand = kind === 'dynamic-import' || kind === 'require-call'
              if (pluginData?.chunk === true || !onDemand || !importer.startsWith(OURS) || path.startsWith('node:'))
                return null
              const resolved = await find(path, { kind, importer, resolveDir, pluginData: { chunk: true } })
              if (resolved.external || resolved.errors.length > 0) return resolved
              if (!chunks.has(resolved.path)) {
                chunks.set(resolved.path, chunkName(path, resolved.path, new Set(chunks.values())))
                pending.push(resolved.path)
              }
              return { path: `./${chunks.get(resolved.path)}`, external: true }
            })
          },
        },
      ],
    }
    let { metafile } = await build(options)
    if (!showsRuleTexts(metafile))
      ({ metafile } = await build({ ...options, plugins: [...options.plugins, withoutRuleTexts] }))
    metafiles.push(metafile)
    const built = readFileSync(outfile)
    // With any character beyond Latin-1, V8 stores the source of the part with two bytes per character. esbuild escapes such
    // characters in strings, but not in regular expressions.
    if (built.some((byte) => byte > 0x7f))
      throw new Error(`${outfile} is not ASCII; write \\u… in its regular expressions.`)
    identity.update(built)
  }
  refuseSharedState(metafiles)
  const buildId = identity.digest('hex').slice(0, 8)
  for (const [name, path] of Object.entries(PROGRAMS)) {
    const { metafile } = await build({
      ...common,
      entryPoints: ['src/runtime/launch.ts'],
      outfile: `dist/${name}.js`,
      format: 'cjs',
      minify: true,
      define: { BUILD_ID: JSON.stringify(buildId), FIRST_PART: JSON.stringify(chunks.get(resolve(path))) },
    })
    metafiles.push(metafile)
  }
  // The evaluator runs untrusted code in a separate process, so it does not use our loader.
  const { metafile } = await build({
    ...common,
    entryPoints: { evaluator: 'src/project/evaluator/entry.ts' },
    outdir: 'dist',
    format: 'cjs',
    minify: true,
  })
  return [...metafiles, metafile]
}

/** A top-level variable, of which each part has its own copy. Several copies of a `memo` do no harm. */
const MODULE_STATE = /^(?:export )?let (?!memo)/m

/** @throws if one of our modules is in several parts and keeps state */
export function refuseSharedState(metafiles) {
  const parts = new Map()
  for (const { outputs } of metafiles) {
    for (const [part, { inputs }] of Object.entries(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        if (path.startsWith('src/') && bytesInOutput > 0) parts.set(path, [...(parts.get(path) ?? []), part])
      }
    }
  }
  const stateful = [...parts].filter(
    ([path, { length }]) => length > 1 && /\.ts$/.test(path) && MODULE_STATE.test(readFileSync(path, 'utf8')),
  )
  if (stateful.length === 0) return
  const lines = stateful.map(([path, names]) => `${path} is in ${names.join(' and ')}`)
  throw new Error(`A module that keeps state is in several parts, and each would have its own:\n${lines.join('\n')}`)
}

/**
 * For a native import() of a CommonJS file, Node.js parses the file twice, the second time in JavaScript. So only files of
 * the user, whose names are known at run time and which may be ES modules, are imported natively.
 */
function hasNativeImport(path) {
  return NATIVE_IMPORT.test(readFileSync(path, 'utf8'))
}

/** By the specifier that our code imports. */
function chunkName(name, path, taken) {
  const plain = basename(name).replace(/\.[jt]s$/, '')
  const folder = name.split('/').at(-2)?.replace(/^\.+$/, '') ?? ''
  const extension = hasNativeImport(path) ? 'cjs' : 'js'
  const candidates = [`${plain}.${extension}`, `${folder}-${plain}.${extension}`]
  for (const candidate of candidates) if (!taken.has(candidate)) return candidate
  throw new Error(`Two parts are called ${plain}.`)
}
