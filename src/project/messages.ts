import { isFields, own } from '../document/values'
import type { SourceFile } from './sites'

/**
 * The file descriptor of the evaluating process for requests and answers: a duplex stream of lines of JSON. It is not
 * the channel of `fork`, on which a malformed message is an exception of the parent that cannot be caught.
 */
export const CHANNEL = 3

/** A request to the evaluating process: one project. */
export interface EvaluateRequest {
  /** Unguessable, so that a definition cannot answer itself. */
  id: string
  /** Absolute path of the project's folder. */
  folder: string
  /** The bundled definition, CommonJS. */
  code: string
  /** The definition comes first. */
  files: readonly SourceFile[]
  /** The content, in base64, of files that differ from the disk, by absolute path; null for a file that is absent. */
  contents: Readonly<Record<string, string | null>> | undefined
}

/** A part of one of the project's files; `file` is an index into its `files`, the offsets are UTF-16 code units. */
export type PackedPlace = readonly [file: number, start: number, end: number]

/** Where the values of a body are written. */
export interface Places {
  /** Distinct places. */
  places: readonly PackedPlace[]
  /**
   * For each value of the body, in the order of its JSON: two indices into `places`, of its key and of the value; -1 if
   * there is no place.
   */
  at: readonly number[]
}

/** The first answer for a definition that can be evaluated; `Located` follows. */
export interface Evaluated {
  type: 'evaluated'
  id: string
  /** JSON of the create body. */
  body: string
  /**
   * Scripts and other files whose text is in the body. Their indices in a `PackedPlace` follow those of the sources.
   */
  read: readonly ReadFile[]
  /** Absolute paths of the files whose bytes are in the body: icon and readme. */
  assets: readonly string[]
  /** The files that the definition names and that cannot be read. */
  missing: readonly MissingFile[]
  /** The secrets that the definition declares. */
  secrets: readonly {
    name: string
    description: string | undefined
    at: PackedPlace | undefined
    descriptionAt: PackedPlace | undefined
  }[]
  states: readonly { name: string; at: PackedPlace | undefined }[]
}

export interface ReadFile {
  /** Absolute. */
  path: string
  text: string
  /** The values of the body that are its text. */
  pointers: readonly string[]
}

export interface MissingFile {
  /** The property that names the file. */
  pointer: string
  /** The name in the definition. */
  name: string
  message: string
  /** Whether the file exists, but is not part of the index that is linted. */
  unstaged: boolean
  at: PackedPlace | undefined
}

/** The only answer for a definition that cannot be evaluated. */
export interface Refused {
  type: 'refused'
  id: string
  failures: readonly EvaluationFailure[]
}

export interface EvaluationFailure {
  reason: 'threw' | 'no-default-export' | 'not-an-integration' | 'part' | 'schema' | 'sdk' | 'exits'
  message: string
  at?: PackedPlace
  /** The positions in the bundled code that were running, 1-based, innermost first; the first one threw. */
  bundle?: readonly BundlePosition[]
  pointer?: string
}

export interface BundlePosition {
  line: number
  column: number
}

/** The second answer, after `Evaluated`. */
export interface Located extends Places {
  type: 'located'
  id: string
}

/** `spoiled` if the process must not be used again, for instance because the project changed its global state. */
export type LastAnswer = (Located | Refused) & { spoiled: boolean }

type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string'
const isBoolean: Check = (value) => typeof value === 'boolean'
const isInteger: Check = Number.isInteger

function isJson(value: unknown): boolean {
  try {
    return typeof value === 'string' && JSON.parse(value) !== undefined
  } catch {
    return false
  }
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check)
}

function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value) => isFields(value) && Object.entries(checks).every(([key, check]) => check(own(value, key)))
}

const isPlace: Check = (value) => listOf(isInteger)(value) && Array.isArray(value) && value.length === 3

const ANSWERS = {
  evaluated: fields({
    body: isJson,
    read: listOf(fields({ path: isString, text: isString, pointers: listOf(isString) })),
    assets: listOf(isString),
    missing: listOf(
      fields({ pointer: isString, name: isString, message: isString, unstaged: isBoolean, at: optional(isPlace) }),
    ),
    secrets: listOf(
      fields({
        name: isString,
        description: optional(isString),
        at: optional(isPlace),
        descriptionAt: optional(isPlace),
      }),
    ),
    states: listOf(fields({ name: isString, at: optional(isPlace) })),
  }),
  refused: fields({
    failures: listOf(
      fields({
        reason: isString,
        message: isString,
        at: optional(isPlace),
        bundle: optional(listOf(fields({ line: isInteger, column: isInteger }))),
        pointer: optional(isString),
      }),
    ),
    spoiled: isBoolean,
  }),
  located: fields({ places: listOf(isPlace), at: listOf(isInteger), spoiled: isBoolean }),
} satisfies Record<(Evaluated | LastAnswer)['type'], Check>

/**
 * Parses a line from the evaluating process. The code of the project runs there and may have changed built-in objects or
 * written to the channel, so the line may be anything.
 *
 * @returns undefined unless it is an answer to the request
 */
export function parseAnswer(line: string, id: string): Evaluated | LastAnswer | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(line)
  } catch {
    return undefined
  }
  return isAnswer(answer) && answer.id === id ? answer : undefined
}

function isAnswer(value: unknown): value is Evaluated | LastAnswer {
  const type = isFields(value) ? own(value, 'type') : undefined
  if (type !== 'evaluated' && type !== 'refused' && type !== 'located') return false
  return ANSWERS[type](value)
}
