/** The severity of a finding. The report formats map `info` to their own word (`note`, `notice`). */
export type Severity = 'error' | 'warning' | 'info'

/** The gravest first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** The graver of two severities. */
export function worse(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other
}

/** The kinds of document that the tool knows. */
export type Kind = 'integration' | 'public-integration' | 'integration-list' | 'create-body' | 'update-body'

/** The kind of a file in a report: a kind of document, or a script file. */
export type FileKind = Kind | 'script'

export const KINDS = [
  'integration',
  'public-integration',
  'integration-list',
  'create-body',
  'update-body',
] as const satisfies readonly Kind[]

/**
 * A part of a text: 1-based lines and columns, columns in UTF-16 code units, end exclusive. An empty range (start =
 * end) marks a point, such as the end of a truncated file.
 */
export interface Range {
  line: number
  column: number
  endLine: number
  endColumn: number
  /**
   * The file, as reports show it, where a document consists of several and this is not its own. Reports list such a
   * finding under that file, without this property.
   */
  file?: string
}

/** The lines around a finding, as a report shows them; each at most as wide as a screen. */
export interface CodeFrame {
  lines: {
    /** 1-based. */
    number: number
    /** The line, or the part of it that is shown. */
    text: string
    /** The number of UTF-16 code units that were cut off before `text`; 0 if the line starts with it. */
    cut: number
  }[]
}

/** A replacement of a part of a file. */
export interface FixEdit {
  /** The name in reports. */
  file: string
  /** The replaced range; a byte-order mark is column 0 of line 1. */
  range: Range
  /** The replacement. */
  text: string
}

/** The fix of a finding. It was tried: it removes the finding and causes no other one. */
export interface Fix {
  /** The title for a list of actions: `Rename "titel" to "title"`. */
  title: string
  /** Whether the fix preserves what the integration does, and everything that was written. */
  safe: boolean
  /** In the order of the text of each file, without overlap. */
  edits: FixEdit[]
}

/** Another place that a finding refers to, such as the previous value. */
export interface RelatedPlace extends Range {
  file: string
  /** A short label. */
  message: string
}

/** One fault at one place. */
export interface Finding extends Range {
  /** The rule's id, for instance `schema/max-length`. */
  rule: string
  severity: Severity
  /** The fault, what was found, and what is allowed; without the severity. */
  message: string
  /** The facts of the message, so that tools can group without parsing prose. Plain JSON. */
  data: Record<string, unknown>
  /** RFC 6901 pointer into the file as it is written; '' is the root. */
  pointer: string
  /** URL of the rule's page. */
  help: string
  /** Survives edits elsewhere in the file and is unique within it; see fingerprint.ts. */
  fingerprint: string
  /** Absent when there are none. */
  related?: readonly RelatedPlace[]
  /** Present when the caller asked for it; not part of the JSON report. */
  frame?: CodeFrame
  /** Present when the caller asked for fixes and there is one; not part of the JSON report. */
  fix?: Fix
}

/** A finding that a configuration entry, a baseline or an inline comment suppresses. */
export interface SuppressedFinding extends Finding {
  suppression: { by: 'configuration' | 'baseline' | 'comment'; reason: string }
}

/** A finding that follows from another one. It is reported only if the other one is suppressed. */
export interface ExplainedFinding extends Finding {
  /** The fingerprint of the other finding. */
  explainedBy: string
}

/** A comment in the document that suppresses nothing. */
export interface UnusedSuppression extends Range {
  /** The rule that it names. */
  rule: string
  message: string
}

/** A rule that threw: a fault of the tool, not of the document. */
export interface Crash {
  rule: string
  message: string
  stack?: string
}

export interface FileReport {
  /** The name as the report shows it: relative, forward slashes. */
  file: string
  /** Absent when the text could not be recognised. */
  kind?: FileKind
  findings: Finding[]
  suppressed: SuppressedFinding[]
  crashes: Crash[]
  /** The document could not be read, so nothing in it was linted. This cannot be suppressed. Not part of any report. */
  unread?: true
  /** Not part of any report; absent when there are none. */
  explained?: ExplainedFinding[]
  /** Comments that suppress nothing; undefined if there are none, or if the rule `suppression-used` reports them. */
  unused?: UnusedSuppression[]
  /** The document was compared with another one; not part of any report. */
  compared?: boolean
}

export interface Summary {
  files: number
  errors: number
  warnings: number
  infos: number
  suppressed: number
}

export interface Report {
  files: FileReport[]
  summary: Summary
  /** The pairs of documents that were compared, of which `files` has the findings. */
  comparisons?: readonly ComparisonReport[]
  /** The shard of a run that is split over several machines; both numbers are 1-based. */
  shard?: { index: number; count: number }
}

// The output of `compare`, as in its JSON.

/** `breaking`: bots that work with the old version may not work with the new one. */
export type Verdict = 'breaking' | 'compatible' | 'unknown'

/** The version increments that changes can require, largest first. */
export const LEVELS = ['major', 'minor', 'patch', 'none'] as const
export type Level = (typeof LEVELS)[number]

/** The place of a change in one of the two documents; lines and columns as in a finding. */
export interface ChangePlace {
  side: 'old' | 'new'
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
}

export interface ReportedChange {
  rule: string
  verdict: Verdict
  severity: Severity
  message: string
  /** A pointer into the new document; undefined for something removed. */
  pointer?: string
  /** A pointer into the old document; undefined for something new. */
  oldPointer?: string
  /** The old one first. */
  places: ChangePlace[]
}

export interface VersionReport {
  /** Null where a document has no version. */
  old: string | null
  new: string | null
  /** The increment that the changes require. */
  required: Level
  /** Whether the version increment is large enough. */
  sufficient: boolean
  /** The lowest sufficient version; null if the old one is not a semantic version. */
  suggested: string | null
}

/** Two documents that were compared. */
export interface ComparisonReport {
  /** The name of the integration. */
  name: string
  /** The documents, as reports show them. */
  old: string
  new: string
  changes: ReportedChange[]
  version: VersionReport
  /** The findings on the version; not part of the JSON report. */
  aboutVersion: Finding[]
  /** Changes that the caller left out, such as those under `--quiet`; not part of the JSON report. */
  hidden?: number
}
