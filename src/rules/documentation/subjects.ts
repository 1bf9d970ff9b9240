import { type Fields, fieldsAt, isFields, own } from '../../document/values'
import type { Severity } from '../../findings/types'
import type { Node, SchemaRole } from '../../schema/embedded/nodes'
import type { Concerns, Form, Preset, RuleReport, TagNode, Visitors } from '../contract'
import { fieldPath, isBranchTag } from './fields'
import { PROPERTIES, type Property, shows } from './texts'

/** The names of a documented thing in the data of a finding. */
export interface Names {
  /** Key of the action, tag …, or name of the field; absent for the integration and its `configuration`. */
  name?: string
  /** Key of the action, event, channel … to which the thing belongs. */
  owner?: string
}

/** The data of a finding on a missing or blank text. */
export interface LackData extends Names {
  property: Property
}

export type LackMessages = {
  missing: (data: LackData, at: () => string) => string
  blank: (data: LackData & { length: number }, at: () => string) => string
}

/**
 * Checks a documented thing of a definition.
 *
 * @param root the embedded schema that contains the field; references are resolved in it
 * @param whole whether an absent title or description is a fault, rather than a part that an update leaves unchanged
 */
export type LackCheck = (
  node: Node,
  whole: boolean,
  report: RuleReport<LackMessages>,
  name?: string | (() => string),
  owner?: string,
  root?: Fields,
) => void

/** The severity of a missing text, as in `bp lint`, and the presets if they are not the default ones. */
export interface Setting {
  severity: Exclude<Severity, 'info'>
  presets?: readonly Preset[]
}

/** A kind of thing that a definition documents: a row of the family's table. */
export interface Subject {
  /** The first part of the rules' ids. */
  id: string
  /** The last part of the rules' ids. */
  variant?: '-nested'
  /** The plural in prose. */
  plural: string
  /** What the rules check and what they leave alone, for their pages. */
  remark: string
  /** A field may have its texts in more places than an object. */
  field: boolean
  rules: Partial<Record<Property, Setting>>
  /**
   * Visitors for every such thing that the author documents; `isDocumented` is a quick check that skips most of them.
   */
  visit: (check: LackCheck, isDocumented: (value: Fields) => boolean) => Visitors<LackMessages, undefined>
  only?: Concerns
  /** Whether the schema layer already reports this blank text. */
  refusedBySchema?: (property: Property, text: string) => boolean
  /** A small create body that contains one such thing, with the given properties. */
  example: (properties: Fields) => Fields
}

const OFF: Setting = { severity: 'warning', presets: ['strict'] }
const ERROR: Setting = { severity: 'error' }
const WARNING: Setting = { severity: 'warning' }

const INTERFACE_REMARK =
  'An element that an interface prescribes is not reported, since its texts come from the interface.'
const PARTIAL_REMARK = `In an update body, only a blank text is reported, since a missing text stays unchanged.`

/** Whether an entry of the document is complete. In an update body, the properties that it lacks stay unchanged. */
function statesWholeEntries(form: Form): boolean {
  return form !== 'update'
}

const OBJECTS: readonly Subject[] = [
  {
    id: 'integration',
    plural: 'integrations',
    remark: `Absent ones are only reported in create bodies. Answers of the API must have them, so \`schema/required\`
reports them there (and \`schema/min-length\` an empty title); in an update body, absent texts stay unchanged.`,
    field: false,
    rules: { title: ERROR, description: ERROR },
    visit: (check) => ({
      resource(node, report, { form }) {
        check(node, form === 'create', report)
      },
    }),
    refusedBySchema: (property, text) => property === 'title' && text === '',
    example: (properties) => createBodyWith(properties),
  },
  {
    id: 'configuration',
    plural: 'single configurations',
    remark: `The SDK has no place for the texts of the single \`configuration\`, and \`bp lint\` does not ask for them.
So a missing text is reported only in a request body whose \`configuration\` has the other one, which an author must
have written by hand. A configuration without fields is not reported. ${PARTIAL_REMARK}`,
    field: false,
    rules: { title: OFF, description: OFF },
    visit: (check) => ({
      configuration(node, report, { form }) {
        if (node.key !== undefined) return
        const declaresFields = Object.keys(fieldsAt(fieldsAt(node.value, 'schema'), 'properties')).length > 0
        const isByHand = form === 'create' && PROPERTIES.some((property) => shows(own(node.value, property)))
        check(node, isByHand && declaresFields, report)
      },
    }),
    example: (properties) =>
      createBodyWith({ configuration: { ...properties, schema: objectSchema({ token: { type: 'string' } }) } }),
  },
  {
    id: 'configurations',
    plural: 'entries of `configurations`',
    remark: `Users choose between the entries by these texts. ${PARTIAL_REMARK}`,
    field: false,
    rules: { title: ERROR, description: ERROR },
    visit: (check) => ({
      configuration(node, report, { form }) {
        if (node.key !== undefined) check(node, statesWholeEntries(form), report, node.key)
      },
    }),
    example: (properties) => createBodyWith({ configurations: { token: { ...properties, schema: objectSchema({}) } } }),
  },
  {
    id: 'action',
    plural: 'actions',
    remark: `Authors of bots choose actions by these texts. ${INTERFACE_REMARK}`,
    field: false,
    rules: { title: WARNING, description: ERROR },
    visit: (check) => ({
      action(node, report) {
        if (!node.fromInterface) check(node, true, report, node.key)
      },
    }),
    example: (properties) =>
      createBodyWith({
        actions: {
          createTicket: { ...properties, input: { schema: objectSchema({}) }, output: { schema: objectSchema({}) } },
        },
      }),
  },
  {
    id: 'event',
    plural: 'events',
    remark: INTERFACE_REMARK,
    field: false,
    rules: { title: ERROR, description: ERROR },
    visit: (check) => ({
      event(node, report) {
        if (!node.fromInterface) check(node, true, report, node.key)
      },
    }),
    example: (properties) => createBodyWith({ events: { ticketCreated: { ...properties, schema: objectSchema({}) } } }),
  },
  {
    id: 'entity',
    plural: 'entities',
    remark: `\`bp lint\` does not ask for them on entities, so only \`strict\` does. Entities to which an interface is
mapped are checked, too, since the author wrote them.`,
    field: false,
    rules: { title: OFF, description: OFF },
    visit: (check) => ({
      entity(node, report) {
        check(node, true, report, node.key)
      },
    }),
    example: (properties) => createBodyWith({ entities: { ticket: { ...properties, schema: objectSchema({}) } } }),
  },
  {
    id: 'channel',
    plural: 'channels',
    remark: `${INTERFACE_REMARK} ${PARTIAL_REMARK}`,
    field: false,
    rules: { title: WARNING, description: ERROR },
    visit: (check) => ({
      channel(node, report, { form }) {
        if (!node.fromInterface) check(node, statesWholeEntries(form), report, node.key)
      },
    }),
    example: (properties) => createBodyWith({ channels: { thread: { ...properties, messages: {} } } }),
  },
  {
    id: 'user-tag',
    plural: 'user tags',
    remark: PARTIAL_REMARK,
    field: false,
    rules: { title: WARNING, description: ERROR },
    visit: tags('user'),
    example: (properties) => createBodyWith({ user: { tags: { id: properties } } }),
  },
  {
    id: 'conversation-tag',
    plural: 'conversation tags of channels',
    remark: `The tags of a channel that an interface prescribes are not reported. ${PARTIAL_REMARK}`,
    field: false,
    rules: { title: WARNING, description: ERROR },
    visit: tags('conversation'),
    example: (properties) =>
      createBodyWith({ channels: { thread: { messages: {}, conversation: { tags: { id: properties } } } } }),
  },
  {
    id: 'message-tag',
    plural: 'message tags of channels',
    remark: `The tags of a channel that an interface prescribes are not reported. ${PARTIAL_REMARK}`,
    field: false,
    rules: { title: WARNING, description: ERROR },
    visit: tags('message'),
    example: (properties) =>
      createBodyWith({ channels: { thread: { messages: {}, message: { tags: { id: properties } } } } }),
  },
  {
    id: 'secret',
    plural: 'secrets',
    remark: `Neither answers of the API nor request bodies have a place for descriptions of secrets, so nothing is
reported there. The rule checks secrets that are written as objects, as in the definition of a project.`,
    field: false,
    rules: { description: ERROR },
    visit: (check) => ({
      secret({ value, pointer, name }, report, { project }) {
        const declared = project?.secrets.get(name)
        if (declared === undefined) {
          if (isFields(value)) check({ value, pointer }, true, report, name)
          return
        }
        // The body does not contain descriptions of secrets, so a blank one has a range but no pointer.
        const { description, at } = declared
        if (shows(description)) return
        const place = at === undefined ? pointer : { pointer, at }
        check({ value: {}, pointer }, true, (_, message, ...data) => report(place, message, ...data), name)
      },
    }),
    example: (properties) => createBodyWith({ secrets: { API_KEY: properties } }),
  },
]

function tags(of: TagNode['of']): Subject['visit'] {
  return (check) => ({
    tag(node, report, { form }) {
      const { key, of: found, channel, fromInterface } = node
      if (found !== of || fromInterface) return
      check(node, statesWholeEntries(form), report, key, channel)
    },
  })
}

/** A kind of field, for which there are two rules, and two more for nested fields. */
interface FieldKind {
  id: string
  role: SchemaRole
  plural: string
  rules: Record<Property, Setting>
  /** If false, there are no rules for nested fields: they are too many, and often not the author's. */
  nested?: false
  example: (schema: Fields) => Fields
}

const FIELD_KINDS: readonly FieldKind[] = [
  {
    id: 'configuration-field',
    role: 'configuration',
    plural: 'fields of `configuration`',
    rules: { title: ERROR, description: ERROR },
    example: (schema) => createBodyWith({ configuration: { schema } }),
  },
  {
    id: 'configurations-field',
    role: 'configurations',
    plural: 'fields of the entries of `configurations`',
    rules: { title: ERROR, description: ERROR },
    example: (schema) => createBodyWith({ configurations: { token: { schema } } }),
  },
  {
    id: 'action-input-field',
    role: 'actionInput',
    plural: "fields of actions' input",
    rules: { title: WARNING, description: ERROR },
    example: (schema) =>
      createBodyWith({ actions: { createTicket: { input: { schema }, output: { schema: objectSchema({}) } } } }),
  },
  {
    id: 'action-output-field',
    role: 'actionOutput',
    plural: "fields of actions' output",
    rules: { title: WARNING, description: ERROR },
    example: (schema) =>
      createBodyWith({ actions: { createTicket: { input: { schema: objectSchema({}) }, output: { schema } } } }),
  },
  {
    id: 'event-field',
    role: 'event',
    plural: 'fields of events',
    rules: { title: WARNING, description: ERROR },
    example: (schema) => createBodyWith({ events: { ticketCreated: { schema } } }),
  },
  {
    id: 'state-field',
    role: 'state',
    plural: 'fields of states',
    rules: { title: WARNING, description: ERROR },
    example: (schema) => createBodyWith({ states: { session: { type: 'user', schema } } }),
  },
  {
    id: 'message-field',
    role: 'message',
    plural: "fields of channels' messages",
    rules: { title: { severity: 'warning', presets: [] }, description: { severity: 'warning', presets: [] } },
    nested: false,
    example: (schema) => createBodyWith({ channels: { thread: { messages: { text: { schema } } } } }),
  },
]

/** The schemas that an interface can prescribe; configurations and states belong to the integration. */
const PRESCRIBED: ReadonlySet<SchemaRole> = new Set(['actionInput', 'actionOutput', 'event'])

function fieldSubjects(kind: FieldKind): Subject[] {
  const { id, plural, rules, role } = kind
  const visit: Subject['visit'] = (check, isDocumented) => ({
    field(node, report) {
      const { embedded, value } = node
      if (embedded.fromInterface || isDocumented(value) || isBranchTag(node)) return
      check(node, true, report, () => fieldPath(node), embedded.owner, embedded.value)
    },
  })
  const remark = (text: string) => (PRESCRIBED.has(role) ? `${text} ${INTERFACE_REMARK}` : text)
  const topLevel: Subject = {
    id,
    plural: `top-level ${plural}`,
    remark: remark(
      kind.nested === false
        ? "Off, since most messages are the SDK's own."
        : 'The rule checks the fields of the schema itself and of its branches; deeper fields have a rule of their own.',
    ),
    field: true,
    rules,
    visit,
    only: { field: { roles: [role], nested: false } },
    example: (properties) => kind.example(objectSchema({ state: properties })),
  }
  if (kind.nested === false) return [topLevel]
  return [
    topLevel,
    {
      ...topLevel,
      variant: '-nested',
      plural: `nested ${plural}`,
      remark: remark('The rule checks the fields of objects and of items of arrays inside a field, at any depth.'),
      rules: {
        title: { ...rules.title, presets: ['strict'] },
        description: { ...rules.description, presets: ['strict'] },
      },
      only: { field: { roles: [role], nested: true } },
      example: (properties) =>
        kind.example(
          objectSchema({
            ticket: {
              description: 'The ticket.',
              'x-zui': { title: 'Ticket' },
              ...objectSchema({ state: properties }),
            },
          }),
        ),
    },
  ]
}

function objectSchema(properties: Fields): Fields {
  return { type: 'object', properties, additionalProperties: false }
}

function createBodyWith(more: Fields): Fields {
  return { name: 'acme', version: '1.0.0', ...more }
}

/** The family's table: every kind of thing that a definition documents. */
export const SUBJECTS: readonly Subject[] = [...OBJECTS, ...FIELD_KINDS.flatMap(fieldSubjects)]
