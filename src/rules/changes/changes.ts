import type { Fields } from '../../document/values'
import { capitalise, counted, listed, quote } from '../../findings/text'
import type { Severity } from '../../findings/types'
import type { DocumentedRule, Example, Messages, RuleOptions } from '../contract'
import { defineRule } from '../define-rule'
import { tableMessage } from '../table-message'

/** The description of a rule on changes; the comparison of two definitions finds the changes. */
interface ChangeRule {
  /** The severity of a breaking or undecided change; a compatible one is at most `info`. */
  severity: Severity
  summary: string
  description: string
  messages: Messages
  options?: RuleOptions<unknown>
  /**
   * Definitions before and after such a change; empty for changes that only a run over several definitions can find.
   */
  examples: readonly { old: Fields; document: Fields; note?: string }[]
}

/** Marks an object with documentation. As for `defineRule`, the build removes it from parts that do not show it. */
function defineChangeRule<Described extends ChangeRule>(rule: Described): Described {
  return rule
}

const DIRECTION = `What bots send (the input of an action, a configuration, the payload of a message) may accept more than
before and not less. What bots receive (the output of an action, an event, an entity) may hold less than before and not more. A
state is written and read, so both apply. [Comparing versions](../compare.md) explains it with a picture.`

const ONLY_COMPARED = 'Only a comparison finds it: `integration-lint compare`, or `lint --against`.'

const bodyWith = (parts: Fields, version = '1.0.0'): Fields => ({ name: 'acme/desk', version, actions: {}, ...parts })
const laterBodyWith = (parts: Fields, version = '2.0.0'): Fields => bodyWith(parts, version)
const closedObject = (properties: Fields, required: readonly string[] = []): Fields => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const NO_FIELDS = closedObject({})
const STRING_SCHEMA = { type: 'string' }
const action = (input: Fields, output: Fields = NO_FIELDS): Fields => ({
  actions: { find: { title: 'Find', description: 'Finds.', input: { schema: input }, output: { schema: output } } },
})
const configuration = (schema: Fields): Fields => ({ configuration: { schema } })

interface Element {
  /** The name in messages. */
  what: string
  removed: string
  added: string
  example: Fields
  without?: Fields
}

/** The kinds of elements that a definition lists by name. */
const ELEMENTS = {
  action: {
    what: 'action',
    removed: 'Bots that call the action fail.',
    added: 'Bots that do not know the action are not affected.',
    example: action(NO_FIELDS),
  },
  event: {
    what: 'event',
    removed: 'Bots that wait for the event wait forever.',
    added: 'Bots that do not listen to the event are not affected.',
    example: { events: { created: { title: 'Created', description: 'A ticket.', schema: NO_FIELDS } } },
    without: { events: {} },
  },
  channel: {
    what: 'channel',
    removed: 'Conversations of the channel cannot continue.',
    added: 'Conversations of other channels are not affected.',
    example: { channels: { chat: { messages: {}, message: { tags: {} }, conversation: { tags: {} } } } },
    without: { channels: {} },
  },
  message: {
    what: 'message type',
    removed: 'Bots that send messages of the type fail.',
    added: 'Bots that do not send messages of the type are not affected.',
    example: { channels: { chat: { messages: { text: { schema: NO_FIELDS } } } } },
    without: { channels: { chat: { messages: {} } } },
  },
  state: {
    what: 'state',
    removed: 'What is stored in the state cannot be read any more.',
    added: 'Nothing is stored in the state yet.',
    example: { states: { session: { type: 'user', schema: NO_FIELDS } } },
    without: { states: {} },
  },
  entity: {
    what: 'entity',
    removed: 'Bots and plugins that use the entity fail to find it.',
    added: 'Bots that do not know the entity are not affected.',
    example: { entities: { ticket: { title: 'Ticket', description: 'A ticket.', schema: NO_FIELDS } } },
    without: { entities: {} },
  },
  configuration: {
    what: 'configuration',
    removed: 'Bots that use the configuration cannot be updated to the new version as they are.',
    added: 'Bots with another configuration are not affected.',
    example: { configurations: { manual: { title: 'Manual', description: 'By hand.', schema: NO_FIELDS } } },
    without: { configurations: {} },
  },
  tag: {
    what: 'tag',
    removed: 'Bots that read, set or search by the tag fail.',
    added: 'Bots that do not know the tag are not affected.',
    example: { user: { tags: { id: { title: 'ID', description: 'The ID.' } } } },
    without: { user: { tags: {} } },
  },
  interface: {
    what: 'interface',
    removed: 'Plugins that work through the interface cannot use the integration any more.',
    added: 'Plugins may use the integration through the interface from now on.',
    example: {
      interfaces: { hitl: { id: 'ifver_01JDFTHITLXXXXXXXXXXXXABCD', actions: {}, events: {}, channels: {} } },
    },
    without: { interfaces: {} },
  },
  secret: {
    what: 'secret',
    removed: 'Bots do not see secrets, and are not affected.',
    added: 'Bots do not see secrets, and are not affected; the deployment has to set it.',
    example: { secrets: { CLIENT_ID: null } },
    without: { secrets: {} },
  },
} as const satisfies Record<string, Element>

export type ElementKind = keyof typeof ELEMENTS

export interface RemovedData {
  /** `Action "find"`. */
  what: string
  name: string
  renamed?: string
}

const removedText = ({ what, renamed }: RemovedData) =>
  `${what} is gone.${renamed === undefined ? '' : ` It may have been renamed to ${quote(renamed)}.`}`

const addedText = ({ what }: { what: string; name: string }) => `${what} is new.`

type ElementRuleId = `${ElementKind}-removed` | `${ElementKind}-added`

function elementRules(kind: ElementKind): [ElementRuleId, ChangeRule][] {
  const { what, removed, added, example, without = {} }: Element = ELEMENTS[kind]
  const isBreaking = kind !== 'secret'
  return [
    [
      `${kind}-removed`,
      defineChangeRule({
        severity: isBreaking ? 'warning' : 'info',
        summary: `Every ${what} of the old version is in the new one.`,
        description: `${removed} ${isBreaking ? 'The change is breaking, so it demands a new major version.' : 'The change demands a minor version.'} A renamed
element is reported as removed and as added; if the two are alike, the message says so. ${ONLY_COMPARED}`,
        messages: { removed: removedText },
        examples: [{ old: bodyWith(example), document: laterBodyWith(without) }],
      }),
    ],
    [
      `${kind}-added`,
      defineChangeRule({
        severity: 'info',
        summary: `Every ${what} of the new version was in the old one.`,
        description: `${added} The change is compatible, and demands a minor version. ${ONLY_COMPARED}`,
        messages: { added: addedText },
        examples: [{ old: bodyWith(without), document: laterBodyWith(example, '1.1.0') }],
      }),
    ],
  ]
}

export interface PropertyData {
  /** `the input of action "find"`. */
  where: string
  path: string
  renamed?: string
}

interface ValuesData {
  where: string
  path: string
  /** The difference, such as `"maxLength" was 10, is 5`. */
  how?: string
}

/** The place of a change, as part of a sentence. */
const placeText = ({ where, path }: { where: string; path: string }) =>
  path === '' ? where : `${quote(path)} in ${where}`
const placeSubject = (data: { where: string; path: string }) => capitalise(placeText(data))
const because = (how: string | undefined) => (how === undefined ? '' : ` (${how})`)

const CHANGE_TABLE = {
  'title-changed': defineChangeRule({
    severity: 'info',
    summary: 'Titles are unchanged.',
    description: `A change of a text alone is compatible, and demands a patch. Titles of fields (\`title\`, \`x-zui.title\`) count as
well. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what, old, now }: { what: string; old: string; now: string }) =>
        `The title of ${what} was ${old} and is ${now}.`,
    },
    examples: [{ old: bodyWith({ title: 'Desk' }), document: laterBodyWith({ title: 'Help desk' }, '1.0.1') }],
  }),
  'description-changed': defineChangeRule({
    severity: 'info',
    summary: 'Descriptions are unchanged.',
    description: `A change of a text alone is compatible, and demands a patch. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what, old, now }: { what: string; old: string; now: string }) =>
        `The description of ${what} was ${old} and is ${now}.`,
    },
    examples: [
      {
        old: bodyWith({ description: 'Tickets.' }),
        document: laterBodyWith({ description: 'Your tickets.' }, '1.0.1'),
      },
    ],
  }),
  'property-added': defineChangeRule({
    severity: 'warning',
    summary: 'Every property that a schema declares was declared before.',
    description: `An optional property of what bots send is compatible where the object was closed (\`additionalProperties: false\`), as
those of zui are. Where it was open, it accepted any value under that name, and whether a bot sends one cannot be known: the
verdict is \`unknown\`. What bots receive may have properties that they do not know: readers ignore those. A property that is
required of bots is reported by \`property-required\`. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      added: (data: PropertyData) => `${placeSubject(data)} is new.`,
      open: (data: PropertyData) =>
        `${placeSubject(data)} is new. The object was open, so it accepted any value under this name; some may be refused now.`,
      narrows: (data: PropertyData) =>
        `${placeSubject(data)} is new, and does not allow all that "additionalProperties" allowed under this name.`,
      widens: (data: PropertyData) =>
        `${placeSubject(data)} is new, and may hold what "additionalProperties" did not allow under this name.`,
    },
    examples: [
      {
        old: bodyWith(action(NO_FIELDS)),
        document: laterBodyWith(action(closedObject({ query: STRING_SCHEMA })), '1.1.0'),
      },
      {
        old: bodyWith(configuration({ type: 'object', properties: {} })),
        document: laterBodyWith(configuration({ type: 'object', properties: { region: STRING_SCHEMA } }), '1.1.0'),
        note: 'The object was open: `{ "region": 5 }` was accepted.',
      },
    ],
  }),
  'property-removed': defineChangeRule({
    severity: 'warning',
    summary: 'Every property that a schema declared is still declared.',
    description: `What bots read is missing, or what they send is refused. The change is compatible only where an open object still accepts
the property. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      removed: ({ renamed, ...data }: PropertyData) =>
        `${placeSubject(data)} is gone.${renamed === undefined ? '' : ` It may have been renamed to ${quote(renamed)}.`}`,
    },
    examples: [
      {
        old: bodyWith(action(NO_FIELDS, closedObject({ hit: STRING_SCHEMA }, ['hit']))),
        document: laterBodyWith(action(NO_FIELDS, NO_FIELDS)),
      },
    ],
  }),
  'property-required': defineChangeRule({
    severity: 'warning',
    summary: 'No property has become required.',
    description: `A bot that leaves out the property is refused. In what bots receive, the change is compatible: the
property is now always there. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      added: (data: PropertyData) => `${placeSubject(data)} is new and required.`,
      required: (data: PropertyData) => `${placeSubject(data)} was optional and is required.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ q: STRING_SCHEMA }, ['q']))),
        document: laterBodyWith(action(closedObject({ q: STRING_SCHEMA, lang: STRING_SCHEMA }, ['q', 'lang']))),
      },
      {
        old: bodyWith(configuration(closedObject({ region: STRING_SCHEMA }))),
        document: laterBodyWith(configuration(closedObject({ region: STRING_SCHEMA }, ['region']))),
      },
    ],
  }),
  'property-optional': defineChangeRule({
    severity: 'warning',
    summary: 'Every required property is still required.',
    description: `Bots that rely on the property in what they receive find it missing. In what bots send it is compatible. ${DIRECTION}
${ONLY_COMPARED}`,
    messages: { optional: (data: PropertyData) => `${placeSubject(data)} was required and is optional.` },
    examples: [
      {
        old: bodyWith(action(NO_FIELDS, closedObject({ hit: STRING_SCHEMA }, ['hit']))),
        document: laterBodyWith(action(NO_FIELDS, closedObject({ hit: STRING_SCHEMA }))),
      },
    ],
  }),
  'enum-value-removed': defineChangeRule({
    severity: 'warning',
    summary: 'Every allowed value is still allowed.',
    description: `Bots that send the value are refused. In what bots receive it is compatible. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      removed: ({ value, ...data }: PropertyData & { value: string }) =>
        `${placeSubject(data)} does not allow ${value} any more.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ order: { type: 'string', enum: ['asc', 'desc'] } }))),
        document: laterBodyWith(action(closedObject({ order: { type: 'string', enum: ['asc'] } }))),
      },
    ],
  }),
  'enum-value-added': defineChangeRule({
    severity: 'warning',
    summary: 'Every value that is allowed was allowed before.',
    description: `Bots receive a value that they do not know, such as a new model of a language-model integration in an entity. In what
bots send it is compatible. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      added: ({ value, ...data }: PropertyData & { value: string }) =>
        `${placeSubject(data)} allows ${value}, which is new.`,
    },
    examples: [
      {
        old: bodyWith({ entities: { model: { schema: closedObject({ id: { type: 'string', enum: ['small'] } }) } } }),
        document: laterBodyWith({
          entities: { model: { schema: closedObject({ id: { type: 'string', enum: ['small', 'large'] } }) } },
        }),
      },
    ],
  }),
  'variant-removed': defineChangeRule({
    severity: 'warning',
    summary: 'Every variant of `anyOf` and `oneOf` still exists.',
    description: `Bots that send values of the variant are refused, unless another variant accepts them. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: { removed: (data: PropertyData) => `${placeSubject(data)}: a variant is gone.` },
    examples: [
      {
        old: bodyWith(
          action(
            closedObject({
              id: { anyOf: [STRING_SCHEMA, { type: 'number' }, { type: 'array', items: STRING_SCHEMA }] },
            }),
          ),
        ),
        document: laterBodyWith(action(closedObject({ id: { anyOf: [STRING_SCHEMA, { type: 'number' }] } }))),
      },
    ],
  }),
  'variant-added': defineChangeRule({
    severity: 'warning',
    summary: 'Every variant of `anyOf` and `oneOf` existed before.',
    description: `Bots receive values of a variant that they do not know, unless another variant allowed them. ${DIRECTION}
${ONLY_COMPARED}`,
    messages: { added: (data: PropertyData) => `${placeSubject(data)}: a variant is new.` },
    examples: [
      {
        old: bodyWith(action(NO_FIELDS, closedObject({ id: { anyOf: [STRING_SCHEMA, { type: 'number' }] } }))),
        document: laterBodyWith(
          action(
            NO_FIELDS,
            closedObject({
              id: { anyOf: [STRING_SCHEMA, { type: 'number' }, { type: 'array', items: STRING_SCHEMA }] },
            }),
          ),
        ),
      },
    ],
  }),
  'values-narrowed': defineChangeRule({
    severity: 'warning',
    summary: 'Schemas allow no fewer values than before.',
    description: `A schema has another type, bound, pattern or format, or its object is now closed: every value that is
allowed was allowed before, and others are not allowed any more. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      narrowed: ({ how, ...data }: ValuesData) => `${placeSubject(data)} allows fewer values${because(how)}.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ q: { type: 'string', maxLength: 100 } }))),
        document: laterBodyWith(action(closedObject({ q: { type: 'string', maxLength: 50 } }))),
      },
    ],
  }),
  'values-widened': defineChangeRule({
    severity: 'warning',
    summary: 'Schemas allow no more values than before.',
    description: `A schema has another type, bound, pattern or format, or its object is now open: every value that was
allowed still is, and others are allowed as well. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: { widened: ({ how, ...data }: ValuesData) => `${placeSubject(data)} allows more values${because(how)}.` },
    examples: [
      {
        old: bodyWith(action(NO_FIELDS, closedObject({ hit: STRING_SCHEMA }))),
        document: laterBodyWith(action(NO_FIELDS, closedObject({ hit: { anyOf: [STRING_SCHEMA, { type: 'null' }] } }))),
      },
    ],
  }),
  'values-replaced': defineChangeRule({
    severity: 'warning',
    summary: 'Schemas allow the values that they allowed before.',
    description: `A schema has another type or pattern: some values are not allowed any more, and others have become allowed. ${DIRECTION}
${ONLY_COMPARED}`,
    messages: {
      replaced: ({ how, ...data }: ValuesData) => `${placeSubject(data)} allows other values${because(how)}.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ limit: STRING_SCHEMA }))),
        document: laterBodyWith(action(closedObject({ limit: { type: 'number' } }))),
      },
    ],
  }),
  'schema-undecided': defineChangeRule({
    severity: 'warning',
    summary: 'The comparison can decide whether a changed schema is compatible.',
    description: `Some schemas cannot be compared: two patterns, \`not\`, \`if\`, an unknown keyword. A change is
compatible only if the comparison has a proof, and breaking if it has a value that shows it; this rule reports all
others. Check them yourself; they demand at least a minor version. ${DIRECTION} ${ONLY_COMPARED}`,
    messages: {
      undecided: ({ how, ...data }: ValuesData) =>
        `${placeSubject(data)} has another schema${because(how)}; whether it is compatible cannot be decided.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ q: { type: 'string', pattern: '^(a|b)+$' } }))),
        document: laterBodyWith(action(closedObject({ q: { type: 'string', pattern: '^(a|b|c)+$' } })), '1.1.0'),
      },
    ],
  }),
  'schema-rewritten': defineChangeRule({
    severity: 'info',
    summary: 'Schemas that allow the same values are written as before.',
    description: `\`"type": ["string", "null"]\` and \`anyOf\` of the two accept the same values. The document that is published differs all
the same, so the change demands a patch. ${ONLY_COMPARED}`,
    messages: {
      rewritten: ({ how, ...data }: ValuesData) =>
        `${placeSubject(data)} allows the same values in other words${because(how)}.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ q: { type: ['string', 'null'] } }))),
        document: laterBodyWith(action(closedObject({ q: { anyOf: [STRING_SCHEMA, { type: 'null' }] } })), '1.0.1'),
      },
    ],
  }),
  'default-changed': defineChangeRule({
    severity: 'warning',
    summary: 'Defaults are unchanged.',
    description: `\`default\` does not restrict the accepted values, but it determines the value of a missing property.
The comparison cannot decide whether a bot relies on it, so the verdict is \`unknown\` for what bots send. A new
default, or a default in what bots receive, is compatible. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ old, now, ...data }: PropertyData & { old: string; now: string }) =>
        `The default of ${placeText(data)} was ${old} and is ${now}.`,
      removed: ({ old, ...data }: PropertyData & { old: string }) =>
        `The default of ${placeText(data)}, ${old}, is gone.`,
      added: ({ now, ...data }: PropertyData & { now: string }) => `The default of ${placeText(data)} is new: ${now}.`,
    },
    examples: [
      {
        old: bodyWith(action(closedObject({ limit: { type: 'number', default: 10 } }))),
        document: laterBodyWith(action(closedObject({ limit: { type: 'number', default: 50 } })), '1.1.0'),
      },
    ],
  }),
  'hint-changed': defineChangeRule({
    severity: 'info',
    summary: 'The display of fields is unchanged.',
    description: `\`x-zui\`, \`examples\` and other keywords do not restrict values. The change demands a patch. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ keyword, ...data }: PropertyData & { keyword: string }) =>
        `${placeSubject(data)}: ${quote(keyword)} has changed.`,
    },
    examples: [
      {
        old: bodyWith(configuration(closedObject({ key: STRING_SCHEMA }))),
        document: laterBodyWith(
          configuration(closedObject({ key: { type: 'string', 'x-zui': { secret: true } } })),
          '1.0.1',
        ),
      },
    ],
  }),
  'state-type-changed': defineChangeRule({
    severity: 'warning',
    summary: 'The type of each state (of users, conversations …) is unchanged.',
    description: `Data that is stored for users is not found as data of conversations, so the stored data is lost. The
change is breaking. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what, old, now }: { what: string; old: string; now: string }) =>
        `${what} was stored for each ${old} and is for each ${now}.`,
    },
    examples: [
      {
        old: bodyWith({ states: { session: { type: 'user', schema: NO_FIELDS } } }),
        document: laterBodyWith({ states: { session: { type: 'conversation', schema: NO_FIELDS } } }),
      },
    ],
  }),
  'identifier-required-changed': defineChangeRule({
    severity: 'warning',
    summary: 'The same configurations require users to follow a link.',
    description: `With \`identifier.required\`, nobody can use the configuration without following its link, such as a login: bots that were
configured without it stop working. The opposite is compatible. ${ONLY_COMPARED}`,
    messages: {
      required: ({ what }: { what: string }) => `${what} requires its link now.`,
      optional: ({ what }: { what: string }) => `${what} does not require its link any more.`,
    },
    examples: [
      {
        old: bodyWith({
          configuration: { identifier: { linkTemplateScript: '"https://example.com"' }, schema: NO_FIELDS },
        }),
        document: laterBodyWith({
          configuration: {
            identifier: { required: true, linkTemplateScript: '"https://example.com"' },
            schema: NO_FIELDS,
          },
        }),
      },
    ],
  }),
  'script-changed': defineChangeRule({
    severity: 'info',
    summary: 'Scripts are unchanged.',
    description: `What a script does cannot be compared, so the verdict is \`unknown\`. The change demands a patch; one that is new demands a
minor version. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what }: { what: string }) => `The ${what} has changed.`,
      added: ({ what }: { what: string }) => `The ${what} is new.`,
      removed: ({ what }: { what: string }) => `The ${what} is gone.`,
    },
    examples: [
      {
        old: bodyWith({ identifier: { extractScript: '.headers.host' } }),
        document: laterBodyWith({ identifier: { extractScript: '.headers.origin' } }, '1.0.1'),
      },
    ],
  }),
  'attribute-changed': defineChangeRule({
    severity: 'info',
    summary: 'Attributes are unchanged.',
    description: `Attributes of the integration, its actions and events say where they are listed, not what they do. The change demands a
patch. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what, old, now }: { what: string; old: string; now: string }) => `${what} was ${old} and is ${now}.`,
    },
    examples: [
      {
        old: bodyWith({ attributes: { category: 'Other' } }),
        document: laterBodyWith({ attributes: { category: 'Customer Support' } }, '1.0.1'),
      },
    ],
  }),
  'creation-changed': defineChangeRule({
    severity: 'warning',
    summary: 'Bots may create users and conversations as before.',
    description: `Calls fail if \`creation.enabled\` is no longer true, or if \`creation.requiredTags\` has a new tag. The opposites are
compatible. ${ONLY_COMPARED}`,
    messages: {
      enabled: ({ what }: { what: string }) => `Bots may create ${what} now.`,
      disabled: ({ what }: { what: string }) => `Bots may not create ${what} any more.`,
      required: ({ what, tag }: { what: string; tag: string }) =>
        `To create ${what}, bots need the tag ${quote(tag)} now.`,
      optional: ({ what, tag }: { what: string; tag: string }) =>
        `To create ${what}, bots do not need the tag ${quote(tag)} any more.`,
    },
    examples: [
      {
        old: bodyWith({ user: { tags: { id: {} }, creation: { enabled: true, requiredTags: [] } } }),
        document: laterBodyWith({ user: { tags: { id: {} }, creation: { enabled: true, requiredTags: ['id'] } } }),
      },
    ],
  }),
  'interface-changed': defineChangeRule({
    severity: 'warning',
    summary: 'Interfaces are implemented as before.',
    description: `The interface has another version, or one of its elements is mapped to another element. What that
means for a plugin depends on the interface, so the verdict is \`unknown\`; an element that is no longer mapped is
breaking. ${ONLY_COMPARED}`,
    messages: {
      version: ({ what, old, now }: { what: string; old: string; now: string }) => `${what} was ${old} and is ${now}.`,
      mapped: ({ what, part, old, now }: { what: string; part: string; old: string; now: string }) =>
        `${what}: ${part} was ${old} and is ${now}.`,
      unmapped: ({ what, part }: { what: string; part: string }) => `${what}: ${part} is no longer mapped to anything.`,
      newlyMapped: ({ what, part }: { what: string; part: string }) => `${what}: ${part} is new.`,
    },
    examples: [
      {
        old: bodyWith({
          interfaces: { hitl: { id: 'ifver_01JDFTHITLXXXXXXXXXXXXABCD', actions: { stop: { name: 'stop' } } } },
        }),
        document: laterBodyWith({
          interfaces: { hitl: { id: 'ifver_01JDFTHITLXXXXXXXXXXXXABCD', actions: { stop: { name: 'close' } } } },
        }),
      },
    ],
  }),
  'name-changed': defineChangeRule({
    severity: 'warning',
    summary: 'The name of the integration is unchanged.',
    description: `An integration with another name is another integration: no bot gets it as an update. A workspace handle that one side
lacks is not a change, since the CLI adds it. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ old, now }: { old: string; now: string }) =>
        `The integration was called ${old} and is called ${now}.`,
    },
    examples: [{ old: bodyWith({}), document: { ...laterBodyWith({}), name: 'acme/helpdesk' } }],
  }),
  'visibility-changed': defineChangeRule({
    severity: 'info',
    summary: 'The integration is visible to those who saw it before.',
    description: `\`visibility\` decides who may install the integration. It is not a part of what a version promises, so the change demands no
version; but its author should know that others can no longer install a private integration. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ old, now }: { old: string; now: string }) => `The integration was ${old} and is ${now}.`,
    },
    examples: [
      { old: bodyWith({ visibility: 'public' }), document: laterBodyWith({ visibility: 'private' }, '1.0.0') },
    ],
  }),
  'file-changed': defineChangeRule({
    severity: 'info',
    summary: 'Icon, readme and code are unchanged.',
    description: `They are compared where both sides have their contents; the change demands a patch. An answer of the
API has the addresses of icon and readme instead, which are not fetched: the verdict is \`unknown\`, and no version is
demanded. Answers never contain the code, so the code is not compared with an answer. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what }: { what: string }) => `The ${what} has changed.`,
      added: ({ what }: { what: string }) => `The ${what} is new.`,
      removed: ({ what }: { what: string }) => `The ${what} is gone.`,
      unknown: ({ files }: { files: readonly string[] }) =>
        `The ${listed(files, 'and')} could not be compared: an answer of the API has the ${files.length > 1 ? 'addresses, not the contents' : 'address, not the content'}.`,
    },
    examples: [
      { old: bodyWith({ readme: 'IyBEZXNr' }), document: laterBodyWith({ readme: 'IyBIZWxwIGRlc2s=' }, '1.0.1') },
    ],
  }),
  'setting-changed': defineChangeRule({
    severity: 'info',
    summary: 'The other properties of the definition are unchanged.',
    description: `The rule compares \`billable\` and \`cacheable\` of an action, and \`maxExecutionTime\`. What a change means for bots cannot
be decided, so the verdict is \`unknown\`; the change demands a patch. ${ONLY_COMPARED}`,
    messages: {
      changed: ({ what, property, old, now }: { what: string; property: string; old: string; now: string }) =>
        `${quote(property)} of ${what} was ${old} and is ${now}.`,
    },
    examples: [
      { old: bodyWith({ maxExecutionTime: 60 }), document: laterBodyWith({ maxExecutionTime: 120 }, '1.0.1') },
    ],
  }),
  'secrets-set-anew': defineChangeRule({
    severity: 'info',
    summary: 'The secrets of a version have values.',
    description: `The platform carries the values of secrets over to a new minor version or patch, and not to a new major version: the
deployment has to set them. ${ONLY_COMPARED}`,
    messages: {
      unset: ({ version, secrets }: { version: string; secrets: readonly string[] }) =>
        `Version ${version} is a new major one, so its secrets have no values until the deployment sets them: ${listed(secrets, 'and')}.`,
    },
    examples: [
      { old: bodyWith({ secrets: { CLIENT_ID: null } }), document: laterBodyWith({ secrets: { CLIENT_ID: null } }) },
    ],
  }),
  'integration-added': defineChangeRule({
    severity: 'info',
    summary: 'Every definition of the new state was in the old one.',
    description: `There is nothing to compare it with: the git revision of \`lint --against\` has no such file, or the integration has not
been deployed. ${ONLY_COMPARED}`,
    messages: {
      added: ({ name }: { name: string }) => `The integration ${name} is new.`,
      undeployed: ({ name }: { name: string }) => `${name} is not deployed.`,
    },
    examples: [],
  }),
  'integration-removed': defineChangeRule({
    severity: 'warning',
    summary: 'Every definition of the old state is in the new one.',
    description: `Bots that use the integration fail once it is no longer deployed. No version can announce that, so the change is breaking
and demands none. An integration of the same name in another file has moved, and is compared. ${ONLY_COMPARED}`,
    messages: { removed: ({ name }: { name: string }) => `The integration ${name} is gone.` },
    examples: [],
  }),
  'version-bumped': defineChangeRule({
    severity: 'error',
    summary: 'A changed definition has a new version.',
    description: `The platform refuses a change to a version that is published: the version has to be raised first. A private integration may
be updated in place, which changes a version that bots already use; the option \`private\` says whether that is
reported. \`lint --against remote\` compares with the version that is deployed. ${ONLY_COMPARED}`,
    messages: {
      same: ({ version, changes, suggested }: { version: string; changes: number; suggested: string }) =>
        `${counted(changes, 'change')} since ${version}, and the version is the same; take ${suggested}.`,
      deployed: ({ version, changes, suggested }: { version: string; changes: number; suggested: string }) =>
        `${version} is deployed with other content (${counted(changes, 'change')}); take ${suggested}.`,
    },
    options: {
      schema: {
        private: {
          type: 'boolean',
          description: 'Whether private definitions are reported.',
        },
      },
      defaults: { private: true },
    },
    examples: [{ old: bodyWith({ title: 'Desk' }), document: bodyWith({ title: 'Help desk' }) }],
  }),
  'version-sufficient': defineChangeRule({
    severity: 'error',
    summary: 'The version is raised by as much as the changes demand.',
    description: `A breaking change needs a new major version, below 1.0.0 a minor one: bots that use the integration get minor versions and
patches without being asked. An addition needs a minor version; with only a patch, it is a warning. ${ONLY_COMPARED}`,
    messages: {
      breaking: ({ old, now, required, breaking, suggested }: VersionData & { breaking: number }) =>
        `${old} → ${now} is not enough: ${counted(breaking, 'breaking change')} ${breaking === 1 ? 'demands' : 'demand'} a new ${required} version; take ${suggested}.`,
      adding: ({ old, now, required, suggested }: VersionData) =>
        `${old} → ${now} is less than semantic versioning asks for: the changes demand a new ${required} version, such as ${suggested}.`,
    },
    examples: [{ old: bodyWith(action(NO_FIELDS)), document: laterBodyWith({}, '1.1.0') }],
  }),
  'version-monotonic': defineChangeRule({
    severity: 'error',
    summary: 'The version is not lower than before.',
    description: `\`latest\` and version ranges resolve to the highest version, so a lower one reaches nobody.
${ONLY_COMPARED}`,
    messages: {
      lower: ({ old, now, suggested }: { old: string; now: string; suggested: string }) =>
        `The version was ${old} and is ${now}, which is lower; take ${suggested}.`,
      behind: ({ old, now }: { old: string; now: string }) =>
        `${old} is deployed, which is higher than ${now}: the deployed integration is ahead.`,
    },
    examples: [{ old: bodyWith({}, '1.2.0'), document: bodyWith({}, '1.1.9') }],
  }),
  'version-excessive': defineChangeRule({
    severity: 'info',
    summary: 'The version is not raised by more than the changes demand.',
    description: `Bots get a new major version only if their authors choose it. There may be reasons that no
definition shows, such as a changed service. ${ONLY_COMPARED}`,
    messages: {
      excessive: ({ old, now, required, suggested }: VersionData) =>
        `${old} → ${now} is more than the changes demand, which is ${required === 'none' ? 'no new version' : `a new ${required} version, ${suggested}`}.`,
    },
    examples: [{ old: bodyWith({ title: 'Desk' }), document: laterBodyWith({ title: 'Help desk' }) }],
  }),
} as const satisfies Record<string, ChangeRule>

interface VersionData {
  old: string
  now: string
  required: string
  suggested: string
}

export type ChangeRuleId = keyof typeof CHANGE_TABLE | ElementRuleId

const ELEMENT_KINDS = Object.keys(ELEMENTS) as ElementKind[]
const ALL: ReadonlyMap<string, ChangeRule> = new Map<string, ChangeRule>([
  ...ELEMENT_KINDS.flatMap(elementRules),
  ...Object.entries<ChangeRule>(CHANGE_TABLE),
])

const UNCHANGED: readonly Example[] = [
  {
    old: bodyWith(action(NO_FIELDS)),
    document: { actions: {}, ...bodyWith(action(NO_FIELDS)) },
    note: 'Nothing has changed.',
  },
]

/** Rules whose findings come from a comparison of two definitions. They cannot be found in a document alone. */
export const rules: readonly DocumentedRule[] = [...ALL].map(([id, { examples, ...rule }]) =>
  defineRule({ id, category: 'changes', ...rule, visit: {}, examples: { bad: examples, good: UNCHANGED } }),
)

/** The ids of the rules on changes. */
export const CHANGE_RULES: ReadonlySet<string> = new Set(ALL.keys())

/** The message of a rule on changes, and its data. */
export function changeMessage<
  Id extends keyof typeof CHANGE_TABLE,
  Message extends keyof (typeof CHANGE_TABLE)[Id]['messages'],
>(
  rule: Id,
  message: Message,
  ...data: Parameters<Extract<(typeof CHANGE_TABLE)[Id]['messages'][Message], (...data: never[]) => string>>
): { rule: Id; message: string; data: Record<string, unknown> } {
  return tableMessage(rule, CHANGE_TABLE[rule].messages, String(message), data[0])
}

/** The same for an element that was removed or added. */
export function elementMessage(
  kind: ElementKind,
  change: 'removed' | 'added',
  data: RemovedData,
): { rule: ElementRuleId; message: string; data: Record<string, unknown> } {
  const { renamed, ...facts } = data
  const message = change === 'removed' ? removedText(data) : addedText(facts)
  return { rule: `${kind}-${change}`, message, data: renamed === undefined ? facts : { ...facts, renamed } }
}

/** How messages name an element of a kind. */
export function elementWord(kind: ElementKind): string {
  return ELEMENTS[kind].what
}
