import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { readTestCases, runCase } from '../../src/vrl/test-cases'

const CASE = { name: 'a', event: {}, expect: null }

const FILES: readonly (readonly [string, unknown, readonly (string | RegExp)[]])[] = [
  ['a case', { cases: [CASE] }, []],
  ['a schema beside', { $schema: './vrl-test.schema.json', cases: [CASE] }, []],
  [
    'all fields of an event',
    {
      cases: [
        { ...CASE, event: { method: 'GET', path: '/', query: '', body: '', headers: { a: 'b' }, secrets: { A: 'b' } } },
      ],
    },
    [],
  ],
  [
    'the fields of a link',
    { cases: [{ ...CASE, event: { webhookId: 'a', webhookUrl: 'b', env: 'c', shareableId: 'd', source: 'e' } }] },
    [],
  ],
  ['secrets beside the event', { cases: [{ ...CASE, secrets: { A: 'b' } }] }, []],
  [
    'any value',
    {
      cases: [
        { ...CASE, expect: [1, { a: true }] },
        { ...CASE, name: 'b', expect: { error: true } },
      ],
    },
    [],
  ],
  ['a list', [CASE], ['An object with "cases" is required.']],
  ['no cases', {}, ['"cases" must be an array with at least one case.']],
  ['an empty list', { cases: [] }, ['"cases" must be an array with at least one case.']],
  ['a misspelt list', { cases: [CASE], tests: [] }, ['Unknown property "tests"; allowed are "cases" and "$schema".']],
  ['a case that is a text', { cases: ['a'] }, ['A case must be an object with "name", "event" and "expect".']],
  ['a case without a name', { cases: [{ event: {}, expect: 1 }] }, ['A case needs a "name".']],
  ['a blank name', { cases: [{ ...CASE, name: ' ' }] }, ['A case needs a "name".']],
  [
    'a case without an event',
    { cases: [{ name: 'a', expect: 1 }] },
    ['A case needs an "event": an object with the input of the script.'],
  ],
  [
    'a case without an expectation',
    { cases: [{ name: 'a', event: {} }] },
    ['A case needs an "expect": the expected result, or { "error": true }.'],
  ],
  [
    'a misspelt property',
    { cases: [{ ...CASE, expected: 1 }] },
    ['Unknown property "expected"; a case has "name", "event", "secrets" and "expect".'],
  ],
  [
    'a body that is an object',
    { cases: [{ ...CASE, event: { body: { id: 1 } } }] },
    ['"body" must be a string; the platform gives the body as text: write the JSON as a string.'],
  ],
  ['a query that is an object', { cases: [{ ...CASE, event: { query: {} } }] }, ['"query" must be a string.']],
  [
    'a header that is a number',
    { cases: [{ ...CASE, event: { headers: { a: 1 } } }] },
    ['"headers" must be an object of strings.'],
  ],
  [
    'a method in lower case',
    { cases: [{ ...CASE, event: { method: 'post' } }] },
    ['"method" must be GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE or CONNECT.'],
  ],
  ['secrets in a list', { cases: [{ ...CASE, secrets: ['A'] }] }, ['"secrets" must be an object of strings.']],
  [
    'an unknown field',
    { cases: [{ ...CASE, event: { url: '/' } }] },
    [/^An event has no "url"; it may have webhookId, .* and secrets\.$/],
  ],
]

describe('a file of cases', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../schemas/vrl-test.schema.json'), 'utf8'))
  const validate = new Ajv({ strict: false }).compile(schema)

  test.each(FILES)('with %s', (_name, value, messages) => {
    expect(readTestCases(value).faults.map(({ message }) => message)).toEqual(
      messages.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    )
    // The published schema, by which editors go, says the same.
    expect(validate(value)).toBe(messages.length === 0)
  })
})

test('two cases of one name are a fault, which a schema cannot say', () => {
  const { faults } = readTestCases({ cases: [CASE, { ...CASE, name: 'another' }, CASE] })
  expect(faults).toEqual([
    { path: ['cases', 2, 'name'], message: `Another case is named ${JSON.stringify(CASE.name)}, too.` },
  ])
})

describe('a case', () => {
  const outcome = (source: string, expect: unknown, event: Record<string, unknown> = {}) => {
    const { passed, actual, failure } = runCase(loadVrl(), source, undefined, { name: 'a', event, expect })
    return { passed, actual, failure }
  }

  test.each<[string, string, unknown, boolean]>([
    ['a text', '"a"', 'a', true],
    ['another text', '"a"', 'b', false],
    ['null', '.nothing', null, true],
    ['an object in another order', '{ "a": 1, "b": [2] }', { b: [2], a: 1 }, true],
    ['an object with more', '{ "a": 1, "b": 2 }', { a: 1 }, false],
    ['a list in another order', '[1, 2]', [2, 1], false],
    ['a number', '1.0', 1, true],
    ['a failure', 'abort', { error: true }, true],
    ['a failure of a function', 'to_int!("x")', { error: true }, true],
    ['no failure', '1', { error: true }, false],
    ['a failure that is not expected', 'abort', null, false],
    ['a script that does not compile', 'nothing', { error: true }, false],
  ])('that expects %s', (_name, source, expected, passed) => {
    expect(outcome(source, expected).passed).toBe(passed)
  })

  test('says why a script gave nothing', () => {
    expect(outcome('nothing', 1).failure).toMatch(/^It does not compile: call to undefined variable/)
    expect(outcome('abort "so"', 1).failure).toContain('so')
  })

  test('completes the event as in a plain request, or in production', () => {
    expect(outcome('.', {}, {}).actual).toEqual({ method: 'GET', path: '/', query: '', headers: {}, secrets: {} })
    expect(outcome('.method', '', { body: '' }).actual).toBe('POST')
    expect(outcome('.headers', '', { headers: { 'X-Team': 'T1' } }).actual).toEqual({ 'x-team': 'T1' })
    expect(outcome('.env', '', { webhookId: 'a' }).actual).toBe('production')
    expect(runCase(loadVrl(), '.env', 'linkTemplate', { name: 'a', event: {}, expect: 'production' }).passed).toBe(true)
  })
})
