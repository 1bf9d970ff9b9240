import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv'
import comparisonSchema from '../../schemas/comparison.schema.json'
import reportSchema from '../../schemas/report.schema.json'
import type { Report } from '../../src/findings/types'
import { ENVIRONMENT } from '../hooks/repository'
import { PACKAGES } from '../project/harness'
import { ACME, acmes, login, mock, type RunOptions, run } from '../remote/harness'

/** A definition with an action of one input. */
function desk(version: string, input: object, more: object = {}): string {
  const schema = { type: 'object', properties: input, additionalProperties: false }
  const output = { schema: { type: 'object', properties: {}, additionalProperties: false } }
  const actions = { find: { title: 'Find', description: 'Finds tickets.', input: { schema }, output } }
  return `${JSON.stringify({ name: 'acme/desk', version, title: 'Desk', description: 'Tickets.', actions, ...more }, null, 2)}\n`
}

const QUERY = { query: { type: 'string', description: 'What to look for', 'x-zui': { title: 'Query' } } }
const OLD = desk('1.0.0', QUERY)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-compare-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: folder, env: ENVIRONMENT, stdio: 'pipe' })
}

const command = (args: readonly string[], options: RunOptions = {}) =>
  run(args, { cwd: folder, ...options, env: { PATH: process.env.PATH, ...options.env } })

const compare = (args: readonly string[], options?: RunOptions) => command(['compare', ...args], options)

describe('exit status', () => {
  test.each([
    ['nothing has changed', OLD, [], 0],
    ['a breaking change in a minor version', desk('1.1.0', {}), [], 1],
    ['a breaking change in a major version', desk('2.0.0', {}), [], 0],
    ['a breaking change that is forbidden', desk('2.0.0', {}), ['--forbid-breaking'], 1],
    ['an addition in a minor version', desk('1.1.0', { ...QUERY, more: { type: 'string' } }), [], 0],
    ['an addition in a patch', desk('1.0.1', { ...QUERY, more: { type: 'string' } }), [], 0],
    [
      'an addition in a patch, with --fail-on warning',
      desk('1.0.1', { ...QUERY, more: { type: 'string' } }),
      ['--fail-on', 'warning'],
      1,
    ],
    ['the same version', desk('1.0.0', { ...QUERY, more: { type: 'string' } }), [], 1],
    ['a lower version', desk('0.9.0', QUERY), [], 1],
    ['a text in a patch', desk('1.0.1', QUERY, { title: 'Help desk' }), [], 0],
    ['the same version of a private one', desk('1.0.0', {}, { visibility: 'private' }), [], 1],
    ['what is not JSON', '{', [], 2],
    ['what is not a definition', '[1]', [], 2],
  ])('%s', async (_name, now, flags, status) => {
    write({ 'old.json': OLD, 'new.json': now })
    const result = await compare(['old.json', 'new.json', ...flags])
    expect([result.status, result.stderr.includes('    at ')]).toEqual([status, false])
  })

  test('a private definition may be updated in place where the option says so', async () => {
    write({
      'old.json': OLD,
      'new.json': desk('1.0.0', {}, { visibility: 'private' }),
      'integration-lint.config.json': '{ "rules": { "version-bumped": ["error", { "private": false }] } }',
    })
    expect((await compare(['old.json', 'new.json'])).status).toBe(0)
  })

  test('a change that is accepted demands nothing, and neither does one whose rule is off', async () => {
    write({
      'old.json': OLD,
      'new.json': desk('1.1.0', {}),
      'integration-lint.config.json': JSON.stringify({
        ignores: [{ rule: 'property-removed', files: 'new.json', reason: 'Nobody has used it.' }],
      }),
    })
    const accepted = await compare(['old.json', 'new.json', '--forbid-breaking'])
    expect([accepted.status, accepted.stdout]).toEqual([0, expect.stringContaining('Nothing has changed.')])
    const off = await compare(['old.json', 'new.json', '--no-config', '--rule', 'property-removed:off'])
    expect(off.status).toBe(0)
  })
})

describe('reports', () => {
  test('the JSON report has the published shape, with places in both files', async () => {
    write({ 'old.json': OLD, 'new.json': desk('1.1.0', { text: QUERY.query }) })
    const { stdout } = await compare(['old.json', 'new.json', '-f', 'json'])
    const report = JSON.parse(stdout)
    const validate = new Ajv({ strict: false }).compile(comparisonSchema)
    expect([validate(report), validate.errors]).toEqual([true, null])
    expect(report.comparisons[0]).toMatchObject({
      name: 'acme/desk',
      old: 'old.json',
      new: 'new.json',
      version: { old: '1.0.0', new: '1.1.0', required: 'major', sufficient: false, suggested: '2.0.0' },
    })
    const [gone, added] = report.comparisons[0].changes
    const at = '/actions/find/input/schema/properties'
    expect(gone).toMatchObject({ rule: 'property-removed', verdict: 'breaking', oldPointer: `${at}/query` })
    expect(gone.message).toContain('renamed to "text"')
    expect(gone.places).toEqual([{ side: 'old', file: 'old.json', line: 14, column: 13, endLine: 14, endColumn: 20 }])
    expect(added).toMatchObject({
      rule: 'property-added',
      verdict: 'compatible',
      severity: 'info',
      pointer: `${at}/text`,
    })
    expect(added.places).toEqual([{ side: 'new', file: 'new.json', line: 14, column: 13, endLine: 14, endColumn: 19 }])
  })

  test.each([50, 80])('what is shown on a terminal fits into %d columns', async (columns) => {
    write({ 'old.json': OLD, 'new.json': desk('1.1.0', { text: QUERY.query }) })
    const { stdout } = await compare(['old.json', 'new.json', '-f', 'pretty', '--no-color'], { columns })
    expect(stdout.replace(/\s+/g, ' ')).toContain('property-removed old.json:14:13 → — ')
    expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([])
  })

  test('Markdown groups what a person would paste into release notes, and a document cannot leave it', async () => {
    write({
      'old.json': OLD,
      'new.json': desk('2.0.0', { '<b>`|@all': { type: 'string' } }, { title: 'Help desk' }),
    })
    const { stdout } = await compare(['old.json', 'new.json', '-f', 'markdown'])
    expect(stdout).toMatch(
      /^## acme\/desk 2\.0\.0\n\n### Breaking\n\n- .*"query".*\n\n### Added\n\n- .*\n\n### Changed\n\n- /,
    )
    expect(stdout).not.toMatch(/<b>|@all/)
  })

  test('the terminal shows the old place and the new one side by side', async () => {
    write({ 'old.json': OLD, 'new.json': desk('1.1.0', { query: { ...QUERY.query, maxLength: 5 } }) })
    const { stdout } = await compare(['old.json', 'new.json'])
    expect(stdout).toContain('"query" in the input of action "find" allows fewer values ("maxLength" is new: 5).')
    expect(stdout).toContain('old.json:14:22 → new.json:20:28')
  })

  test.each(['sarif', 'github', 'html', 'compact', 'junit', 'gitlab'])(
    '%s has the changes as findings',
    async (format) => {
      write({ 'old.json': OLD, 'new.json': desk('1.1.0', {}) })
      const { stdout } = await compare(['old.json', 'new.json', '-f', format])
      expect(stdout).toContain('property-removed')
      expect(stdout).toContain('version-sufficient')
      if (format === 'sarif') {
        const [result] = JSON.parse(stdout).runs[0].results.filter(
          (one: { ruleId: string }) => one.ruleId === 'property-removed',
        )
        expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe('old.json')
      }
    },
  )
})

describe('the version to take', () => {
  test.each([
    ['1.0.0', desk('1.0.0', {}), '2.0.0'],
    ['0.3.1', desk('0.3.1', {}), '0.4.0'],
    ['1.0.0', desk('1.0.0', { ...QUERY, more: { type: 'string' } }), '1.1.0'],
    ['1.0.0', desk('1.0.0', QUERY, { title: 'Help desk' }), '1.0.1'],
    ['1.0.0', desk('1.0.0', QUERY), '1.0.0'],
    ['2.0.0-rc.1', desk('2.0.0-rc.1', {}), '2.0.0-rc.2'],
  ])('after %s', async (version, now, suggested) => {
    write({ 'old.json': desk(version, QUERY), 'new.json': now })
    expect(await compare(['old.json', 'new.json', '--suggest'])).toEqual({
      status: 0,
      stdout: `${suggested}\n`,
      stderr: '',
    })
  })

  test('--fix writes it, and touches no other byte', async () => {
    const odd = desk('1.1.0', {}).replaceAll('\n', '\r\n').replace('"Desk"', '"D\\u0065sk"')
    write({ 'old.json': OLD, 'new.json': `\ufeff${odd}` })
    await compare(['old.json', 'new.json', '--fix'])
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe(`\ufeff${odd.replace('"1.1.0"', '"2.0.0"')}`)
    expect((await compare(['old.json', 'new.json'])).status).toBe(0)
  })
})

describe('sides', () => {
  test('standard input is one of them', async () => {
    write({ 'new.json': desk('2.0.0', {}) })
    expect((await compare(['-', 'new.json', '-f', 'compact'], { stdin: OLD })).stdout).toContain('property-removed')
    expect((await compare(['-', '-'])).status).toBe(2)
  })

  test.each([
    ['git:main', 'git:REF:PATH is expected'],
    ['git:--output=x:old.json', 'There is no commit "--output=x"'],
    ['git:HEAD:../../etc/passwd', 'There is no "../../etc/passwd" in the revision "HEAD"'],
    ['git:HEAD:link.json', 'There is no "link.json" in the revision "HEAD"'],
    ['nope.json', 'No such file or folder: "nope.json"'],
    ['remote:', 'does not name an integration'],
  ])('%s is refused', async (side, reason) => {
    git('init', '--quiet')
    write({ 'new.json': OLD })
    symlinkSync('/etc/passwd', join(folder, 'link.json'))
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    const { status, stderr } = await compare([side, 'new.json'], { env: login({ url: 'http://127.0.0.1:9' }) })
    expect([status, stderr]).toEqual([2, expect.stringContaining(reason)])
  })

  test('a file of a revision', async () => {
    git('init', '--quiet')
    write({ 'desk.json': OLD })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    write({ 'desk.json': desk('2.0.0', {}) })
    const { stdout } = await compare(['git:HEAD:desk.json', 'desk.json', '-f', 'json'])
    expect(JSON.parse(stdout).comparisons[0]).toMatchObject({
      old: 'HEAD:desk.json',
      changes: [{ rule: 'property-removed' }],
    })
  })

  test('what is deployed, which holds other properties', async () => {
    const api = await mock()
    const { id: _, createdAt: _c, updatedAt: _u, ...deployed } = ACME
    write({ 'acme.json': JSON.stringify({ ...deployed, secrets: undefined, version: '1.3.0' }) })
    for (const target of ['handle/acme@1.2.3', String(ACME.id)]) {
      const { status, stdout } = await compare([`remote:${target}`, 'acme.json'], { env: login(api) })
      expect([status, stdout]).toEqual([0, expect.stringContaining('Nothing has changed.')])
    }
    const missing = await compare(['remote:handle/nope', 'acme.json'], { env: login(api) })
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('404')])
  })
})

test('--quiet shows what breaks, and says what it hides', async () => {
  write({ 'old.json': OLD, 'text.json': desk('1.0.1', QUERY, { title: 'Help' }) })
  write({ 'new.json': desk('1.1.0', {}, { title: 'Help' }) })
  const shown = async (now: string, format: string) => (await compare(['old.json', now, '-q', '-f', format])).stdout
  for (const format of ['pretty', 'markdown']) {
    const both = await shown('new.json', format)
    expect(both).toContain('query')
    expect(both).not.toContain('Help')
    const text = await shown('text.json', format)
    expect(text).toContain('Nothing breaks (1 change hidden by --quiet).')
    expect(text).not.toContain('Nothing has changed')
  }
  const { comparisons } = JSON.parse(await shown('new.json', 'json'))
  expect(comparisons[0].changes).toMatchObject([{ rule: 'property-removed' }])
})

describe('lint --against', () => {
  test('a revision: one run does both', async () => {
    git('init', '--quiet')
    write({ 'desk.json': OLD })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    expect((await command(['desk.json', '--against', 'HEAD'])).status).toBe(0)
    write({
      'desk.json': desk('1.0.1', {}, { title: 'T'.repeat(70) }),
      'other.json': OLD.replace('acme/desk', 'acme/other'),
    })
    const { status, stdout } = await command(['.', '--against', 'HEAD', '-f', 'json'])
    const { files } = JSON.parse(stdout) as Report
    const rules = files.map(({ file, findings }) => [file, findings.map(({ rule }) => rule).sort()])
    expect(rules).toEqual([
      ['desk.json', ['property-removed', 'schema/max-length', 'title-changed', 'version-sufficient']],
      ['other.json', ['integration-added']],
    ])
    expect(status).toBe(1)
    expect((await command(['.', '--against', 'nope'])).status).toBe(2)
  })

  test.each([
    ['on the disk', ['.'], []],
    ['in the index', ['--staged'], ['rm', '--quiet', '--cached', 'gone.json']],
  ])('a definition that is gone %s', async (_name, args, staging) => {
    git('init', '--quiet')
    write({ 'desk.json': OLD, 'gone.json': OLD.replace('acme/desk', 'acme/gone'), 'other.json': '{ "a": 1 }' })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    rmSync(join(folder, 'other.json'))
    if (staging.length === 0) rmSync(join(folder, 'gone.json'))
    else git(...staging)
    const report = async (...flags: string[]) => {
      const { status, stdout } = await command([...args, '--against', 'HEAD', '-f', 'json', ...flags])
      const { files } = JSON.parse(stdout) as Report
      return { status, found: files.flatMap(({ file, findings }) => findings.map(({ rule }) => `${file} ${rule}`)) }
    }
    expect(await report()).toEqual({ status: 0, found: ['gone.json integration-removed'] })
    expect((await report('--rule', 'integration-removed:error')).status).toBe(1)
    write({ 'integration-lint.config.json': '{ "ignorePatterns": ["gone.json"] }' })
    expect((await report()).found).toEqual([])
  })

  test('--forbid-breaking fails although the version announces what breaks', async () => {
    git('init', '--quiet')
    write({ 'desk.json': OLD })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    write({ 'desk.json': desk('2.0.0', {}) })
    expect((await command(['.', '--against', 'HEAD'])).status).toBe(0)
    const { status, stderr } = await command(['.', '--against', 'HEAD', '--forbid-breaking'])
    expect([status, stderr]).toEqual([1, 'integration-lint: --forbid-breaking fails on 1 breaking change.\n'])
    const alone = await command(['.', '--forbid-breaking'])
    expect([alone.status, alone.stderr]).toEqual([2, 'integration-lint: --forbid-breaking requires --against.\n'])
  })

  test('a file that is no longer a definition', async () => {
    git('init', '--quiet')
    write({ 'desk.json': OLD, 'gone.json': OLD.replace('acme/desk', 'acme/gone'), 'data.json': '{ "a": 1 }' })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    write({ 'gone.json': '{ "hello": 1 }', 'data.json': '{ "a": 2 }' })
    const { status, stdout } = await command(['.', '--against', 'HEAD', '-f', 'compact'])
    expect(stdout).toMatch(/^gone\.json:1:1: warning integration-removed The integration acme\/gone is gone\.\n[^\n]*$/)
    expect(status).toBe(0)
  })

  test('a definition in another file has moved, and is compared with what it was', async () => {
    git('init', '--quiet')
    write({ 'desk.json': OLD })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    rmSync(join(folder, 'desk.json'))
    write({ 'moved.json': desk('1.0.1', {}) })
    const { stdout } = await command(['.', '--against', 'HEAD', '-f', 'json'])
    const { files } = JSON.parse(stdout) as Report
    expect(files.map(({ file, findings }) => [file, findings.map(({ rule }) => rule).sort()])).toEqual([
      ['moved.json', ['property-removed', 'version-sufficient']],
    ])
    const removal = files.flatMap(({ findings }) => findings).find(({ rule }) => rule === 'property-removed')
    const key = { line: 14, column: 13, endLine: 14, endColumn: 20 }
    expect(removal?.related).toEqual([{ file: 'desk.json', message: 'before', ...key }])
    expect(new Ajv({ strict: false }).validate(reportSchema, JSON.parse(stdout))).toBe(true)
  })

  test('what is deployed: same, ahead, behind, other content, not deployed; one request each', async () => {
    const [same, ahead, behind, other, undeployed] = acmes(5)
    const bodies = [
      same,
      { ...ahead, version: '1.3.0', title: 'Ahead' },
      { ...behind, version: '1.2.0' },
      { ...other, title: 'Other' },
      undeployed,
    ]
    const api = await mock({ resources: acmes(4) })
    for (const [index, body] of bodies.entries()) write({ [`${index}.json`]: JSON.stringify(body) })
    const { status, stdout, stderr } = await command(
      ['.', '--against', 'remote', '-f', 'json', '--preset', 'recommended'],
      {
        env: login(api),
      },
    )
    expect(stderr).toBe('')
    const about = (JSON.parse(stdout) as Report).files.map(({ findings }) =>
      findings
        .filter(({ rule }) => /^(?:version|integration)-/.test(rule))
        .map(({ rule, message }) => `${rule}: ${message}`),
    )
    expect(about).toEqual([
      [],
      [expect.stringContaining('version-excessive')],
      [expect.stringMatching(/^version-monotonic: 1\.2\.3 is deployed, which is higher than 1\.2\.0/)],
      [expect.stringMatching(/^version-bumped: 1\.2\.3 is deployed with other content \(1 change\); take 1\.2\.4/)],
      ['integration-added: acme-0004 is not deployed.'],
    ])
    expect([status, api.seen.length]).toEqual([1, 5])
    write({ '0.json': JSON.stringify({ ...same, icon: 'PHN2Zy8+', readme: 'IyBBY21l' }) })
    const { stdout: text, status: ending } = await command(['0.json', '--against', 'remote', '-f', 'compact'], {
      env: login(api),
    })
    expect([ending, text]).toEqual([
      0,
      expect.stringMatching(/ info file-changed The icon and readme could not be compared: /),
    ])
    const down = await command(['0.json', '--against', 'remote', '--retries', '0'], {
      env: login({ url: 'http://127.0.0.1:9' }),
    })
    expect([down.status, down.stderr]).toEqual([2, expect.stringContaining('refused')])
  })

  test('a project in another folder has moved, and is compared with what it was', async () => {
    const definition = (title: string) => `import { IntegrationDefinition } from '@botpress/sdk'
import { description } from './src/texts'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', title: '${title}', description, readme: 'hub.md',
})
`
    git('init', '--quiet')
    symlinkSync(PACKAGES, join(folder, 'node_modules'))
    mkdirSync(join(folder, 'desk/src'), { recursive: true })
    write({
      '.gitignore': 'node_modules\n',
      'desk/integration.definition.ts': definition('Desk'),
      'desk/src/texts.ts': `export const description = 'Tickets.'\n`,
      'desk/hub.md': '# Desk\n',
    })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    mkdirSync(join(folder, 'integrations'))
    git('mv', 'desk', 'integrations/desk')
    write({
      'integrations/desk/integration.definition.ts': definition('Help desk'),
      'integrations/desk/src/texts.ts': `export const description = 'Tickets and calls.'\n`,
      'integrations/desk/hub.md': '# Help desk\n',
    })
    git('add', '.')
    const { stdout } = await command(['--staged', '--against', 'HEAD', '-f', 'json'])
    const found = (JSON.parse(stdout) as Report).files.flatMap(({ file, findings }) =>
      findings.map(({ rule, related }) => [file.replace('integrations/', ''), rule, related?.[0]?.file]),
    )
    expect(found.filter(([, rule]) => /-changed$|^integration-(?:added|removed)$/.test(rule ?? ''))).toEqual([
      ['desk/integration.definition.ts', 'title-changed', 'desk/integration.definition.ts'],
      ['desk/integration.definition.ts', 'file-changed', 'desk/integration.definition.ts'],
      ['desk/src/texts.ts', 'description-changed', 'desk/src/texts.ts'],
    ])
  })

  const [acme, beta] = acmes(2)
  const wrong: readonly (readonly [name: string, answer: object, status: number, expected: RegExp])[] = [
    ['another integration', { integration: beta }, 200, /asked for/],
    ['a list', { integrations: [acme], meta: {} }, 200, /no property "integration"\. Check .* API\.\n$/],
    ['more than its envelope', { integration: acme, more: 1 }, 200, /"more"/],
    ['an integration without its parts', { integration: { name: 'acme-0000', version: '1.2.3' } }, 200, /shape/],
    ['another status', { integration: acme }, 206, /206/],
    ['an error in another form', { error: 'not found' }, 404, /404 .*not with an error in the form of the API/],
    ['an error of another kind', { code: 404, type: 'RouteNotFound', message: 'x' }, 404, /404/],
  ]
  test.each(wrong)('an answer does not show what is deployed: %s', async (_name, answer, status, expected) => {
    const api = await mock({ fault: () => ({ kind: 'body', body: JSON.stringify(answer), status }) })
    write({ '0.json': JSON.stringify(acme) })
    const result = await command(['0.json', '--against', 'remote', '--retries', '0'], { env: login(api) })
    expect([result.status, result.stderr]).toEqual([2, expect.stringMatching(expected)])
  })

  test('a published project whose script alone has changed fails the hook until its version is raised', async () => {
    const definition = (version: string) => `import { IntegrationDefinition, z } from '@botpress/sdk'
export default new IntegrationDefinition({
  name: 'acme/desk',
  version: '${version}',
  title: 'Desk',
  description: 'Tickets.',
  identifier: { extractScript: 'extract.vrl' },
  user: { tags: {} },
})
`
    git('init', '--quiet')
    symlinkSync(PACKAGES, join(folder, 'node_modules'))
    const manifest = '{ "name": "desk", "integrationName": "acme/desk", "version": "1.0.0" }\n'
    write({ 'package.json': manifest, '.gitignore': 'node_modules\n' })
    write({ 'integration.definition.ts': definition('1.0.0'), 'extract.vrl': 'to_string!(.headers.host)\n' })
    git('add', '.')
    git('commit', '--quiet', '--message', 'One')
    const hook = ['--staged', '--against', 'HEAD', '-f', 'compact', '--rule', 'name-matches-package:off']

    write({ 'extract.vrl': 'to_string!(.headers.origin)\n' })
    git('add', '.')
    const refused = await command(hook)
    expect([refused.status, refused.stdout]).toEqual([
      1,
      expect.stringContaining('error version-bumped 1 change since 1.0.0'),
    ])
    expect(refused.stdout).toContain('script-changed')
    write({ 'integration.definition.ts': definition('1.0.1') })
    git('add', '.')
    expect((await command(hook)).status).toBe(0)
    const { stdout } = await compare(['git:HEAD:./integration.definition.ts', '.', '-f', 'json'])
    expect(JSON.parse(stdout).comparisons[0].changes).toMatchObject([
      {
        rule: 'script-changed',
        places: [
          { file: 'HEAD:extract.vrl', line: 1 },
          { file: 'extract.vrl', line: 1 },
        ],
      },
    ])

    git('commit', '--quiet', '--message', 'Next')
    git('rm', '--quiet', '-r', 'integration.definition.ts')
    for (const more of [[], ['--no-exec']]) {
      const { stdout: gone } = await command([...hook, ...more])
      expect(gone).toMatch(/integration\.definition\.ts.* warning integration-removed /)
    }

    mkdirSync(join(folder, 'crm'))
    write({ 'crm/integration.definition.ts': definition('1.0.0') })
    git('add', '.')
    git('commit', '--quiet', '--message', 'Crm')
    rmSync(join(folder, 'crm'), { recursive: true })
    const { status, stdout: without } = await command(['.', '--against', 'HEAD', '-f', 'compact'])
    expect([status, without]).toEqual([0, expect.stringContaining('The integration crm is gone.')])
  })
})
