import { SCRIPT_TYPES } from '../../src/vrl/script-types'

describe.each(Object.entries(SCRIPT_TYPES))('%s', (_name, { samples, event: fields }) => {
  test('has several samples, which have the fields of its event and no others', () => {
    expect(samples.length).toBeGreaterThan(1)
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
    for (const { event } of samples) expect(Object.keys(event).sort()).toEqual(Object.keys(fields).sort())
  })
})

test('requests come in all kinds', () => {
  const events = SCRIPT_TYPES.extract.samples.map(({ event }) => event)
  expect(new Set(events.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']))
  for (const field of ['query', 'body']) {
    expect(events.some((event) => event[field] === '')).toBe(true)
    expect(events.some((event) => event[field] !== '')).toBe(true)
  }
  expect(events.some(({ body }) => typeof body === 'string' && body.startsWith('{'))).toBe(true)
})
