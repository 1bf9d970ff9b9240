import type { Pointer } from '../document/pointer'
import type { Fields } from '../document/values'
import type { Level, Verdict } from '../findings/types'
import type { ChangeRuleId } from '../rules/changes/changes'

/** A place in one of the two documents. */
export interface Spot {
  pointer: Pointer
  target: 'key' | 'value'
}

/** One change, before its ranges and its severity are known. */
export interface DetectedChange {
  rule: ChangeRuleId
  message: string
  data: Record<string, unknown>
  verdict: Verdict
  level: Level
  /** Undefined for something new. */
  old: Spot | undefined
  /** Undefined for something removed. */
  new: Spot | undefined
  /** In the new document: equal to `new`, or the nearest place to something removed. */
  near: Spot
}

/** A definition, and the facts needed to compare it with another one. */
export interface Definition {
  /** The resource. */
  value: Fields
  /** The pointer of the resource in its document. */
  base: Pointer
  /** An answer of the API, a create body or an update body: each has properties that the others lack. */
  form: 'resource' | 'create' | 'update'
}
