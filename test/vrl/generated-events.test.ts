import { loadVrl } from '../../src/runtime/vrl-runtime'
import { generatedEvents } from '../../src/vrl/generated-events'
import { trySamples } from '../../src/vrl/results'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'

/** The first request, with its body parsed. */
function requestFor(source: string) {
  const [first] = generatedEvents(source)
  const { body, ...event } = first?.event ?? {}
  return { ...event, body: JSON.parse(String(body)) }
}

test.each<[string, unknown]>([
  ['body = parse_json!(.body)\nbody.team.id', { team: { id: 'sample' } }],
  ['parse_json!(.body).entry[0].id', { entry: [{ id: 'sample' }] }],
  ['b = parse_json!(.body)\nb.items[-2].id', { items: [{ id: 'sample' }, 'sample'] }],
  ['. = parse_json!(.body)\n.account.id', { account: { id: 'sample' } }],
  ['b = parse_json!(.body)\nif b.type == "event" { b.type }', { type: 'event' }],
  ['b = parse_json!(.body)\nif b.count == 1_000 { b.id }', { count: 1000, id: 'sample' }],
  ['b = parse_json!(.body)\nb.a\nb.a.b', { a: { b: 'sample' } }],
  ['b = parse_json!(.body)\nb.__proto__.x', { __proto__: { x: 'sample' } }],
])('the body for %j', (source, body) => {
  const { headers, secrets, method, path, query, ...fields } = requestFor(source).body
  expect(JSON.stringify(fields)).toContain(JSON.stringify(body).slice(1, -1).replace('"__proto__":', ''))
})

test('headers, secrets, the query and paths are those that a script reads', () => {
  const source = `q = parse_query_string!(.query)
if .path == "/hook" && .headers."X-Kind" == "ping" { q."hub.mode" } else { .secrets.TOKEN }`
  expect(requestFor(source)).toMatchObject({
    headers: { 'x-kind': 'ping' },
    secrets: { TOKEN: 'sample' },
    query: expect.stringContaining('hub.mode=sample'),
  })
  expect(generatedEvents(source).map(({ event }) => event.path)).toEqual(['/', '/', '/', '/hook'])
})

test.each([
  'if .headers."x-team" != null { .headers."x-team" } else { {} }',
  'b = parse_json!(.body)\nif b.kind == "install" { b.team } else { [] }',
  'q, error = parse_query_string(.query)\nif q.team != null { q.team } else { false }',
  'if .path == "/teams" { "all" } else { {} }',
])('%j is run where it gives an identifier', (source) => {
  const types = [...trySamples(loadVrl(), source, SCRIPT_TYPES.extract)].map(({ type }) => type)
  expect(types).toContain('string')
})

test.each(['.a[999999999]', `${'.x[0]'.repeat(300)}`, Array.from({ length: 500 }, (_, at) => `.f${at}`).join('\n')])(
  'a script that reads much makes no large request',
  (source) => {
    for (const { event } of generatedEvents(source)) expect(JSON.stringify(event).length).toBeLessThan(50_000)
  },
)
