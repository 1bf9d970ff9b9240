import { createHmac } from 'node:crypto'
import { EVENT_SAMPLES, SAMPLE_SECRET } from '../../src/vrl/event-samples'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'
import { readTestCases } from '../../src/vrl/test-cases'

const hmac = (text: string, encoding: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', SAMPLE_SECRET).update(text).digest(encoding)

test('there are several, each with a name of its own', () => {
  expect(EVENT_SAMPLES.length).toBeGreaterThan(10)
  expect(new Set(EVENT_SAMPLES.map(({ name }) => name)).size).toBe(EVENT_SAMPLES.length)
})

test.each(EVENT_SAMPLES.map(({ name, event }) => [name, event] as const))(
  '%s is an event as the platform gives it',
  (name, event) => {
    expect(readTestCases({ cases: [{ name, event, expect: null }] }).faults).toEqual([])
    const { linkTemplate, extract } = SCRIPT_TYPES
    const known = Object.keys('webhookId' in event ? linkTemplate.event : extract.event)
    expect(known).toEqual(expect.arrayContaining(Object.keys(event)))
  },
)

interface Signed {
  body: string
  headers: Record<string, string>
}

test.each<[string, (event: Signed) => [string | undefined, string]]>([
  ['messenger-message', ({ body, headers }) => [headers['x-hub-signature-256'], `sha256=${hmac(body)}`]],
  ['whatsapp-message', ({ body, headers }) => [headers['x-hub-signature-256'], `sha256=${hmac(body)}`]],
  ['github-issue', ({ body, headers }) => [headers['x-hub-signature-256'], `sha256=${hmac(body)}`]],
  ['shopify-order', ({ body, headers }) => [headers['x-shopify-hmac-sha256'], hmac(body, 'base64')]],
  [
    'slack-event',
    ({ body, headers }) => [
      headers['x-slack-signature'],
      `v0=${hmac(`v0:${headers['x-slack-request-timestamp']}:${body}`)}`,
    ],
  ],
  [
    'stripe-event',
    ({ body, headers }) => [headers['stripe-signature'], `t=1614556800,v1=${hmac(`1614556800.${body}`)}`],
  ],
])('the signature of %s is right', (name, signatures) => {
  const event = EVENT_SAMPLES.find((sample) => sample.name === name)?.event
  const [given, right] = signatures(event as unknown as Signed)
  expect(given).toBe(right)
})
