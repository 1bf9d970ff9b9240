import { formatPointer } from '../../src/document/pointer'
import { corpusFiles } from '../corpus/corpus'
import { compareValues } from './compare-values'

// biome-ignore lint/suspicious/noExplicitAny: documents are changed at places that only the test knows
type Draft = any

/** One change: what is done to a copy, and where it has to be found. */
interface Mutation {
  rule: string
  keys: string[]
  apply(copy: Draft): void
}

const at = (root: Draft, keys: readonly string[]): Draft => keys.reduce((value, key) => value?.[key], root)

/** Changes of each element and each top-level field, one at a time. */
function mutationsOf(body: Draft): Mutation[] {
  const mutations: Mutation[] = []
  const removal = (rule: string, keys: string[]) => {
    mutations.push({
      rule,
      keys,
      apply(copy) {
        delete at(copy, keys.slice(0, -1))[keys.at(-1) ?? '']
      },
    })
  }
  const kinds = {
    actions: 'action',
    events: 'event',
    channels: 'channel',
    states: 'state',
    entities: 'entity',
  } as const
  for (const [section, kind] of Object.entries(kinds))
    for (const name of Object.keys(body[section] ?? {})) removal(`${kind}-removed`, [section, name])
  for (const name of Object.keys(body.user?.tags ?? {})) removal('tag-removed', ['user', 'tags', name])
  for (const name of Object.keys(body.interfaces ?? {})) removal('interface-removed', ['interfaces', name])
  for (const name of Object.keys(body.actions ?? {})) {
    for (const side of ['input', 'output']) {
      const schema = ['actions', name, side, 'schema']
      for (const field of Object.keys(at(body, [...schema, 'properties']) ?? {})) {
        const keys = [...schema, 'properties', field]
        mutations.push({
          rule: 'property-removed',
          keys,
          apply(copy) {
            const holder = at(copy, schema)
            delete holder.properties[field]
            if (Array.isArray(holder.required)) holder.required = holder.required.filter((one: string) => one !== field)
          },
        })
      }
    }
  }
  return mutations
}

test.each(corpusFiles('create').map((file) => [file.name, file] as const))(
  '%s: each change is found at its place',
  (_name, file) => {
    const body = JSON.parse(file.text)
    expect(compareValues(body, JSON.parse(file.text)).findings).toEqual([])
    for (const { rule, keys, apply } of mutationsOf(body)) {
      const copy = JSON.parse(file.text)
      apply(copy)
      const found = compareValues(body, copy).changes.map((change) => [
        change.rule,
        change.verdict,
        change.old?.pointer.toString(),
      ])
      expect(found).toContainEqual([rule, expect.stringMatching(/breaking|compatible/), formatPointer(keys)])
      expect(found.filter(([one]) => one === rule)).toHaveLength(1)
    }
  },
)

test.each(corpusFiles('create').map((file) => [file.name, file] as const))(
  '%s is not changed by the API',
  (_name, { name, text }) => {
    const answer = corpusFiles('response').find((file) => file.name === name)
    if (answer === undefined) throw new Error(`There is no answer for ${name}.`)
    const { changes } = compareValues(answer.text, text)
    expect(changes.map(({ message }) => message)).toEqual([])
  },
)
