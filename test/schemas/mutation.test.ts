import { CASES, type Case } from './cases'
import { JSON_SCHEMA_CASES } from './json-schema-cases'
import { type Mutant, mutantsOf } from './mutants'
import { placesOf } from './places'
import { interpreter, readSchemas } from './validators'

// The cases are proved sufficient: whatever constraint is taken out of the schemas, some case notices. Schemas are
// changed in place and judged by an interpreter, since compiling each of a thousand mutants would take minutes.

const schemas = readSchemas()
const judge = interpreter(schemas)
const ALL: readonly Case[] = [...CASES, ...JSON_SCHEMA_CASES]

const ALL_OF: Record<Mutant['effect'], readonly Case[]> = {
  looser: ALL.filter(({ valid }) => !valid),
  tighter: ALL.filter(({ valid }) => valid),
}
const places = placesOf(schemas)

const keysOf = new Map(ALL.map((item) => [item, item.pointer.split('/')]))

/** How many keys below the pattern the case changes something; undefined when it does so elsewhere. */
function depthBelow(item: Case, pattern: readonly string[]): number | undefined {
  const keys = keysOf.get(item) ?? []
  const isBelow = pattern.every((key, index) => keys[index] !== undefined && (key === '*' || key === keys[index]))
  return isBelow ? keys.length - pattern.length : undefined
}

/** The cases that could notice, those first that were made for the place. */
function* suspects({ node, property, effect }: Mutant): Iterable<Case> {
  const place = places.get(node)
  if (place === undefined) return
  const cases = ALL_OF[effect].filter(({ subject }) => subject === place.subject)
  const pattern = (property === undefined ? place.pointer : `${place.pointer}/${property}`).split('/')
  if (place.subject === 'json-schema') {
    const name = pattern.findLast((key) => key !== '*') ?? ''
    yield* cases.filter(({ change }) => change.includes(`"${name}"`))
  } else {
    for (const depth of [0, 1]) yield* cases.filter((item) => depthBelow(item, pattern) === depth)
  }
  yield* cases
}

function isKilled(mutant: Mutant): boolean {
  const restore = mutant.apply()
  try {
    for (const { subject, document, valid } of suspects(mutant)) {
      if (judge(subject, document) !== valid) return true
    }
    return false
  } finally {
    restore()
  }
}

describe.each([...schemas])('%s', (file, schema) => {
  const mutants = mutantsOf(file, schema)

  test('has constraints, all in places that documents have', () => {
    expect(mutants.length).toBeGreaterThan(0)
    expect(mutants.filter(({ node }) => !places.has(node)).map(({ place }) => place)).toEqual([])
  })

  test('cannot lose a constraint unnoticed', () => {
    expect(mutants.filter((mutant) => !isKilled(mutant)).map(({ place }) => place)).toEqual([])
  })
})

test('the schemas were put back', () => {
  expect(ALL.filter(({ subject, document, valid }) => judge(subject, document) !== valid)).toEqual([])
})
