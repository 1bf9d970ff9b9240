import { stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'title-without-botpress',
  category: 'publishing',
  severity: 'warning',
  presets: ['hub'],
  summary: 'The integration’s title does not contain “Botpress”.',
  description: `Everything on the hub is for Botpress, and a title with the name of the platform looks like that of an
integration which Botpress itself maintains. The hub's publishing requirements ask for a title without it. Case makes no
difference.`,
  messages: {
    contains: ({ title }: { title: string }) => `title is ${quote(title)}, which contains "Botpress"; leave it out.`,
  },
  visit: {
    resource({ value, pointer }, report) {
      const title = stringAt(value, 'title')
      const found = title === undefined ? null : /botpress/i.exec(title)
      if (title === undefined || found === null) return
      const span = [found.index, found.index + found[0].length] as const
      report({ pointer: pointer.child('title'), span }, 'contains', { title })
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme for Botpress' } }],
    good: [{ document: { name: 'acme', version: '1.0.0', title: 'Acme' } }],
  },
})
