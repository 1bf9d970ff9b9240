import { recognise } from '../../src/document/kind'
import { isRecord, type JsonRecord } from '../../src/document/record'

/** A whole definition, by the name of its file. */
export type NamedDefinition = readonly [file: string, value: JsonRecord]

export function definition(file: string, text: string): NamedDefinition {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new Error(`${file} is not an object`)
  return [file, value]
}

/** `certainty kind pointer` of what a value is recognised as. */
export function summaryOf(value: unknown): string | undefined {
  const found = recognise({ value })
  return found === undefined ? undefined : `${found.certainty} ${found.kind} ${found.base.toString()}`.trim()
}

/** The value without one key, and with that key misspelt or of a wrong type. */
function broken(value: JsonRecord): [string, JsonRecord][] {
  return Object.keys(value).flatMap((key) => {
    const { [key]: section, ...rest } = value
    return [
      [`without ${key}`, rest],
      [`${key} misspelt`, { ...rest, [`${key}s`]: section }],
      [`${key} of a wrong type`, { ...rest, [key]: 5 }],
    ] satisfies [string, JsonRecord][]
  })
}

/** Tests that whole definitions, each with single faults, are recognised as what they are. */
export function testRecognition(create: readonly NamedDefinition[], response: readonly NamedDefinition[]): void {
  test.each(create)('%s is a create body, whatever single property is broken', (_file, value) => {
    expect(summaryOf(value)).toBe('certain create-body')
    for (const [fault, faulty] of broken(value))
      expect([fault, summaryOf(faulty)]).toEqual([fault, 'certain create-body'])
  })

  test.each(create)('%s without name and version is an update body', (_file, value) => {
    const { name, version, ...rest } = value
    expect([typeof name, typeof version]).toEqual(['string', 'string'])
    expect(summaryOf(rest)).toBe('certain update-body')
  })

  test.each(response)(
    '%s is an integration, in its envelope and bare, whatever single property is broken',
    (_file, value) => {
      const inner = value.integration
      if (!isRecord(inner)) throw new Error('no envelope')
      expect(summaryOf(value)).toBe('certain integration /integration')
      expect(recognise({ value })?.value).toBe(inner)
      expect(summaryOf(inner)).toBe('certain integration')
      expect(summaryOf({ ...inner, workspaceId: 'x' })).toBe('certain integration')
      for (const [fault, faulty] of broken(inner)) {
        expect([fault, summaryOf(faulty)]).toEqual([fault, 'certain integration'])
        expect([fault, summaryOf({ integration: faulty })]).toEqual([fault, 'certain integration /integration'])
      }
    },
  )

  test.each(response)('%s with its owner is a public integration', (_file, value) => {
    const inner = value.integration
    if (!isRecord(inner)) throw new Error('no envelope')
    const ownerWorkspace = { id: 'w', handle: null, name: 'W' }
    expect(summaryOf({ ...inner, ownerWorkspace })).toBe('certain public-integration')
    expect(summaryOf({ integration: { ...inner, meta: { installs: 1, views: 2 } } })).toBe(
      'certain public-integration /integration',
    )
  })

  test('lists of them', () => {
    const keys = [
      'id',
      'name',
      'version',
      'createdAt',
      'updatedAt',
      'title',
      'description',
      'iconUrl',
      'public',
      'visibility',
    ]
    const summaries = response.map(([, { integration }]) =>
      Object.fromEntries(Object.entries(integration as JsonRecord).filter(([key]) => keys.includes(key))),
    )
    expect(summaryOf({ integrations: summaries, meta: {} })).toBe('certain integration-list')
    expect(summaryOf({ integrations: summaries, surplus: 1 })).toBe('certain integration-list')
    expect(recognise({ value: summaries })).toMatchObject({
      kind: 'integration-list',
      certainty: 'certain',
      bareList: true,
      value: summaries,
    })
    const withoutId = summaries.map(({ id: _id, ...rest }) => rest)
    expect(summaryOf({ integrations: withoutId })).toBe('certain integration-list')
    expect(summaryOf([...withoutId, 1])).toBe('certain integration-list')
  })
}
