import { defineConfig } from '../../src/settings/configuration'

// Each line that must not compile is checked by the compiler: an expected error that does not come is one.
test('the types know rules, options, severities and kinds', () => {
  const configuration = defineConfig({
    extends: ['hub', './base.json'],
    rules: {
      'key-format': 'off',
      'name-format': ['warn', { pattern: '^a' }],
      'acme/verbs': ['warning', { verbs: [] }],
    },
    overrides: [{ files: '*.json', as: 'create-body', rules: { 'schema/max-length': 'info' } }],
  })
  expect(configuration.rules?.['key-format']).toBe('off')
  // @ts-expect-error a misspelt rule
  defineConfig({ rules: { 'key-fromat': 'off' } })
  // @ts-expect-error a misspelt option
  defineConfig({ rules: { 'name-format': ['error', { patern: '^a' }] } })
  // @ts-expect-error options of a rule without any
  defineConfig({ rules: { 'key-format': ['error', {}] } })
  // @ts-expect-error an invalid severity
  defineConfig({ rules: { 'key-format': 'hint' } })
  // @ts-expect-error an invalid kind
  defineConfig({ overrides: [{ files: 'a', as: 'body' }] })
  // @ts-expect-error a misspelt key
  defineConfig({ rulez: {} })
})
