import { readFileSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { build } from 'esbuild'

/** An import of what only the run knows. */
const NATIVE_IMPORT = /\bimport\((?!['"])/

const OURS = resolve('src') + sep

/**
 * Bundles the command line: one file with what every run needs, and beside it a file for each part that
 * our code asks for only when it needs it (`import()`, or `require()` where waiting is not possible).
 * Node reads and compiles all of a file before it runs any of it, so what is not in the first file costs
 * nothing. esbuild itself splits ES modules only, which start slower.
 *
 * A part that is shared by two files is in both: across such a border, nothing may depend on the identity of
 * a class or of a module's state.
 *
 * @param {import('esbuild').BuildOptions} common
 * @returns the metafiles of all bundles
 */
export async function bundleCommand(common) {
  const chunks = new Map()
  const pending = [{ entry: 'src/cli/bin.ts', outfile: 'dist/cli.js', prefix: './chunks/' }]
  const metafiles = []
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { entry, outfile, prefix } = next
    const { metafile } = await build({
      ...common,
      entryPoints: [entry],
      outfile,
      format: 'cjs',
      minify: true,
      // A native import() of a CommonJS file has Node parse it twice, the second time in JavaScript. Only a file of
      // the user's, whose name is known at the run, is imported natively: it may be an ES module.
      supported: { 'dynamic-import': NATIVE_IMPORT.test(readFileSync(entry, 'utf8')) },
      metafile: true,
      plugins: [
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
                const name = chunkName(path, new Set(chunks.values()))
                chunks.set(resolved.path, name)
                pending.push({ entry: resolved.path, outfile: `dist/chunks/${name}.js`, prefix: './' })
              }
              return { path: `${prefix}${chunks.get(resolved.path)}.js`, external: true }
            })
          },
        },
      ],
    })
    metafiles.push(metafile)
  }
  return metafiles
}

function chunkName(path, taken) {
  const plain = basename(path).replace(/\.[jt]s$/, '')
  const folder = path.split('/').at(-2)?.replace(/^\.+$/, '') ?? ''
  for (const name of [plain, `${folder}-${plain}`]) if (!taken.has(name)) return name
  throw new Error(`Two parts are called ${plain}.`)
}
