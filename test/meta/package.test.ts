import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../cli/run'
import { installPacked } from '../packed'

// The unpacked tarball in an empty project: what a user gets, but for npm's part (`package.system.test.ts`).
let project: string

function inProject(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'integration-lint-package-'))
  installPacked(project)
  writeFileSync(
    join(project, 'good.json'),
    '{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }',
  )
  writeFileSync(
    join(project, 'bad.json'),
    `{ "name": "acme", "version": "1.0.0", "title": "${'T'.repeat(65)}", "actions": {} }`,
  )
  // A project without its SDK: lintFiles looks for esbuild and for the SDK, and reports what is missing.
  mkdirSync(join(project, 'project'))
  writeFileSync(join(project, 'project/package.json'), '{ "name": "acme" }')
  writeFileSync(join(project, 'project/integration.definition.ts'), "import '@botpress/sdk'\n")
}, 120_000)

afterAll(() => rmSync(project, { recursive: true, force: true }))

const PROGRAM = `
const findings = lintText('{ "name": "acme", "version": "1.0.0", "title": "", "actions": {} }').findings
console.log(JSON.stringify([
  findings.filter(({ rule }) => rule === 'schema/min-length').map(({ line, column }) => [line, column]),
  isIntegration({}),
  lintValue({ name: 'acme', version: '1.0.0', title: '', actions: {} }, { preset: 'schema' }).findings.length,
]))
try { assertCreateIntegrationBody({ name: 5 }) } catch (error) { console.log(error.name, error.findings.map(({ rule, pointer }) => rule + pointer).join()) }
lintFiles(['project']).then(({ files }) => console.log(files.map(({ findings }) => findings.map(({ rule }) => rule)).join()))
`
const PRINTED = '[[[1,48]],false,1]\nInvalidDocumentError schema/required,schema/type/name\ndefinition/loads\n'
const NAMES = 'lintFiles, lintText, lintValue, isIntegration, assertCreateIntegrationBody'

test('the command runs', () => {
  const bin = join(project, 'node_modules/.bin/integration-lint')
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(inProject(bin, ['--version'])).toBe(`${version}\n`)
  expect(inProject(bin, ['schema', 'create-body'])).toContain('"$schema"')
  expect(inProject(bin, ['good.json', '--fail-on', 'error'])).toContain('1 file checked')
  expect(() => inProject(bin, ['bad.json'])).toThrow(/Command failed/)
})

test('CommonJS', () => {
  writeFileSync(join(project, 'consumer.cjs'), `const { ${NAMES} } = require('integration-lint')\n${PROGRAM}`)
  expect(inProject('node', ['consumer.cjs'])).toBe(PRINTED)
})

test('ES modules', () => {
  writeFileSync(join(project, 'consumer.mjs'), `import { ${NAMES} } from 'integration-lint'\n${PROGRAM}`)
  expect(inProject('node', ['consumer.mjs'])).toBe(PRINTED)
})

test('importing has no side effect', () => {
  writeFileSync(
    join(project, 'import.mjs'),
    `const count = () => [Object.keys(globalThis).length, ...['exit', 'uncaughtException', 'SIGINT'].map((event) => process.listenerCount(event))].join(' ')
const before = count()
await import('integration-lint')
console.log(count() === before)`,
  )
  expect(inProject('node', ['import.mjs'])).toBe('true\n')
})

test('the types serve CommonJS and ES modules', () => {
  const files = ['typed.cts', 'typed.mts']
  for (const file of files) {
    writeFileSync(
      join(project, file),
      `import { assertIntegration, isIntegration, lintFiles, type Integration, type Finding } from 'integration-lint'
export function title(value: unknown): string {
  if (isIntegration(value)) return value.title
  assertIntegration(value)
  const integration: Integration = value
  // @ts-expect-error the id is a string
  const id: number = integration.id
  return String(id)
}
export async function rules(): Promise<string[]> {
  const { files } = await lintFiles(['.'])
  return files.flatMap(({ findings }) => findings.map((finding: Finding) => finding.rule))
}
`,
    )
  }
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext']
  try {
    inProject(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', '--target', 'es2022', ...modules, ...files])
  } catch (error) {
    throw new Error(String(Reflect.get(Object(error), 'stdout')))
  }
})
