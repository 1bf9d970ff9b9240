import { stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { decodeBase64, isBinary, textOfUtf8 } from './base64'
import { inspectSvg, RASTER_LIMIT } from './svg'

export default defineRule({
  id: 'icon-svg',
  category: 'publishing',
  severity: 'warning',
  presets: ['hub'],
  summary: 'The icon is an SVG image without scripts and without large raster images.',
  description: `The CLI sends \`icon.svg\` base64-encoded, and refuses to deploy an icon that is not an \`.svg\`. The hub shows it
at many sizes, on everybody's screen: a script in it does not belong there, and a raster image of more than
${RASTER_LIMIT / 1024} KB inside of it is neither sharp nor quick to load.

The rule decodes the \`icon\` of a create or update body, reads it up to the first error of XML, and looks for \`<script>\` elements, event handlers such as
\`onload\`, addresses that are scripts (\`javascript:\`), and raster images in data URLs. Text that is not base64
is left to \`files-base64\`.`,
  messages: {
    empty: () => 'icon is empty; it must be an SVG image, base64-encoded.',
    notText: () => 'icon decodes to binary data; it must be an SVG image.',
    notSvg: ({ found }: { found?: string }) =>
      found === undefined
        ? 'icon decodes to text without a single element; it must be an SVG image.'
        : `icon decodes to a document that begins with the element ${quote(found)}; it must be an SVG image.`,
    malformed: ({ reason }: { reason: string }) =>
      `icon is not well-formed XML, so that browsers do not show it: ${reason}.`,
    script: () => 'icon contains a <script> element; an icon must not run code.',
    handler: ({ attribute }: { attribute: string }) =>
      `icon contains the event handler ${quote(attribute)}; an icon must not run code.`,
    url: ({ attribute, scheme }: { attribute: string; scheme: string }) =>
      `icon contains a "${scheme}:" address in ${quote(attribute)}; an icon must not run code.`,
    raster: ({ type, bytes, limit }: { type: string; bytes: number; limit: number }) =>
      `icon contains a raster image (${type}) of ${Math.ceil(bytes / 1024)} KB; at most ${limit / 1024} KB are allowed.`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      const icon = stringAt(value, 'icon')
      if (icon === undefined) return
      const at = pointer.child('icon')
      if (icon.trim() === '') {
        // `icon-present` reports a create body without an icon.
        if (form === 'update') report(at, 'empty')
        return
      }
      const bytes = decodeBase64(icon)
      if (bytes === undefined) return
      const text = textOfUtf8(bytes)
      if (text === undefined || isBinary(text)) {
        report(at, 'notText')
        return
      }
      for (const fault of inspectSvg(text)) {
        switch (fault.kind) {
          case 'root':
            report(at, 'notSvg', fault.found === undefined ? {} : { found: fault.found.slice(0, 60) })
            break
          case 'malformed':
            report(at, 'malformed', { reason: fault.reason.slice(0, 100) })
            break
          case 'script':
            report(at, 'script')
            break
          case 'handler':
            report(at, 'handler', { attribute: fault.attribute.slice(0, 60) })
            break
          case 'url':
            report(at, 'url', { attribute: fault.attribute.slice(0, 60), scheme: fault.scheme })
            break
          case 'raster':
            report(at, 'raster', { type: fault.type, bytes: fault.bytes, limit: RASTER_LIMIT })
            break
        }
      }
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', icon: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ' },
        note: 'A PNG image.',
      },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', icon: 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=' },
        note: '`<svg xmlns="http://www.w3.org/2000/svg"/>`',
      },
    ],
  },
})
