// Makes the extension: node editors/vscode/build.mjs [FILE.vsix]. The command has to be built before.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const ROOT = resolve(HERE, '../..')
const STAGE = join(HERE, 'build')

const require = createRequire(import.meta.url)
const { build } = createRequire(join(ROOT, 'package.json'))('esbuild')

if (!existsSync(join(ROOT, 'dist/cli.js'))) throw new Error('Build the command first: npm run build')
rmSync(STAGE, { recursive: true, force: true })
mkdirSync(STAGE)

await build({
  entryPoints: [join(HERE, 'src/extension.ts')],
  outfile: join(STAGE, 'extension.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  external: ['vscode'],
  legalComments: 'eof',
  logLevel: 'warning',
})

// The server is the command without the library. It finds its assets in a folder of this name.
for (const name of readdirSync(join(ROOT, 'dist'))) {
  if (!/^index\.|^\.compile-cache$/.test(name)) {
    cpSync(join(ROOT, 'dist', name), join(STAGE, 'server/dist', name), { recursive: true })
  }
}
for (const name of ['language-configuration.json', 'syntaxes', 'media', 'README.md']) {
  cpSync(join(HERE, name), join(STAGE, name), { recursive: true })
}
for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(join(ROOT, name), join(STAGE, name))
cpSync(join(ROOT, 'schemas/vrl-test.schema.json'), join(STAGE, 'server/dist/schemas/vrl-test.schema.json'))

// The root alone names the version and the repository.
const { version, repository, homepage, bugs } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const {
  private: _,
  scripts: __,
  devDependencies: ___,
  ...manifest
} = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'))
const packed = { ...manifest, version, repository, homepage, bugs }
writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`)

const { createVSIX } = require('@vscode/vsce')
const packagePath = resolve(process.argv[2] ?? join(HERE, `integration-lint-${version}.vsix`))
await createVSIX({ cwd: STAGE, packagePath, dependencies: false, allowMissingRepository: false })
