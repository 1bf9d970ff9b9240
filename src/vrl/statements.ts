import type { Token } from './lexer'

/**
 * The statements outside of all brackets. A line break ends a statement unless an operator or a comma comes before it,
 * or an `else` after it. The statement of a bracket that never closes extends to the end.
 */
export function topLevelStatements(tokens: readonly Token[]): { start: number; end: number }[] {
  const statements: { start: number; end: number }[] = []
  let current: { start: number; end: number } | undefined
  let depth = 0
  let previous: Token | undefined
  let isBroken = false
  for (const token of tokens) {
    if (token.type === 'end') {
      isBroken = true
      continue
    }
    const isContinued = previous?.type === 'operator' || previous?.type === 'comma' || token.text === 'else'
    if (current === undefined || (isBroken && depth === 0 && !isContinued)) {
      current = { start: token.start, end: token.end }
      statements.push(current)
    } else current.end = token.end
    if (token.type === 'open') depth += 1
    else if (token.type === 'close') depth = Math.max(0, depth - 1)
    previous = token
    isBroken = false
  }
  return statements
}

/** A statement and its nesting in blocks. Tokens are given by index. */
export interface Statement {
  first: number
  last: number
  /** Whether its value is that of its block. */
  endsBlock: boolean
  /** The statement that contains the block; undefined at the top level. */
  outer: Statement | undefined
}

interface Frame {
  isBlock: boolean
  current: Statement | undefined
  previous: Token | undefined
  isBroken: boolean
}

/** The innermost statement of each token; undefined for tokens that end statements. */
export function innermostStatements(tokens: readonly Token[]): (Statement | undefined)[] {
  const newFrame = (isBlock: boolean): Frame => ({ isBlock, current: undefined, previous: undefined, isBroken: false })
  const outermost = newFrame(true)
  const frames = [outermost]
  const blocks = [outermost]
  const found = tokens.map((token, index): Statement | undefined => {
    if (token.type === 'close' && frames.length > 1) {
      const closed = frames.pop()
      if (closed?.isBlock === true) {
        if (closed.current !== undefined) closed.current.endsBlock = true
        blocks.pop()
      }
    }
    const frame = frames.at(-1) ?? outermost
    const block = blocks.at(-1) ?? outermost
    if (token.type === 'end') {
      if (frame.isBlock) frame.isBroken = true
      return undefined
    }
    if (frame.isBlock) {
      const { current, previous, isBroken } = frame
      const isContinued = previous?.type === 'operator' || previous?.type === 'comma' || token.text === 'else'
      if (current === undefined || (isBroken && !isContinued)) {
        frame.current = { first: index, last: index, endsBlock: false, outer: blocks.at(-2)?.current }
      }
      frame.isBroken = false
      frame.previous = token
    }
    for (const { current } of blocks) if (current !== undefined) current.last = index
    if (token.type === 'open') {
      const opened = newFrame(isBlockAt(tokens, index))
      frames.push(opened)
      if (opened.isBlock) blocks.push(opened)
    }
    return block.current
  })
  if (outermost.current !== undefined) outermost.current.endsBlock = true
  return found
}

/** Whether a bracket opens a block rather than an object, an array, a group or arguments. */
export function isBlockAt(tokens: readonly Token[], open: number): boolean {
  if (tokens[open]?.text !== '{') return false
  let next = open + 1
  while (tokens[next]?.type === 'end') next += 1
  const first = tokens[next]
  return first?.text !== '}' && !(first?.type === 'string' && tokens[next + 1]?.type === 'colon')
}
