import type { Pointer } from '../../document/pointer'
import { type Fields, fieldsAt, own } from '../../document/values'
import { quote } from '../../findings/text'
import { COLLECTION_WORDS } from '../collection-words'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'update-deletes',
  category: 'lifecycle',
  severity: 'info',
  summary: 'An update body deletes nothing.',
  description: `In an update body, a missing property stays unchanged, and \`null\` deletes an action, a state, a tag, a
secret or a script. Bots that use a deleted element stop working, and the value of a deleted secret cannot be restored.
The rule reports each deletion, so that a reviewer sees it; suppress the finding if the deletion is intended.

It knows the places where the API's OpenAPI description allows \`null\`. A \`null\` elsewhere deletes nothing and is left to
the schema. \`update-link-cleared\` reports a deleted \`linkTemplateScript\` that is still required.`,
  messages: {
    entry: ({ what, key }: { what: string; key: string }, at) =>
      `${at()} is null, which deletes the ${what} ${quote(key)}.`,
    property: (_data: { property: string }, at) => `${at()} is null, which deletes it.`,
  },
  supersededBy: ['update-link-cleared'],
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'update') return
      if (own(value, 'url') === null) report(pointer.child('url'), 'property', { property: 'the url' })
      const identifier = fieldsAt(value, 'identifier')
      for (const property of ['extractScript', 'fallbackHandlerScript']) {
        if (own(identifier, property) === null) {
          report(pointer.child('identifier', property), 'property', { property: `the ${property}` })
        }
      }
      attributes(value, pointer, 'attribute', report)
    },
    configuration({ value, pointer }, report, { form }) {
      if (form === 'update' && own(fieldsAt(value, 'identifier'), 'linkTemplateScript') === null) {
        const at = pointer.child('identifier', 'linkTemplateScript')
        report(at, 'property', { property: 'the linkTemplateScript' })
      }
    },
    action({ value, pointer }, report, { form }) {
      if (form === 'update') attributes(value, pointer, 'action attribute', report)
    },
    event({ value, pointer }, report, { form }) {
      if (form === 'update') attributes(value, pointer, 'event attribute', report)
    },
    entry({ key, value, pointer, collection }, report, { form }) {
      if (form === 'update' && value === null) report(pointer, 'entry', { what: COLLECTION_WORDS[collection], key })
    },
    secret({ name, value, pointer }, report, { form }) {
      if (form === 'update' && value === null) report(pointer, 'entry', { what: 'secret', key: name })
    },
  },
  fix: {
    safe: false,
    summary: 'The `null` is removed, so that the update leaves the property as it is.',
    propose({ path }) {
      return { title: 'Do not delete it', changes: [{ type: 'remove', path }] }
    },
  },
  examples: {
    bad: [
      { document: { actions: { getContact: null }, secrets: { API_KEY: null } }, as: 'update-body' },
      { document: { identifier: { extractScript: null } }, as: 'update-body' },
    ],
    good: [
      {
        document: { states: { last: { type: 'integration', schema: { properties: { id: { default: null } } } } } },
        as: 'update-body',
        note: 'A `null` inside an embedded schema is a value like any other.',
      },
    ],
  },
})

function attributes(
  value: Fields,
  pointer: Pointer,
  what: string,
  report: (at: Pointer, message: 'entry', data: { what: string; key: string }) => void,
): void {
  const holder = fieldsAt(value, 'attributes')
  for (const key of Object.keys(holder)) {
    if (holder[key] === null) report(pointer.child('attributes', key), 'entry', { what, key })
  }
}
