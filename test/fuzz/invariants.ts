import { isDeepStrictEqual } from 'node:util'
import { decode } from '../../src/document/decode'
import { recognise } from '../../src/document/kind'
import { Lines } from '../../src/document/lines'
import { createValueDocument } from '../../src/document/live'
import { parseDocument } from '../../src/document/parse'
import { parsePointer } from '../../src/document/pointer'
import type { Document } from '../../src/document/types'
import { fieldsAt, isFields } from '../../src/document/values'
import { Linter } from '../../src/engine/lint'
import { TOOL_NAME, TOOL_URL, TOOL_VERSION } from '../../src/findings/help'
import { summarise } from '../../src/findings/summarise'
import type { FileReport, Kind, Range } from '../../src/findings/types'
import { FORMATS, render } from '../../src/reporters'
import { ruleMetadata } from '../../src/reporters/rule-metadata'
import { type Nodes, PRESETS, type Rule } from '../../src/rules/contract'
import { defineRule } from '../../src/rules/define-rule'
import { RULES } from '../../src/rules/index.generated'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { presetSettings } from '../../src/settings/presets'
import type { Settings } from '../../src/settings/types'
import { type Judge, plainAjv } from '../schemas/validators'
import type { FuzzedText } from './mutator'

let visits = 0

const NODES = [
  'resource',
  'configuration',
  'action',
  'event',
  'channel',
  'message',
  'state',
  'entity',
  'interface',
  'tag',
  'taggedObject',
  'collection',
  'entry',
  'secret',
  'script',
  'embeddedSchema',
  'subschema',
  'field',
] as const satisfies readonly (keyof Nodes)[]

/** Counts what every rule is called for: the bound on work that a clock could not be. */
const counter: Rule = defineRule({
  id: 'visits-counted',
  category: 'document',
  severity: 'info',
  summary: 'Visits are counted.',
  description: 'Counts.',
  messages: {},
  visit: Object.fromEntries(
    NODES.map((name) => [
      name,
      () => {
        visits += 1
      },
    ]),
  ),
  examples: { bad: [], good: [] },
})

const ALL_RULES: readonly Rule[] = [...RULES, counter]

/** Every rule at once, those that no preset turns on included. */
const EVERYTHING: Settings = {
  rules: new Map(ALL_RULES.map((rule) => [rule.id, { severity: rule.severity, options: rule.options?.defaults }])),
}

const COUNTED: Settings['rules'] = new Map([[counter.id, { severity: 'info', options: undefined }]])

/** What is switched on: one of the presets, or everything. */
export const RULE_SETS = ['everything', ...PRESETS] as const
export type RuleSet = (typeof RULE_SETS)[number]

const SETTINGS: ReadonlyMap<RuleSet, Settings> = new Map(
  RULE_SETS.map((set) => [
    set,
    set === 'everything' ? EVERYTHING : { rules: new Map([...presetSettings(set, RULES).rules, ...COUNTED]) },
  ]),
)

const linter = new Linter({ rules: ALL_RULES, vrl: loadVrl, frames: true })

export interface Linting {
  rules: RuleSet
  as: Kind | undefined
}

/** The broken invariants of a linted text. Throws the errors of the tool. */
export function faultsOfText({ bytes, comments }: FuzzedText, linting: Linting): string[] {
  const open = () => {
    const { text, faults } = decode(bytes)
    return parseDocument({ name: comments ? 'fuzzed.jsonc' : 'fuzzed.json', text, faults, comments })
  }
  return faultsOf(open, linting)
}

/** The same for a live value. */
export function faultsOfValue(value: unknown, linting: Linting): string[] {
  return faultsOf(() => createValueDocument({ name: '<value>', value }), linting)
}

function faultsOf(open: () => Document, linting: Linting): string[] {
  const document = open()
  visits = 0
  const report = lintDocument(document, linting)
  const visited = visits
  const lines = new Lines(document.text)
  return [
    ...report.crashes.map(({ rule, message, stack }) => `${rule} crashed: ${stack ?? message}`),
    ...workFaults(document, report, visited),
    ...publishedFaults(document, linting),
    ...report.findings.flatMap((finding) => [
      ...placeFaults(document, finding),
      ...rangeFaults(document.text, lines, finding),
      ...(isPlainJson(finding.data) ? [] : [`${finding.rule}: the data is not plain JSON`]),
      ...(finding.message.length > 2500 ? [`${finding.rule}: a message of ${finding.message.length} characters`] : []),
    ]),
    ...(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size === report.findings.length
      ? []
      : ['two findings have one fingerprint']),
    ...(isDeepStrictEqual(lintDocument(open(), linting), report) ? [] : ['linting again finds something else']),
  ]
}

function lintDocument(document: Document, { rules, as }: Linting): FileReport {
  return linter.lint(document, recognise(document, as), SETTINGS.get(rules) ?? EVERYTHING)
}

let published: Judge | undefined

/** Whether the schema layer refuses what Ajv refuses with the published schemas, and accepts what it accepts. */
function publishedFaults(document: Document, { as }: Linting): string[] {
  const { value: root } = document
  const recognised = recognise(document, as)
  // A doubled key or a number without end is read in one way here and in another there.
  if (root === undefined || recognised === undefined || document.faults.length > 0) return []
  const { kind, value, base } = recognised
  // What an interface prescribes is left alone by the rule on `x-zui`.
  if (isFields(value) && Object.keys(fieldsAt(value, 'interfaces')).length > 0) return []
  published ??= plainAjv()
  const isBareList = kind === 'integration-list' && Array.isArray(value)
  const accepts = published(kind, isBareList ? { integrations: value, meta: {} } : value)
  const report = linter.lint(document, recognised, SETTINGS.get('schema') ?? EVERYTHING)
  const findings = [...report.findings, ...report.suppressed]
  const ofSchema = findings.filter(({ rule, pointer }) => rule.startsWith('schema/') && pointer.startsWith(`${base}`))
  if (accepts) return ofSchema.map(({ rule, pointer }) => `${rule} at ${pointer}, which Ajv accepts as ${kind}`)
  const found = findings.some(({ rule }) => rule !== counter.id)
  return found ? [] : [`nothing is found, but Ajv refuses it as ${kind}`]
}

interface WrittenReport {
  format: (typeof FORMATS)[number]
  text: string
}

/** Writes the report in a format, as the command does; throws what the reporter throws. */
export async function writeReport(fuzzed: FuzzedText, linting: Linting, turn: number): Promise<WrittenReport> {
  const { text, faults } = decode(fuzzed.bytes)
  const document = parseDocument({ name: 'fuzzed.json', text, faults, comments: fuzzed.comments })
  const files = [lintDocument(document, linting)]
  const formats = FORMATS.filter((format) => format !== 'auto')
  const format = formats[turn % formats.length] ?? 'json'
  const written = await render(
    format,
    { files, summary: summarise(files) },
    {
      color: false,
      tool: { name: TOOL_NAME, version: TOOL_VERSION, url: TOOL_URL },
      rules: () => RULES.map(ruleMetadata),
      directory: '',
    },
  )
  return { format, text: written }
}

const JSON_FORMATS: readonly string[] = ['json', 'sarif', 'gitlab']

// Controls besides the line feed and the tab that a format sets itself, what reorders text, lone surrogates.
const UNSEEN = /[^\P{Cc}\n\t]|[\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u

/** What does not hold of a written report: it is JSON where it is to be, and nothing in it forges what is around it. */
export function reportFaults({ format, text }: WrittenReport): string[] {
  // JSON gives back what it was given; the other formats show it.
  const unseen = format === 'json' ? null : UNSEEN.exec(text)
  const forged = format === 'compact' || format === 'pretty' ? /^\s*::|##\[/m.exec(text) : null
  return [
    ...(JSON_FORMATS.includes(format) && typeof JSON.parse(text) !== 'object' ? [`${format} is not an object`] : []),
    ...(unseen === null ? [] : [`${format} holds ${JSON.stringify(unseen[0])} at ${unseen.index}`]),
    ...(forged === null ? [] : [`${format} forges a command at ${forged.index}`]),
  ]
}

/** A value is visited as an entry, a thing, a subschema and a field at the most; no rule finds more than a few faults in it. */
function workFaults(document: Document, report: FileReport, visited: number): string[] {
  const nodes = countNodes(document.value)
  const mostVisits = 4 * nodes + 8
  const mostFindings = 8 * nodes + document.faults.length + 100 + (document.comments?.length ?? 0) * 60
  return [
    ...(visited > mostVisits ? [`${visited} visits of ${nodes} values`] : []),
    ...(report.findings.length > mostFindings ? [`${report.findings.length} findings in ${nodes} values`] : []),
  ]
}

function countNodes(root: unknown): number {
  let count = 1
  const pending = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const items = Object.values(value)
    count += items.length
    for (const item of items) if (typeof item === 'object' && item !== null) pending.push(item)
  }
  return count
}

function placeFaults(document: Document, { rule, pointer }: { rule: string; pointer: string }): string[] {
  // A text that could not be parsed has no places.
  if (document.value === undefined) return []
  let value: unknown = document.value
  for (const key of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return [`${rule}: nothing is at ${JSON.stringify(pointer)}`]
    }
    value = Reflect.get(value, key)
  }
  return []
}

function rangeFaults(text: string, lines: Lines, finding: Range & { rule: string; pointer: string }): string[] {
  const offset = (line: number, column: number) => {
    const start = lines.starts[line - 1]
    if (start === undefined || column < 1) return undefined
    const at = start + column - 1
    return at <= (lines.starts[line] ?? text.length) ? at : undefined
  }
  const start = offset(finding.line, finding.column)
  const end = offset(finding.endLine, finding.endColumn)
  if (start !== undefined && end !== undefined && start <= end) return []
  const { line, column, endLine, endColumn } = finding
  return [`${finding.rule} at ${finding.pointer}: no range of the text: ${line}:${column}-${endLine}:${endColumn}`]
}

function isPlainJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isPlainJson)
  return typeof value === 'object' && Object.values(value).every(isPlainJson)
}
