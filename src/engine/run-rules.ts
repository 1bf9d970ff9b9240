import { Pointer } from '../document/pointer'
import type { Crash, Kind, Severity } from '../findings/types'
import type { Form, Nodes, Place, Report, Rule, RuleContext } from '../rules/contract'
import { isFields, own } from '../rules/values'
import type { Settings } from '../settings/types'
import type { VrlCompiler } from '../vrl/compiler'
import { type Visitor, walkResource } from './walk'

/** A finding before its position is known. */
export interface RawFinding {
  rule: string
  severity: Severity
  message: string
  data: Record<string, unknown>
  /** Into the file as it is written. */
  pointer: Pointer
  target: 'key' | 'value'
  span?: readonly [number, number]
}

/** What a source finds about a document besides its contents (of an answer: its status, its headers). */
export type SourceFinding = Omit<RawFinding, 'severity'>

type Visit = (node: unknown, report: Report<Record<string, never>>, context: RuleContext<unknown>) => void

interface Subscription {
  rule: Rule
  severity: Severity
  options: unknown
  visit: Visit
}

/** The rules that are on, by what they look at. */
export type Plan = ReadonlyMap<keyof Nodes, readonly Subscription[]>

export function planRules(rules: readonly Rule[], settings: Settings): Plan {
  const plan = new Map<keyof Nodes, Subscription[]>()
  for (const rule of rules) {
    const setting = settings.rules.get(rule.id)
    if (setting === undefined || setting.severity === 'off') continue
    for (const [name, visit] of Object.entries(rule.visit)) {
      const subscription = { rule, severity: setting.severity, options: setting.options, visit: visit as Visit }
      const subscriptions = plan.get(name as keyof Nodes)
      if (subscriptions === undefined) plan.set(name as keyof Nodes, [subscription])
      else subscriptions.push(subscription)
    }
  }
  return plan
}

const FORMS = {
  integration: 'resource',
  'public-integration': 'resource',
  'create-body': 'create',
  'update-body': 'update',
} as const satisfies Record<Exclude<Kind, 'integration-list'>, Form>

/** Runs the planned rules over a document's value; a rule that throws is reported once and leaves the others alone. */
export function runRules(
  plan: Plan,
  kind: Kind,
  value: unknown,
  base: Pointer,
  vrl: () => VrlCompiler | undefined,
): { findings: RawFinding[]; crashes: Crash[] } {
  const findings: RawFinding[] = []
  const crashes = new Map<string, Crash>()

  const visitResource = (resource: unknown, pointer: Pointer, form: Form) => {
    if (!isFields(resource)) return
    const visitor: Visitor = {
      wanted: new Set(plan.keys()),
      visit(name, node) {
        for (const { rule, severity, options, visit } of plan.get(name) ?? []) {
          if (crashes.has(rule.id)) continue
          const report = (place: Place, message: string, data?: unknown) => {
            findings.push(toRawFinding(rule, severity, place, message, data))
          }
          const context = { kind, form, resource, resourcePointer: pointer, options, vrl }
          try {
            visit(node, report as Report<Record<string, never>>, context)
          } catch (error) {
            crashes.set(rule.id, toCrash(rule.id, error))
          }
        }
      },
    }
    walkResource(resource, pointer, form, visitor)
  }

  if (kind === 'integration-list') {
    const items = Array.isArray(value) ? value : isFields(value) ? own(value, 'integrations') : undefined
    const at = Array.isArray(value) ? base : base.child('integrations')
    if (Array.isArray(items))
      for (const [index, item] of items.entries()) visitResource(item, at.child(index), 'summary')
  } else visitResource(value, base, FORMS[kind])

  return { findings, crashes: [...crashes.values()] }
}

function toRawFinding(rule: Rule, severity: Severity, place: Place, message: string, data: unknown): RawFinding {
  const wording = Object.hasOwn(rule.messages, message) ? rule.messages[message] : undefined
  if (wording === undefined) throw new Error(`The rule has no message "${message}".`)
  const { pointer, target, span } =
    place instanceof Pointer ? { pointer: place, target: undefined, span: undefined } : place
  return {
    rule: rule.id,
    severity,
    message: wording(data),
    data: isFields(data) ? { ...data } : {},
    pointer,
    target: target ?? 'value',
    ...(span === undefined ? {} : { span }),
  }
}

function toCrash(rule: string, error: unknown): Crash {
  if (!(error instanceof Error)) return { rule, message: String(error) }
  return { rule, message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) }
}
