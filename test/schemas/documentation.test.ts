import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { isFields } from './constraints'
import { placesOf } from './places'
import { readSchemas } from './validators'

// What an editor shows: every part that a hover can reach has words, every enumeration a word for each value.

const schemas = readSchemas()
const ajv = addFormats(new Ajv({ strict: false, schemas: [...schemas.values()] }))

interface Documented {
  place: string
  node: Record<string, unknown>
}

/** The schemas of properties, of the values of maps, and of the documents themselves, except references. */
function documentedParts(): Documented[] {
  const parts: Documented[] = []
  const add = (place: string, node: unknown) => {
    if (isFields(node) && node.$ref === undefined) parts.push({ place, node })
  }
  const visit = (node: unknown, place: string): void => {
    if (!isFields(node)) return
    if (isFields(node.properties)) {
      for (const [name, child] of Object.entries(node.properties)) {
        add(`${place}/properties/${name}`, child)
        visit(child, `${place}/properties/${name}`)
      }
    }
    if (isFields(node.definitions)) {
      for (const [name, child] of Object.entries(node.definitions)) {
        add(`${place}/definitions/${name}`, child)
        visit(child, `${place}/definitions/${name}`)
      }
    }
    visit(node.additionalProperties, `${place}/additionalProperties`)
  }
  for (const [file, schema] of schemas) {
    add(file, schema)
    visit(schema, file)
  }
  return parts
}

const parts = documentedParts()
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const plain = (markdown: string) => markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[`*]/g, '')

test('every part has a title, a description and the same in Markdown', () => {
  expect(parts.length).toBeGreaterThan(200)
  const silent = parts.filter(
    ({ node }) =>
      !isText(node.title) || !isText(node.markdownDescription) || node.description !== plain(node.markdownDescription),
  )
  expect(silent.map(({ place }) => place)).toEqual([])
})

test('every enumeration explains each value', () => {
  const enumerations = parts.filter(({ node }) => Array.isArray(node.enum))
  expect(enumerations.length).toBeGreaterThan(0)
  for (const { place, node } of enumerations) {
    expect([place, Array.isArray(node.enumDescriptions) && node.enumDescriptions.length]).toEqual([
      place,
      Array.isArray(node.enum) && node.enum.length,
    ])
  }
})

test('every example is valid where it stands', () => {
  const examples = parts.flatMap(({ place, node }) =>
    (Array.isArray(node.examples) ? node.examples : []).map((example: unknown) => ({ place, example })),
  )
  expect(examples.length).toBeGreaterThan(0)
  const wrong = examples.filter(({ place, example }) => {
    const [file = '', pointer = ''] = place.split(/(?<=\.json)/)
    const validate = ajv.getSchema(`${schemas.get(file)?.$id}#${pointer}`)
    return validate === undefined || !validate(example)
  })
  expect(wrong).toEqual([])
})

test('no part is written for nothing: documents reach all of them', () => {
  const places = placesOf(schemas)
  // The file of the scripts is a mere holder of its definitions.
  const unreached = parts.filter(({ node, place }) => !places.has(node) && place !== 'definitions/script.schema.json')
  expect(unreached.map(({ place }) => place)).toEqual([])
})
