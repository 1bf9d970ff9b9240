import type { Pointer } from '../document/pointer'
import { type Fields, isFields, own } from '../document/values'
import { didYouMean, listed, quote, suggestion, typeName } from '../findings/text'
import { CATEGORIES, type DocumentedRule, type Nodes } from '../rules/contract'
import { isPreset } from './presets'
import { isLevel, type ReportProblem } from './problem'

/** What a rule can visit. */
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

/** Namespaces that the tool's own rules have. */
export const OWN_NAMESPACES: ReadonlySet<string> = new Set(['syntax', 'document', 'schema'])

/** The id of a rule that is not the tool's: a namespace and a name, so that no later rule of the tool can collide. */
export const CUSTOM_RULE_PATTERN = '^(?!(?:syntax|document|schema)/)[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$'

/** Whether a value has everything that the engine and the reports ask of a rule; if not, says what it lacks. */
export function isRule(value: unknown, at: Pointer, report: ReportProblem): value is DocumentedRule {
  if (!isFields(value)) {
    report(at, `A rule is an object that defineRule has made, not ${typeName(value)}.`)
    return false
  }
  let sound = true
  const fail = (pointer: Pointer, message: string) => {
    sound = false
    report(pointer, message)
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    const found = own(value, name)
    const fault = found === undefined && OPTIONAL.has(name) ? undefined : check(found)
    if (fault !== undefined) fail(found === undefined ? at : at.child(name), `${name} ${fault}.`)
  }
  const parts = Object.keys(CHECKS)
  for (const name of Object.keys(value)) {
    if (parts.includes(name)) continue
    fail(at.child(name), `A rule has no part ${quote(name)}.${suggestion(didYouMean(name, parts))}`)
  }
  const visit = own(value, 'visit')
  for (const name of isFields(visit) ? Object.keys(visit) : []) {
    if (VISITABLE.includes(name)) continue
    fail(
      at.child('visit', name),
      `A rule cannot visit ${quote(name)}; it can visit ${listed(VISITABLE)}.${suggestion(didYouMean(name, VISITABLE))}`,
    )
  }
  return sound
}

/** What is wrong with a property, as the end of a sentence; undefined when nothing is. */
type Check = (value: unknown) => string | undefined

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
    isSeverity(value)
      ? undefined
      : `is ${described(value)}; ${listed(['error', 'warning', 'info'].map(quote))} is required`,
  presets: (value) =>
    isFields(value) && Object.keys(value).every(isPreset) && Object.values(value).every(isSeverity)
      ? undefined
      : `is ${described(value)}; an object from presets to severities is required, which defineRule fills in`,
  summary: text,
  description: text,
  messages: functions,
  visit: functions,
  conceals: (value) => (value === true ? undefined : `is ${described(value)}; only true is allowed`),
  supersededBy: ruleIds,
  follows: ruleIds,
  only: (value) =>
    isFields(value) && Object.values(value).every(isFields)
      ? undefined
      : `is ${described(value)}; an object with what concerns the rule is required`,
  options: (value) => {
    if (!isFields(value)) return `is ${described(value)}; an object with schema and defaults is required`
    const schema = own(value, 'schema')
    if (!isFields(schema) || !Object.values(schema).every(isFields)) {
      return 'lacks schema: an object with a JSON Schema for each option'
    }
    return isFields(own(value, 'defaults')) ? undefined : 'lacks defaults: an object with a value for each option'
  },
  examples: (value) => {
    const complete = isFields(value) && [own(value, 'bad'), own(value, 'good')].every(isExamples)
    return complete ? undefined : 'must hold bad and good: lists of objects with a document'
  },
} satisfies Record<keyof DocumentedRule, Check>

const OPTIONAL: ReadonlySet<string> = new Set<keyof DocumentedRule>([
  'conceals',
  'supersededBy',
  'follows',
  'only',
  'options',
])

function text(value: unknown): string | undefined {
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
    : `holds ${quote(wrong)}, which is ${described(own(value, wrong))} and no function`
}

function isExamples(value: unknown): boolean {
  return Array.isArray(value) && value.every((example): example is Fields => isFields(example) && 'document' in example)
}

function isSeverity(value: unknown): boolean {
  return isLevel(value) && value !== 'off'
}

function described(value: unknown): string {
  return typeof value === 'string' ? quote(value) : typeName(value)
}
