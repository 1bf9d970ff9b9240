// What a schema demands, as a set of lines such as `/actions/*/title maxLength 64`: schemas that are written in
// different ways can be compared by it. Annotations say nothing; a keyword that is not known here is an error.
export type Constraints = ReadonlySet<string>

type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a reference means, and the resolver for the references in there. */
export type Resolve = (ref: string) => { node: unknown; resolve: Resolve }

const ANNOTATIONS = new Set([
  ...['$schema', '$id', 'title', 'description', 'markdownDescription', 'examples', 'enumDescriptions', 'deprecated'],
  ...['deprecationMessage', 'definitions'],
])

/** @param opaque what to say of a schema that is not to be looked into; undefined for all others */
export function constraintsOf(
  schema: unknown,
  resolve: Resolve,
  opaque: (node: object) => string | undefined = () => undefined,
): Constraints {
  const lines = new Set<string>()

  const visit = (node: unknown, resolve: Resolve, pointer: string): void => {
    if (!isFields(node)) throw new Error(`${pointer} is not a schema`)
    if (typeof node.$ref === 'string') {
      const target = resolve(node.$ref)
      visit(target.node, target.resolve, pointer)
      return
    }
    const say = (text: string) => lines.add(`${pointer} ${text}`)
    const summary = opaque(node)
    if (summary !== undefined) {
      say('type object')
      say(summary)
      return
    }
    const types = new Set<unknown>(
      node.type === undefined && Array.isArray(node.enum) ? node.enum.map((v) => typeof v) : [],
    )
    for (const [keyword, value] of Object.entries(node)) {
      switch (keyword) {
        case 'type':
          for (const type of [value].flat()) types.add(type)
          break
        case 'nullable':
          if (value === true) types.add('null')
          break
        case 'required':
          if (Array.isArray(value)) for (const name of value) say(`required ${name}`)
          break
        case 'enum':
          if (Array.isArray(value)) say(`enum ${value.toSorted().join(' ')}`)
          break
        case 'format':
        case 'pattern':
        case 'minLength':
        case 'maxLength':
          say(`${keyword} ${value}`)
          break
        case 'anyOf':
          say(`${keyword} ${JSON.stringify(value)}`)
          break
        case 'propertyNames':
          visit(value, resolve, `${pointer} key`)
          break
        case 'properties':
          for (const [name, child] of Object.entries(isFields(value) ? value : {})) {
            say(`property ${name}`)
            visit(child, resolve, `${pointer}/${name}`)
          }
          break
        case 'additionalProperties':
          if (value === false) say('closed')
          else if (value !== true) visit(value, resolve, `${pointer}/*`)
          break
        case 'items':
          visit(value, resolve, `${pointer}/[]`)
          break
        default:
          if (!ANNOTATIONS.has(keyword)) throw new Error(`${pointer}: unknown keyword ${keyword}`)
      }
    }
    if (types.size > 0) say(`type ${[...types].sort().join(' or ')}`)
  }

  visit(schema, resolve, '')
  return lines
}
