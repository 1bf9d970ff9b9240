import type { ExplainedFinding, FileReport, Finding, SuppressedFinding } from '../findings/types'
import { CHANGE_RULES } from '../rules/changes/changes'
import { BUILT_IN } from '../rules/contract'
import { type ConfiguredIgnore, isExpired } from '../settings/layers'
import type { Settings } from '../settings/types'
import { inTextOrder } from './order'

/** A finding that existed when the baseline was written. */
export interface BaselineEntry {
  rule: string
  /** RFC 6901, into the file as written. */
  pointer: string
  /** The hash of the value at fault, 32 hexadecimal digits: a finding on another value does not match. */
  hash: string
}

/** The suppressions of one file, in addition to its own comments. */
export interface FileSuppressions {
  ignores: readonly ConfiguredIgnore[]
  /** The baseline's entries for the file; undefined if no baseline is used. */
  baseline: readonly BaselineEntry[] | undefined
  /** The current day in UTC, YYYY-MM-DD, for entries that expire. */
  today: string
  /** The IDs of all rules: an entry of an unknown rule is stale. */
  known: ReadonlySet<string>
}

/** Which suppressions of a file were needed. */
export interface SuppressionUsage {
  /** Entries that match a finding of the file, expired ones included. */
  matched: readonly ConfiguredIgnore[]
  /** Entries for the file that match no finding, although their rule ran. */
  unmatched: readonly ConfiguredIgnore[]
  /** Entries of the baseline that match no finding any more, although their rule ran. */
  stale: readonly BaselineEntry[]
  /** The new baseline's entries for the file. Entries of rules that did not run are kept. */
  renewed: readonly BaselineEntry[]
}

/**
 * Whether a rule reports on suppressions themselves: its findings can be neither suppressed by comments nor added to a
 * baseline.
 */
export function isAboutSuppressions(rule: string): boolean {
  return rule === BUILT_IN.suppressionUsed || rule === BUILT_IN.suppressionValid
}

/** The rules that checked a document: enabled, not crashed, and with something to check. */
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
 * Removes the findings that the configuration or a baseline suppresses. An entry counts as needed if it matches a
 * finding, even one that a comment has suppressed already. No finding of an unreadable document is suppressed: the run
 * would pass without having linted it.
 */
export function applySuppressions(
  report: FileReport,
  settings: Settings,
  { ignores, baseline, today, known }: FileSuppressions,
): { report: FileReport; usage: SuppressionUsage } {
  const ran = rulesThatRan(report.unread !== true, report, settings)
  const matched = new Set<ConfiguredIgnore>()
  const needed = new Set<string>()
  const entries = new Set(baseline?.map(entryKey))
  const unaccepted: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  const renewed: BaselineEntry[] = []

  const accepted = new Set<string>()
  let revealed = false

  // A finding that follows from another one is handled after it is known whether that one is suppressed.
  for (const finding of [...report.findings, ...report.suppressed, ...(report.explained ?? [])]) {
    const ignore = ignores.filter((entry) => {
      const names = entry.rule === finding.rule && isAtOrBelow(finding.pointer, entry.pointer)
      if (names) matched.add(entry)
      return names && !isExpired(entry, today) && report.unread !== true
    })[0]
    const entry =
      baseline === undefined || stays(report, finding)
        ? undefined
        : { rule: finding.rule, pointer: finding.pointer, hash: finding.fingerprint }
    const key = entry === undefined ? undefined : entryKey(entry)
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
  const unneeded = (baseline ?? []).filter((entry) => !needed.has(entryKey(entry)))
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

/** Whether a finding cannot be added to a baseline. */
function stays({ unread }: FileReport, { rule }: Finding): boolean {
  return unread === true || isAboutSuppressions(rule)
}

/** Suppresses all findings that a baseline can contain: the report after the baseline was updated. */
export function acceptAll(report: FileReport): FileReport {
  const taken = report.findings.filter((finding) => !stays(report, finding))
  return {
    ...report,
    findings: report.findings.filter((finding) => stays(report, finding)),
    suppressed: [...report.suppressed, ...taken.map((finding) => silenced(finding, 'baseline', BASELINE_REASON))],
  }
}

/** The key by which entries of a file's baseline are equal. */
export function entryKey({ rule, pointer, hash }: BaselineEntry): string {
  return `${rule} ${hash} ${pointer}`
}

function silenced(
  { frame: _, ...finding }: Finding,
  by: SuppressedFinding['suppression']['by'],
  reason: string,
): SuppressedFinding {
  return { ...finding, suppression: { by, reason } }
}

/** Whether a pointer is equal to a place or below it; true if there is no place. */
function isAtOrBelow(pointer: string, place: string | undefined): boolean {
  if (place === undefined || place === '') return true
  return pointer.startsWith(place) && (pointer.length === place.length || pointer[place.length] === '/')
}
