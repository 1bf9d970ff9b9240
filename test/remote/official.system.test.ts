import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { admin } from '@botpress/api'
import { PROMISED } from '../../src/remote/answers'
import { listUrl, targetUrl, validateRoute } from '../../src/remote/routes'
import { MOCK_ROUTES } from './mock-api'

const API = new URL('https://api.example/')
const { operations, schemas } = admin.state

/** The path of an operation with its parameters filled in as the official client does. */
function official(operation: keyof typeof operations, params: Record<string, string> = {}): string {
  const path = operations[operation].path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  return `${operations[operation].method.toUpperCase()} https://api.example${path}`
}

const id = 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE'
const named = { name: 'handle/acme', version: '^1.2.0' }

test.each([
  ['an integration by ID', `GET ${targetUrl(API, { id }, false)}`, official('getIntegration', { id })],
  ['an integration by name', `GET ${targetUrl(API, named, false)}`, official('getIntegrationByName', named)],
  ['one of the hub by ID', `GET ${targetUrl(API, { id }, true)}`, official('getPublicIntegrationById', { id })],
  ['one of the hub by name', `GET ${targetUrl(API, named, true)}`, official('getPublicIntegration', named)],
  ['the list', `GET ${listUrl(API, {}, false, undefined)}`, official('listIntegrations')],
  ['the list of the hub', `GET ${listUrl(API, {}, true, undefined)}`, official('listPublicIntegrations')],
  [
    'a check of a create body',
    `${validateRoute(API, undefined).method} ${validateRoute(API, undefined).url}`,
    official('validateIntegrationCreation'),
  ],
  [
    'a check of an update body',
    `${validateRoute(API, id).method} ${validateRoute(API, id).url}`,
    official('validateIntegrationUpdate', { id }),
  ],
])('the route of %s is the official one', (_name, ours, theirs) => {
  expect(ours).toBe(theirs)
})

test('the mock serves the official routes', () => {
  const official = Object.keys(MOCK_ROUTES).map((name) => {
    const { method, path } = operations[name as keyof typeof operations]
    return [name, `${method.toUpperCase()} ${path}`]
  })
  expect(MOCK_ROUTES).toEqual(Object.fromEntries(official))
})

test('the filters are parameters of the official list', () => {
  const url = listUrl(
    API,
    { dev: true, name: 'a', version: '1.0.0', visibility: 'public', verificationStatus: 'pending' },
    false,
    'x',
  )
  expect(
    [...url.searchParams.keys()].filter((key) => !Object.hasOwn(operations.listIntegrations.parameters ?? {}, key)),
  ).toEqual([])
  const hub = listUrl(API, { name: 'a', version: '1.0.0', verificationStatus: 'pending' }, true, 'x')
  expect(
    [...hub.searchParams.keys()].filter(
      (key) => !Object.hasOwn(operations.listPublicIntegrations.parameters ?? {}, key),
    ),
  ).toEqual([])
})

describe('what the API promises and the schemas do not require', () => {
  interface Schema {
    required?: string[]
    properties?: Record<string, Schema>
    items?: Schema
  }
  const required = (file: string): string[] =>
    JSON.parse(readFileSync(join(__dirname, '../../schemas', file), 'utf8')).required
  const beyond = (theirs: Schema | undefined, file: string) =>
    (theirs?.required ?? []).filter((name) => !required(file).includes(name))
  const answer = (operation: keyof typeof operations) => operations[operation].response.schema as Schema
  const item = (operation: keyof typeof operations) => answer(operation).properties?.integrations?.items

  test.each([
    ['an integration', beyond(schemas.Integration.schema as Schema, 'integration.schema.json'), PROMISED.resource],
    [
      'one of the hub',
      beyond(answer('getPublicIntegration').properties?.integration, 'public-integration.schema.json'),
      PROMISED.resource,
    ],
    [
      'an item of the list',
      beyond(item('listIntegrations'), 'definitions/integration-summary.schema.json'),
      PROMISED.summary,
    ],
    [
      "an item of the hub's list",
      beyond(item('listPublicIntegrations'), 'definitions/integration-summary.schema.json'),
      PROMISED.hubSummary,
    ],
  ])('%s', (_name, theirs, ours) => {
    expect([...ours].sort()).toEqual(theirs.sort())
    expect(ours.length).toBeGreaterThan(0)
  })
})
