import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { writtenTexts } from './written'

export default defineRule({
  id: 'text-closed',
  category: 'documentation',
  severity: 'warning',
  summary: 'Every quote and bracket in a title or description is closed.',
  description: `A bracket or a quotation mark that never closes is usually the end of a text that was cut off: the rest of an
example, of a list of values or of a remark is missing, and users see a truncated text.

The rule looks at round, square and curly brackets, at double quotes (straight, curved and German ones) and at
backticks. It does not report a closing sign without an opening one (\`1)\`), text in straight quotes or backticks
(\`"("\`), half-open intervals (\`[0, 1)\`), inches (\`5"\`), smileys, lists of signs, and texts with backslashes.`,
  messages: {
    open: ({ path, sign, text }: { path: string; sign: string; text: string }) =>
      `${path} opens ${sign} and never closes it: ${text}.`,
  },
  visit: writtenTexts(
    (text) => (OPENERS.test(text) ? unclosed(text) : undefined),
    (at, { pointer, path, text }, report) => {
      const place = { pointer, span: [at, at + 1] as const }
      report(place, 'open', { path, sign: text.charAt(at), text: quote(text.slice(at, at + 40)) })
    },
  ),
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

/** The opening signs: a text without them needs no search. */
const OPENERS = /[([{"`\u201c\u201e]/
const SIGNS = /[()[\]{}"`\u201c-\u201e\uff09\uff3d\uff5d]/g
/** Marks of regular expressions and escapes, in which a sign may have another meaning. */
const PATTERN_SIGNS = /\\|\[\^/
/** French intervals: `[0, 1[`, `]0, 1]`. */
const INTERVALS = /[[\]][-+\s\d.,;\u221e]+[[\]]/g
/** Ten times what the platform allows outside of embedded schemas. */
const MAX_SEARCHED_LENGTH = 2560

/**
 * The closing signs of each sign: half-open intervals mix brackets, Chinese and Japanese texts mix widths, and German
 * quotes “ ends.
 */
const CLOSING: Readonly<Record<string, string>> = {
  '(': ')]\uff09',
  '[': ')]\uff3d',
  '{': '}\uff5d',
  '"': '"\u201d',
  '`': '`',
  '\u201c': '"\u201c\u201d',
  '\u201e': '"\u201c\u201d',
}

/** The index of the first sign that is opened and never closed. */
function unclosed(text: string): number | undefined {
  if (text.length > MAX_SEARCHED_LENGTH || PATTERN_SIGNS.test(text)) return undefined
  const prose = text.replace(INTERVALS, (interval) => ' '.repeat(interval.length))
  const open: { sign: string; at: number }[] = []
  for (const { 0: sign, index } of prose.matchAll(SIGNS)) {
    const top = open.at(-1)?.sign ?? ''
    const closes = CLOSING[top]?.includes(sign) === true
    if (top === '"' || top === '`') {
      // Code and quotations are not prose, so their brackets need not match.
      if (closes) open.pop()
    } else if (closes && (sign !== '\u201c' || !BEGINS_WORD.test(prose.slice(index + 1)))) open.pop()
    else if (CLOSING[sign] === undefined) {
      const nth = open.findLastIndex((one) => CLOSING[one.sign]?.includes(sign))
      if (nth !== -1) open.length = nth
    } else if (opens(sign, prose.slice(Math.max(0, index - 3), index), prose.charAt(index + 1))) {
      open.push({ sign, at: index })
    }
  }
  const [first] = open
  // A straight quote after a digit may close a quotation or mean inches, so such a text is not reported.
  return first?.sign === '"' && /\d"/.test(text) ? undefined : first?.at
}

const BEGINS_WORD = /^[\p{L}\p{N}]/u

/** Whether a sign begins something, after up to three characters and before one. */
function opens(sign: string, before: string, after: string): boolean {
  const last = before.slice(-1)
  // The text is about the sign itself: '(', or one of several in a list.
  if (last !== '' && last === after && /['"]/.test(last)) return false
  if (/^\s?$/.test(last) && /^[\s,;|]$/.test(after)) return false
  // Smileys.
  if ((sign === '(' || sign === '[') && /[:;=]['\u2019]?-?$/.test(before)) return false
  // Inches, the quotes within Hebrew words, and closing quotes that nothing opened.
  return sign !== '"' || last === '' || /[\s([{=:,/\u2014-]/.test(last)
}
