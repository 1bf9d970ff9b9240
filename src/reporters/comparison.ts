import { counted } from '../findings/text'
import type { ComparisonReport, Report, ReportedChange, Verdict } from '../findings/types'
import { type Colors, colorsFor } from './colors'
import { clip, escapeTerminal, escapeTerminalPath, visibleJson } from './escape'
import { codeSpan, escapeMarkdown } from './markdown'
import type { ReporterOptions } from './types'
import { messageAndRule, wrapped } from './wrap'

/** The version of the report's shape: `schemas/comparison.schema.json`. */
const COMPARISON_VERSION = 1

type Comparisons = readonly ComparisonReport[]

const VERDICTS = ['breaking', 'unknown', 'compatible'] as const satisfies readonly Verdict[]

function withVerdict(comparisons: Comparisons, verdict: Verdict): ReportedChange[] {
  return comparisons.flatMap(({ changes }) => changes.filter((change) => change.verdict === verdict))
}

/** The JSON report with everything, for programs; its shape is published as `schemas/comparison.schema.json`. */
export function comparisonJson(comparisons: Comparisons, { summary }: Pick<Report, 'summary'>): string {
  const document = {
    schemaVersion: COMPARISON_VERSION,
    comparisons: comparisons.map(({ aboutVersion: _, hidden: _hidden, ...comparison }) => comparison),
    summary: {
      comparisons: comparisons.length,
      breaking: withVerdict(comparisons, 'breaking').length,
      unknown: withVerdict(comparisons, 'unknown').length,
      compatible: withVerdict(comparisons, 'compatible').length,
      suppressed: summary.suppressed,
    },
  }
  return `${visibleJson(document)}\n`
}

const VERDICT_SYMBOLS = { breaking: '✖', unknown: '?', compatible: '+' } as const satisfies Record<Verdict, string>

/** The maximum number of changes of one verdict: longer lists scroll off the screen. */
const MOST_CHANGES = 100

/** The report for a terminal: breaking changes first, each with its old and its new place. */
export function comparisonPretty(
  comparisons: Comparisons,
  { color, complete = false, width }: Pick<ReporterOptions, 'color' | 'complete' | 'width'>,
): string {
  const colors = colorsFor(color)
  const room = width === undefined ? undefined : Math.max(30, width - INDENT.length)
  return `${comparisons.map((one) => onePretty(one, colors, complete, room)).join('\n')}`
}

/** The indentation of the lines below the one with a change's symbol. */
const INDENT = '    '

/** @param room the number of columns after the indentation */
function onePretty(comparison: ComparisonReport, colors: Colors, complete: boolean, room: number | undefined): string {
  const { name, old, new: now, changes, version, aboutVersion } = comparison
  const lines = [
    `${colors.bold(escapeTerminalPath(name))}  ${colors.dim(`${escapeTerminal(old)} → ${escapeTerminal(now)}`)}`,
  ]
  for (const verdict of VERDICTS) {
    const some = changes.filter((change) => change.verdict === verdict)
    if (some.length === 0) continue
    const paint = { breaking: colors.red, unknown: colors.yellow, compatible: colors.green }[verdict]
    lines.push('', paint(`  ${some.length} ${verdict}`))
    const shown = complete ? some : some.slice(0, MOST_CHANGES)
    for (const change of shown) {
      const message = escapeTerminal(clip(change.message))
      const [first = '', ...rest] = messageAndRule(message, change.rule, colors.dim, room)
      lines.push(`  ${paint(VERDICT_SYMBOLS[verdict])} ${first}`, ...rest.map((line) => INDENT + line))
      lines.push(...wrapped(placesOf(change), room).map((line) => INDENT + colors.dim(line)))
    }
    if (shown.length < some.length) lines.push(`    … and ${some.length - shown.length} more; --verbose shows them.`)
  }
  lines.push('')
  if (changes.length === 0 || hiddenOf(comparison) !== '') lines.push(`  ${restOf(comparison)}`)
  for (const { severity, message } of aboutVersion) {
    const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.cyan
    const [first = '', ...rest] = wrapped(`${severity} ${escapeTerminal(clip(message))}`, room)
    lines.push(`  ${paint(severity)}${first.slice(severity.length)}`, ...rest.map((line) => INDENT + line))
  }
  if (aboutVersion.length === 0 && version.old !== null && version.new !== null)
    lines.push(`  ${verdictOf(comparison)}`)
  return `${lines.join('\n')}\n`
}

/** A note if nothing has changed, or if changes are hidden. */
function restOf(comparison: ComparisonReport): string {
  const hidden = hiddenOf(comparison)
  if (hidden === '') return 'Nothing has changed.'
  return comparison.changes.length === 0 ? `Nothing breaks (${hidden}).` : `(${hidden})`
}

function hiddenOf({ hidden = 0 }: ComparisonReport): string {
  return hidden === 0 ? '' : `${counted(hidden, 'change')} hidden by --quiet`
}

function placesOf({ places }: ReportedChange): string {
  const place = (side: 'old' | 'new') => {
    const found = places.find((one) => one.side === side)
    return found === undefined ? '—' : `${escapeTerminal(found.file)}:${found.line}:${found.column}`
  }
  return `${place('old')} → ${place('new')}`
}

function verdictOf({ version, changes, hidden = 0 }: ComparisonReport): string {
  const { old, new: now, required } = version
  if (changes.length + hidden === 0) return `${escapeTerminal(old ?? '')} → ${escapeTerminal(now ?? '')}`
  const demanded = required === 'none' ? 'no new version' : `a new ${required} version`
  return `${escapeTerminal(old ?? '')} → ${escapeTerminal(now ?? '')} is enough: the changes demand ${demanded}.`
}

/** A changelog for release notes: breaking changes first, then additions, other changes and removals. */
export function comparisonMarkdown(comparisons: Comparisons): string {
  return comparisons.map(oneMarkdown).join('\n')
}

type Group = 'Breaking' | 'Added' | 'Changed' | 'Removed'
const CHANGE_GROUPS: readonly Group[] = ['Breaking', 'Added', 'Changed', 'Removed']

function groupOf({ rule, verdict }: ReportedChange): Group {
  if (verdict === 'breaking') return 'Breaking'
  if (rule.endsWith('-added')) return 'Added'
  return rule.endsWith('-removed') ? 'Removed' : 'Changed'
}

const LONGEST_CHANGE = 500

function oneMarkdown(comparison: ComparisonReport): string {
  const { name, changes, version, aboutVersion } = comparison
  const title = version.new === null ? name : `${name} ${version.new}`
  const parts = [`## ${escapeMarkdown(clip(title, 200))}`]
  for (const group of CHANGE_GROUPS) {
    const some = changes.filter((change) => groupOf(change) === group)
    if (some.length === 0) continue
    const items = some.map((change) => {
      const doubt = change.verdict === 'unknown' ? ' (whether it breaks a bot cannot be decided)' : ''
      return `- ${escapeMarkdown(clip(change.message, LONGEST_CHANGE))}${doubt}`
    })
    parts.push(`### ${group}\n\n${items.join('\n')}`)
  }
  if (changes.length === 0) parts.push(restOf(comparison))
  for (const { severity, message, rule } of aboutVersion) {
    if (severity !== 'info')
      parts.push(`> **${severity}** ${escapeMarkdown(clip(message, LONGEST_CHANGE))} (${codeSpan(rule)})`)
  }
  return `${parts.join('\n\n')}\n`
}
