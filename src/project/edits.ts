import { parse, parseExpression } from '@babel/parser'
import type { Change } from '../document/changes'
import { commaAfter, cut } from '../document/edit'
import { formatPointer, Pointer, valueAt } from '../document/pointer'
import type { Edit } from '../document/repair'
import type { LocateRequest } from '../document/types'
import { isFields } from '../document/values'
import type { ProjectFile } from './load'
import type { PackedPlace } from './messages'

/** The files of a project, with the places at which the values of its body were written. */
export interface ProjectTexts {
  files: readonly ProjectFile[]
  /** The number of sources; the other files are scripts, each of which is one value. */
  sources: number
  body: unknown
  placeOf(request: LocateRequest): PackedPlace | undefined
}

/** An edit of one of the files. */
export interface SourceEdit extends Edit {
  file: ProjectFile
}

/**
 * The edits of a project's files that change its body. Only literals are edited. Whether the resulting body is the
 * wanted one has to be checked by evaluating it again.
 *
 * @returns undefined if a value was computed, or there is no place for a new one
 */
export function editsOfProject(project: ProjectTexts, changes: readonly Change[]): SourceEdit[] | undefined {
  const edits: SourceEdit[] = []
  for (const change of changes) {
    const made = editsOf(project, change)
    if (made === undefined) return undefined
    edits.push(...made)
  }
  return edits
}

function editsOf(project: ProjectTexts, change: Change): SourceEdit[] | undefined {
  const { files, sources, body } = project
  const pointer = Pointer.root.child(...change.path)
  const target = change.type === 'rename' || change.type === 'remove' ? 'key' : 'value'
  if (change.type === 'insert') return undefined
  const place = project.placeOf({ pointer, target })
  const file = place === undefined ? undefined : files[place[0]]
  // The positions in a file with a byte-order mark include the mark; such sources are too rare to support.
  if (place === undefined || file === undefined || file.text.startsWith('\uFEFF')) return undefined
  const [number, start, end] = place
  const written = file.text.slice(start, end)
  const edit = (from: number, to: number, replacement: string): SourceEdit[] => [
    { file, start: from, end: to, replacement },
  ]
  switch (change.type) {
    case 'replace': {
      const found = valueAt(body, formatPointer(change.path))
      if (number >= sources || !isLiteral(file, written, found)) return undefined
      return edit(start, end, literal(change.value, written))
    }
    case 'splice': {
      const [from, to] = change.span
      if (number >= sources) return edit(start + from, start + to, change.text)
      const quote = written.charAt(0)
      const isPlain = /['"`]/.test(quote) && written.slice(1, -1) === valueAt(body, formatPointer(change.path))
      // A text is edited only if neither the old nor the new one needs escapes.
      if (!isPlain || JSON.stringify(change.text) !== `"${change.text}"` || change.text.includes(quote))
        return undefined
      return edit(start + 1 + from, start + 1 + to, change.text)
    }
    case 'rename': {
      const key = change.path.at(-1)
      const isKey = written === key || isLiteral(file, written, key)
      // A shorthand `{ key }` is a variable as well, and `[key]: …` is computed.
      if (number >= sources || !isKey || !/^\s*:/.test(file.text.slice(end))) return undefined
      const isName = written === key && /^[A-Za-z_$][\w$]*$/.test(change.key)
      return edit(start, end, isName ? change.key : literal(change.key, written === key ? "'" : written))
    }
    case 'remove':
      return number >= sources ? undefined : removal(file, start, end)?.map((made) => ({ ...made, file }))
  }
}

/** Whether a part of a source is a literal with this value. */
function isLiteral({ path }: ProjectFile, written: string, value: unknown): boolean {
  try {
    if (path.endsWith('.json')) return JSON.parse(written) === value
    const node = parseExpression(written, { plugins: ['typescript'] })
    if (node.type === 'TemplateLiteral') {
      const [quasi, ...others] = node.quasis
      return others.length === 0 && quasi?.value.cooked === value
    }
    const isConstant = node.type === 'StringLiteral' || node.type === 'NumericLiteral' || node.type === 'BooleanLiteral'
    return isConstant && node.value === value
  } catch {
    // The text is a name or a part of an expression.
    return false
  }
}

/** A value as a literal, with the same quotes as another one. */
function literal(value: unknown, like: string): string {
  const json = JSON.stringify(value)
  const quote = like.charAt(0)
  if (typeof value !== 'string' || quote === '"' || !/['`]/.test(quote)) return json
  const inner = json.slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
  return `${quote}${quote === '`' ? inner.replaceAll('${', '\\${') : inner}${quote}`
}

interface Placed {
  start: number
  end: number
}

/** The edits that remove the property or the item at a place. */
function removal({ path, text }: ProjectFile, start: number, end: number): Edit[] | undefined {
  if (path.endsWith('.json')) return undefined
  const ast = parse(text, {
    sourceType: 'module',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    attachComment: false,
    plugins: [/\.[jt]sx$/.test(path) ? 'jsx' : 'decorators-legacy', 'typescript'],
  })
  for (const members of listsIn(ast.program)) {
    const index = members.findIndex(
      ({ member, name }) => name.start === start && name.end === end && member.start <= start && member.end >= end,
    )
    const found = members[index]?.member
    if (found === undefined) continue
    const comma = commaAfter(text, found.end)
    if (comma !== undefined) return cut(text, found.start, found.end, comma)
    const previous = members[index - 1]?.member
    const before = previous === undefined ? undefined : commaAfter(text, previous.end)
    if (before === undefined) return cut(text, found.start, found.end, undefined)
    return [{ start: before, end: before + 1, replacement: '' }, ...cut(text, found.start, found.end, undefined)]
  }
  return undefined
}

/**
 * The properties of every object literal and the items of every array literal, each with the node by whose position it
 * is found.
 */
function* listsIn(root: object): Generator<{ member: Placed; name: Placed }[]> {
  const pending: object[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { type } = { type: '', ...node }
    if (type === 'ObjectExpression' && 'properties' in node) {
      yield placedIn(node.properties).map((member) => ({
        member,
        name: 'key' in member && isPlaced(member.key) ? member.key : member,
      }))
    }
    if (type === 'ArrayExpression' && 'elements' in node) {
      yield placedIn(node.elements).map((member) => ({ member, name: member }))
    }
    for (const child of Object.values(node).flat()) if (isFields(child) && 'type' in child) pending.push(child)
  }
}

function placedIn(list: unknown): Placed[] {
  return Array.isArray(list) ? list.filter(isPlaced) : []
}

function isPlaced(value: unknown): value is Placed {
  return isFields(value) && typeof value.start === 'number' && typeof value.end === 'number'
}
