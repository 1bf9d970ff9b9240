import type { Kind, Range } from '../findings/types'
import type { Change } from './changes'
import type { Pointer } from './pointer'
import type { ProjectFacts } from './project-facts'
import type { Edit } from './repair'

/** A fault that the parser itself found; the text's own positions, no pointer look-up needed. */
export interface SyntaxFault {
  /** A rule id of the `syntax/` family. */
  rule: string
  message: string
  data: Record<string, unknown>
  /** Offsets into the text in UTF-16 code units, end exclusive. */
  start: number
  end: number
  /** The known keys of the container in which the fault stands. */
  path: readonly string[]
  /** Of a key that is not the first of its name: where that one starts. */
  first?: number
  /** Absent for an error. A warning: the text is read all the same, and by everybody alike. */
  severity?: 'warning'
  /** The text is not read (a binary file, another encoding): nothing else is reported of it. */
  fatal?: true
  /** Characters of the text are U+FFFD, which stands for what could not be decoded. */
  lossy?: true
}

/** A stretch of a text: offsets in UTF-16 code units, end exclusive. */
export interface TextSpan {
  start: number
  end: number
}

/** Where in a text a finding belongs. */
export interface LocateRequest {
  /** Into the file as it is written. */
  pointer: Pointer
  /** The property's key (an unknown property) or its value (everything else). The root has no key. */
  target: 'key' | 'value'
  /** A stretch of the string value: offsets in UTF-16 code units of the decoded string, end exclusive. */
  span?: readonly [number, number]
}

/** One of the files that a document was made of. */
export interface DocumentPart {
  /** As reports show it; undefined for the document's own file. */
  file: string | undefined
  text: string
  /** In order. */
  comments: readonly TextSpan[]
  rangeOf(span: TextSpan): Range
}

/** An edit of one of the files that a document consists of. */
export interface FileEdit extends Edit {
  /** As reports show it; undefined for the document's own file. */
  file: string | undefined
}

/** A parsed document. The values are plain JSON; positions are computed when asked for. */
export interface Document {
  /** As reports show it. */
  name: string
  /** The text as it was read, without a byte-order mark. */
  text: string
  /**
   * The parsed value of the whole file, after faults that can be put right without guessing (a comment,
   * a trailing comma, a doubled key); undefined when the text could not be parsed.
   */
  value: unknown
  /**
   * Only when `value` is undefined: what could be made of a broken text by guessing (brackets closed,
   * missing values null). Good for recognising what the file was meant to be, and for nothing else.
   */
  recovered?: unknown
  faults: readonly SyntaxFault[]
  /** The comments of a `.jsonc` text, in order. Absent when it has none. */
  comments?: readonly TextSpan[]
  /** Texts and keys of the value that hold a long word (see `hasLongWord`); absent when that is not known. */
  longWords?: readonly string[]
  /** The files of a document that was made of several; their comments silence what is found in them. */
  parts?: readonly DocumentPart[]
  /** What is known of the project that the document was evaluated from. */
  project?: ProjectFacts
  /** What the document is; absent when it is not recognised or could not be parsed. */
  kind?: Kind
  /** One pass over the text for all requests, in their order. Throws when a pointer does not resolve. */
  locateAll(requests: readonly LocateRequest[]): Range[]
  /** Lines and columns of a fault or a comment. */
  rangeOf(span: TextSpan): Range
  /**
   * The edits of the text that make these changes of the value and keep everything else; undefined where there are none.
   * Absent where there is nothing to edit: an answer of the API.
   */
  editsFor?(changes: readonly Change[]): FileEdit[] | undefined
  /** The edits that mend a fault of the syntax; undefined where it has no single answer. */
  editsForFault?(fault: SyntaxFault): Edit[] | undefined
}
