import type { VrlCompiler, VrlOutcome } from './compiler'
import { lex } from './lexer'
import { topLevelStatements } from './statements'

/** A statement outside of all brackets, and what the script gives when it ends there. */
export interface TraceStep {
  span: readonly [number, number]
  outcome: VrlOutcome
}

/**
 * What each statement of a script gives, up to the first that fails. For each one, the script is run from its beginning:
 * a statement cannot be run without those before it.
 */
export function traceScript(compiler: VrlCompiler, source: string, event: unknown): TraceStep[] {
  const steps: TraceStep[] = []
  for (const { start, end } of topLevelStatements(lex(source).tokens)) {
    const outcome = compiler.run(source.slice(0, end), event)
    steps.push({ span: [start, end], outcome })
    if (outcome.type !== 'value') break
  }
  return steps
}
