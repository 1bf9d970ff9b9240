import fc from 'fast-check'

// Schemas as zui writes them, with everything that its users write beside; small, so that two of them often have to do
// with each other.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonSchema = { [key: string]: Json }

const NAMES = ['a', 'b', 'c'] as const
const TEXTS = ['x', 'y', 'z', ''] as const

const numberSchema: fc.Arbitrary<JsonSchema> = fc
  .record(
    {
      type: fc.constantFrom('number', 'integer'),
      minimum: fc.integer({ min: 0, max: 3 }),
      maximum: fc.integer({ min: 1, max: 5 }),
      exclusiveMinimum: fc.integer({ min: 0, max: 2 }),
      exclusiveMaximum: fc.integer({ min: 3, max: 5 }),
      multipleOf: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: ['type'] },
  )
  .map((schema) => schema as JsonSchema)

const stringSchema: fc.Arbitrary<JsonSchema> = fc
  .record(
    {
      type: fc.constant('string'),
      minLength: fc.integer({ min: 0, max: 2 }),
      maxLength: fc.integer({ min: 1, max: 3 }),
      pattern: fc.constantFrom('^[a-z]+$', '^[a-z]*$', '\\d', '^(a|b)+$'),
      format: fc.constantFrom('email', 'date-time', 'uri', 'date'),
      description: fc.constantFrom('One.', 'Two.'),
    },
    { requiredKeys: ['type'] },
  )
  .map((schema) => schema as JsonSchema)

const literalSchema: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...TEXTS), { minLength: 1 }).map((values) => ({ type: 'string', enum: values })),
  fc.constantFrom(...TEXTS).map((value) => ({ type: 'string', const: value })),
  fc
    .uniqueArray(fc.constantFrom<Json>(null, 1, 'x', true, { a: 1 }), { minLength: 1 })
    .map((values) => ({ enum: values })),
  fc
    .uniqueArray(fc.constantFrom(...TEXTS), { minLength: 1 })
    .map((values) => ({ anyOf: values.map((value) => ({ type: 'string', const: value })) })),
)

const leafSchema: fc.Arbitrary<JsonSchema> = fc.oneof(
  stringSchema,
  numberSchema,
  literalSchema,
  fc.constantFrom<JsonSchema>({ type: 'boolean' }, { type: 'null' }, { type: ['string', 'null'] }, {}, { not: {} }),
)

/** Of objects. */
const RARE = [
  'minProperties',
  'maxProperties',
  'propertyNames',
  'patternProperties',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
] as const

const leafValues = fc.constantFrom<Json>(null, 1, 'x', true)

interface Tie {
  schema: JsonSchema
  object: JsonSchema
}

export const { schema: schemas, object: objectSchemas } = fc.letrec<Tie>((tie: fc.LetrecTypedTie<Tie>) => ({
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leafSchema,
    tie('object'),
    arraySchema(tie('schema')),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.array(tie('object'), { minLength: 1, maxLength: 2 }).map((oneOf) => ({ oneOf })),
    fc.array(tie('object'), { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
    tie('schema').map((schema) => ({ anyOf: [schema, { type: 'null' }] })),
    tie('object').map((schema) => ({ not: schema })),
    fc.constantFrom<JsonSchema>({ $ref: '#/definitions/shared' }, { $ref: '#/definitions/shared', type: 'object' }),
    tie('object').map((schema) => ({ ...schema, nullable: true })),
    conditionalSchema(tie('schema')),
    fc.tuple(leafSchema, leafValues).map(([schema, value]) => ({ ...schema, default: value })),
  ),
  object: fc
    .record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 3, noNullPrototype: true }),
        required: fc.subarray([...NAMES]),
        additionalProperties: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean(), tie('schema')),
        minProperties: fc.integer({ min: 0, max: 2 }),
        maxProperties: fc.integer({ min: 0, max: 3 }),
        propertyNames: fc.constantFrom<JsonSchema>({ maxLength: 1 }, { enum: ['a', 'b'] }),
        patternProperties: fc.constantFrom<JsonSchema>({ '^[ab]$': { type: 'string' } }),
        dependencies: fc.constantFrom<JsonSchema>({ a: ['b'] }, { a: ['c'] }, { a: { required: ['b'] } }),
        dependentRequired: fc.constantFrom<JsonSchema>({ a: ['b'] }, { b: ['c'] }),
        dependentSchemas: tie('schema').map((schema) => ({ a: schema })),
        unevaluatedProperties: fc.oneof(fc.constant(false), tie('schema')),
        title: fc.constantFrom('One', 'Two'),
      },
      { requiredKeys: ['type', 'properties', 'additionalProperties'] },
    )
    // The rare keywords would otherwise be in most of the objects.
    .chain((schema) =>
      fc.subarray([...RARE], { maxLength: 2 }).map((kept) => {
        const thinned: JsonSchema = { ...(schema as JsonSchema) }
        for (const keyword of RARE) if (!kept.includes(keyword)) delete thinned[keyword]
        return thinned
      }),
    ),
}))

function conditionalSchema(part: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  const branches = fc.array(fc.tuple(fc.constantFrom('then', 'else'), part), { maxLength: 2 })
  return fc
    .tuple(part, branches, fc.constantFrom('object', 'string', 'number'))
    .map(([condition, consequences, type]) => ({ type, if: condition, ...Object.fromEntries(consequences) }))
}

function arraySchema(item: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  return fc
    .record(
      {
        type: fc.constant('array'),
        items: fc.oneof({ weight: 3, arbitrary: item }, fc.array(item, { maxLength: 2 })),
        additionalItems: fc.oneof(fc.boolean(), item),
        minItems: fc.integer({ min: 0, max: 2 }),
        maxItems: fc.integer({ min: 0, max: 3 }),
        uniqueItems: fc.boolean(),
        contains: item,
        minContains: fc.integer({ min: 0, max: 2 }),
        maxContains: fc.integer({ min: 1, max: 2 }),
        unevaluatedItems: fc.oneof(fc.constant(false), item),
      },
      { requiredKeys: ['type'] },
    )
    .map((schema): JsonSchema => {
      const given = schema as JsonSchema
      // The rare keywords would otherwise be in most of the arrays.
      if (given.maxContains === 2) return given
      const { contains: _1, minContains: _2, maxContains: _3, unevaluatedItems: _4, ...usual } = given
      return usual as JsonSchema
    })
}

/** `structuredClone` makes objects of another realm under Jest, which Ajv does not take for equal ones. */
export function copied(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema
}

/** A schema with what its references lead to. */
export const rootSchemas: fc.Arbitrary<JsonSchema> = fc
  .tuple(schemas, fc.oneof(leafSchema, objectSchemas))
  .map(([schema, shared]) => ({ ...schema, definitions: { shared } }))

/** A schema, and what became of it: a part of it is another one, has got or lost a keyword, or has a new neighbour. */
export const pairs: fc.Arbitrary<[JsonSchema, JsonSchema]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(rootSchemas, fc.array(mutations(), { minLength: 1, maxLength: 2 })).map(([old, changes]) => {
      const now = changes.reduce((schema, change) => mutate(schema, change), copied(old))
      return [old, now] as [JsonSchema, JsonSchema]
    }),
  },
  fc.tuple(rootSchemas, rootSchemas),
)

const PARTS = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'unevaluatedProperties',
  'unevaluatedItems',
] as const

interface Mutation {
  at: number
  kind: number
  schema: JsonSchema
  name: string
}

function mutations(): fc.Arbitrary<Mutation> {
  return fc.record({
    at: fc.nat({ max: 50 }),
    kind: fc.nat({ max: 7 }),
    schema: schemas,
    name: fc.constantFrom(...NAMES),
  })
}

function mutate(root: JsonSchema, { at, kind, schema: given, name }: Mutation): JsonSchema {
  const schema = copied(given)
  const places: { holder: Json[] | JsonSchema; key: string | number }[] = []
  const collect = (holder: Json[] | JsonSchema, key: string | number) => {
    const value = Reflect.get(holder, key) as Json
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    places.push({ holder, key })
    for (const keyword of PARTS) if (Object.hasOwn(value, keyword)) collect(value, keyword)
    for (const keyword of ['anyOf', 'oneOf', 'allOf', 'items'] as const) {
      const list = value[keyword]
      if (Array.isArray(list)) for (const index of list.keys()) collect(list, index)
    }
    const { properties } = value
    if (typeof properties === 'object' && properties !== null && !Array.isArray(properties))
      for (const property of Object.keys(properties)) collect(properties, property)
  }
  const box: JsonSchema = { root }
  collect(box, 'root')
  const { holder, key } = places[at % places.length] ?? { holder: box, key: 'root' }
  const target = Reflect.get(holder, key) as JsonSchema
  const keywords = Object.keys(target)
  switch (kind) {
    case 0:
      Reflect.set(holder, key, schema)
      break
    case 1:
      delete target[keywords[at % Math.max(1, keywords.length)] ?? '']
      break
    case 2:
      Object.assign(target, schema)
      break
    case 3:
      Reflect.set(holder, key, { anyOf: [target, schema] })
      break
    case 4:
      if (typeof target.properties === 'object' && target.properties !== null)
        Reflect.set(target.properties, name, schema)
      break
    case 5:
      if (typeof target.properties === 'object' && target.properties !== null)
        Reflect.deleteProperty(target.properties, name)
      break
    case 6:
      if (target.type === 'object') target.required = [name]
      break
    default:
      if (Array.isArray(target.enum)) target.enum = [...target.enum.slice(at % 2), 'new']
      else if (Array.isArray(target.anyOf))
        target.anyOf = target.anyOf.slice(1).length > 0 ? target.anyOf.slice(1) : [schema]
  }
  const { root: mutated } = box
  // The definitions may have been lost with the root.
  return { ...(mutated as JsonSchema), definitions: root.definitions ?? {} }
}

/** Values that often fit such schemas. */
export const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Json>(
      null,
      true,
      false,
      0,
      1,
      2,
      3,
      4,
      5,
      0.5,
      -1,
      '',
      'x',
      'y',
      'z',
      'a',
      'ab',
      'abc',
      '1',
      'abcd',
    ),
    fc.constantFrom<Json>('a@b.co', '2020-01-01', '2020-01-01T00:00:00Z', 'https://example.com/'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'dd'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value
