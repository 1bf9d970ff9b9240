import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import glob from 'fast-glob'
import { ROOT } from './cli/run'

const CACHE = join(ROOT, 'node_modules/.cache/integration-lint')

interface Manifest {
  version: string
  files: string[]
  bin: Record<string, string>
}

const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

/** The tarball that `npm pack` makes of the built package: made once, and again when a file of it has changed. */
export function packedTarball(): string {
  const packed = ['package.json', ...manifest.files.filter((name) => !name.startsWith('!'))]
  const patterns = packed.map((name) => (statSync(join(ROOT, name)).isDirectory() ? `${name}/**` : name))
  const state = glob
    .sync(patterns, { cwd: ROOT, ignore: ['dist/.compile-cache/**'] })
    .sort()
    .map((name) => `${name} ${statSync(join(ROOT, name)).mtimeMs}\n`)
  const tarball = join(CACHE, `${createHash('sha256').update(state.join('')).digest('hex')}.tgz`)
  if (existsSync(tarball)) return tarball
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'pack-'))
  const printed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  // Tests at the same time may each pack it: the last one stays, and all are alike.
  renameSync(join(folder, printed.trim().split('\n').at(-1) ?? ''), tarball)
  rmSync(folder, { recursive: true })
  return tarball
}

/** Makes the packed tool a development dependency of the project in a folder, as `npm install` does, and without npm. */
export function installPacked(folder: string): void {
  const tarball = packedTarball()
  const home = join(folder, 'node_modules/integration-lint')
  mkdirSync(home, { recursive: true })
  mkdirSync(join(folder, 'node_modules/.bin'))
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components', '1'])
  symlinkSync('../integration-lint/dist/cli.js', join(folder, 'node_modules/.bin/integration-lint'))

  copyFileSync(tarball, join(folder, 'integration-lint.tgz'))
  const devDependencies = { 'integration-lint': 'file:integration-lint.tgz' }
  const { version, bin } = manifest
  const resolved = devDependencies['integration-lint']
  const lock = {
    lockfileVersion: 3,
    packages: { '': { devDependencies }, 'node_modules/integration-lint': { version, resolved, dev: true, bin } },
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, devDependencies })}\n`)
  writeFileSync(join(folder, 'package-lock.json'), `${JSON.stringify(lock)}\n`)
}
