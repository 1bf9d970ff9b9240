import type { Report, Severity } from '../../findings/types'
import { SEVERITIES } from '../../findings/types'
import type { RuleCounts } from '../by-rule'
import { visibleHtml } from './markup'
import { countWithSeparators, formatNumber, plural } from './numbers'

type Counts = Record<Severity, number>

/** The number of rules shown at once; the others are in a disclosure. */
const SHOWN_RULES = 10

/** One bar of all findings by severity. */
export function severityChart({ summary }: Report): string {
  const counts: Counts = { error: summary.errors, warning: summary.warnings, info: summary.infos }
  const spoken = SEVERITIES.map((severity) => countWithSeparators(counts[severity], severity)).join(', ')
  return bar(counts, sum(counts), `class="severity-bar" role="img" aria-label="${spoken}"`)
}

/** A bar for each rule; the bar is a button that filters by its rule. `data-rule` is the rule's index. */
export function rulesChart(rules: readonly RuleCounts[]): string {
  const most = Math.max(1, ...rules.slice(0, 1).map(({ total }) => total))
  const items = rules.map(
    ({ id, counts, total }, index) =>
      `<li><button type="button" class="rule-bar" data-rule="${index}" aria-pressed="false"><span class="rule-name">${visibleHtml(id)}</span> <span class="rule-count">${formatNumber(total)}<span class="unseen"> ${plural(total, 'finding')}</span></span>${bar(counts, most, 'aria-hidden="true"')}</button></li>`,
  )
  const list = (shown: string[]) => `<ul class="rule-bars">${shown.join('')}</ul>`
  if (items.length <= SHOWN_RULES) return list(items)
  const rest = items.slice(SHOWN_RULES)
  return `${list(items.slice(0, SHOWN_RULES))}<details class="more-rules"><summary>${rest.length} more ${plural(rest.length, 'rule')}</summary>${list(rest)}</details>`
}

/** Widths are attributes: the page's policy allows no style attribute. */
function bar(counts: Counts, whole: number, attributes: string): string {
  let at = 0
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => {
    const width = (counts[severity] / Math.max(1, whole)) * 100
    const part = `<rect class="${severity}" x="${round(at)}%" width="${round(width)}%" height="100%"/>`
    at += width
    return part
  })
  return `<svg ${attributes} width="100%" height="8">${parts.join('')}</svg>`
}

function sum(counts: Counts): number {
  return counts.error + counts.warning + counts.info
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
