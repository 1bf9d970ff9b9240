// The minimum work for a project: bundle its definition, without the SDK, and run it. The result is discarded.
// Usage: node bench/bare.cjs FOLDER…
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { runInThisContext } = require('node:vm')
const esbuild = require('esbuild')

async function evaluate(folder) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['integration.definition.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    external: ['@botpress/sdk', '@bpinternal/zui', '@botpress/client'],
  })
  const module = { exports: {} }
  const run = runInThisContext(`(function (exports, require, module) {${outputFiles[0].text}\n})`)
  run(module.exports, createRequire(join(folder, 'index.js')), module)
  if (module.exports.default === undefined) throw new Error(`${folder} has no definition`)
}

;(async () => {
  for (const folder of process.argv.slice(2)) await evaluate(folder)
})()
