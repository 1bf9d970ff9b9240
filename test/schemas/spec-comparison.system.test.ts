import { admin } from '@botpress/api'
import { type Constraints, constraintsOf, isFields, type Resolve } from './constraints'
import { DIFFERENCES, type Operation } from './differences'
import { FILES, readSchema, readSchemas, type SchemaFile, type Subject } from './validators'

// Our schemas against the official API specification, constraint by constraint and in both directions.

const state: unknown = admin.state

function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => {
    if (!isFields(inner) || inner[key] === undefined) throw new Error(`the specification has no ${keys.join('.')}`)
    return inner[key]
  }, value)
}

const resolveOfficial: Resolve = (ref) => {
  const name = ref.replace('#/components/schemas/', '')
  return { node: dig(state, 'schemas', name, 'schema'), resolve: resolveOfficial }
}

const request = (operation: string) => dig(state, 'operations', operation, 'requestBody', 'schema')
const response = (operation: string) => dig(state, 'operations', operation, 'response', 'schema')
/** The resource in the envelope `{ "integration": … }`, which our schemas leave to the tool. */
const enveloped = (operation: string) => dig(response(operation), 'properties', 'integration')

const OFFICIAL: Record<Operation, { subject: Subject; schema: unknown }> = {
  Integration: { subject: 'integration', schema: dig(state, 'schemas', 'Integration', 'schema') },
  getIntegration: { subject: 'integration', schema: enveloped('getIntegration') },
  getIntegrationByName: { subject: 'integration', schema: enveloped('getIntegrationByName') },
  getPublicIntegration: { subject: 'public-integration', schema: enveloped('getPublicIntegration') },
  getPublicIntegrationById: { subject: 'public-integration', schema: enveloped('getPublicIntegrationById') },
  listIntegrations: { subject: 'integration-list', schema: response('listIntegrations') },
  listPublicIntegrations: { subject: 'integration-list', schema: response('listPublicIntegrations') },
  createIntegration: { subject: 'create-body', schema: request('createIntegration') },
  validateIntegrationCreation: { subject: 'create-body', schema: request('validateIntegrationCreation') },
  updateIntegration: { subject: 'update-body', schema: request('updateIntegration') },
  validateIntegrationUpdate: { subject: 'update-body', schema: request('validateIntegrationUpdate') },
}

const ours = readSchemas()
const embedded = readSchema(FILES['json-schema']).$id

function resolverIn({ $id }: SchemaFile): Resolve {
  return (ref) => {
    const url = new URL(ref, $id)
    const steps = url.hash.slice(1).split('/').slice(1)
    url.hash = ''
    const file = [...ours.values()].find((schema) => schema.$id === url.href)
    if (file === undefined) throw new Error(`${$id} refers to ${ref}, which does not exist`)
    return { node: dig(file, ...steps), resolve: resolverIn(file) }
  }
}

function constraintsOfOurs(subject: Subject): Constraints {
  const file = readSchema(FILES[subject])
  return constraintsOf(file, resolverIn(file), (node) =>
    '$id' in node && node.$id === embedded ? 'is a JSON Schema' : undefined,
  )
}

const without = (from: Constraints, other: Constraints) => [...from].filter((line) => !other.has(line)).sort()

/** Whether a line of the list means the constraint; `**` in it stands for any place. */
function means(listed: string, constraint: string): boolean {
  return listed.startsWith('**') ? constraint.endsWith(listed.slice(2)) : listed === constraint
}

const listedFor = (operation: Operation, side: 'added' | 'missing') =>
  DIFFERENCES.filter(({ operations }) => operations.includes(operation)).flatMap((entry) => entry[side] ?? [])

describe.each(Object.entries(OFFICIAL) as [Operation, (typeof OFFICIAL)[Operation]][])(
  '%s',
  (operation, { subject, schema }) => {
    const official = constraintsOf(schema, resolveOfficial)
    const own = constraintsOfOurs(subject)

    test('the specification demands something', () => {
      expect(official.size).toBeGreaterThan(10)
    })

    test.each([
      ['we demand more only', 'added', without(own, official)],
      ['we demand less only', 'missing', without(official, own)],
    ] as const)('%s where a reason is listed', (_, side, differences) => {
      const listed = listedFor(operation, side)
      expect(differences.filter((line) => !listed.some((entry) => means(entry, line)))).toEqual([])
    })

    test.each([
      ['added', without(own, official)],
      ['missing', without(official, own)],
    ] as const)('every listed difference (%s) occurs', (side, differences) => {
      const stale = listedFor(operation, side).filter((entry) => !differences.some((line) => means(entry, line)))
      expect(stale).toEqual([])
    })
  },
)

test('every difference has a reason', () => {
  expect(DIFFERENCES.filter(({ reason }) => reason.trim() === '')).toEqual([])
})
