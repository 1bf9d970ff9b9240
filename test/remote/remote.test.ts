import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACME, acmes, brief, emptyFolder, jsonReport, login, mock, run, TOKEN } from './harness'
import type { Resource } from './mock-api'
import { expectSameFindings } from './same-findings'

const ID = String(ACME.id)

jest.setTimeout(60_000)

describe('what is fetched', () => {
  test.each([
    ['an ID', [ID], [`/v1/admin/integrations/${ID}`]],
    ['a name: its latest version', ['handle/acme'], ['/v1/admin/integrations/handle%2Facme/latest']],
    ['a name and a version', ['handle/acme@1.2.3'], ['/v1/admin/integrations/handle%2Facme/1.2.3']],
    ['the same one twice: once', [ID, ID], [`/v1/admin/integrations/${ID}`]],
    ['one of the hub by ID', ['--public', ID], [`/v1/admin/hub/integrations/${ID}`]],
    ['one of the hub by name', ['--public', 'handle/acme@1.2.3'], ['/v1/admin/hub/integrations/handle%2Facme/1.2.3']],
    ['everything', ['--all'], ['/v1/admin/integrations', `/v1/admin/integrations/${ID}`]],
    [
      'everything of the hub',
      ['--public', '--all'],
      ['/v1/admin/hub/integrations', `/v1/admin/hub/integrations/${ID}`],
    ],
  ])('%s', async (_case, args, paths) => {
    const api = await mock()
    const result = await run(['remote', ...args, '--format', 'json'], { env: login(api) })
    expect(result.stderr).toBe('')
    expect(api.seen.map(({ path }) => path)).toEqual(paths)
    const { files } = jsonReport(result)
    expect(files.map(({ file, findings }) => [file, findings])).toEqual([[`${api.url}${paths.at(-1)}`, []]])
    expect(files[0]?.kind).toBe(args.includes('--public') ? 'public-integration' : 'integration')
    expect(result.status).toBe(0)
  })

  test('the login goes along, and only where it belongs', async () => {
    const api = await mock()
    await run(['remote', ID], { env: login(api) })
    expect(api.seen[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-workspace-id': 'wkspace_test' })
    const other = await mock({ token: undefined as never })
    await run(['remote', '--url', `${other.url}/v1/admin/integrations/${ID}`], { env: login(api) })
    expect(other.seen).toHaveLength(1)
    expect(other.seen[0]?.headers).not.toHaveProperty('authorization')
    expect(other.seen[0]?.headers).not.toHaveProperty('x-workspace-id')
  })

  test('the hub is read without a login', async () => {
    const api = await mock()
    const { status, stderr } = await run(['remote', '--public', ID], { env: { BP_API_URL: api.url } })
    expect([status, stderr]).toEqual([0, ''])
    expect(api.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  test('the filters of the list are those of the API', async () => {
    const api = await mock()
    const filters = [
      '--no-dev',
      '--name',
      'a b',
      '--version',
      '1.2.3',
      '--visibility',
      'private',
      '--verification-status',
      'approved',
    ]
    const { status, stderr } = await run(['remote', '--all', ...filters], { env: login(api) })
    expect(Object.fromEntries(api.seen[0]?.query ?? [])).toEqual({
      dev: 'false',
      name: 'a b',
      version: '1.2.3',
      visibility: 'private',
      verificationStatus: 'approved',
    })
    expect(stderr).toContain('no matching integration')
    expect(status).toBe(2)
  })

  test('every page of the list is followed, and each integration is fetched once, in the order of the list', async () => {
    const resources = acmes(25)
    const api = await mock({ resources, pageSize: 10 })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    const { files, summary } = jsonReport(result)
    expect(summary).toEqual({ files: 25, errors: 0, warnings: 0, infos: 0, suppressed: 0 })
    expect(files.map(({ file }) => file)).toEqual(resources.map(({ id }) => `${api.url}/v1/admin/integrations/${id}`))
    expect(
      api.seen.filter(({ operation }) => operation === 'listIntegrations').map(({ query }) => query.get('nextToken')),
    ).toEqual([null, 'page-1', 'page-2'])
  })

  test('--lists lints the pages of the list, too', async () => {
    const [first, second] = acmes(2)
    const api = await mock({ resources: [{ ...first, title: 'T'.repeat(65) }, second ?? {}], pageSize: 1 })
    const result = await run(['remote', '--all', '--lists', '--format', 'json'], { env: login(api) })
    const { files } = jsonReport(result)
    expect(files.map(({ kind, findings }) => [kind, brief(findings)])).toEqual([
      ['integration-list', ['schema/max-length /integrations/0/title']],
      ['integration', ['schema/max-length /integration/title']],
      ['integration-list', []],
      ['integration', []],
    ])
    expect(result.status).toBe(1)
  })
})

describe('how it is linted', () => {
  test('a finding shows the pretty-printed answer, its pointer and the URL', async () => {
    const api = await mock({ resources: [{ ...ACME, title: '' }] })
    const { stdout, status } = await run(['remote', ID, '--no-color'], { env: login(api) })
    const url = `${api.url}/v1/admin/integrations/${ID}`
    expect(stdout).toContain(`${url}:8:14  /integration/title`)
    expect(stdout).toContain('    > 8 │     "title": "",')
    expect(status).toBe(1)
  })

  test('the same document gives the same findings from a file and from the API', async () => {
    const texts = ['valid/desk.response.json', 'invalid/desk.response.json'].map((name) =>
      readFileSync(join(__dirname, '../../fixtures', name), 'utf8'),
    )
    // The faults of the one beside the ID, the name and the version by which the API knows it.
    const [valid, invalid] = texts.map((text): Resource => JSON.parse(text).integration)
    await expectSameFindings([
      valid ?? {},
      { ...invalid, id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DX', version: '2.1.1' },
      { ...ACME, id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DA', secrets: ['api-key'], surplus: 1 },
    ])
  })

  test('rules, thresholds and the configuration work as for files', async () => {
    const api = await mock({ resources: [{ ...ACME, extra: 1 }] })
    const env = login(api)
    expect((await run(['remote', ID], { env })).status).toBe(0)
    expect((await run(['remote', ID, '--fail-on', 'warning'], { env })).status).toBe(1)
    expect((await run(['remote', ID, '--max-warnings', '0'], { env })).status).toBe(1)
    expect((await run(['remote', ID, '--rule', 'schema/unknown-property:error'], { env })).status).toBe(1)
    expect((await run(['remote', ID, '--rule', 'schema/unknown-property:error', '--exit-zero'], { env })).status).toBe(
      0,
    )
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'integration-lint.config.json'), '{ "rules": { "schema/unknown-property": "error" } }')
    expect((await run(['remote', ID], { env, cwd })).status).toBe(1)
    const report = await run(['remote', ID, '-f', 'sarif', '-o', 'out.sarif', '-f', 'json'], { env, cwd })
    expect(jsonReport(report).summary.errors).toBe(1)
    const sarif = JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8'))
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: `${api.url}/v1/admin/integrations/${ID}`,
    })
  })

  test.each([
    [
      'another status of success',
      { kind: 'body', status: 203, body: JSON.stringify({ integration: ACME }) },
      ['response-status '],
    ],
    ['no envelope', { kind: 'body', body: JSON.stringify({ code: 200, message: 'ok' }) }, ['response-envelope ']],
    [
      'something beside the envelope',
      { kind: 'body', body: JSON.stringify({ integration: ACME, trace: 'x' }) },
      ['response-envelope-closed /trace'],
    ],
    [
      'another ID',
      {
        kind: 'change',
        change: (one: Record<string, unknown>) => {
          one.id = 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DF'
        },
      },
      ['response-identity /integration/id'],
    ],
    [
      'a promised property is absent',
      {
        kind: 'change',
        change: (one: Record<string, unknown>) => {
          delete one.visibility
        },
      },
      ['response-complete /integration'],
    ],
    [
      'an unknown property',
      {
        kind: 'change',
        change: (one: Record<string, unknown>) => {
          one.brandNew = 1
        },
      },
      ['schema/unknown-property /integration/brandNew'],
    ],
    [
      'a doubled key, which no parsed value shows',
      { kind: 'body', body: JSON.stringify({ integration: ACME }).replace('"name"', '"dev":false,"name"') },
      ['syntax/duplicate-key /integration'],
    ],
  ] as const)('%s is a finding', async (_case, fault, expected) => {
    const api = await mock({ fault: () => fault })
    const result = await run(['remote', ID, '--format', 'json'], { env: login(api) })
    expect(brief(jsonReport(result).files[0]?.findings ?? [])).toEqual(expected)
    expect(result.stderr).toBe('')
  })

  test.each([
    ['the name', { name: 'other' }],
    ['the version', { version: '2.0.0' }],
  ])('%s of another integration is a finding', async (_case, change) => {
    const api = await mock({ fault: () => ({ kind: 'change', change: (one) => Object.assign(one, change) }) })
    const result = await run(['remote', 'handle/acme@1.2.3', '--format', 'json'], { env: login(api) })
    expect(brief(jsonReport(result).files[0]?.findings ?? [])).toEqual([
      `response-identity /integration/${Object.keys(change)[0]}`,
    ])
  })

  test('a range may be answered with any version', async () => {
    const api = await mock({ fault: () => ({ kind: 'body', body: JSON.stringify({ integration: ACME }) }) })
    const { stdout, status } = await run(['remote', 'handle/acme@^1.0.0'], { env: login(api) })
    expect(stdout).toContain('no findings')
    expect(status).toBe(0)
  })

  test.each([
    ['a title that differs', { title: 'Other' }, ['response-summary-agrees /integration/title']],
    ['a version that differs', { version: '9.9.9' }, ['response-identity /integration/version']],
    ['an update in between', { title: 'Other', updatedAt: '2026-01-16T08:00:00.000Z' }, []],
    ['a property that went away', { lifecycleStatus: undefined }, ['response-complete /integration']],
  ])('the list and the integration: %s', async (_case, change, expected) => {
    const api = await mock({
      fault: ({ operation }) =>
        operation === 'getIntegration' ? { kind: 'change', change: (one) => Object.assign(one, change) } : undefined,
    })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    expect(brief(jsonReport(result).files[0]?.findings ?? [])).toEqual(expected)
  })
})

describe('--save', () => {
  test('keeps each answer as it was received', async () => {
    const odd = `{"integration" : ${JSON.stringify({ ...ACME, title: 'ümlaut' })}\t}`
    const api = await mock({ fault: () => ({ kind: 'body', body: odd }) })
    const cwd = emptyFolder()
    await run(['remote', ID, '--save', 'deployed'], { env: login(api), cwd })
    expect(readdirSync(join(cwd, 'deployed'), { recursive: true })).toEqual(['handle', 'handle/acme@1.2.3.json'])
    expect(readFileSync(join(cwd, 'deployed/handle/acme@1.2.3.json'), 'utf8')).toBe(odd)
  })

  test('a hostile name stays in the folder', async () => {
    const api = await mock({
      fault: () => ({
        kind: 'change',
        change: (one) => Object.assign(one, { name: '../../escaped', version: '/etc/x' }),
      }),
    })
    const cwd = emptyFolder()
    await run(['remote', ID, '--save', 'a/b'], { env: login(api), cwd })
    expect(existsSync(join(cwd, 'escaped'))).toBe(false)
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(
      ['a', 'a/b', 'a/b/%2E%2E%2F..%2Fescaped@%2Fetc%2Fx.json'].sort(),
    )
  })

  test('two answers of one name are two files; lists are kept when they are linted; what is not JSON is kept, too', async () => {
    const api = await mock({
      resources: acmes(3),
      fault: ({ path }) =>
        path.endsWith('0002')
          ? { kind: 'body', body: '{"integration": {' }
          : path.endsWith('0001')
            ? { kind: 'body', body: JSON.stringify({ integration: ACME }) }
            : undefined,
    })
    const cwd = emptyFolder()
    await run(['remote', '--all', '--lists', '--save', 'kept'], { env: login(api), cwd })
    expect(readdirSync(join(cwd, 'kept')).sort()).toEqual([
      'acme-0000@1.2.3.json',
      'acme-0002@1.2.3.json',
      'handle',
      'integrations-1.json',
    ])
  })

  test('a folder that cannot be written is reported, and the judging goes on', async () => {
    const api = await mock({ resources: acmes(2) })
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'taken'), '')
    const { status, stdout, stderr } = await run(['remote', '--all', '--save', 'taken'], { env: login(api), cwd })
    expect(stdout).toContain('2 files checked')
    expect(stderr).toMatch(/--save: cannot write/)
    expect(status).toBe(2)
  })
})

describe('--drift', () => {
  test('sums up over all answers', async () => {
    const api = await mock({
      resources: acmes(3),
      fault: ({ operation, path }) =>
        operation !== 'getIntegration'
          ? undefined
          : {
              kind: 'change',
              change(one) {
                one.actions = {
                  one: { input: { schema: {} }, output: { schema: {} }, rate: 1 },
                  two: { input: { schema: {} }, output: { schema: {} }, rate: 2 },
                }
                if (path.endsWith('0000')) delete one.lifecycleStatus
                if (path.endsWith('0001')) one.dev = 'no'
                if (path.endsWith('0002')) delete one.url
              },
            },
    })
    const { stdout } = await run(['remote', '--all', '--drift'], { env: login(api) })
    const table = stdout.slice(stdout.indexOf('Drift:'))
    const at = (number: number, pointer: string) =>
      `${api.url}/v1/admin/integrations/intver_01HV5ZJ8Q4T0M3X9K2N7B6000${number}#/integration${pointer}`
    expect(table).toBe(
      `${[
        'Drift: differences between 3 answers and the schemas.',
        '',
        'PROPERTY         DIFFERENCE   TIMES  EXAMPLE',
        `actions.*.rate   unknown      6      ${at(0, '/actions/one/rate')}`,
        `dev              schema/type  1      ${at(1, '/dev')}`,
        `lifecycleStatus  absent       1      ${at(0, '')}`,
        `url              absent       1      ${at(2, '')}`,
      ].join('\n')}\n`,
    )
  })

  test('of envelopes, and of more than a table holds', async () => {
    const api = await mock({
      resources: acmes(2),
      fault: ({ path }) =>
        path.endsWith('0000')
          ? { kind: 'body', body: JSON.stringify({ integration: ACME, trace: 1 }) }
          : path.endsWith('0001')
            ? { kind: 'body', body: JSON.stringify(ACME) }
            : undefined,
    })
    const { stdout } = await run(['remote', '--all', '--drift'], { env: login(api) })
    const rows = stdout.slice(stdout.indexOf('Drift:')).split('\n').slice(3)
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3).join(' '))).toEqual([
      '(envelope).integration absent 1',
      '(envelope).trace unknown 1',
      '',
    ])
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`new${index}`, 1]))
    const inventive = await mock({ resources: [{ ...ACME, ...many }] })
    const reported = await run(['remote', ID, '--drift'], { env: login(inventive) })
    expect(reported.stdout).toMatch(/… and 1 more differences\.\n$/)
  })

  test('says so when nothing was linted', async () => {
    const api = await mock({ fault: () => ({ kind: 'status', status: 500 }) })
    const { stdout } = await run(['remote', ID, '--drift', '--retries', '0'], { env: login(api) })
    expect(stdout).toContain('Nothing was linted, so the drift is unknown.')
  })

  test('leaves standard output to a report for machines', async () => {
    const api = await mock()
    const result = await run(['remote', ID, '--drift', '--format', 'json'], { env: login(api) })
    expect(jsonReport(result).summary.files).toBe(1)
    expect(result.stderr).toBe('No drift: 1 answer matched the schemas.\n')
  })
})

describe('--server-validate', () => {
  const body = { name: 'handle/acme', version: '1.2.3', title: 'Acme', description: 'Creates tickets.', actions: {} }

  test('an accepted body', async () => {
    const api = await mock()
    const cwd = emptyFolder()
    const text = JSON.stringify(body, null, 1)
    writeFileSync(join(cwd, 'body.json'), text)
    const { status, stderr, stdout } = await run(['remote', '--server-validate', 'body.json', '--no-color'], {
      env: login(api),
      cwd,
    })
    expect([status, stderr]).toEqual([0, 'The server accepts body.json.\n'])
    expect(stdout).toContain('1 file checked')
    expect(api.seen.map(({ method, path, body: sent }) => [method, path, sent])).toEqual([
      ['POST', '/v1/admin/integrations/validate', text],
    ])
  })

  test("the server's refusal stands beside our findings", async () => {
    const api = await mock()
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'body.json'), JSON.stringify({ ...body, titel: 1, title: 5 }))
    const result = await run(['remote', '--server-validate', 'body.json', '--format', 'json'], { env: login(api), cwd })
    const { findings = [] } = jsonReport(result).files[0] ?? {}
    expect(brief(findings)).toEqual(
      expect.arrayContaining(['server-accepts ', 'schema/type /title', 'schema/unknown-property /titel']),
    )
    expect(findings.find(({ rule }) => rule === 'server-accepts')).toMatchObject({
      severity: 'error',
      data: { status: 400, type: 'InvalidPayload' },
    })
    expect(findings.find(({ rule }) => rule === 'server-accepts')?.message).toContain('body')
    // The server has seen the misspelt property: nothing was dropped on the way.
    expect(JSON.parse(api.seen[0]?.body ?? '')).toHaveProperty('titel')
    expect(result.status).toBe(1)
  })

  test('an update body goes to its integration', async () => {
    const api = await mock()
    const result = await run(['remote', ID, '--server-validate', '-'], {
      env: login(api),
      stdin: '{ "title": "New", "actions": { "old": null } }',
    })
    expect(api.seen.map(({ method, path }) => [method, path])).toEqual([
      ['PUT', `/v1/admin/integrations/${ID}/validate`],
    ])
    expect([result.status, result.stderr]).toEqual([0, 'The server accepts <stdin>.\n'])
  })

  test.each([
    ['an update body without an ID', '{ "title": "New", "url": "https://x.example" }', 'Pass the ID'],
    ['broken JSON', '{ "name": "acme" "version": }', 'not JSON'],
    ['an answer of the API', JSON.stringify({ integration: ACME }), 'create and update bodies'],
  ])('%s is not sent', async (_case, stdin, message) => {
    const api = await mock()
    const { status, stderr } = await run(['remote', '--server-validate', '-'], { env: login(api), stdin })
    expect(stderr).toContain(message)
    expect([status, api.seen.length]).toEqual([2, 0])
  })

  test('a server that fails is reported, and what we found all the same', async () => {
    const api = await mock({ fault: () => ({ kind: 'status', status: 500 }) })
    const result = await run(['remote', '--server-validate', '-', '--format', 'json', '--retries', '0'], {
      env: login(api),
      stdin: '{ "name": "acme", "version": "1" }',
    })
    expect(result.stderr).toMatch(/POST .*\/validate: .*answered 500/)
    expect(brief(jsonReport(result).files[0]?.findings ?? [])).toContain('version-semver /version')
    expect(result.status).toBe(2)
  })
})

describe('--url', () => {
  test('lints whatever answers with an integration, with headers from the environment', async () => {
    const api = await mock({ token: 'secret-of-the-site' })
    const url = `${api.url}/v1/admin/integrations/${ID}?api_key=hush&page=2#part`
    const result = await run(
      [
        'remote',
        '--url',
        url,
        '--header',
        'Authorization: Bearer $SITE',
        '--header',
        'X-Trace: on',
        '--header',
        'X-Workspace-Id: wkspace_test',
        '--format',
        'json',
        '--verbose',
      ],
      { env: { SITE: 'secret-of-the-site' } },
    )
    expect(jsonReport(result).files.map(({ file, kind, findings }) => [file, kind, findings])).toEqual([
      [`${api.url}/v1/admin/integrations/${ID}?api_key=***&page=2`, 'integration', []],
    ])
    expect(api.seen[0]?.headers).toMatchObject({ authorization: 'Bearer secret-of-the-site', 'x-trace': 'on' })
    expect(api.seen[0]?.query.get('api_key')).toBe('hush')
    expect(result.stdout + result.stderr).not.toMatch(/secret-of-the-site|hush/)
    expect(result.status).toBe(0)
  })

  test('something else is an unknown document', async () => {
    const api = await mock({ fault: () => ({ kind: 'body', body: '{"hello":"world"}' }) })
    const result = await run(['remote', '--url', `${api.url}/x`, '--format', 'json'])
    expect(brief(jsonReport(result).files[0]?.findings ?? [])).toEqual(['document/unknown-kind '])
    expect(result.status).toBe(1)
  })
})

describe('usage', () => {
  test.each([
    ['nothing to fetch', [], 'Nothing to fetch'],
    ['two things at once', ['--all', ID], 'cannot be combined'],
    ['a filter without --all', [ID, '--dev'], '--dev requires --all'],
    ['a filter that the hub lacks', ['--all', '--public', '--visibility', 'public'], 'not a filter of the hub'],
    ['a header for the API', [ID, '--header', 'X-A: b'], '--header requires --url'],
    [
      'a token among the arguments',
      ['--url', 'https://x.example', '--header', 'Authorization: Bearer abc'],
      'must not be an argument',
    ],
    ['an invalid header', ['--url', 'https://x.example', '--header', 'X-A'], "takes 'Name: value'"],
    ['a header with spaces in its name', ['--url', 'https://x.example', '--header', 'X A: b'], "takes 'Name: value'"],
    [
      'a header that would be two',
      ['--url', 'https://x.example', '--header', 'X-A: b\r\nX-C: d'],
      'X-A contains characters that a header cannot contain',
    ],
    ['no URL', ['--url', 'x.example'], 'takes an absolute URL'],
    ['a URL of another protocol', ['--url', 'file:///etc/passwd'], 'takes a URL with https:// or http://'],
    ['several updates at once', [ID, 'intver_2', '--server-validate', 'x.json'], 'takes at most one ID'],
    ['a file that is not there', ['--server-validate', 'nowhere.json'], 'Cannot read nowhere.json'],
    ['a variable that is not set', ['--url', 'https://x.example', '--header', 'Authorization: $NOPE'], 'not set'],
    ['a password in the URL', ['--url', 'https://me:pass@x.example'], 'must not be an argument'],
    ['headers over plain http', ['--url', 'http://x.example/', '--header', 'X-Auth: $SITE'], 'plain http'],
    ['a path that climbs', ['../x@..'], 'does not name an integration'],
    [
      'no time',
      [ID, '--timeout', '0'],
      '--timeout takes a time: seconds (30 or 30s), milliseconds (1500ms) or minutes (2m)',
    ],
    ['no hands', [ID, '--concurrency', '0'], '--concurrency takes a number from 1 to 64'],
    ['a list by name of the update', ['acme', '--server-validate', 'x.json'], 'needs the ID'],
    ['a flag twice', [ID, '--save', 'a', '--save', 'b'], '--save is given more than once'],
    ['standard input twice', ['--token-stdin', '--server-validate', '-'], 'cannot both read standard input'],
    ['an unknown flag', [ID, '--profil', 'x'], 'Did you mean "--profile"?'],
    ['an unknown rule', [ID, '--rule', 'response-stauts:off'], 'response-status'],
  ])('%s', async (_case, args, message) => {
    const { status, stdout, stderr } = await run(['remote', ...args], {
      env: { BP_TOKEN: TOKEN, BP_WORKSPACE_ID: 'w', SITE: 'secret' },
    })
    expect(stderr).toContain(message)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).not.toMatch(/pass@|Bearer abc/)
  })
})

describe('what is accepted', () => {
  test('what the configuration ignores is not linted, and --verbose says so', async () => {
    const api = await mock({ resources: acmes(2) })
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'integration-lint.config.json'), JSON.stringify({ ignorePatterns: ['**/*0001'] }))
    const result = await run(['remote', '--all', '--format', 'json', '--verbose'], { env: login(api), cwd })
    expect(jsonReport(result).files.map(({ file }) => file.slice(-4))).toEqual(['0000'])
    expect(result.stderr).toMatch(/skipped .*0001: ignored by the configuration\n/)
    expect(result.status).toBe(0)
  })

  test('entries of `ignores` silence findings of answers, and are counted', async () => {
    const api = await mock({ resources: [{ ...ACME, title: '', description: '' }] })
    const cwd = emptyFolder()
    const ignores = [
      { rule: 'schema/min-length', pointer: '/integration/title', files: ['**/integrations/*'], reason: 'known' },
    ]
    writeFileSync(join(cwd, 'integration-lint.config.json'), JSON.stringify({ extends: ['schema'], ignores }))
    const { summary } = jsonReport(await run(['remote', ID, '--format', 'json'], { env: login(api), cwd }))
    expect(summary).toMatchObject({ errors: 0, suppressed: 1 })
  })

  test('a baseline knows the findings of answers; a run over files leaves them alone', async () => {
    const resource = { ...ACME, title: '' }
    const resources: Resource[] = [resource]
    const api = await mock({ resources })
    const env = login(api)
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'file.json'), JSON.stringify(ACME))
    expect((await run(['remote', ID], { env, cwd })).status).toBe(1)
    expect((await run(['remote', ID, '--update-baseline'], { env, cwd })).stderr).toMatch(/has 1 known finding now/)
    expect(await run(['remote', ID], { env, cwd })).toMatchObject({ status: 0, stderr: '' })
    expect((await run(['file.json', '--strict-baseline'], { cwd })).status).toBe(0)
    expect((await run(['.', '--prune-baseline'], { cwd })).stderr).not.toMatch(/removed/)
    resources[0] = ACME
    const after = await run(['remote', ID, '--strict-baseline'], { env, cwd })
    expect(after.stderr).toMatch(/names a finding that is gone/)
    expect(after.status).toBe(1)
  })
})
