import type { SourceFile } from './sites'

/** A request to the evaluating process: one project. */
export interface EvaluateRequest {
  id: number
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
  id: number
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
  id: number
  failures: readonly EvaluationFailure[]
}

export interface EvaluationFailure {
  reason: 'threw' | 'no-default-export' | 'not-an-integration' | 'part' | 'schema' | 'sdk' | 'exits'
  message: string
  at?: PackedPlace
  /** The position in the bundled code, 1-based; for a failure without `at`. */
  bundle?: { line: number; column: number }
  pointer?: string
}

/** The second answer, after `Evaluated`. */
export interface Located extends Places {
  type: 'located'
  id: number
}

/** `spoiled` if the process must not be used again, for instance because the project changed its global state. */
export type LastAnswer = (Located | Refused) & { spoiled: boolean }
