import Ajv from 'ajv'
import schema from '../../schemas/baseline.schema.json'
import { formatBaseline, parseBaseline } from '../../src/engine/baseline'
import { schemaUrl } from '../../src/findings/help'
import { marked } from '../mark'

const validate = new Ajv({ allErrors: true }).compile(schema)
const HASH = '0123456789abcdef0123456789abcdef'
const entry = (rule: string, pointer: string, hash = HASH) => ({ rule, pointer, hash })

test('is written in order, an entry a line, and read back', () => {
  const baseline = new Map([
    ['z.json', [entry('b', '/b'), entry('b', '/a'), entry('a', '/b'), entry('a', '/b')]],
    ['clean.json', []],
    ['__proto__', [entry('a', '/a~1b/"', 'f'.repeat(32))]],
  ])
  const text = formatBaseline(baseline)
  expect(text).toBe(`{
  "$schema": "${schemaUrl('baseline.schema.json')}",
  "version": 1,
  "files": {
    "__proto__": [
      { "rule": "a", "pointer": "/a~1b/\\"", "hash": "${'f'.repeat(32)}" }
    ],
    "z.json": [
      { "rule": "b", "pointer": "/a", "hash": "${HASH}" },
      { "rule": "a", "pointer": "/b", "hash": "${HASH}" },
      { "rule": "b", "pointer": "/b", "hash": "${HASH}" }
    ]
  }
}
`)
  expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([])
  const parsed = parseBaseline(text)
  if (!('baseline' in parsed)) throw new Error(JSON.stringify(parsed.faults))
  expect([...parsed.baseline.keys()]).toEqual(['__proto__', 'z.json'])
  expect(formatBaseline(parsed.baseline)).toBe(text)
})

test('without entries', () => {
  expect(formatBaseline(new Map())).toContain('"files": {}')
  expect(validate(JSON.parse(formatBaseline(new Map())))).toBe(true)
})

/** The places at fault are marked; a text that is not JSON is beyond the schema. */
const BROKEN: readonly [name: string, text: string, messages: readonly string[]][] = [
  ['no JSON', '{\n  "version": 1,\n  "files": {}\n«»', ['The text ends too early']],
  ['a list', '«[]»', ['The document is an array; an object is required.']],
  [
    'nothing in it',
    '«»«{}»',
    ['The document lacks the required property "version".', 'The document lacks the required property "files".'],
  ],
  ['another version', '{ "version": «2», "files": {} }', ['version is 2; only 1 is allowed.']],
  ['an unknown key', '{ "version": 1, "files": {}, «"file"»: {} }', ['Unknown property "file". Did you mean "files"?']],
  [
    'a $schema that is not a text',
    '{ "$schema": «1», "version": 1, "files": {} }',
    ['$schema is a number (1); a string is required.'],
  ],
  ['files in a list', '{ "version": 1, "files": «[]» }', ['files is an array; an object is required.']],
  ['entries in an object', '{ "version": 1, "files": { "a": «{}» } }', ['a is an object; an array is required.']],
  ['an invalid entry', '{ "version": 1, "files": { "a": [«null»] } }', ['a[0] is null; an object is required.']],
  [
    'an entry without its hash',
    `{ "version": 1, "files": { "a": [«{ "rule": "r", "pointer": "" }»] } }`,
    ['a[0] lacks the required property "hash".'],
  ],
  [
    'an invalid rule',
    `{ "version": 1, "files": { "a": [{ "rule": «""», "pointer": "", "hash": "${HASH}" }] } }`,
    ['rule is empty; at least 1 is required.'],
  ],
  [
    'an invalid pointer',
    `{ "version": 1, "files": { "a": [{ "rule": "r", "pointer": «"x"», "hash": "${HASH}" }] } }`,
    ['pointer is "x"; a JSON Pointer such as "/actions/createTicket" is required.'],
  ],
  [
    'an invalid hash',
    '{ "version": 1, "files": { "a": [{ "rule": "r", "pointer": "", "hash": «"0"» }] } }',
    ['hash is "0"; a text of 32 hexadecimal digits is required.'],
  ],
  [
    'a hash that is a number',
    '{ "version": 1, "files": { "a": [{ "rule": "r", "pointer": "", "hash": «0» }] } }',
    ['hash is a number (0); a string is required.'],
  ],
]

test.each(BROKEN)('%s is reported with its place', (name, source, messages) => {
  const { text, ranges } = marked(source)
  const { faults } = parseBaseline(text)
  expect(faults.map(({ message }) => message)).toEqual(messages.map((message) => expect.stringContaining(message)))
  expect(faults.map(({ line, column }) => [line, column])).toEqual(ranges.map(({ line, column }) => [line, column]))
  if (name !== 'no JSON') expect(validate(JSON.parse(text))).toBe(false)
})

test('a conflict of a merge is reported', () => {
  const { faults } = parseBaseline('<<<<<<< ours\n{ "version": 1, "files": {} }\n')
  expect(faults[0]).toMatchObject({ line: 1, column: 1 })
})
