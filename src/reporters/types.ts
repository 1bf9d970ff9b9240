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

/** The inputs of a reporter in addition to the report: it reads no environment, file or clock. */
export interface ReporterOptions {
  /** Whether the text may carry ANSI colours. */
  color: boolean
  tool: { name: string; version: string; url: string }
  /** Called by the formats that describe rules, and only then. */
  rules(): readonly RuleMetadata[]
  /**
   * The folder that the report's file names are relative to, as a path in the repository, such as `packages/crm`;
   * absent or '' for the root. Code hosts require paths from the root.
   */
  directory?: string
  /** The width of the terminal in columns; absent if lines may have any length. */
  width?: number | undefined
  /** Whether formats for people show every finding; they truncate long lists otherwise. */
  complete?: boolean
  /** Whether `pretty` adds the table of findings by rule. */
  statistics?: boolean
  /** Whether a user reads the report at a terminal, and can type the next command. */
  interactive?: boolean
  /** Findings that the caller left out of the report, such as the warnings under `--quiet`. */
  hidden?: number
  /** Facts about the run for reports that people read, if known. */
  run?: RunDescription | undefined
  /** The maximum size of the report in bytes, for Markdown: code hosts refuse longer comments. */
  maxSize?: number | undefined
}

/** The run that made a report, for readers at a later time or on another machine. */
export interface RunDescription {
  /** ISO 8601, in UTC. */
  date: string
  /** The command line as it was typed, without secrets. */
  command: string
  preset?: string | undefined
  /** The commit that was checked out. */
  commit?: string | undefined
}

/** The report as text; it ends with a newline unless it is empty. */
export type Reporter = (report: Report, options: ReporterOptions) => string
