import type { Severity } from '../../findings/types'
import {
  type Category,
  type DocumentedRule,
  type Example,
  type FixDefinition,
  type ParserFix,
  PRESETS,
} from '../contract'
import { defineRule } from '../define-rule'

/** The description of a rule whose faults a lower layer finds: the parser or the schema validator. */
export interface LayerRule {
  name: string
  severity?: Severity
  summary: string
  description: string
  bad: readonly Example[]
  good: readonly Example[]
  supersededBy?: readonly string[]
  follows?: readonly string[]
  fix?: FixDefinition | ParserFix
}

export function layerRules(category: Category, table: readonly LayerRule[]): DocumentedRule[] {
  return table.map(({ name, severity = 'error', summary, description, bad, good, supersededBy, follows, fix }) =>
    defineRule({
      id: `${category}/${name}`,
      category,
      severity,
      presets: PRESETS,
      summary,
      description,
      messages: {},
      ...(supersededBy === undefined ? {} : { supersededBy }),
      ...(follows === undefined ? {} : { follows }),
      visit: {},
      ...(fix === undefined ? {} : { fix }),
      examples: { bad, good },
    }),
  )
}

function textDocument(document: string): Example {
  return { document }
}

const VALID_JSON: readonly Example[] = [textDocument('{ "name": "acme", "version": "1.0.0" }')]

const RFC = 'RFC 8259, which the Admin API and every JSON parser follow'

const SYNTAX_TABLE: readonly LayerRule[] = [
  {
    name: 'invalid-json',
    summary: 'The file is JSON as RFC 8259 defines it.',
    description: `A part of the text is not JSON, and none of the more precise \`syntax/\` rules describes it. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme" @ "version": "1.0.0" }')],
    good: VALID_JSON,
  },
  {
    name: 'encoding',
    summary: 'The file is encoded in UTF-8.',
    description: `JSON that systems exchange is UTF-8 (RFC 8259, section 8.1). The finding names the encoding where it is certain,
and otherwise the first byte that is not UTF-8.`,
    bad: [],
    good: VALID_JSON,
  },
  {
    name: 'byte-order-mark',
    summary: 'The file does not begin with a byte-order mark.',
    description: `RFC 8259 forbids a byte-order mark; many parsers refuse a text that has one. Save the file as "UTF-8 without BOM".`,
    bad: [textDocument('\uFEFF{ "name": "acme", "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Remove the byte-order mark', summary: 'The mark is removed.' },
  },
  {
    name: 'comment',
    summary: 'A `.json` file has no comments.',
    description: `JSON has no comments. Name the file \`.jsonc\` if it is meant for people only; the platform does not accept comments.`,
    bad: [textDocument('{ "name": "acme", // the name\n  "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Write // instead of #',
      summary:
        'In a `.jsonc` file, `//` is written for `#`. There is no fix for a comment in a `.json` file, since the comment would be lost.',
    },
  },
  {
    name: 'trailing-comma',
    summary: 'No comma precedes a closing bracket.',
    description: `Source: ${RFC}. In a \`.jsonc\` file it is a warning: editors accept it, other readers may not.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Remove the comma', summary: 'The comma is removed.' },
  },
  {
    name: 'single-quotes',
    summary: 'Strings are in double quotes.',
    description: `Source: ${RFC}.`,
    bad: [textDocument(`{ "name": 'acme', "version": "1.0.0" }`)],
    good: VALID_JSON,
    fix: { safe: true, title: 'Write double quotes', summary: 'The string is written in double quotes.' },
  },
  {
    name: 'unquoted-key',
    summary: 'Keys are in double quotes.',
    description: `Source: ${RFC}.`,
    bad: [textDocument('{ name: "acme", "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Write the key in double quotes', summary: 'The key is written in double quotes.' },
  },
  {
    name: 'invalid-value',
    summary: 'A bare word is `true`, `false` or `null`.',
    description: `JSON does not have the words \`NaN\`, \`Infinity\`, \`undefined\`, \`None\` and \`True\` of
programming languages. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "maxExecutionTime": NaN }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Write the JSON literal',
      summary:
        'A word such as `True` or `None` is written as JSON writes it. There is no fix for a word without an equivalent in JSON.',
    },
  },
  {
    name: 'invalid-number',
    summary: 'Numbers have the form that JSON requires.',
    description: `No leading zero or plus, digits on both sides of the point, no hexadecimal. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "maxExecutionTime": 060 }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Write the number in the form of JSON',
      summary: 'The number is written as JSON writes it, where it has one meaning.',
    },
  },
  {
    name: 'invalid-escape',
    summary: 'Escape sequences in strings are those of JSON.',
    description: `\`\\" \\\\ \\/ \\b \\f \\n \\r \\t\` and \`\\u\` with four hexadecimal digits. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "title": "C:\\Users" }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Fix the escape sequence',
      summary:
        'A backslash that escapes nothing is doubled. There is no fix for an escape of another language (`\\x41`, `\\101`).',
    },
  },
  {
    name: 'control-character',
    summary: 'Control characters in strings are escaped.',
    description: `A raw line break or tab inside a string is written \`\\n\` or \`\\t\`. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "title": "A\tB" }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Escape control characters',
      summary: 'The control characters of the string are escaped.',
    },
  },
  {
    name: 'missing-comma',
    summary: 'A comma separates two members or items.',
    description: `Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme" "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Add the comma', summary: 'The comma is added.' },
  },
  {
    name: 'missing-colon',
    summary: 'A colon separates a key from its value.',
    description: `Source: ${RFC}.`,
    bad: [textDocument('{ "name" "acme", "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Add the colon', summary: 'The colon is added where a value follows.' },
  },
  {
    name: 'unterminated-string',
    summary: 'Every string is closed on its line.',
    description: `Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme, \n "version": "1.0.0" }')],
    good: VALID_JSON,
  },
  {
    name: 'truncated',
    summary: 'The text closes all of its brackets.',
    description: `Typical of an interrupted download or a failed merge. The finding says which bracket is open.
Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "actions": {')],
    good: VALID_JSON,
  },
  {
    name: 'trailing-text',
    summary: 'Nothing follows the value.',
    description: `A file holds one JSON value. Source: ${RFC}.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0" } { "name": "desk" }')],
    good: VALID_JSON,
  },
  {
    name: 'mismatched-bracket',
    summary: 'Every closing bracket matches the last open one.',
    description: `Typical of a bracket that was deleted or doubled while editing. The finding names the bracket that is open.
Source: ${RFC}.`,
    bad: [
      textDocument('{ "name": "acme", "version": "1.0.0" } }'),
      textDocument('{ "name": "acme", "version": "1.0.0", "layers": ["a"} }'),
    ],
    good: VALID_JSON,
  },
  {
    name: 'foreign-quotes',
    summary: 'Quotes are straight.',
    description: `Text that went through a word processor or a chat has typographic quotes, which JSON does not know.
Source: ${RFC}.`,
    bad: [textDocument('{ “name”: "acme", "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Write double quotes', summary: 'The string is written in double quotes.' },
  },
  {
    name: 'invalid-whitespace',
    summary: 'Only spaces, tabs and line breaks separate the parts of the text.',
    description: `A no-break space or another invisible character looks like a space, but JSON does not allow it.
Source: ${RFC}.`,
    bad: [textDocument('{\u00A0"name": "acme", "version": "1.0.0" }')],
    good: VALID_JSON,
    fix: { safe: true, title: 'Write a space', summary: 'A space is written instead.' },
  },
  {
    name: 'empty',
    summary: 'The file contains a value.',
    description: `An empty text is not JSON. Source: ${RFC}.`,
    bad: [textDocument('  \n')],
    good: VALID_JSON,
  },
  {
    name: 'duplicate-key',
    summary: 'Every key of an object occurs once.',
    description: `Parsers keep one of the two values, usually the last, without a warning: half of what you wrote is lost.
Source: RFC 8259, section 4.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "name": "emca" }')],
    good: VALID_JSON,
    fix: {
      safe: true,
      title: 'Remove the repeated property',
      summary:
        'One of two properties with the same name and value is removed. Where the values differ, the choice is yours.',
    },
  },
  {
    name: 'too-deep',
    summary: 'Nesting stays within 512 levels.',
    description: `Real definitions have about twenty levels. RFC 8259 lets a parser set a limit; ours keeps a hostile
document from exhausting memory.`,
    bad: [textDocument(`${'['.repeat(600)}${']'.repeat(600)}`)],
    good: VALID_JSON,
  },
  {
    name: 'too-large',
    summary: 'A file has at most 256 MiB, and a document at most 1,048,576 values.',
    description: `Real definitions have less than half a MiB and a few thousand values: keys of objects, items of arrays. The limits keep
a hostile file from exhausting memory.`,
    bad: [],
    good: VALID_JSON,
  },
  {
    name: 'too-many-faults',
    summary: 'A text has at most 10,000 syntax faults.',
    description: `A text with more faults is not JSON; the rest of it is not read.`,
    bad: [textDocument(`[${'@,'.repeat(20_001)}]`)],
    good: VALID_JSON,
  },
  {
    name: 'number-range',
    severity: 'warning',
    summary: 'Numbers fit a double.',
    description: `A number such as \`1e400\` becomes infinite or is refused, depending on the parser. Source: RFC 8259, section 6.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "maxExecutionTime": 1e400 }')],
    good: VALID_JSON,
  },
  {
    name: 'lone-surrogate',
    severity: 'warning',
    summary: 'Escapes of surrogates come in pairs.',
    description: `Half a surrogate pair (\`"\\ud83d"\`) is not a character; programs replace it, drop it or refuse the text.
Source: RFC 8259, section 8.2.`,
    bad: [textDocument('{ "name": "acme", "version": "1.0.0", "title": "\\ud83d" }')],
    good: VALID_JSON,
  },
]

/** The faults of the parser. */
export const rules: readonly DocumentedRule[] = layerRules('syntax', SYNTAX_TABLE)
