import type { Change } from '../document/changes'
import { Lines } from '../document/lines'
import { formatPointer } from '../document/pointer'
import type { Finding, Fix, FixEdit } from '../findings/types'
import type { Rule } from '../rules/contract'
import { Intervals } from './intervals'
import { type Draft, draftOf, fixOf, type LintedDocument, type Proposal, propose, withEdits } from './propose'
import { mendedTexts, outcomeOf, type Texts } from './trial'

/** A document to be fixed. */
export interface Fixable {
  linted: LintedDocument
  texts: Texts
}

/**
 * Applying fixes needs lint results, which are synchronous for a text and asynchronous for a project, which is
 * evaluated in another process. So this generator yields the texts to be linted, and receives the result.
 */
export type Trials<Result> = Generator<Texts, Result, LintedDocument>

/** Runs trials to their end with a synchronous linter. */
export function runTrials<Result>(trials: Trials<Result>, lint: (texts: Texts) => LintedDocument): Result {
  let step = trials.next()
  while (step.done !== true) step = trials.next(lint(step.value))
  return step.value
}

/** Runs trials to their end with an asynchronous linter. */
export async function awaitTrials<Result>(
  trials: Trials<Result>,
  lint: (texts: Texts) => Promise<LintedDocument>,
): Promise<Result> {
  let step = trials.next()
  while (step.done !== true) step = trials.next(await lint(step.value))
  return step.value
}

export interface FixOptions {
  rules: ReadonlyMap<string, Rule>
  /** Whether fixes that may change what the integration does are applied as well. */
  unsafe: boolean
  /** The maximum number of times that the document is linted. */
  trials?: number
}

/**
 * The maximum number of characters that are linted for fixing one document. A hostile document is long, and has
 * thousands of faults that look fixable. A definition has at most half a million characters.
 */
const MOST_READ = 10_000_000
const TRIALS = { most: 200, fewest: 10 } as const

function trialsFor(texts: Texts): number {
  const length = [...texts.values()].reduce((sum, text) => sum + text.length, 1)
  return Math.max(TRIALS.fewest, Math.min(TRIALS.most, Math.floor(MOST_READ / length)))
}

/** The fixes of findings, each tried alone. */
export function* fixesOf(
  { linted, texts }: Fixable,
  findings: readonly Finding[],
  { rules, unsafe, trials }: FixOptions,
): Trials<Map<Finding, Fix>> {
  const fixes = new Map<Finding, Fix>()
  let left = trials ?? trialsFor(texts)
  for (const finding of findings) {
    if (left === 0) break
    const proposal = propose(linted, finding, rules)
    if (proposal === undefined || (!proposal.safe && !unsafe)) continue
    const mended = mendedTexts(texts, linted.document.name, [proposal])
    if (mended === undefined) continue
    left -= 1
    const after = yield mended
    if (outcomeOf(linted, [proposal], after).mended) fixes.set(finding, asFix(proposal, linted, texts))
  }
  return fixes
}

export interface Mended extends Fixable {
  /** The fixes that were applied, in order. */
  fixed: { finding: Finding; title: string }[]
}

/**
 * Applies fixes until none is left or a limit is reached. It tries all fixes together. If that fails, it tries again
 * without those at whose places new findings appeared, or else the first half, down to the single fix that fails.
 */
export function* fixAll(start: Fixable, { rules, unsafe, trials }: FixOptions): Trials<Mended> {
  let { linted, texts } = start
  const fixed: Mended['fixed'] = []
  const refused = new Set<string>()
  // A refused fix is tried again after others were applied: they may have been in its way.
  let fixedSince = false
  let left = trials ?? trialsFor(texts)
  while (left > 0) {
    const { name } = linted.document
    let chosen = compatibleProposals(linted, rules, (finding, safe) => {
      return (safe || unsafe) && !refused.has(findingIdentity(finding))
    })
    if (chosen.length === 0) {
      if (!fixedSince || refused.size === 0) break
      refused.clear()
      fixedSince = false
      continue
    }
    while (chosen.length > 0 && left > 0) {
      const mended = mendedTexts(texts, name, chosen)
      left -= 1
      const after = mended === undefined ? undefined : yield mended
      const outcome = after === undefined ? undefined : outcomeOf(linted, chosen, after)
      if (mended !== undefined && after !== undefined && outcome?.mended === true) {
        for (const { finding, title } of chosen) fixed.push({ finding, title })
        linted = after
        texts = mended
        fixedSince = true
        break
      }
      const culprits = outcome?.mended === false ? outcome.culprits : NO_CULPRITS
      const failed = chosen.length === 1 ? chosen : chosen.filter((one) => culprits.has(one))
      if (chosen.length === 1 || failed.length < chosen.length) {
        for (const { finding } of failed) refused.add(findingIdentity(finding))
      }
      chosen =
        failed.length > 0 && failed.length < chosen.length
          ? chosen.filter((one) => !culprits.has(one))
          : chosen.slice(0, Math.floor(chosen.length / 2))
    }
  }
  return { linted, texts, fixed }
}

const NO_CULPRITS: ReadonlySet<Proposal> = new Set()

/** Identifies a finding across the changes of other fixes. */
function findingIdentity({ rule, fingerprint, file = '' }: Finding): string {
  return `${file} ${rule} ${fingerprint}`
}

/** Proposals that do not overlap, in the order of the text. */
function compatibleProposals(
  linted: LintedDocument,
  rules: FixOptions['rules'],
  isWanted: (finding: Finding, safe: boolean) => boolean,
): Proposal[] {
  const claimed = new Set<string>()
  const drafts: Draft[] = []
  for (const finding of linted.report.findings) {
    const fix = fixOf(finding, rules)
    const draft = fix !== undefined && isWanted(finding, fix.safe) ? draftOf(linted, finding, rules) : undefined
    if (draft === undefined) continue
    // Two properties of an object cannot get the same name.
    const names = draft.changes.flatMap(claimOf)
    if (names.some((name) => claimed.has(name))) continue
    for (const name of names) claimed.add(name)
    drafts.push(draft)
  }
  // The places of all edits are found in one pass.
  linted.document.editsFor?.(drafts.flatMap(({ changes }) => changes))

  const chosen: Proposal[] = []
  const taken = new Map<string | undefined, Intervals>()
  for (const draft of drafts) {
    const proposal = withEdits(linted, draft)
    if (proposal === undefined) continue
    const intervals = proposal.edits.map((edit) => {
      const known = taken.get(edit.file) ?? new Intervals()
      taken.set(edit.file, known)
      return { edit, known }
    })
    if (intervals.some(({ edit, known }) => known.touches(edit))) continue
    for (const { edit, known } of intervals) known.add(edit)
    chosen.push(proposal)
  }
  return chosen
}

/** The new property name that a change would occupy, if any. */
function claimOf(change: Change): string[] {
  if (change.type === 'insert') return [formatPointer(change.path)]
  return change.type === 'rename' ? [formatPointer([...change.path.slice(0, -1), change.key])] : []
}

function asFix({ title, safe, edits }: Proposal, { document }: LintedDocument, texts: Texts): Fix {
  const lines = new Map<string, Lines>()
  const ordered = [...edits].sort((left, right) => {
    const [one = '', other = ''] = [left.file, right.file]
    return one === other ? left.start - right.start || left.end - right.end : one < other ? -1 : 1
  })
  const placed = ordered.map(({ file = document.name, start, end, replacement }): FixEdit => {
    const known = lines.get(file) ?? new Lines((texts.get(file) ?? '').replace(/^\uFEFF/, ''))
    lines.set(file, known)
    return { file, range: known.range({ start, end }), text: replacement }
  })
  return { title, safe, edits: placed }
}
