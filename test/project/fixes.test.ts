import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFixes } from '../../src/run/fix'
import { LintSession } from '../../src/run/lint-files'
import { loadSources } from '../../src/run/project-sources'
import { ENVIRONMENT, runProgram } from '../hooks/repository'
import { run } from '../remote/harness'
import { folderWith } from './harness'

const DEFINITION = `import { IntegrationDefinition, z } from '@botpress/sdk'
import { actions } from './actions'
import { name, version } from './package.json'

const LONG = ' of Acme '

export default new IntegrationDefinition({
  name,
  version, // of package.json
  title: 'Desk ',
  description: \`Tickets, \\\`answers\\\` and more\\n\`,
  configuration: {
    schema: z.object({ apiKey: z.string().title(' API key').describe("Acme's key").secret() }),
    identifier: { linkTemplateScript: 'link.vrl' },
  },
  identifier: { extractScript: 'extract.vrl' },
  actions,
  user: {
    tags: { email: { title: 'E-mail', description: 'Where the user is written to' } },
    creation: { enabled: false, requiredTags: ['e-mail'] },
  },
  secrets: { SECRET_TOKEN: { description: 'What requests are signed with' } },
  entities: {
    ticket: { title: 'Ticket' + LONG, description: 'A ticket', schema: z.object({}) },
  },
})
`
const ACTIONS = `import { z } from '@botpress/sdk'
const schema = z.object({})
const known = 'Looks it up '

export const actions = {
  getURL: { title: 'Get the link', description: known, input: { schema }, output: { schema } },
  'get-page': { title: 'Get a page', description: known, input: { schema }, output: { schema } },
  runSQL: { title: "Run ", description: 'Asks the database', input: { schema }, output: { schema } },
} as const
`
const PROJECT = {
  'integration.definition.ts': DEFINITION,
  'actions.ts': ACTIONS,
  'link.vrl': '# where to\nid = to_string!(.webhookID)\n"https://acme.example/?state={{ id }}"\n',
  'extract.vrl': 'if .methd == "GET" { .methd } else { .secrets.SECRET_TOKEN }\n',
  'package.json': '{\n  "name": "acme/desk",\n  "version": "v1.0.0",\n  "dependencies": { "@botpress/sdk": "*" }\n}\n',
  // The code knows this action.
  'src/index.ts': 'export default { actions: { runSQL: async () => ({}) } }\n',
}

test('--fix edits what was written as a literal, in TypeScript, VRL and package.json, and nothing else', async () => {
  const folder = folderWith(PROJECT)
  const read = (name: keyof typeof PROJECT) => readFileSync(join(folder, name), 'utf8')
  await run(['.', '--fix', '-f', 'compact', '--no-config'], { cwd: folder })

  expect(read('integration.definition.ts')).toBe(
    DEFINITION.replace("'Desk '", "'Desk'")
      .replace('and more\\n`', 'and more`')
      .replace("' API key'", "'API key'")
      .replace("['e-mail']", "['email']")
      .replace('{ SECRET_TOKEN:', '{ TOKEN:'),
  )
  expect(read('actions.ts')).toBe(
    ACTIONS.replace('getURL:', 'getUrl:')
      .replace("'get-page':", "'getPage':")
      .replace("'Looks it up '", "'Looks it up'")
      .replace('"Run "', '"Run"'),
  )
  expect(read('link.vrl')).toBe(PROJECT['link.vrl'].replaceAll('.webhookID', '.webhookId'))
  expect(read('extract.vrl')).toBe('if .method == "GET" { .method } else { .secrets.TOKEN }\n')
  expect(read('package.json')).toBe(PROJECT['package.json'].replace('v1.0.0', '1.0.0'))
  expect(read('src/index.ts')).toBe(PROJECT['src/index.ts'])

  const again = await run(['.', '--fix', '-f', 'compact'], { cwd: folder })
  expect(again.stderr).not.toContain('fixed')
})

test('the fixes of a project are handed to an editor with the files and places of their edits', async () => {
  const folder = folderWith(PROJECT)
  const session = await LintSession.open({ cwd: folder, config: false })
  const [project] = await loadSources([folder], { cwd: folder, staged: false })
  if (project === undefined) throw new Error('There is no project.')
  await session.prepare([project])
  const { report } = session.lintLoaded(project)
  const wanted = report.findings.filter(({ rule }) => rule === 'secret-name-prefix' || rule === 'json-schema-valid')
  const fixes = await projectFixes(session, project, wanted, { cwd: folder, unsafe: false })
  expect([...fixes.values()]).toEqual([
    {
      title: 'Rename "SECRET_TOKEN" to "TOKEN"',
      safe: true,
      edits: [
        {
          file: 'integration.definition.ts',
          range: { line: 22, column: 14, endLine: 22, endColumn: 26 },
          text: 'TOKEN',
        },
        {
          file: 'extract.vrl',
          range: { line: 1, column: 47, endLine: 1, endColumn: 59 },
          text: 'TOKEN',
        },
      ],
    },
  ])
})

test('--staged --fix evaluates what is staged, and leaves the rest of the files alone', async () => {
  const folder = folderWith({ ...PROJECT, '.gitignore': 'node_modules\n' })
  const git = (...args: string[]) => runProgram('git', args, { cwd: folder })
  git('init', '--quiet')
  git('add', '.')
  const unstaged = ACTIONS.replace("title: 'Get a page'", "title: 'Get one page'")
  writeFileSync(join(folder, 'actions.ts'), `${unstaged}// mine\n`)
  await run(['--staged', '--fix', '-f', 'compact', '--rule', 'text-trimmed:off'], { cwd: folder, env: ENVIRONMENT })
  const mended = (text: string) => text.replace('getURL:', 'getUrl:').replace("'get-page':", "'getPage':")
  // The line that was changed and not staged would be changed by the fix as well.
  expect(git('cat-file', 'blob', ':actions.ts').stdout).toBe(ACTIONS)
  expect(readFileSync(join(folder, 'actions.ts'), 'utf8')).toBe(`${unstaged}// mine\n`)

  writeFileSync(join(folder, 'actions.ts'), `${ACTIONS}// mine\n`)
  await run(['--staged', '--fix', '-f', 'compact', '--rule', 'text-trimmed:off'], { cwd: folder, env: ENVIRONMENT })
  expect(git('cat-file', 'blob', ':actions.ts').stdout).toBe(mended(ACTIONS))
  expect(readFileSync(join(folder, 'actions.ts'), 'utf8')).toBe(`${mended(ACTIONS)}// mine\n`)
  expect(git('cat-file', 'blob', ':package.json').stdout).toContain('"version": "1.0.0"')
})

test('a module beside the project, which others may use, is left alone', async () => {
  const texts = {
    'texts.ts': "export const title = 'Desk '\n",
    'desk/integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from '../texts'
export default new IntegrationDefinition({ name: 'acme/desk', version: '1.0.0', title, description: 'Tickets ' })
`,
    'desk/package.json': '{ "name": "acme/desk", "version": "1.0.0", "dependencies": { "@botpress/sdk": "*" } }\n',
  }
  const folder = folderWith(texts)
  const { stdout } = await run(['desk', '--fix', '-f', 'compact', '--fail-on', 'info'], { cwd: folder })
  expect(readFileSync(join(folder, 'texts.ts'), 'utf8')).toBe(texts['texts.ts'])
  expect(readFileSync(join(folder, 'desk/integration.definition.ts'), 'utf8')).toContain("description: 'Tickets' }")
  expect(stdout).toContain('texts.ts:1:22: info text-trimmed')
})
