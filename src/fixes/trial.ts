import { Changes, inOrder, isSame, type Path } from '../document/changes'
import { Lines } from '../document/lines'
import { formatPointer, parsePointer } from '../document/pointer'
import { type Edit, repair } from '../document/repair'
import { canonical } from '../findings/canonical'
import type { FixEdit } from '../findings/types'
import { type LintedDocument, type Proposal, pointersOf } from './propose'

/** The texts of a document's files, by their names in reports; each includes its byte-order mark. */
export type Texts = ReadonlyMap<string, string>

/** The texts with some proposals applied; undefined if two of them overlap. */
export function mendedTexts(texts: Texts, name: string, proposals: readonly Proposal[]): Texts | undefined {
  const byFile = editsByFile(name, proposals)
  if (byFile === undefined) return undefined
  const mended = new Map(texts)
  for (const [file, edits] of byFile) {
    const text = texts.get(file)
    if (text === undefined) return undefined
    mended.set(file, applyEdits(text, edits))
  }
  return mended
}

/**
 * The edits of proposals, in order; undefined if edits of two proposals overlap. One literal may be the value of
 * several properties, so equal edits count once.
 */
function editsByFile(name: string, proposals: readonly Proposal[]): Map<string, Edit[]> | undefined {
  const byFile = new Map<string, { edit: Edit; by: Proposal }[]>()
  for (const by of proposals) {
    for (const { file = name, ...edit } of by.edits) {
      const list = byFile.get(file) ?? []
      list.push({ edit, by })
      byFile.set(file, list)
    }
  }
  const ordered = new Map<string, Edit[]>()
  for (const [file, list] of byFile) {
    list.sort((left, right) => left.edit.start - right.edit.start || left.edit.end - right.edit.end)
    const touches = list.some(({ edit, by }, index) => {
      const before = list[index - 1]
      if (before === undefined || before.by === by || isSame(edit, before.edit)) return false
      return edit.start <= before.edit.end
    })
    const edits = touches ? undefined : inOrder(list.map(({ edit }) => edit))
    if (edits === undefined) return undefined
    ordered.set(file, edits)
  }
  return ordered
}

/** Applies edits that are in order and do not overlap. Offset 0 is after a byte-order mark. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const shifted = edits.map(({ start, end, replacement }) => ({ start: start + shift, end: end + shift, replacement }))
  return repair(text, shifted).text
}

/** Applies edits given by lines and columns, which are in order and do not overlap. */
export function applyPlacedEdits(text: string, edits: readonly Pick<FixEdit, 'range' | 'text'>[]): string {
  const { starts } = new Lines(text.replace(/^\uFEFF/, ''))
  const offset = (line: number, column: number) => {
    const start = starts[line - 1]
    if (start === undefined) throw new RangeError(`The text has no line ${line}: it is not the one that was linted.`)
    return start + column - 1
  }
  return applyEdits(
    text,
    edits.map(({ range, text: replacement }) => ({
      start: offset(range.line, range.column),
      end: offset(range.endLine, range.endColumn),
      replacement,
    })),
  )
}

/** The outcome of a trial. */
export type TrialOutcome =
  | { mended: true }
  /** `culprits`: the proposals at whose places new findings appeared; empty if the trial failed for another reason. */
  | { mended: false; culprits: ReadonlySet<Proposal> }

const FAILED: TrialOutcome = { mended: false, culprits: new Set() }

/**
 * Checks whether applying proposals had the expected result: the value has their changes and no others, their findings
 * are gone, and there are no new findings.
 */
export function outcomeOf(before: LintedDocument, proposals: readonly Proposal[], after: LintedDocument): TrialOutcome {
  const changes = new Changes(proposals.flatMap((proposal) => proposal.changes))
  const { value } = before.document
  const expected = value === undefined ? undefined : changes.applyTo(value)
  if ((expected === undefined) !== (after.document.value === undefined)) return FAILED
  if (expected !== undefined && canonical(expected) !== canonical(after.document.value)) return FAILED
  if (before.report.kind !== after.report.kind || after.report.crashes.length > before.report.crashes.length)
    return FAILED

  const remaining = new Map<string, number>()
  const targets = new Set(proposals.map(({ finding }) => finding))
  for (const finding of before.report.findings) {
    if (targets.has(finding)) continue
    for (const pointer of pointersOf(finding)) {
      const moved = changes.moved(value, parsePointer(pointer))
      const key = moved === undefined ? undefined : `${finding.rule} ${formatPointer(moved)}`
      if (key !== undefined) remaining.set(key, (remaining.get(key) ?? 0) + 1)
    }
  }
  // Counts findings, since equal ones are interchangeable: as many as before, minus those that were fixed.
  const appeared = after.report.findings.flatMap((finding) =>
    pointersOf(finding).filter((pointer) => {
      const key = `${finding.rule} ${pointer}`
      const count = remaining.get(key) ?? 0
      remaining.set(key, count - 1)
      return count <= 0
    }),
  )
  const placeOf = (path: Path) => changes.moved(value, path)
  return appeared.length === 0
    ? { mended: true }
    : { mended: false, culprits: culpritsOf(appeared, proposals, placeOf) }
}

/**
 * The proposals that changed the places of new findings, or else the nearest value around them.
 *
 * @param placeOf the path of a value after the changes
 */
function culpritsOf(
  appeared: readonly string[],
  proposals: readonly Proposal[],
  placeOf: (path: Path) => Path | undefined,
): Set<Proposal> {
  const byPlace = new Map<string, Proposal[]>()
  for (const proposal of proposals) {
    for (const { path } of proposal.changes) {
      const place = formatPointer(placeOf(path) ?? path)
      byPlace.set(place, [...(byPlace.get(place) ?? []), proposal])
    }
  }
  const culprits = new Set<Proposal>()
  for (const pointer of appeared) {
    let place = pointer
    while (place !== '' && !byPlace.has(place)) place = place.slice(0, place.lastIndexOf('/'))
    for (const proposal of byPlace.get(place) ?? []) culprits.add(proposal)
  }
  return culprits
}
