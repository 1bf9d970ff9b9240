import { Client } from '../../src/remote/client'
import { Drift } from '../../src/remote/drift'
import { fileName } from '../../src/remote/save'
import { SecretRedactor } from '../../src/remote/secrets'
import { ACME, mock } from './harness'
import type { Fault } from './mock-api'

describe('the pause before a retry', () => {
  /** A client that notes its pauses, in milliseconds, and makes none. */
  function clientOf(origin: string, retries: number, random: number, made: number[]): Client {
    return new Client({
      timeout: 5000,
      maxBytes: 1_000_000,
      ca: undefined,
      concurrency: 1,
      retries,
      headers: {},
      origin,
      secrets: new SecretRedactor(),
      signal: new AbortController().signal,
      random: () => random,
      pause: async (milliseconds) => {
        made.push(milliseconds)
      },
    })
  }

  async function pauses(fault: Fault, { retries, random }: { retries: number; random: number }): Promise<number[]> {
    const api = await mock({ fault: () => fault })
    const made: number[] = []
    const client = clientOf(api.url, retries, random, made)
    const { failure } = await client.send({ method: 'GET', url: new URL(api.url), headers: {} })
    client.close()
    expect(failure).toBeDefined()
    expect(api.seen).toHaveLength(made.length + 1)
    return made
  }

  test('is part of ten minutes for all requests of a run, and the failure says when they are used up', async () => {
    const api = await mock({ fault: () => ({ kind: 'status', status: 429, headers: { 'retry-after': '120' } }) })
    const made: number[] = []
    const client = clientOf(api.url, 4, 1, made)
    const messages: string[] = []
    for (let request = 0; request < 3; request += 1) {
      const { failure } = await client.send({ method: 'GET', url: new URL(api.url), headers: {} })
      messages.push(failure?.message ?? '')
    }
    client.close()
    expect(made).toEqual([120_000, 120_000, 120_000, 120_000, 120_000])
    expect(messages.map((message) => /it has waited (\d+) s/.exec(message)?.[1])).toEqual([undefined, '600', '600'])
  })

  test('doubles up to half a minute', async () => {
    const fault: Fault = { kind: 'status', status: 503 }
    expect(await pauses(fault, { retries: 9, random: 1 })).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ])
  })

  test('is half random, so that many clients do not come back at once', async () => {
    const fault: Fault = { kind: 'status', status: 429 }
    expect(await pauses(fault, { retries: 3, random: 0 })).toEqual([250, 500, 1000])
    expect(await pauses(fault, { retries: 3, random: 0.5 })).toEqual([375, 750, 1500])
  })

  test('is what Retry-After says, in seconds', async () => {
    expect(
      await pauses({ kind: 'status', status: 429, headers: { 'retry-after': '17' } }, { retries: 2, random: 1 }),
    ).toEqual([17_000, 17_000])
  })

  test.each(['0', '0.0', '0.01', '00'])('is a tenth of a second where Retry-After says %s', async (value) => {
    expect(
      await pauses({ kind: 'status', status: 429, headers: { 'retry-after': value } }, { retries: 2, random: 1 }),
    ).toEqual([100, 100])
  })

  test('is what Retry-After says, as a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString()
    const [pause = 0] = await pauses(
      { kind: 'status', status: 503, headers: { 'retry-after': date } },
      { retries: 1, random: 1 },
    )
    expect(pause).toBeGreaterThan(30_000)
    expect(pause).toBeLessThanOrEqual(60_000)
  })

  test('is our own where Retry-After says nothing', async () => {
    expect(
      await pauses({ kind: 'status', status: 503, headers: { 'retry-after': 'soon' } }, { retries: 1, random: 1 }),
    ).toEqual([500])
  })

  test('is none where Retry-After asks for too much', async () => {
    expect(
      await pauses({ kind: 'status', status: 503, headers: { 'retry-after': '121' } }, { retries: 5, random: 1 }),
    ).toEqual([])
  })
})

test.each([
  ['acme', '1.2.3', 'acme@1.2.3'],
  ['handle/acme', '1.2.3', 'handle/acme@1.2.3'],
  ['a/b/c', '1.0.0', 'a%2Fb%2Fc@1.0.0'],
  ['../acme', '1.0.0', '%2E%2E/acme@1.0.0'],
  ['handle/..', '..', 'handle/%2E%2E@%2E%2E'],
  ['/etc/passwd', '1', '%2Fetc%2Fpasswd@1'],
  ['..\\..\\x', 'C:\\y', '%2E%2E%5C..%5Cx@C%3A%5Cy'],
  ['.hidden', '1.0.0-rc.1+7', '%2Ehidden@1.0.0-rc.1+7'],
  ['handle/', '1', 'handle%2F@1'],
  ['', '1', '_@1'],
  ['nul', '1', '_nul@1'],
  ['com1.x/aux', '1', '_com1.x/_aux@1'],
  ['ü\u0000\n\ud800', '1', '%C3%BC%00%0A%EF%BF%BD@1'],
  ['x'.repeat(500), 'y'.repeat(500), `${'x'.repeat(91)}~7f96627e@${'y'.repeat(91)}~b5708248`],
  ['ä'.repeat(100), '1', `${'%C3%A4'.repeat(15)}~8d822d05@1`],
])('the name %j with the version %j is the file %j', (name, version, file) => {
  expect(fileName({ name, version, fallback: 'unused' })).toBe(file)
})

test('an answer that names nothing is called by what was asked for', () => {
  expect(fileName({ fallback: '../intver_1' })).toBe('%2E%2E%2Fintver_1')
})

test('an API that invents properties without end fills no memory', () => {
  const drift = new Drift()
  const value = { ...ACME, ...Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`new${index}`, 1])) }
  const { Pointer } = jest.requireActual<typeof import('../../src/document/pointer')>('../../src/document/pointer')
  drift.add('https://x.example', { kind: 'integration', base: Pointer.root, value, certainty: 'certain' }, [])
  expect([drift.rows().length, drift.omitted]).toEqual([1000, 500])
})
