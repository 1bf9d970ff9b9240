import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { pointerOf, writtenTexts } from './written'

export default defineRule({
  id: 'text-closed',
  category: 'documentation',
  severity: 'warning',
  summary: 'Every quote and bracket in a title or description is closed.',
  description: `A bracket or a quotation mark that never closes is mostly the end of a text that was cut off: the rest of an
example, of a list of values or of a remark is missing, and users see the stump.

The rule looks at round, square and curly brackets, at double and curved double quotes and at backticks. It leaves alone
closing ones without an opening one (\`1)\`), half-open intervals (\`[0, 1)\`), inches (\`5"\`), smileys, and a sign
that itself stands in quotes (\`"("\`).`,
  messages: {
    open: ({ path, sign, text }: { path: string; sign: string; text: string }) =>
      `${path} opens ${sign} and never closes it: ${text}.`,
  },
  visit: writtenTexts((written, report, context) => {
    const { text } = written
    if (!SIGNS.test(text) || text.length > MAX_LENGTH) return
    const at = unclosed(text)
    if (at === undefined) return
    const pointer = pointerOf(written)
    const place = { pointer, span: [at, at + 1] as const }
    const around = text.slice(at, at + 40)
    report(place, 'open', { path: pathIn(context, pointer), sign: text.charAt(at), text: quote(around) })
  }),
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          description: 'Tickets (created, updated and closed from Acme.',
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          description: 'Tickets (created, updated and closed) from Acme, 1) by hand, 2) by a bot.',
        },
      },
    ],
  },
})

const SIGNS = /[([{"\u201c`]/
/** Ten times what the platform allows outside of embedded schemas. */
const MAX_LENGTH = 2560

const CLOSING: Readonly<Record<string, string>> = { '(': ')]', '[': ')]', '{': '}', '“': '”"' }

/** The index of the first sign that is opened and never closed. */
function unclosed(text: string): number | undefined {
  const open: number[] = []
  const quotes = new Map<string, number>()
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index)
    if (isQuoted(text, index)) continue
    if (sign === '"' || sign === '`') {
      // Inches, and the curved quote that a straight one closes.
      if (sign === '"' && /\d/.test(text.charAt(index - 1)) && !quotes.has(sign)) continue
      const top = open.at(-1)
      if (sign === '"' && top !== undefined && text.charAt(top) === '“') open.pop()
      else if (!quotes.delete(sign)) quotes.set(sign, index)
    } else if (CLOSING[sign] !== undefined) {
      if (sign !== '(' || !/[:;=]-?$/.test(text.slice(Math.max(0, index - 2), index))) open.push(index)
    } else if (CLOSERS.has(sign)) {
      const nth = open.findLastIndex((at) => CLOSING[text.charAt(at)]?.includes(sign) === true)
      if (nth !== -1) open.length = nth
    }
  }
  return [...open, ...quotes.values()].sort((left, right) => left - right)[0]
}

const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}', '”'])

/** Whether the sign itself is what the text is about: `"("`. */
function isQuoted(text: string, index: number): boolean {
  const before = text.charAt(index - 1)
  return before !== '' && /["'`]/.test(before) && text.charAt(index + 1) === before
}
