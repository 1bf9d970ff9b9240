import type { Pointer } from '../document/pointer'
import type { Level, Verdict } from '../findings/types'
import { Budget } from './schema/context'
import type { Change, Spot } from './types'

/** What a rule on changes says: see `changeMessage`. */
interface Said {
  rule: Change['rule']
  message: string
  data: Record<string, unknown>
}

export interface Places {
  /** Undefined for what is new. */
  old: Pointer | undefined
  /** Undefined for what is gone. */
  new: Pointer | undefined
  /** In the new document, the place of what is gone. */
  near?: Pointer
  target?: Spot['target']
}

/** Collects the changes of one comparison. */
export class Changes {
  readonly all: Change[] = []
  readonly budget = new Budget()

  /** @param level what a compatible change demands; a breaking one demands a major version, one that is unknown a minor */
  add(said: Said, verdict: Verdict, places: Places, level: Level = 'minor'): void {
    const { target = 'value' } = places
    const near = places.new ?? places.near
    if (near === undefined) throw new Error(`A change of ${said.rule} has no place in the new document.`)
    this.all.push({
      ...said,
      verdict,
      level: verdict === 'breaking' ? 'major' : level,
      old: places.old === undefined ? undefined : { pointer: places.old, target },
      new: places.new === undefined ? undefined : { pointer: places.new, target },
      near: places.new === undefined ? { pointer: near, target: 'value' } : { pointer: near, target },
    })
  }
}
