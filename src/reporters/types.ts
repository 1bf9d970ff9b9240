import type { Report, Severity } from '../findings/types'

/** Facts about a rule for reports, in addition to its findings. */
export interface RuleMetadata {
  id: string
  category: string
  severity: Severity
  /** One Markdown sentence. */
  summary: string
  /** Markdown. */
  description: string
  /** The rule's page. */
  helpUrl: string
  /** Documents that the rule reports, and documents that it accepts; files as text. */
  examples: { bad: readonly string[]; good: readonly string[] }
}

/** Everything a reporter knows in addition to the report: it reads no environment, file or clock. */
export interface ReporterOptions {
  /** Whether the text may carry ANSI colours. */
  color: boolean
  tool: { name: string; version: string; url: string }
  /** Called by the formats that describe rules, and only then. */
  rules(): readonly RuleMetadata[]
  /**
   * Where file names of the report start, seen from the root of the repository: `packages/crm`, and
   * absent or '' at the root itself. Code hosts want every path from their root.
   */
  directory?: string
  /** Columns of the terminal; absent where lines may have any length. */
  width?: number | undefined
  /** Show every finding where a format for people would cut its list. */
  complete?: boolean
  /** Add the table of findings by rule, in the formats for people that have one. */
  statistics?: boolean
  /** Somebody reads the report at a terminal, and can type the next command. */
  interactive?: boolean
  /** Findings that the caller left out of the report, such as the warnings under `--quiet`. */
  hidden?: number
  /** Facts about the run for reports that people read, if known. */
  run?: RunDescription | undefined
  /** The largest report in bytes, for Markdown: a code host refuses a longer comment. */
  maxSize?: number | undefined
}

/** The run that made a report, for readers at a later time or on another machine. */
export interface RunDescription {
  /** ISO 8601, in UTC. */
  date: string
  /** As it was typed, without secrets: tokens are never arguments. */
  command: string
  preset?: string | undefined
  /** The commit that was checked out. */
  commit?: string | undefined
}

/** The report as text; it ends with a newline unless it is empty. */
export type Reporter = (report: Report, options: ReporterOptions) => string
