import type { Pointer } from '../document/pointer'
import { type Fields, isFields, own } from '../document/values'
import { didYouMean, listed, quote, suggestion, typeName } from '../findings/text'
import { SEVERITIES } from '../findings/types'
import { CATEGORIES, type DocumentedRule, type Nodes } from '../rules/contract'
import type { Problem } from '../schema/own-files'
import { CUSTOM_RULE_PATTERN, isPreset, OWN_NAMESPACES } from './configuration'

/** The nodes that a rule can visit. */
export const VISITABLE: readonly string[] = Object.keys({
  resource: true,
  configuration: true,
  action: true,
  event: true,
  channel: true,
  message: true,
  state: true,
  entity: true,
  interface: true,
  tag: true,
  taggedObject: true,
  collection: true,
  entry: true,
  secret: true,
  script: true,
  embeddedSchema: true,
  subschema: true,
  field: true,
} satisfies Record<keyof Nodes, true>)

/** The faults of the value of `customRules`. */
export function customRulesProblems(value: unknown, at: Pointer): Problem[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((rule: unknown, index) => customRuleProblems(rule, at.child(index)))
  return [{ pointer: at, target: 'value', message: `"customRules" is ${typeName(value)}; a list is required.` }]
}

/** Whether a value has all properties of a rule that the engine and the reports need. */
export function isRule(value: unknown, at: Pointer): value is DocumentedRule {
  return customRuleProblems(value, at).length === 0
}

function customRuleProblems(value: unknown, at: Pointer): Problem[] {
  const problem = (pointer: Pointer, message: string): Problem => ({ pointer, target: 'value', message })
  if (!isFields(value)) return [problem(at, `A rule is an object that defineRule has made, not ${typeName(value)}.`)]
  const parts = Object.keys(CHECKS)
  const visit = own(value, 'visit')
  return [
    ...Object.entries(CHECKS).flatMap(([name, check]) => {
      const found = own(value, name)
      const fault = found === undefined && OPTIONAL.has(name) ? undefined : check(found)
      return fault === undefined ? [] : problem(found === undefined ? at : at.child(name), `${name} ${fault}.`)
    }),
    ...Object.keys(value)
      .filter((name) => !parts.includes(name))
      .map((name) =>
        problem(at.child(name), `A rule has no property ${quote(name)}.${suggestion(didYouMean(name, parts))}`),
      ),
    ...Object.keys(isFields(visit) ? visit : {})
      .filter((name) => !VISITABLE.includes(name))
      .map((name) =>
        problem(
          at.child('visit', name),
          `A rule cannot visit ${quote(name)}; it can visit ${listed(VISITABLE)}.${suggestion(didYouMean(name, VISITABLE))}`,
        ),
      ),
  ]
}

/** The fault of a property, as the end of a sentence; undefined if it is valid. */
type PartCheck = (value: unknown) => string | undefined

const CHECKS = {
  id: (value) => {
    if (typeof value !== 'string') return 'is required: a text such as "acme/ticket-actions"'
    const [namespace = ''] = value.split('/', 1)
    if (value.includes('/') && OWN_NAMESPACES.has(namespace)) {
      return `is ${quote(value)}; the namespace ${quote(namespace)} belongs to the tool's own rules`
    }
    return new RegExp(CUSTOM_RULE_PATTERN).test(value)
      ? undefined
      : `is ${quote(value)}; a namespace and a name in kebab-case are required, such as "acme/ticket-actions"`
  },
  category: (value) =>
    CATEGORIES.some((category) => category === value)
      ? undefined
      : `is ${described(value)}; ${listed(CATEGORIES.map(quote))} is required`,
  severity: (value) =>
    isSeverity(value) ? undefined : `is ${described(value)}; ${listed(SEVERITIES.map(quote))} is required`,
  presets: (value) =>
    isFields(value) && Object.keys(value).every(isPreset) && Object.values(value).every(isSeverity)
      ? undefined
      : `is ${described(value)}; an object from presets to severities is required, which defineRule fills in`,
  summary: nonBlankText,
  description: nonBlankText,
  messages: functions,
  visit: functions,
  conceals: (value) => (value === true ? undefined : `is ${described(value)}; only true is allowed`),
  bpLint: (value) => (value === true ? undefined : `is ${described(value)}; only true is allowed`),
  supersededBy: ruleIds,
  follows: ruleIds,
  only: (value) =>
    isFields(value) && Object.values(value).every(isFields)
      ? undefined
      : `is ${described(value)}; an object from node types to conditions is required`,
  options: (value) => {
    if (!isFields(value)) return `is ${described(value)}; an object with schema and defaults is required`
    const schema = own(value, 'schema')
    if (!isFields(schema) || !Object.values(schema).every(isFields)) {
      return 'lacks schema: an object with a JSON Schema for each option'
    }
    return isFields(own(value, 'defaults')) ? undefined : 'lacks defaults: an object with a value for each option'
  },
  fix: (value) => {
    if (!isFields(value) || typeof own(value, 'safe') !== 'boolean') return 'lacks safe: true or false'
    const fault = nonBlankText(own(value, 'summary'))
    if (fault !== undefined) return `lacks a summary, which ${fault}`
    return typeof own(value, 'propose') === 'function' ? undefined : 'lacks propose: a function'
  },
  examples: (value) => {
    const complete = isFields(value) && [own(value, 'bad'), own(value, 'good')].every(isExamples)
    return complete ? undefined : 'must hold bad and good: lists of objects with a document'
  },
} satisfies Record<keyof DocumentedRule, PartCheck>

const OPTIONAL: ReadonlySet<string> = new Set<keyof DocumentedRule>([
  'conceals',
  'bpLint',
  'supersededBy',
  'follows',
  'only',
  'options',
  'fix',
])

function nonBlankText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : `is ${described(value)}; a text is required`
}

function ruleIds(value: unknown): string | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : `is ${described(value)}; a list of rules is required`
}

function functions(value: unknown): string | undefined {
  if (!isFields(value)) return `is ${described(value)}; an object of functions is required`
  const wrong = Object.keys(value).find((name) => typeof own(value, name) !== 'function')
  return wrong === undefined
    ? undefined
    : `holds ${quote(wrong)}, which is ${described(own(value, wrong))} not a function`
}

function isExamples(value: unknown): boolean {
  return Array.isArray(value) && value.every((example): example is Fields => isFields(example) && 'document' in example)
}

function isSeverity(value: unknown): boolean {
  return SEVERITIES.some((severity) => severity === value)
}

function described(value: unknown): string {
  return typeof value === 'string' ? quote(value) : typeName(value)
}
