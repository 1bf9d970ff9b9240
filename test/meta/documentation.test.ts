import { execFile, execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { ROOT } from '../cli/run'
import { ENVIRONMENT, npmEnvironment } from '../hooks/repository'
import { installPacked } from '../packed'
import { copiesOf, type MockApi, startMockApi } from '../remote/mock-api'

/** The pages that people read; the generated pages of rules are held by `npm run gen:check`. */
function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(ROOT, 'docs', name))
  return [join(ROOT, 'README.md'), ...docs]
}

interface Shown {
  page: string
  command: string
  output: string
}

/** Blocks of the language `console`: a line `$ integration-lint …`, then what it prints. */
function shownCommands(page: string): Shown[] {
  const shown: Shown[] = []
  for (const [, block = ''] of readFileSync(page, 'utf8').matchAll(/^```console\n([\s\S]*?)^```$/gm)) {
    for (const part of block.split(/^\$ /m).slice(1)) {
      const end = part.indexOf('\n')
      shown.push({ page: relative(ROOT, page), command: part.slice(0, end), output: part.slice(end + 1) })
    }
  }
  return shown
}

const shown = pages().flatMap(shownCommands)

/** Lines of the blocks of shell that run the tool: without their comments. */
function shellCommands(page: string): [page: string, command: string][] {
  return [...readFileSync(page, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => /(?:^|\| |\w=\S+ )(?:npx --no -- )?integration-lint /.test(line))
    .map((line) => [relative(ROOT, page), line])
}

// An empty project with the packed tool as its development dependency, the files that the pages speak of, a `bp` that
// prints a definition, and the mock of the API: nothing else can be reached.
let project: string
let api: MockApi
let environment: NodeJS.ProcessEnv

const fixture = (name: string) => readFileSync(join(ROOT, 'fixtures', name), 'utf8')

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'integration-lint-docs-'))
  installPacked(project)
  for (const folder of ['fixtures/valid', 'fixtures/invalid', 'fixtures/events'])
    cpSync(join(ROOT, folder), join(project, folder), { recursive: true })
  // As docs/vrl.md says.
  cpSync(join(project, 'node_modules/integration-lint/docs/vrl-tutorial'), join(project, 'vrl-tutorial'), {
    recursive: true,
  })
  mkdirSync(join(project, 'definitions'))
  const body = fixture('valid/desk.create.json')
  for (const name of ['crm.json', 'integration.json', 'body.json', 'definitions/desk.json', 'definitions/b.jsonc'])
    writeFileSync(join(project, name), body)
  const bp = join(project, 'node_modules/.bin/bp')
  writeFileSync(bp, `#!/bin/sh\ncat "${join(project, 'body.json')}"\n`)
  chmodSync(bp, 0o755)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: project, env: ENVIRONMENT })
  git('init', '--quiet', '--initial-branch', 'main')
  git('add', 'integration.json', 'definitions')
  git('commit', '--quiet', '--message', 'One')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')

  const { integration } = JSON.parse(fixture('valid/desk.response.json'))
  const [crm, slack, named] = copiesOf([integration], 3)
  api = await startMockApi({
    resources: [
      { ...crm, name: 'acme/crm', version: '1.2.0' },
      { ...slack, name: 'slack', version: '1.0.0' },
      { ...named, id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE' },
    ],
  })
  environment = {
    ...npmEnvironment(),
    PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH}`,
    HOME: project,
    npm_config_offline: 'true',
    BP_API_URL: api.url,
    BP_TOKEN: 'bp_pat_of_the_mock',
    BP_WORKSPACE_ID: 'wkspace_mock',
  }
})

afterAll(async () => {
  await api.close()
  rmSync(project, { recursive: true, force: true })
})

function shell(command: string): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile('bash', ['-c', command], { cwd: project, env: environment }, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
    child.stdin?.end()
  })
}

test('the README shows commands with their output', () => {
  expect(shown.filter(({ page }) => page === 'README.md').length).toBeGreaterThan(2)
})

test.each(shown.map((one) => [`${one.page}: ${one.command}`, one] as const))(
  '%s prints what is shown',
  async (_name, one) => {
    expect(one.command).toMatch(/^integration-lint /)
    const { stdout, stderr } = await shell(one.command)
    expect(stdout + stderr).toBe(one.output)
  },
)

// What a project in TypeScript needs, its SDK, no test without the network can install: test/project runs these commands.
const commands = pages()
  .filter((page) => !page.endsWith('typescript-projects.md'))
  .flatMap(shellCommands)

test('the pages have commands', () => {
  expect(commands.filter(([page]) => page === 'README.md').length).toBeGreaterThan(4)
})

const NPX = 'npx --no -- '

// Lines of one page build upon each other.
test.each([...new Set(commands.map(([page]) => page))])('the commands of %s run from the packed tool', async (page) => {
  const failed: unknown[] = []
  const ofPage = commands.filter(([where]) => where === page).map(([, command]) => command)
  // npx finds the same command, and takes three times as long: one command of the README is run with it.
  const withNpx = page === 'README.md' ? ofPage.find((command) => command.startsWith(NPX)) : undefined
  if (page === 'README.md') expect(withNpx).toBeDefined()
  for (const command of ofPage) {
    const run = command === withNpx ? command : command.replace(NPX, '')
    const result = await shell(run.replace('http://127.0.0.1:PORT', api.url))
    // Findings are an answer, too; npm's own errors have status 1 as well.
    if (result.status > 1 || /npm error|not found/.test(result.stderr)) failed.push({ command, ...result })
  }
  expect(failed).toEqual([])
})

test('nothing that people copy fetches whatever has the name on npm', () => {
  const sources = ['action.yml', '.pre-commit-hooks.yaml', 'src/cli/init/templates.ts', 'scripts/mock-api.mjs']
  const risky = [...pages(), ...sources.map((name) => join(ROOT, name))].flatMap((path) =>
    [
      ...readFileSync(path, 'utf8').matchAll(
        /.*(?:npx (?!--no -- )[^\n]*\bintegration-lint|npm (?:i|install|add)\b[^\n]*\s'?integration-lint(?:@|\s|'|$)|unpkg\.com).*/gm,
      ),
    ].map(([line]) => `${relative(ROOT, path)}: ${line}`),
  )
  expect(risky).toEqual([])
})

test('links between the pages lead somewhere', () => {
  const dangling: string[] = []
  for (const page of pages()) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const path = resolve(dirname(page), target)
      if (!existsSync(path) || !(statSync(path).isFile() || statSync(path).isDirectory()))
        dangling.push(`${relative(ROOT, page)}: ${target}`)
    }
  }
  expect(dangling).toEqual([])
})

test('every script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const named = [...readme.matchAll(/npm (?:run )?((?<=run )[a-z][a-z:-]*|start|test)\b/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})
