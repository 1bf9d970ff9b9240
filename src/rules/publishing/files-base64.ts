import { isFileName } from '../../document/printed'
import { stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { decodeBase64, isDataUrl } from './base64'

const FILES = { icon: 'SVG image', readme: 'Markdown text' } as const

export default defineRule({
  id: 'files-base64',
  category: 'publishing',
  severity: 'error',
  summary: 'The `icon` and the `readme` of a request body are base64.',
  description: `The CLI reads \`icon.svg\` and \`hub.md\` and sends them base64-encoded, and the API decodes what it gets: it refuses
a body that carries the text itself or a data URL.

The rule looks at \`icon\` and \`readme\` of create and update bodies. What the base64 decodes to is checked by \`icon-svg\` and
\`readme-markdown\`; an empty text is left to them and to \`icon-present\` and \`readme-present\`, and the name of a file to \`body-complete\`.`,
  messages: {
    dataUrl: ({ property }: { property: string }) =>
      `${property} is a data URL; write only the base64 text that follows its comma.`,
    notBase64: ({ property, what, found }: { property: string; what: string; found: string }) =>
      `${property} is ${quote(found)}, which is not base64; the ${what} must be base64-encoded.`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      for (const [property, what] of Object.entries(FILES)) {
        const content = stringAt(value, property)
        if (content === undefined || content.trim() === '' || isFileName(content)) continue
        const at = pointer.child(property)
        if (isDataUrl(content)) report(at, 'dataUrl', { property })
        else if (decodeBase64(content) === undefined)
          report(at, 'notBase64', { property, what, found: content.slice(0, 60) })
      }
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', readme: '# Acme' }, note: 'Not encoded.' },
      { document: { name: 'acme', version: '1.0.0', icon: 'data:image/svg+xml;base64,PHN2Zy8+' } },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', readme: 'IyBBY21lCgpUYWxrcyB0byBBY21lLgo=' },
        note: '`# Acme`, an empty line, `Talks to Acme.`',
      },
    ],
  },
})
