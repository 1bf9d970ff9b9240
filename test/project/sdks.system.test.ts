import { execFileSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { isFields } from '../../src/document/values'
import { loadProjects } from '../../src/project/load'
import { countPlaces } from './count-places'
import { expectMarks, findingsOf, folderWith, lintFolder, ROOT } from './harness'

/** One of each major that npm serves; most third parties pin old ones. */
const VERSIONS = ['0.8.34', '0.10.17', '1.0.1', '1.6.3', '2.4.3', '3.1.0', '5.4.3', '7.2.4']

/** SDK 7 asks for versions of these that npm does not have; with the ones before, it works. */
const BESIDE: Readonly<Record<string, object>> = {
  '7.2.4': { dependencies: { '@bpinternal/zui': '2.1.1' }, overrides: { '@botpress/client': '1.45.0' } },
}

/** The packages of an SDK, and of a zod beside it. */
function packagesOf(version: string): string {
  const { dependencies = {}, ...rest } = (BESIDE[version] ?? {}) as { dependencies?: object }
  const flags = BESIDE[version] === undefined ? [] : ['--legacy-peer-deps']
  return install(
    version,
    { dependencies: { '@botpress/sdk': version, zod: '3.24.2', ...dependencies }, ...rest },
    flags,
  )
}

/** Installs packages from npm, once: what is there is used again. */
function install(name: string, wanted: object, flags: readonly string[] = []): string {
  const folder = join(ROOT, 'node_modules/.cache/integration-lint-sdks', name)
  const packages = join(folder, 'node_modules')
  const manifest = JSON.stringify({ name: 'sdk-for-tests', private: true, ...wanted })
  const marker = join(folder, 'installed')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === manifest) return packages
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...flags], {
    cwd: folder,
    stdio: 'pipe',
  })
  writeFileSync(marker, manifest)
  return packages
}

/** What came before it had another way to say what an interface's names are. */
const hasExtend = (version: string) => Number(version.split('.')[0]) >= 3

const FAULTS = [
  'schema/max-length',
  'action-input-field-description-present',
  'vrl-compiles',
  'vrl-declared-secrets',
  'key-camel-case',
]

const FAULTY = {
  'integration.definition.ts': `import { IntegrationDefinition, z } from '@botpress/sdk'
import { actions } from './definitions/actions'
import { texts } from './definitions/texts'
export default new IntegrationDefinition({
  name: 'acme/desk',
  version: '1.0.0',
  title: texts.title,
  description: 'Tickets of the desk',
  secrets: { CLIENT_ID: { description: 'The id' } } as never,
  identifier: { extractScript: 'extract.vrl', fallbackHandlerScript: 'fallbackHandler.vrl' },
  actions,
})
`,
  'definitions/texts.ts': `export const texts = { title: «'${'x'.repeat(70)}'» }\n`,
  'definitions/actions.ts': `import { z } from '@botpress/sdk'
import { shape } from './shape'
const input = { schema: z.object({ ...shape }) }
export const actions = { «getURL»: { title: 'Get', description: 'Gets them', input, output: { schema: z.object({}) } } }
`,
  'definitions/shape.ts': `export { fields as shape } from './fields'\n`,
  'definitions/fields.ts': `import { z } from '@botpress/sdk'
export const fields = { «limit»: z.number().min(1).title('Limit'), page: z.number().title('Page').describe('The page') }
`,
  'extract.vrl': 'parse_json!(.body).id«)»\n',
  'fallbackHandler.vrl': '{ "status": 200, "body": to_string!(.secrets.«CLIENT_IDS») }\n',
}

/** The schemas of a project that has its own zod. */
const PLAIN_ZOD = `import { IntegrationDefinition } from '@botpress/sdk'
import { z } from 'zod'
const input = { schema: z.object({ «limit»: z.number().min(1), name: z.string().describe('A name').optional() }) as never }
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', actions: { list: { title: 'List', description: 'Lists', input, output: input } },
})
`

const CLIENT = `import { IntegrationDefinition } from '@botpress/sdk'
import { Client } from '@botpress/client'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', description: typeof new Client({ token: 'none', botId: 'none' }).getConversation,
})
`

describe.each(VERSIONS)('SDK %s', (version) => {
  test.each(hasExtend(version) ? ['desk', 'crm', 'shop'] : ['desk', 'shop'])(
    'the body of %s, and at least 99 in 100 of its places',
    async (name) => {
      const { project, own, exact, wrong } = await countPlaces(
        join(ROOT, 'fixtures/projects', name),
        packagesOf(version),
      )
      expect(project.sdk?.version).toBe(version)
      expect(wrong).toEqual([])
      expect(exact / own).toBeGreaterThanOrEqual(0.99)
      const body = JSON.parse(project.evaluated?.body ?? '{}')
      // The largest says nothing more of the transformer.
      if (name !== 'shop') expect({ ...body, icon: undefined, readme: undefined }).toMatchSnapshot()
    },
    300_000,
  )

  test('a faulty title, a field without a description, a broken script, an undeclared secret, a key', async () => {
    expect(await expectMarks(FAULTY, FAULTS, {}, packagesOf(version))).toHaveLength(5)
  }, 300_000)

  test('schemas of plain zod, which SDK 5 and later ones refuse', async () => {
    const refused = Number(version.split('.')[0]) >= 5
    const text = refused ? PLAIN_ZOD.replaceAll(/[«»]/g, '').replace(/object/, '«object»') : PLAIN_ZOD
    const rule = refused ? 'definition/loads' : 'action-input-field-description-present'
    const [message] = await expectMarks({ 'integration.definition.ts': text }, [rule], {}, packagesOf(version))
    expect(message).toContain(
      refused
        ? `not come from the zod of the SDK; write "import { z } from '@botpress/sdk'"`
        : 'actions.list.input.schema.properties.limit has no description.',
    )
  }, 300_000)

  test('a definition that makes a client of the API', async () => {
    const [project] = await loadProjects([folderWith({ 'integration.definition.ts': CLIENT }, packagesOf(version))])
    expect(project?.faults).toEqual([])
    expect(JSON.parse(project?.evaluated?.body ?? '{}')).toMatchObject({ description: 'function' })
  }, 300_000)
})

// Before SDK 3, the platform itself adds the actions and events of an interface.
test.each(['1.6.3', '2.4.3'])(
  'SDK %s: an interface is the names that the author gave it',
  async (version) => {
    const definition = `import { IntegrationDefinition, z } from '@botpress/sdk'
import listable from './listable'
export default new IntegrationDefinition({
  name: 'acme/desk',
  version: '1.0.0',
  title: 'Desk',
  description: 'A desk',
  entities: { ticket: { title: 'Ticket', description: 'A ticket', schema: z.object({ id: z.string().title('Id').describe('Its id') }) } },
}).extend(listable, ({ ticket }) => ({ item: ticket }))
`
    const listable = `import { z } from '@botpress/sdk'
export default { type: 'interface', name: 'listable', version: '0.0.1', definition: { name: 'listable', version: '0.0.1',
  entities: { item: { schema: z.object({ id: z.string() }) } }, actions: {}, events: {}, channels: {} } } as never
`
    const folder = folderWith({ 'integration.definition.ts': definition, 'listable.ts': listable }, packagesOf(version))
    const [project] = await loadProjects([folder])
    expect(JSON.parse(project?.evaluated?.body ?? '{}').interfaces).toEqual({
      'listable<ticket>': { id: '', name: 'listable', version: '0.0.1', entities: { item: { name: 'ticket' } } },
    })
    expect(findingsOf(await lintFolder(folder)).filter(({ pointer }) => pointer.startsWith('/interfaces'))).toEqual([])
  },
  300_000,
)

// The newest one that npm serves; it brings its own SDK.
test.each(['desk', 'shop'])(
  'the body of %s equals what `bp read --json` of CLI 0.8.59 prints',
  async (name) => {
    const packages = install('cli-0.8.59', { dependencies: { '@botpress/cli': '0.8.59' } })
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-cli-')))
    cpSync(join(ROOT, 'fixtures/projects', name), folder, { recursive: true })
    symlinkSync(packages, join(folder, 'node_modules'))
    const cli = join(packages, '@botpress/cli/bin.js')
    const home = ['--botpressHome', join(folder, '.home')]
    // Into a file: it ends before a pipe has taken everything.
    const output = openSync(join(folder, 'printed.json'), 'w')
    execFileSync(process.execPath, [cli, 'read', '--json', '--workDir', folder, ...home], {
      stdio: ['ignore', output, 'inherit'],
    })
    closeSync(output)
    const printed = readFileSync(join(folder, 'printed.json'), 'utf8')
    const [project] = await loadProjects([folder])
    const differing = differences(JSON.parse(printed), JSON.parse(project?.evaluated?.body ?? '{}'))
    rmSync(folder, { recursive: true, force: true })
    // It prints names of files, and has neither secrets nor what came with later SDKs; it makes the text of functions shorter.
    expect(
      differing.filter((path) => !/^\/(?:icon|readme|secrets|configurations|attributes)$|Script$|\/hidden$/.test(path)),
    ).toEqual(name === 'shop' ? ['/configuration/identifier'] : [])
    expect(differing.length).toBeGreaterThan(0)
  },
  300_000,
)

/** The pointers at which two values differ. */
function differences(left: unknown, right: unknown, path = ''): string[] {
  if (isDeepStrictEqual(left, right)) return []
  if (!isFields(left) || !isFields(right)) return [path]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].flatMap((key) => differences(left[key], right[key], `${path}/${key}`))
}
