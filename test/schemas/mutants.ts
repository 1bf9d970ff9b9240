/** A schema with one constraint less, described by where that stood. */
export interface Mutant {
  file: string
  /** A JSON Pointer into the file and what is missing there. */
  place: string
  /** The part of the schema that the constraint is of. */
  node: object
  /** The property of the node that the constraint is about, if it is about one. */
  property: string | undefined
  /** Whether the mutant accepts more than the original, or less. */
  effect: 'looser' | 'tighter'
  /** Removes the constraint from the schema; the result puts it back. */
  apply(): () => void
}

type Fields = Record<string, unknown>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const ANNOTATIONS = new Set([
  ...['$schema', '$id', 'title', 'description', 'markdownDescription', 'examples', 'enumDescriptions', 'deprecated'],
  'deprecationMessage',
])
const MAPS_OF_SCHEMAS = ['properties', 'definitions']
const LISTS_OF_SCHEMAS = ['allOf', 'anyOf', 'items']
const SINGLE_SCHEMAS = ['additionalProperties', 'items', 'propertyNames', 'if', 'then']
/** Keywords with several values, each of which is a constraint (or a permission) of its own. */
const LISTS_OF_VALUES = { required: 'looser', enum: 'tighter', type: 'tighter', anyOf: 'tighter' } as const
const isListOfValues = (keyword: string): keyword is keyof typeof LISTS_OF_VALUES =>
  Object.hasOwn(LISTS_OF_VALUES, keyword)
const CONSTRAINTS = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'exclusiveMinimum'],
  ...['minItems', 'maxItems', 'uniqueItems', 'required', 'properties', 'additionalProperties', 'propertyNames'],
  ...['items', 'allOf', 'anyOf', 'if', 'then', '$ref'],
])

const constrains = (schema: unknown): boolean =>
  isFields(schema) ? Object.keys(schema).some((keyword) => CONSTRAINTS.has(keyword)) : schema === false

/** Every way to leave out one constraint of a schema. Throws at a keyword that it does not know. */
export function mutantsOf(file: string, schema: unknown): Mutant[] {
  const mutants: Mutant[] = []

  /** @param inverted in an `if`: what is looser there makes the whole tighter */
  const visit = (node: unknown, path: readonly string[], inverted: boolean): void => {
    if (typeof node === 'boolean') return
    if (!isFields(node)) throw new Error(`${file}#/${path.join('/')} is not a schema`)

    const without = (
      holder: Fields,
      key: string,
      value: unknown,
      what: string,
      tightens: boolean,
      property?: string,
    ) => {
      const original = holder[key]
      const apply = () => {
        if (value === undefined) delete holder[key]
        else holder[key] = value
        return () => {
          holder[key] = original
        }
      }
      const effect = tightens === inverted ? 'looser' : 'tighter'
      mutants.push({ file, place: `${['', ...path].join('/')} ${what}`, node, property, effect, apply })
    }

    const closed = node.additionalProperties === false
    for (const [keyword, value] of Object.entries(node)) {
      if (ANNOTATIONS.has(keyword)) continue
      if (keyword !== 'definitions' && !CONSTRAINTS.has(keyword)) {
        // The interpreter keeps notes of its own on the schemas.
        if (keyword.startsWith('__absolute')) continue
        throw new Error(`${file}#/${path.join('/')}: unknown keyword ${keyword}`)
      }
      if (keyword === 'properties' && isFields(value)) {
        for (const [name, child] of Object.entries(value)) {
          if (closed || constrains(child)) without(value, name, undefined, `property ${name}`, closed, name)
        }
      } else if (keyword !== 'definitions') {
        without(node, keyword, undefined, keyword, false)
      }
      if (isListOfValues(keyword) && Array.isArray(value) && value.length > 1) {
        value.forEach((entry, index) => {
          const property = keyword === 'required' ? String(entry) : undefined
          const what = `${keyword} ${JSON.stringify(entry)}`
          without(node, keyword, value.toSpliced(index, 1), what, LISTS_OF_VALUES[keyword] === 'tighter', property)
        })
      }

      if (MAPS_OF_SCHEMAS.includes(keyword) && isFields(value)) {
        for (const [name, child] of Object.entries(value)) visit(child, [...path, keyword, name], inverted)
      } else if (Array.isArray(value) && LISTS_OF_SCHEMAS.includes(keyword)) {
        value.forEach((child, index) => {
          visit(child, [...path, keyword, String(index)], inverted)
        })
      } else if (SINGLE_SCHEMAS.includes(keyword)) {
        visit(value, [...path, keyword], inverted !== (keyword === 'if'))
      }
    }
  }

  visit(schema, [], false)
  return mutants
}
