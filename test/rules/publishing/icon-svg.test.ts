import rule from '../../../src/rules/publishing/icon-svg'
import { type RuleCase, runRuleOn, testRule } from '../../rule-tester'

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64')
const body = (icon: string) => `{ "name": "acme", "version": "1.0.0", "icon": ${icon} }`
const svg = (content: string) => base64(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`)

const refused = (name: string, icon: string, ...messages: (string | RegExp)[]): RuleCase => ({
  name,
  text: body(`${'«'.repeat(messages.length)}"${icon}"${'»'.repeat(messages.length)}`),
  as: 'create-body',
  messages,
})
const accepted = (name: string, icon: string): RuleCase => ({ name, text: body(`"${icon}"`), as: 'create-body' })

const raster = (bytes: number) => `<image href="data:image/png;base64,${base64(new Uint8Array(bytes))}"/>`

testRule(rule, [
  accepted('accepts an image', svg('<path d="M0 0h4"/>')),
  accepted(
    'accepts a prologue, a document type and comments before the image',
    base64(
      '\uFEFF<?xml version="1.0"?><!-- <html> --><!DOCTYPE svg PUBLIC "x" "y" [<!ENTITY a "<b>">]>\n<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
    ),
  ),
  accepted('accepts base64 that is broken into lines', svg('<g/>').replace(/.{20}/g, '$&\\n')),
  accepted('accepts a raster image of 100 KB', svg(raster(100 * 1024))),
  accepted(
    'accepts text that only speaks of scripts',
    svg(
      '<title>onload="x" javascript:</title><!-- <script/> --><desc a="javascript:b">&lt;script&gt;</desc><![CDATA[<script>]]>',
    ),
  ),
  accepted('accepts other addresses', svg('<a href="https://acme.example/javascript:x"/><use xlink:href="#on"/>')),
  accepted(
    'accepts an embedded image that is not a raster',
    svg(`<image href="data:image/svg+xml;base64,${'A'.repeat(300_000)}"/>`),
  ),
  refused(
    'reports a PNG image',
    base64(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])),
    'icon decodes to binary data; it must be an SVG image.',
  ),
  refused('reports binary data that is UTF-8', base64('GIF89a\u0001\u0000'), /binary data/),
  accepted('leaves text that is not base64 to another rule', '<svg/>'),
  accepted('leaves a data URL to another rule', `data:image/svg+xml;base64,${svg('')}`),
  refused(
    'reports an image that is cut off',
    base64('<svg xmlns="http://www.w3.org/2000/svg"><path'),
    'icon is not well-formed XML, so that browsers do not show it: line 1, column 45: unclosed tag: svg.',
  ),
  refused(
    'reports another document',
    base64('<html><svg/></html>'),
    'icon decodes to a document that begins with the element "html"; it must be an SVG image.',
  ),
  refused(
    'reports a text',
    base64('an icon'),
    'icon decodes to text without a single element; it must be an SVG image.',
  ),
  refused(
    'reports a script',
    svg('<script>x()</script>'),
    'icon contains a <script> element; an icon must not run code.',
  ),
  refused('reports a script with a prefix, in capitals', svg('<svg:SCRIPT href="x"/>'), /<script> element/),
  refused(
    'reports an event handler',
    base64("<svg viewBox='0 0 1 1' onload = 'x()'/>"),
    'icon contains the event handler "onload"; an icon must not run code.',
  ),
  refused(
    'reports a script in an address',
    svg('<a xlink:href="javascript:x()"/>'),
    'icon contains a "javascript:" address in "xlink:href"; an icon must not run code.',
  ),
  refused(
    'reports a script in an address that hides behind character references and white space',
    svg('<a href=" j&#x41;va&#10;scr\tipt&#58;x()"/>'),
    /"javascript:" address/,
  ),
  refused(
    'reports a script that an animation puts in an address',
    svg('<set to="javascript:x()"/>'),
    /"javascript:" address in "to"/,
  ),
  refused(
    'reports a large raster image',
    svg(raster(100 * 1024 + 1)),
    'icon contains a raster image (png) of 101 KB; at most 100 KB are allowed.',
  ),
  refused(
    'reports a large raster image in a style sheet',
    svg(`<style>a{background:url(data:image/jpeg;base64,${base64(new Uint8Array(200 * 1024))})}</style>`),
    /raster image \(jpeg\) of 200 KB/,
  ),
  refused(
    'reports each independent fault once',
    svg('<script/><script/><g onclick="a" onload="b"/>'),
    /<script>/,
    /"onclick"/,
  ),
  { name: 'leaves an empty icon of a create body to another rule', text: body('""'), as: 'create-body' },
  {
    name: 'reports an empty icon of an update body',
    text: '{ "icon": «""» }',
    as: 'update-body',
    messages: ['icon is empty; it must be an SVG image, base64-encoded.'],
  },
  { name: 'leaves a wrong type to the schema', text: body('5'), as: 'create-body' },
  { name: 'leaves definitions alone', text: '{ "integration": { "icon": "?" } }', as: 'integration' },
  {
    name: 'reports a blank icon of an update body',
    text: '{ "icon": «" \\n"» }',
    as: 'update-body',
    messages: [/is empty/],
  },
])

test.each([
  ['an event handler', svg(`<a on${'x'.repeat(100)}=""/>`), [{ attribute: `on${'x'.repeat(58)}` }]],
  [
    'an attribute with an address',
    svg(`<a ${'y'.repeat(100)}:href="javascript:x"/>`),
    [{ attribute: 'y'.repeat(60), scheme: 'javascript' }],
  ],
  ['an element', base64(`<${'z'.repeat(100)}/>`), [{ found: 'z'.repeat(60) }]],
  ['no element', base64('text'), [{}]],
])('of the name of %s, the data of a finding holds sixty characters', (_name, icon, data) => {
  expect(runRuleOn(rule, body(`"${icon}"`), 'create-body').map((finding) => finding.data)).toEqual(data)
})
