import { defineRule } from '../define-rule'
import { writtenTexts } from './written'

export default defineRule({
  id: 'text-trimmed',
  category: 'documentation',
  severity: 'info',
  summary: 'No title or description begins or ends with white space.',
  description: `White space around a text shifts it in lists and forms, and makes two equal titles look different to programs. It is
mostly left over from a template string or from an edit.`,
  messages: {
    untrimmed: ({ path, ends }: { path: string; ends: string }) => `${path} ${ends} with white space.`,
  },
  visit: writtenTexts(
    (text) => {
      if (text.trim().length === text.length) return undefined
      if (text.trimStart().length === text.length) return 'ends'
      return text.trimEnd().length === text.length ? 'begins' : 'begins and ends'
    },
    (ends, { pointer, path }, report) => {
      report(pointer, 'untrimmed', { path, ends })
    },
  ),
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme ' } }],
    good: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme' } }],
  },
})
