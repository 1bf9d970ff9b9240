import type { Kind, Range } from '../findings/types'
import type { Change } from './changes'
import type { Pointer } from './pointer'
import type { ProjectFacts } from './project-facts'
import type { Edit } from './repair'

/** A fault that the parser found, with its position in the text. */
export interface SyntaxFault {
  /** A rule id of the `syntax/` family. */
  rule: string
  message: string
  data: Record<string, unknown>
  /** Offsets into the text in UTF-16 code units, end exclusive. */
  start: number
  end: number
  /** The keys of the container that the fault is in. */
  path: readonly string[]
  /** For a duplicate key: the start of the first one. */
  first?: number
  /** Undefined for an error. A warning: every reader reads the text the same way. */
  severity?: 'warning'
  /** The text is not read (a binary file, another encoding), and no other faults are reported. */
  fatal?: true
  /** The text contains U+FFFD in place of bytes that could not be decoded. */
  lossy?: true
}

/** A part of a text: offsets in UTF-16 code units, end exclusive. */
export interface TextSpan {
  start: number
  end: number
}

/** A `TextSpan` as a pair. */
export type Span = readonly [start: number, end: number]

/** A request for the position of a finding in a text. */
export interface LocateRequest {
  /** The pointer into the file as written. */
  pointer: Pointer
  /** The property's key (an unknown property) or its value (everything else). The root has no key. */
  target: 'key' | 'value'
  /** A part of the string value: offsets in UTF-16 code units of the decoded string, end exclusive. */
  span?: Span
}

/** One of the files that a document consists of. */
export interface DocumentPart {
  /** The name in reports; undefined for the document's own file. */
  file: string | undefined
  text: string
  /** In order. */
  comments: readonly TextSpan[]
  rangeOf(span: TextSpan): Range
}

/** An edit of one of the files that a document consists of. */
export interface FileEdit extends Edit {
  /** The name in reports; undefined for the document's own file. */
  file: string | undefined
}

/** A parsed document. The values are plain JSON; positions are computed on demand. */
export interface Document {
  /** The name in reports. */
  name: string
  /** The text as it was read, without a byte-order mark. */
  text: string
  /**
   * The parsed value of the whole file, after unambiguous repairs (of a comment, a trailing comma, a duplicate key);
   * undefined if the text could not be parsed.
   */
  value: unknown
  /**
   * Only if `value` is undefined: the value that was recovered from a broken text by guessing (brackets closed, missing
   * values null). Use it only to recognise the kind of the file.
   */
  recovered?: unknown
  faults: readonly SyntaxFault[]
  /** The comments of a `.jsonc` text, in order. Absent when it has none. */
  comments?: readonly TextSpan[]
  /** Texts and keys of the value that contain a long word (see `hasLongWord`); undefined if unknown. */
  longWords?: readonly string[]
  /** The files of a document that consists of several; comments in each suppress findings in it. */
  parts?: readonly DocumentPart[]
  /** The facts about the project that the document was evaluated from. */
  project?: ProjectFacts
  /** The kind of the document; undefined if it is not recognised or could not be parsed. */
  kind?: Kind
  /**
   * Finds all requested ranges in one pass over the text, in the order of the requests. Throws if a pointer cannot be
   * resolved.
   */
  locateAll(requests: readonly LocateRequest[]): Range[]
  /** The lines and columns of a fault or a comment. */
  rangeOf(span: TextSpan): Range
  /**
   * The edits of the text that make these changes of the value and keep everything else; undefined if there are none.
   * The method is undefined for a document that cannot be edited, such as an answer of the API.
   */
  editsFor?(changes: readonly Change[]): FileEdit[] | undefined
  /** The edits that fix a syntax fault; undefined if it has no single solution. */
  editsForFault?(fault: SyntaxFault): Edit[] | undefined
}
