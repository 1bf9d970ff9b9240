import type { Pointer } from '../../document/pointer'
import type { Fields } from '../../document/values'

/** An object at a place of the document. */
export interface Node {
  value: Fields
  pointer: Pointer
}

export type SchemaRole =
  | 'configuration'
  | 'configurations'
  | 'actionInput'
  | 'actionOutput'
  | 'event'
  | 'state'
  | 'entity'
  | 'message'

export interface EmbeddedSchemaNode extends Node {
  role: SchemaRole
  /** Key of the action, event, state …; undefined for `configuration`. */
  owner: string | undefined
  /** Whether an interface prescribes the schema, which is then not the author's. */
  fromInterface: boolean
}

/** A schema object inside an embedded schema, the root included. */
export interface SubschemaNode extends Node {
  embedded: EmbeddedSchemaNode
  /** 0 for the root of the embedded schema. */
  depth: number
}

/** A property that an embedded schema declares. */
export interface FieldNode extends Node {
  name: string
  embedded: EmbeddedSchemaNode
  /** False for a property of the embedded schema's root (or of an `allOf`/`anyOf`/`oneOf` branch of the root). */
  nested: boolean
}
