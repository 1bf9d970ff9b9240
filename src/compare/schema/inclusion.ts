import { arrayAt, type Fields, fieldsAt, isEqual, isFields, own } from '../../document/values'
import { accepts } from './accepts'
import { type Atom, atomsOf, basicTypesOf, splitByType } from './atoms'
import { Budget, ComparisonContext, dereferenced, isSchema, type RootedSchema, type Schema } from './context'
import { hasReference, isEqualSchema, REFERENCES } from './equal'
import {
  ANNOTATIONS,
  ARRAY_KEYWORDS,
  NUMBER_KEYWORDS,
  OBJECT_KEYWORDS,
  STRING_KEYWORDS,
  TYPED_KEYWORDS,
} from './keywords'
import { samplesOf } from './samples'

/** Whether every value of one schema is a value of another. A `no` comes with a counterexample. */
export type Inclusion = { answer: 'yes' } | { answer: 'no'; witness: unknown } | { answer: 'unknown' }

/**
 * Whether `sup` accepts every value that `sub` accepts: `yes` if that is proved, `no` if there is a counterexample,
 * otherwise `unknown`.
 *
 * @param tolerant whether the reader, `sup`, ignores properties that its closed objects do not declare
 */
export function includes(sub: RootedSchema, sup: RootedSchema, tolerant = false, budget = new Budget()): Inclusion {
  const context = new ComparisonContext({ sub: sub.root, sup: sup.root }, tolerant, budget)
  if (proves([sub.schema], sup.schema, context)) return { answer: 'yes' }
  if (!context.step()) return { answer: 'unknown' }
  for (const sample of samplesOf(sub, sup)) {
    if (accepts(sub.schema, sample, sub.root) !== true) continue
    if (accepts(sup.schema, sample, sup.root, tolerant) === false) return { answer: 'no', witness: sample }
  }
  return { answer: 'unknown' }
}

/** Whether the inclusion of a conjunction of schemas in a schema can be proved. */
export function proves(given: readonly Schema[], target: Schema, context: ComparisonContext): boolean {
  if (target === true) return true
  if (!context.step()) return false
  const { sub, sup } = context.roots
  if (given.some((schema) => schema === target || isEqualSchema(schema, target))) {
    if (sub === sup || !hasReference(target)) return true
  }
  const wanted = dereferenced(target, sup)
  if (wanted === undefined) return false
  if (wanted === true) return true
  const prove = () => atomsOf(given, sub)?.every((atom) => isAtomIncluded(atom, wanted, context)) ?? false
  return context.assuming(given.length === 1 ? given[0] : given, wanted, prove)
}

function isAtomIncluded(atom: Atom, given: Schema, context: ComparisonContext): boolean {
  if (!context.step()) return false
  const target = dereferenced(given, context.roots.sup)
  if (target === undefined) return false
  if (typeof target === 'boolean') return target || isEmptyAtom(atom)
  if (isEmptyAtom(atom)) return true
  return splitByType(atom).every((one) => isTypedAtomIncluded(one, target, context))
}

/** Whether the inclusion of an atom of one type in a schema can be proved. */
function isTypedAtomIncluded(atom: Atom, target: Fields, context: ComparisonContext): boolean {
  if (isEmptyAtom(atom)) return true
  const { literals } = atom
  if (literals !== undefined) {
    const { sub, sup } = context.roots
    return literals.every(
      (value) =>
        accepts(target, value, sup, context.tolerant) === true ||
        atom.parts.some((part) => accepts(part, value, sub) === false),
    )
  }
  for (const keyword in target) {
    if (ANNOTATIONS.has(keyword)) continue
    if (!isImplied(keyword, atom, target, context)) return false
  }
  return true
}

/** Whether an atom is obviously empty. */
function isEmptyAtom({ types, literals, parts }: Atom): boolean {
  if (types.size === 0 || literals?.length === 0) return true
  if (types.size > 1) return false
  if (types.has('string')) return atLeast(parts, 'minLength') > atMost(parts, 'maxLength')
  if (types.has('array')) return atLeast(parts, 'minItems') > atMost(parts, 'maxItems')
  if (types.has('number')) {
    const low = lowest(parts)
    const high = highest(parts)
    return low.bound > high.bound || (low.bound === high.bound && (low.open || high.open))
  }
  return false
}

/** Whether every value of an atom of one type satisfies a keyword of the target. */
function isImplied(keyword: string, atom: Atom, target: Fields, context: ComparisonContext): boolean {
  const expected = target[keyword]
  const { parts } = atom
  const [type] = atom.types
  switch (keyword) {
    case 'type': {
      const types = basicTypesOf(target)
      if (types === undefined || type === undefined || !types.has(type)) return false
      if (type !== 'number') return true
      return arrayOf(expected).includes('number') || parts.some(isIntegral)
    }
    case 'const':
    case 'enum':
      return false
    case 'allOf':
      return Array.isArray(expected) && expected.every((part) => isSchema(part) && isAtomIncluded(atom, part, context))
    case 'anyOf':
      return Array.isArray(expected) && expected.some((part) => isSchema(part) && isAtomIncluded(atom, part, context))
    case 'oneOf': {
      if (!Array.isArray(expected) || !expected.every(isSchema)) return false
      const chosen = expected.findIndex((part) => isAtomIncluded(atom, part, context))
      if (chosen === -1) return false
      return expected.every((part, index) => index === chosen || isDisjoint(atom, part, context))
    }
    case 'not':
      return expected === false || hasEqualKeyword(keyword, atom, target)
    case 'then':
    case 'else':
      return true
    case 'if':
      // The same part must have an equal `if`, `then` and `else`: a `then` of another part belongs to another `if`.
      return atom.parts.some((part) => {
        const one = { ...atom, parts: [part] }
        return ['if', 'then', 'else'].every(
          (each) => !Object.hasOwn(target, each) || hasEqualKeyword(each, one, target),
        )
      })
  }
  if (type === 'number' && NUMBER_KEYWORDS.has(keyword)) return isNumberImplied(keyword, atom, target)
  if (type === 'string' && STRING_KEYWORDS.has(keyword)) return isStringImplied(keyword, atom, target)
  if (type === 'array' && ARRAY_KEYWORDS.has(keyword)) return isArrayImplied(keyword, atom, target, context)
  if (type === 'object' && OBJECT_KEYWORDS.has(keyword)) return isObjectImplied(keyword, atom, target, context)
  // Other keywords of the schema determine which items or properties are unevaluated.
  if (keyword.startsWith('unevaluated')) return false
  // A keyword for another type does not apply to this one; an unknown keyword may restrict anything.
  return TYPED_KEYWORDS.has(keyword) || hasEqualKeyword(keyword, atom, target)
}

/** Whether a part contains an equal keyword. */
function hasEqualKeyword(keyword: string, { parts }: Atom, target: Fields): boolean {
  const expected = target[keyword]
  return (
    !REFERENCES.has(keyword) &&
    !hasReference(expected) &&
    parts.some((part) => Object.hasOwn(part, keyword) && isEqualSchema(part[keyword], expected))
  )
}

interface Bound {
  bound: number
  open: boolean
}

function lowest(parts: readonly Fields[]): Bound {
  let low: Bound = { bound: Number.NEGATIVE_INFINITY, open: false }
  for (const part of parts) {
    const { minimum, exclusiveMinimum } = part
    if (typeof minimum === 'number' && minimum > low.bound) low = { bound: minimum, open: false }
    if (typeof exclusiveMinimum === 'number' && exclusiveMinimum >= low.bound)
      low = { bound: exclusiveMinimum, open: true }
  }
  return low
}

function highest(parts: readonly Fields[]): Bound {
  let high: Bound = { bound: Number.POSITIVE_INFINITY, open: false }
  for (const part of parts) {
    const { maximum, exclusiveMaximum } = part
    if (typeof maximum === 'number' && maximum < high.bound) high = { bound: maximum, open: false }
    if (typeof exclusiveMaximum === 'number' && exclusiveMaximum <= high.bound)
      high = { bound: exclusiveMaximum, open: true }
  }
  return high
}

function atLeast(parts: readonly Fields[], keyword: string): number {
  return Math.max(0, ...parts.map((part) => numberAt(part, keyword) ?? 0))
}

function atMost(parts: readonly Fields[], keyword: string): number {
  return Math.min(...parts.map((part) => numberAt(part, keyword) ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY)
}

function numberAt(part: Fields, keyword: string): number | undefined {
  const value = own(part, keyword)
  return typeof value === 'number' ? value : undefined
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** Whether a schema accepts only whole numbers. */
function isIntegral(part: Fields): boolean {
  const types = arrayOf(part.type)
  if (types.includes('integer') && !types.includes('number')) return true
  return typeof part.multipleOf === 'number' && Number.isInteger(part.multipleOf)
}

function isNumberImplied(keyword: string, { parts }: Atom, target: Fields): boolean {
  const expected = target[keyword]
  if (typeof expected !== 'number') return false
  const low = lowest(parts)
  const high = highest(parts)
  switch (keyword) {
    case 'minimum':
      return low.bound >= expected
    case 'exclusiveMinimum':
      return low.bound > expected || (low.bound === expected && low.open)
    case 'maximum':
      return high.bound <= expected
    case 'exclusiveMaximum':
      return high.bound < expected || (high.bound === expected && high.open)
    default:
      if (expected === 1 && parts.some(isIntegral)) return true
      return parts.some(({ multipleOf }) => {
        if (multipleOf === expected) return true
        return isPositiveInteger(multipleOf) && isPositiveInteger(expected) && multipleOf % expected === 0
      })
  }
}

function isPositiveInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function isStringImplied(keyword: string, atom: Atom, target: Fields): boolean {
  const expected = target[keyword]
  if (keyword === 'minLength') return typeof expected === 'number' && atLeast(atom.parts, keyword) >= expected
  if (keyword === 'maxLength') return typeof expected === 'number' && atMost(atom.parts, keyword) <= expected
  return hasEqualKeyword(keyword, atom, target)
}

function isArrayImplied(keyword: string, atom: Atom, target: Fields, context: ComparisonContext): boolean {
  const expected = target[keyword]
  const { parts } = atom
  const most = atMost(parts, 'maxItems')
  switch (keyword) {
    case 'minItems':
      return typeof expected === 'number' && atLeast(parts, keyword) >= expected
    case 'maxItems':
      return typeof expected === 'number' && most <= expected
    case 'uniqueItems':
      return expected === false || most <= 1 || hasEqualKeyword(keyword, atom, target)
    case 'items':
    case 'additionalItems': {
      const tuple = Array.isArray(target.items) ? target.items : undefined
      if (keyword === 'additionalItems' && tuple === undefined) return true
      const from = keyword === 'additionalItems' && tuple !== undefined ? tuple.length : 0
      // Beyond the tuples, all positions have the same schemas.
      const end = Math.max(from, ...parts.map(({ items }) => (Array.isArray(items) ? items.length : 0)))
      const last = tuple !== undefined && keyword === 'items' ? tuple.length - 1 : end
      for (let index = from; index <= last && index < most; index += 1) {
        const wanted: unknown = tuple !== undefined && keyword === 'items' ? tuple[index] : expected
        if (!isSchema(wanted)) return false
        if (!proves(itemSchemasAt(parts, index), wanted, context)) return false
      }
      return true
    }
    case 'contains':
      // Later drafts limit the number of matching items by `CONTAINS_BOUNDS`.
      return parts.some((part) => {
        const one = { ...atom, parts: [part] }
        return (
          hasEqualKeyword(keyword, one, target) &&
          CONTAINS_BOUNDS.every((each) => isEqual(own(part, each), own(target, each)))
        )
      })
    default:
      return hasEqualKeyword(keyword, atom, target)
  }
}

const CONTAINS_BOUNDS = ['minContains', 'maxContains'] as const

/** The schemas that apply to the item at an index. */
function itemSchemasAt(parts: readonly Fields[], index: number): Schema[] {
  return parts.flatMap((part) => {
    const { items } = part
    // In later drafts, `items` starts after `prefixItems`.
    if (Object.hasOwn(part, 'prefixItems')) return []
    if (!Array.isArray(items)) return isSchema(items) ? [items] : []
    const item: unknown = index < items.length ? items[index] : own(part, 'additionalItems')
    return isSchema(item) ? [item] : []
  })
}

function isObjectImplied(keyword: string, atom: Atom, target: Fields, context: ComparisonContext): boolean {
  const expected = target[keyword]
  const { parts } = atom
  switch (keyword) {
    case 'required': {
      const required = requiredOf(parts)
      return arrayAt(target, keyword).every((name) => typeof name === 'string' && required.has(name))
    }
    case 'minProperties':
      return typeof expected === 'number' && Math.max(atLeast(parts, keyword), requiredOf(parts).size) >= expected
    case 'maxProperties':
      return typeof expected === 'number' && (atMost(parts, keyword) <= expected || mostNames(parts) <= expected)
    case 'properties': {
      if (!isFields(expected)) return false
      for (const name in expected) {
        const wanted = expected[name]
        if (!isSchema(wanted)) return false
        if (!proves(propertySchemasAt(parts, name), wanted, context)) return false
      }
      return true
    }
    case 'additionalProperties': {
      if (!isSchema(expected)) return false
      if (Object.hasOwn(target, 'patternProperties')) return hasEqualProperties(atom, target)
      const declared = fieldsAt(target, 'properties')
      for (const name of namesOf(parts)) {
        if (Object.hasOwn(declared, name)) continue
        if (context.tolerant && expected === false) continue
        if (!proves(propertySchemasAt(parts, name), expected, context)) return false
      }
      return proves(parts.map(additionalOf), expected, context)
    }
    case 'propertyNames': {
      if (!isSchema(expected)) return false
      const names = parts.map((part) => own(part, keyword)).filter(isSchema)
      return proves([{ type: 'string' }, ...names], expected, context)
    }
    default:
      return hasEqualKeyword(keyword, atom, target)
  }
}

/** If there are patterns, the keywords of an object are compared together. */
function hasEqualProperties(atom: Atom, target: Fields): boolean {
  return atom.parts.some((part) =>
    ['properties', 'patternProperties', 'additionalProperties'].every((keyword) => {
      if (hasReference(target[keyword])) return false
      return isEqualSchema(own(part, keyword), own(target, keyword))
    }),
  )
}

function requiredOf(parts: readonly Fields[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => arrayAt(part, 'required').filter((name) => typeof name === 'string')))
}

function namesOf(parts: readonly Fields[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => Object.keys(fieldsAt(part, 'properties'))))
}

/** The maximum number of properties that a closed object can have. */
function mostNames(parts: readonly Fields[]): number {
  const closed = parts.filter((part) => additionalOf(part) === false)
  return Math.min(Number.POSITIVE_INFINITY, ...closed.map((part) => Object.keys(fieldsAt(part, 'properties')).length))
}

/** The schemas that apply to a property. */
function propertySchemasAt(parts: readonly Fields[], name: string): Schema[] {
  return parts.map((part) => {
    const properties = fieldsAt(part, 'properties')
    if (!Object.hasOwn(properties, name)) return additionalOf(part)
    const schema = properties[name]
    return isSchema(schema) ? schema : true
  })
}

/** The schema of the properties that a part does not declare; `true` if patterns may allow more. */
function additionalOf(part: Fields): Schema {
  const additional = own(part, 'additionalProperties')
  return isSchema(additional) && !Object.hasOwn(part, 'patternProperties') ? additional : true
}

/** Discriminators are near the root. */
const MAX_DISJOINT_DEPTH = 4

/** Whether it can be proved that a schema accepts no value of an atom. */
function isDisjoint(atom: Atom, given: Schema, context: ComparisonContext): boolean {
  const others = atomsOf([given], context.roots.sup)
  return others?.every((other) => areDisjoint(atom, other, context)) ?? false
}

function areDisjoint(one: Atom, other: Atom, context: ComparisonContext, depth = 0): boolean {
  if (depth > MAX_DISJOINT_DEPTH) return false
  if (isEmptyAtom(one) || isEmptyAtom(other)) return true
  if (![...one.types].some((type) => other.types.has(type))) return true
  const { sub, sup } = context.roots
  if (one.literals?.every((value) => other.parts.some((part) => accepts(part, value, sup) === false)) === true)
    return true
  if (other.literals?.every((value) => one.parts.some((part) => accepts(part, value, sub) === false)) === true)
    return true
  if (one.types.size > 1 || !one.types.has('object') || other.types.size > 1) return false
  // Two object schemas exclude each other if both require a property and no value of it satisfies both.
  const required = requiredOf(other.parts)
  for (const name of requiredOf(one.parts)) {
    if (!required.has(name)) continue
    const left = atomsOf(propertySchemasAt(one.parts, name), sub)
    const right = atomsOf(propertySchemasAt(other.parts, name), sup)
    if (left === undefined || right === undefined || !context.step()) return false
    if (left.every((each) => right.every((another) => areDisjoint(each, another, context, depth + 1)))) return true
  }
  return false
}
