import type picocolors from 'picocolors'
import type { CodeFrame, FileReport, Finding, Range, Report, Severity } from '../findings/types'
import { clip, escapeTerminal, escapeTerminalPath } from './escape'
import type { ReporterOptions } from './types'

type Colors = Pick<ReturnType<typeof picocolors.createColors>, (typeof STYLES)[number]>

const STYLES = ['bold', 'dim', 'underline', 'cyan', 'red', 'yellow', 'blue', 'green'] as const

const plainly = (text: string | number | null | undefined) => String(text)

const WITHOUT_COLOR = Object.fromEntries(STYLES.map((style) => [style, plainly])) as Record<
  keyof Colors,
  typeof plainly
>

function colorsFor(color: boolean): Colors {
  // Loaded with the first text that has colour: it looks at the process's streams, which are slow to make.
  return color ? (require('picocolors') as typeof picocolors).createColors(true) : WITHOUT_COLOR
}

const SYMBOLS = { error: '✖', warning: '▲', info: 'ℹ' } as const satisfies Record<Severity, string>

/** The report for a person at a terminal: grouped by file, with the faulty text underlined. */
export function formatPretty(report: Report, { color }: Pick<ReporterOptions, 'color'>): string {
  const colors = colorsFor(color)
  const blocks = report.files
    .filter(({ findings, crashes }) => findings.length > 0 || crashes.length > 0)
    .map((file) => formatFile(file, colors))
  return `${[...blocks, formatSummary(report, colors)].join('\n')}\n`
}

function formatFile(file: FileReport, colors: Colors): string {
  const name = escapeTerminalPath(file.file)
  const kind = file.kind === undefined ? '' : colors.dim(`  ${file.kind}`)
  const parts = file.findings.map((finding) => formatFinding(finding, name, colors))
  return `${colors.bold(colors.underline(name))}${kind}\n\n${parts.join('\n')}`
}

function formatFinding(finding: Finding, name: string, colors: Colors): string {
  const paint = painter(finding.severity, colors)
  const place = `${name}:${finding.line}:${finding.column}`
  const pointer = finding.pointer === '' ? '' : `  ${escapeTerminal(shorten(finding.pointer))}`
  return [
    `  ${paint(`${SYMBOLS[finding.severity]} ${finding.severity}`)}  ${escapeTerminal(clip(finding.message))}  ${colors.dim(escapeTerminal(finding.rule))}`,
    `    ${colors.cyan(place)}${colors.dim(pointer)}`,
    ...(finding.frame === undefined ? [] : frameLines(finding.frame, finding, colors)),
    '',
  ].join('\n')
}

/** The lines of a code frame, indented, with the faulty text underlined. */
export function formatFrame(frame: CodeFrame, place: Range & { severity: Severity }, color: boolean): string[] {
  return frameLines(frame, place, colorsFor(color))
}

function frameLines(frame: CodeFrame, finding: Range & { severity: Severity }, colors: Colors): string[] {
  const gutter = String(frame.lines.at(-1)?.number ?? finding.line).length
  const lines: string[] = []
  for (const { number, text, cut } of frame.lines) {
    // Of a fault over many lines, the first says where to look.
    const faulty = number === finding.line
    const lead = cut > 0 ? '…' : ''
    const label = String(number).padStart(gutter)
    const shown = lead + visible(text)
    lines.push(
      faulty
        ? `    ${painter(finding.severity, colors)('>')} ${label} ${colors.dim('│')} ${shown}`
        : `      ${colors.dim(`${label} │ ${shown}`)}`,
    )
    if (faulty) {
      const from = Math.max(0, finding.column - 1 - cut)
      const to = finding.endLine === finding.line ? Math.max(0, finding.endColumn - 1 - cut) : text.length
      const before = columns(lead + visible(text.slice(0, from)))
      const width = Math.max(1, columns(visible(text.slice(from, to))))
      const underline = `${' '.repeat(before)}${painter(finding.severity, colors)('^'.repeat(width))}`
      lines.push(`      ${' '.repeat(gutter)} ${colors.dim('│')} ${underline}`)
    }
  }
  return lines
}

/** How many columns of a terminal a text takes. */
function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  // Loaded with the first text that needs it: its table is large.
  const width = require('string-width') as typeof import('string-width')
  return width(text)
}

/** Text of the document as it may be shown: nothing in it can move the cursor; a tab is two columns wide. */
function visible(text: string): string {
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

function formatSummary({ summary, files }: Report, colors: Colors): string {
  const { errors, warnings, infos, suppressed } = summary
  const total = errors + warnings + infos
  const checked = plural(summary.files, 'file')
  const silenced = suppressed > 0 ? `, ${suppressed} suppressed` : ''
  if (summary.files === 0) return 'No document was checked.'
  if (total === 0) return colors.green(`✔ ${checked} checked, no findings${silenced}`)
  const affected = files.filter(({ findings }) => findings.length > 0).length
  const counts = [plural(errors, 'error'), plural(warnings, 'warning'), ...(infos > 0 ? [plural(infos, 'info')] : [])]
  const paint = errors > 0 ? colors.red : warnings > 0 ? colors.yellow : colors.blue
  const symbol = errors > 0 ? SYMBOLS.error : warnings > 0 ? SYMBOLS.warning : SYMBOLS.info
  return paint(`${symbol} ${plural(total, 'finding')} (${counts.join(', ')}) in ${affected} of ${checked}${silenced}`)
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
