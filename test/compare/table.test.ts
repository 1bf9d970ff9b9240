import type { Verdict } from '../../src/findings/types'
import { compareValues } from './compare-values'

// What each change means, by name. `breaking`, `unknown` and `compatible` are the verdict of the whole comparison; `none`
// says that nothing has changed.

type Expected = Verdict | 'none'

// biome-ignore lint/suspicious/noExplicitAny: schemas and definitions as their authors write them
type Any = any

const text = { type: 'string' }
const number = { type: 'number' }
const object = (properties: Any, required: string[] = [], more: Any = { additionalProperties: false }): Any => ({
  type: 'object',
  properties,
  required,
  ...more,
})
/** An object with one property. */
const of = (schema: Any, required = true): Any => object({ p: schema }, required ? ['p'] : [])
const open = (properties: Any, required: string[] = []): Any => object(properties, required, {})
const implication = (condition: Any, consequence: Any): Any =>
  Object.fromEntries([
    ['if', condition],
    ['then', consequence],
  ])
const union = (...anyOf: Any[]): Any => ({ anyOf })
const tagged = (kind: string, properties: Any = {}, required: string[] = []): Any =>
  object({ kind: { type: 'string', const: kind }, ...properties }, ['kind', ...required])

const base = { name: 'acme/desk', version: '1.0.0' }
const ROLES = {
  input: (schema: Any) => ({ ...base, actions: { find: { input: { schema }, output: { schema: object({}) } } } }),
  output: (schema: Any) => ({ ...base, actions: { find: { input: { schema: object({}) }, output: { schema } } } }),
  state: (schema: Any) => ({ ...base, actions: {}, states: { session: { type: 'user', schema } } }),
} as const
type Role = keyof typeof ROLES

/** The verdicts of a change of a schema: in what bots send, in what they receive, in a state. */
const SCHEMAS: readonly [name: string, old: Any, now: Any, ...Record<Role, Expected>[]][] = [
  // Properties
  [
    'an optional property is new',
    object({}),
    of(text, false),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  ['a required property is new', object({}), of(text), { input: 'breaking', output: 'compatible', state: 'breaking' }],
  [
    'an optional property is gone',
    of(text, false),
    object({}),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  ['a required property is gone', of(text), object({}), { input: 'breaking', output: 'breaking', state: 'breaking' }],
  [
    'a property becomes required',
    of(text, false),
    of(text),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a property becomes optional',
    of(text),
    of(text, false),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a property is renamed',
    object({ one: text }),
    object({ other: text }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'an optional property is new in an open object',
    open({}),
    open({ p: text }),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  [
    'a property of any value is new in an open object',
    open({}),
    open({ p: {} }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a property is gone from an open object',
    open({ p: text }),
    open({}),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a name is required that is not declared',
    open({}),
    open({}, ['p']),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a property may have no value any more',
    of(text),
    of({ not: {} }, false),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  // Closed and open
  [
    'an object is opened',
    object({}),
    object({}, [], { additionalProperties: true }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'an object is closed',
    open({ p: text }),
    of(text, false),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    '"additionalProperties": true is written out',
    open({ p: text }),
    object({ p: text }, [], { additionalProperties: true }),
    { input: 'none', output: 'none', state: 'none' },
  ],
  [
    'a record takes other values',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: number }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a record takes more values',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: { type: ['string', 'null'] } }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a record declares a property of its kind',
    object({}, [], { additionalProperties: text }),
    object({ p: text }, [], { additionalProperties: text }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a record declares a property of another kind',
    object({}, [], { additionalProperties: text }),
    object({ p: number }, [], { additionalProperties: text }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'an object needs more properties',
    open({}),
    object({}, [], { minProperties: 1 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'an object may have more properties',
    object({}, [], { maxProperties: 1 }),
    object({}, [], { maxProperties: 2 }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'names of properties are limited',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: text, propertyNames: { maxLength: 3 } }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  // Types
  ['another type', of(text), of(number), { input: 'breaking', output: 'breaking', state: 'breaking' }],
  [
    'a further type',
    of(text),
    of({ type: ['string', 'number'] }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'one type less',
    of({ type: ['string', 'number'] }),
    of(text),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'whole numbers only',
    of(number),
    of({ type: 'integer' }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'not only whole numbers',
    of({ type: 'integer' }),
    of(number),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  ['any value', of(text), of({}), { input: 'compatible', output: 'breaking', state: 'breaking' }],
  ['a text instead of any value', of({}), of(text), { input: 'breaking', output: 'compatible', state: 'breaking' }],
  [
    'null is allowed',
    of(text),
    of(union(text, { type: 'null' })),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'null is not allowed any more',
    of(union(text, { type: 'null' })),
    of(text),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'null is allowed in a list of types',
    of(text),
    of({ type: ['string', 'null'] }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'null is accepted, with the keyword nullable',
    of(text),
    of({ ...text, nullable: true }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'null is refused, with the keyword nullable, in a nested schema',
    of({ type: 'array', items: of({ ...text, nullable: true }) }),
    of({ type: 'array', items: of(text) }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'the keyword nullable becomes a type',
    of({ ...text, nullable: true }),
    of({ type: ['string', 'null'] }),
    { input: 'none', output: 'none', state: 'none' },
  ],
  [
    'a property that is called nullable',
    object({ type: text, nullable: { const: true } }),
    object({ type: text, nullable: { const: false } }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'an if and a then from different parts',
    of({
      type: 'string',
      allOf: [implication({ minLength: 2 }, { maxLength: 5 }), implication({ pattern: '^a' }, { minLength: 3 })],
    }),
    of({ type: 'string', ...implication({ minLength: 2 }, { minLength: 3 }) }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a declared property is gone from what leaves nothing unevaluated',
    of({ type: 'object', allOf: [{ properties: { a: text } }], unevaluatedProperties: false }),
    of({ type: 'object', allOf: [{ properties: {} }], unevaluatedProperties: false }),
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'nullable in other words',
    of({ type: ['string', 'null'] }),
    of(union(text, { type: 'null' })),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a nullable object gets an optional property',
    of(union(object({}), { type: 'null' })),
    of(union(of(text, false), { type: 'null' })),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a nullable object gets a required property',
    of(union(object({}), { type: 'null' })),
    of(union(of(text), { type: 'null' })),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'an object instead of a text',
    of(text),
    of(object({})),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a list instead of one',
    of(text),
    of({ type: 'array', items: text }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  // Values
  [
    'a value less',
    of({ type: 'string', enum: ['a', 'b'] }),
    of({ type: 'string', enum: ['a'] }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a value more',
    of({ type: 'string', enum: ['a'] }),
    of({ type: 'string', enum: ['a', 'b'] }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'another order of values',
    of({ type: 'string', enum: ['a', 'b'] }),
    of({ type: 'string', enum: ['b', 'a'] }),
    { input: 'none', output: 'none', state: 'none' },
  ],
  [
    'an enum of one and a const',
    of({ type: 'string', enum: ['a'] }),
    of({ type: 'string', const: 'a' }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'another const',
    of({ const: 'a' }),
    of({ const: 'b' }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a const instead of a text',
    of(text),
    of({ const: 'a' }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a text instead of an enum',
    of({ type: 'string', enum: ['a'] }),
    of(text),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'literals become an enum',
    of(union({ const: 'a' }, { const: 'b' })),
    of({ enum: ['a', 'b'] }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a literal more',
    of(union({ const: 'a' }, { const: 'b' })),
    of(union({ const: 'a' }, { const: 'b' }, { const: 'c' })),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'an enum of booleans instead of a boolean',
    of({ type: 'boolean' }),
    of({ enum: [true, false] }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'true only',
    of({ type: 'boolean' }),
    of({ const: true }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  // Bounds
  [
    'a shorter text',
    of({ type: 'string', maxLength: 10 }),
    of({ type: 'string', maxLength: 5 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a longer text',
    of({ type: 'string', maxLength: 5 }),
    of({ type: 'string', maxLength: 10 }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a text that is not empty',
    of(text),
    of({ type: 'string', minLength: 1 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a text that may be empty',
    of({ type: 'string', minLength: 1 }),
    of(text),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    '"minLength": 0',
    of(text),
    of({ type: 'string', minLength: 0 }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a higher minimum',
    of({ type: 'number', minimum: 0 }),
    of({ type: 'number', minimum: 1 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a lower minimum',
    of({ type: 'number', minimum: 1 }),
    of({ type: 'number', minimum: 0 }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a maximum',
    of(number),
    of({ type: 'number', maximum: 9 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'no maximum',
    of({ type: 'number', maximum: 9 }),
    of(number),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'an exclusive minimum',
    of({ type: 'number', minimum: 0 }),
    of({ type: 'number', exclusiveMinimum: 0 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'an exclusive maximum that is above',
    of({ type: 'number', maximum: 4 }),
    of({ type: 'number', exclusiveMaximum: 5 }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'multiples only',
    of({ type: 'integer' }),
    of({ type: 'integer', multipleOf: 5 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'multiples of a divisor',
    of({ type: 'integer', multipleOf: 4 }),
    of({ type: 'integer', multipleOf: 2 }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'bounds on both sides move',
    of({ type: 'number', minimum: 0, maximum: 5 }),
    of({ type: 'number', minimum: 1, maximum: 6 }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  // Patterns and formats
  [
    'a pattern',
    of(text),
    of({ type: 'string', pattern: '^[a-z]+$' }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'no pattern',
    of({ type: 'string', pattern: '^[a-z]+$' }),
    of(text),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a simple pattern that shows itself',
    of({ type: 'string', pattern: '^[a-z]+$' }),
    of({ type: 'string', pattern: '^\\d+$' }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a pattern that is not run',
    of({ type: 'string', pattern: '^(a|b)+$' }),
    of({ type: 'string', pattern: '^(a|b|c)+$' }),
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'a format',
    of(text),
    of({ type: 'string', format: 'email' }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'no format',
    of({ type: 'string', format: 'email' }),
    of(text),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'another format',
    of({ type: 'string', format: 'email' }),
    of({ type: 'string', format: 'uri' }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a format of the platform',
    of(text),
    of({ type: 'string', format: 'cuid2' }),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  [
    'a keyword that nobody knows',
    of(text),
    of({ type: 'string', future: 1 }),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  // Lists
  [
    'other items',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: number }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'more kinds of items',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: { type: ['string', 'number'] } }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'items of any kind',
    of({ type: 'array', items: text }),
    of({ type: 'array' }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'an item at least',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: text, minItems: 1 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'fewer items at the most',
    of({ type: 'array', items: text, maxItems: 5 }),
    of({ type: 'array', items: text, maxItems: 3 }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'items that differ',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: text, uniqueItems: true }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'items get a required property',
    of({ type: 'array', items: object({}) }),
    of({ type: 'array', items: of(text) }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a tuple gets an item',
    of({ type: 'array', items: [text], additionalItems: false }),
    of({ type: 'array', items: [text, number], additionalItems: false }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a tuple has another item',
    of({ type: 'array', items: [text, text], additionalItems: false }),
    of({ type: 'array', items: [text, number], additionalItems: false }),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a tuple instead of a list',
    of({ type: 'array', items: text, minItems: 2, maxItems: 2 }),
    of({ type: 'array', items: [text, text] }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  // Alternatives
  [
    'a variant more',
    of(union(text, number)),
    of(union(text, number, { type: 'boolean' })),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a variant less',
    of(union(text, number, { type: 'boolean' })),
    of(union(text, number)),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'another order of variants',
    of(union(text, number)),
    of(union(number, text)),
    { input: 'none', output: 'none', state: 'none' },
  ],
  [
    'a variant that another one contains',
    of(union(text, number)),
    of(union(text, number, { const: 'a' })),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a tagged variant more',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a'), tagged('b'), tagged('c'))),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'a tagged variant less',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a'), tagged('c'))),
    { input: 'breaking', output: 'breaking', state: 'breaking' },
  ],
  [
    'a tagged variant gets an optional property',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a', { p: text }), tagged('b'))),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a tagged variant gets a required property',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a', { p: text }, ['p']), tagged('b'))),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'tagged variants with oneOf',
    of({ oneOf: [tagged('a'), tagged('b')] }),
    of({ oneOf: [tagged('a'), tagged('b'), tagged('c')] }),
    { input: 'compatible', output: 'breaking', state: 'breaking' },
  ],
  [
    'oneOf instead of anyOf of tagged variants',
    of(union(tagged('a'), tagged('b'))),
    of({ oneOf: [tagged('a'), tagged('b')] }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'an intersection gets a required property',
    of({ allOf: [object({}, [], {}), open({ a: text })] }),
    of({ allOf: [open({}, ['b']), open({ a: text })] }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'something is excluded',
    of(text),
    of({ type: 'string', not: { const: 'a' } }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a condition',
    of(text),
    of({ type: 'string', if: { const: 'a' }, else: { minLength: 1 } }),
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  // References
  [
    'what a reference leads to is narrower',
    { ...of({ $ref: '#/definitions/d' }), definitions: { d: text } },
    { ...of({ $ref: '#/definitions/d' }), definitions: { d: { const: 'a' } } },
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'a reference is written out',
    { ...of({ $ref: '#/definitions/d' }), definitions: { d: text } },
    of(text),
    { input: 'none', output: 'none', state: 'none' },
  ],
  [
    'a recursive schema gets an optional property',
    { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false },
    { type: 'object', properties: { next: { $ref: '#' }, p: text }, additionalProperties: false },
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'what a reference with a sibling leads to is narrower',
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: text } },
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: { const: 'a' } } },
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'beside a reference with a sibling, a property is new',
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: text } },
    {
      ...object({ p: { $ref: '#/definitions/d', minLength: 1 }, q: text }, ['p']),
      definitions: { d: text },
    },
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'what the names of properties refer to is narrower',
    { ...of({ type: 'object', propertyNames: { $ref: '#/definitions/d' } }), definitions: { d: text } },
    { ...of({ type: 'object', propertyNames: { $ref: '#/definitions/d' } }), definitions: { d: { const: 'a' } } },
    { input: 'breaking', output: 'compatible', state: 'breaking' },
  ],
  [
    'what a dynamic reference leads to may be narrower',
    { type: 'object', properties: { next: { $recursiveRef: '#' }, p: text }, additionalProperties: false },
    {
      type: 'object',
      properties: { next: { $recursiveRef: '#' }, p: { const: 'a' } },
      additionalProperties: false,
    },
    { input: 'breaking', output: 'unknown', state: 'breaking' },
  ],
  [
    'a reference below an identifier of its own',
    {
      ...of({ $id: 'https://example.com/d', definitions: { d: text }, allOf: [{ $ref: '#/definitions/d' }] }),
      definitions: { d: { const: 'a' } },
    },
    {
      ...of({ $id: 'https://example.com/d', definitions: { d: number }, allOf: [{ $ref: '#/definitions/d' }] }),
      definitions: { d: { const: 'a' } },
    },
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'what an array contains is counted no more',
    of({ type: 'array', contains: text, minContains: 0 }),
    of({ type: 'array', contains: text }),
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'the first items are like the others',
    of({ type: 'array', items: text, prefixItems: [number] }),
    of({ type: 'array', items: text }),
    { input: 'unknown', output: 'unknown', state: 'unknown' },
  ],
  [
    'a variant has another default',
    of(union({ type: 'string', default: 'a' }, number)),
    of(union({ type: 'string', default: 'b' }, number)),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  // What says nothing about values
  [
    'another title',
    of({ type: 'string', title: 'A' }),
    of({ type: 'string', title: 'B' }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'another description',
    of({ type: 'string', description: 'A' }),
    of({ type: 'string', description: 'B' }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a secret field',
    of(text),
    of({ type: 'string', 'x-zui': { secret: true } }),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'a default',
    of(text, false),
    of({ type: 'string', default: 'a' }, false),
    { input: 'compatible', output: 'compatible', state: 'compatible' },
  ],
  [
    'another default',
    of({ type: 'string', default: 'a' }, false),
    of({ type: 'string', default: 'b' }, false),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  [
    'no default',
    of({ type: 'string', default: 'a' }, false),
    of(text, false),
    { input: 'unknown', output: 'compatible', state: 'unknown' },
  ],
  [
    'another order of keys',
    object({ a: text, b: number }),
    object({ b: number, a: text }),
    { input: 'none', output: 'none', state: 'none' },
  ],
]

const action = (more: Any = {}): Any => ({ input: { schema: object({}) }, output: { schema: object({}) }, ...more })
const channel = (more: Any = {}): Any => ({ messages: {}, message: { tags: {} }, conversation: { tags: {} }, ...more })
const text2 = { schema: of(text) }
const ID = 'ifver_01JDFTHITLXXXXXXXXXXXXABC'

/** Definitions before and after, without name and version. */
const ELEMENTS: readonly [name: string, rule: string, old: Any, now: Any, verdict: Expected][] = [
  ['an action is gone', 'action-removed', { actions: { a: action() } }, { actions: {} }, 'breaking'],
  ['an action is new', 'action-added', { actions: {} }, { actions: { a: action() } }, 'compatible'],
  ['an event is gone', 'event-removed', { events: { e: text2 } }, { events: {} }, 'breaking'],
  ['an event is new', 'event-added', { events: {} }, { events: { e: text2 } }, 'compatible'],
  ['an event is renamed', 'event-added', { events: { e: text2 } }, { events: { f: text2 } }, 'breaking'],
  [
    'an event has another payload',
    'values-replaced',
    { events: { e: text2 } },
    { events: { e: { schema: of(number) } } },
    'breaking',
  ],
  ['a channel is gone', 'channel-removed', { channels: { c: channel() } }, { channels: {} }, 'breaking'],
  ['a channel is new', 'channel-added', { channels: {} }, { channels: { c: channel() } }, 'compatible'],
  [
    'a message type is gone',
    'message-removed',
    { channels: { c: channel({ messages: { m: text2 } }) } },
    { channels: { c: channel() } },
    'breaking',
  ],
  [
    'a message type is new',
    'message-added',
    { channels: { c: channel() } },
    { channels: { c: channel({ messages: { m: text2 } }) } },
    'compatible',
  ],
  [
    'a message takes more',
    'values-widened',
    { channels: { c: channel({ messages: { m: text2 } }) } },
    { channels: { c: channel({ messages: { m: { schema: of({}) } } }) } },
    'compatible',
  ],
  [
    'a message takes less',
    'values-narrowed',
    { channels: { c: channel({ messages: { m: { schema: of({}) } } }) } },
    { channels: { c: channel({ messages: { m: text2 } }) } },
    'breaking',
  ],
  ['a state is gone', 'state-removed', { states: { s: { type: 'user', ...text2 } } }, { states: {} }, 'breaking'],
  ['a state is new', 'state-added', { states: {} }, { states: { s: { type: 'user', ...text2 } } }, 'compatible'],
  [
    'a state has another type',
    'state-type-changed',
    { states: { s: { type: 'user', ...text2 } } },
    { states: { s: { type: 'conversation', ...text2 } } },
    'breaking',
  ],
  ['an entity is gone', 'entity-removed', { entities: { e: text2 } }, { entities: {} }, 'breaking'],
  ['an entity is new', 'entity-added', { entities: {} }, { entities: { e: text2 } }, 'compatible'],
  [
    'an entity has a further value',
    'enum-value-added',
    { entities: { e: { schema: of({ enum: ['a'] }) } } },
    { entities: { e: { schema: of({ enum: ['a', 'b'] }) } } },
    'breaking',
  ],
  [
    'a configuration is gone',
    'configuration-removed',
    { configurations: { k: text2 } },
    { configurations: {} },
    'breaking',
  ],
  [
    'a configuration is new',
    'configuration-added',
    { configurations: {} },
    { configurations: { k: text2 } },
    'compatible',
  ],
  [
    'the configuration needs a field',
    'property-required',
    { configuration: { schema: object({}) } },
    { configuration: { schema: of(text) } },
    'breaking',
  ],
  [
    'there is a configuration with an optional field',
    'property-added',
    {},
    { configuration: { schema: of(text, false) } },
    'compatible',
  ],
  [
    'there is a configuration with a required field',
    'property-required',
    {},
    { configuration: { schema: of(text) } },
    'breaking',
  ],
  ['the configuration is gone', 'property-removed', { configuration: { schema: of(text) } }, {}, 'breaking'],
  [
    'a login is required',
    'identifier-required-changed',
    { configuration: { identifier: { linkTemplateScript: '"a"' }, schema: object({}) } },
    { configuration: { identifier: { required: true, linkTemplateScript: '"a"' }, schema: object({}) } },
    'breaking',
  ],
  [
    'a login is not required any more',
    'identifier-required-changed',
    { configuration: { identifier: { required: true }, schema: object({}) } },
    { configuration: { identifier: { required: false }, schema: object({}) } },
    'compatible',
  ],
  ['a user tag is gone', 'tag-removed', { user: { tags: { t: {} } } }, { user: { tags: {} } }, 'breaking'],
  ['a user tag is new', 'tag-added', { user: { tags: {} } }, { user: { tags: { t: {} } } }, 'compatible'],
  [
    'a conversation tag is gone',
    'tag-removed',
    { channels: { c: channel({ conversation: { tags: { t: {} } } }) } },
    { channels: { c: channel() } },
    'breaking',
  ],
  [
    'a message tag is gone',
    'tag-removed',
    { channels: { c: channel({ message: { tags: { t: {} } } }) } },
    { channels: { c: channel() } },
    'breaking',
  ],
  [
    'a tag has another description',
    'description-changed',
    { user: { tags: { t: { description: 'A' } } } },
    { user: { tags: { t: { description: 'B' } } } },
    'compatible',
  ],
  [
    'bots may not create users any more',
    'creation-changed',
    { user: { tags: {}, creation: { enabled: true } } },
    { user: { tags: {}, creation: { enabled: false } } },
    'breaking',
  ],
  [
    'bots may create users',
    'creation-changed',
    { user: { tags: {} } },
    { user: { tags: {}, creation: { enabled: true } } },
    'compatible',
  ],
  [
    'a tag is required to create users',
    'creation-changed',
    { user: { tags: { t: {} }, creation: { enabled: true } } },
    { user: { tags: { t: {} }, creation: { enabled: true, requiredTags: ['t'] } } },
    'breaking',
  ],
  ['an interface is gone', 'interface-removed', { interfaces: { i: { id: ID } } }, { interfaces: {} }, 'breaking'],
  ['an interface is new', 'interface-added', { interfaces: {} }, { interfaces: { i: { id: ID } } }, 'compatible'],
  [
    'another version of an interface',
    'interface-changed',
    { interfaces: { i: { id: ID, version: '1.0.0' } } },
    { interfaces: { i: { id: ID, version: '2.0.0' } } },
    'unknown',
  ],
  [
    'an action stands for another one of the interface',
    'interface-changed',
    { interfaces: { i: { id: ID, actions: { a: { name: 'x' } } } } },
    { interfaces: { i: { id: ID, actions: { a: { name: 'y' } } } } },
    'unknown',
  ],
  [
    'nothing stands for an action of the interface',
    'interface-changed',
    { interfaces: { i: { id: ID, actions: { a: { name: 'x' } } } } },
    { interfaces: { i: { id: ID, actions: {} } } },
    'breaking',
  ],
  [
    'an ID that the CLI does not know',
    'none',
    { interfaces: { i: { id: ID } } },
    { interfaces: { i: { id: '' } } },
    'none',
  ],
  ['a secret is new', 'secret-added', { secrets: {} }, { secrets: { A: null } }, 'compatible'],
  ['a secret is gone', 'secret-removed', { secrets: { A: null } }, { secrets: {} }, 'compatible'],
  ['another title', 'title-changed', { title: 'A' }, { title: 'B' }, 'compatible'],
  ['another description', 'description-changed', { description: 'A' }, { description: 'B' }, 'compatible'],
  [
    'another attribute',
    'attribute-changed',
    { attributes: { category: 'A' } },
    { attributes: { category: 'B' } },
    'compatible',
  ],
  [
    'another extract script',
    'script-changed',
    { identifier: { extractScript: '.a' } },
    { identifier: { extractScript: '.b' } },
    'unknown',
  ],
  [
    'another link',
    'script-changed',
    { configuration: { identifier: { linkTemplateScript: '"a"' } } },
    { configuration: { identifier: { linkTemplateScript: '"b"' } } },
    'unknown',
  ],
  [
    'other line ends in a script',
    'none',
    { identifier: { extractScript: '.a\n.b' } },
    { identifier: { extractScript: '.a\r\n.b\r\n' } },
    'none',
  ],
  ['another readme', 'file-changed', { readme: 'QQ==' }, { readme: 'Qg==' }, 'compatible'],
  [
    'an action that costs',
    'setting-changed',
    { actions: { a: action() } },
    { actions: { a: action({ billable: true }) } },
    'unknown',
  ],
  ['a longer time', 'setting-changed', { maxExecutionTime: 60 }, { maxExecutionTime: 120 }, 'unknown'],
  ['another name', 'name-changed', { name: 'acme/desk' }, { name: 'acme/table' }, 'breaking'],
  ['a name with its handle', 'none', { name: 'desk' }, { name: 'acme/desk' }, 'none'],
  ['private', 'visibility-changed', { visibility: 'public' }, { visibility: 'private' }, 'unknown'],
  ['private in older words', 'none', { visibility: 'private' }, { public: false }, 'none'],
]

function verdictOf(old: Any, now: Any): { verdict: Expected; rules: string[]; messages: string[] } {
  const { changes } = compareValues(
    { actions: {}, ...base, ...old },
    { actions: {}, ...base, ...now },
    undefined,
    'create-body',
  )
  const verdicts = changes.map(({ verdict }) => verdict)
  const verdict = (['breaking', 'unknown', 'compatible'] as const).find((one) => verdicts.includes(one)) ?? 'none'
  return { verdict, rules: changes.map(({ rule }) => rule), messages: changes.map(({ message }) => message) }
}

const CASES = SCHEMAS.flatMap(([name, old, now, expected]) =>
  Object.entries(expected ?? {}).map(
    ([role, verdict]) => [`${name} (${role})`, role as Role, old, now, verdict] as const,
  ),
)

test('the table is as long as it should be', () => {
  expect(SCHEMAS.length + ELEMENTS.length).toBeGreaterThanOrEqual(120)
})

test.each(CASES)('%s', (_name, role, old, now, verdict) => {
  const found = verdictOf(ROLES[role](old), ROLES[role](now))
  expect([found.verdict, ...found.messages]).toEqual([verdict, ...found.messages])
})

test.each(ELEMENTS)('%s', (_name, rule, old, now, verdict) => {
  const found = verdictOf(old, now)
  expect([found.verdict, ...found.messages]).toEqual([verdict, ...found.messages])
  expect(rule === 'none' ? [rule] : found.rules).toContain(rule)
})

// Linear in their number: a list may be as long as a document.
test('lists as long as a document', () => {
  const values = Array.from({ length: 20_000 }, (_, index) => `v${index}`)
  const more = [...values].reverse().concat('new')
  const any = (list: readonly string[]) => ({ anyOf: list.map((value) => ({ const: value })) })
  for (const write of [(list: readonly string[]) => ({ type: 'string', enum: list }), any]) {
    const found = verdictOf(ROLES.input(write(values)), ROLES.input(write(more)))
    expect([found.verdict, ...found.rules]).toEqual(['compatible', 'enum-value-added'])
  }
  const bounded = (list: readonly string[]) => ({ allOf: [{ enum: list }, { maxLength: 3 }] })
  expect(verdictOf(ROLES.input(bounded(more)), ROLES.input(bounded(values))).verdict).not.toBe('compatible')
})
