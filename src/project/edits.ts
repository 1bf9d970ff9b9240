import { parse, parseExpression } from '@babel/parser'
import type { Change } from '../document/changes'
import { commaAfter, cut } from '../document/edit'
import { formatPointer, Pointer, valueAt } from '../document/pointer'
import type { Edit } from '../document/repair'
import type { LocateRequest, TextSpan } from '../document/types'
import { isFields } from '../document/values'
import type { ProjectFile } from './load'
import type { PackedPlace } from './messages'

/** The files of a project, with the places at which the values of its body were written. */
export interface ProjectTexts {
  files: readonly ProjectFile[]
  /** The number of sources; each file after them is a script or another file whose text is one value. */
  sourceCount: number
  body: unknown
  placeOf(request: LocateRequest): PackedPlace | undefined
}

/** An edit of one of the files. */
export interface SourceEdit extends Edit {
  file: ProjectFile
}

/**
 * Edits the files of a project so that its body changes as requested. It edits literals only. Evaluate the project
 * again to check the result: the same literal may determine other values, too.
 *
 * @returns undefined if a value is computed, or if a value would have to be inserted
 */
export function editsOfProject(project: ProjectTexts, changes: readonly Change[]): SourceEdit[] | undefined {
  const edits: SourceEdit[] = []
  for (const change of changes) {
    const made = editsOfChange(project, change)
    if (made === undefined) return undefined
    edits.push(...made)
  }
  return edits
}

function editsOfChange(project: ProjectTexts, change: Change): SourceEdit[] | undefined {
  const { files, sourceCount, body } = project
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
      if (number >= sourceCount || !isLiteralOf(file, written, found)) return undefined
      return edit(start, end, literal(change.value, written))
    }
    case 'splice': {
      const [from, to] = change.span
      if (number >= sourceCount) return edit(start + from, start + to, change.text)
      const quote = written.charAt(0)
      const isPlain = /['"`]/.test(quote) && written.slice(1, -1) === valueAt(body, formatPointer(change.path))
      // The offsets are those of the value, so neither the old nor the new text may need escapes.
      if (!isPlain || JSON.stringify(change.text) !== `"${change.text}"` || change.text.includes(quote))
        return undefined
      return edit(start + 1 + from, start + 1 + to, change.text)
    }
    case 'rename': {
      const key = change.path.at(-1)
      const isKey = written === key || isLiteralOf(file, written, key)
      // A shorthand `{ key }` is a variable as well, and `[key]: …` is computed.
      if (number >= sourceCount || !isKey || !/^\s*:/.test(file.text.slice(end))) return undefined
      const isName = written === key && /^[A-Za-z_$][\w$]*$/.test(change.key)
      return edit(start, end, isName ? change.key : literal(change.key, written === key ? "'" : written))
    }
    case 'remove':
      return number >= sourceCount ? undefined : editsOfRemoval(file, start, end)?.map((made) => ({ ...made, file }))
  }
}

/** Whether a part of a source is a literal of this value. */
function isLiteralOf({ path }: ProjectFile, written: string, value: unknown): boolean {
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

/** The literal of a value, with the quotes of another literal. */
function literal(value: unknown, like: string): string {
  const json = JSON.stringify(value)
  const quote = like.charAt(0)
  if (typeof value !== 'string' || quote === '"' || !/['`]/.test(quote)) return json
  const inner = json.slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
  return `${quote}${quote === '`' ? inner.replaceAll('${', '\\${') : inner}${quote}`
}

/** The edits that remove the property or the array item at an offset. */
function editsOfRemoval({ path, text }: ProjectFile, start: number, end: number): Edit[] | undefined {
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
 * The members of every object literal and every array literal. `name` is the part of a member at which it is found: the
 * key of a property, a whole array item.
 */
function* listsIn(root: object): Generator<{ member: TextSpan; name: TextSpan }[]> {
  const pending: object[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { type } = { type: '', ...node }
    if (type === 'ObjectExpression' && 'properties' in node) {
      yield spansIn(node.properties).map((member) => ({
        member,
        name: 'key' in member && isSpan(member.key) ? member.key : member,
      }))
    }
    if (type === 'ArrayExpression' && 'elements' in node) {
      yield spansIn(node.elements).map((member) => ({ member, name: member }))
    }
    for (const child of Object.values(node).flat()) if (isFields(child) && 'type' in child) pending.push(child)
  }
}

function spansIn(list: unknown): TextSpan[] {
  return Array.isArray(list) ? list.filter(isSpan) : []
}

function isSpan(value: unknown): value is TextSpan {
  return isFields(value) && typeof value.start === 'number' && typeof value.end === 'number'
}
