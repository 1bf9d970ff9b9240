/** The indentation of the lines below a term that is too long for a column of its own. */
export const HANGING_INDENT = '      '

/** The number of terminal columns that a text takes. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  // Loaded with the first text that needs it: its table is large.
  const width = require('string-width') as typeof import('string-width')
  return width(text)
}

/**
 * Wraps a line of plain text at spaces to at most `width` columns; a longer word gets its own line. Without a width,
 * the line is unchanged.
 */
export function wrapped(text: string, width: number | undefined): string[] {
  if (width === undefined || columns(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columns(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((each) => each.trimEnd())
}

/** A message with its rule after it, wrapped; the rule is dimmed. */
export function messageAndRule(
  message: string,
  rule: string,
  dim: (text: string) => string,
  width: number | undefined,
): string[] {
  const lines = wrapped(`${message}  ${rule}`, width)
  const last = lines.pop() ?? ''
  return [...lines, last.endsWith(rule) ? `${last.slice(0, last.length - rule.length)}${dim(rule)}` : last]
}
