import type { VrlCheck, VrlCompiler, VrlOutcome, VrlRefusal } from './compiler'

/** What a refusal has cost, in milliseconds as far as that can be said: see `createVrlCompiler`. */
const COSTS = {
  time: 2000,
  memory: 1500,
  stack: 50,
  panic: 50,
  length: 0,
  patience: 0,
} as const satisfies Record<VrlRefusal['reason'], number>

/** What the scripts of one document may cost in refusals. One honest script in a thousand is refused at all. */
const PATIENCE = 6000

const REFUSAL: VrlRefusal = {
  reason: 'patience',
  message: 'Other scripts of this document have taken too much time or memory.',
}

/**
 * The compiler for one document, which loses its patience: a single costly script is told and forgotten, but a
 * hostile document has thousands. How much was refused decides, never a clock, so that judging again finds the same.
 */
export function withVrlBudget(load: () => VrlCompiler | undefined): () => VrlCompiler | undefined {
  let patient: VrlCompiler | undefined
  return () => {
    if (patient === undefined) {
      const compiler = load()
      patient = compiler === undefined ? undefined : withPatience(compiler)
    }
    return patient
  }
}

function withPatience(compiler: VrlCompiler): VrlCompiler {
  let left = PATIENCE
  const checks = new Map<string, VrlCheck>()
  return {
    origin: compiler,
    check(source) {
      const known = checks.get(source)
      if (known !== undefined) return known
      const result = left > 0 ? compiler.check(source) : { errors: [], warnings: [], refusal: REFUSAL }
      if (result.refusal !== undefined) left -= COSTS[result.refusal.reason]
      checks.set(source, result)
      return result
    },
    run(source, event): VrlOutcome {
      if (left <= 0) return { type: 'refused', refusal: REFUSAL }
      const outcome = compiler.run(source, event)
      if (outcome.type === 'refused') left -= COSTS[outcome.refusal.reason]
      return outcome
    },
  }
}
