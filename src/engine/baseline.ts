import { MAX_REPORT_VALUES } from '../document/limits'
import { parseDocument } from '../document/parse'
import { Pointer, parsePointer } from '../document/pointer'
import type { LocateRequest } from '../document/types'
import { isFields, own } from '../document/values'
import { didYouMean, quote, suggestion, typeName } from '../findings/text'
import { type BaselineEntry, keyOf } from './suppress'

/** The entries by file: relative to the folder of the baseline file, forward slashes. */
export type Baseline = ReadonlyMap<string, readonly BaselineEntry[]>

/** The version of the file's shape: `schemas/baseline.schema.json`. */
const VERSION = 1
const SCHEMA = 'https://unpkg.com/integration-lint/schemas/baseline.schema.json'

/** What is wrong with the text of a baseline file. Lines and columns are 1-based. */
export interface BaselineFault {
  line: number
  column: number
  message: string
}

export type ParsedBaseline = { baseline: Baseline; faults: readonly [] } | { faults: readonly BaselineFault[] }

/** Reads the text of a baseline file; all that is wrong with it is told. */
export function parseBaseline(text: string): ParsedBaseline {
  const document = parseDocument({ name: 'baseline', text, comments: false, mostValues: MAX_REPORT_VALUES })
  const errors = document.faults.filter(({ severity }) => severity !== 'warning')
  if (errors.length > 0) {
    return { faults: errors.map((fault) => ({ ...placeOf(document.rangeOf(fault)), message: fault.message })) }
  }
  const problems: Problem[] = []
  const baseline = readBaseline(document.value, problems)
  if (problems.length === 0) return { baseline, faults: [] }
  const faults = document.locateAll(problems).map((range, index) => {
    return { ...placeOf(range), message: problems[index]?.message ?? '' }
  })
  return { faults: faults.sort((left, right) => left.line - right.line || left.column - right.column) }
}

/** The text of a baseline file: sorted, an entry a line, so that changes to it read well and merge well. */
export function formatBaseline(baseline: Baseline): string {
  const files = [...baseline]
    .filter(([, entries]) => entries.length > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([file, entries]) => `    ${JSON.stringify(file)}: [\n${formatEntries(entries)}\n    ]`)
  const content = files.length === 0 ? '{}' : `{\n${files.join(',\n')}\n  }`
  return `{\n  "$schema": ${JSON.stringify(SCHEMA)},\n  "version": ${VERSION},\n  "files": ${content}\n}\n`
}

function formatEntries(entries: readonly BaselineEntry[]): string {
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()]
    .sort(inOrder)
    .map(
      ({ rule, pointer, hash }) =>
        `      { "rule": ${JSON.stringify(rule)}, "pointer": ${JSON.stringify(pointer)}, "hash": ${JSON.stringify(hash)} }`,
    )
    .join(',\n')
}

function inOrder(left: BaselineEntry, right: BaselineEntry): number {
  return compare(left.pointer, right.pointer) || compare(left.rule, right.rule) || compare(left.hash, right.hash)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

interface Problem extends LocateRequest {
  message: string
}

function readBaseline(value: unknown, problems: Problem[]): Baseline {
  const files = new Map<string, readonly BaselineEntry[]>()
  const fail = (pointer: Pointer, message: string, target: 'key' | 'value' = 'value') =>
    problems.push({ pointer, target, message })
  if (!isFields(value)) {
    fail(Pointer.root, `A baseline is ${typeName(value)}; an object is required.`)
    return files
  }
  checkKeys(value, ['$schema', 'version', 'files'], Pointer.root, fail)
  const version = own(value, 'version')
  if (version === undefined) fail(Pointer.root, 'A baseline lacks "version".')
  else if (version !== VERSION) {
    fail(
      Pointer.root.child('version'),
      `Version ${quote(version)} of the baseline is not known; it is ${VERSION} here.`,
    )
  }
  const schema = own(value, '$schema')
  if (schema !== undefined && typeof schema !== 'string') {
    fail(Pointer.root.child('$schema'), `"$schema" is ${typeName(schema)}; a text is required.`)
  }
  const given = own(value, 'files')
  const at = Pointer.root.child('files')
  if (given === undefined) fail(Pointer.root, 'A baseline lacks "files".')
  else if (!isFields(given))
    fail(at, `"files" is ${typeName(given)}; an object of files and their entries is required.`)
  else {
    for (const [file, entries] of Object.entries(given)) {
      if (!Array.isArray(entries)) fail(at.child(file), `The entries are ${typeName(entries)}; a list is required.`)
      else
        files.set(
          file,
          entries.flatMap((entry: unknown, index) => readEntry(entry, at.child(file, index), fail) ?? []),
        )
    }
  }
  return files
}

type Fail = (pointer: Pointer, message: string, target?: 'key' | 'value') => void

function readEntry(value: unknown, at: Pointer, fail: Fail): BaselineEntry | undefined {
  if (!isFields(value)) {
    fail(at, `An entry is ${typeName(value)}; an object is required.`)
    return undefined
  }
  checkKeys(value, ['rule', 'pointer', 'hash'], at, fail)
  const read = (key: keyof BaselineEntry, what: string, isRight: (text: string) => boolean): string | undefined => {
    const text = own(value, key)
    if (text === undefined) fail(at, `An entry lacks ${quote(key)}.`)
    else if (typeof text !== 'string') fail(at.child(key), `${quote(key)} is ${typeName(text)}; ${what} is required.`)
    else if (!isRight(text)) fail(at.child(key), `${quote(text)} is not ${what}.`)
    else return text
    return undefined
  }
  const rule = read('rule', 'the id of a rule', (text) => text !== '')
  const pointer = read('pointer', 'a JSON Pointer', isJsonPointer)
  const hash = read('hash', '32 hexadecimal digits', (text) => /^[0-9a-f]{32}$/.test(text))
  return rule === undefined || pointer === undefined || hash === undefined ? undefined : { rule, pointer, hash }
}

function checkKeys(value: object, known: readonly string[], at: Pointer, fail: Fail): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      fail(at.child(key), `Unknown key ${quote(key)}.${suggestion(didYouMean(key, known))}`, 'key')
  }
}

function isJsonPointer(text: string): boolean {
  try {
    parsePointer(text)
    return true
  } catch {
    return false
  }
}

function placeOf({ line, column }: { line: number; column: number }): { line: number; column: number } {
  return { line, column }
}
