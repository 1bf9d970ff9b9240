import { isFileName, lacksConfiguration } from '../../document/printed'
import { type Fields, fieldsAt, isFields, stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'body-complete',
  category: 'lifecycle',
  severity: 'warning',
  summary: 'A body contains its scripts, files and configurations, not only their names.',
  description: `The rules cannot check what the document lacks, but a report without findings would look as if they had.
What \`bp read --json\` prints depends on the version of \`@botpress/cli\`:

- up to 2.1.5, the names of files (\`extract.vrl\`, \`icon.svg\`, \`hub.md\`) stand for scripts, icon and readme;
- from then to 5.6.0, \`configuration\`, \`configurations\` and \`identifier\` are not printed at all;
- from 5.6.1 on, scripts and configurations are printed as they are sent.

The rule reports each name of a file, and a body that has every other section and none of these three. No other rule
reads the name of a file as a script, an icon or a readme.`,
  messages: {
    fileName: ({ path, name }: { path: string; property: string; name: string }) =>
      `${path} is ${quote(name)}, the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.`,
    configuration: () =>
      'The body has no "configuration", "configurations" or "identifier", so these were not checked. @botpress/cli 5.6.1 and later print them.',
  },
  visit: {
    resource({ value, pointer }, report, context) {
      const { form } = context
      if (form !== 'create' && form !== 'update') return
      const look = (holder: Fields, at: typeof pointer, property: string) => {
        const name = stringAt(holder, property)
        if (name === undefined || !isFileName(name)) return
        const place = at.child(property)
        report(place, 'fileName', { path: pathIn(context, place), property, name })
      }
      for (const property of ['icon', 'readme']) look(value, pointer, property)
      for (const [holder, properties] of HOLDERS) {
        for (const property of properties) look(fieldsAt(value, holder), pointer.child(holder), property)
      }
      const linked = [
        { holder: fieldsAt(value, 'configuration'), at: pointer.child('configuration') },
        ...Object.entries(fieldsAt(value, 'configurations')).map(([key, holder]) => {
          return { holder: isFields(holder) ? holder : {}, at: pointer.child('configurations', key) }
        }),
      ]
      for (const { holder, at } of linked)
        look(fieldsAt(holder, 'identifier'), at.child('identifier'), 'linkTemplateScript')
      if (form === 'create' && lacksConfiguration(value)) report(pointer, 'configuration')
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', identifier: { extractScript: 'extract.vrl' } },
        note: 'Printed by an early version of the CLI.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          user: { tags: {} },
          events: {},
          actions: {},
          channels: {},
          states: {},
          entities: {},
          interfaces: {},
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'to_string!(parse_json!(.body).team)' },
        },
      },
    ],
  },
})

const HOLDERS = [
  ['identifier', ['extractScript', 'fallbackHandlerScript']],
  ['sandbox', ['identifierExtractScript', 'messageExtractScript']],
] as const
