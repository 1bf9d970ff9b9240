import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseTarget } from '../../src/remote/routes'
import { rules } from '../../src/rules/responses/responses'

test.each([
  ['intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE', { id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE' }],
  ['devint_01HV5ZJ8Q4T0M3X9K2N7B6C1DE', { id: 'devint_01HV5ZJ8Q4T0M3X9K2N7B6C1DE' }],
  ['0d2c2b4e-7f0a-4f0e-9a53-5f6f6c0a1b2c', { id: '0d2c2b4e-7f0a-4f0e-9a53-5f6f6c0a1b2c' }],
  ['slack', { name: 'slack', version: 'latest' }],
  ['slack@1.0.0', { name: 'slack', version: '1.0.0' }],
  ['handle/slack@>=1', { name: 'handle/slack', version: '>=1' }],
  ['', undefined],
  ['slack@', undefined],
  ['..', undefined],
])('%j names %j', (text, target) => {
  expect(parseTarget(text)).toEqual(target)
})

test('every rule on answers is shown by a test of this folder', () => {
  const tests = readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== basename(__filename))
    .map((name) => readFileSync(join(__dirname, name), 'utf8'))
    .join('\n')
  expect(rules.map(({ id: rule }) => rule).filter((rule) => !tests.includes(`'${rule} `))).toEqual([])
})
