import type { VrlCompiler, VrlOutcome } from './compiler'
import { lex } from './lexer'
import { topLevelStatements } from './statements'

/** A top-level statement, and the result of the script up to it. */
export interface TraceStep {
  span: readonly [number, number]
  outcome: VrlOutcome
  /** Whether the statement is a `return` that ends the script. */
  returns: boolean
}

/**
 * The result after each statement of a script, up to the first that fails or returns. The script is run from its
 * beginning for each statement, since a statement depends on those before it.
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

/** A value that no script produces by chance. */
const END = 'integration-lint: the end is reached'

/** Whether execution reaches the end of a script. */
function reachesEnd(compiler: VrlCompiler, source: string, event: unknown): boolean {
  const outcome = compiler.run(`${source}\n${JSON.stringify(END)}`, event)
  return outcome.type === 'value' && outcome.result === END
}
