import { basename, join } from 'node:path'
import { lazily } from '../document/lazily'
import { Lines } from '../document/lines'
import type { NamedPlace, ProjectFacts } from '../document/project-facts'
import type { Span } from '../document/types'
import type { Range } from '../findings/types'
import { CODE_FILE, filesOfProject, readFromDisk } from './discover'
import type { LoadedProject, ProjectFile } from './load'
import type { PackedPlace } from './messages'

/** Scripts that Botpress's own deployment uses although the project does not name them. */
const USED_BY_NAME = /^sandbox[A-Z]\w*\.vrl$/

/** `secrets[name]`, `f(secrets)`, `{ ...secrets }`: code that may read any secret. */
const COMPUTED_SECRET =
  /\bsecrets\s*\[|\.\.\.\s*(?:\w+\.)*secrets\b|\(\s*(?:\w+\.)*secrets\s*[,)]|,\s*(?:\w+\.)*secrets\s*\)/

/** `{ secrets }`, `{ secrets: bp.secrets }`, `return bp.secrets`: code that passes all secrets on. */
const PASSED_SECRETS =
  /[{,]\s*secrets\s*[,}]|:\s*(?:\w+\.)+secrets\b(?!\s*[.?[])|\breturn\s+(?:\w+\.)*secrets\b(?!\s*[.?[])/

/** `({ A, ...rest } = secrets)`, `process.env['SECRET_' + name]`: code that may read further secrets. */
const FURTHER_SECRETS = /\.\.\.\s*\w+\s*\}\s*=[^=\n;]*\bsecrets\b|\bSECRET_(?:['"`]\s*\+|\$\{)/

/** Methods of the client that take the name of a state. */
const USES_STATE = /\b(?:get|set|getOrSet|patch|delete)State\s*(?:<[^()]*>)?\(/g

/**
 * The facts about a project that rules can query.
 *
 * @param nameOf the name of a file in reports
 * @param filesOf reads all files that the author has written; by default from the disk
 */
export function projectFacts(
  project: LoadedProject,
  nameOf: (path: string) => string,
  filesOf: (folder: string) => ProjectFile[] = filesOnDisk,
): ProjectFacts {
  const { folder, definition, evaluated, files } = project
  const locate = (path: string, text: string, start: number, end: number): Range => {
    const range = new Lines(text).range({ start, end })
    return path === definition ? range : { ...range, file: nameOf(path) }
  }
  const unpack = (place: PackedPlace | undefined): Range | undefined => {
    const file = place === undefined ? undefined : files[place[0]]
    return place === undefined || file === undefined ? undefined : locate(file.path, file.text, place[1], place[2])
  }
  const ownFiles = lazily(() => filesOf(folder))
  const code = lazily(() => ownFiles().filter(({ path }) => CODE_FILE.test(path) || path.endsWith('.vrl')))
  const inputs = new Set(project.inputs)
  // Without the code of the integration, it is unknown which secrets and states are used.
  const hasCode = lazily(() =>
    ownFiles().some(({ path }) => CODE_FILE.test(path) && !inputs.has(path) && !/\.(?:test|spec)\./.test(path)),
  )
  const packageJson = lazily(() => {
    const path = join(folder, 'package.json')
    return ownFiles().find((file) => file.path === path)
  })

  /** Whether a word occurs anywhere except at its declaration. */
  const isMentioned = (word: string, declared: PackedPlace | undefined): boolean => {
    const declaration = declared === undefined ? undefined : files[declared[0]]?.path
    return code().some(({ path, text }) => {
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
        if (isWordPart(text[at + word.length]) || (isWordPart(text[at - 1]) && !text.startsWith('SECRET_', at - 7)))
          continue
        if (path === declaration && declared !== undefined && at >= declared[1] && at < declared[2]) continue
        return true
      }
      return false
    })
  }

  return {
    secrets: new Map(
      evaluated?.secrets.map(({ name, description, descriptionAt }) => [
        name,
        { description, at: unpack(descriptionAt) },
      ]),
    ),
    get unusedSecrets() {
      // A computed name may be that of any secret.
      if (!hasCode() || code().some(({ text }) => COMPUTED_SECRET.test(text) || FURTHER_SECRETS.test(text))) return []
      // The definition itself uses this syntax to declare secrets.
      if (code().some(({ path, text }) => !inputs.has(path) && PASSED_SECRETS.test(text))) return []
      return (evaluated?.secrets ?? []).flatMap(({ name, at }) =>
        at === undefined || isMentioned(name, at) ? [] : [name],
      )
    },
    get unusedStates() {
      // A computed name may be that of any state.
      if (!hasCode() || code().some(({ path, text }) => !inputs.has(path) && usesAnyState(text))) return []
      return (evaluated?.states ?? []).flatMap(({ name, at }) =>
        at === undefined || isMentioned(name, at) ? [] : [name],
      )
    },
    get unusedScripts() {
      const read = new Set(evaluated?.read.map(({ path }) => path))
      return ownFiles().flatMap(({ path, text }): NamedPlace[] => {
        const name = basename(path)
        if (!name.endsWith('.vrl') || read.has(path) || USED_BY_NAME.test(name)) return []
        if (ownFiles().some((other) => other.path !== path && other.text.includes(name))) return []
        return [{ name, at: locate(path, text, 0, /^[^\r\n]*/.exec(text)?.[0].length ?? 0) }]
      })
    },
    missingFiles: (evaluated?.missing ?? []).map(({ name, pointer, unstaged, at }) => ({
      name,
      pointer,
      unstaged,
      at: unpack(at) ?? { line: 1, column: 1, endLine: 1, endColumn: 1 },
    })),
    get packageName() {
      const file = packageJson()
      const manifest = file === undefined ? undefined : parseObject(file.text)
      if (file === undefined || manifest === undefined) return undefined
      const property: 'integrationName' | 'name' =
        typeof manifest.integrationName === 'string' ? 'integrationName' : 'name'
      const name = manifest[property]
      const at = typeof name === 'string' ? spanOfString(file.text, property, name) : undefined
      return typeof name === 'string' && at !== undefined
        ? { name, property, at: locate(file.path, file.text, ...at) }
        : undefined
    },
    get sdk() {
      const { sdk } = project
      const file = packageJson()
      if (sdk === undefined) return undefined
      const start = file?.text.indexOf('"@botpress/sdk"') ?? -1
      const at =
        file === undefined || start === -1
          ? { line: 1, column: 1, endLine: 1, endColumn: 1 }
          : locate(file.path, file.text, start, start + '"@botpress/sdk"'.length)
      return { name: sdk.version, at }
    },
    isInCode: (word) =>
      code().some(({ path, text }) => !inputs.has(path) && !path.endsWith('.vrl') && containsWord(text, word)),
    get bpLintDisabled() {
      // `bp` looks for exactly this text, too.
      const text = files[0]?.text ?? ''
      const start = text.indexOf('/* bplint-disable */')
      return start === -1 ? undefined : locate(definition, text, start, start + '/* bplint-disable */'.length)
    },
  }
}

/** All files of a project that its author has written, from the disk. */
export function filesOnDisk(folder: string): ProjectFile[] {
  return filesOfProject(folder).map((path) => ({ path, text: readFromDisk(path) ?? '' }))
}

/** Whether code uses a state by a name that is not written there: `getState({ name, … })`, `getState(props)`. */
function usesAnyState(text: string): boolean {
  return [...text.matchAll(USES_STATE)].some(({ index, 0: { length } }) => {
    const argument = text.slice(index + length).trimStart()
    if (!argument.startsWith('{')) return true
    const properties = ownProperties(argument)
    return !/(?:^|,)\s*name\s*:\s*(?:'[^']*'|"[^"]*"|`[^`$]*`)\s*(?:as\s[^,]*)?(?:,|$)/.test(properties)
  })
}

/** The source of an object literal's own properties: without its braces, and without nested braces and brackets. */
function ownProperties(literal: string): string {
  let depth = 0
  let own = ''
  for (const [token] of literal.matchAll(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\s\S]/g,
  )) {
    if (/^[{[(]$/.test(token)) depth += 1
    else if (/^[}\])]$/.test(token)) depth -= 1
    else if (depth === 1 && !/^\/[/*]/.test(token)) own += token
    if (depth === 0) break
  }
  return own
}

function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) return true
  }
  return false
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The span of the value in `"property": "value"`. */
function spanOfString(text: string, property: string, value: string): Span | undefined {
  const written = JSON.stringify(value)
  for (let key = text.indexOf(`"${property}"`); key !== -1; key = text.indexOf(`"${property}"`, key + 1)) {
    const start = text.indexOf(written, key + property.length + 2)
    if (start !== -1 && /^\s*:\s*$/.test(text.slice(key + property.length + 2, start)))
      return [start, start + written.length]
  }
  return undefined
}
