import { type Change, Changes, isSame } from '../document/changes'
import type { Recognised } from '../document/kind'
import { KIND_FACTS } from '../document/kinds'
import { formatPointer, parsePointer, valueAt } from '../document/pointer'
import type { Document, FileEdit, SyntaxFault } from '../document/types'
import { isFields } from '../document/values'
import type { FileReport, Finding, Range } from '../findings/types'
import { BUILT_IN, type DocumentedRule, type FixContext, type Form, type Rule } from '../rules/contract'
import { documentedRule } from '../rules/documented'

/** A document that was linted. */
export interface LintedDocument {
  document: Document
  recognised: Recognised | undefined
  /** After suppressions. */
  report: FileReport
}

/** A possible fix of a finding, not tried yet. */
export interface Proposal {
  finding: Finding
  title: string
  safe: boolean
  /** The changes of the document's value; empty if only its text changes. */
  changes: readonly Change[]
  edits: readonly FileEdit[]
}

/** The `fix` of the rule of a finding. */
export function fixOf({ rule: id }: Finding, rules: ReadonlyMap<string, Rule>): DocumentedRule['fix'] {
  const rule = rules.get(id)
  return rule === undefined ? undefined : documentedRule(rule).fix
}

/** A proposal whose edits have not been computed. */
export type Draft = Omit<Proposal, 'edits'>

/** The fix that the rule of a finding proposes; undefined if there is no single answer. */
export function propose(
  linted: LintedDocument,
  finding: Finding,
  rules: ReadonlyMap<string, Rule>,
): Proposal | undefined {
  const draft = draftOf(linted, finding, rules)
  return draft === undefined ? undefined : withEdits(linted, draft)
}

export function draftOf(linted: LintedDocument, finding: Finding, rules: ReadonlyMap<string, Rule>): Draft | undefined {
  const fix = fixOf(finding, rules)
  if (fix === undefined || !isFaithful(linted)) return undefined
  const { safe } = fix
  if ('title' in fix) return { finding, title: fix.title, safe, changes: [] }
  const proposals = pointersOf(finding).map((pointer) => {
    const context = contextOf(linted, finding, pointer)
    return context === undefined ? undefined : fix.propose(context)
  })
  const [first] = proposals
  const changes = proposals.flatMap((proposed) => proposed?.changes ?? [])
  if (first === undefined || proposals.includes(undefined)) return undefined
  if (!new Changes(changes).fit(linted.document.value)) return undefined
  return { finding, safe, title: first.title, changes }
}

export function withEdits({ document }: LintedDocument, draft: Draft): Proposal | undefined {
  const { changes, finding } = draft
  const edits = changes.length === 0 ? fileEditsOfFault(document, finding) : document.editsFor?.(changes)
  if (edits === undefined || edits.length === 0) return undefined
  // One literal may be the value at several places, so equal edits are applied once.
  const distinct = edits.filter((edit, index) => {
    return edits.findIndex((other) => other.file === edit.file && isSame(other, edit)) === index
  })
  return { ...draft, edits: distinct }
}

/** The pointers of a finding: one place in a project's source may be the origin of many values. */
export function pointersOf({ pointer, data: { places, pointers } }: Finding): string[] {
  const isMerged =
    Array.isArray(pointers) && places === pointers.length && pointers.every((one) => typeof one === 'string')
  return isMerged ? pointers : [pointer]
}

/**
 * Whether the text equals the file and the findings are complete. A text that was decoded by guessing, or only in part,
 * cannot be written back. If findings were left out, a fix could make others appear.
 */
function isFaithful({ document, report }: LintedDocument): boolean {
  const known = faithful.get(document)
  if (known !== undefined) return known
  const isWhole = report.findings.every(({ rule }) => rule !== BUILT_IN.tooManyFindings && rule !== TOO_MANY_FAULTS)
  const result = isWhole && document.faults.every(({ fatal, lossy }) => fatal !== true && lossy !== true)
  faithful.set(document, result)
  return result
}

const faithful = new WeakMap<Document, boolean>()

const TOO_MANY_FAULTS = 'syntax/too-many-faults'

const faultsOfDocuments = new WeakMap<Document, ReadonlyMap<string, SyntaxFault>>()

function fileEditsOfFault(document: Document, finding: Finding): FileEdit[] | undefined {
  let faults = faultsOfDocuments.get(document)
  if (faults === undefined) {
    faults = new Map(document.faults.map((fault) => [placeKey(fault.rule, document.rangeOf(fault)), fault]))
    faultsOfDocuments.set(document, faults)
  }
  const fault = faults.get(placeKey(finding.rule, finding))
  const edits = fault === undefined ? undefined : document.editsForFault?.(fault)
  return edits?.map((edit) => ({ ...edit, file: undefined }))
}

function placeKey(rule: string, { line, column, endLine, endColumn }: Range): string {
  return [rule, line, column, endLine, endColumn].join(' ')
}

function contextOf(
  { document, recognised }: LintedDocument,
  finding: Finding,
  pointer: string,
): FixContext | undefined {
  if (document.value === undefined || recognised === undefined) return undefined
  const path = parsePointer(pointer)
  const { kind, base } = recognised
  let form: Form | 'list' = kind === 'script' ? 'script' : KIND_FACTS[kind].form
  let resourcePath = base.keys()
  if (form === 'list') {
    form = 'summary'
    // The resource is the item of the list, which may be in an envelope.
    resourcePath = path.slice(0, base.keys().length + (Array.isArray(recognised.value) ? 1 : 2))
  }
  const resource = valueAt(document.value, formatPointer(resourcePath))
  return {
    path,
    data: finding.data,
    kind,
    form,
    root: document.value,
    resource: isFields(resource) ? resource : {},
    resourcePath,
    project: document.project,
  }
}
