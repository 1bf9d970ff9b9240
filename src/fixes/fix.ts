import { type Change, isSame } from '../document/changes'
import { Lines } from '../document/lines'
import { formatPointer } from '../document/pointer'
import type { Edit } from '../document/repair'
import type { Finding, Fix, FixEdit } from '../findings/types'
import type { Rule } from '../rules/contract'
import { type Draft, draftOf, fixOf, type LintedDocument, type Proposal, propose, withEdits } from './propose'
import { isMended, mendedTexts, type Texts } from './trial'

/** A document that is to be mended. */
export interface Fixable {
  linted: LintedDocument
  texts: Texts
}

/**
 * Mending needs to lint, which waits for something or not: a text is linted at once, a project is evaluated in another
 * process. So it hands out the texts that it wants linted, and is given the result.
 */
export type Trials<Result> = Generator<Texts, Result, LintedDocument>

/** Runs trials to their end where linting waits for nothing. */
export function runTrials<Result>(trials: Trials<Result>, lint: (texts: Texts) => LintedDocument): Result {
  let step = trials.next()
  while (step.done !== true) step = trials.next(lint(step.value))
  return step.value
}

/** Runs trials to their end. */
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
  /** Also what may change what the integration does. */
  unsafe: boolean
  /** How often the document is linted at the most. */
  trials?: number
}

/**
 * How often a document is linted, and how many fixes are tried together: a hostile one is long, and has thousands of faults that
 * look as if they could be mended. Characters that are read for that at the most; a definition has half a million.
 */
const MOST_READ = 30_000_000
const TRIALS = { most: 200, fewest: 10 } as const
const MOST_AT_ONCE = 1000

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
    if (isMended(linted, [proposal], after)) fixes.set(finding, asFix(proposal, linted, texts))
  }
  return fixes
}

export interface Mended extends Fixable {
  /** What was mended, in the order in which that happened. */
  fixed: { finding: Finding; title: string }[]
}

/**
 * Mends all that can be mended, until nothing is left or too much was tried. As many fixes as possible are tried together;
 * where that fails, the half of them, and so on to the one that fails.
 */
export function* fixAll(start: Fixable, { rules, unsafe, trials }: FixOptions): Trials<Mended> {
  let { linted, texts } = start
  const fixed: Mended['fixed'] = []
  const refused = new Set<string>()
  // What was refused is tried again when something else was mended: that may have been in the way.
  let fixedSince = false
  let left = trials ?? trialsFor(texts)
  while (left > 0) {
    const { name } = linted.document
    let chosen = compatible(linted, rules, (finding, safe) => {
      return (safe || unsafe) && !refused.has(identity(finding))
    })
    if (chosen.length === 0) {
      if (!fixedSince || refused.size === 0) break
      refused.clear()
      fixedSince = false
      continue
    }
    for (; chosen.length > 0 && left > 0; chosen = chosen.slice(0, Math.ceil(chosen.length / 2))) {
      const mended = mendedTexts(texts, name, chosen)
      left -= 1
      const after = mended === undefined ? undefined : yield mended
      if (mended !== undefined && after !== undefined && isMended(linted, chosen, after)) {
        for (const { finding, title } of chosen) fixed.push({ finding, title })
        linted = after
        texts = mended
        fixedSince = true
        break
      }
      const [first] = chosen
      if (chosen.length === 1 && first !== undefined) {
        refused.add(identity(first.finding))
        break
      }
    }
  }
  return { linted, texts, fixed }
}

/** What names a finding while others are mended. */
function identity({ rule, fingerprint, file = '' }: Finding): string {
  return `${file} ${rule} ${fingerprint}`
}

/** Proposals that do not touch each other, in the order of the text. */
function compatible(
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
    if (drafts.length === MOST_AT_ONCE) break
  }
  // All places are looked for in one pass.
  linted.document.editsFor?.(drafts.flatMap(({ changes }) => changes))

  const chosen: Proposal[] = []
  const taken = new Map<string, Edit[]>()
  for (const draft of drafts) {
    const proposal = withEdits(linted, draft)
    const touches = proposal?.edits.some((edit) =>
      taken
        .get(edit.file ?? '')
        ?.some((other) => edit.start <= other.end && edit.end >= other.start && !isSame(edit, other)),
    )
    if (proposal === undefined || touches === true) continue
    for (const edit of proposal.edits) {
      const file = taken.get(edit.file ?? '') ?? []
      file.push(edit)
      taken.set(edit.file ?? '', file)
    }
    chosen.push(proposal)
  }
  return chosen
}

/** The place that a change gives to something, if it does. */
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
