import rule from '../../../src/rules/publishing/files-base64'
import { testRule } from '../../rule-tester'

const base64 = (content: string) => Buffer.from(content).toString('base64')
const body = (icon: string, readme: string) =>
  `{ "name": "acme", "version": "1.0.0", "icon": ${icon}, "readme": ${readme} }`

testRule(rule, [
  {
    name: 'reports files that are sent as they are',
    text: body('«"<svg/>"»', '«"# Acme"»'),
    as: 'create-body',
    messages: [
      'icon is "<svg/>", which is not base64; the SVG image must be base64-encoded.',
      'readme is "# Acme", which is not base64; the Markdown text must be base64-encoded.',
    ],
  },
  {
    name: 'reports data URLs',
    text: body(`«"data:image/svg+xml;base64,${base64('<svg/>')}"»`, '«"\\n data:text/markdown,x"»'),
    as: 'create-body',
    messages: [
      'icon is a data URL; write only the base64 text that follows its comma.',
      'readme is a data URL; write only the base64 text that follows its comma.',
    ],
  },
  {
    name: 'reports a text that merely holds the name of a data URL',
    text: body('«"my data:text/x"»', '""'),
    as: 'create-body',
    messages: [/is not base64|not base64;/],
  },
  {
    name: 'shows the beginning of a long text',
    text: body(`«"${'é'.repeat(500)}"»`, '""'),
    as: 'create-body',
    messages: [/^.{1,200}$/],
  },
  {
    name: 'reports an update body',
    text: '{ "readme": «"Read me!"» }',
    as: 'update-body',
    messages: [/^readme is "Read me!"/],
  },
  { name: 'accepts base64', text: body(`"${base64('<svg/>')}"`, `"${base64('# Acme')}"`), as: 'create-body' },
  { name: 'leaves empty files to other rules', text: body('""', '" "'), as: 'create-body' },
  { name: 'leaves a wrong type to the schema', text: body('5', 'null'), as: 'create-body' },
  { name: 'leaves answers alone', text: '{ "integration": { "readme": "?" } }', as: 'integration' },
])
