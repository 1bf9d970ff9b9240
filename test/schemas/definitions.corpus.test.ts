import * as validators from '../../src/schema/generated/validators'
import { corpusFiles } from '../corpus/corpus'

/** Every value of a property `schema`, outermost first; schemas are not looked into. */
function embeddedSchemas(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => (key === 'schema' ? [child] : embeddedSchemas(child)))
}

const errorsOf = (validate: validators.Validator, value: unknown) => (validate(value) ? [] : validate.errors)

test.each([
  ['create', validators.createBody, (value: unknown) => value],
  ['response', validators.integration, (value: unknown) => Object(value).integration],
] as const)('every document of corpus/%s is valid', (half, validate, unwrap) => {
  for (const { name, text } of corpusFiles(half)) {
    const resource = unwrap(JSON.parse(text))
    expect({ name, errors: errorsOf(validate, resource) }).toEqual({ name, errors: [] })
    const schemas = embeddedSchemas(resource)
    expect(schemas.length).toBeGreaterThan(0)
    for (const schema of schemas) {
      expect({ name, errors: errorsOf(validators.embeddedSchema, schema) }).toEqual({ name, errors: [] })
    }
  }
})
