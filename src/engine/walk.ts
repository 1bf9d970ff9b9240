import type { Pointer } from '../document/pointer'
import { isFileName } from '../document/printed'
import { type Fields, fieldsAt, isFields, own } from '../document/values'
import type { Collection, Form, Nodes, ScriptType } from '../rules/contract'
import type { SchemaRole } from '../schema/embedded/nodes'
import { type SoughtKeyword, SurveyedSchema } from '../schema/embedded/survey'

/** Called for every node of a document. */
export interface Visitor {
  visit<Name extends Exclude<keyof Nodes, 'embeddedSchema' | 'subschema' | 'field'>>(
    name: Name,
    node: Nodes[Name],
  ): void
  /** Called for each embedded schema, with all of its subschemas and fields. */
  visitSchema(embedded: SurveyedSchema): void
  /** The keywords to look for in embedded schemas; undefined if no rule needs them. */
  keywords: ReadonlyMap<string, SoughtKeyword> | undefined
}

/** Walks one resource in the order of its parts. Values of a wrong type are skipped: the schema layer reports them. */
export function walkResource(value: Fields, pointer: Pointer, form: Form, visitor: Visitor): void {
  const prescribed = prescribedNames(value)
  visitor.visit('resource', { value, pointer })
  if (form === 'summary') return

  scripts(value, pointer, visitor)
  secrets(value, pointer, visitor)

  const configuration = own(value, 'configuration')
  if (isFields(configuration)) walkConfiguration(configuration, pointer.child('configuration'), undefined, visitor)
  eachEntry(value, pointer, 'configurations', 'configurations', visitor, (entry, at, key) => {
    walkConfiguration(entry, at, key, visitor)
  })

  const user = own(value, 'user')
  if (isFields(user)) walkTaggedObject(user, pointer.child('user'), 'user', undefined, false, visitor)

  eachEntry(
    value,
    pointer,
    'actions',
    'actions',
    visitor,
    (entry, at, key) => {
      const fromInterface = prescribed.actions.has(key)
      visitor.visit('action', { value: entry, pointer: at, key, fromInterface })
      for (const [side, role] of ACTION_SIDES) {
        const holder = own(entry, side)
        if (isFields(holder)) embeddedSchema(holder, at.child(side), role, key, fromInterface, visitor)
      }
    },
    prescribed.actions,
  )
  eachEntry(
    value,
    pointer,
    'events',
    'events',
    visitor,
    (entry, at, key) => {
      const fromInterface = prescribed.events.has(key)
      visitor.visit('event', { value: entry, pointer: at, key, fromInterface })
      embeddedSchema(entry, at, 'event', key, fromInterface, visitor)
    },
    prescribed.events,
  )
  eachEntry(
    value,
    pointer,
    'channels',
    'channels',
    visitor,
    (entry, at, key) => {
      const fromInterface = prescribed.channels.has(key)
      visitor.visit('channel', { value: entry, pointer: at, key, fromInterface })
      eachEntry(entry, at, 'messages', 'messages', visitor, (message, messageAt, messageKey) => {
        visitor.visit('message', { value: message, pointer: messageAt, key: messageKey, channel: key, fromInterface })
        embeddedSchema(message, messageAt, 'message', messageKey, fromInterface, visitor)
      })
      for (const of of CHANNEL_OBJECTS) {
        const object = own(entry, of)
        if (isFields(object)) walkTaggedObject(object, at.child(of), of, key, fromInterface, visitor)
      }
    },
    prescribed.channels,
  )
  eachEntry(value, pointer, 'states', 'states', visitor, (entry, at, key) => {
    visitor.visit('state', { value: entry, pointer: at, key, fromInterface: false })
    embeddedSchema(entry, at, 'state', key, false, visitor)
  })
  // An entity that an interface maps was still written by the author, who provides it to the interface.
  eachEntry(value, pointer, 'entities', 'entities', visitor, (entry, at, key) => {
    visitor.visit('entity', { value: entry, pointer: at, key, fromInterface: false })
    embeddedSchema(entry, at, 'entity', key, false, visitor)
  })
  eachEntry(value, pointer, 'interfaces', 'interfaces', visitor, (entry, at, key) => {
    visitor.visit('interface', { value: entry, pointer: at, key, fromInterface: false })
  })
}

const ACTION_SIDES = [
  ['input', 'actionInput'],
  ['output', 'actionOutput'],
] as const satisfies [string, SchemaRole][]

const CHANNEL_OBJECTS = ['conversation', 'message'] as const

const TAG_COLLECTIONS = {
  user: 'userTags',
  conversation: 'conversationTags',
  message: 'messageTags',
} as const satisfies Record<string, Collection>

/** The pointers of scripts in a resource, except those of its configurations. */
const SCRIPT_POINTERS = [
  ['identifier', 'extractScript', 'extract'],
  ['identifier', 'fallbackHandlerScript', 'fallbackHandler'],
  ['sandbox', 'identifierExtractScript', 'sandboxIdentifierExtract'],
  ['sandbox', 'messageExtractScript', 'sandboxMessageExtract'],
] as const satisfies [string, string, ScriptType][]

const PRESCRIBABLE = ['actions', 'events', 'channels'] as const

/** The names in this integration to which an interface maps its own parts. */
function prescribedNames(resource: Fields): Record<(typeof PRESCRIBABLE)[number], ReadonlySet<string>> {
  const names = {
    actions: new Set<string>(),
    events: new Set<string>(),
    channels: new Set<string>(),
  }
  for (const entry of Object.values(fieldsAt(resource, 'interfaces'))) {
    if (!isFields(entry)) continue
    for (const part of PRESCRIBABLE) {
      for (const mapped of Object.values(fieldsAt(entry, part))) {
        if (isFields(mapped) && typeof mapped.name === 'string') names[part].add(mapped.name)
      }
    }
  }
  return names
}

const NO_KEYS: ReadonlySet<string> = new Set()

function eachEntry(
  parent: Fields,
  pointer: Pointer,
  property: string,
  collection: Collection,
  visitor: Visitor,
  visit: (value: Fields, pointer: Pointer, key: string) => void,
  prescribed: ReadonlySet<string> = NO_KEYS,
): void {
  const map = own(parent, property)
  if (!isFields(map)) return
  const at = pointer.at(property)
  visitor.visit('collection', { value: map, pointer: at, collection, fromInterface: prescribed })
  const keys = Object.keys(map)
  const values = Object.values(map)
  // No iterator: most of the time is spent here.
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? ''
    const value = values[index]
    const entryAt = at.at(key)
    visitor.visit('entry', { key, value, pointer: entryAt, collection })
    if (isFields(value)) visit(value, entryAt, key)
  }
}

function walkConfiguration(value: Fields, pointer: Pointer, key: string | undefined, visitor: Visitor): void {
  visitor.visit('configuration', { value, pointer, key })
  const identifier = own(value, 'identifier')
  if (isFields(identifier)) {
    script(identifier, pointer.child('identifier'), 'linkTemplateScript', 'linkTemplate', key, visitor)
  }
  embeddedSchema(value, pointer, key === undefined ? 'configuration' : 'configurations', key, false, visitor)
}

function walkTaggedObject(
  value: Fields,
  pointer: Pointer,
  of: Nodes['tag']['of'],
  channel: string | undefined,
  fromInterface: boolean,
  visitor: Visitor,
): void {
  visitor.visit('taggedObject', { value, pointer, of, channel })
  eachEntry(value, pointer, 'tags', TAG_COLLECTIONS[of], visitor, (tag, at, key) => {
    visitor.visit('tag', { value: tag, pointer: at, key, of, channel, fromInterface })
  })
}

function scripts(resource: Fields, pointer: Pointer, visitor: Visitor): void {
  for (const [holderName, property, type] of SCRIPT_POINTERS) {
    const holder = own(resource, holderName)
    if (isFields(holder)) script(holder, pointer.child(holderName), property, type, undefined, visitor)
  }
}

function script(
  holder: Fields,
  pointer: Pointer,
  property: string,
  type: ScriptType,
  configuration: string | undefined,
  visitor: Visitor,
): void {
  const source = own(holder, property)
  // `body-complete` reports the name of a file, so no rule may treat it as a script.
  if (typeof source === 'string' && !isFileName(source)) {
    visitor.visit('script', { source, pointer: pointer.child(property), type, configuration })
  }
}

function secrets(resource: Fields, pointer: Pointer, visitor: Visitor): void {
  const value = own(resource, 'secrets')
  const at = pointer.child('secrets')
  if (Array.isArray(value)) {
    value.forEach((name, index) => {
      if (typeof name === 'string') {
        visitor.visit('secret', { name, pointer: at.child(index), target: 'value', value: undefined })
      }
    })
  } else if (isFields(value)) {
    for (const name of Object.keys(value)) {
      visitor.visit('secret', { name, pointer: at.child(name), target: 'key', value: value[name] })
    }
  }
}

function embeddedSchema(
  holder: Fields,
  pointer: Pointer,
  role: SchemaRole,
  owner: string | undefined,
  fromInterface: boolean,
  visitor: Visitor,
): void {
  if (visitor.keywords === undefined) return
  const value = own(holder, 'schema')
  if (!isFields(value)) return
  visitor.visitSchema(new SurveyedSchema(value, pointer.at('schema'), role, owner, fromInterface, visitor.keywords))
}
