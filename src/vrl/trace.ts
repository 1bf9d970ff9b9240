import type { VrlCompiler, VrlOutcome } from './compiler'
import { lex } from './lexer'
import { topLevelStatements } from './statements'

/** A statement outside of all brackets, and what the script gives when it ends there. */
export interface TraceStep {
  span: readonly [number, number]
  outcome: VrlOutcome
  /** Whether the script ends there with `return`, which those after it never see. */
  returns: boolean
}

/**
 * What each statement of a script gives, up to the first that fails or returns. For each one, the script is run from its beginning:
 * a statement cannot be run without those before it.
 */
export function traceScript(compiler: VrlCompiler, source: string, event: unknown): TraceStep[] {
  const steps: TraceStep[] = []
  const { tokens } = lex(source)
  for (const { start, end } of topLevelStatements(tokens)) {
    const upToHere = source.slice(0, end)
    const outcome = compiler.run(upToHere, event)
    const mayReturn = tokens.some((token) => token.text === 'return' && token.start >= start && token.end <= end)
    const returns = outcome.type === 'value' && mayReturn && !reachesEnd(compiler, upToHere, event)
    steps.push({ span: [start, end], outcome, returns })
    if (outcome.type !== 'value' || returns) break
  }
  return steps
}

/** A value that no script gives by chance. */
const END = 'integration-lint: the end is reached'

/** Whether a script gives what is written behind it. */
function reachesEnd(compiler: VrlCompiler, source: string, event: unknown): boolean {
  const outcome = compiler.run(`${source}\n${JSON.stringify(END)}`, event)
  return outcome.type === 'value' && outcome.result === END
}
