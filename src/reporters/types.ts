import type { Report, Severity } from '../findings/types'

/** What a report says of a rule besides its findings. */
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

/** All that a reporter knows besides the report: it reads no environment, no file and no clock. */
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
}

/** The report as text; it ends with a newline unless it is empty. */
export type Reporter = (report: Report, options: ReporterOptions) => string
