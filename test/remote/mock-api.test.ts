import { acmes, mock, TOKEN } from './harness'

const versions = ['1.0.0', '1.2.0', '1.10.1', '2.0.0', '0.3.1', '0.3.4'].map((version, index) => ({
  ...acmes(6)[index],
  name: 'acme',
  version,
  title: index === 3 ? 'Newest' : 'Acme',
  description: 'Acme',
  actions: index === 0 ? { createTicket: {} } : {},
}))

async function get(path: string, headers: Record<string, string> = {}) {
  const api = await mock({ resources: versions, pageSize: 2 })
  const response = await fetch(`${api.url}/v1/admin/${path}`, {
    headers: { authorization: `Bearer ${TOKEN}`, 'x-workspace-id': 'wkspace_test', ...headers },
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

test.each([
  ['latest', '2.0.0'],
  ['1.0.0', '1.0.0'],
  ['^1.0.0', '1.10.1'],
  ['~1.2.0', '1.2.0'],
  ['1.x', '1.10.1'],
  ['1', '1.10.1'],
  ['*', '2.0.0'],
  ['>=1.0.0 <1.10.0', '1.2.0'],
  ['^0.3.2', '0.3.4'],
  ['>2.0.0', undefined],
  ['nonsense', undefined],
])('the version %s is %s', async (range, version) => {
  const { status, body } = await get(`integrations/acme/${encodeURIComponent(range)}`)
  expect([status, body.integration?.version]).toEqual([version === undefined ? 404 : 200, version])
})

test.each([
  ['limit=3', 200, ['1.0.0', '1.2.0', '1.10.1']],
  ['limit=0', 400, undefined],
  ['limit=many', 400, undefined],
  ['version=latest', 200, ['2.0.0']],
  ['version=1.2.0', 200, ['1.2.0']],
  ['search=ticket', 200, ['1.0.0']],
  ['search=newest', 200, ['2.0.0']],
  ['search=nothing-of-the-kind', 200, []],
  ['sortBy=name&direction=desc&limit=1', 200, ['1.0.0']],
  ['sortBy=size', 400, undefined],
  ['direction=up', 400, undefined],
  ['dev=maybe', 400, undefined],
  ['visibility=secret', 400, undefined],
  ['nextToken=page-2', 200, ['0.3.1', '0.3.4']],
  ['nextToken=page-3', 400, undefined],
  ['nextToken=nope', 400, undefined],
  ['nextToken=', 400, undefined],
])('the list with %s', async (query, status, expected) => {
  const { status: answered, body } = await get(`integrations?${query}`)
  expect([answered, body.integrations?.map(({ version }: { version: string }) => version)]).toEqual([status, expected])
  if (status === 400) expect(body).toMatchObject({ code: 400, type: 'InvalidQuery', id: expect.any(String) })
})

test('what was searched for says where it was found', async () => {
  const { body } = await get('integrations?search=ticket')
  expect(body.integrations[0].matchedOn).toMatchObject({ name: false, actions: ['createTicket'] })
})

test.each([
  ['a wrong token', { authorization: 'Bearer bp_pat_wrong' }, 401, 'Unauthorized'],
  ['no workspace', { 'x-workspace-id': '' }, 400, 'InvalidPayload'],
])('%s', async (_name, headers, status, type) => {
  const { status: answered, body } = await get('bots', headers)
  expect([answered, body.type]).toEqual([status, type])
})

test('`bp login` asks for the bots', async () => {
  expect(await get('bots')).toEqual({ status: 200, body: { bots: [], meta: {} } })
})
