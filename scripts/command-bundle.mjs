import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { build } from 'esbuild'
import { showsRuleTexts, withoutRuleTexts } from './rule-texts.mjs'

/** An import of what only the run knows. */
const NATIVE_IMPORT = /\bimport\((?!['"])/

const OURS = resolve('src') + sep

/** What `dist/cli.js` and `dist/worker.js` load. */
const FIRST_PARTS = ['src/cli/run-process.ts', 'src/run/worker.ts']

/**
 * Bundles the command line: one small file that loads the parts (see `src/runtime/parts.ts`), and beside it a file for each
 * part that our code asks for only when it needs it (`import()`, or `require()` where waiting is not possible).
 * A file is read and compiled as a whole before any of it runs, so what is not in the first part costs nothing.
 * esbuild itself splits ES modules only, which start slower.
 *
 * A part that is shared by two files is in both: across such a border, nothing may depend on the identity of
 * a class or of a module's state.
 *
 * @param {import('esbuild').BuildOptions} common
 * @returns the metafiles of all bundles
 */
export async function bundleCommand(common) {
  const chunks = new Map(FIRST_PARTS.map((path) => [resolve(path), chunkName(path, path, new Set())]))
  const pending = [...FIRST_PARTS]
  const metafiles = []
  const identity = createHash('sha1')
  for (let entry = pending.shift(); entry !== undefined; entry = pending.shift()) {
    const outfile = `dist/chunks/${chunks.get(resolve(entry))}`
    const options = {
      ...common,
      entryPoints: [entry],
      outfile,
      format: 'cjs',
      minify: true,
      supported: { 'dynamic-import': hasNativeImport(entry) },
      metafile: true,
      // yargs asks while it is loaded, and is told by us; to ask makes a stream.
      define: { 'process.stdout.columns': 'undefined' },
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
    // As `src/runtime/parts.ts` reads it. esbuild escapes what is in a text, and not what is in a regular expression.
    if (built.some((byte) => byte > 0x7f))
      throw new Error(`${outfile} is not ASCII; write \\u… in its regular expressions.`)
    identity.update(built)
  }
  const { metafile } = await build({
    ...common,
    entryPoints: { cli: 'src/cli/bin.ts', worker: 'src/cli/worker.ts', evaluator: 'src/project/evaluator/entry.ts' },
    outdir: 'dist',
    format: 'cjs',
    minify: true,
    define: { BUILD_ID: JSON.stringify(identity.digest('hex').slice(0, 8)) },
  })
  return [...metafiles, metafile]
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
