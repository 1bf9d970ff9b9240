import rule from '../../../src/rules/publishing/readme-markdown'
import { type RuleCase, testRule } from '../../rule-tester'

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64')
const body = (readme: string) => `{ "name": "acme", "version": "1.0.0", "readme": ${readme} }`

const refused = (name: string, readme: string, message: string | RegExp): RuleCase => ({
  name,
  text: body(`«"${readme}"»`),
  as: 'create-body',
  messages: [message],
})
const accepted = (name: string, readme: string): RuleCase => ({ name, text: body(`"${readme}"`), as: 'create-body' })

testRule(rule, [
  accepted('accepts Markdown', base64('# Acme\n\nGrüße, 世界 🌍.\t\f')),
  accepted(
    'accepts HTML elements within Markdown',
    base64('<p align="center"><img src="a.png"></p>\n\n# Acme\n\n`<html>`'),
  ),
  accepted('accepts an element whose name begins like a page', base64('<header>Acme</header>')),
  accepted('accepts a byte-order mark', base64('\uFEFF# Acme')),
  accepted('leaves text that is not base64 to another rule', '# Acme'),
  accepted('leaves a data URL to another rule', `data:text/markdown;base64,${base64('# Acme')}`),
  refused(
    'reports a text that happens to be base64',
    'Readme12',
    'readme decodes to binary data; it must be a Markdown text in UTF-8.',
  ),
  refused('reports a PDF', base64(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 0xff])), /binary data/),
  refused('reports a text in UTF-16', base64(Buffer.from('# Acme', 'utf16le')), /binary data/),
  refused('reports a text in Latin-1', base64(Buffer.from('Grüße', 'latin1')), /binary data/),
  refused(
    'reports an HTML page',
    base64('\n<!-- made by hand -->\n<!DOCTYPE html>\n<h1>Acme</h1>'),
    'readme decodes to an HTML page; it must be a Markdown text.',
  ),
  refused('reports an HTML page without its type', base64('<html lang="en"><h1>Acme</h1>'), /an HTML page/),
  refused('reports white space', base64(' \n'), 'readme is empty; it must be a Markdown text, base64-encoded.'),
  { name: 'leaves an empty readme of a create body to another rule', text: body('""'), as: 'create-body' },
  {
    name: 'reports an empty readme of an update body',
    text: '{ "readme": «""» }',
    as: 'update-body',
    messages: [/is empty/],
  },
  { name: 'leaves a wrong type to the schema', text: body('5'), as: 'create-body' },
  { name: 'leaves definitions alone', text: '{ "integration": { "readme": "?" } }', as: 'integration' },
  refused(
    'reports an HTML page behind comments and a type of its own',
    base64('<!-- a -- b --><!-- - -->\n<!DOCTYPE\n html>'),
    /an HTML page/,
  ),
  accepted('accepts a comment that never ends', base64('<!-- a <html>')),
  accepted('accepts what stands behind a comment', base64('<!-- a --> Acme <html>')),
])
