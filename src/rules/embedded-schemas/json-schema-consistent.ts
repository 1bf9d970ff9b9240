import { arrayAt, type Fields, isFields, own } from '../../document/values'
import { listed, quote, typeName } from '../../findings/text'
import {
  type Contradiction,
  contradiction,
  type Effort,
  newEffort,
  surelyAllows,
} from '../../schema/embedded/contradictions'
import { requiredFaults } from '../../schema/embedded/required-names'
import { surelyDeclaresRequired } from '../../schema/embedded/survey'
import { defineRule } from '../define-rule'

/** Keyword of a value that stands in a schema, as messages name it. */
type ValueKeyword = 'default' | 'examples' | 'enum' | 'const'

interface ContradictionData {
  keyword: ValueKeyword
  /** The value as messages quote it. */
  found: string
  /** The keyword of the schema that does not allow the value. */
  constraint: string
  reason: string
}

export default defineRule({
  id: 'json-schema-consistent',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'No embedded JSON Schema contradicts itself.',
  description: `A valid JSON Schema can still make no sense. Reported are

- bounds that nothing can satisfy (\`minLength\` above \`maxLength\`, \`minimum\` above \`maximum\` and their exclusive
  forms, \`minItems\`, \`minProperties\`),
- an \`enum\` without values, or with the same value twice,
- a \`default\`, an example, a value of \`enum\` or a \`const\` that the schema in which it stands does not allow,
- a name in \`required\` that a closed object (\`additionalProperties: false\`) does not have.

A value is compared by the rules of draft-07, with the benefit of the doubt: a \`format\` is not looked at, nor is a
\`pattern\` that might take long to match, nor \`patternProperties\`; a required field that has a \`default\` need not be
in the value; under \`x-zui.coerce\` anything is allowed. Very large schemas and values are left alone, and so is what
an interface prescribes. Values are looked at only in a schema whose bounds and \`enum\` are in order.`,
  messages: {
    bounds: ({ lower, least, upper, most }: { lower: string; least: number; upper: string; most: number }) =>
      `"${lower}" is ${least} and "${upper}" is ${most}: nothing satisfies both.`,
    emptyEnum: () => '"enum" has no values, so that nothing is allowed.',
    duplicate: ({ value, first }: { value: string; first: number }) =>
      `The same value (${value}) stands in "enum" twice, first at index ${first}.`,
    contradiction: ({ keyword, found, reason }: ContradictionData) =>
      `${NAMES[keyword]} (${found}) contradicts its schema: ${reason}.`,
    allContradict: ({ reason }: { constraint: string; reason: string }) =>
      `No value of "enum" is allowed by its schema: ${reason}.`,
    closed: ({ property }: { property: string }) =>
      `"required" names ${quote(property)}, which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.`,
  },
  only: {
    subschema: {
      keywords: [
        'enum',
        'const',
        'default',
        'examples',
        // Of two bounds that exclude each other, one is an upper one.
        'maximum',
        'exclusiveMaximum',
        'maxLength',
        'maxItems',
        'maxProperties',
      ],
    },
  },
  visit: {
    embeddedSchema(embedded, report) {
      if (surelyDeclaresRequired(embedded) || embedded.fromInterface) return
      for (const { cause, pointer, name } of requiredFaults(embedded)) {
        if (cause === 'closed') report(pointer, 'closed', { property: name })
      }
    },
    subschema(node, report, { resource }) {
      const { value: schema, embedded } = node
      // Beside a `$ref` nothing else has a meaning.
      if (embedded.fromInterface || Object.hasOwn(schema, '$ref')) return
      let sound = true

      for (const { lower, least, upper, most } of impossibleBounds(schema)) {
        report(node.pointer.child(lower), 'bounds', { lower, least, upper, most })
        sound = false
      }

      const values = own(schema, 'enum')
      if (Array.isArray(values)) {
        if (values.length === 0) {
          report(node.pointer.child('enum'), 'emptyEnum')
          sound = false
        }
        for (const { index, first } of duplicates(values)) {
          report(node.pointer.child('enum', index), 'duplicate', { value: quote(values[index]), first })
        }
      }

      if (!sound || isSurelyConsistent(schema)) return
      const effort = effortFor(resource)
      const told = (keyword: ValueKeyword, index: number | undefined, found: Contradiction) => {
        const place = node.pointer.child(keyword, ...(index === undefined ? [] : [index]), ...found.path)
        const target = isUnknownProperty(found) ? 'key' : 'value'
        const data = { keyword, found: quote(found.found), constraint: found.keyword, reason: reasonOf(found) }
        report({ pointer: place, target }, 'contradiction', data)
        sound = false
      }
      const compare = (
        keyword: ValueKeyword,
        index: number | undefined,
        value: unknown,
        except: ReadonlySet<string>,
      ) => {
        const found = contradiction(value, schema, except, embedded.value, effort)
        if (found !== undefined) told(keyword, index, found)
      }

      if (Object.hasOwn(schema, 'const')) compare('const', undefined, schema.const, WITHOUT_CONST)
      if (Array.isArray(values) && !surelyAllows(schema, values, WITHOUT_VALUES)) {
        const found = values.map((value) => contradiction(value, schema, WITHOUT_VALUES, embedded.value, effort))
        const [first] = found
        // One constraint that no value satisfies is one mistake, most likely in the constraint.
        if (values.length > 1 && first !== undefined && found.every((one) => isSame(one, first))) {
          report(node.pointer.child('enum'), 'allContradict', { constraint: first.keyword, reason: reasonOf(first) })
          sound = false
        } else {
          found.forEach((one, index) => {
            if (one !== undefined) told('enum', index, one)
          })
        }
      }

      if (!sound) return
      if (Object.hasOwn(schema, 'default')) compare('default', undefined, schema.default, WITHOUT_NOTHING)
      arrayAt(schema, 'examples').forEach((value, index) => {
        compare('examples', index, value, WITHOUT_NOTHING)
      })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            schema: {
              type: 'object',
              properties: {
                region: { type: 'string', enum: ['eu', 'us', 'eu'] },
                pageSize: { type: 'integer', minimum: 10, maximum: 1 },
                timeout: { type: 'number', default: '30' },
              },
              required: ['regions'],
              additionalProperties: false,
            },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            schema: {
              type: 'object',
              properties: { level: { type: 'string', enum: [1, 2] }, mode: { enum: [] } },
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
          configuration: {
            schema: {
              type: 'object',
              properties: {
                region: { type: 'string', enum: ['eu', 'us'], default: 'eu' },
                pageSize: { type: 'integer', minimum: 1, maximum: 10 },
                timeout: { type: 'number', default: 30 },
              },
              required: ['region'],
              additionalProperties: false,
            },
          },
        },
      },
    ],
  },
})

const NAMES = {
  default: 'The default',
  examples: 'The example',
  enum: 'The value in "enum"',
  const: 'The constant',
} as const satisfies Record<ValueKeyword, string>

const WITHOUT_NOTHING: ReadonlySet<string> = new Set()
const WITHOUT_CONST: ReadonlySet<string> = new Set(['const'])
// That a value of `enum` is not the constant is said at the constant, if the constant is none of the values.
const WITHOUT_VALUES: ReadonlySet<string> = new Set(['const', 'enum'])

/** Least and most, and whether the bound itself is excluded. */
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

/** What is seen without a closer look: no constant, no examples, and the values of `enum` and the default are allowed. */
function isSurelyConsistent(schema: Fields): boolean {
  if (Object.hasOwn(schema, 'const') || Object.hasOwn(schema, 'examples')) return false
  const values = own(schema, 'enum')
  if (Array.isArray(values) && !surelyAllows(schema, values, WITHOUT_VALUES)) return false
  return !Object.hasOwn(schema, 'default') || surelyAllows(schema, [schema.default], WITHOUT_NOTHING)
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
  // Of the four pairs one is enough: the others follow from the same mistake.
  LOWER.some(([lower, above]) => UPPER.some(([upper, below]) => add(lower, upper, above || below)))
  return found
}

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0
}

const SHORT = 8
const NO_DUPLICATES: readonly Duplicate[] = []

/** Nearly every `enum`. */
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

/** The items that were there before, in linear time: a hostile list is long. */
function duplicates(values: readonly unknown[]): readonly Duplicate[] {
  if (areDistinctTexts(values)) return NO_DUPLICATES
  const scalars = new Map<unknown, number>()
  const containers = new Map<unknown, number>()
  const found: Duplicate[] = []
  for (const [index, value] of values.entries()) {
    const isContainer = typeof value === 'object' && value !== null
    const seen = isContainer ? containers : scalars
    const identity = isContainer ? canonical(value) : value
    const first = seen.get(identity)
    if (first === undefined) seen.set(identity, index)
    else found.push({ index, first })
  }
  return found
}

/** JSON in which objects are lists of their entries by key, so that equal ones have equal texts, and no others have. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (Array.isArray(part)) return ['list', ...part]
    return isFields(part) ? ['object', ...Object.entries(part).sort(byKey)] : part
  })
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1
}

const efforts = new WeakMap<Fields, Effort>()

function effortFor(resource: Fields): Effort {
  const known = efforts.get(resource)
  if (known !== undefined) return known
  const effort = newEffort()
  efforts.set(resource, effort)
  return effort
}

function isSame(one: Contradiction | undefined, other: Contradiction): boolean {
  return one?.keyword === other.keyword && one.path.length === 0 && other.path.length === 0
}

function isUnknownProperty({ keyword, expected, path }: Contradiction): boolean {
  return keyword === 'additionalProperties' && expected === false && path.length > 0
}

function reasonOf(found: Contradiction): string {
  const { keyword, expected } = found
  switch (keyword) {
    case 'type': {
      const types = (Array.isArray(expected) ? expected : [expected]).map(String)
      return `it is ${typeName(found.found)}, and "type" is ${listed(types.map((type) => `"${type}"`))}`
    }
    case 'enum':
      return 'it is none of the values of "enum"'
    case 'const':
      return `it is not the constant ${quote(expected)}`
    case 'required':
      return `it lacks the required ${quote(missing(found))}`
    case 'additionalProperties':
      return isUnknownProperty(found) ? 'no such property is allowed' : '"additionalProperties" does not allow it'
    case 'anyOf':
      return 'it matches no branch of "anyOf"'
    case 'oneOf':
      return 'it does not match exactly one branch of "oneOf"'
    case 'uniqueItems':
      return 'it holds the same item twice'
    default:
      return typeof expected === 'number' || typeof expected === 'string'
        ? `"${keyword}" is ${quote(expected)}`
        : `"${keyword}" does not allow it`
  }
}

function missing({ expected, found }: Contradiction): unknown {
  if (!Array.isArray(expected) || typeof found !== 'object' || found === null) return undefined
  return expected.find((name) => typeof name === 'string' && !Object.hasOwn(found, name))
}
