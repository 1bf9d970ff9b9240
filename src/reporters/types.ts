import type { Report, Severity } from '../findings/types'

/** What a report says about a rule in addition to its findings. */
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
  /** What the rule would report and what it is content with; files as text. */
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
  /** What a report for people says of the run, where it is known. */
  run?: RunDescription | undefined
  /** The largest report in bytes, for Markdown: a code host refuses a longer comment. */
  maxSize?: number | undefined
}

/** How a report came to be, for those who read it later and elsewhere. */
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
