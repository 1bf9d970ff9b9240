import { FREE_SCRIPT_TIME, SCRIPT_TIME } from '../document/limits'
import type { VrlCheck, VrlCompiler, VrlOutcome } from './compiler'

/** The scope of a budget: the scripts of one document, or those of all documents of a run. */
export type BudgetScope = 'document' | 'run'

const REFUSED = {
  document: 'Other scripts of this document have taken too much time or memory.',
  run: 'Other scripts of this run have taken too much time or memory.',
} as const satisfies Record<BudgetScope, string>

/**
 * A compiler that refuses further scripts after a budget (`SCRIPT_TIME`) is used up. One costly script is harmless, but
 * a hostile document holds thousands. Budgets nest: that of a document is charged to that of the run.
 */
export function withVrlBudget(load: () => VrlCompiler | undefined, scope: BudgetScope): () => VrlCompiler | undefined {
  let budgeted: VrlCompiler | undefined
  return () => {
    if (budgeted === undefined) {
      const compiler = load()
      budgeted = compiler === undefined ? undefined : spendingFrom(compiler, scope)
    }
    return budgeted
  }
}

function spendingFrom(compiler: VrlCompiler, scope: BudgetScope): VrlCompiler {
  let left: number = SCRIPT_TIME[scope]
  const refusal = { reason: 'budget', message: REFUSED[scope] } as const
  const free = scope === 'run' ? FREE_SCRIPT_TIME : 0
  const spend = (cost = 0) => {
    left -= Math.max(0, cost - free)
  }
  // A repeated script is charged once. For a run, only costly scripts are stored, so that the budget bounds their
  // number.
  const kept = new Map<string, VrlCheck>()

  function check(source: string): VrlCheck {
    const known = kept.get(source)
    if (known !== undefined) return known
    if (left <= 0) return { errors: [], warnings: [], refusal }
    const result = compiler.check(source)
    spend(result.cost)
    if (scope === 'document' || (result.cost ?? 0) > 2 * free) kept.set(source, result)
    return result
  }

  return {
    origin: compiler.origin ?? compiler,
    check,
    run(source, event): VrlOutcome {
      // Running a script checks it first; this charges the cost of that check.
      if (left > 0) check(source)
      if (left <= 0) return { type: 'refused', refusal }
      const outcome = compiler.run(source, event)
      spend(outcome.cost)
      return outcome
    },
  }
}
