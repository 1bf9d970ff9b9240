// A demonstration: builds the tool, and runs it on the fixtures.
import { spawnSync } from 'node:child_process'

console.log(
  'Builds the tool and checks fixtures/. The files in fixtures/invalid/ are wrong on purpose, so there are findings.\n',
)
for (const script of [['scripts/build.mjs'], ['dist/cli.js', 'fixtures', '--exit-zero']]) {
  const { status } = spawnSync(process.execPath, script, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
