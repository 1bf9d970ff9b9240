import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as validators from '../../src/schema/generated/validators'

// Real definitions, kept beside the project and not in it.
const CORPUS = join(__dirname, '../../../shared/corpus')

function documents(folder: string): { name: string; value: unknown }[] {
  const path = join(CORPUS, folder)
  if (!existsSync(path)) throw new Error(`The corpus of real definitions is missing: there is no ${path}`)
  const names = readdirSync(path).filter((name) => name.endsWith('.json'))
  if (names.length === 0) throw new Error(`The corpus of real definitions is empty: ${path}`)
  return names.map((name) => ({ name, value: JSON.parse(readFileSync(join(path, name), 'utf8')) }))
}

/** Every value of a property `schema`, outermost first; schemas are not looked into. */
function embeddedSchemas(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => (key === 'schema' ? [child] : embeddedSchemas(child)))
}

const errorsOf = (validate: validators.Validator, value: unknown) => (validate(value) ? [] : validate.errors)

test.each([
  ['create', validators.createBody, (value: unknown) => value],
  ['response', validators.integration, (value: unknown) => Object(value).integration],
] as const)('every document of corpus/%s is valid', (folder, validate, unwrap) => {
  for (const { name, value } of documents(folder)) {
    const resource = unwrap(value)
    expect({ name, errors: errorsOf(validate, resource) }).toEqual({ name, errors: [] })
    const schemas = embeddedSchemas(resource)
    expect(schemas.length).toBeGreaterThan(0)
    for (const schema of schemas) {
      expect({ name, errors: errorsOf(validators.embeddedSchema, schema) }).toEqual({ name, errors: [] })
    }
  }
})
