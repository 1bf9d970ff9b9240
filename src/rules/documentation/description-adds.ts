import { isFields, own } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { writtenTexts } from './written'

export default defineRule({
  id: 'description-adds',
  category: 'documentation',
  severity: 'info',
  presets: ['strict'],
  summary: 'A description says more than the title.',
  description: `User interfaces show the description beside the title. A description that only repeats the title takes
space and adds nothing, even if case, an article or a full stop differ.`,
  messages: {
    repeats: ({ path, title }: { path: string; title: string }) => `${path} only repeats the title ${quote(title)}.`,
  },
  visit: writtenTexts(
    (text, property, value) => {
      if (property !== 'description') return undefined
      const zui = own(value, 'x-zui')
      const words = comparableWords(text)
      return [own(value, 'title'), isFields(zui) ? own(zui, 'title') : undefined].find(
        (title): title is string => typeof title === 'string' && words !== '' && comparableWords(title) === words,
      )
    },
    (title, { pointer, path }, report) => {
      report(pointer, 'repeats', { path, title })
    },
  ),
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme', description: 'Acme.' } }],
    good: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme', description: 'Tickets from Acme.' } }],
  },
})

/** The words of a text for comparing: in lower case, without punctuation and a leading article. */
function comparableWords(text: string): string {
  return text
    .slice(0, 600)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')
    .replace(/^(?:the|an?) /, '')
}
