import type { SourceFile } from './sites'

/** A request to the evaluating process: one project. */
export interface EvaluateRequest {
  id: number
  /** Absolute path of the project's folder. */
  folder: string
  /** The bundled definition, CommonJS. */
  code: string
  files: readonly SourceFile[]
  /** Of files that are not as they are on the disk: base64, null for one that is not there; by absolute path. */
  contents: Readonly<Record<string, string | null>> | undefined
}

/** A part of one of the project's files: [file, start, end], where file is an index into `files`. */
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
  id: number
  /** JSON of the create body. */
  body: string
  /** Files other than sources whose text is in the body; their numbers follow those of the sources. */
  read: readonly ReadFile[]
  /** Absolute paths of the files whose bytes are in the body: icon and readme. */
  assets: readonly string[]
  /** Names of missing files that the definition refers to. */
  missing: readonly MissingFile[]
  /** The secrets that the definition declares. */
  secrets: readonly {
    name: string
    description: string | undefined
    at: PackedPlace | undefined
    descriptionAt: PackedPlace | undefined
  }[]
  states: readonly { name: string; at: PackedPlace | undefined }[]
  sdkVersion: string | undefined
}

export interface ReadFile {
  path: string
  text: string
  pointers: readonly string[]
}

export interface MissingFile {
  pointer: string
  /** The name in the definition. */
  name: string
  message: string
  /** The file is on the disk, but not in the index, which is linted. */
  unstaged: boolean
  at: PackedPlace | undefined
}

export interface Refused {
  type: 'refused'
  id: number
  failures: readonly EvaluationFailure[]
}

export interface EvaluationFailure {
  reason: 'threw' | 'no-default-export' | 'not-an-integration' | 'part' | 'schema' | 'sdk' | 'exits'
  message: string
  at?: PackedPlace
  /** Position in the bundled code, 1-based, if no recorded place is nearer. */
  bundle?: { line: number; column: number }
  pointer?: string
}

export interface Located extends Places {
  type: 'located'
  id: number
}

/** `spoiled`: the process must not be used again, because the project changed its global state. */
export type LastAnswer = (Located | Refused) & { spoiled: boolean }
