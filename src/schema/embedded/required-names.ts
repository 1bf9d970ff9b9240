import type { Pointer } from '../../document/pointer'
import { arrayAt, type Fields, fieldsAt, isFields, own } from '../../document/values'
import { childSchemas, IN_PLACE } from './keywords'
import type { EmbeddedSchemaNode } from './nodes'

/** A name in `required` that is not declared as a field. */
export interface RequiredFault {
  /** The item of `required`. */
  pointer: Pointer
  name: string
  /** `closed`: an `additionalProperties: false` without the name makes the schema impossible to satisfy. */
  cause: 'undeclared' | 'closed'
  /** The fields that are declared for the same value, in any branch. */
  declared: readonly string[]
}

/** A schema and all schemas that apply to the same value: its branches, and theirs. */
interface AppliedSchema {
  value: Fields
  pointer: Pointer
  /** The closed objects that apply wherever this member does. */
  closers: readonly Fields[]
  /** False below `not` and `if`: a value need not satisfy these. */
  demanding: boolean
}

const faultsBySchema = new WeakMap<Fields, readonly RequiredFault[]>()

/**
 * The names in each `required` of an embedded schema that no `properties` declares for the same value. Branches (`anyOf`,
 * `allOf`, …) apply to the same value as the schema that contains them.
 */
export function requiredFaults(embedded: EmbeddedSchemaNode): readonly RequiredFault[] {
  const found = faultsBySchema.get(embedded.value)
  if (found !== undefined) return found
  const faults: RequiredFault[] = []
  const positions: { value: Fields; pointer: Pointer }[] = [embedded]
  for (let position = positions.pop(); position !== undefined; position = positions.pop()) {
    const { members, below } = schemasForSameValue(position.value, position.pointer)
    faults.push(...undeclaredNames(members))
    positions.push(...below)
  }
  faultsBySchema.set(embedded.value, faults)
  return faults
}

function schemasForSameValue(
  value: Fields,
  pointer: Pointer,
): { members: AppliedSchema[]; below: { value: Fields; pointer: Pointer }[] } {
  const members: AppliedSchema[] = []
  const below: { value: Fields; pointer: Pointer }[] = []
  const closing = new Map<Fields, readonly Fields[]>()
  const stack: AppliedSchema[] = [{ value, pointer, closers: [], demanding: true }]
  for (let entered = stack.pop(); entered !== undefined; entered = stack.pop()) {
    const closers = [...new Set([...entered.closers, ...closersOf(entered.value, closing)])].slice(0, MAX_CLOSERS)
    const member = { ...entered, closers }
    members.push(member)
    for (const child of childSchemas(member.value)) {
      const at = member.pointer.child(...child.path)
      if (!IN_PLACE.has(child.keyword)) below.push({ value: child.value, pointer: at })
      else {
        const demanding = member.demanding && child.keyword !== 'not' && child.keyword !== 'if'
        stack.push({ value: child.value, pointer: at, closers, demanding })
      }
    }
  }
  return { members, below }
}

/** The maximum number of closed objects that are tested for each required name; no real schema has more. */
const MAX_CLOSERS = 16

/** The closed objects among the schema and its `allOf` branches. */
function closersOf(schema: Fields, closing: Map<Fields, readonly Fields[]>): readonly Fields[] {
  const done = closing.get(schema)
  if (done !== undefined) return done
  const closers: Fields[] = []
  const closes =
    own(schema, 'additionalProperties') === false && !hasPatterns(schema) && isFields(own(schema, 'properties') ?? {})
  if (closes && !Object.hasOwn(schema, '$ref')) closers.push(schema)
  for (const { keyword, value } of childSchemas(schema)) {
    if (keyword === 'allOf' && closers.length < MAX_CLOSERS) closers.push(...closersOf(value, closing))
  }
  closing.set(schema, closers)
  return closers
}

function undeclaredNames(members: readonly AppliedSchema[]): RequiredFault[] {
  // Fields that a reference or a pattern declares are unknown: references are rare here, and a pattern may be hostile.
  const knowable = !members.some(
    ({ value }) => Object.hasOwn(value, '$ref') || hasPatterns(value) || !isFields(own(value, 'properties') ?? {}),
  )
  const declared = new Set(members.flatMap(({ value }) => Object.keys(fieldsAt(value, 'properties'))))
  const names = [...declared]
  const faults: RequiredFault[] = []
  for (const { value, pointer, closers, demanding } of members) {
    if (!demanding || Object.hasOwn(value, '$ref')) continue
    const seen = new Set<string>()
    arrayAt(value, 'required').forEach((name, index) => {
      if (typeof name !== 'string' || seen.has(name)) return
      seen.add(name)
      const closed = closers.some((schema) => !Object.hasOwn(fieldsAt(schema, 'properties'), name))
      if (!closed && (!knowable || declared.has(name))) return
      const cause = closed ? 'closed' : 'undeclared'
      faults.push({ pointer: pointer.child('required', index), name, cause, declared: names })
    })
  }
  return faults
}

function hasPatterns(schema: Fields): boolean {
  return Object.keys(fieldsAt(schema, 'patternProperties')).length > 0
}
