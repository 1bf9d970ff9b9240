import { counted } from '../findings/text'
import type { Crash, Finding, Report, Severity } from '../findings/types'
import { clip, escapeTerminal } from './escape'
import { MOST_CRASHES, nothingListed, severityCounts } from './headline'
import { type FindingInFile, mostSevereFirst } from './order'
import { repositoryPath } from './paths'
import type { ReporterOptions } from './types'

/** The space reserved for everything except the rows: the heading, and the note on what was left out. In bytes. */
const OVERHEAD = 1000

const LONGEST_CELL = 500

const SEVERITY_MARKS = { error: '❌ error', warning: '⚠️ warning', info: 'ℹ️ info' } as const satisfies Record<
  Severity,
  string
>

/**
 * A table for each file, for a comment on a pull request or a page. With `maxSize`, the least severe findings are left
 * out, and the last line says how many.
 */
export function formatMarkdown(report: Report, options: ReporterOptions): string {
  const crashes = report.files.flatMap(({ file, crashes }) => crashes.map((crash) => crashLine(file, crash)))
  const head = [`## ${options.tool.name}: ${headline(report, options.hidden ?? 0)}`, ...crashes.slice(0, MOST_CRASHES)]
  if (crashes.length > MOST_CRASHES) head.push(`And ${crashes.length - MOST_CRASHES} more failures of rules.`)

  const all = mostSevereFirst(report)
  const room = (options.maxSize ?? Number.POSITIVE_INFINITY) - size(head.join('\n\n')) - OVERHEAD
  const { sections, shown } = sectionsWithin(room, report, all, options)
  const leftOut = all.length - shown
  const foot = leftOut === 0 ? [] : [`…and ${counted(leftOut, 'more finding')}, which did not fit in here.`]
  return `${[...head, ...sections, ...foot].join('\n\n')}\n`
}

function sectionsWithin(room: number, report: Report, findings: readonly FindingInFile[], options: ReporterOptions) {
  const sectionsOf = new Map<FindingInFile['file'], { heading: string; rows: { finding: Finding; row: string }[] }>()
  let left = room
  let shown = 0
  for (const { file, finding } of findings) {
    let section = sectionsOf.get(file)
    if (section === undefined) {
      section = { heading: tableHead(repositoryPath(file.file, options.directory)), rows: [] }
      left -= size(section.heading) + 3
    }
    const row = tableRow(finding)
    left -= size(row) + 1
    if (left < 0) break
    sectionsOf.set(file, section)
    section.rows.push({ finding, row })
    shown += 1
  }
  const sections = report.files.flatMap((file) => {
    const section = sectionsOf.get(file)
    if (section === undefined) return []
    const order = new Map(file.findings.map((finding, index) => [finding, index]))
    section.rows.sort((a, b) => (order.get(a.finding) ?? 0) - (order.get(b.finding) ?? 0))
    return [[section.heading, ...section.rows.map(({ row }) => row)].join('\n')]
  })
  return { sections, shown }
}

function headline({ summary, files }: Report, hidden: number): string {
  const faulty = files.filter(({ findings }) => findings.length > 0).length
  const counts = severityCounts(summary)
  const suppressed = summary.suppressed === 0 ? '' : ` (${summary.suppressed} suppressed)`
  const failed = files.some(({ crashes }) => crashes.length > 0)
  if (counts.length === 0)
    return `${failed ? '💥' : '✅'} ${nothingListed(hidden)} in ${counted(summary.files, 'file')}${suppressed}`
  return `${counts.join(', ')} in ${faulty} of ${counted(summary.files, 'file')}${suppressed}`
}

function tableHead(path: string): string {
  return `### ${codeSpan(clip(path, LONGEST_CELL))}\n\n| Line | Severity | Finding | Rule |\n| ---: | :--- | :--- | :--- |`
}

function tableRow({ line, column, severity, message, rule, help }: Finding): string {
  const cells = [
    `${line}:${column}`,
    SEVERITY_MARKS[severity],
    escapeMarkdown(clip(message, LONGEST_CELL)),
    ruleLink(rule, help),
  ]
  return `| ${cells.join(' | ')} |`
}

function ruleLink(rule: string, help: string): string {
  const label = codeSpan(clip(rule, 100)).replaceAll('|', '\\|')
  return /^https?:\/\/[\w./@~%-]+$/.test(help) && help.length <= LONGEST_CELL ? `[${label}](${help})` : label
}

function crashLine(file: string, { rule, message }: Crash): string {
  return `💥 The rule ${codeSpan(clip(rule, 100))} failed on ${codeSpan(clip(file, 200))}: ${escapeMarkdown(clip(message, LONGEST_CELL))}`
}

/** A code span that its content cannot leave. */
export function codeSpan(text: string): string {
  const code = escapeTerminal(text)
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padding = code === '' || /^[` ]|[` ]$/.test(code) ? ' ' : ''
  return `${fence}${padding}${code}${padding}${fence}`
}

/**
 * Escapes text so that Markdown shows it unchanged within a line. Backslashes prevent markup; a zero-width space breaks
 * what GitHub and GitLab process afterwards (mentions, references, bare links, emoji), for which there is no escape.
 */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*_{}[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?:[@#:%!~$]|&amp;|\bwww\.|\bgh-)(?=\S)/gi, '$&&#8203;')
}

function size(text: string): number {
  return new TextEncoder().encode(text).length
}
