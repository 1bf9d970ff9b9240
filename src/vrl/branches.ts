import type { VrlCompiler } from './compiler'
import { lex, type Token } from './lexer'
import { closingBracket, continuesValue } from './reading'
import { isBlockAt } from './statements'

/** A field that no script uses. */
const MARK = '.integration_lint_branch_'

/**
 * Whether these events together run every block of every `if`. The script is run with a mark in each block; a block
 * that replaces the event loses its mark, and counts as not run.
 */
export function takesEachBranch(
  compiler: VrlCompiler,
  source: string,
  events: readonly Readonly<Record<string, unknown>>[],
): boolean {
  const { tokens } = lex(source)
  const blocks = blocksOfIfs(tokens)
  if (blocks.length === 0) return true
  let marked = ''
  let from = 0
  for (const [nth, open] of blocks.entries()) {
    marked += `${source.slice(from, open)}${MARK}${nth} = true; `
    from = open
  }
  marked += source.slice(from)
  const taken = new Set<string>()
  for (const event of events) {
    const outcome = compiler.run(marked, event)
    if (outcome.type !== 'value' || typeof outcome.event !== 'object' || outcome.event === null) continue
    for (const key of Object.keys(outcome.event)) if (`.${key}`.startsWith(MARK)) taken.add(key)
  }
  return taken.size === blocks.length
}

/** Where the blocks of all `if` and `else` begin, in the order of the script. */
function blocksOfIfs(tokens: readonly Token[]): number[] {
  const found: number[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'identifier' && token.type !== 'call') continue
    if (continuesValue(tokens, index)) continue
    if (token.text !== 'if' && token.text !== 'else') continue
    let open = index + 1
    if (token.text === 'else' && tokens[open]?.text === 'if') continue
    while (open < tokens.length && !isBlockAt(tokens, open)) open = (closingBracket(tokens, open) ?? open) + 1
    const end = tokens[open]?.end
    if (end !== undefined) found.push(end)
  }
  return found.sort((one, other) => one - other)
}
