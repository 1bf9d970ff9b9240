import type { RecognisedScript } from '../document/kind'
import { KIND_FACTS } from '../document/kinds'
import type { Pointer } from '../document/pointer'
import type { ProjectFacts } from '../document/project-facts'
import { rememberLongWords } from '../document/survey'
import { type Fields, isFields, own } from '../document/values'
import { messageOf, stackOf } from '../findings/errors'
import type { Crash, FileKind, Range, RelatedPlace, Severity } from '../findings/types'
import type { Form, Nodes, Place, Rule, RuleContext, RuleReport } from '../rules/contract'
import { pathIn } from '../rules/path-in'
import type { SchemaRole } from '../schema/embedded/nodes'
import { type SchemaPart, type SoughtKeyword, type SurveyedSchema, soughtKeywords } from '../schema/embedded/survey'
import type { Settings } from '../settings/types'
import type { VrlCompiler } from '../vrl/compiler'
import { type Visitor, walkResource } from './walk'

/** A finding before its position is known. */
export interface RawFinding {
  rule: string
  severity: Severity
  message: string
  data: Record<string, unknown>
  /** The pointer into the file as written. */
  pointer: Pointer
  target: 'key' | 'value'
  span?: readonly [number, number]
  /** The range of the finding, if it differs from that of the value. */
  at?: Range
  related?: readonly RelatedPlace[]
}

/** A finding of a source about more than the document's content, such as the status and headers of an answer. */
export interface SourceFinding extends Omit<RawFinding, 'severity'> {
  /** The maximum severity, which may be lower than that of the rule. */
  atMost?: Severity
}

type Visit = (node: unknown, report: RuleReport<Record<string, never>>, context: RuleContext<unknown>) => unknown

interface Subscription {
  rule: Rule
  visit: Visit
  report: RuleReport<Record<string, never>>
  /** The index into the contexts of a run; rules without options share one. */
  context: number
  /** The rule visits only schemas with one of these keywords; undefined for all schemas. */
  keywords: readonly string[] | undefined
}

/** The current run, which collects the rules' findings. */
interface RuleRun {
  findings: RawFinding[]
  crashes: Map<string, Crash>
  contexts: RuleContext<unknown>[]
}

/** The subscriptions for the fields of each schema role. */
type FieldSubscriptions = Record<SchemaRole, Subscription[]>

/**
 * The enabled rules by the nodes that they visit. Runs are sequential, but a rule may start a run inside another one.
 */
export interface Plan {
  nodes: Readonly<Record<PlainNode, Subscription[]>>
  /**
   * The rules by the bit that represents them in the interest of a schema. All rules after the last bit share it.
   */
  subschema: readonly Subscription[]
  /** The interest in every schema, whatever its keywords are. */
  always: number
  keywords: ReadonlyMap<string, SoughtKeyword> | undefined
  field: FieldSubscriptions
  nestedField: FieldSubscriptions
  /** The distinct options of rules, by index of a run's contexts. */
  options: readonly unknown[]
  run: RuleRun | undefined
}

/** The highest bit of a V8 small integer. */
const LAST_BIT = 29

export function planRules(rules: readonly Rule[], settings: Settings): Plan {
  const nodes = nodeSubscriptions()
  const subschema: Subscription[] = []
  const interests = new Map<string, number>()
  const options: unknown[] = [undefined]
  const plan = { nodes, subschema, always: 0, field: fieldSubscriptions(), nestedField: fieldSubscriptions(), options }
  const planned: Plan = { ...plan, keywords: undefined, run: undefined }
  for (const rule of rules) {
    const setting = settings.rules.get(rule.id)
    if (setting === undefined || setting.severity === 'off') continue
    const { severity } = setting
    if (setting.options !== undefined) options.push(setting.options)
    const context = setting.options === undefined ? 0 : options.length - 1
    const report = (place: Place, message: string, data?: unknown) => {
      if (planned.run === undefined)
        throw new Error(`The rule ${rule.id} reported a finding after its document was finished.`)
      const { findings, contexts } = planned.run
      findings.push(toRawFinding(rule, severity, place, message, data, contexts[context]))
    }
    for (const [name, visit] of Object.entries(rule.visit)) {
      const subscription: Subscription = {
        rule,
        visit: visit as Visit,
        report: report as RuleReport<Record<string, never>>,
        context,
        keywords: rule.only?.subschema?.keywords,
      }
      if (name === 'subschema') {
        const bit = 1 << Math.min(subschema.length, LAST_BIT)
        subschema.push(subscription)
        if (subscription.keywords === undefined) planned.always |= bit
        else for (const keyword of subscription.keywords) interests.set(keyword, (interests.get(keyword) ?? 0) | bit)
      } else if (name === 'field') {
        const { roles = ROLES, nested } = rule.only?.field ?? {}
        for (const role of roles) {
          if (nested !== true) plan.field[role].push(subscription)
          if (nested !== false) plan.nestedField[role].push(subscription)
        }
      } else {
        nodes[name as PlainNode].push(subscription)
      }
    }
  }
  const looksIntoSchemas =
    nodes.embeddedSchema.length > 0 ||
    subschema.length > 0 ||
    ROLES.some((role) => plan.field[role].length + plan.nestedField[role].length > 0)
  if (looksIntoSchemas) planned.keywords = soughtKeywords(interests)
  return planned
}

/** The nodes that every rule which subscribes to their type receives. */
type PlainNode = Exclude<keyof Nodes, 'subschema' | 'field'>

function nodeSubscriptions(): Record<PlainNode, Subscription[]> {
  return {
    resource: [],
    configuration: [],
    action: [],
    event: [],
    channel: [],
    message: [],
    state: [],
    entity: [],
    interface: [],
    tag: [],
    taggedObject: [],
    collection: [],
    entry: [],
    secret: [],
    script: [],
    embeddedSchema: [],
  }
}

const ROLES = Object.keys(fieldSubscriptions()) as SchemaRole[]

function fieldSubscriptions(): FieldSubscriptions {
  return {
    configuration: [],
    configurations: [],
    actionInput: [],
    actionOutput: [],
    event: [],
    state: [],
    entity: [],
    message: [],
  }
}

/**
 * Runs the planned rules over a document's value. A rule that throws is reported once, and does not affect the others.
 *
 * @param longWords the texts and keys of the document that contain a long word, if known
 */
export function runRules(
  plan: Plan,
  kind: FileKind,
  value: unknown,
  base: Pointer,
  vrl: () => VrlCompiler | undefined,
  longWords?: readonly string[],
  project?: ProjectFacts,
  script?: Pick<RecognisedScript, 'type' | 'configuration'>,
): { findings: RawFinding[]; crashes: Crash[] } {
  const run: RuleRun = { findings: [], crashes: new Map(), contexts: [] }
  const enter = (resource: Fields, pointer: Pointer, form: Form) => {
    rememberLongWords(resource, longWords)
    run.contexts = plan.options.map((options) => ({
      kind,
      form,
      resource,
      resourcePointer: pointer,
      options,
      vrl,
      project,
    }))
    return new PlannedVisitor(plan, run)
  }
  const visitResource = (resource: unknown, pointer: Pointer, form: Form) => {
    if (isFields(resource)) walkResource(resource, pointer, form, enter(resource, pointer, form))
  }

  // A rule may lint another document with the same plan.
  const outer = plan.run
  plan.run = run
  try {
    const form = kind === 'script' ? kind : KIND_FACTS[kind].form
    if (form === 'script') {
      const { type, configuration } = script ?? {}
      enter({}, base, 'script').visit('script', { source: value, pointer: base, type, configuration })
    } else if (form === 'list') {
      const items = Array.isArray(value) ? value : isFields(value) ? own(value, 'integrations') : undefined
      const at = Array.isArray(value) ? base : base.child('integrations')
      if (Array.isArray(items))
        for (const [index, item] of items.entries()) visitResource(item, at.child(index), 'summary')
    } else visitResource(value, base, form)
  } finally {
    plan.run = outer
  }
  return { findings: run.findings, crashes: [...run.crashes.values()] }
}

// This runs for every node of every document, mostly before V8 has optimised it, so it uses plain loops without
// iterators.
class PlannedVisitor implements Visitor {
  constructor(
    private readonly plan: Plan,
    private readonly run: RuleRun,
    readonly keywords = plan.keywords,
  ) {}

  visit(name: PlainNode, node: unknown): void {
    const subscriptions = this.plan.nodes[name]
    for (let index = 0; index < subscriptions.length; index += 1) offer(this.run, subscriptions[index], node)
  }

  visitSchema(embedded: SurveyedSchema): void {
    this.visit('embeddedSchema', embedded)
    const { plan, run } = this
    const { parts, role } = embedded
    const fields = plan.field[role]
    const nestedFields = plan.nestedField[role]
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index]
      if (part === undefined) continue
      if (part.name !== undefined) {
        const subscriptions = part.nested ? nestedFields : fields
        for (let nth = 0; nth < subscriptions.length; nth += 1) offer(run, subscriptions[nth], part)
      }
      const interest = part.interest | plan.always
      if (interest !== 0) offerSchema(plan, run, part, interest)
    }
  }
}

function offerSchema({ subschema }: Plan, run: RuleRun, part: SchemaPart, interest: number): void {
  for (let index = 0; index < subschema.length; index += 1) {
    if ((interest & (1 << Math.min(index, LAST_BIT))) === 0) continue
    const subscription = subschema[index]
    const keywords = subscription?.keywords
    if (index >= LAST_BIT && keywords?.some((keyword) => Object.hasOwn(part.value, keyword)) === false) continue
    offer(run, subscription, part)
  }
}

function offer(run: RuleRun, subscription: Subscription | undefined, node: unknown): void {
  if (subscription === undefined) return
  const context = run.contexts[subscription.context]
  if (context === undefined) return
  const { rule, visit, report } = subscription
  if (run.crashes.size > 0 && run.crashes.has(rule.id)) return
  try {
    const result = visit(node, report, context)
    if (result !== undefined) refuseLater(result)
  } catch (error) {
    run.crashes.set(rule.id, toCrash(rule.id, error))
  }
}

/** Refuses asynchronous visitors and generators: their findings and errors would be lost. */
function refuseLater(result: unknown): void {
  if (typeof result !== 'object' || result === null) return
  if (Object.prototype.toString.call(result).endsWith('Generator]')) {
    throw new TypeError('The visitor is a generator, whose body does not run; visitors are ordinary functions.')
  }
  if (!('then' in result) || typeof result.then !== 'function') return
  // The rule fails in any case, so the promise's error is dropped.
  Promise.resolve(result).catch(() => {})
  throw new TypeError('The visitor returns a promise; visitors are synchronous.')
}

function toRawFinding(
  rule: Rule,
  severity: Severity,
  place: Place,
  message: string,
  data: unknown,
  context: RuleContext<unknown> | undefined,
): RawFinding {
  const wording = Object.hasOwn(rule.messages, message) ? rule.messages[message] : undefined
  if (wording === undefined) throw new Error(`The rule has no message "${message}".`)
  const { pointer, target, span, at } =
    'pointer' in place ? place : { pointer: place, target: undefined, span: undefined, at: undefined }
  const text: unknown = wording(data, () => (context === undefined ? '' : pathIn(context, pointer)))
  if (typeof text !== 'string') {
    refuseLater(text)
    throw new TypeError(`The message "${message}" is not a string.`)
  }
  return {
    rule: rule.id,
    severity,
    message: text,
    data: isFields(data) ? { ...data } : {},
    pointer,
    target: target ?? 'value',
    ...(span === undefined ? {} : { span }),
    ...(at === undefined ? {} : { at }),
  }
}

function toCrash(rule: string, error: unknown): Crash {
  const stack = stackOf(error)
  return { rule, message: messageOf(error), ...(stack === undefined ? {} : { stack }) }
}
