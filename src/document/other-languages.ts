import { EXAMINED_LENGTH } from './command-output'
import type { SyntaxFault } from './types'

/**
 * Files of integrations that users name although they are not linted directly, by extension, and where their content is
 * checked.
 */
const PROJECT = 'a definition is checked with its project: name the folder that holds its integration.definition.ts'
const README = 'a readme is checked with its project, or as "readme" of a body'
const ONLY_JSON = 'definitions are read from JSON, VRL scripts and TypeScript projects'

const LANGUAGES: readonly { extensions: readonly string[]; article: string; instead: string }[] = [
  { extensions: ['ts', 'tsx', 'mts', 'cts'], article: 'TypeScript', instead: PROJECT },
  { extensions: ['js', 'jsx', 'mjs', 'cjs'], article: 'JavaScript', instead: PROJECT },
  { extensions: ['md', 'mdx', 'markdown'], article: 'Markdown', instead: README },
  { extensions: ['svg'], article: 'SVG', instead: 'an icon is checked with its project, or as "icon" of a body' },
  { extensions: ['yml', 'yaml'], article: 'YAML', instead: ONLY_JSON },
  { extensions: ['toml'], article: 'TOML', instead: ONLY_JSON },
  { extensions: ['html', 'htm', 'xml'], article: 'markup', instead: ONLY_JSON },
  { extensions: ['css', 'py', 'sh'], article: 'source code', instead: ONLY_JSON },
]

/** The beginning of a definition in TypeScript that came through a pipe, without a file name. */
const CODE = /^(?:(?:\/\/[^\n]*\n|\/\*[\s\S]{0,2000}?\*\/)\s*)*import\s+(?:[\w*{'"]|type\s)/

/**
 * Recognises a text that is written in another language than JSON, by its name or its beginning; undefined for others.
 */
export function otherLanguage(name: string, text: string): SyntaxFault | undefined {
  const head = text.slice(0, EXAMINED_LENGTH)
  const start = /\S/.exec(head)?.index
  // A text that begins like JSON is broken JSON, whatever its name.
  if (start === undefined || /[{[]/.test(head.charAt(start))) return undefined
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase()
  const language =
    LANGUAGES.find(({ extensions }) => extension !== undefined && extensions.includes(extension)) ??
    (CODE.test(head.slice(start)) ? LANGUAGES[0] : undefined)
  if (language === undefined) return undefined
  const end = start + (/^[^\r\n]*/.exec(head.slice(start))?.[0].length ?? 0)
  return {
    rule: 'syntax/invalid-json',
    message: `This is ${language.article}, not JSON; ${language.instead}.`,
    data: { language: language.article },
    start,
    end,
    path: [],
  }
}
