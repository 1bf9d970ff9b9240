import { sep } from 'node:path'
import { Lines } from '../document/lines'
import { formatPointer, parsePointer, valueAt } from '../document/pointer'
import type { ProjectFacts } from '../document/project-facts'
import type { Document, DocumentPart, LocateRequest, SyntaxFault, TextSpan } from '../document/types'
import { isFields, own } from '../document/values'
import type { Range } from '../findings/types'
import { scriptComments } from '../vrl/script-file'
import type { LoadedProject, ProjectFile } from './load'
import type { Evaluated, PackedPlace, Places } from './messages'

/** The rule that reports why a definition cannot be evaluated. */
const LOADS = 'definition/loads'

/**
 * The create body of a project as a document. Each value has a position in the file in which it was written.
 *
 * @param nameOf the name of a file in reports
 */
export function projectDocument(
  project: LoadedProject,
  nameOf: (path: string) => string,
  facts: ProjectFacts | undefined,
): Document {
  const { files, evaluated, definition } = project
  const name = nameOf(definition)
  const known = new Map<string, Part>()
  const partOf = (file: ProjectFile): Part => {
    let part = known.get(file.path)
    if (part === undefined) {
      part = new Part(file, file.path === definition ? undefined : nameOf(file.path))
      known.set(file.path, part)
    }
    return part
  }
  const definitionFile = files[0] ?? { path: definition, text: '' }
  const faultRanges = new Map<TextSpan, Range>()
  const faults = project.faults.map(({ message, data, file, range }): SyntaxFault => {
    const fault: SyntaxFault = { rule: LOADS, message, data, start: 0, end: 0, path: [] }
    faultRanges.set(fault, file === definition ? range : { ...range, file: nameOf(file) })
    return fault
  })
  const value: unknown = evaluated === undefined ? undefined : JSON.parse(evaluated.body)
  const index = evaluated === undefined ? undefined : new PlaceIndex(value, evaluated)
  const sourceCount = evaluated === undefined ? files.length : files.length - evaluated.read.length
  return {
    name,
    text: definitionFile.text,
    value,
    faults,
    parts: files.map(partOf),
    ...(facts === undefined ? {} : { project: facts }),
    locateAll: (requests) =>
      requests.map((request) => {
        const place = index?.find(request)
        const file = place === undefined ? undefined : files[place[0]]
        if (place === undefined || file === undefined) return partOf(definitionFile).rangeOf({ start: 0, end: 0 })
        const [number, start, end] = place
        return partOf(file).rangeOf(requestedSpan(file.text, { start, end }, request, number >= sourceCount, value))
      }),
    rangeOf: (span) => faultRanges.get(span) ?? partOf(definitionFile).rangeOf(span),
    ...(index === undefined
      ? {}
      : {
          editsFor(changes) {
            // Loaded only when a fix is wanted.
            const { editsOfProject } = require('./edits') as typeof import('./edits')
            const texts = { files, sourceCount, body: value, placeOf: (request: LocateRequest) => index.find(request) }
            const edits = editsOfProject(texts, changes)
            // A file outside the project may belong to other projects, in which the edits are not checked.
            if (edits?.every(({ file }) => file.path.startsWith(project.folder + sep)) !== true) return undefined
            return edits.map(({ file, ...edit }) => ({ ...edit, file: partOf(file).file }))
          },
        }),
  }
}

/**
 * The project with another text of a script or another file whose text is a value of its body, without evaluating it
 * again.
 *
 * @param path absolute
 */
export function withText(project: LoadedProject, path: string, text: string): LoadedProject {
  const { evaluated } = project
  const number = project.files.findIndex((file) => file.path === path)
  const read = evaluated?.read.find((file) => file.path === path)
  if (evaluated === undefined || read === undefined) return project
  const body: unknown = JSON.parse(evaluated.body)
  for (const pointer of read.pointers) {
    const keys = parsePointer(pointer)
    const last = keys.pop() ?? ''
    const holder = valueAt(body, formatPointer(keys))
    if (isFields(holder) && own(holder, last) === read.text) Reflect.set(holder, last, text)
  }
  return {
    ...project,
    files: project.files.map((file) => (file.path === path ? { ...file, text } : file)),
    evaluated: {
      ...evaluated,
      body: JSON.stringify(body),
      read: evaluated.read.map((file) => (file === read ? { ...file, text } : file)),
      places: evaluated.places.map((place) => (place[0] === number ? [number, 0, text.length] : place)),
    },
  }
}

/** A file of a project. */
class Part implements DocumentPart {
  readonly text: string
  #lines: Lines | undefined
  #comments: readonly TextSpan[] | undefined

  constructor(
    private readonly source: ProjectFile,
    readonly file: string | undefined,
  ) {
    this.text = source.text
  }

  get comments(): readonly TextSpan[] {
    const { path, comments = [] } = this.source
    this.#comments ??= path.endsWith('.vrl') ? scriptComments(this.text) : comments
    return this.#comments
  }

  rangeOf(span: TextSpan): Range {
    this.#lines ??= new Lines(this.text)
    const range = this.#lines.range(span)
    return this.file === undefined ? range : { ...range, file: this.file }
  }
}

/** The span of the requested part of a value, if the value is written without escapes; otherwise the whole place. */
function requestedSpan(
  text: string,
  whole: TextSpan,
  { pointer, span }: LocateRequest,
  isFile: boolean,
  body: unknown,
): TextSpan {
  if (span === undefined) return isFile ? firstLineSpan(text, whole) : whole
  const [from, to] = span
  if (isFile) return { start: whole.start + from, end: whole.start + to }
  const quoted = text.slice(whole.start + 1, whole.end - 1)
  return quoted === valueAt(body, pointer.toString())
    ? { start: whole.start + 1 + from, end: whole.start + 1 + to }
    : whole
}

/** A finding on a whole script is reported at its first line. */
function firstLineSpan(text: string, { start, end }: TextSpan): TextSpan {
  const line = text.slice(start, end).search(/[\r\n]/)
  return line <= 0 ? { start, end } : { start, end: start + line }
}

/** Looks up the places of a body's values, which are listed in the order of its JSON. */
class PlaceIndex {
  /** The number of values in each object and array, itself included. */
  readonly #sizes = new Map<unknown, number>()
  readonly #offsets = new Map<object, Map<string, number>>()

  constructor(
    private readonly body: unknown,
    private readonly evaluated: Evaluated & Places,
  ) {
    this.#measure(body)
  }

  find({ pointer, target }: LocateRequest): PackedPlace | undefined {
    let index = 0
    let value: unknown = this.body
    for (const key of pointer.keys()) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
        throw new Error(`No value at ${JSON.stringify(pointer.toString())}`)
      }
      index += this.#offsetsIn(value).get(key) ?? 0
      value = Reflect.get(value, key)
    }
    const { at, places } = this.evaluated
    const keyPlace = at[2 * index] ?? -1
    const valuePlace = at[2 * index + 1] ?? -1
    return places[target === 'key' && keyPlace !== -1 ? keyPlace : valuePlace]
  }

  /** For each key of an object or array: the distance of its value from the object in the order of the JSON. */
  #offsetsIn(value: object): ReadonlyMap<string, number> {
    let offsets = this.#offsets.get(value)
    if (offsets === undefined) {
      offsets = new Map()
      let offset = 1
      for (const [key, item] of Object.entries(value)) {
        offsets.set(key, offset)
        offset += this.#sizeOf(item)
      }
      this.#offsets.set(value, offsets)
    }
    return offsets
  }

  #sizeOf(value: unknown): number {
    return typeof value === 'object' && value !== null ? (this.#sizes.get(value) ?? 1) : 1
  }

  /** Fills `#sizes`. */
  #measure(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1
    let size = 1
    for (const item of Object.values(value)) size += this.#measure(item)
    this.#sizes.set(value, size)
    return size
  }
}
