import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { RULES } from '../../src/rules/index.generated'
import { configurationSchema } from '../../src/settings/config-schema'
import { validateConfiguration } from '../../src/settings/validate'
import { SAMPLE_RULES } from './rules'

const schema = configurationSchema(RULES)
const sample = configurationSchema(SAMPLE_RULES)
const ajv = addFormats(new Ajv({ strict: true, strictTypes: false, strictTuples: false }))
ajv.addVocabulary(['markdownDescription', 'enumDescriptions'])
const validate: ValidateFunction = ajv.compile(schema)

/** Configurations, and whether they are right. The schema that editors use and our own check agree. */
const CASES: readonly [shows: string, configuration: unknown, right: boolean][] = [
  ['nothing', {}, true],
  ['a list', [], false],
  ['a key too many', { rulez: {} }, false],
  ['$schema', { $schema: 'x' }, true],
  ['$schema of another type', { $schema: 1 }, false],
  ['root', { root: true }, true],
  ['root of another type', { root: 'true' }, false],
  ['a preset', { extends: 'strict' }, true],
  ['an invalid preset', { extends: 'stricct' }, false],
  ['a relative path', { extends: './a.json' }, true],
  ['a path above, in a list', { extends: ['hub', '../a.json'] }, true],
  ['an absolute path', { extends: '/a.json' }, true],
  ['a path on a drive', { extends: 'C:\\a.json' }, true],
  ['a path without its dot', { extends: 'a.json' }, false],
  ['a number in extends', { extends: [1] }, false],
  ['a rule', { rules: { 'key-format': 'off' } }, true],
  ['an invalid rule', { rules: { 'key-fromat': 'off' } }, false],
  ['an invalid severity', { rules: { 'key-format': 'on' } }, false],
  ['a severity in a list', { rules: { 'key-format': ['info'] } }, true],
  ['options of a rule without any', { rules: { 'key-format': ['info', {}] } }, false],
  ['options', { rules: { 'name-format': ['info', { pattern: '^a' }] } }, true],
  ['an invalid option', { rules: { 'name-format': ['info', { limits: 5 }] } }, false],
  ['an option out of bounds', { rules: { 'secret-fields-marked': ['info', { names: [''] }] } }, false],
  ['an option that is not a regular expression', { rules: { 'name-format': ['info', { pattern: '(' }] } }, false],
  ['options that are no object', { rules: { 'name-format': ['info', 5] } }, false],
  ['three things', { rules: { 'name-format': ['info', {}, {}] } }, false],
  ['an empty list for a rule', { rules: { 'name-format': [] } }, false],
  [
    'an override',
    { overrides: [{ files: 'a', as: 'create-body', extends: ['hub'], rules: { 'key-format': 'off' } }] },
    true,
  ],
  ['an override without files', { overrides: [{ rules: {} }] }, false],
  ['an override with a key too many', { overrides: [{ files: 'a', root: true }] }, false],
  ['an override of an invalid kind', { overrides: [{ files: 'a', as: 'body' }] }, false],
  ['an override that extends a path', { overrides: [{ files: 'a', extends: './a.json' }] }, false],
  ['overrides that are no list', { overrides: {} }, false],
  ['files that only take back', { overrides: [{ files: ['!a'] }] }, false],
  ['files that take back after naming some', { overrides: [{ files: ['a', '!b'] }] }, true],
  ['files of all but one', { overrides: [{ files: '!(a).json' }] }, true],
  ['no files', { overrides: [{ files: [] }] }, false],
  ['a blank pattern', { overrides: [{ files: ' ' }] }, false],
  ['ignorePatterns', { ignorePatterns: ['a', '!b'] }, true],
  ['ignorePatterns that are no list', { ignorePatterns: 'a' }, false],
  ['a blank ignorePattern', { ignorePatterns: [''] }, false],
  [
    'an accepted finding',
    { ignores: [{ rule: 'key-format', reason: 'x', files: 'a', pointer: '/a~0', expires: '2027-01-01' }] },
    true,
  ],
  ['an accepted finding without reason', { ignores: [{ rule: 'key-format' }] }, false],
  ['a blank reason', { ignores: [{ rule: 'key-format', reason: '\n' }] }, false],
  ['an accepted finding without rule', { ignores: [{ reason: 'x' }] }, false],
  ['an accepted finding of an invalid rule', { ignores: [{ rule: 'key', reason: 'x' }] }, false],
  ['the whole document', { ignores: [{ rule: 'key-format', reason: 'x', pointer: '' }] }, true],
  ['an invalid pointer', { ignores: [{ rule: 'key-format', reason: 'x', pointer: 'a' }] }, false],
  ['a pointer with a wrong escape', { ignores: [{ rule: 'key-format', reason: 'x', pointer: '/~' }] }, false],
  ['an invalid day', { ignores: [{ rule: 'key-format', reason: 'x', expires: '2027-02-29' }] }, false],
  ['a baseline', { baseline: 'a.json' }, true],
  ['a blank baseline', { baseline: '' }, false],
  ['rules of one’s own', { customRules: [] }, false],
]

test.each(CASES)('%s', (_shows, configuration, right) => {
  expect(validate(configuration)).toBe(right)
  const { problems } = validateConfiguration(configuration, { rules: RULES, code: false })
  expect(problems.length === 0).toBe(right)
})

test('the settings of rules that others add are allowed, since only the files in force know them', () => {
  expect(validate({ rules: { 'acme/verbs': ['error', { any: 1 }] } })).toBe(true)
  expect(validate({ ignores: [{ rule: 'acme/verbs', reason: 'x' }] })).toBe(true)
  expect(validate({ rules: { 'schema/verbs': 'error' } })).toBe(false)
})

test('editors get a description of everything that has a name, and of every value to choose from', () => {
  const bare: string[] = []
  const look = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) look(child, `${path}/${key}`)
    if ('enum' in value && !/\/options?\/|\/rule\/|\/rules\//.test(path)) {
      expect([path, Reflect.get(value, 'enumDescriptions')?.length]).toEqual([path, (value.enum as unknown[]).length])
    }
    if (/\/properties\/[^/]+$/.test(path) && !('description' in value) && !('$ref' in value)) bare.push(path)
  }
  look(sample, '')
  expect(bare.filter((path) => !path.includes('/more/'))).toEqual([])
})

test('a rule shows its summary, where it is on, and its page', () => {
  const { definitions } = sample as { definitions: { rules: { properties: Record<string, object> } } }
  expect(definitions.rules.properties['icon-svg']).toMatchObject({
    description: 'What icon-svg asks holds.',
    markdownDescription: expect.stringMatching(
      /^What `icon-svg` asks holds\.\n\nSeverity: error in hub\. \[icon-svg\]\(https:.*\/docs\/rules\/icon-svg\.md\)$/,
    ),
  })
  expect(definitions.rules.properties['name-handle']).toMatchObject({
    markdownDescription: expect.stringContaining('off unless turned on; then error.'),
  })
})
