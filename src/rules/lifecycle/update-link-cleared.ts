import { isFields, own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'update-link-cleared',
  category: 'lifecycle',
  severity: 'error',
  summary: 'An update that clears a `linkTemplateScript` also sets `required: false`.',
  description: `An update changes only what it names. One that deletes the \`linkTemplateScript\` of a configuration's
identifier, with \`null\` or with an empty script, leaves \`required\` as it was: if it was true, nobody can complete an
installation any more, for the link that has to be followed is gone. Say \`"required": false\` in the same body.`,
  messages: {
    required: () =>
      'The update clears the "linkTemplateScript" and sets "required": true; nobody could follow the link. Set it to false.',
    unsaid: () =>
      'The update clears the "linkTemplateScript" and leaves "required" as it was; set "required": false in the same body.',
  },
  visit: {
    configuration({ value, pointer }, report, { form }) {
      if (form !== 'update') return
      const identifier = own(value, 'identifier')
      if (!isFields(identifier)) return
      const script = own(identifier, 'linkTemplateScript')
      if (script !== null && !(typeof script === 'string' && script.trim() === '')) return
      const required = own(identifier, 'required')
      const at = pointer.child('identifier', 'linkTemplateScript')
      if (required === true) report(at, 'required')
      else if (required === undefined) report(at, 'unsaid')
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
