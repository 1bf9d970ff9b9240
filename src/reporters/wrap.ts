/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  // Loaded with the first text that needs it: its table is large.
  const width = require('string-width') as typeof import('string-width')
  return width(text)
}

/**
 * A line of plain text as lines of at most `width` columns, broken at spaces; a longer word stands in a line of its own.
 * Without a width, the line as it is.
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
