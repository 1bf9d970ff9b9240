import { arrayAt, type Fields, isContainer, own } from '../../document/values'
import { canonical } from '../../findings/canonical'
import { listed, quote, typeName } from '../../findings/text'
import { type Contradiction, constraintsOf, contradiction } from '../../schema/embedded/contradictions'
import { requiredFaults } from '../../schema/embedded/required-names'
import { surelyDeclaresRequired } from '../../schema/embedded/survey'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { withConfiguration } from './example'

/** A keyword with a value, or a list of values, that the schema around it has to allow. */
type ValueKeyword = 'default' | 'examples' | 'enum' | 'const'

interface ContradictionData {
  path: string
  keyword: ValueKeyword
  /** The value as messages quote it. */
  found: string
  /** The keyword of the schema that does not allow the value. */
  constraint: string
  reason: string
}

/** The maximum number of compared `examples`: each may have to be compared with every value of an `enum`. */
const MAX_EXAMPLES = 100

export default defineRule({
  id: 'json-schema-consistent',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'No embedded JSON Schema contradicts itself.',
  description: `A valid JSON Schema can still contradict itself. Reported are

- bounds that nothing can satisfy (\`minLength\` above \`maxLength\`, \`minimum\` above \`maximum\` and their exclusive
  forms, \`minItems\`, \`minProperties\`),
- an \`enum\` without values, or with the same value twice,
- a \`default\`, an example, a value of \`enum\` or a \`const\` that the schema in which it stands does not allow,
- a name in \`required\` that a closed object (\`additionalProperties: false\`) does not have.

A value is compared with the types, the bounds, the \`enum\` and the \`const\` of the schema in which it stands and of
its branches (\`anyOf\`, \`allOf\`, \`oneOf\`). The parts of objects and arrays, patterns, formats and references are
not compared, and under \`x-zui.coerce\` anything is allowed. What an interface prescribes is left alone. Values are
compared only if the bounds and the \`enum\` of the schema are consistent. Of \`examples\`, the rule compares only the
first ${MAX_EXAMPLES}.`,
  messages: {
    bounds: ({
      path,
      lower,
      least,
      upper,
      most,
    }: {
      path: string
      lower: string
      least: number
      upper: string
      most: number
    }) => `${path}: "${lower}" is ${least} and "${upper}" is ${most}; nothing satisfies both.`,
    emptyEnum: ({ path }: { path: string }) => `${path} is empty, so nothing is allowed.`,
    duplicate: ({ path, value, first }: { path: string; value: string; first: number }) =>
      `${path} is ${value}, which "enum" already has at index ${first}.`,
    contradiction: ({ path, found, reason }: ContradictionData) =>
      `${path} (${found}) contradicts its schema: ${reason}.`,
    allContradict: ({ path, reason }: { path: string; constraint: string; reason: string }) =>
      `The schema allows no value of ${path}: ${reason}.`,
    closed: ({ path, property }: { path: string; property: string }) =>
      `${path} is ${quote(property)}, which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.`,
  },
  only: {
    subschema: {
      keywords: [
        'enum',
        'const',
        'default',
        'examples',
        // Two bounds can only exclude each other if one is an upper bound.
        'maximum',
        'exclusiveMaximum',
        'maxLength',
        'maxItems',
        'maxProperties',
      ],
    },
  },
  visit: {
    embeddedSchema(embedded, report, context) {
      if (surelyDeclaresRequired(embedded) || embedded.fromInterface) return
      for (const { cause, pointer, name } of requiredFaults(embedded)) {
        if (cause === 'closed') report(pointer, 'closed', { path: pathIn(context, pointer), property: name })
      }
    },
    subschema(node, report, context) {
      const { value: schema, embedded } = node
      // Keywords beside a `$ref` have no meaning.
      if (embedded.fromInterface || Object.hasOwn(schema, '$ref')) return
      let sound = true

      for (const { lower, least, upper, most } of impossibleBounds(schema)) {
        report(node.pointer.child(lower), 'bounds', { path: pathIn(context, node.pointer), lower, least, upper, most })
        sound = false
      }

      const values = own(schema, 'enum')
      if (Array.isArray(values)) {
        if (values.length === 0) {
          const at = node.pointer.child('enum')
          report(at, 'emptyEnum', { path: pathIn(context, at) })
          sound = false
        }
        for (const { index, first } of duplicates(values)) {
          const at = node.pointer.child('enum', index)
          report(at, 'duplicate', { path: pathIn(context, at), value: quote(values[index]), first })
        }
      }

      if (!sound) return
      const constraints = constraintsOf(schema)
      if (constraints.length === 0) return
      const reportValue = (keyword: ValueKeyword, index: number | undefined, value: unknown, found: Contradiction) => {
        const pointer = node.pointer.child(keyword, ...(index === undefined ? [] : [index]))
        const data = {
          path: pathIn(context, pointer),
          keyword,
          found: quote(value),
          constraint: found.keyword,
          reason: explainContradiction(value, found),
        }
        report(pointer, 'contradiction', data)
        sound = false
      }

      if (Object.hasOwn(schema, 'const')) {
        const others = constraints.filter((keyword) => keyword !== 'const')
        const found = contradiction(schema.const, schema, others)
        if (found !== undefined) reportValue('const', undefined, schema.const, found)
      }
      if (Array.isArray(values)) {
        // A constant that `enum` lacks is reported at the constant, and not at each value of `enum`.
        const others = constraints.filter((keyword) => keyword !== 'const' && keyword !== 'enum')
        const found = values.map((value) => contradiction(value, schema, others))
        const [first] = found
        // One constraint that no value satisfies is one mistake, most likely in the constraint.
        if (values.length > 1 && first !== undefined && found.every((one) => one?.keyword === first.keyword)) {
          const at = node.pointer.child('enum')
          const data = {
            path: pathIn(context, at),
            constraint: first.keyword,
            reason: explainContradiction(values[0], first),
          }
          report(at, 'allContradict', data)
          sound = false
        } else {
          found.forEach((one, index) => {
            if (one !== undefined) reportValue('enum', index, values[index], one)
          })
        }
      }

      if (!sound) return
      if (Object.hasOwn(schema, 'default')) {
        const found = contradiction(schema.default, schema, constraints)
        if (found !== undefined) reportValue('default', undefined, schema.default, found)
      }
      for (const [index, value] of arrayAt(schema, 'examples').slice(0, MAX_EXAMPLES).entries()) {
        const found = contradiction(value, schema, constraints)
        if (found !== undefined) reportValue('examples', index, value, found)
      }
    },
  },
  examples: {
    bad: [
      {
        document: withConfiguration(
          {
            region: { type: 'string', enum: ['eu', 'us', 'eu'] },
            pageSize: { type: 'integer', minimum: 10, maximum: 1 },
            timeout: { type: 'number', default: '30' },
          },
          { required: ['regions'], additionalProperties: false },
        ),
      },
      {
        document: withConfiguration({ level: { type: 'string', enum: [1, 2] }, mode: { enum: [] } }),
      },
    ],
    good: [
      {
        document: withConfiguration(
          {
            region: { type: 'string', enum: ['eu', 'us'], default: 'eu' },
            pageSize: { type: 'integer', minimum: 1, maximum: 10 },
            timeout: { type: 'number', default: 30 },
          },
          { required: ['region'], additionalProperties: false },
        ),
      },
    ],
  },
})

/** The keywords of a lower and an upper bound, and whether the bound itself is excluded. */
const LOWER = [
  ['minimum', false],
  ['exclusiveMinimum', true],
] as const
const UPPER = [
  ['maximum', false],
  ['exclusiveMaximum', true],
] as const
const SIZES = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const

function hasUpperBound(schema: Fields): boolean {
  return (
    Object.hasOwn(schema, 'maximum') ||
    Object.hasOwn(schema, 'maxLength') ||
    Object.hasOwn(schema, 'exclusiveMaximum') ||
    Object.hasOwn(schema, 'maxItems') ||
    Object.hasOwn(schema, 'maxProperties')
  )
}

const NO_BOUNDS: readonly Bounds[] = []

interface Bounds {
  lower: string
  least: number
  upper: string
  most: number
}

function impossibleBounds(schema: Fields): readonly Bounds[] {
  if (!hasUpperBound(schema)) return NO_BOUNDS
  const found: Bounds[] = []
  const add = (lower: string, upper: string, exclusive: boolean) => {
    const least = own(schema, lower)
    const most = own(schema, upper)
    if (typeof least !== 'number' || typeof most !== 'number') return false
    if (exclusive ? least < most : least <= most) return false
    found.push({ lower, least, upper, most })
    return true
  }
  for (const [lower, upper] of SIZES) {
    if (isSize(own(schema, lower)) && isSize(own(schema, upper))) add(lower, upper, false)
  }
  // One of the four pairs suffices: the others follow from the same mistake.
  LOWER.some(([lower, above]) => UPPER.some(([upper, below]) => add(lower, upper, above || below)))
  return found
}

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0
}

const SHORT = 8
const NO_DUPLICATES: readonly Duplicate[] = []

/** A quick check, which nearly every `enum` passes. */
function areDistinctTexts(values: readonly unknown[]): boolean {
  if (values.length > SHORT) return false
  for (let index = 0; index < values.length; index += 1) {
    if (typeof values[index] !== 'string' || values.indexOf(values[index]) !== index) return false
  }
  return true
}

interface Duplicate {
  index: number
  first: number
}

/** The duplicates in a list, in linear time, since a hostile list may be long. */
function duplicates(values: readonly unknown[]): readonly Duplicate[] {
  if (areDistinctTexts(values)) return NO_DUPLICATES
  const scalars = new Map<unknown, number>()
  const containers = new Map<unknown, number>()
  const found: Duplicate[] = []
  for (const [index, value] of values.entries()) {
    const seen = isContainer(value) ? containers : scalars
    const key = isContainer(value) ? canonical(value) : value
    const first = seen.get(key)
    if (first === undefined) seen.set(key, index)
    else found.push({ index, first })
  }
  return found
}

function explainContradiction(value: unknown, { keyword, expected }: Contradiction): string {
  switch (keyword) {
    case 'type': {
      const types = (Array.isArray(expected) ? expected : [expected]).map(String)
      return `it is ${typeName(value)}, and "type" is ${listed(types.map((type) => `"${type}"`))}`
    }
    case 'enum':
      return 'it is not a value of "enum"'
    case 'const':
      return `it is not the constant ${quote(expected)}`
    case 'allOf':
      return 'a branch of "allOf" does not allow it'
    case 'anyOf':
    case 'oneOf':
      return `no branch of "${keyword}" allows it`
    default:
      return `"${keyword}" is ${quote(expected)}`
  }
}
