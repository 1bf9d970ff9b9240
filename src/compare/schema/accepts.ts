import { arrayAt, type Fields, isEqual, isFields, own } from '../../document/values'
import { isOfType, isTypeName } from '../../schema/embedded/types'
import { type Acceptance, dereferenced, isSchema, type Schema } from './context'
import { formatAccepts } from './formats'
import { ANNOTATIONS, NUMBER_KEYWORDS, TYPED_KEYWORDS } from './keywords'
import { patternAccepts } from './patterns'

/** No witness is nested this deeply. */
const MAX_VALUE_DEPTH = 64

/**
 * Whether a schema accepts a value by the rules of draft-07.
 *
 * @param tolerant whether a closed object may have undeclared properties, which a reader of the value ignores
 */
export function accepts(schema: unknown, value: unknown, root: Schema, tolerant = false, depth = 0): Acceptance {
  if (typeof schema === 'boolean') return schema
  if (!isFields(schema) || depth > MAX_VALUE_DEPTH) return undefined
  if (Object.hasOwn(schema, '$ref')) {
    const target = dereferenced(schema, root)
    return target === undefined ? undefined : accepts(target, value, root, tolerant, depth + 1)
  }
  // Without `type`, `nullable` allows null for some validators, and Ajv refuses the schema.
  if (value === null && own(schema, 'nullable') === true) return undefined
  let answer: Acceptance = true
  for (const keyword in schema) {
    if (ANNOTATIONS.has(keyword)) continue
    const one = keywordAccepts(keyword, schema, value, root, tolerant, depth + 1)
    if (one === false) return false
    if (one === undefined) answer = undefined
  }
  return answer
}

function keywordAccepts(
  keyword: string,
  schema: Fields,
  value: unknown,
  root: Schema,
  tolerant: boolean,
  depth: number,
): Acceptance {
  const expected = schema[keyword]
  const ask = (part: unknown, item: unknown) => accepts(part, item, root, tolerant, depth)
  switch (keyword) {
    case 'type': {
      const names = Array.isArray(expected) ? expected : [expected]
      return names.every(isTypeName) ? names.some((name) => isOfType(value, name)) : undefined
    }
    case 'const':
      return isEqual(expected, value)
    case 'enum':
      if (!Array.isArray(expected)) return undefined
      return expected.includes(value) || (typeof value === 'object' && expected.some((item) => isEqual(item, value)))
    case 'allOf':
      return Array.isArray(expected) ? every(expected.map((part) => ask(part, value))) : undefined
    case 'anyOf':
      return Array.isArray(expected) ? some(expected.map((part) => ask(part, value))) : undefined
    case 'oneOf': {
      if (!Array.isArray(expected)) return undefined
      const answers = expected.map((part) => ask(part, value))
      const accepted = answers.filter((answer) => answer === true).length
      if (accepted > 1) return false
      return answers.includes(undefined) ? undefined : accepted === 1
    }
    case 'not':
      return negated(ask(expected, value))
    case 'if': {
      const condition = ask(expected, value)
      if (condition === undefined) return undefined
      const branch = own(schema, condition ? 'then' : 'else')
      return branch === undefined ? true : ask(branch, value)
    }
    case 'then':
    case 'else':
      return true
  }
  if (typeof value === 'number') return numberAccepts(keyword, expected, value)
  if (typeof value === 'string') return stringAccepts(keyword, expected, value)
  if (Array.isArray(value)) return arrayAccepts(keyword, schema, value, ask)
  if (isFields(value)) return objectAccepts(keyword, schema, value, tolerant, ask)
  return TYPED_KEYWORDS.has(keyword) ? true : undefined
}

function numberAccepts(keyword: string, expected: unknown, value: number): Acceptance {
  if (!TYPED_KEYWORDS.has(keyword)) return undefined
  if (!NUMBER_KEYWORDS.has(keyword)) return true
  if (typeof expected !== 'number') return undefined
  switch (keyword) {
    case 'minimum':
      return value >= expected
    case 'maximum':
      return value <= expected
    case 'exclusiveMinimum':
      return value > expected
    case 'exclusiveMaximum':
      return value < expected
    default:
      // Only integers are divided: floating-point errors, as in 0.3 / 0.1, would make the answer uncertain.
      return Number.isInteger(expected) && expected > 0 && Number.isSafeInteger(value)
        ? value % expected === 0
        : undefined
  }
}

function stringAccepts(keyword: string, expected: unknown, value: string): Acceptance {
  if (!TYPED_KEYWORDS.has(keyword)) return undefined
  switch (keyword) {
    case 'minLength':
      return typeof expected === 'number' ? [...value].length >= expected : undefined
    case 'maxLength':
      return typeof expected === 'number' ? [...value].length <= expected : undefined
    case 'pattern':
      return typeof expected === 'string' ? patternAccepts(expected, value) : undefined
    case 'format':
      return typeof expected === 'string' ? formatAccepts(expected, value) : undefined
    default:
      return true
  }
}

type Ask = (schema: unknown, value: unknown) => Acceptance

function arrayAccepts(keyword: string, schema: Fields, value: readonly unknown[], ask: Ask): Acceptance {
  const expected = schema[keyword]
  switch (keyword) {
    case 'minItems':
      return typeof expected === 'number' ? value.length >= expected : undefined
    case 'maxItems':
      return typeof expected === 'number' ? value.length <= expected : undefined
    case 'uniqueItems':
      if (expected !== true) return expected === false ? true : undefined
      return value.every((item, index) => !value.slice(0, index).some((other) => isEqual(item, other)))
    case 'items':
      // In later drafts, `items` starts after `prefixItems`.
      if (Object.hasOwn(schema, 'prefixItems')) return undefined
      if (!Array.isArray(expected)) return every(value.map((item) => ask(expected, item)))
      return every(value.slice(0, expected.length).map((item, index) => ask(expected[index], item)))
    case 'additionalItems': {
      const { items } = schema
      if (!Array.isArray(items)) return true
      return every(value.slice(items.length).map((item) => ask(expected, item)))
    }
    case 'contains':
      // Later drafts limit the number of matching items by these keywords.
      if (Object.hasOwn(schema, 'minContains') || Object.hasOwn(schema, 'maxContains')) return undefined
      return some(value.map((item) => ask(expected, item)))
    default:
      return TYPED_KEYWORDS.has(keyword) ? true : undefined
  }
}

function objectAccepts(keyword: string, schema: Fields, value: Fields, tolerant: boolean, ask: Ask): Acceptance {
  const expected = schema[keyword]
  switch (keyword) {
    case 'minProperties':
      return typeof expected === 'number' ? Object.keys(value).length >= expected : undefined
    case 'maxProperties':
      return typeof expected === 'number' ? Object.keys(value).length <= expected : undefined
    case 'required':
      return arrayAt(schema, 'required').every((name) => typeof name !== 'string' || Object.hasOwn(value, name))
    case 'properties':
      if (!isFields(expected)) return undefined
      return every(
        Object.entries(expected).map(([name, part]) => (Object.hasOwn(value, name) ? ask(part, value[name]) : true)),
      )
    case 'additionalProperties': {
      if (!isSchema(expected)) return undefined
      const properties = own(schema, 'properties')
      const declared = isFields(properties) ? properties : {}
      const others = Object.keys(value).filter((name) => !Object.hasOwn(declared, name))
      if (others.length === 0 || (tolerant && expected === false)) return true
      return Object.hasOwn(schema, 'patternProperties')
        ? undefined
        : every(others.map((name) => ask(expected, value[name])))
    }
    case 'propertyNames':
      return every(Object.keys(value).map((name) => ask(expected, name)))
    case 'patternProperties':
      return Object.keys(value).length === 0 ? true : undefined
    case 'dependencies':
      return undefined
    default:
      return TYPED_KEYWORDS.has(keyword) ? true : undefined
  }
}

function every(answers: readonly Acceptance[]): Acceptance {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

function some(answers: readonly Acceptance[]): Acceptance {
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}

function negated(answer: Acceptance): Acceptance {
  return answer === undefined ? undefined : !answer
}
