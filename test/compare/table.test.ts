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

type Verdicts = Record<Role, Expected>

// A bot sends the input, receives the output, and does both with a state.
const EQUAL: Verdicts = { input: 'none', output: 'none', state: 'none' }
/** The new schema accepts the same values. */
const ALIKE: Verdicts = { input: 'compatible', output: 'compatible', state: 'compatible' }
/** It accepts more values. */
const WIDER: Verdicts = { input: 'compatible', output: 'breaking', state: 'breaking' }
/** It accepts fewer values. */
const NARROWER: Verdicts = { input: 'breaking', output: 'compatible', state: 'breaking' }
/** It accepts other values. */
const OTHER: Verdicts = { input: 'breaking', output: 'breaking', state: 'breaking' }
const PERHAPS_NARROWER: Verdicts = { input: 'unknown', output: 'compatible', state: 'unknown' }
const UNDECIDED: Verdicts = { input: 'unknown', output: 'unknown', state: 'unknown' }

/** The verdicts of a change of a schema: in what bots send, in what they receive, in a state. */
const SCHEMAS: readonly [name: string, old: Any, now: Any, ...Verdicts[]][] = [
  // Properties
  ['an optional property is new', object({}), of(text, false), ALIKE],
  ['a required property is new', object({}), of(text), NARROWER],
  ['an optional property is gone', of(text, false), object({}), OTHER],
  ['a required property is gone', of(text), object({}), OTHER],
  ['a property becomes required', of(text, false), of(text), NARROWER],
  ['a property becomes optional', of(text), of(text, false), WIDER],
  ['a property is renamed', object({ one: text }), object({ other: text }), OTHER],
  ['an optional property is new in an open object', open({}), open({ p: text }), PERHAPS_NARROWER],
  ['a property of any value is new in an open object', open({}), open({ p: {} }), ALIKE],
  ['a property is gone from an open object', open({ p: text }), open({}), WIDER],
  ['a name is required that is not declared', open({}), open({}, ['p']), NARROWER],
  ['a property may have no value any more', of(text), of({ not: {} }, false), OTHER],
  // Closed and open
  ['an object is opened', object({}), object({}, [], { additionalProperties: true }), WIDER],
  ['an object is closed', open({ p: text }), of(text, false), NARROWER],
  [
    '"additionalProperties": true is written out',
    open({ p: text }),
    object({ p: text }, [], { additionalProperties: true }),
    EQUAL,
  ],
  [
    'a record takes other values',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: number }),
    OTHER,
  ],
  [
    'a record takes more values',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: { type: ['string', 'null'] } }),
    WIDER,
  ],
  [
    'a record declares a property of its kind',
    object({}, [], { additionalProperties: text }),
    object({ p: text }, [], { additionalProperties: text }),
    ALIKE,
  ],
  [
    'a record declares a property of another kind',
    object({}, [], { additionalProperties: text }),
    object({ p: number }, [], { additionalProperties: text }),
    OTHER,
  ],
  ['an object needs more properties', open({}), object({}, [], { minProperties: 1 }), NARROWER],
  [
    'an object may have more properties',
    object({}, [], { maxProperties: 1 }),
    object({}, [], { maxProperties: 2 }),
    WIDER,
  ],
  [
    'names of properties are limited',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: text, propertyNames: { maxLength: 3 } }),
    NARROWER,
  ],
  // Types
  ['another type', of(text), of(number), OTHER],
  ['a further type', of(text), of({ type: ['string', 'number'] }), WIDER],
  ['one type less', of({ type: ['string', 'number'] }), of(text), NARROWER],
  ['whole numbers only', of(number), of({ type: 'integer' }), NARROWER],
  ['not only whole numbers', of({ type: 'integer' }), of(number), WIDER],
  ['any value', of(text), of({}), WIDER],
  ['a text instead of any value', of({}), of(text), NARROWER],
  ['null is allowed', of(text), of(union(text, { type: 'null' })), WIDER],
  ['null is not allowed any more', of(union(text, { type: 'null' })), of(text), NARROWER],
  ['null is allowed in a list of types', of(text), of({ type: ['string', 'null'] }), WIDER],
  ['null is accepted, with the keyword nullable', of(text), of({ ...text, nullable: true }), WIDER],
  [
    'null is refused, with the keyword nullable, in a nested schema',
    of({ type: 'array', items: of({ ...text, nullable: true }) }),
    of({ type: 'array', items: of(text) }),
    NARROWER,
  ],
  ['the keyword nullable becomes a type', of({ ...text, nullable: true }), of({ type: ['string', 'null'] }), EQUAL],
  [
    'the keyword nullable is gone, beside variants',
    of({ anyOf: [text], nullable: true }),
    of({ anyOf: [text] }),
    UNDECIDED,
  ],
  ['the keyword nullable is gone, beside values', of({ enum: ['a'], nullable: true }), of({ enum: ['a'] }), UNDECIDED],
  [
    'the type null becomes the keyword nullable, beside variants',
    of({ type: ['string', 'null'] }),
    of({ anyOf: [text], nullable: true }),
    UNDECIDED,
  ],
  [
    'a property that is called nullable',
    object({ type: text, nullable: { const: true } }),
    object({ type: text, nullable: { const: false } }),
    OTHER,
  ],
  [
    'an if and a then from different parts',
    of({
      type: 'string',
      allOf: [implication({ minLength: 2 }, { maxLength: 5 }), implication({ pattern: '^a' }, { minLength: 3 })],
    }),
    of({ type: 'string', ...implication({ minLength: 2 }, { minLength: 3 }) }),
    OTHER,
  ],
  [
    'a declared property is gone from what leaves nothing unevaluated',
    of({ type: 'object', allOf: [{ properties: { a: text } }], unevaluatedProperties: false }),
    of({ type: 'object', allOf: [{ properties: {} }], unevaluatedProperties: false }),
    UNDECIDED,
  ],
  ['nullable in other words', of({ type: ['string', 'null'] }), of(union(text, { type: 'null' })), ALIKE],
  [
    'a nullable object gets an optional property',
    of(union(object({}), { type: 'null' })),
    of(union(of(text, false), { type: 'null' })),
    ALIKE,
  ],
  [
    'a nullable object gets a required property',
    of(union(object({}), { type: 'null' })),
    of(union(of(text), { type: 'null' })),
    NARROWER,
  ],
  ['an object instead of a text', of(text), of(object({})), OTHER],
  ['a list instead of one', of(text), of({ type: 'array', items: text }), OTHER],
  // Values
  ['a value less', of({ type: 'string', enum: ['a', 'b'] }), of({ type: 'string', enum: ['a'] }), NARROWER],
  ['a value more', of({ type: 'string', enum: ['a'] }), of({ type: 'string', enum: ['a', 'b'] }), WIDER],
  [
    'another order of values',
    of({ type: 'string', enum: ['a', 'b'] }),
    of({ type: 'string', enum: ['b', 'a'] }),
    EQUAL,
  ],
  ['an enum of one and a const', of({ type: 'string', enum: ['a'] }), of({ type: 'string', const: 'a' }), ALIKE],
  ['another const', of({ const: 'a' }), of({ const: 'b' }), OTHER],
  ['a const instead of a text', of(text), of({ const: 'a' }), NARROWER],
  ['a text instead of an enum', of({ type: 'string', enum: ['a'] }), of(text), WIDER],
  ['literals become an enum', of(union({ const: 'a' }, { const: 'b' })), of({ enum: ['a', 'b'] }), ALIKE],
  [
    'a literal more',
    of(union({ const: 'a' }, { const: 'b' })),
    of(union({ const: 'a' }, { const: 'b' }, { const: 'c' })),
    WIDER,
  ],
  ['an enum of booleans instead of a boolean', of({ type: 'boolean' }), of({ enum: [true, false] }), ALIKE],
  ['true only', of({ type: 'boolean' }), of({ const: true }), NARROWER],
  // Bounds
  ['a shorter text', of({ type: 'string', maxLength: 10 }), of({ type: 'string', maxLength: 5 }), NARROWER],
  ['a longer text', of({ type: 'string', maxLength: 5 }), of({ type: 'string', maxLength: 10 }), WIDER],
  ['a text that is not empty', of(text), of({ type: 'string', minLength: 1 }), NARROWER],
  ['a text that may be empty', of({ type: 'string', minLength: 1 }), of(text), WIDER],
  ['"minLength": 0', of(text), of({ type: 'string', minLength: 0 }), ALIKE],
  ['a higher minimum', of({ type: 'number', minimum: 0 }), of({ type: 'number', minimum: 1 }), NARROWER],
  ['a lower minimum', of({ type: 'number', minimum: 1 }), of({ type: 'number', minimum: 0 }), WIDER],
  ['a maximum', of(number), of({ type: 'number', maximum: 9 }), NARROWER],
  ['no maximum', of({ type: 'number', maximum: 9 }), of(number), WIDER],
  ['an exclusive minimum', of({ type: 'number', minimum: 0 }), of({ type: 'number', exclusiveMinimum: 0 }), NARROWER],
  [
    'an exclusive maximum that is above',
    of({ type: 'number', maximum: 4 }),
    of({ type: 'number', exclusiveMaximum: 5 }),
    WIDER,
  ],
  ['multiples only', of({ type: 'integer' }), of({ type: 'integer', multipleOf: 5 }), NARROWER],
  ['multiples of a divisor', of({ type: 'integer', multipleOf: 4 }), of({ type: 'integer', multipleOf: 2 }), WIDER],
  [
    'bounds on both sides move',
    of({ type: 'number', minimum: 0, maximum: 5 }),
    of({ type: 'number', minimum: 1, maximum: 6 }),
    OTHER,
  ],
  // Patterns and formats
  ['a pattern', of(text), of({ type: 'string', pattern: '^[a-z]+$' }), NARROWER],
  ['no pattern', of({ type: 'string', pattern: '^[a-z]+$' }), of(text), WIDER],
  [
    'a simple pattern that shows itself',
    of({ type: 'string', pattern: '^[a-z]+$' }),
    of({ type: 'string', pattern: '^\\d+$' }),
    OTHER,
  ],
  [
    'a pattern that is not run',
    of({ type: 'string', pattern: '^(a|b)+$' }),
    of({ type: 'string', pattern: '^(a|b|c)+$' }),
    UNDECIDED,
  ],
  ['a format', of(text), of({ type: 'string', format: 'email' }), NARROWER],
  ['no format', of({ type: 'string', format: 'email' }), of(text), WIDER],
  ['another format', of({ type: 'string', format: 'email' }), of({ type: 'string', format: 'uri' }), OTHER],
  ['a format of the platform', of(text), of({ type: 'string', format: 'cuid2' }), PERHAPS_NARROWER],
  ['a keyword that nobody knows', of(text), of({ type: 'string', future: 1 }), PERHAPS_NARROWER],
  // Lists
  ['other items', of({ type: 'array', items: text }), of({ type: 'array', items: number }), OTHER],
  [
    'more kinds of items',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: { type: ['string', 'number'] } }),
    WIDER,
  ],
  ['items of any kind', of({ type: 'array', items: text }), of({ type: 'array' }), WIDER],
  ['an item at least', of({ type: 'array', items: text }), of({ type: 'array', items: text, minItems: 1 }), NARROWER],
  [
    'fewer items at the most',
    of({ type: 'array', items: text, maxItems: 5 }),
    of({ type: 'array', items: text, maxItems: 3 }),
    NARROWER,
  ],
  [
    'items that differ',
    of({ type: 'array', items: text }),
    of({ type: 'array', items: text, uniqueItems: true }),
    NARROWER,
  ],
  [
    'items get a required property',
    of({ type: 'array', items: object({}) }),
    of({ type: 'array', items: of(text) }),
    NARROWER,
  ],
  [
    'a tuple gets an item',
    of({ type: 'array', items: [text], additionalItems: false }),
    of({ type: 'array', items: [text, number], additionalItems: false }),
    WIDER,
  ],
  [
    'a tuple has another item',
    of({ type: 'array', items: [text, text], additionalItems: false }),
    of({ type: 'array', items: [text, number], additionalItems: false }),
    OTHER,
  ],
  [
    'a tuple instead of a list',
    of({ type: 'array', items: text, minItems: 2, maxItems: 2 }),
    of({ type: 'array', items: [text, text] }),
    WIDER,
  ],
  // Alternatives
  ['a variant more', of(union(text, number)), of(union(text, number, { type: 'boolean' })), WIDER],
  ['a variant less', of(union(text, number, { type: 'boolean' })), of(union(text, number)), NARROWER],
  ['another order of variants', of(union(text, number)), of(union(number, text)), EQUAL],
  ['a variant that another one contains', of(union(text, number)), of(union(text, number, { const: 'a' })), ALIKE],
  [
    'a tagged variant more',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a'), tagged('b'), tagged('c'))),
    WIDER,
  ],
  ['a tagged variant less', of(union(tagged('a'), tagged('b'))), of(union(tagged('a'), tagged('c'))), OTHER],
  [
    'a tagged variant gets an optional property',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a', { p: text }), tagged('b'))),
    ALIKE,
  ],
  [
    'a tagged variant gets a required property',
    of(union(tagged('a'), tagged('b'))),
    of(union(tagged('a', { p: text }, ['p']), tagged('b'))),
    NARROWER,
  ],
  [
    'tagged variants with oneOf',
    of({ oneOf: [tagged('a'), tagged('b')] }),
    of({ oneOf: [tagged('a'), tagged('b'), tagged('c')] }),
    WIDER,
  ],
  [
    'oneOf instead of anyOf of tagged variants',
    of(union(tagged('a'), tagged('b'))),
    of({ oneOf: [tagged('a'), tagged('b')] }),
    ALIKE,
  ],
  [
    'an intersection gets a required property',
    of({ allOf: [object({}, [], {}), open({ a: text })] }),
    of({ allOf: [open({}, ['b']), open({ a: text })] }),
    NARROWER,
  ],
  ['something is excluded', of(text), of({ type: 'string', not: { const: 'a' } }), NARROWER],
  ['a condition', of(text), of({ type: 'string', if: { const: 'a' }, else: { minLength: 1 } }), NARROWER],
  // References
  [
    'what a reference leads to is narrower',
    { ...of({ $ref: '#/definitions/d' }), definitions: { d: text } },
    { ...of({ $ref: '#/definitions/d' }), definitions: { d: { const: 'a' } } },
    NARROWER,
  ],
  ['a reference is written out', { ...of({ $ref: '#/definitions/d' }), definitions: { d: text } }, of(text), EQUAL],
  [
    'a recursive schema gets an optional property',
    { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false },
    { type: 'object', properties: { next: { $ref: '#' }, p: text }, additionalProperties: false },
    ALIKE,
  ],
  [
    'what a reference with a sibling leads to is narrower',
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: text } },
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: { const: 'a' } } },
    UNDECIDED,
  ],
  [
    'beside a reference with a sibling, a property is new',
    { ...of({ $ref: '#/definitions/d', minLength: 1 }), definitions: { d: text } },
    {
      ...object({ p: { $ref: '#/definitions/d', minLength: 1 }, q: text }, ['p']),
      definitions: { d: text },
    },
    ALIKE,
  ],
  [
    'what the names of properties refer to is narrower',
    { ...of({ type: 'object', propertyNames: { $ref: '#/definitions/d' } }), definitions: { d: text } },
    { ...of({ type: 'object', propertyNames: { $ref: '#/definitions/d' } }), definitions: { d: { const: 'a' } } },
    NARROWER,
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
    UNDECIDED,
  ],
  [
    'what an array contains is counted no more',
    of({ type: 'array', contains: text, minContains: 0 }),
    of({ type: 'array', contains: text }),
    UNDECIDED,
  ],
  [
    'the first items are like the others',
    of({ type: 'array', items: text, prefixItems: [number] }),
    of({ type: 'array', items: text }),
    UNDECIDED,
  ],
  [
    'a variant has another default',
    of(union({ type: 'string', default: 'a' }, number)),
    of(union({ type: 'string', default: 'b' }, number)),
    PERHAPS_NARROWER,
  ],
  // What says nothing about values
  ['another title', of({ type: 'string', title: 'A' }), of({ type: 'string', title: 'B' }), ALIKE],
  ['another description', of({ type: 'string', description: 'A' }), of({ type: 'string', description: 'B' }), ALIKE],
  ['a secret field', of(text), of({ type: 'string', 'x-zui': { secret: true } }), ALIKE],
  ['a default', of(text, false), of({ type: 'string', default: 'a' }, false), ALIKE],
  [
    'another default',
    of({ type: 'string', default: 'a' }, false),
    of({ type: 'string', default: 'b' }, false),
    PERHAPS_NARROWER,
  ],
  ['no default', of({ type: 'string', default: 'a' }, false), of(text, false), PERHAPS_NARROWER],
  ['another order of keys', object({ a: text, b: number }), object({ b: number, a: text }), EQUAL],
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
