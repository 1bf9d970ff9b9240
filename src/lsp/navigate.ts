import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Location, Position } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { LocateRequest } from '../document/types'
import { START, toRange, uriOf } from './convert'
import { holds, type NamedDefinition } from './definitions'
import { locate, type NameUse, nameAt } from './names'

/** Where the name at a position is declared. */
export function declarationAt(definition: NamedDefinition, path: string, position: Position): Location | undefined {
  const use = useAt(definition, path, position)
  return use?.declaration === undefined ? undefined : locationOf(definition, use.declaration)
}

/** All places of the name at a position. */
export function referencesAt(
  definition: NamedDefinition,
  path: string,
  position: Position,
  withDeclaration: boolean,
): Location[] {
  const use = useAt(definition, path, position)
  if (use === undefined) return []
  const requests = withDeclaration && use.declaration !== undefined ? [use.declaration] : []
  return [...requests, ...use.references].flatMap((request) => locationOf(definition, request) ?? [])
}

function useAt(definition: NamedDefinition, path: string, position: Position): NameUse | undefined {
  return nameAt(
    definition.uses,
    definition.document,
    (range) => definition.pathOf(range) === path && holds(range, position),
  )
}

function locationOf(definition: NamedDefinition, request: LocateRequest): Location | undefined {
  const range = locate(definition.document, request)
  return range === undefined ? undefined : { uri: uriOf(definition.pathOf(range)), range: toRange(range) }
}

/** File names in the sources of a project: scripts, the icon, the readme. */
const FILE = /(['"`])([^'"`\r\n]+\.(?:vrl|svg|md))\1/g

/** The file that the source of a project names at a position. */
export function namedFileAt(document: TextDocument, folder: string, position: Position): Location | undefined {
  const line = document.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  })
  for (const { 0: quoted, 2: name = '', index } of line.matchAll(FILE)) {
    if (position.character < index || position.character > index + quoted.length) continue
    const path = resolve(folder, name)
    return existsSync(path) ? { uri: uriOf(path), range: START } : undefined
  }
  return undefined
}

/** The places where the sources of a project name a file. */
export function usesOfFile(path: string, folder: string, texts: ReadonlyMap<string, string>): Location[] {
  const uses: Location[] = []
  for (const [file, text] of texts) {
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue
    for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
      for (const { 0: quoted, 2: name = '', index } of content.matchAll(FILE)) {
        if (resolve(folder, name) !== path && resolve(dirname(file), name) !== path) continue
        const start = { line, character: index + 1 }
        const end = { line, character: index + quoted.length - 1 }
        uses.push({ uri: uriOf(file), range: { start, end } })
      }
    }
  }
  return uses
}
