import {
  type ComparedDocument,
  type Comparison,
  changeFindings,
  changesBetween,
  compareVersions,
  definitionOf,
  type LocatedChange,
  versionFindings,
} from '../compare/compare'
import { stringAt } from '../document/values'
import type { LintScope } from '../engine/lint'
import type { SourceFinding } from '../engine/run-rules'
import type { ComparisonReport, FileReport, Finding, RelatedPlace, ReportedChange } from '../findings/types'
import type { ResolvedSettings } from '../settings/resolve'
import type { DocumentSource, LintedFile } from './source'

/** The part of a session that a comparison uses. */
export interface ComparingSession {
  settingsFor(path: string): ResolvedSettings
  lintDocument(source: DocumentSource, scope: LintScope): LintedFile
  suppress(files: readonly LintedFile[]): FileReport[]
  maySuppress(source: DocumentSource): boolean
}

/** Two documents that were compared, after suppressions. */
export interface ComparedPair {
  comparison: ComparisonReport
  /** The new document, with findings for the changes and for its version. */
  report: FileReport
}

/** The findings of the rules on changes for a document and its previous state. */
export interface FoundChanges {
  comparison: Comparison
  findings: readonly SourceFinding[]
}

/** Why two documents cannot be compared: the end of a sentence that begins with the name of one of them. */
export interface NotCompared {
  name: string
  reason: string
}

export interface ChangeOptions {
  /** Whether the old document is the deployed version. */
  deployed?: boolean
}

/**
 * Finds the changes between two documents with the settings of the new one, which must have been prepared. Suppressed
 * changes are left out, also for the required version.
 */
export function findChanges(
  session: ComparingSession,
  old: DocumentSource,
  now: DocumentSource,
  { deployed = false }: ChangeOptions = {},
): FoundChanges | NotCompared {
  const before = comparable(old)
  const after = comparable(now)
  if ('reason' in before) return before
  if ('reason' in after) return after
  const { settings } = session.settingsFor(now.path)
  const changes = withoutAccepted(session, now, changesBetween(before, after, settings))
  const version = compareVersions(changes, before.definition, after.definition)
  const findings = [
    ...changeFindings(changes),
    ...versionFindings(changes, version, before.definition, after.definition, { settings, deployed }),
  ]
  const name = stringAt(after.definition.value, 'name') ?? stringAt(before.definition.value, 'name') ?? now.name
  return { comparison: { name, changes, version }, findings }
}

/** Compares two documents. */
export function compareDocuments(
  session: ComparingSession,
  old: DocumentSource,
  now: DocumentSource,
  options?: ChangeOptions,
): ComparedPair | NotCompared {
  const found = findChanges(session, old, now, options)
  if ('reason' in found) return found
  const { comparison, findings } = found
  const { name, changes, version } = comparison
  const source = { ...now, extraFindings: findings }
  const [report] = session.suppress([session.lintDocument(source, { extraOnly: true, compared: true })])
  if (report === undefined) throw new Error('A document has no report.')
  return {
    report,
    comparison: {
      name,
      old: old.name,
      new: now.name,
      changes: reported(changes, now),
      version: {
        old: version.old ?? null,
        new: version.new ?? null,
        required: version.required,
        sufficient: version.sufficient,
        suggested: version.suggested ?? null,
      },
      aboutVersion: report.findings.filter(({ rule }) => rule.startsWith('version-')),
    },
  }
}

function comparable(source: DocumentSource): ComparedDocument | NotCompared {
  const { document, recognised, name } = source
  if (document.value === undefined) {
    const [fault] = document.faults
    const why = fault === undefined ? 'it cannot be read' : fault.message.replace(/\.$/, '')
    return { name, reason: `cannot be compared: ${why}` }
  }
  const definition = definitionOf(recognised)
  if (definition !== undefined) return { document, definition }
  const what = recognised === undefined ? 'not an integration document' : `of the kind ${recognised.kind}`
  return { name, reason: `cannot be compared: it is ${what}` }
}

/** The changes that no configuration, baseline or comment suppresses. */
function withoutAccepted(
  session: ComparingSession,
  now: DocumentSource,
  changes: readonly LocatedChange[],
): readonly LocatedChange[] {
  if (changes.length === 0 || !session.maySuppress(now)) return changes
  const source = { ...now, extraFindings: changeFindings(changes) }
  const [report] = session.suppress([session.lintDocument(source, { extraOnly: true, compared: true })])
  if (report === undefined || report.suppressed.length === 0) return changes
  const accepted = new Map<string, number>()
  for (const finding of report.suppressed) {
    const key = findingKey(finding)
    accepted.set(key, (accepted.get(key) ?? 0) + 1)
  }
  return changes.filter(({ rule, message, near }) => {
    const key = findingKey({ rule, message, pointer: near.pointer.toString() })
    const left = accepted.get(key) ?? 0
    accepted.set(key, left - 1)
    return left <= 0
  })
}

function findingKey({ rule, pointer, message }: Pick<Finding, 'rule' | 'pointer' | 'message'>): string {
  return JSON.stringify([rule, pointer, message])
}

function reported(changes: readonly LocatedChange[], { document }: DocumentSource): ReportedChange[] {
  const ranges = changes.length === 0 ? [] : document.locateAll(changes.map(({ near }) => near))
  return changes.map(({ rule, verdict, severity, message, old, new: now, oldPlace, near }, index) => {
    const range = now === undefined ? undefined : ranges[index]
    const places: ReportedChange['places'] = []
    if (oldPlace !== undefined) places.push({ side: 'old', ...placeOf(oldPlace) })
    if (range !== undefined) places.push({ side: 'new', ...placeOf({ ...range, file: range.file ?? document.name }) })
    return {
      rule,
      verdict,
      severity,
      message,
      ...(now === undefined ? {} : { pointer: near.pointer.toString() }),
      ...(old === undefined ? {} : { oldPointer: old.pointer.toString() }),
      places,
    }
  })
}

function placeOf({ file, line, column, endLine, endColumn }: Omit<RelatedPlace, 'message'>) {
  return { file, line, column, endLine, endColumn }
}
