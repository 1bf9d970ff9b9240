import type { Finding, Report, Severity } from '../findings/types'
import { clip, escapeTerminal } from './escape'
import { formatMarkdown } from './markdown'
import { mostSevereFirst } from './order'
import { repositoryPath } from './paths'
import type { ReporterOptions } from './types'

const WORKFLOW_COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>

/** The maximum size of a step's summary on GitHub, in bytes. */
const LARGEST_SUMMARY = 1024 * 1024

/**
 * Workflow commands that GitHub Actions turns into annotations. It shows ten errors and ten warnings of a step, so the
 * most severe findings come first.
 */
export function formatGithub(report: Report, options: ReporterOptions): string {
  const annotations = mostSevereFirst(report).map(({ file, finding }) =>
    annotation(repositoryPath(file.file, options.directory), finding),
  )
  const crashes = report.files.flatMap(({ file, crashes }) =>
    crashes.map(
      ({ rule, message }) =>
        `::error title=${escapeProperty(options.tool.name)}::${escapeData(`The rule ${rule} failed on ${file}: ${message}`)}\n`,
    ),
  )
  return [...crashes, ...annotations].join('')
}

/** Markdown for the file that `GITHUB_STEP_SUMMARY` names, within GitHub's maximum size. */
export function githubStepSummary(report: Report, options: ReporterOptions): string {
  return formatMarkdown(report, { ...options, maxSize: LARGEST_SUMMARY })
}

function annotation(path: string, { severity, line, column, endLine, endColumn, rule, message }: Finding): string {
  const properties = [
    `file=${escapeProperty(path)}`,
    `line=${line}`,
    `endLine=${endLine}`,
    `col=${column}`,
    `endColumn=${endColumn}`,
    `title=${escapeProperty(rule)}`,
  ]
  return `::${WORKFLOW_COMMANDS[severity]} ${properties.join()}::${escapeData(message)}\n`
}

// The runner decodes these sequences and no others; other characters that could disturb the log are shown as escapes.
function escapeData(text: string): string {
  return escapeTerminal(encodeLine(clip(text)))
}

function escapeProperty(text: string): string {
  return escapeTerminal(encodeLine(text).replaceAll(':', '%3A').replaceAll(',', '%2C'))
}

function encodeLine(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
