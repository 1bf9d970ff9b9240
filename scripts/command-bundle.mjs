import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { build } from 'esbuild'
import { showsRuleTexts, withoutRuleTexts } from './rule-texts.mjs'

/** An import of what only the run knows. */
const NATIVE_IMPORT = /\bimport\((?!['"])/

const OURS = resolve('src') + sep

/** What the loader compiles is the expression of a function: to put it together at the run would copy the whole part. */
const WRAPPED = {
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
}

/** The programs, by the name of the file in `dist` that starts them. */
const PROGRAMS = { cli: 'src/cli/bin.ts', worker: 'src/run/worker.ts' }

/**
 * Bundles the programs: for each a small file that loads parts (see `src/runtime/launch.ts`), and beside it a file for each
 * part that our code asks for only when it needs it (`import()`, or `require()` where waiting is not possible).
 * A file is read and compiled as a whole before any of it runs, so what is not in the first part costs nothing.
 * esbuild itself splits ES modules only, which start slower.
 *
 * A module that two parts use is in both: it must not keep state, and errors are told apart by their code. See
 * `docs/architecture.md`.
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
      // cliui takes the place of wrap-ansi with a stand-in when it is loaded as an ES module; that one breaks words.
      alias: {
        cliui: resolve('node_modules/cliui/build/index.cjs'),
        // Its CommonJS form asks for its files in a way that cannot be bundled.
        'jsonc-parser': resolve('node_modules/jsonc-parser/lib/esm/main.js'),
      },
      // yargs asks while it is loaded, and we set the width; to ask makes a stream.
      // Of the place where it is, yargs makes those of a package.json and of translations. In a bundle it has none, takes the
      // working directory, and would read files of the user. There is nothing at this place, on Windows or elsewhere.
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
    // Anything beyond Latin-1 has V8 keep the whole part in two bytes a character. esbuild escapes what is in a text, and not what is
    // in a regular expression.
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
  // It runs in a process of its own, in which code of strangers is evaluated: without our loader.
  const { metafile } = await build({
    ...common,
    entryPoints: { evaluator: 'src/project/evaluator/entry.ts' },
    outdir: 'dist',
    format: 'cjs',
    minify: true,
  })
  return [...metafiles, metafile]
}

/** A variable of a module, which each part would have for itself. What is called `memo` may be there several times. */
const MODULE_STATE = /^(?:export )?let (?!memo)/m

/** @throws when one of our modules is in several parts and keeps state */
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
 * A native import() of a CommonJS file has Node parse it twice, the second time in JavaScript. Only a file of the
 * user's, whose name is known at the run, is imported natively: it may be an ES module.
 */
function hasNativeImport(path) {
  return NATIVE_IMPORT.test(readFileSync(path, 'utf8'))
}

/** By the name under which our code asks for it. */
function chunkName(name, path, taken) {
  const plain = basename(name).replace(/\.[jt]s$/, '')
  const folder = name.split('/').at(-2)?.replace(/^\.+$/, '') ?? ''
  const extension = hasNativeImport(path) ? 'cjs' : 'js'
  const candidates = [`${plain}.${extension}`, `${folder}-${plain}.${extension}`]
  for (const candidate of candidates) if (!taken.has(candidate)) return candidate
  throw new Error(`Two parts are called ${plain}.`)
}
