import type { ScriptType } from '../document/kind'
import type { VrlCompiler } from './compiler'
import { lex } from './lexer'
import { assertedArguments, memberReads } from './member-reads'
import { eventOf, type ResultType, SCRIPT_TYPES } from './script-types'
import { innermostStatements } from './statements'
import { type Expectation, type ExpectedResult, meetsTypes } from './types'

const EXPECTED: Readonly<Record<ResultType, ExpectedResult>> = {
  string: 'text',
  object: 'object',
  identifier: 'maybe-text',
  message: 'maybe-text',
}

/**
 * Whether one compilation with a typed event shows that a script reads no member of a text, passes no text to a
 * function that needs another type, and has a usable result. Most scripts pass; for the others, the rules need further
 * compilations. The rules build the same text for this check, which is compiled once.
 *
 * @param type undefined if the script's type is unknown; its result is then not checked
 */
export function hasSoundTypes(compiler: VrlCompiler, source: string, type: ScriptType | undefined): boolean {
  const { tokens, faults } = lex(source)
  if (faults.length > 0) return false
  const statements = innermostStatements(tokens)
  const reads = memberReads(tokens).flatMap(({ index, start, ends }): Expectation[] => {
    const before = statements[index]
    return before === undefined ? [] : [{ code: source.slice(start, ends.at(-1)), before, type: 'string' }]
  })
  const asserted = assertedArguments(source, tokens).map((one): Expectation => ({ ...one, type: 'object' }))
  const result = type === undefined ? undefined : EXPECTED[SCRIPT_TYPES[type].result]
  return meetsTypes(compiler, source, eventOf(type), [...reads, ...asserted], result)
}
