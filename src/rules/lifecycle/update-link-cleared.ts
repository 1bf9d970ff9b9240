import { isFields, own } from '../../document/values'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'update-link-cleared',
  category: 'lifecycle',
  severity: 'error',
  summary: 'An update that clears a `linkTemplateScript` also sets `required: false`.',
  description: `An update changes only the properties that it contains. An update that deletes the
\`linkTemplateScript\` of a configuration's identifier, with \`null\` or with an empty script, leaves \`required\` as it
was: if it was true, users cannot complete an installation any more, since the link that they have to follow is gone.
Set \`"required": false\` in the same body.`,
  messages: {
    required: ({ path }: { path: string }) =>
      `${path} is cleared, but "required": true asks users to follow its link; set "required": false.`,
    unsaid: ({ path }: { path: string }) =>
      `${path} is cleared, but "required" stays as it was; set "required": false in the same body.`,
  },
  visit: {
    configuration({ value, pointer }, report, context) {
      if (context.form !== 'update') return
      const identifier = own(value, 'identifier')
      if (!isFields(identifier)) return
      const script = own(identifier, 'linkTemplateScript')
      if (script !== null && !(typeof script === 'string' && script.trim() === '')) return
      const required = own(identifier, 'required')
      const at = pointer.child('identifier', 'linkTemplateScript')
      const path = pathIn(context, at)
      if (required === true) report(at, 'required', { path })
      else if (required === undefined) report(at, 'unsaid', { path })
    },
  },
  examples: {
    bad: [
      { document: { configuration: { identifier: { linkTemplateScript: null } } }, as: 'update-body' },
      { document: { configuration: { identifier: { linkTemplateScript: null, required: true } } }, as: 'update-body' },
    ],
    good: [
      { document: { configuration: { identifier: { linkTemplateScript: null, required: false } } }, as: 'update-body' },
    ],
  },
})
