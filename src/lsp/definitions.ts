import { resolve } from 'node:path'
import { findNodeAtOffset, getLocation, getNodeValue, type Location, type Node, parseTree } from 'jsonc-parser'
import type { Position } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { type Recognition, recognise, type ScriptType } from '../document/kind'
import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import type { Document } from '../document/types'
import type { Range } from '../findings/types'
import { scriptTypeOf } from '../vrl/script-file'
import { pathOfUri } from './convert'
import { type NameUse, nameUsesOf } from './names'
import type { Projects } from './projects'
import type { Workspace } from './workspace'

/** A parsed JSON text, which may have syntax errors. */
export interface JsonText {
  path: string
  text: string
  tree: Node | undefined
  value: unknown
  /** The kind of the document, recognised from the part that could be parsed. */
  recognised: Recognition | undefined
}

/** A definition whose names can be found: a document of JSON, or a project. */
export interface NamedDefinition {
  document: Document
  uses: readonly NameUse[]
  /** The absolute path of the file of a range, which may be another file than the document's. */
  pathOf(range: Range): string
}

export function isJsonPath(path: string): boolean {
  return /\.jsonc?$/i.test(path)
}

/**
 * Parses a JSON text, even if it has syntax errors.
 *
 * @param isDefinition whether the text is linted as a definition; otherwise it counts as one only if it is recognised
 * with certainty
 */
export function readJsonText(document: TextDocument, path: string, isDefinition: boolean): JsonText {
  const text = document.getText()
  const tree = parseTree(text, [], { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true })
  const value: unknown = tree === undefined ? undefined : getNodeValue(tree)
  const recognised = recognise({ value })
  const isOne = isDefinition || recognised?.certainty === 'certain'
  return { path, text, tree, value, recognised: isOne ? recognised : undefined }
}

export function locationAt({ text }: JsonText, offset: number): Location {
  return getLocation(text, offset)
}

/** The string node around an offset, including its quotes; undefined if the offset is not in a string. */
export function stringNodeAt({ tree }: JsonText, offset: number): Node | undefined {
  const node = tree === undefined ? undefined : findNodeAtOffset(tree, offset, true)
  return node?.type === 'string' ? node : undefined
}

/** The path of a value relative to the resource; undefined outside the resource. */
export function pathInResource(
  path: readonly (string | number)[],
  { base }: Recognition,
): (string | number)[] | undefined {
  const keys = base.keys()
  return keys.every((key, index) => path[index] === key) ? path.slice(keys.length) : undefined
}

/** The type of the script at a path. */
export function scriptTypeOfProperty(path: readonly (string | number)[]): ScriptType | undefined {
  const name = path.at(-1)
  return typeof name === 'string' && /Script$/.test(name) ? scriptTypeOf(name) : undefined
}

/** The definition that a text is or belongs to. */
export function namedDefinitionOf(
  document: TextDocument,
  workspace: Workspace,
  projects: Projects,
): NamedDefinition | undefined {
  const path = pathOfUri(document.uri)
  const place = workspace.placeOf(document)
  if (place !== undefined && isJsonPath(place.path)) {
    const parsed = parseDocument({ name: place.path, text: document.getText(), comments: place.path.endsWith('c') })
    const recognised = parsed.value === undefined ? undefined : recognise(parsed)
    if (recognised !== undefined) {
      const base = Pointer.root.child(...recognised.base.keys())
      return { document: parsed, uses: nameUsesOf(recognised.value, base), pathOf: () => place.path }
    }
  }
  if (path === undefined) return undefined
  for (const folder of projects.usersOf(path)) {
    const linted = projects.definitionOf(folder)
    if (linted === undefined || linted.source.document.value === undefined) continue
    const { source } = linted
    const root = workspace.rootOf(folder)
    return {
      document: source.document,
      uses: nameUsesOf(source.document.value, Pointer.root),
      pathOf: ({ file }) => (file === undefined ? source.path : resolve(root, file)),
    }
  }
  return undefined
}

/** Whether one of our ranges contains a position of the protocol. */
export function holds(range: Range, { line, character }: Position): boolean {
  const at = { line: line + 1, column: character + 1 }
  const isAfterStart = at.line > range.line || (at.line === range.line && at.column >= range.column)
  const isBeforeEnd = at.line < range.endLine || (at.line === range.endLine && at.column <= range.endColumn)
  return isAfterStart && isBeforeEnd
}
