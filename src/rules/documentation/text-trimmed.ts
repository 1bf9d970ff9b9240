import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { pointerOf, writtenTexts } from './written'

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
  visit: writtenTexts((written, report, context) => {
    const { text } = written
    const trimmed = text.trim()
    if (trimmed.length === text.length) return
    const pointer = pointerOf(written)
    const begins = text.trimStart().length < text.length
    const ends = text.trimEnd().length < text.length
    report(pointer, 'untrimmed', {
      path: pathIn(context, pointer),
      ends: begins && ends ? 'begins and ends' : begins ? 'begins' : 'ends',
    })
  }),
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme ' } }],
    good: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme' } }],
  },
})
