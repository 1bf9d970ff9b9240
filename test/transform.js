const { createHash } = require('node:crypto')
const { readFileSync } = require('node:fs')
const { transformSync, version } = require('esbuild')

const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  // Jest runs CommonJS: import() becomes a promise of require().
  supported: { 'dynamic-import': false },
  sourcemap: 'external',
  sourcesContent: false,
}
const OWN_KEY = createHash('sha256').update(readFileSync(__filename)).update(version).digest('hex')

/** TypeScript for Jest, by the compiler that builds the command. */
module.exports = {
  canInstrument: false,
  process(text, path) {
    const { code, map } = transformSync(text, { ...OPTIONS, sourcefile: path })
    return { code, map }
  },
  getCacheKey: (text, path) => createHash('sha256').update(OWN_KEY).update(`${path}\0`).update(text).digest('hex'),
}
