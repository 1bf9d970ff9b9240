import type { Pointer } from '../../document/pointer'
import { type Fields, isFields, own } from '../../document/values'
import { BRANCH_KEYWORDS, IN_PLACE, KEYWORDS, type Keyword, type ValueForm } from './keywords'
import type { EmbeddedSchemaNode, SchemaRole, SubschemaNode } from './nodes'
import { isTypeName } from './types'

/** A keyword, and a bit mask of the rules that visit schemas with it. */
export interface SoughtKeyword extends Keyword {
  interest: number
}

/**
 * A schema of an embedded schema, and the field that it declares. A document has more of these than of anything else,
 * so the pointer is created on first use, which only findings need.
 */
export class SchemaPart implements SubschemaNode {
  /** The union of the bits of its keywords. */
  interest: number
  private made: Pointer | undefined

  constructor(
    readonly value: Fields,
    readonly embedded: EmbeddedSchemaNode,
    readonly parent: SchemaPart | undefined,
    /** The keyword of the parent that contains this schema, and the key if the keyword contains several. */
    readonly keyword: string,
    readonly key: string | number | undefined,
    readonly depth: number,
    /** Set where the schema is a declared property. */
    readonly name: string | undefined,
    readonly nested: boolean,
  ) {
    this.interest = 0
    this.made = undefined
  }

  get pointer(): Pointer {
    if (this.made !== undefined) return this.made
    const { parent, keyword, key } = this
    if (parent === undefined) this.made = this.embedded.pointer
    else {
      const at = parent.pointer.at(keyword)
      this.made = key === undefined ? at : at.at(key)
    }
    return this.made
  }
}

/** The result of one pass over an embedded schema. */
export class SurveyedSchema implements EmbeddedSchemaNode {
  /**
   * Whether every keyword has a valid value, and `x-zui` has only known keys. False if that is uncertain: the rules
   * then check the schema in detail.
   */
  plain = true
  /** Whether every name in a `required` is declared and no closed object excludes it. False if that is uncertain. */
  requiredDeclared = true
  /** The schemas in it, itself the first, in document order. */
  readonly parts: SchemaPart[] = []

  constructor(
    readonly value: Fields,
    readonly pointer: Pointer,
    readonly role: SchemaRole,
    readonly owner: string | undefined,
    readonly fromInterface: boolean,
    keywords: ReadonlyMap<string, SoughtKeyword>,
  ) {
    survey(new SchemaPart(value, this, undefined, '', undefined, 0, undefined, false), this, keywords)
  }
}

/**
 * A document is no deeper than `MAX_DEPTH`, so recursion cannot overflow the stack. One recursive function: of two
 * functions that call each other, V8 inlines each into the other repeatedly.
 */
function survey(part: SchemaPart, embedded: SurveyedSchema, keywords: ReadonlyMap<string, SoughtKeyword>): void {
  embedded.parts.push(part)
  const schema = part.value
  const below = part.depth + 1
  // A property directly below the root is a field of the root; a property below a field is nested.
  const inRoot = !part.nested && part.name === undefined
  // Objects from JSON.parse have no inherited enumerable keys, and for-in allocates no array.
  for (const name in schema) {
    const keyword = keywords.get(name)
    if (keyword === undefined) continue
    part.interest |= keyword.interest
    const held = schema[name]
    const { holds } = keyword
    if (holds === undefined) {
      if (!isValidFor(keyword.form, held)) embedded.plain = false
    } else if (Array.isArray(held)) {
      if (holds === 'schema' || holds === 'map') embedded.plain = false
      else {
        if (held.length === 0) embedded.plain = false
        const nested = !(inRoot && BRANCH_KEYWORDS.has(name))
        for (let index = 0; index < held.length; index += 1) {
          const item: unknown = held[index]
          if (isFields(item)) {
            survey(new SchemaPart(item, embedded, part, name, index, below, undefined, nested), embedded, keywords)
          } else if (typeof item !== 'boolean') embedded.plain = false
        }
      }
    } else if (!isFields(held)) {
      if (typeof held !== 'boolean' || holds === 'schemas' || holds === 'map') embedded.plain = false
    } else if (holds === 'map') {
      const declares = name === 'properties'
      const nested = !(inRoot && declares)
      for (const key in held) {
        const child = held[key]
        if (isFields(child)) {
          const field = declares ? key : undefined
          survey(new SchemaPart(child, embedded, part, name, key, below, field, nested), embedded, keywords)
        } else if (typeof child !== 'boolean') embedded.plain = false
      }
    } else {
      if (holds === 'schemas') embedded.plain = false
      survey(new SchemaPart(held, embedded, part, name, undefined, below, undefined, true), embedded, keywords)
    }
    if (keyword.form === 'names' && embedded.requiredDeclared) embedded.requiredDeclared = declaresRequired(part, held)
  }
}

/** Whether the meta-schema and the rule on `x-zui` certainly accept a schema. Most schemas pass this quick check. */
export function isPlain(embedded: EmbeddedSchemaNode): boolean {
  return embedded instanceof SurveyedSchema && embedded.plain
}

/** Whether every name in the schema's `required` is certainly declared. */
export function surelyDeclaresRequired(embedded: EmbeddedSchemaNode): boolean {
  return embedded instanceof SurveyedSchema && embedded.requiredDeclared
}

/** Whether a value is certainly valid for a keyword that contains no schemas. */
function isValidFor(form: ValueForm, value: unknown): boolean {
  switch (form) {
    case 'types':
      return (
        isTypeName(value) || (Array.isArray(value) && value.length > 0 && value.every(isTypeName) && isUnique(value))
      )
    case 'text':
      return typeof value === 'string'
    case 'zui':
      return isFields(value) && isPlainExtension(value)
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string') && isUnique(value)
    case 'anything':
      return true
    case 'list':
      return Array.isArray(value)
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'size':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0
    case 'positive':
      return typeof value === 'number' && Number.isFinite(value) && value > 0
    case 'flag':
      return typeof value === 'boolean'
    case 'discriminator':
      return isFields(value) && typeof own(value, 'propertyName') === 'string'
    case 'schemas':
      return false
    default:
      return form satisfies never
  }
}

function isUnique(values: readonly unknown[]): boolean {
  return values.length < 2 || new Set(values).size === values.length
}

function isPlainExtension(zui: Fields): boolean {
  const keys = Object.keys(zui)
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? ''
    const value = zui[key]
    switch (key) {
      case 'title':
      case 'placeholder':
        if (typeof value !== 'string') return false
        break
      case 'secret':
      case 'tooltip':
      case 'coerce':
        if (typeof value !== 'boolean') return false
        break
      case 'hidden':
      case 'disabled':
        if (typeof value !== 'boolean' && typeof value !== 'string') return false
        break
      case 'displayAs':
        if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== 'string') return false
        break
      default:
        return false
    }
  }
  return true
}

/**
 * Whether each required name is certainly declared beside it, and no closed object around it excludes the name. A
 * closed object applies to a nested schema for the same value, also by its `allOf`.
 */
function declaresRequired({ value, parent, keyword }: SchemaPart, required: unknown): boolean {
  if (!Array.isArray(required)) return true
  const properties = own(value, 'properties')
  if (!isFields(properties) || Object.hasOwn(value, 'allOf')) return required.length === 0
  for (const name of required) if (typeof name !== 'string' || !Object.hasOwn(properties, name)) return false
  let entered = keyword
  for (let around = parent; around !== undefined && IN_PLACE.has(entered); around = around.parent) {
    if (Object.hasOwn(around.value, 'additionalProperties') || Object.hasOwn(around.value, 'allOf')) return false
    entered = around.keyword
  }
  return true
}

/** The table of keywords in which only these have a bit each. */
export function soughtKeywords(interests: ReadonlyMap<string, number>): ReadonlyMap<string, SoughtKeyword> {
  const sought = new Map<string, SoughtKeyword>()
  for (const [name, keyword] of KEYWORDS) sought.set(name, { ...keyword, interest: interests.get(name) ?? 0 })
  for (const [name, interest] of interests) {
    if (!sought.has(name)) sought.set(name, { form: 'anything', holds: undefined, interest })
  }
  return sought
}
