import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { Changes } from '../../src/compare/changes'
import { compareSchemas, type Direction } from '../../src/compare/schema/compare-schemas'
import { includes } from '../../src/compare/schema/inclusion'
import { samplesOf } from '../../src/compare/schema/samples'
import type { Change } from '../../src/compare/types'
import { Pointer } from '../../src/document/pointer'
import { copied, type Json, type JsonSchema, pairs, rootSchemas, values } from './arbitrary-schema'

// What Ajv says of values decides whether a verdict is right: it is the validator of the platform.

const RUNS = Number(process.env.COMPARE_RUNS ?? 80)

const ajv = new Ajv({ strict: false, logger: false })
addFormats(ajv)

function validator(schema: JsonSchema): ((value: unknown) => boolean) | undefined {
  try {
    const validate = ajv.compile(schema)
    return (value) => validate(value) === true
  } catch {
    // A schema that Ajv refuses has no values.
    return undefined
  }
}

function compared(old: JsonSchema, now: JsonSchema, direction: Direction): readonly Change[] {
  const changes = new Changes()
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

const isHarmless = (changes: readonly Change[]) => changes.every(({ verdict }) => verdict === 'compatible')

function candidates(old: JsonSchema, now: JsonSchema, further: readonly Json[]): unknown[] {
  return [...further, ...samplesOf({ schema: old, root: old }, { schema: now, root: now })]
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
      const before = validator(old)
      const after = validator(now)
      if (before === undefined || after === undefined) return
      const tried = candidates(old, now, further)
      // What bots may send under the old schema is valid under the new one.
      if (isHarmless(compared(old, now, 'sent'))) {
        decided.sent += 1
        const refused = tried.filter((value) => before(value) && !after(value))
        expectNone(refused, old, now)
      }
      // What they may receive under the new schema is valid under the old one, for a reader who ignores what is unknown.
      const received = compared(old, now, 'received')
      const adds = received.some(({ rule }) => ADDING.some((beginning) => rule.startsWith(beginning)))
      const reader = adds ? validator(opened(old) as JsonSchema) : before
      const isOpenable = !adds || !/"(?:not|oneOf|maxProperties)"/.test(JSON.stringify(old))
      if (isHarmless(received) && reader !== undefined && isOpenable) {
        decided.received += 1
        const surprising = tried.filter((value) => after(value) && !reader(value))
        expectNone(surprising, old, now)
      }
      // A proof holds, and a witness shows what it should.
      const inclusion = includes({ schema: old, root: old }, { schema: now, root: now })
      if (inclusion.answer === 'no') {
        decided.refuted += 1
        const { witness } = inclusion
        const wrong = [witness].filter((value) => !before(value) || after(value))
        expectNone(wrong, old, now)
      } else if (inclusion.answer === 'yes') {
        decided.proved += 1
        const refused = tried.filter((value) => before(value) && !after(value))
        expectNone(refused, old, now)
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
