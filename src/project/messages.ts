import type { SourceFile } from './sites'

/** What the evaluating process is asked for: one project. */
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

/** A stretch of one of the project's files: [file, start, end], the file an index into `files`. */
export type PackedPlace = readonly [file: number, start: number, end: number]

export interface Evaluated {
  type: 'evaluated'
  id: number
  /** JSON of the create body. */
  body: string
  /** Distinct places. */
  places: readonly PackedPlace[]
  /**
   * For each value of the body, in the order in which it is written as JSON: two indices into `places`, of its key and of
   * itself; -1 where there is none.
   */
  at: readonly number[]
  /** Files beyond the sources that the body holds, in the order of their numbers after the sources. */
  read: readonly ReadFile[]
  /** Absolute paths of files of which the body holds the bytes: icon and readme. */
  assets: readonly string[]
  /** Names of files that the definition asks for and that are not there. */
  missing: readonly MissingFile[]
  /** The definition's own secrets. */
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
  /** As the definition names it. */
  name: string
  message: string
  /** It is there, and not in the next commit, which is meant. */
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
  /** Position in the bundled code, 1-based, where no recorded place is nearer. */
  bundle?: { line: number; column: number }
  pointer?: string
}

/** The process is not to be used again: the project has changed what others would find. */
export type EvaluatorAnswer = (Evaluated | Refused) & { spoiled: boolean }
