import { formatPointer, valueAt } from '../../document/pointer'
import { defineRule } from '../define-rule'
import { replaced } from '../mending'
import { writtenTexts } from './written'

export default defineRule({
  id: 'text-trimmed',
  category: 'documentation',
  severity: 'info',
  summary: 'No title or description begins or ends with white space.',
  description: `White space around a text shifts it in lists and forms, and makes two equal titles look different to programs. It is
usually left over from a template string or from an edit.`,
  messages: {
    untrimmed: ({ path, ends }: { path: string; ends: string }) => `${path} ${ends} with white space.`,
  },
  visit: writtenTexts(
    (text) => {
      if (isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1))) return undefined
      if (text.trim().length === text.length) return undefined
      if (text.trimStart().length === text.length) return 'ends'
      return text.trimEnd().length === text.length ? 'begins' : 'begins and ends'
    },
    (ends, { pointer, path }, report) => {
      report(pointer, 'untrimmed', { path, ends })
    },
  ),
  fix: {
    safe: true,
    summary: 'The white space is removed.',
    propose(finding) {
      const text = valueAt(finding.root, formatPointer(finding.path))
      return typeof text === 'string' ? replaced(finding, text.trim()) : undefined
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme ' } }],
    good: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme' } }],
  },
})

/** A visible ASCII character, with which nearly every text begins and ends. */
function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
