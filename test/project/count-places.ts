import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { Lines } from '../../src/document/lines'
import { Pointer } from '../../src/document/pointer'
import { projectDocument } from '../../src/project/document'
import { type LoadedProject, loadProjects } from '../../src/project/load'

export interface Counted {
  project: LoadedProject
  /** Values of the author's own: what an interface or a default of the SDK brought in is not. */
  own: number
  /** Of these, how many are at the very token. */
  exact: number
  /** At a token that says something else. */
  wrong: string[]
  /** At an enclosing place. */
  near: string[]
}

/** What `bp` adds by itself. */
const ADDED = /^\/(?:interfaces|identifier|configurations?\/[^/]*\/?identifier)$|^\/(?:actions|events)\/[^/]+\/name$/

/**
 * Looks up every value of a project's body, and compares the text at its place with the value: keys, texts, numbers and
 * truth values.
 *
 * @param packages the folder that holds the SDK
 */
export async function countPlaces(fixture: string, packages: string): Promise<Counted> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-count-')))
  try {
    cpSync(fixture, folder, { recursive: true })
    symlinkSync(packages, join(folder, 'node_modules'))
    const [project] = await loadProjects([folder])
    if (project?.evaluated === undefined) throw new Error(JSON.stringify(project?.faults))
    return count(project)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(project: LoadedProject): Counted {
  const counted: Counted = { project, own: 0, exact: 0, wrong: [], near: [] }
  const document = projectDocument(project, (path) => path, undefined)
  const texts = new Map(project.files.map(({ path, text }) => [path, { text, lines: new Lines(text) }]))
  const textAt = (pointer: Pointer, target: 'key' | 'value') => {
    const [range] = document.locateAll([{ pointer, target }])
    const file = range?.file ?? project.definition
    const source = texts.get(file)
    if (range === undefined || source === undefined) throw new Error(`No place for ${pointer}`)
    const offset = (line: number, column: number) => (source.lines.starts[line - 1] ?? 0) + column - 1
    return {
      text: source.text.slice(offset(range.line, range.column), offset(range.endLine, range.endColumn)),
      file,
      line: range.line,
    }
  }
  const visit = (value: unknown, pointer: Pointer): void => {
    const { parent } = pointer
    const path = pointer.toString()
    if (parent !== undefined && !ADDED.test(path)) {
      const key = textAt(pointer, 'key')
      const own = textAt(pointer, 'value')
      if (!isForeign(key.text, own.text))
        judge(
          counted,
          `${path} at ${own.file.split('/').at(-1)}:${own.line}`,
          String(pointer.key),
          value,
          key.text,
          own.text,
          path,
        )
    }
    if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, pointer.child(name))
    }
  }
  visit(document.value, Pointer.root)
  return counted
}

/** The property or the call that brought in what somebody else has written. */
function isForeign(key: string, value: string): boolean {
  return [key, value].some((text) => /^(?:messages\.defaults(?:\.\w+)?|listable)$/.test(text))
}

/** Keywords that a method or a function of zod stands for: their place is its name or its argument. */
const OF_METHODS =
  /^(type|required|additionalProperties|format|minimum|maximum|exclusiveMinimum|exclusiveMaximum|minItems|maxItems|properties|items|anyOf|oneOf|allOf|not|x-zui|enum|\$schema|default|def|typeName|discriminator|secret|hidden|disabled|displayAs|pattern|const|description|title|minLength|maxLength|\d+|propertyNames|schema|input|output|examples|placeholder|\$ref)$/

function judge(
  counted: Counted,
  where: string,
  key: string,
  value: unknown,
  keyText: string,
  valueText: string,
  path: string,
): void {
  counted.own += 1
  const said = literal(valueText)
  const inSchema = /\/schema\//.test(path)
  const isNamed = !inSchema || /\/properties\/[^/]+$/.test(path)
  const keyIsExact =
    !isNamed ||
    OF_METHODS.test(key) ||
    literal(keyText) === key ||
    /^`.*\$\{/.test(keyText) ||
    /^\/(?:readme|icon|secrets)/.test(path) ||
    Array.isArray(said)
  const isText =
    typeof value === 'string' && /\/(?:title|description|const|name|version|category|placeholder|enum\/\d+)$/.test(path)
  const isBound = typeof value === 'number' && inSchema
  const computed =
    /[$+(]|\$\{/.test(valueText) || /^(?:nonnegative|positive|tuple|nonempty|literal|enum)$/.test(valueText)
  const valueIsExact = !(isText || isBound) || said === value || computed
  if (
    (isText || isBound) &&
    (typeof said === 'string' || typeof said === 'number') &&
    said !== value &&
    /^['"`\d-]/.test(valueText)
  ) {
    counted.wrong.push(`${where}: ${valueText} is not ${JSON.stringify(value)}`)
  } else if (
    isNamed &&
    /^['"]/.test(keyText) &&
    typeof literal(keyText) === 'string' &&
    literal(keyText) !== key &&
    !OF_METHODS.test(key) &&
    !/^\/(?:readme|icon)/.test(path) &&
    !/\/\d+$/.test(path)
  ) {
    counted.wrong.push(`${where}: the key ${keyText} is not ${key}`)
  } else if (keyIsExact && valueIsExact) counted.exact += 1
  else counted.near.push(`${where}: ${keyText.slice(0, 40)} | ${valueText.slice(0, 40)}`)
}

/** The value of a literal; a name stands for itself. */
function literal(text: string): unknown {
  if (/^[\w$]+$/.test(text) && !/^\d/.test(text)) return text
  try {
    return runInNewContext(`(${text})`)
  } catch {
    return undefined
  }
}
