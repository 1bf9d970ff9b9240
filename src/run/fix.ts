import type { FileReport, Finding, Fix } from '../findings/types'
import { awaitTrials, type Fixable, fixAll, fixesOf, runTrials } from '../fixes/fix'
import type { LintedDocument } from '../fixes/propose'
import type { Texts } from '../fixes/trial'
import type { Rule } from '../rules/contract'
import { openLoaded, openProject } from './fix-files'
import type { LintSession } from './lint-files'
import type { ProjectSource } from './project-sources'
import type { TextSource } from './source'

/** The lint result of a text, with the fixes of its findings. */
export interface FixableText {
  /** After suppressions. */
  report: FileReport
  /**
   * The fixes of some of the report's findings, each tried alone. Costs one lint of the text for each fixable finding.
   */
  fixesOf(findings: readonly Finding[]): Map<Finding, Fix>
}

/** A text with all of its fixes applied. */
export interface FixedText {
  text: string
  /** The report of the new text, after suppressions. */
  report: FileReport
  /** The fixes that were applied. */
  fixed: { finding: Finding; title: string }[]
}

export interface TextFixOptions {
  /** Whether fixes that may change what the integration does, or lose text, are applied as well. */
  unsafe: boolean
}

/**
 * Lints a text for an editor that wants fixes.
 *
 * @param source its settings must have been prepared
 * @returns undefined if the text is not linted, because it is ignored or not a definition
 */
export function openText(
  session: LintSession,
  source: TextSource,
  { unsafe }: TextFixOptions,
): FixableText | undefined {
  const opened = open(session, source)
  if (opened === undefined) return undefined
  const { linted, texts, lint, rules } = opened
  return {
    report: linted.report,
    fixesOf: (findings) => runTrials(fixesOf({ linted, texts }, findings, { rules, unsafe }), lint),
  }
}

/** Applies the fixes of a text; undefined if it is not linted. Fixing the result again changes nothing. */
export function fixSource(session: LintSession, source: TextSource, { unsafe }: TextFixOptions): FixedText | undefined {
  const opened = open(session, source)
  if (opened === undefined) return undefined
  const { linted, texts, lint, rules } = opened
  const mended = runTrials(fixAll({ linted, texts }, { rules, unsafe }), lint)
  return { text: mended.texts.get(source.name) ?? '', report: mended.linted.report, fixed: mended.fixed }
}

/**
 * The fixes of findings of a project, for an editor. Each is tried alone, by evaluating the project. The edits apply to
 * the files as they were when the project was evaluated.
 *
 * @param findings of the last lint of the project; their fingerprints must match
 */
export async function projectFixes(
  session: LintSession,
  project: ProjectSource,
  findings: readonly Finding[],
  { cwd, unsafe }: TextFixOptions & { cwd: string },
): Promise<Map<Finding, Fix>> {
  const { linted, texts, lint } = openProject(session, project, { cwd, staged: false })
  const wanted = new Map(findings.map((finding) => [`${finding.rule} ${finding.fingerprint}`, finding]))
  const asked = linted.report.findings.filter(({ rule, fingerprint }) => wanted.has(`${rule} ${fingerprint}`))
  const options = { rules: rulesOf(session), unsafe }
  const fixes = await awaitTrials(fixesOf({ linted, texts }, asked, options), lint)
  return new Map(
    [...fixes].map(([finding, fix]) => [wanted.get(`${finding.rule} ${finding.fingerprint}`) ?? finding, fix]),
  )
}

interface Opened extends Fixable {
  lint(texts: Texts): LintedDocument
  rules: ReadonlyMap<string, Rule>
}

function open(session: LintSession, source: TextSource): Opened | undefined {
  const loaded = session.load(source)
  if (loaded === undefined) return undefined
  return { ...openLoaded(session, loaded), rules: rulesOf(session) }
}

function rulesOf(session: LintSession): ReadonlyMap<string, Rule> {
  return new Map(session.rules.map((rule) => [rule.id, rule]))
}
