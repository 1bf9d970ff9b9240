// Runs the built command under other versions of Node.js and compares its reports with those of the running one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const COMMANDS = [
  ['fixtures', '--format', 'json'],
  ['fixtures/valid/desk.create.json', '--format', 'sarif', '--preset', 'strict'],
  ['explain', 'vrl-compiles'],
  ['schema', 'create-body'],
  ['fixtures', '--print-config'],
  ['--no-such-flag'],
]

function answers(node) {
  return COMMANDS.map((args) => {
    const { error, status, stdout, stderr } = spawnSync(node, ['dist/cli.js', ...args], { cwd: ROOT, encoding: 'utf8' })
    if (error !== undefined) throw error
    return { command: args.join(' '), status, stdout, stderr }
  })
}

const expected = answers(process.execPath)
for (const name of ['node22', 'node24']) {
  const node = fileURLToPath(new URL(`node_modules/${name}/bin/node`, import.meta.url))
  if (!existsSync(node)) {
    console.error(`${name} is not installed: npm ci --prefix tools brings it on Linux x64 only.`)
    process.exit(1)
  }
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  for (const [index, answer] of answers(node).entries()) {
    if (JSON.stringify(answer) === JSON.stringify(expected[index])) continue
    console.error(`Node.js ${version} answers otherwise than ${process.version}:`, answer, expected[index])
    process.exit(1)
  }
  console.log(`Node.js ${version}: ${COMMANDS.length} commands answer as under ${process.version}`)
}
