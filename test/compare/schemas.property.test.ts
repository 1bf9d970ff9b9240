import Ajv from 'ajv'
import Ajv2019 from 'ajv/dist/2019'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { ChangeCollector } from '../../src/compare/changes'
import { compareSchemas, type Direction } from '../../src/compare/schema/compare-schemas'
import { includes } from '../../src/compare/schema/inclusion'
import { withNullType } from '../../src/compare/schema/nullable'
import { samplesOf } from '../../src/compare/schema/samples'
import type { DetectedChange } from '../../src/compare/types'
import { Pointer } from '../../src/document/pointer'
import { copied, type Json, type JsonSchema, pairs, rootSchemas, values } from './arbitrary-schema'

// What Ajv says of values decides whether a verdict is right: it is the validator of the platform.

const RUNS = Number(process.env.COMPARE_RUNS ?? 80)

const AJVS = [new Ajv({ strict: false, logger: false }), new Ajv2019({ strict: false, logger: false })] as const
for (const ajv of AJVS) addFormats(ajv)

/** A later draft reads some schemas otherwise, by keywords that the one of the platform ignores. */
type Validator = (value: unknown) => boolean

function validators(schema: JsonSchema): readonly Validator[] | undefined {
  try {
    return AJVS.map((ajv) => {
      const validate = ajv.compile(schema)
      return (value: unknown) => validate(value) === true
    })
  } catch {
    // A schema that Ajv refuses has no values.
    return undefined
  }
}

/** The values that one schema accepts and another refuses, by the same draft. */
function refusedBy(
  accepting: readonly Validator[],
  refusing: readonly Validator[],
  tried: readonly unknown[],
): unknown[] {
  return tried.filter((value) =>
    accepting.some((accepts, draft) => accepts(value) && refusing[draft]?.(value) === false),
  )
}

function compared(old: JsonSchema, now: JsonSchema, direction: Direction): readonly DetectedChange[] {
  const changes = new ChangeCollector()
  const at = (schema: JsonSchema) => ({ schema, pointer: Pointer.root })
  compareSchemas(at(old), at(now), direction, 'the schema', changes)
  return changes.all
}

/** The schema as a reader sees it who ignores what it does not declare: no object is closed. */
function opened(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(opened)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'additionalProperties' && value === false ? true : opened(value),
    ]),
  )
}

const isHarmless = (changes: readonly DetectedChange[]) => changes.every(({ verdict }) => verdict === 'compatible')

function sideOf(given: JsonSchema) {
  const schema = withNullType(given)
  return { schema, root: schema }
}

function candidates(old: JsonSchema, now: JsonSchema, further: readonly Json[]): unknown[] {
  return [...further, ...samplesOf(sideOf(old), sideOf(now))]
}

/** fast-check shortens what it prints. */
function expectNone(wrong: readonly unknown[], old: JsonSchema, now: JsonSchema): void {
  if (wrong.length > 0)
    throw new Error(`${JSON.stringify(wrong[0])} is wrong for\n${JSON.stringify(old)}\n${JSON.stringify(now)}`)
}

const manyValues = fc.array(values, { minLength: 10, maxLength: 20 })

test('what Ajv says of values agrees with every verdict and every inclusion', () => {
  const decided = { sent: 0, received: 0, proved: 0, refuted: 0 }
  fc.assert(
    fc.property(pairs, manyValues, ([old, now], further) => {
      const before = validators(old)
      const after = validators(now)
      if (before === undefined || after === undefined) return
      const tried = candidates(old, now, further)
      // What bots may send under the old schema is valid under the new one.
      if (isHarmless(compared(old, now, 'sent'))) {
        decided.sent += 1
        expectNone(refusedBy(before, after, tried), old, now)
      }
      // What they may receive under the new schema is valid under the old one, for a reader who ignores what is unknown.
      const received = compared(old, now, 'received')
      const adds = received.some(({ rule }) => ADDING.some((beginning) => rule.startsWith(beginning)))
      const reader = adds ? validators(opened(old) as JsonSchema) : before
      const isOpenable =
        !adds ||
        !/"(?:not|oneOf|maxProperties|if|maxContains|unevaluated\w+|dependencies|dependent\w+)"/.test(
          JSON.stringify(old),
        )
      if (isHarmless(received) && reader !== undefined && isOpenable) {
        decided.received += 1
        expectNone(refusedBy(after, reader, tried), old, now)
      }
      // A proof holds, and a witness shows what it should.
      const inclusion = includes(sideOf(old), sideOf(now))
      if (inclusion.answer === 'no') {
        decided.refuted += 1
        const { witness } = inclusion
        const isShown = before.every((accepts, draft) => accepts(witness) && after[draft]?.(witness) === false)
        expectNone(isShown ? [] : [witness], old, now)
      } else if (inclusion.answer === 'yes') {
        decided.proved += 1
        expectNone(refusedBy(before, after, tried), old, now)
      }
    }),
    { numRuns: RUNS },
  )
  // The pairs are such that each of them is met often.
  for (const count of Object.values(decided)) expect(count).toBeGreaterThan(RUNS / 20)
})

/** Changes after which a closed object of the old schema may not declare all that comes. */
const ADDING = ['property-', 'variant-', 'values-', 'schema-']

test.each(['sent', 'received', 'stored'] as const)(
  'nothing has changed between a schema and itself (%s)',
  (direction) => {
    fc.assert(
      fc.property(rootSchemas, (schema) => {
        expectNone(
          compared(schema, copied(schema), direction).map(({ message }) => message),
          schema,
          schema,
        )
      }),
      { numRuns: RUNS },
    )
  },
)

test('the order of keys, of branches and of the lists that are sets does not matter', () => {
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, item]): [string, Json] => {
      const isSet = ['required', 'enum', 'type', 'anyOf', 'oneOf'].includes(key) && Array.isArray(item)
      return [key, isSet ? reversed([...item].reverse()) : reversed(item)]
    })
    return Object.fromEntries(entries.reverse())
  }
  fc.assert(
    fc.property(rootSchemas, (schema) => {
      const other = reversed(schema) as JsonSchema
      const changes = compared(schema, other, 'stored')
      expectNone(
        changes.map(({ message }) => message),
        schema,
        other,
      )
    }),
    { numRuns: RUNS },
  )
})
