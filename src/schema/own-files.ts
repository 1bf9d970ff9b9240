import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import type { Document, LocateRequest } from '../document/types'
import { arrayAt, type Fields, fieldsAt, isFields, own, stringAt } from '../document/values'
import type { SchemaFault } from './explain'
import type { Validator } from './generated/validators'
import * as compiled from './generated/validators'
import { explainFaults } from './validate'

// The tool's own files (configuration, baseline, report) are validated with their published schemas, and their faults
// are explained by the same code as those of documents.

/** By the name of its published schema. */
export type OwnFile = 'baseline' | 'config' | 'report'

// Each is loaded at its first use.
const FILE_VALIDATORS: Readonly<Record<OwnFile, () => Validator>> = {
  baseline: () => compiled.baseline,
  config: () => compiled.config,
  report: () => compiled.report,
}

/** A fault in such a file, with its place. */
export interface Problem extends LocateRequest {
  message: string
}

/** The same with its place in the text: 1-based. */
export interface TextFault {
  line: number
  column: number
  message: string
}

/** The faults of such a file's content, one for each cause. */
export function faultsIn(file: OwnFile, value: unknown): SchemaFault[] {
  return schemaFaults(FILE_VALIDATORS[file](), value, () => {
    const { OWN_SCHEMAS } = require('./own-schemas') as typeof import('./own-schemas')
    return OWN_SCHEMAS[file]
  })
}

/**
 * The faults of a value, one for each cause.
 *
 * @param schema the schema that the validator was compiled from, for "did you mean"
 */
export function schemaFaults(validator: Validator, value: unknown, schema: () => Fields): SchemaFault[] {
  if (validator(value)) return []
  const faults = explainFaults(validator.errors ?? [], value, (path) => propertiesIn(schema(), path))
  const misspelt = new Set(faults.map(({ data, path }) => JSON.stringify([path.slice(0, -1), data.suggestion ?? null])))
  // A property that is misspelt is not reported as missing as well.
  return faults.filter(
    ({ rule, data, path }) => rule !== 'schema/required' || !misspelt.has(JSON.stringify([path, data.property])),
  )
}

export function problemFrom({ path, target, message }: SchemaFault): Problem {
  return { pointer: Pointer.root.child(...path), target, message }
}

/** Reads the JSON text of such a file. A text with more than `mostValues` values is refused. */
export function readOwnFile<Content>(
  file: OwnFile,
  text: string,
  mostValues: number,
): { content: Content; faults: readonly [] } | { faults: readonly TextFault[] } {
  const document = parseDocument({ name: '', text, comments: false, mostValues })
  const unreadable = syntaxFaults(document)
  if (unreadable.length > 0) return { faults: unreadable }
  const problems = faultsIn(file, document.value).map(problemFrom)
  if (problems.length > 0) return { faults: locateProblems(document, problems) }
  return isChecked<Content>(document.value, problems) ? { content: document.value, faults: [] } : { faults: [] }
}

/** A type guard: the schema has validated the value. */
export function isChecked<Content>(_value: unknown, problems: readonly unknown[]): _value is Content {
  return problems.length === 0
}

export function syntaxFaults(document: Document): TextFault[] {
  return document.faults
    .filter(({ severity }) => severity !== 'warning')
    .map((fault) => ({ ...startOf(document.rangeOf(fault)), message: fault.message }))
}

/** In the order of the text. */
export function locateProblems(document: Document, problems: readonly Problem[]): TextFault[] {
  return document
    .locateAll(problems)
    .map((range, index) => ({ ...startOf(range), message: problems[index]?.message ?? '' }))
    .sort((left, right) => left.line - right.line || left.column - right.column)
}

function startOf({ line, column }: { line: number; column: number }): { line: number; column: number } {
  return { line, column }
}

/** The properties that a schema names for a place of the value. References lead to `definitions` only. */
function propertiesIn(root: Fields, path: readonly string[]): string[] {
  let places = alternativesOf(root, root)
  for (const key of path) {
    places = places.flatMap((place) => childrenAt(place, key)).flatMap((child) => alternativesOf(child, root))
  }
  return places.flatMap((place) => Object.keys(fieldsAt(place, 'properties')))
}

function childrenAt(schema: Fields, key: string): Fields[] {
  const items = own(schema, 'items')
  const known = own(fieldsAt(schema, 'properties'), key)
  return [known ?? own(schema, 'additionalProperties'), Array.isArray(items) ? items[Number(key)] : items].filter(
    isFields,
  )
}

/** The schema and its alternatives. */
function alternativesOf(schema: Fields, root: Fields): Fields[] {
  const name = stringAt(schema, '$ref')?.replace(/^#\/definitions\//, '')
  const referred = name === undefined ? undefined : own(fieldsAt(root, 'definitions'), name)
  const more = [referred, ...arrayAt(schema, 'allOf'), ...arrayAt(schema, 'anyOf')].filter(isFields)
  return [schema, ...more.flatMap((one) => alternativesOf(one, root))]
}
