import { counted, sliceWellFormed } from '../findings/text'
import type { CodeFrame, FileReport, Finding, Range, Report, Severity } from '../findings/types'
import { rulesByCount, statisticsTable } from './by-rule'
import { type Colors, colorsFor, plainly } from './colors'
import { clip, escapeTerminal, escapeTerminalPath } from './escape'
import { hiddenNote } from './headline'
import { bySeverity } from './order'
import type { ReporterOptions } from './types'
import { columns, messageAndRule, wrapped } from './wrap'

const SEVERITY_SYMBOLS = { error: '✖', warning: '▲', info: 'ℹ' } as const satisfies Record<Severity, string>

/** The maximum number of findings shown for one rule in one file: many usually have a common cause. */
const MOST_OF_A_RULE = 5

/** The maximum number of findings shown: longer lists scroll off the screen. */
const MOST_FINDINGS = 100

type PrettyOptions = Pick<ReporterOptions, 'color' | 'width' | 'complete' | 'statistics' | 'interactive' | 'hidden'>

/** The report for a person at a terminal: grouped by file, with the faulty text underlined. */
export function formatPretty(report: Report, options: PrettyOptions): string {
  const colors = colorsFor(options.color)
  const chosen = options.complete === true ? undefined : chooseFindings(report.files)
  const blocks: string[] = []
  let shown = 0
  for (const file of report.files) {
    const selection = selectionOf(file, chosen)
    shown += selection.shown.length
    if (selection.shown.length > 0) blocks.push(formatFile(file, selection, colors, options))
  }
  return `${[...blocks, ...footer(report, shown, colors, options)].join('\n')}\n`
}

interface ShownFindings {
  shown: readonly Finding[]
  /** The number of findings that are not shown, by rule, for rules with shown findings. */
  more: ReadonlyMap<string, number>
}

/** The findings that are shown, highest severity first, so that a limit never hides those that make the run fail. */
function chooseFindings(files: readonly FileReport[]): ReadonlySet<Finding> {
  const candidates = files.flatMap(({ findings }) => {
    const counts = new Map<string, number>()
    return bySeverity(findings).filter(({ rule }) => {
      const count = (counts.get(rule) ?? 0) + 1
      counts.set(rule, count)
      return count <= MOST_OF_A_RULE
    })
  })
  return new Set(bySeverity(candidates).slice(0, MOST_FINDINGS))
}

function selectionOf({ findings }: FileReport, chosen: ReadonlySet<Finding> | undefined): ShownFindings {
  if (chosen === undefined) return { shown: findings, more: new Map() }
  const shown = findings.filter((finding) => chosen.has(finding))
  const more = new Map([...new Set(shown.map(({ rule }) => rule))].map((rule) => [rule, 0]))
  for (const finding of findings) {
    const count = more.get(finding.rule)
    if (count !== undefined && !chosen.has(finding)) more.set(finding.rule, count + 1)
  }
  return { shown, more: new Map([...more].filter(([, count]) => count > 0)) }
}

function formatFile(file: FileReport, { shown, more }: ShownFindings, colors: Colors, options: PrettyOptions): string {
  const name = escapeTerminalPath(file.file)
  const kind = file.kind === undefined ? '' : colors.dim(`  ${file.kind}`)
  const parts = shown.map((finding) => formatFinding(finding, name, colors, options))
  const left = [...more].map(
    ([rule, count]) => `  ${colors.dim(`… and ${count} more of ${escapeTerminal(rule)} in this file`)}`,
  )
  return `${colors.bold(colors.underline(name))}${kind}\n\n${parts.join('\n')}${left.length === 0 ? '' : `\n${left.join('\n')}\n`}`
}

function formatFinding(finding: Finding, name: string, colors: Colors, { width }: PrettyOptions): string {
  const paint = painter(finding.severity, colors)
  const place = `${name}:${finding.line}:${finding.column}`
  const pointer = finding.pointer === '' ? '' : `  ${escapeTerminal(shorten(finding.pointer))}`
  return [
    ...messageLines(finding, paint, colors, width),
    `    ${colors.cyan(place)}${colors.dim(pointer)}`,
    ...(finding.frame === undefined ? [] : frameLines(finding.frame, finding, colors, width)),
    '',
  ].join('\n')
}

/** Severity, message and rule; the further lines of a long message are indented to its beginning. */
function messageLines(
  { severity, message, rule }: Finding,
  paint: (text: string) => string,
  colors: Colors,
  width: number | undefined,
): string[] {
  const label = `${SEVERITY_SYMBOLS[severity]} ${severity}`
  const indent = label.length + 4
  const room = width === undefined ? undefined : Math.max(30, width - indent)
  const [first = '', ...rest] = messageAndRule(escapeTerminal(clip(message)), escapeTerminal(rule), colors.dim, room)
  return [`  ${paint(label)}  ${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)]
}

/** The lines of a code frame, indented, with the faulty text underlined. */
export function formatFrame(frame: CodeFrame, place: Range & { severity: Severity }, color: boolean): string[] {
  return frameLines(frame, place, colorsFor(color))
}

function frameLines(
  frame: CodeFrame,
  finding: Range & { severity: Severity },
  colors: Colors,
  width?: number,
): string[] {
  const gutter = String(frame.lines.at(-1)?.number ?? finding.line).length
  const lines: string[] = []
  for (const { number, text, cut } of narrowed(frame, finding, width === undefined ? undefined : width - gutter - 9)) {
    // Of a fault that spans many lines, only the first is shown.
    const faulty = number === finding.line
    const lead = cut > 0 ? '…' : ''
    const label = String(number).padStart(gutter)
    const shown = lead + printable(text)
    lines.push(
      faulty
        ? `    ${painter(finding.severity, colors)('>')} ${label} ${colors.dim('│')} ${shown}`
        : `      ${colors.dim(`${label} │ ${shown}`)}`,
    )
    if (faulty) {
      const from = Math.max(0, finding.column - 1 - cut)
      const to = finding.endLine === finding.line ? Math.max(0, finding.endColumn - 1 - cut) : text.length
      const before = columns(lead + printable(text.slice(0, from)))
      const length = Math.max(1, columns(printable(text.slice(from, to))))
      const underline = `${' '.repeat(before)}${painter(finding.severity, colors)('^'.repeat(length))}`
      lines.push(`      ${' '.repeat(gutter)} ${colors.dim('│')} ${underline}`)
    }
  }
  return lines
}

/** The minimum width of a code frame. */
const NARROWEST_FRAME = 20

/** The lines of a frame, cut to the width of the terminal around the fault; `…` marks what was cut. */
function narrowed({ lines }: CodeFrame, { line, column }: Range, space: number | undefined): CodeFrame['lines'] {
  if (space === undefined) return lines
  const room = Math.max(NARROWEST_FRAME, space)
  if (lines.every(({ text, cut }) => text.length + Math.sign(cut) <= room)) return lines
  const faulty = lines.find(({ number }) => number === line)
  const from = faulty === undefined ? 0 : column - 1 - faulty.cut
  const shift = from * 3 > room * 2 ? from - Math.floor(room / 3) : 0
  return lines.map(({ number, text, cut }) => {
    const moved = sliceWellFormed(text.slice(shift), room - 1)
    const isShown = moved !== ''
    const isCut = text.length - shift > moved.length
    return { number, text: isCut ? `${sliceWellFormed(moved, room - 2)}…` : moved, cut: isShown ? cut + shift : 0 }
  })
}

/** Makes text of a document safe to show: escapes control characters, and replaces a tab by two spaces. */
function printable(text: string): string {
  return escapeTerminal(text.replaceAll('\t', '  '))
}

function shorten(pointer: string): string {
  return pointer.length > 200 ? `${pointer.slice(0, 100)}…${pointer.slice(-99)}` : pointer
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red
    case 'warning':
      return colors.yellow
    case 'info':
      return colors.blue
  }
}

/** The last lines: the number of findings that are not shown, the summary, and the next step. */
function footer(report: Report, shown: number, colors: Colors, options: PrettyOptions): string[] {
  const { errors, warnings, infos } = report.summary
  const left = report.files.reduce((count, { findings }) => count + findings.length, 0) - shown
  const lines: string[] = []
  if (left > 0) {
    const note = `${counted(left, 'more finding')} not shown: --verbose shows all, --format html writes a page to search, and --update-baseline accepts all of them as known.`
    lines.push(...wrapped(note, options.width), '')
  }
  const total = errors + warnings + infos
  if (total > 0 && (left > 0 || options.statistics === true)) {
    lines.push(...statisticsTable(report).map((line) => escapeTerminal(line)), '')
  }
  lines.push(...wrapped(summaryLine(report, options.hidden ?? 0), options.width).map(summaryPainter(report, colors)))
  const [first] = report.files.flatMap(({ findings }) => findings)
  if (options.interactive === true && first !== undefined) {
    const example = rulesByCount(report)[0]?.id ?? first.rule
    lines.push(colors.dim(`Why a rule: integration-lint explain ${escapeTerminal(example)}`))
  }
  return lines
}

function summaryLine({ summary, files }: Report, hidden: number): string {
  const { errors, warnings, infos, suppressed } = summary
  const total = errors + warnings + infos
  const checked = counted(summary.files, 'file')
  const silenced = `${suppressed > 0 ? `, ${suppressed} suppressed` : ''}${hiddenNote(hidden)}`
  if (summary.files === 0) return 'No document was checked.'
  if (total === 0) return `✔ ${checked} checked, no ${hidden > 0 ? 'errors' : 'findings'}${silenced}`
  const affected = files.filter(({ findings }) => findings.length > 0).length
  const counts = [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(infos > 0 ? [counted(infos, 'info')] : []),
  ]
  const symbol = errors > 0 ? SEVERITY_SYMBOLS.error : warnings > 0 ? SEVERITY_SYMBOLS.warning : SEVERITY_SYMBOLS.info
  return `${symbol} ${counted(total, 'finding')} (${counts.join(', ')}) in ${affected} of ${checked}${silenced}`
}

function summaryPainter(
  { summary: { files, errors, warnings, infos } }: Report,
  colors: Colors,
): (text: string) => string {
  if (files === 0) return plainly
  if (errors > 0) return colors.red
  if (warnings > 0) return colors.yellow
  return infos > 0 ? colors.blue : colors.green
}
