import { type Change, Changes, isSame } from '../document/changes'
import type { Recognised } from '../document/kind'
import { KIND_FACTS } from '../document/kinds'
import { formatPointer, parsePointer, valueAt } from '../document/pointer'
import type { Document, FileEdit, SyntaxFault } from '../document/types'
import { isFields } from '../document/values'
import type { FileReport, Finding, Range } from '../findings/types'
import type { DocumentedRule, FixContext, Form, Rule } from '../rules/contract'
import { documentedRule } from '../rules/documented'

/** A document that was linted. */
export interface LintedDocument {
  document: Document
  recognised: Recognised | undefined
  /** After suppressions. */
  report: FileReport
}

/** How a finding may be mended; not tried yet. */
export interface Proposal {
  finding: Finding
  title: string
  safe: boolean
  /** Of the document's value; none where only its text changes. */
  changes: readonly Change[]
  edits: readonly FileEdit[]
}

/** How the rule of a finding mends its findings. */
export function fixOf({ rule: id }: Finding, rules: ReadonlyMap<string, Rule>): DocumentedRule['fix'] {
  const rule = rules.get(id)
  return rule === undefined ? undefined : documentedRule(rule).fix
}

/** What the rule of a finding proposes; undefined where there is no single answer. */
export function propose(
  linted: LintedDocument,
  finding: Finding,
  rules: ReadonlyMap<string, Rule>,
): Proposal | undefined {
  const fix = fixOf(finding, rules)
  if (fix === undefined || !isFaithful(linted.document)) return undefined
  const { safe } = fix
  if ('title' in fix) {
    const edits = editsOfFault(linted.document, finding)
    return edits === undefined ? undefined : { finding, title: fix.title, safe, changes: [], edits }
  }
  const proposals = pointersOf(finding).map((pointer) => {
    const context = contextOf(linted, finding, pointer)
    return context === undefined ? undefined : fix.propose(context)
  })
  const [first] = proposals
  const changes = proposals.flatMap((proposed) => proposed?.changes ?? [])
  if (first === undefined || proposals.includes(undefined)) return undefined
  if (new Changes(changes).applyTo(linted.document.value) === undefined) return undefined
  const edits = linted.document.editsFor?.(changes)
  if (edits === undefined || edits.length === 0) return undefined
  // One literal may be the value at all of these places.
  const distinct = edits.filter((edit, index) => {
    return edits.findIndex((other) => other.file === edit.file && isSame(other, edit)) === index
  })
  return { finding, safe, title: first.title, changes, edits: distinct }
}

/** The places of which a finding speaks: one place of a project's source may serve many values. */
export function pointersOf({ pointer, data: { places, pointers } }: Finding): string[] {
  const isMerged =
    Array.isArray(pointers) && places === pointers.length && pointers.every((one) => typeof one === 'string')
  return isMerged ? pointers : [pointer]
}

/** Whether the text is the file: what was decoded by guessing, or not to its end, cannot be written again. */
function isFaithful({ faults }: Document): boolean {
  return faults.every(({ fatal, lossy }) => fatal !== true && lossy !== true)
}

const faultsOfDocuments = new WeakMap<Document, ReadonlyMap<string, SyntaxFault>>()

function editsOfFault(document: Document, finding: Finding): FileEdit[] | undefined {
  let faults = faultsOfDocuments.get(document)
  if (faults === undefined) {
    faults = new Map(document.faults.map((fault) => [placeOf(fault.rule, document.rangeOf(fault)), fault]))
    faultsOfDocuments.set(document, faults)
  }
  const fault = faults.get(placeOf(finding.rule, finding))
  const edits = fault === undefined ? undefined : document.editsForFault?.(fault)
  return edits?.map((edit) => ({ ...edit, file: undefined }))
}

function placeOf(rule: string, { line, column, endLine, endColumn }: Range): string {
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
    // The envelope of the list, or the list alone.
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
