import { type Fields, isContainer, isFields, own } from '../../document/values'
import { BRANCH_KEYWORDS } from './keywords'
import { isOfType, isTypeName, namedTypes } from './types'

/** A keyword of a schema that does not allow a value. */
export interface Contradiction {
  keyword: string
  /** The keyword's value. */
  expected: unknown
}

/**
 * The keywords of a schema that may refuse a value: types, bounds, `enum`, `const` and branches. Empty where keywords
 * have no effect on a value: beside a `$ref`, and in a schema that coerces values.
 */
export function constraintsOf(schema: Fields): readonly string[] {
  const found: string[] = []
  // Objects from JSON.parse have no inherited enumerable keys, and for-in allocates no array.
  for (const keyword in schema) if (CONSTRAINTS.has(keyword)) found.push(keyword)
  return found.length === 0 || allowsAnything(schema) ? NO_CONSTRAINTS : found
}

/**
 * The first of a schema's constraints that certainly refuses a value. Checks the schema and its direct branches, where
 * authors make mistakes. A malformed keyword counts as allowing the value.
 *
 * @param constraints those of `constraintsOf`, or some of them
 */
export function contradiction(
  value: unknown,
  schema: Fields,
  constraints: readonly string[],
): Contradiction | undefined {
  for (let index = 0; index < constraints.length; index += 1) {
    const keyword = constraints[index] ?? ''
    const expected = schema[keyword]
    const allowed = BRANCH_KEYWORDS.has(keyword)
      ? meetsBranches(keyword, expected, value)
      : meetsKeyword(keyword, value, schema)
    if (!allowed) return { keyword, expected }
  }
  return undefined
}

const NO_CONSTRAINTS: readonly string[] = []
const CONSTRAINTS: ReadonlySet<string> = new Set([
  ...BRANCH_KEYWORDS,
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
])

/** Keywords beside a `$ref` have no meaning, and a coerced value may have another type. */
function allowsAnything(schema: Fields): boolean {
  if (Object.hasOwn(schema, '$ref')) return true
  const zui = own(schema, 'x-zui')
  return isFields(zui) && own(zui, 'coerce') === true
}

/** Nested branches are not followed, which bounds the work by the size of the schema itself. */
function meetsBranches(keyword: string, branches: unknown, value: unknown): boolean {
  if (!Array.isArray(branches) || branches.length === 0) return true
  const allowed = (branch: unknown) => branchAllows(branch, value)
  return keyword === 'allOf' ? branches.every(allowed) : branches.some(allowed)
}

function branchAllows(branch: unknown, value: unknown): boolean {
  if (!isFields(branch)) return branch !== false
  if (allowsAnything(branch)) return true
  for (const keyword in branch) if (!meetsKeyword(keyword, value, branch)) return false
  return true
}

function meetsKeyword(keyword: string, value: unknown, schema: Fields): boolean {
  const expected = schema[keyword]
  switch (keyword) {
    case 'type': {
      if (isTypeName(expected)) return isOfType(value, expected)
      const types = namedTypes(schema)
      return types.length === 0 || types.some((type) => isOfType(value, type))
    }
    case 'enum':
      return isContainer(value) || !Array.isArray(expected) || expected.includes(value)
    case 'const':
      return isContainer(value) || expected === value
    default:
      return typeof expected !== 'number' || satisfiesBound(keyword, expected, value)
  }
}

/** Whether a value is on the right side of a bound; true for a keyword that is not a bound. */
function satisfiesBound(keyword: string, bound: number, value: unknown): boolean {
  if (typeof value === 'number') {
    switch (keyword) {
      case 'minimum':
        return value >= bound
      case 'maximum':
        return value <= bound
      case 'exclusiveMinimum':
        return value > bound
      case 'exclusiveMaximum':
        return value < bound
    }
  } else if (typeof value === 'string') {
    // JSON Schema counts code points, and a text never has more code points than code units.
    if (keyword === 'minLength') return value.length >= bound && codePointCount(value) >= bound
    if (keyword === 'maxLength') return value.length <= bound || codePointCount(value) <= bound
  } else if (Array.isArray(value)) {
    if (keyword === 'minItems') return value.length >= bound
    if (keyword === 'maxItems') return value.length <= bound
  }
  return true
}

function codePointCount(text: string): number {
  let length = 0
  for (const _character of text) length += 1
  return length
}
