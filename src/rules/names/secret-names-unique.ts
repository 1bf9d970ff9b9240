import { arrayAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { removedItem } from '../mending'

export default defineRule({
  id: 'secret-names-unique',
  category: 'names',
  severity: 'error',
  summary: 'No secret is named twice.',
  description: `A secret's name is the name of one environment variable; a second secret of the same name has no
effect. A definition lists the names in an array, in which JSON allows duplicates. In a request body the names are
keys, whose repetition the parser itself reports.`,
  messages: {
    repeated: ({ name, first }: { name: string; first: number }, at) =>
      `${at()} is ${quote(name)}, which is already listed at index ${first}.`,
  },
  visit: {
    resource({ value, pointer }, report) {
      const seen = new Map<string, number>()
      arrayAt(value, 'secrets').forEach((name, index) => {
        if (typeof name !== 'string') return
        const first = seen.get(name)
        if (first === undefined) seen.set(name, index)
        else report(pointer.child('secrets', index), 'repeated', { name, first })
      })
    },
  },
  fix: {
    safe: true,
    summary: 'The second one is removed.',
    propose: (finding) => removedItem(finding, { withArray: false }),
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', secrets: ['API_KEY', 'API_KEY'] }, as: 'integration' }],
    good: [{ document: { name: 'acme', version: '1.0.0', secrets: ['API_KEY', 'API_TOKEN'] }, as: 'integration' }],
  },
})
