import type { ExplainedFinding, FileReport, Finding, SuppressedFinding } from '../findings/types'
import { CHANGE_RULES } from '../rules/changes/changes'
import { BUILT_IN } from '../rules/contract'
import { type ConfiguredIgnore, isExpired } from '../settings/layers'
import type { Settings } from '../settings/types'
import { inTextOrder } from './order'

/** A finding that was known when the baseline was written. */
export interface BaselineEntry {
  rule: string
  /** RFC 6901, into the file as it is written. */
  pointer: string
  /** Of the value at fault: another value is another fault. 32 hexadecimal digits. */
  hash: string
}

/** What is accepted in one file, in addition to what its own comments silence. */
export interface Acceptance {
  ignores: readonly ConfiguredIgnore[]
  /** The baseline's entries for the file; undefined when none is in use. */
  baseline: readonly BaselineEntry[] | undefined
  /** The day in UTC, YYYY-MM-DD, for what expires. */
  today: string
  /** Ids of all rules: an entry of a rule that is gone is stale. */
  known: ReadonlySet<string>
}

/** Which suppressions of a file were needed. */
export interface SuppressionUsage {
  /** Entries that name a finding of the file; those that have expired, too. */
  matched: readonly ConfiguredIgnore[]
  /** Entries that hold for the file and name none of its findings, though their rule ran. */
  unmatched: readonly ConfiguredIgnore[]
  /** Entries of the baseline that name no finding any more, though their rule ran. */
  stale: readonly BaselineEntry[]
  /** What a new baseline has for the file; what rules have found that did not run now is kept. */
  renewed: readonly BaselineEntry[]
}

/** Whether a rule is about suppressions themselves: no comment silences it, and no baseline holds its findings. */
export function isAboutSuppressions(rule: string): boolean {
  return rule === BUILT_IN.suppressionUsed || rule === BUILT_IN.suppressionValid
}

/** Which rules have looked at a document: those that are on, have not crashed, and had something to look at. */
export function rulesThatRan(
  parsed: boolean,
  { kind, crashes, compared = false }: Pick<FileReport, 'kind' | 'crashes' | 'compared'>,
  settings: Settings,
): (rule: string) => boolean {
  return (rule) => {
    if (!parsed && rule.startsWith('syntax/')) return true
    if ((settings.rules.get(rule)?.severity ?? 'off') === 'off') return false
    if (CHANGE_RULES.has(rule) && !compared) return false
    if (rule.startsWith('syntax/') || isAboutSuppressions(rule)) return true
    if (rule.startsWith('document/')) return parsed
    return parsed && kind !== undefined && !crashes.some((crash) => crash.rule === rule)
  }
}

/**
 * Takes out of a report what the configuration or a baseline accepts. An entry counts as needed when it names a
 * finding, even one that something nearer has silenced already. Of a document that could not be read, nothing is accepted:
 * the run would pass without having linted it.
 */
export function applySuppressions(
  report: FileReport,
  settings: Settings,
  { ignores, baseline, today, known }: Acceptance,
): { report: FileReport; usage: SuppressionUsage } {
  const ran = rulesThatRan(report.unread !== true, report, settings)
  const matched = new Set<ConfiguredIgnore>()
  const needed = new Set<string>()
  const entries = new Set(baseline?.map(keyOf))
  const unaccepted: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  const renewed: BaselineEntry[] = []

  const accepted = new Set<string>()
  let revealed = false

  // What follows from another finding is looked at when it is known whether that one is accepted.
  for (const finding of [...report.findings, ...report.suppressed, ...(report.explained ?? [])]) {
    const ignore = ignores.filter((entry) => {
      const names = entry.rule === finding.rule && isWithin(finding.pointer, entry.pointer)
      if (names) matched.add(entry)
      return names && !isExpired(entry, today) && report.unread !== true
    })[0]
    const entry =
      baseline === undefined || stays(report, finding)
        ? undefined
        : { rule: finding.rule, pointer: finding.pointer, hash: finding.fingerprint }
    const key = entry === undefined ? undefined : keyOf(entry)
    const isKnown = key !== undefined && entries.has(key)
    if (key !== undefined && isKnown) needed.add(key)
    if ('suppression' in finding) continue
    if (ignore === undefined && entry !== undefined) renewed.push(entry)
    if (isExplained(finding) && !accepted.has(finding.explainedBy)) continue
    const own = asReported(finding)
    if (ignore !== undefined) suppressed.push(silenced(own, 'configuration', ignore.reason))
    else if (isKnown) suppressed.push(silenced(own, 'baseline', BASELINE_REASON))
    else {
      unaccepted.push(own)
      revealed ||= isExplained(finding)
    }
    if (ignore !== undefined || isKnown) accepted.add(finding.fingerprint)
  }

  if (revealed) unaccepted.sort(inTextOrder)
  const unneeded = (baseline ?? []).filter((entry) => !needed.has(keyOf(entry)))
  const isStale = ({ rule }: BaselineEntry) => ran(rule) || !known.has(rule)
  return {
    report:
      suppressed.length === 0
        ? report
        : { ...report, findings: unaccepted, suppressed: [...report.suppressed, ...suppressed] },
    usage: {
      matched: [...matched],
      unmatched: ignores.filter((entry) => !matched.has(entry) && ran(entry.rule)),
      stale: unneeded.filter(isStale),
      renewed: [...renewed, ...unneeded.filter((entry) => !isStale(entry))],
    },
  }
}

function isExplained(finding: Finding): finding is ExplainedFinding {
  return 'explainedBy' in finding
}

function asReported(finding: Finding): Finding {
  if (!isExplained(finding)) return finding
  const { explainedBy: _, ...own } = finding
  return own
}

const BASELINE_REASON = 'Known when the baseline was written.'

/** Whether no baseline can hold a finding. */
function stays({ unread }: FileReport, { rule }: Finding): boolean {
  return unread === true || isAboutSuppressions(rule)
}

/** All findings of a report that a baseline can hold, as accepted: what a report says once it was renewed. */
export function acceptAll(report: FileReport): FileReport {
  const taken = report.findings.filter((finding) => !stays(report, finding))
  return {
    ...report,
    findings: report.findings.filter((finding) => stays(report, finding)),
    suppressed: [...report.suppressed, ...taken.map((finding) => silenced(finding, 'baseline', BASELINE_REASON))],
  }
}

/** What makes two entries of a file's baseline the same. */
export function keyOf({ rule, pointer, hash }: BaselineEntry): string {
  return `${rule} ${hash} ${pointer}`
}

function silenced(
  { frame: _, ...finding }: Finding,
  by: SuppressedFinding['suppression']['by'],
  reason: string,
): SuppressedFinding {
  return { ...finding, suppression: { by, reason } }
}

/** Whether a place is at another one or below it; without a place, everything is. */
function isWithin(pointer: string, place: string | undefined): boolean {
  if (place === undefined || place === '') return true
  return pointer.startsWith(place) && (pointer.length === place.length || pointer[place.length] === '/')
}
