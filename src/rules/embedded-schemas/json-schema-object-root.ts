import { arrayAt, type Fields, isFields, own } from '../../document/values'
import { listed } from '../../findings/text'
import { resolveReference } from '../../schema/embedded/references'
import { isOfType, namedTypes } from '../../schema/embedded/types'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

/** The maximum number of branches and references that are followed; real roots have fewer. */
const MAX_LOOKS = 200

/** The place of the keyword that excludes objects, and the types that it allows. */
interface Obstacle {
  path: (string | number)[]
  types: string[]
}

export default defineRule({
  id: 'json-schema-object-root',
  category: 'embedded-schemas',
  severity: 'error',
  summary: 'The root of every embedded JSON Schema describes an object.',
  description: `A configuration, an action's input and output, the payload of an event, of a state, of an entity and of a
message are objects: the platform names their fields, and code reads them by name. The root of their schema is
therefore \`type: "object"\`, or \`{}\`, which allows everything.

Only what is certain is reported: a root that no object can satisfy, by its \`type\`, \`const\`, \`enum\` or
\`not\`, by one of \`allOf\`, or by all branches of \`anyOf\` or \`oneOf\`.`,
  messages: {
    type: ({ path, types }: { path: string; types: string[] }) =>
      `${path} allows ${listed(types)} only; an embedded schema must be of type "object".`,
    never: ({ path }: { path: string }) => `${path} allows no object; an embedded schema must be of type "object".`,
  },
  visit: {
    embeddedSchema({ value, pointer }, report, context) {
      if (isPlainObjectSchema(value)) return
      const obstacle = obstacleFor(value, value, { looks: 0 })
      if (obstacle === undefined) return
      const at = pointer.child(...obstacle.path)
      if (obstacle.types.length > 0) report(at, 'type', { path: pathIn(context, pointer), types: obstacle.types })
      else report(at, 'never', { path: pathIn(context, pointer) })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: {
            sendMail: {
              input: { schema: { type: 'object', properties: { to: { type: 'string' } } } },
              output: { schema: { type: 'array', items: { type: 'string' } } },
            },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: {
            sendMail: {
              input: { schema: { type: 'object', properties: { to: { type: 'string' } } } },
              output: { schema: { type: 'object', properties: { ids: { type: 'array', items: { type: 'string' } } } } },
            },
          },
        },
      },
    ],
  },
})

/** Keywords that may exclude objects although the type does not. */
const NARROWING: ReadonlySet<string> = new Set(['$ref', 'const', 'enum', 'not', 'allOf', 'anyOf', 'oneOf'])

/** Recognises the usual root schema, of type `object`, which needs no further check. */
function isPlainObjectSchema(schema: Fields): boolean {
  if (schema.type !== 'object' || !Object.hasOwn(schema, 'type')) return false
  for (const keyword in schema) if (NARROWING.has(keyword)) return false
  return true
}

/** The keyword of a schema that certainly excludes every object, if any. */
function obstacleFor(schema: unknown, root: Fields, effort: { looks: number }): Obstacle | undefined {
  effort.looks += 1
  if (effort.looks > MAX_LOOKS) return undefined
  if (schema === false) return { path: [], types: [] }
  if (!isFields(schema)) return undefined
  const reference = own(schema, '$ref')
  if (reference !== undefined) {
    const target = typeof reference === 'string' ? resolveReference(reference, root) : undefined
    const there = target?.to === 'schema' ? obstacleFor(target.schema, root, effort) : undefined
    return there === undefined ? undefined : { path: ['$ref'], types: there.types }
  }

  if (isPlainObjectSchema(schema)) return undefined
  const types = namedTypes(schema)
  if (types.length > 0 && !types.includes('object')) return { path: ['type'], types }
  if (Object.hasOwn(schema, 'const') && !isFields(schema.const)) return { path: ['const'], types: [] }
  const values = arrayAt(schema, 'enum')
  if (values.length > 0 && !values.some((value) => isOfType(value, 'object'))) return { path: ['enum'], types: [] }
  const excluded = own(schema, 'not')
  if (excluded === true || (isFields(excluded) && Object.keys(excluded).length === 0)) {
    return { path: ['not'], types: [] }
  }
  for (const [index, branch] of arrayAt(schema, 'allOf').entries()) {
    const obstacle = obstacleFor(branch, root, effort)
    if (obstacle !== undefined) return { path: ['allOf', index, ...obstacle.path], types: obstacle.types }
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const obstacles = arrayAt(schema, keyword).map((branch) => obstacleFor(branch, root, effort))
    const found = obstacles.filter((obstacle) => obstacle !== undefined)
    if (obstacles.length === 0 || found.length < obstacles.length) continue
    const [only] = found
    if (found.length === 1 && only !== undefined) return { path: [keyword, 0, ...only.path], types: only.types }
    return { path: [keyword], types: [...new Set(found.flatMap((obstacle) => obstacle.types))] }
  }
  return undefined
}
