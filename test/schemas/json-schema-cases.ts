import type { Case } from './cases'

const STRINGS = ['$id', '$schema', '$ref', '$comment', 'title', 'description', 'format', 'pattern']
const SCHEMAS = ['additionalProperties', 'propertyNames', 'additionalItems', 'contains', 'not', 'if', 'then', 'else']
const LENGTHS = ['minLength', 'maxLength', 'minProperties', 'maxProperties', 'minItems', 'maxItems']
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const eachOf = (names: readonly string[], ...values: unknown[]) =>
  names.flatMap((name) => values.map((value) => ({ [name]: value })))

/** JSON Schemas that the definition of embedded schemas must accept and refuse, each for one reason. */
const accepted: unknown[] = [
  {},
  { anything: 5 },
  { default: null, const: {}, examples: [], enum: [1, 'a', null, null] },
  ...eachOf(SCHEMAS, {}, true, false),
  { properties: { a: false, b: {} } },
  { items: true },
  { items: {} },
  { items: [{}, false] },
  { dependencies: { a: ['b'], c: {}, d: false } },
  { required: [] },
  { type: ['string', 'null'] },
  ...['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'].map((type) => ({ type })),
  { minLength: 0, maxLength: 64, minItems: 0, maxItems: 3, minProperties: 0, maxProperties: 9 },
  { minimum: -1.5, maximum: 2, exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.01 },
  ...['date-time', 'cuid', 'cuid2', 'emoji', 'ulid', 'finite', 'made-up'].map((format) => ({ format })),
  { 'x-zui': {} },
  { 'x-zui': { title: 'T', placeholder: 'P', secret: true, tooltip: false, coerce: true, def: { typeName: 'Z' } } },
  { 'x-zui': { hidden: true, disabled: false } },
  { 'x-zui': { hidden: '(form) => true', disabled: '(form) => false' } },
  { 'x-zui': { displayAs: ['text', { multiLine: true }] } },
  { 'x-zui': { displayAs: ['text', null] } },
  { discriminator: { propertyName: 'type', mapping: {} } },
]

/** A schema with a fault of its own, so that it is refused wherever schemas are looked into. */
const faulty = { type: 'text' }

const refused: unknown[] = [
  [],
  true,
  'text',
  null,
  5,
  ...eachOf([...STRINGS, 'contentEncoding', 'contentMediaType'], 5, null, {}),
  ...eachOf(['readOnly', 'writeOnly', 'uniqueItems'], 'true', 0, null),
  ...eachOf(LENGTHS, -1, 1.5, '1', null),
  ...eachOf(NUMBERS, '1', null),
  { exclusiveMinimum: true },
  { multipleOf: 0 },
  ...eachOf(SCHEMAS, 5, null, [], 'text', faulty, { properties: { a: faulty } }),
  ...eachOf(['properties', 'patternProperties', 'definitions'], [], true, null, { a: 5 }, { a: null }, { a: faulty }),
  ...eachOf(['allOf', 'anyOf', 'oneOf'], {}, [], true, [5], [faulty]),
  ...eachOf(['enum'], {}, 'a', null),
  ...eachOf(['examples'], {}, 'a', null),
  ...eachOf(['required'], true, 'a', {}, [5], ['a', 'a']),
  ...eachOf(['type'], 'text', [], ['text'], ['null', 'null'], 5, null, {}, [5]),
  ...eachOf(['items'], [], [5], 5, null, 'text', faulty, [{}, faulty]),
  ...eachOf(['dependencies'], [], { a: 'b' }, { a: [5] }, { a: ['b', 'b'] }, { a: null }, { a: faulty }),
  ...eachOf(['discriminator'], 'type', {}, { propertyName: 5 }, null, []),
  ...eachOf(['x-zui'], 'text', true, [], null),
  ...eachOf(['title', 'placeholder'], 5, true, null).map((zui) => ({ 'x-zui': zui })),
  ...eachOf(['secret', 'tooltip', 'coerce'], 'true', 0, null).map((zui) => ({ 'x-zui': zui })),
  ...eachOf(['hidden', 'disabled'], 0, null, {}).map((zui) => ({ 'x-zui': zui })),
  ...eachOf(['displayAs'], 'text', {}, [], ['text'], ['text', {}, {}], [5, {}], null).map((zui) => ({ 'x-zui': zui })),
]

const cases =
  (valid: boolean) =>
  (document: unknown): Case => ({
    subject: 'json-schema',
    pointer: '',
    change: JSON.stringify(document),
    document,
    valid,
  })

export const JSON_SCHEMA_CASES: readonly Case[] = [...accepted.map(cases(true)), ...refused.map(cases(false))]
