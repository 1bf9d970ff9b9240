import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseDocument } from '../../src/document/parse'
import { KINDS } from '../../src/findings/types'
import { PRESETS } from '../../src/rules/contract'
import { RULES } from '../../src/rules/index.generated'
import { configurationSchema } from '../../src/settings/config-schema'
import { CONFIGURATION_NAMES, RULE_LEVELS } from '../../src/settings/configuration'
import { compilePatterns } from '../../src/settings/patterns'
import { validateConfiguration } from '../../src/settings/validate'

const PAGE = readFileSync(join(resolve(__dirname, '../..'), 'docs/configuration.md'), 'utf8')
const EXAMPLES = [...PAGE.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)

test('there are examples', () => {
  expect(EXAMPLES.length).toBeGreaterThan(4)
})

test.each(EXAMPLES.map((text, index) => [index + 1, text] as const))('example %d is right', (_number, text) => {
  const { value, faults } = parseDocument({ name: 'integration-lint.config.json', text, comments: false })
  expect(faults).toEqual([])
  expect(validateConfiguration(value, { rules: RULES, code: false }).problems).toEqual([])
})

test('the first example shows every key', () => {
  const shown = Object.keys(JSON.parse(EXAMPLES[0] ?? ''))
  expect(shown.sort()).toEqual(Object.keys(configurationSchema(RULES).properties ?? {}).sort())
})

test.each([
  ['presets', PRESETS.map((preset) => `| \`${preset}\` |`)],
  ['kinds', KINDS.map((kind) => `\`${kind}\``)],
  ['severities', RULE_LEVELS.map((level) => `\`${level}\``)],
])('all %s are listed', (_name, items) => {
  expect(items.filter((item) => !PAGE.includes(item))).toEqual([])
})

test('all names of configuration files are listed', () => {
  const section = PAGE.slice(PAGE.indexOf('## Which files apply'), PAGE.indexOf('## Presets'))
  const extensions = CONFIGURATION_NAMES.map((name) => name.replace('integration-lint.config', ''))
  expect(extensions.filter((extension) => !section.includes(`${extension}\``))).toEqual([])
})

test.each([
  ['crm.json', 'a/crm.json', 'a/crm.jsonc'],
  ['drafts', 'a/drafts/b/x.json', 'a/drafts.json'],
  ['drafts/', 'a/drafts/b/x.json', 'a/drafts.json'],
  ['/drafts', 'drafts/x.json', 'a/drafts/x.json'],
  ['definitions/*.json', 'definitions/x.json', 'definitions/a/x.json'],
  ['definitions/**', 'definitions/a/x.json', 'a/definitions/x.json'],
  ['**/generated/*.json', '../other/generated/x.json', '../other/x.json'],
  ['*.{json,jsonc}', 'x.jsonc', 'x.yaml'],
  ['v[12].json', 'v1.json', 'v3.json'],
  ['!(*.draft).json', 'x.json', 'x.draft.json'],
])('the pattern %s means what the table says', (pattern, meant, other) => {
  expect(PAGE).toContain(`\`${pattern}\``)
  const verdict = compilePatterns([pattern])
  expect([verdict(meant), verdict(other)]).toEqual([true, undefined])
})
