import { findNodeAtLocation, getNodeValue } from 'jsonc-parser'
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Range as LspRange,
  MarkupKind,
  type Position,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { type Fields, fieldsAt, isFields, own } from '../document/values'
import { scriptTypeOf } from '../vrl/script-file'
import type { ScriptType } from '../vrl/script-types'
import { type JsonText, locationAt, pathInResource, readJsonText, scriptTypeOfProperty } from './definitions'
import type { Guides, JsonFacts } from './hover'
import { allowedTypes, describeSchemas } from './schemas'
import { wordAt } from './scripts'

/** The completions at a position of a JSON document. */
export function completeJson(
  document: TextDocument,
  path: string,
  position: Position,
  guides: Guides,
  client: JsonFacts & { snippets: boolean },
): CompletionItem[] {
  const json = readJsonText(document, path, client.isDefinition)
  const offset = document.offsetAt(position)
  const location = locationAt(json, offset)
  const type = location.isAtPropertyKey ? undefined : scriptTypeOfProperty(location.path)
  const { previousNode } = location
  if (type !== undefined && previousNode?.type === 'string') {
    return completeWord(document, offset, type, secretNamesOf(json.recognised?.value), guides)
  }
  const range = rangeOfTyped(document, json, offset, previousNode)
  const { recognised } = json
  const within = recognised === undefined ? location.path : pathInResource(location.path, recognised)
  if (within === undefined) return []
  if (!location.isAtPropertyKey && recognised !== undefined) {
    const names = namesFor(within, recognised.value)
    if (names !== undefined)
      return names.map((name) => valueItem(JSON.stringify(name), range, CompletionItemKind.Reference))
  }
  const schema = client.hasSchema ? undefined : guides.schemas.schemaOf(path, recognised?.kind)
  if (schema === undefined) return []
  if (!location.isAtPropertyKey) {
    return guides.schemas
      .valuesAt(schema, within)
      .map(({ value, description }) =>
        valueItem(JSON.stringify(value), range, CompletionItemKind.EnumMember, description),
      )
  }
  const parent = location.path.slice(0, -1)
  const node = json.tree === undefined ? undefined : findNodeAtLocation(json.tree, parent)
  const present = node?.type === 'object' ? Object.keys(Object(getNodeValue(node))) : []
  const typed = previousNode?.type === 'string' ? String(previousNode.value) : undefined
  const hasColon = /^\s*:/.test(json.text.slice(document.offsetAt(range.end)))
  return guides.schemas
    .propertiesAt(schema, within.slice(0, -1))
    .filter(({ name }) => name === typed || !present.includes(name))
    .map(({ name, schemas, required }) => {
      const key = JSON.stringify(name)
      const value = hasColon ? '' : `: ${skeletonOf(allowedTypes(schemas), client.snippets)}`
      const text = describeSchemas(schemas)
      return {
        label: name,
        kind: CompletionItemKind.Property,
        sortText: `${required ? 0 : 1}${name}`,
        filterText: key,
        detail: `${allowedTypes(schemas).join(' or ')}${required ? ', required' : ''}`,
        ...(text === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: text } }),
        textEdit: { range, newText: (client.snippets ? key.replaceAll('$', '\\$') : key) + value },
        insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      }
    })
}

/** The completions at a position of a script. */
export function completeScript(
  document: TextDocument,
  path: string,
  position: Position,
  secrets: readonly string[],
  guides: Guides,
): CompletionItem[] {
  return completeWord(document, document.offsetAt(position), scriptTypeOf(path), secrets, guides)
}

/** The names of the secrets that a definition declares. */
export function secretNamesOf(resource: unknown): string[] {
  const secrets = isFields(resource) ? own(resource, 'secrets') : undefined
  if (Array.isArray(secrets)) return secrets.filter((each) => typeof each === 'string')
  return isFields(secrets) ? Object.keys(secrets) : []
}

function completeWord(
  document: TextDocument,
  offset: number,
  type: ScriptType | undefined,
  secrets: readonly string[],
  { scripts }: Guides,
): CompletionItem[] {
  const word = wordAt(document.getText(), offset, false)
  if (word === undefined) return []
  const range = { start: document.positionAt(word.start), end: document.positionAt(word.end) }
  const item = (label: string, kind: CompletionItemKind, detail?: string): CompletionItem => ({
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    textEdit: { range, newText: label },
  })
  switch (word.type) {
    case 'secret':
      return secrets.map((name) => item(name, CompletionItemKind.Constant, 'a secret'))
    case 'field':
      return [...scripts.fieldsOf(type)].map(([name, what]) => item(name, CompletionItemKind.Field, what))
    case 'function':
      // The signature is computed when the client resolves the item: see `completionItem/resolve`.
      return scripts.functions.map((name) => ({ ...item(name, CompletionItemKind.Function), data: { function: name } }))
  }
}

/** The range that a completion replaces: the string or the word at the cursor. */
function rangeOfTyped(
  document: TextDocument,
  { text }: JsonText,
  offset: number,
  previous: { offset: number; length: number } | undefined,
): LspRange {
  if (previous !== undefined && previous.offset <= offset && offset <= previous.offset + previous.length) {
    return { start: document.positionAt(previous.offset), end: document.positionAt(previous.offset + previous.length) }
  }
  let start = offset
  while (start > 0 && /[\w$-]/.test(text.charAt(start - 1))) start -= 1
  return { start: document.positionAt(start), end: document.positionAt(offset) }
}

/** The declared names that can be referred to at a path; undefined where the value is not a reference. */
function namesFor(path: readonly (string | number)[], resource: unknown): string[] | undefined {
  const [part, , kind, , last] = path
  if (part === 'interfaces' && path.length === 5 && last === 'name' && isFields(resource)) {
    const isPart = kind === 'entities' || kind === 'actions' || kind === 'events' || kind === 'channels'
    return isPart ? Object.keys(fieldsAt(resource, kind)) : undefined
  }
  const at = path.length - 3
  if (at < 0 || path[at] !== 'creation' || path[at + 1] !== 'requiredTags') return undefined
  let holder: unknown = resource
  for (const key of path.slice(0, at)) holder = isFields(holder) ? own(holder, String(key)) : undefined
  const tagged: Fields = isFields(holder) ? holder : {}
  return Object.keys(fieldsAt(tagged, 'tags'))
}

function valueItem(text: string, range: LspRange, kind: CompletionItemKind, description?: string): CompletionItem {
  return {
    label: text.replace(/^"|"$/g, ''),
    kind,
    filterText: text,
    ...(description === undefined ? {} : { documentation: description }),
    textEdit: { range, newText: text },
  }
}

/** The beginning of a value, with the position of the cursor in it. */
function skeletonOf(types: readonly string[], snippets: boolean): string {
  const cursor = snippets ? '$1' : ''
  switch (types.find((type) => type !== 'null')) {
    case 'string':
      return `"${cursor}"`
    case 'object':
      return `{${cursor}}`
    case 'array':
      return `[${cursor}]`
    default:
      return cursor
  }
}
