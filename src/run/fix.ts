import type { FileReport, Finding, Fix } from '../findings/types'
import { awaitTrials, type Fixable, fixAll, fixesOf, runTrials } from '../fixes/fix'
import type { LintedDocument } from '../fixes/propose'
import type { Texts } from '../fixes/trial'
import type { Rule } from '../rules/contract'
import { openLoaded, openProject } from './fix-files'
import type { LintSession } from './lint-files'
import type { ProjectSource } from './project-sources'
import type { TextSource } from './source'

/** A text, linted, with a fix where a finding has one. */
export interface FixableText {
  /** After suppressions. */
  report: FileReport
  /**
   * The fixes of some of the report's findings: each was tried, alone. Costs a lint of the text for each finding that its
   * rule can mend.
   */
  fixesOf(findings: readonly Finding[]): Map<Finding, Fix>
}

/** A text after everything in it that can be mended was mended. */
export interface FixedText {
  text: string
  /** Of the new text, after suppressions. */
  report: FileReport
  /** What was mended. */
  fixed: { finding: Finding; title: string }[]
}

export interface FixTextOptions {
  /** Also what may change what the integration does, or lose what was written. */
  unsafe: boolean
}

/**
 * Lints a text so that its findings can be mended, for an editor.
 *
 * @param source its settings have been prepared
 * @returns undefined where the text is not linted: it is ignored, or not a definition
 */
export function openText(
  session: LintSession,
  source: TextSource,
  { unsafe }: FixTextOptions,
): FixableText | undefined {
  const opened = open(session, source)
  if (opened === undefined) return undefined
  const { linted, texts, lint, rules } = opened
  return {
    report: linted.report,
    fixesOf: (findings) => runTrials(fixesOf({ linted, texts }, findings, { rules, unsafe }), lint),
  }
}

/** Mends what can be mended in a text; undefined where it is not linted. Twice is once: what is left has no fix. */
export function fixText(session: LintSession, source: TextSource, { unsafe }: FixTextOptions): FixedText | undefined {
  const opened = open(session, source)
  if (opened === undefined) return undefined
  const { linted, texts, lint, rules } = opened
  const mended = runTrials(fixAll({ linted, texts }, { rules, unsafe }), lint)
  return { text: mended.texts.get(source.name) ?? '', report: mended.linted.report, fixed: mended.fixed }
}

/**
 * The fixes of findings of a project, for an editor: each was tried, alone, by evaluating the project. The edits are those of
 * the files as they were when the project was evaluated.
 *
 * @param findings of the last lint of the project; their fingerprints count
 */
export async function projectFixes(
  session: LintSession,
  project: ProjectSource,
  findings: readonly Finding[],
  { cwd, unsafe }: FixTextOptions & { cwd: string },
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
