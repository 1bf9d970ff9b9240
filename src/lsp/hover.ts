import { type Hover, MarkupKind, type Position } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { helpUrl } from '../findings/help'
import type { Rule } from '../rules/contract'
import { scriptTypeOf } from '../vrl/script-file'
import { locationAt, pathInResource, readJsonText, scriptTypeOfProperty, stringNodeAt } from './definitions'
import { allowedTypes, describeSchemas, type SchemaGuide } from './schemas'
import { type ScriptGuide, wordAt } from './scripts'

export interface Guides {
  schemas: SchemaGuide
  scripts: ScriptGuide
}

/** The facts about a JSON document that decide what a hover shows. */
export interface JsonFacts {
  /** The document is linted as a definition. */
  isDefinition: boolean
  /** The client has the schema of the document and explains its properties itself. */
  hasSchema: boolean
}

/** The documentation of a rule, as Markdown. */
export async function explainRule(rule: Rule): Promise<string> {
  const { documentedRule } = await import('../rules/documented')
  const { id, summary, description } = documentedRule(rule)
  return `**${id}**: ${summary}\n\n${description}\n\n[Examples and options](${helpUrl(id)})`
}

/** The hover at a position of a JSON document: for a property, or for a word of a script in it. */
export function hoverJson(
  document: TextDocument,
  path: string,
  position: Position,
  { schemas, scripts }: Guides,
  { isDefinition, hasSchema }: JsonFacts,
): Hover | undefined {
  const json = readJsonText(document, path, isDefinition)
  const offset = document.offsetAt(position)
  const { path: at } = locationAt(json, offset)
  const type = scriptTypeOfProperty(at)
  const string = stringNodeAt(json, offset)
  if (type !== undefined && string !== undefined && string.offset < offset) {
    const hover = hoverWord(document, offset, type, scripts)
    if (hover !== undefined) return hover
  }
  const schema = schemas.schemaOf(path, json.recognised?.kind)
  if (hasSchema || schema === undefined || string === undefined) return undefined
  const within = json.recognised === undefined ? at : pathInResource(at, json.recognised)
  if (within === undefined) return undefined
  const found = schemas.at(schema, within)
  const text = describeSchemas(found)
  if (text === undefined) return undefined
  const types = allowedTypes(found)
  const name = within.at(-1)
  const title = typeof name === 'string' ? `**${name}**${types.length === 0 ? '' : `: ${types.join(' or ')}`}\n\n` : ''
  return {
    contents: { kind: MarkupKind.Markdown, value: `${title}${text}` },
    range: {
      start: document.positionAt(string.offset),
      end: document.positionAt(string.offset + string.length),
    },
  }
}

/** The hover at a position of a script. */
export function hoverScript(
  document: TextDocument,
  path: string,
  position: Position,
  { scripts }: Guides,
): Hover | undefined {
  return hoverWord(document, document.offsetAt(position), scriptTypeOf(path), scripts)
}

function hoverWord(
  document: TextDocument,
  offset: number,
  type: ReturnType<typeof scriptTypeOf>,
  scripts: ScriptGuide,
): Hover | undefined {
  const word = wordAt(document.getText(), offset, true)
  if (word === undefined) return undefined
  const text = describeWord(word, type, scripts)
  if (text === undefined) return undefined
  return {
    contents: { kind: MarkupKind.Markdown, value: text },
    range: { start: document.positionAt(word.start), end: document.positionAt(word.end) },
  }
}

function describeWord(
  word: NonNullable<ReturnType<typeof wordAt>>,
  type: ReturnType<typeof scriptTypeOf>,
  scripts: ScriptGuide,
): string | undefined {
  if (word.type === 'function') return scripts.describeFunction(word.text)
  if (word.type === 'secret') return `**${word.text}**: a secret of the integration.`
  const kind = scripts.fieldsOf(type).get(word.text)
  return kind === undefined ? undefined : `**.${word.text}**: ${kind}, a field of the event.`
}
