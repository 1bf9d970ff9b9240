import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { compareValues } from './compare-values'

// biome-ignore lint/suspicious/noExplicitAny: documents are changed at places that only the test knows
type Draft = any

const FIXTURES = resolve(__dirname, '../../fixtures/valid')
const read = (name: string): Draft => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'))

/** Each breaks somebody. */
const BREAKING: readonly ((body: Draft) => void)[] = [
  (body) => delete body.actions.createTicket,
  (body) => delete body.events.replyReceived,
  (body) => delete body.channels.ticket,
  (body) => delete body.states.session,
  (body) => delete body.user.tags.customerId,
  (body) => {
    body.configuration.schema = { ...body.configuration.schema, required: ['more'] }
    body.configuration.schema.properties = { ...body.configuration.schema.properties, more: { type: 'string' } }
  },
  (body) => {
    body.states.session.type = body.states.session.type === 'user' ? 'conversation' : 'user'
  },
]

/** Each only adds. */
const ADDING: readonly ((body: Draft) => void)[] = [
  (body) => {
    body.actions.further = { input: { schema: { type: 'object' } }, output: { schema: { type: 'object' } } }
  },
  (body) => {
    body.events.further = { schema: { type: 'object' } }
  },
  (body) => {
    body.user.tags.further = {}
  },
  (body) => {
    body.entities = { ...body.entities, further: { schema: { type: 'object' } } }
  },
  (body) => {
    body.title = 'Another title'
  },
]

const changedBy = (body: Draft, changes: readonly ((body: Draft) => void)[]): Draft => {
  const changed = JSON.parse(JSON.stringify(body))
  for (const change of changes) change(changed)
  return changed
}

const isBreaking = (old: Draft, now: Draft) =>
  compareValues(old, now).changes.some(({ verdict }) => verdict === 'breaking')

const FILES = ['desk.create.json', 'desk.response.json', 'desk.public.json', 'desk.update.json'] as const

test.each(FILES)('nothing has changed between %s and itself, in any order of its keys', (name) => {
  const body = read(name)
  expect(compareValues(body, read(name)).findings).toEqual([])
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(compareValues(body, shuffled(body, seed)).findings).toEqual([])
    }),
    { numRuns: 10 },
  )
})

function shuffled(value: Draft, seed: number): Draft {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const)
  const rank = (key: string) => Math.sin(seed + [...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7))
  return Object.fromEntries(entries.sort(([one], [other]) => rank(one) - rank(other)))
}

test('what breaks stays breaking when a later version only adds', () => {
  const body = read('desk.create.json')
  fc.assert(
    fc.property(fc.subarray([...BREAKING], { minLength: 1 }), fc.subarray([...ADDING]), (breaking, adding) => {
      const applicable = breaking.slice(0, 1)
      const next = changedBy(body, applicable)
      const last = changedBy(next, adding)
      expect([isBreaking(body, next), isBreaking(next, last), isBreaking(body, last)]).toEqual([true, false, true])
    }),
    { numRuns: 40 },
  )
})
