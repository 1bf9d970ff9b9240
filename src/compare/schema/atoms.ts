import { type Fields, isEqual, own } from '../../document/values'
import { isTypeName } from '../../schema/embedded/types'
import { accepts } from './accepts'
import { dereferenced, isSchema, type Schema } from './context'

/** The types that do not overlap; `integer` is part of `number`. */
export const BASIC_TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const
export type BasicType = (typeof BASIC_TYPES)[number]

/**
 * A conjunction: the values that have one of these types, satisfy all parts, and equal one of the literals if there are
 * any. Together, the atoms of a schema contain all of its values, and perhaps more.
 */
export interface Atom {
  types: ReadonlySet<BasicType>
  /** Schemas without `$ref`, `allOf`, `anyOf` and `oneOf`, which have been expanded to parts and further atoms. */
  parts: readonly Fields[]
  literals: readonly unknown[] | undefined
}

/** Real schemas have fewer alternatives. Beyond this limit the answer is `unknown`. */
const MAX_ATOMS = 256

/**
 * The maximum number of literals of an atom, since each is compared with each of another list. A longer list is
 * ignored, so the atom contains more values than the schema.
 */
const MAX_LITERALS = 2000
const MAX_EXPANSION_DEPTH = 32

const EVERYTHING: Atom = { types: new Set(BASIC_TYPES), parts: [], literals: undefined }

/** The atoms of a conjunction of schemas; undefined if there are too many, or a reference cannot be resolved. */
export function atomsOf(schemas: readonly Schema[], root: Schema): readonly Atom[] | undefined {
  let atoms: readonly Atom[] | undefined = [EVERYTHING]
  for (const schema of schemas) {
    atoms = meet(atoms, schema, root, 0)
    if (atoms === undefined) return undefined
  }
  return atoms
}

function meet(atoms: readonly Atom[], given: Schema, root: Schema, depth: number): readonly Atom[] | undefined {
  if (depth > MAX_EXPANSION_DEPTH) return undefined
  const schema = dereferenced(given, root)
  if (schema === undefined) return undefined
  if (schema === true) return atoms
  if (schema === false) return []
  // `withNullType` leaves `nullable` only where `type` is missing. Whether it allows null there depends on the
  // validator.
  if (own(schema, 'nullable') === true) return undefined
  let met: readonly Atom[] | undefined = atoms
    .map((atom) => narrowAtom(atom, schema, root))
    .filter((atom) => atom.types.size > 0)
  const all = own(schema, 'allOf')
  if (Array.isArray(all)) {
    for (const part of all) {
      if (!isSchema(part)) return undefined
      met = meet(met, part, root, depth + 1)
      if (met === undefined) return undefined
    }
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = own(schema, keyword)
    if (!Array.isArray(branches)) continue
    const joined: Atom[] = []
    for (const branch of branches) {
      if (!isSchema(branch)) return undefined
      const some = meet(met, branch, root, depth + 1)
      if (some === undefined || joined.length + some.length > MAX_ATOMS) return undefined
      joined.push(...some)
    }
    met = joined
  }
  return met
}

function narrowAtom(atom: Atom, schema: Fields, root: Schema): Atom {
  const types = basicTypesOf(schema)
  const listed = literalsOf(schema)
  const values = listed === undefined || listed.length > MAX_LITERALS ? undefined : listed
  let { literals } = atom
  if (values !== undefined) {
    literals = literals === undefined ? values : literals.filter((one) => values.some((value) => isEqual(one, value)))
  }
  if (literals !== undefined) {
    // Alternatives are expanded later. A value that the other keywords refuse is refused by the whole schema.
    const { anyOf: _any, oneOf: _one, allOf: _all, ...plain } = schema
    literals = literals.filter((value) => accepts(plain, value, root) !== false)
  }
  let kept = types === undefined ? atom.types : new Set([...atom.types].filter((type) => types.has(type)))
  if (literals !== undefined)
    kept = new Set([...kept].filter((type) => literals?.some((one) => basicType(one) === type)))
  if (own(schema, 'not') === true) kept = new Set()
  return { types: kept, parts: [...atom.parts, schema], literals }
}

/** The basic types in `type`; undefined if there is no `type`, or it contains something else. */
export function basicTypesOf(schema: Fields): ReadonlySet<BasicType> | undefined {
  const type = own(schema, 'type')
  if (type === undefined) return undefined
  const names: readonly unknown[] = Array.isArray(type) ? type : [type]
  const basic = names.filter(isTypeName).map((name) => (name === 'integer' ? 'number' : name))
  if (basic.length !== names.length) return undefined
  return new Set(BASIC_TYPES.filter((one) => basic.includes(one)))
}

/** The values of `const` or `enum`. */
export function literalsOf(schema: Fields): readonly unknown[] | undefined {
  if (Object.hasOwn(schema, 'const')) return [schema.const]
  const values = own(schema, 'enum')
  return Array.isArray(values) ? values : undefined
}

export function basicType(value: unknown): BasicType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'boolean':
      return 'boolean'
    case 'number':
      return 'number'
    case 'string':
      return 'string'
    default:
      return 'object'
  }
}

/** Splits an atom by type, and lists the values of types that have few. */
export function splitByType(atom: Atom): Atom[] {
  return [...atom.types].map((type) => {
    const literals =
      atom.literals?.filter((value) => basicType(value) === type) ??
      (type === 'null' ? [null] : type === 'boolean' ? [false, true] : undefined)
    return { types: new Set([type]), parts: atom.parts, literals }
  })
}
