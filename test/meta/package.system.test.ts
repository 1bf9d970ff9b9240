import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../cli/run'
import { packedTarball } from '../packed'

// `package.test.ts` tries the commands, the modules and the types of the same package.
test('npm installs the packed tarball, and its command runs', () => {
  const project = mkdtempSync(join(tmpdir(), 'integration-lint-package-'))
  try {
    const inProject = (command: string, args: readonly string[]) =>
      execFileSync(command, args, { cwd: project, encoding: 'utf8' })
    writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }')
    inProject('npm', ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', packedTarball()])
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(inProject('npx', ['--no', '--', 'integration-lint', '--version'])).toBe(`${version}\n`)
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}, 120_000)
