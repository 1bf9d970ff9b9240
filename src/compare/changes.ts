import type { Pointer } from '../document/pointer'
import type { Level, Verdict } from '../findings/types'
import { Budget } from './schema/context'
import type { DetectedChange, Spot } from './types'

/** The message of a rule on changes: see `changeMessage`. */
interface RuleMessage {
  rule: DetectedChange['rule']
  message: string
  data: Record<string, unknown>
}

export interface ChangePointers {
  /** Undefined for something new. */
  old: Pointer | undefined
  /** Undefined for something removed. */
  new: Pointer | undefined
  /** The place in the new document that is nearest to something removed. */
  near?: Pointer
  target?: Spot['target']
}

/** Collects the changes of one comparison. */
export class ChangeCollector {
  readonly all: DetectedChange[] = []
  readonly budget = new Budget()

  /**
   * @param level the version increment that a compatible change requires. A breaking change requires a major version,
   * an undecided one a minor version.
   */
  add(ruleMessage: RuleMessage, verdict: Verdict, places: ChangePointers, level: Level = 'minor'): void {
    const { target = 'value' } = places
    const near = places.new ?? places.near
    if (near === undefined) throw new Error(`A change of ${ruleMessage.rule} has no place in the new document.`)
    this.all.push({
      ...ruleMessage,
      verdict,
      level: verdict === 'breaking' ? 'major' : level,
      old: places.old === undefined ? undefined : { pointer: places.old, target },
      new: places.new === undefined ? undefined : { pointer: places.new, target },
      near: places.new === undefined ? { pointer: near, target: 'value' } : { pointer: near, target },
    })
  }
}
