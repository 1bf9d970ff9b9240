import { stringAt } from '../../document/values'
import { defineRule } from '../define-rule'
import { decodeBase64, isBinary, isHtmlPage, textOfUtf8 } from './base64'

export default defineRule({
  id: 'readme-markdown',
  category: 'publishing',
  severity: 'warning',
  presets: ['hub'],
  summary: 'The readme is a Markdown text in UTF-8.',
  description: `The CLI sends \`hub.md\` base64-encoded, and refuses to deploy a readme that is not an \`.md\` file. The hub renders it as
Markdown: an HTML page, a PDF or a text in another encoding than UTF-8 is not what readers will see.

The rule decodes the \`readme\` of a create or update body. HTML elements within Markdown are fine; a page that begins
with \`<!doctype html>\` or \`<html>\` is not. Text that is not base64 is left to \`files-base64\`.`,
  messages: {
    empty: () => 'readme is empty; it must be a Markdown text, base64-encoded.',
    notText: () => 'readme decodes to binary data; it must be a Markdown text in UTF-8.',
    html: () => 'readme decodes to an HTML page; it must be a Markdown text.',
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      const readme = stringAt(value, 'readme')
      if (readme === undefined) return
      const at = pointer.child('readme')
      if (readme.trim() === '') {
        // `readme-present` reports a create body without a readme.
        if (form === 'update') report(at, 'empty')
        return
      }
      const bytes = decodeBase64(readme)
      if (bytes === undefined) return
      const text = textOfUtf8(bytes)
      if (text === undefined || isBinary(text)) report(at, 'notText')
      else if (text.trim() === '') report(at, 'empty')
      else if (isHtmlPage(text)) report(at, 'html')
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', readme: 'PCFkb2N0eXBlIGh0bWw+PGgxPkFjbWU8L2gxPg==' },
        note: '`<!doctype html><h1>Acme</h1>`',
      },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', readme: 'IyBBY21lCgpUYWxrcyB0byBBY21lLgo=' },
        note: '`# Acme`, an empty line, `Talks to Acme.`',
      },
    ],
  },
})
