import rule from '../../../src/rules/names/version-semver'
import { runRuleOn, testRule } from '../../rule-tester'

const body = (version: string) => `{ "name": "acme", "version": ${version} }`

testRule(rule, [
  {
    name: 'suggests the version without its v',
    text: body('«"v1.2.3"»'),
    as: 'create-body',
    messages: ['version is "v1.2.3", which is not a semantic version such as "1.4.0". Did you mean "1.2.3"?'],
  },
  {
    name: 'names an alias',
    text: body('«"latest"»'),
    as: 'create-body',
    messages: ['version is "latest"; an exact version is required.'],
  },
  {
    name: 'names a range',
    text: body('«"^1.2.3"»'),
    as: 'create-body',
    messages: ['version is "^1.2.3", a range; an exact version is required. Did you mean "1.2.3"?'],
  },
  {
    name: 'looks at the versions of interfaces, also in an update',
    text: `{ "interfaces": { "hitl<ticket>": { "id": "", "version": «"1.x"» }, "llm<modelRef>": { "id": "", "version": "1.0.0" } } }`,
    as: 'update-body',
    messages: ['interfaces["hitl<ticket>"].version is "1.x", a range; an exact version is required.'],
  },
  {
    name: 'looks at the items of a list',
    text: '{ "integrations": [{ "version": «"1"» }], "meta": {} }',
    as: 'integration-list',
    messages: [/Did you mean "1\.0\.0"\?$/],
  },
  { name: 'leaves the version of an update body to another rule', text: '{ "version": "v1" }', as: 'update-body' },
  { name: 'leaves a version of another type to the schema', text: body('1.2'), as: 'create-body' },
])

describe('version-semver and the grammar', () => {
  const findings = (version: string) =>
    runRuleOn(rule, JSON.stringify({ name: 'acme', version }), 'create-body').map(({ message }) => message)

  test.each([
    '0.0.0',
    '1.2.3',
    '10.20.30',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-0.3.7',
    '1.0.0--',
    '1.0.0-0a.01b',
    '1.0.0+001',
    '1.0.0-beta+exp.sha.5114f85',
  ])('%s is exact', (version) => {
    expect(findings(version)).toEqual([])
  })

  test.each([
    ['', undefined],
    ['1', '1.0.0'],
    ['1.2', '1.2.0'],
    ['01.2.3', '1.2.3'],
    ['1.2.3.4', undefined],
    ['1.2.3-', undefined],
    ['1.2.3-01', undefined],
    ['1.2.3+', undefined],
    ['1.2.3 ', '1.2.3'],
    ['1.2.3\n', '1.2.3'],
    ['V1.2.3-rc.1', '1.2.3-rc.1'],
    ['=1.2.3', '1.2.3'],
    ['~1.2', '1.2.0'],
    ['>=1.2.3', undefined],
    ['1.2.3 || 2.0.0', undefined],
    ['1.0.0 - 2.0.0', undefined],
    ['*', undefined],
    ['x', undefined],
    ['one', undefined],
    ['１.2.3', undefined],
  ])('%j is refused; suggested: %s', (version, meant) => {
    const [message, ...more] = findings(version)
    expect(more).toEqual([])
    if (meant === undefined) expect(message).not.toContain('Did you mean')
    else expect(message).toContain(`Did you mean "${meant}"?`)
  })

  test.each([
    ['latest', 'alias'],
    ['NEXT', 'alias'],
    [' latest\n', 'alias'],
    ['latest-1', 'no semantic version'],
    ['my-latest', 'no semantic version'],
    ['^1', 'range'],
    ['~1.2.3', 'range'],
    ['<2.0.0', 'range'],
    ['>=1.0.0', 'range'],
    ['*', 'range'],
    [' *', 'range'],
    ['X', 'range'],
    ['1.0.0 || 2.0.0', 'range'],
    ['1.0.0 - 2.0.0', 'range'],
    ['1.x', 'range'],
    ['12.x', 'range'],
    ['1.*', 'range'],
    ['1.x.x', 'range'],
    ['1.23.X', 'range'],
    ['1.0.0 -2', 'no semantic version'],
    ['1.0.0- 2', 'no semantic version'],
    ['1.0.0*', 'no semantic version'],
    ['1=^2', 'no semantic version'],
    ['xx', 'no semantic version'],
    ['1x', 'no semantic version'],
    ['a1.x', 'no semantic version'],
    ['1.x.y', 'no semantic version'],
    ['1.x.xy', 'no semantic version'],
    ['1.a.x', 'no semantic version'],
    [`${' '.repeat(500)}latest`, 'alias'],
    [`latest${' '.repeat(500)}`, 'alias'],
    [`1.${'2'.repeat(500)}.x`, 'no semantic version'],
  ])('%j is of the sort: %s', (version, sort) => {
    const [message = ''] = findings(version)
    const named = /, a range;/.test(message)
      ? 'range'
      : /not a semantic/.test(message)
        ? 'no semantic version'
        : 'alias'
    expect(named).toBe(sort)
  })

  test.each([
    ['v 12.34.56', '12.34.56'],
    ['^12', '12.0.0'],
    ['~12.34', '12.34.0'],
    ['0012.0034.0056', '12.34.56'],
    ['1.2+5', '1.2.0+5'],
    ['1234567890.1.1', undefined],
    ['a1.2', undefined],
    ['1.2a', undefined],
  ])('what was meant by %j: %s', (version, meant) => {
    const [message = ''] = findings(version)
    expect(/Did you mean "(.*)"\?/.exec(message)?.[1]).toBe(meant)
  })

  test('a hostile version is refused without delay', () => {
    expect(findings(`1.0.0-${'0'.repeat(200_000)}!`)).toHaveLength(1)
    expect(findings(`1.0.0-${'0.'.repeat(100_000)}`)).toHaveLength(1)
  })
})
