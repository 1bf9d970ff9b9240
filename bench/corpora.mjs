import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small linear congruential generator, so that every run has the same corpora. */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const fixture = () => JSON.parse(readFileSync('fixtures/valid/desk.create.json', 'utf8'))

const WORDS = 'ticket customer reply agent queue label note file team rule filter macro view brand group form'.split(
  ' ',
)

function field(name, random) {
  const kinds = [
    { type: 'string' },
    { type: 'number', minimum: 0 },
    { type: 'boolean', default: false },
    { type: 'string', enum: ['low', 'normal', 'high'], default: 'normal' },
    { type: 'array', items: { type: 'string' } },
    {
      type: 'object',
      properties: { id: { type: 'string', description: 'ID of the record', 'x-zui': { title: 'ID' } } },
      additionalProperties: false,
    },
  ]
  const kind = kinds[Math.floor(random() * kinds.length)]
  return { ...kind, description: `The ${name} of the record, as the service knows it`, 'x-zui': { title: name } }
}

function schemaOf(count, random) {
  const names = Array.from({ length: count }, (_, index) => `${WORDS[Math.floor(random() * WORDS.length)]}${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, field(name, random)]))
  return { type: 'object', properties, required: names.slice(0, 1), additionalProperties: false }
}

/** A definition of about this many bytes of pretty-printed JSON, without scripts. */
export function definition(bytes, seed, { faulty = false } = {}) {
  const random = randomFrom(seed)
  const body = fixture()
  delete body.$schema
  delete body.identifier
  delete body.configuration.identifier
  body.name = `northwind/desk-${seed}`
  let size = JSON.stringify(body, null, 2).length
  for (let index = 0; size < bytes; index += 1) {
    const action = {
      title: `Update ${WORDS[index % WORDS.length]} ${index}`,
      description: `Changes record ${index} in the service and returns it as it is afterwards`,
      input: { schema: schemaOf(4, random) },
      output: { schema: schemaOf(3, random) },
    }
    if (faulty) action.titel = 'x'
    body.actions[`update${index}`] = action
    // Indented two levels deeper than when printed alone.
    size += JSON.stringify({ actions: { [`update${index}`]: action } }, null, 2).length - 20
  }
  return `${JSON.stringify(body, null, 2)}\n`
}

const SCRIPT = fixture().identifier.extractScript

/** A random number with this median, 90th percentile and maximum. */
function sized(random, [median, most, max]) {
  const part = random()
  if (part < 0.5) return Math.round(random() * median)
  if (part < 0.9) return Math.round(median + random() * (most - median))
  return Math.round(most + random() * (max - most))
}

/** Medians, 90th percentiles and maxima of 79 published definitions. */
const SIZES = {
  actions: [4, 12, 26],
  events: [0, 8, 18],
  channels: [0, 1, 5],
  states: [1, 3, 13],
  configuration: [1, 4, 7],
  inputs: [2, 6, 15],
  integrationText: [69, 116, 177],
  actionText: [42, 100, 229],
}

/** The share of fields without a title, and without a description, so that a definition has one or two findings. */
const UNDOCUMENTED = 0.012

function prose(random, length) {
  let text = 'The'
  while (text.length < length) text += ` ${WORDS[Math.floor(random() * WORDS.length)]}`
  return text
}

function realisticSchema(count, depth, random) {
  const names = Array.from({ length: count }, (_, index) => `${WORDS[Math.floor(random() * WORDS.length)]}${index}`)
  const properties = Object.fromEntries(
    names.map((name) => {
      const documented = {
        ...(random() < UNDOCUMENTED ? {} : { description: prose(random, 20 + random() * 60) }),
        ...(random() < UNDOCUMENTED ? {} : { title: name }),
      }
      const part = random()
      if (depth > 0 && part < 0.15) return [name, { ...realisticSchema(3, depth - 1, random), ...documented }]
      if (depth > 0 && part < 0.3)
        return [name, { type: 'array', items: realisticSchema(3, depth - 1, random), ...documented }]
      if (part < 0.45) return [name, { anyOf: [{ type: 'string' }, { type: 'null' }], ...documented }]
      return [name, { ...field(name, random), description: undefined, 'x-zui': undefined, ...documented }]
    }),
  )
  return { type: 'object', properties, required: names.slice(0, Math.ceil(count / 2)), additionalProperties: false }
}

/** A definition with as many parts and faults as published ones. */
export function realisticDefinition(seed) {
  const random = randomFrom(seed)
  const named = (count, what, make) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${what}${index}`, make(index)]))
  const inputs = () => realisticSchema(sized(random, SIZES.inputs), 2, random)
  const texts = (index) => ({ title: `Name ${index}`, description: prose(random, sized(random, SIZES.actionText)) })
  const body = {
    name: `northwind/desk-${seed}`,
    version: '1.0.0',
    title: 'Desk',
    description: prose(random, sized(random, SIZES.integrationText)),
    configuration: { schema: realisticSchema(sized(random, SIZES.configuration), 1, random) },
    actions: named(sized(random, SIZES.actions), 'action', (index) => ({
      ...texts(index),
      input: { schema: inputs() },
      output: { schema: inputs() },
    })),
    events: named(sized(random, SIZES.events), 'event', (index) => ({ ...texts(index), schema: inputs() })),
    states: named(sized(random, SIZES.states), 'state', () => ({ type: 'integration', schema: inputs() })),
    channels: named(sized(random, SIZES.channels), 'channel', (index) => ({
      ...texts(index),
      messages: named(5, 'message', () => ({ schema: realisticSchema(3, 1, random) })),
      conversation: { tags: { id: texts(0) } },
      message: { tags: { id: texts(0) } },
    })),
    user: { tags: { id: texts(0) } },
  }
  return `${JSON.stringify(body, null, 2)}\n`
}

/** The corpora of docs/performance.md, in a separate folder; `scale` shrinks the large ones for a quick run. */
export function writeCorpora(folder, scale) {
  rmSync(folder, { recursive: true, force: true })
  const write = (name, text) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
  write('s/desk.json', definition(22_000, 1))
  write('findings/desk.json', definition(22_000, 1, { faulty: true }))
  const scripted = JSON.parse(definition(22_000, 2))
  scripted.identifier = { extractScript: SCRIPT, fallbackHandlerScript: fixture().identifier.fallbackHandlerScript }
  scripted.configuration.identifier = fixture().configuration.identifier
  write('scripts/desk.json', `${JSON.stringify(scripted, null, 2)}\n`)
  for (let index = 0; index < 100; index += 1) write(`m/desk-${index}.json`, definition(29_000, 100 + index))
  const large = Math.max(1, Math.round(5000 * scale))
  for (let index = 0; index < large; index += 1)
    write(`l/${index % 50}/desk-${index}.json`, definition(32_000, 1000 + index))
  for (let index = 0; index < large; index += 1)
    write(`r/${index % 50}/desk-${index}.json`, realisticDefinition(100_000 + index))
  write('xl/desk.json', definition(Math.round(20_000_000 * scale), 3))
  return { large }
}

/** A repository with the definitions of a folder; each has lost an action since the commit. */
export function writePairs(from, folder) {
  rmSync(folder, { recursive: true, force: true })
  cpSync(from, folder, { recursive: true })
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
  git('init', '--quiet')
  git('add', '.')
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false']
  git(...author, 'commit', '--quiet', '--no-verify', '--message', 'Before')
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.json') || name.startsWith('.git')) continue
    const path = join(folder, name)
    const body = JSON.parse(readFileSync(path, 'utf8'))
    delete body.actions[Object.keys(body.actions)[0]]
    writeFileSync(path, `${JSON.stringify({ ...body, version: '2.0.0' }, null, 2)}\n`)
  }
}
