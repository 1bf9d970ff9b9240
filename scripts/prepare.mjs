// npm runs this after `npm ci` in a clone, and before it packs a dependency from a git address, which has to be built first.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

if (!existsSync('dist/cli.js')) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
