import rule from '../../src/rules/version-semver'
import { runRuleOn, testRule } from '../rule-tester'

const body = (version: string) => `{ "name": "acme", "version": ${version} }`

testRule(rule, [
  {
    name: 'suggests the version without its v',
    text: body('«"v1.2.3"»'),
    as: 'create-body',
    messages: ['The version "v1.2.3" is not a semantic version such as "1.4.0". Did you mean "1.2.3"?'],
  },
  {
    name: 'names an alias',
    text: body('«"latest"»'),
    as: 'create-body',
    messages: ['The version is "latest"; an exact version is required.'],
  },
  {
    name: 'names a range',
    text: body('«"^1.2.3"»'),
    as: 'create-body',
    messages: ['The version "^1.2.3" is a range; an exact version is required. Did you mean "1.2.3"?'],
  },
  {
    name: 'looks at the versions of interfaces, also in an update',
    text: `{ "interfaces": { "hitl<ticket>": { "id": "", "version": «"1.x"» }, "llm<modelRef>": { "id": "", "version": "1.0.0" } } }`,
    as: 'update-body',
    messages: ['The version "1.x" is a range; an exact version is required.'],
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

  test('a hostile version is refused without delay', () => {
    expect(findings(`1.0.0-${'0'.repeat(200_000)}!`)).toHaveLength(1)
    expect(findings(`1.0.0-${'0.'.repeat(100_000)}`)).toHaveLength(1)
  })
})
