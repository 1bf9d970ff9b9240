import type { Pointer } from '../document/pointer'
import type { Fields } from '../document/values'
import type { Level, Verdict } from '../findings/types'
import type { ChangeRuleId } from '../rules/changes/changes'

/** A place in one of the two documents. */
export interface Spot {
  pointer: Pointer
  target: 'key' | 'value'
}

/** One change, before positions and severities are known. */
export interface Change {
  rule: ChangeRuleId
  message: string
  data: Record<string, unknown>
  verdict: Verdict
  level: Level
  /** Absent for what is new. */
  old: Spot | undefined
  /** Absent for what is gone. */
  new: Spot | undefined
  /** In the new document: `new`, or where what is gone used to be. */
  near: Spot
}

/** A definition, and what is needed to compare it with another one. */
export interface Definition {
  /** The resource. */
  value: Fields
  /** Where it stands in its document. */
  base: Pointer
  /** An answer of the API, a body that creates, or one that updates: each holds what the others cannot. */
  form: 'resource' | 'create' | 'update'
}
