import type { Pointer } from '../document/pointer'
import { isFileName, isPrintedByCli, lacksConfiguration } from '../document/printed'
import { arrayAt, type Fields, fieldsAt, isEqual, isFields, own, stringAt } from '../document/values'
import { capitalise, quote } from '../findings/text'
import { changeMessage, type ElementKind, elementMessage, elementWord } from '../rules/changes/changes'
import { COLLECTION_WORDS, MAPPED_PARTS } from '../rules/collection-words'
import { ChangeCollector } from './changes'
import { renames } from './renames'
import { compareSchemas, type Direction } from './schema/compare-schemas'
import { isSchema, type Schema } from './schema/context'
import type { Definition, DetectedChange } from './types'

/** An object that both definitions have, and its pointers. */
interface Pair {
  old: Fields
  now: Fields
  oldAt: Pointer
  nowAt: Pointer
}

/**
 * Compares two definitions and lists the changes in the order of the parts. A part that one side cannot express (a
 * partial body, the output of the CLI, another kind of document) is not compared.
 */
export function detectChanges(old: Definition, now: Definition): DetectedChange[] {
  const comparison = new DefinitionComparison(old, now)
  comparison.compare()
  return comparison.changes.all
}

/** A missing configuration accepts the same values as this schema: an object without properties. */
const EMPTY_OBJECT_SCHEMA: Schema = { type: 'object', properties: {}, additionalProperties: false }

const DIRECTIONS = {
  configuration: 'sent',
  input: 'sent',
  message: 'sent',
  output: 'received',
  event: 'received',
  entity: 'received',
  state: 'stored',
} as const satisfies Record<string, Direction>

class DefinitionComparison {
  readonly changes = new ChangeCollector()

  constructor(
    private readonly old: Definition,
    private readonly now: Definition,
  ) {}

  compare(): void {
    const root = this.#root()
    const integration = 'the integration'
    this.#name(root)
    this.#texts(root, integration)
    this.#scalar(root, integration, 'maxExecutionTime')
    this.#visibility(root)
    this.#attributes(root, integration)
    this.#files(root)
    this.#scripts(root)
    this.#configurations(root)
    this.#user(root)
    this.#elements(root, 'actions', 'action', (pair, name) => {
      const what = `action ${quote(name)}`
      this.#texts(pair, what)
      this.#attributes(pair, what)
      for (const property of ['billable', 'cacheable']) this.#scalar(pair, what, property, false)
      for (const side of ['input', 'output'] as const) {
        this.#schema(pairAt(pair, side), DIRECTIONS[side], `the ${side} of ${what}`)
      }
    })
    this.#elements(root, 'events', 'event', (pair, name) => {
      const what = `event ${quote(name)}`
      this.#texts(pair, what)
      this.#attributes(pair, what)
      this.#schema(pair, DIRECTIONS.event, what)
    })
    this.#elements(root, 'channels', 'channel', (pair, name) => this.#channel(pair, name))
    this.#elements(root, 'states', 'state', (pair, name) => {
      const what = `state ${quote(name)}`
      const before = stringAt(pair.old, 'type')
      const after = stringAt(pair.now, 'type')
      if (before !== undefined && after !== undefined && before !== after) {
        const ruleMessage = changeMessage('state-type-changed', 'changed', {
          what: capitalise(what),
          old: before,
          now: after,
        })
        this.changes.add(ruleMessage, 'breaking', { old: pair.oldAt.child('type'), new: pair.nowAt.child('type') })
      }
      this.#texts(pair, what)
      this.#schema(pair, DIRECTIONS.state, what)
    })
    this.#elements(root, 'entities', 'entity', (pair, name) => {
      const what = `entity ${quote(name)}`
      this.#texts(pair, what)
      this.#schema(pair, DIRECTIONS.entity, what)
    })
    this.#elements(root, 'interfaces', 'interface', (pair, name) => this.#interface(pair, name))
    this.#secrets(root)
  }

  #root(): Pair {
    return { old: this.old.value, now: this.now.value, oldAt: this.old.base, nowAt: this.now.base }
  }

  /** Whether both documents would have the property if the integration had it. */
  #isKnown(property: string): boolean {
    return knows(this.old, property, this.now) && knows(this.now, property, this.old)
  }

  #name(root: Pair): void {
    const before = stringAt(root.old, 'name')
    const after = stringAt(root.now, 'name')
    if (before === undefined || after === undefined || before === after) return
    // The CLI adds the handle of the workspace to a name without one.
    if (before.endsWith(`/${after}`) || after.endsWith(`/${before}`)) return
    const ruleMessage = changeMessage('name-changed', 'changed', { old: quote(before), now: quote(after) })
    this.changes.add(ruleMessage, 'breaking', { old: root.oldAt.child('name'), new: root.nowAt.child('name') })
  }

  #texts(pair: Pair, what: string): void {
    for (const property of ['title', 'description'] as const) {
      const before = stringAt(pair.old, property) ?? ''
      const after = stringAt(pair.now, property) ?? ''
      if (before === after || !this.#isComparable(pair, property)) continue
      const data = { what, old: quote(before), now: quote(after) }
      this.changes.add(
        changeMessage(`${property}-changed`, 'changed', data),
        'compatible',
        pairPointers(pair, property),
        'patch',
      )
    }
  }

  /** False if one side is an update body without the property, which then stays unchanged. */
  #isComparable(pair: Pair, property: string): boolean {
    if (this.old.form === 'update' && !Object.hasOwn(pair.old, property)) return false
    return this.now.form !== 'update' || Object.hasOwn(pair.now, property)
  }

  #scalar(pair: Pair, what: string, property: string, fallback?: unknown): void {
    const before = own(pair.old, property) ?? fallback
    const after = own(pair.now, property) ?? fallback
    if (isEqual(before, after) || !this.#isComparable(pair, property)) return
    // An answer of the API contains defaults for the properties that a body omits.
    if ((before === undefined || after === undefined) && this.old.form !== this.now.form) return
    const data = { what, property, old: settingText(before), now: settingText(after) }
    this.changes.add(
      changeMessage('setting-changed', 'changed', data),
      'unknown',
      pairPointers(pair, property),
      'patch',
    )
  }

  #visibility(root: Pair): void {
    const before = visibilityOf(root.old)
    const after = visibilityOf(root.now)
    if (before === undefined || after === undefined || before.value === after.value) return
    const ruleMessage = changeMessage('visibility-changed', 'changed', { old: before.value, now: after.value })
    const at = { old: root.oldAt.child(before.property), new: root.nowAt.child(after.property) }
    this.changes.add(ruleMessage, 'unknown', at, 'none')
  }

  #attributes(pair: Pair, what: string): void {
    if (!this.#isComparable(pair, 'attributes')) return
    const before = fieldsAt(pair.old, 'attributes')
    const after = fieldsAt(pair.now, 'attributes')
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const one = own(before, name)
      const other = own(after, name)
      if (isEqual(one ?? null, other ?? null)) continue
      const data = { what: `Attribute ${quote(name)} of ${what}`, old: settingText(one), now: settingText(other) }
      const at = pairPointers(pairAt(pair, 'attributes'), name)
      this.changes.add(changeMessage('attribute-changed', 'changed', data), 'compatible', at, 'patch')
    }
  }

  #files(root: Pair): void {
    for (const property of ['icon', 'readme', 'code'] as const) {
      const before = stringAt(root.old, property)
      const after = stringAt(root.now, property)
      if (before === after || [before, after].some((text) => text !== undefined && isFileName(text))) continue
      if (!this.#isKnown(property)) continue
      const message = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
      const ruleMessage = changeMessage('file-changed', message, { what: property })
      this.changes.add(ruleMessage, 'compatible', pairPointers(root, property), 'patch')
    }
    this.#filesByAddress(root)
  }

  /** An answer of the API has addresses where a body has contents. Nothing is fetched. */
  #filesByAddress(root: Pair): void {
    const isContent = (side: Fields, property: string) => {
      const text = stringAt(side, property)
      return text !== undefined && !isFileName(text)
    }
    const files = (['icon', 'readme'] as const).filter((property) => {
      const address = `${property}Url`
      return (
        (Object.hasOwn(root.old, address) && isContent(root.now, property)) ||
        (isContent(root.old, property) && Object.hasOwn(root.now, address))
      )
    })
    const [first] = files
    if (first === undefined) return
    const at = (side: Fields, pointer: Pointer) => pointer.child(Object.hasOwn(side, first) ? first : `${first}Url`)
    const spots = { old: at(root.old, root.oldAt), new: at(root.now, root.nowAt) }
    this.changes.add(changeMessage('file-changed', 'unknown', { files }), 'unknown', spots, 'none')
  }

  #scripts(root: Pair): void {
    for (const [holder, property, what] of COMPARED_SCRIPTS) {
      if (this.#isKnown(holder)) this.#script(pairAt(root, holder), property, what)
    }
  }

  #script(pair: Pair, property: string, what: string): void {
    const before = scriptAt(pair.old, property)
    const after = scriptAt(pair.now, property)
    if (before === after || !this.#isComparable(pair, property)) return
    // Older CLIs print the name of the file instead of its content.
    if (isFileName(before) || isFileName(after)) return
    const message = before === '' ? 'added' : after === '' ? 'removed' : 'changed'
    const level = message === 'changed' ? 'patch' : 'minor'
    this.changes.add(changeMessage('script-changed', message, { what }), 'unknown', pairPointers(pair, property), level)
  }

  #configurations(root: Pair): void {
    if (this.#isKnown('configuration')) {
      const pair = pairAt(root, 'configuration')
      const has = ({ value }: Definition) => isFields(own(value, 'configuration'))
      if (has(this.old) || has(this.now)) this.#configuration(pair, 'the configuration', 'the configuration')
    }
    this.#elements(root, 'configurations', 'configuration', (pair, name) => {
      const what = `configuration ${quote(name)}`
      this.#texts(pair, what)
      this.#configuration(pair, what, what)
    })
  }

  #configuration(pair: Pair, where: string, what: string): void {
    const identifier = pairAt(pair, 'identifier')
    const before = own(identifier.old, 'required') === true
    const after = own(identifier.now, 'required') === true
    if (before !== after && this.#isComparable(identifier, 'required')) {
      const ruleMessage = changeMessage('identifier-required-changed', after ? 'required' : 'optional', {
        what: capitalise(what),
      })
      this.changes.add(ruleMessage, after ? 'breaking' : 'compatible', pairPointers(identifier, 'required'))
    }
    this.#script(identifier, 'linkTemplateScript', `link template script of ${what}`)
    this.#schema(pair, DIRECTIONS.configuration, where)
  }

  #user(root: Pair): void {
    if (this.#isKnown('user')) this.#tagged(pairAt(root, 'user'), 'users', (name) => `User tag ${quote(name)}`)
  }

  #channel(pair: Pair, name: string): void {
    const what = `channel ${quote(name)}`
    this.#texts(pair, what)
    this.#elements(
      pair,
      'messages',
      'message',
      (message, type) => this.#schema(message, DIRECTIONS.message, `message type ${quote(type)} of ${what}`),
      (type) => `Message type ${quote(type)} of ${what}`,
    )
    this.#tagged(
      pairAt(pair, 'conversation'),
      `conversations of ${what}`,
      (tag) => `Conversation tag ${quote(tag)} of ${what}`,
    )
    this.#tagged(pairAt(pair, 'message'), `messages of ${what}`, (tag) => `Message tag ${quote(tag)} of ${what}`)
  }

  #tagged(pair: Pair, what: string, naming: (name: string) => string): void {
    this.#elements(
      pair,
      'tags',
      'tag',
      (tag, name) => {
        const named = naming(name)
        this.#texts(tag, `${named.slice(0, 1).toLowerCase()}${named.slice(1)}`)
      },
      naming,
    )
    if (!this.#isComparable(pair, 'creation')) return
    const creation = pairAt(pair, 'creation')
    const before = own(creation.old, 'enabled') === true
    const after = own(creation.now, 'enabled') === true
    if (before !== after) {
      const ruleMessage = changeMessage('creation-changed', after ? 'enabled' : 'disabled', { what })
      this.changes.add(ruleMessage, after ? 'compatible' : 'breaking', pairPointers(creation, 'enabled'))
    }
    if (!before || !after) return
    const required = (side: Fields) => arrayAt(side, 'requiredTags').filter((tag) => typeof tag === 'string')
    const oldTags = required(creation.old)
    const nowTags = required(creation.now)
    const list = pairAt(creation, 'requiredTags')
    for (const [index, tag] of nowTags.entries()) {
      if (oldTags.includes(tag)) continue
      const ruleMessage = changeMessage('creation-changed', 'required', { what, tag })
      this.changes.add(ruleMessage, 'breaking', { old: undefined, new: list.nowAt.child(index) })
    }
    for (const [index, tag] of oldTags.entries()) {
      if (nowTags.includes(tag)) continue
      const ruleMessage = changeMessage('creation-changed', 'optional', { what, tag })
      this.changes.add(ruleMessage, 'compatible', { old: list.oldAt.child(index), new: undefined, near: list.nowAt })
    }
  }

  #interface(pair: Pair, name: string): void {
    const what = `Interface ${quote(name)}`
    const versions = [stringAt(pair.old, 'version'), stringAt(pair.now, 'version')]
    const ids = [stringAt(pair.old, 'id'), stringAt(pair.now, 'id')]
    const property = versions.every((one) => one !== undefined) ? 'version' : 'id'
    const [before, after] = property === 'version' ? versions : ids
    // The CLI prints an empty ID, or three dots, before it has looked the ID up.
    const isReal = (one: string | undefined) => one !== undefined && one.length > 3
    if (
      before !== undefined &&
      after !== undefined &&
      before !== after &&
      (property === 'version' || (isReal(before) && isReal(after)))
    ) {
      const ruleMessage = changeMessage('interface-changed', 'version', { what, old: before, now: after })
      this.changes.add(ruleMessage, 'unknown', pairPointers(pair, property))
    }
    for (const section of MAPPED_PARTS) {
      const parts = pairAt(pair, section)
      for (const key of new Set([...Object.keys(parts.old), ...Object.keys(parts.now)])) {
        const one = stringAt(fieldsAt(parts.old, key), 'name')
        const other = stringAt(fieldsAt(parts.now, key), 'name')
        if (one === other) continue
        const part = `its ${COLLECTION_WORDS[section]} ${quote(key)}`
        const at = pairPointers(parts, key)
        if (one === undefined)
          this.changes.add(changeMessage('interface-changed', 'newlyMapped', { what, part }), 'compatible', at)
        else if (other === undefined)
          this.changes.add(changeMessage('interface-changed', 'unmapped', { what, part }), 'breaking', at)
        else {
          const ruleMessage = changeMessage('interface-changed', 'mapped', {
            what,
            part,
            old: quote(one),
            now: quote(other),
          })
          this.changes.add(ruleMessage, 'unknown', pairPointers(pairAt(parts, key), 'name'))
        }
      }
    }
  }

  #secrets(root: Pair): void {
    if (!this.#isKnown('secrets')) return
    const before = secretsOf(root.old, root.oldAt)
    const after = secretsOf(root.now, root.nowAt)
    for (const [name, at] of before) {
      if (after.has(name)) continue
      const ruleMessage = elementMessage('secret', 'removed', { what: `Secret ${quote(name)}`, name })
      this.changes.add(ruleMessage, 'compatible', { old: at, new: undefined, near: root.nowAt.child('secrets') })
    }
    for (const [name, at] of after) {
      if (before.has(name)) continue
      const ruleMessage = elementMessage('secret', 'added', { what: `Secret ${quote(name)}`, name })
      this.changes.add(ruleMessage, 'compatible', { old: undefined, new: at })
    }
  }

  /** Compares the entries of a map: the removed ones, the new ones, and those that both sides have. */
  #elements(
    parent: Pair,
    property: string,
    kind: ElementKind,
    compare: (pair: Pair, name: string) => void,
    naming = (name: string) => `${capitalise(elementWord(kind))} ${quote(name)}`,
  ): void {
    if (parent.oldAt === this.old.base && !this.#isKnown(property)) return
    const map = pairAt(parent, property)
    const entries = (side: Fields) => new Map(Object.entries(side).filter(([, value]) => isFields(value)))
    const before = entries(map.old)
    const after = entries(map.now)
    // In an update body, an absent entry stays as it is, and null deletes it.
    const isGone = (name: string) => !after.has(name) && (this.now.form !== 'update' || own(map.now, name) === null)
    const isNew = (name: string) => !before.has(name) && (this.old.form !== 'update' || own(map.old, name) === null)
    const gone = new Map([...before].filter(([name]) => isGone(name)))
    const added = new Map([...after].filter(([name]) => isNew(name)))
    const renamed = renames(gone, added)
    for (const [name, value] of before) {
      if (gone.has(name)) {
        const meant = renamed.get(name)
        const data = { what: naming(name), name, ...(meant === undefined ? {} : { renamed: meant }) }
        const at = { old: map.oldAt.child(name), new: undefined, near: map.nowAt, target: 'key' as const }
        this.changes.add(elementMessage(kind, 'removed', data), 'breaking', at)
        continue
      }
      const other = after.get(name)
      if (isFields(value) && isFields(other) && !isEqual(value, other)) {
        compare({ old: value, now: other, oldAt: map.oldAt.child(name), nowAt: map.nowAt.child(name) }, name)
      }
    }
    for (const name of added.keys()) {
      const at = { old: undefined, new: map.nowAt.child(name), target: 'key' as const }
      this.changes.add(elementMessage(kind, 'added', { what: naming(name), name }), 'compatible', at)
    }
  }

  #schema(pair: Pair, direction: Direction, where: string): void {
    if (!this.#isComparable(pair, 'schema')) return
    // An answer contains `{}` where a body has no schema.
    if (isVoid(own(pair.old, 'schema')) && isVoid(own(pair.now, 'schema'))) return
    compareSchemas(schemaOf(pair.old, pair.oldAt), schemaOf(pair.now, pair.nowAt), direction, where, this.changes)
  }
}

/** The pointers of scripts, except those of configurations. */
const COMPARED_SCRIPTS = [
  ['identifier', 'extractScript', 'script that extracts the identifier'],
  ['identifier', 'fallbackHandlerScript', 'fallback handler script'],
  ['sandbox', 'identifierExtractScript', 'script that extracts the identifier in the sandbox'],
  ['sandbox', 'messageExtractScript', 'script that extracts messages in the sandbox'],
] as const

/** Properties that answers of the API do not contain. */
const ONLY_IN_BODIES: ReadonlySet<string> = new Set(['icon', 'readme', 'code'])
/** Properties that the CLI never prints. */
const NOT_PRINTED: ReadonlySet<string> = new Set(['secrets', 'icon', 'readme', 'code'])
/** Properties that some versions of the CLI do not print. */
const NOT_ALWAYS_PRINTED: ReadonlySet<string> = new Set(['configuration', 'configurations', 'identifier'])

/** Whether a document has the property, or would have it if the integration had it. */
function knows({ form, value }: Definition, property: string, other: Definition): boolean {
  if (own(value, property) !== undefined) return true
  switch (form) {
    case 'update':
      return false
    case 'resource':
      return !ONLY_IN_BODIES.has(property)
    case 'create':
      // A create body contains everything that the integration has, unless the CLI has printed it.
      if (NOT_PRINTED.has(property)) return other.form === 'create' && !isPrintedByCli(value)
      return !(NOT_ALWAYS_PRINTED.has(property) && lacksConfiguration(value))
  }
}

function pairAt(pair: Pair, property: string): Pair {
  return {
    old: fieldsAt(pair.old, property),
    now: fieldsAt(pair.now, property),
    oldAt: pair.oldAt.child(property),
    nowAt: pair.nowAt.child(property),
  }
}

/** The pointers of a property in both definitions. */
function pairPointers(
  pair: Pair,
  property: string,
): { old: Pointer | undefined; new: Pointer | undefined; near: Pointer } {
  const at = (side: Fields, pointer: Pointer) => (Object.hasOwn(side, property) ? pointer.child(property) : undefined)
  return { old: at(pair.old, pair.oldAt), new: at(pair.now, pair.nowAt), near: pair.nowAt }
}

function schemaOf(holder: Fields, at: Pointer): { schema: Schema; pointer: Pointer } {
  const schema = own(holder, 'schema')
  if (!isSchema(schema)) return { schema: EMPTY_OBJECT_SCHEMA, pointer: at }
  const isEmpty = isFields(schema) && Object.keys(schema).length === 0
  // The value of a schema in a definition is always an object, whether or not the schema has `type`.
  return { schema: isEmpty ? { type: 'object' } : schema, pointer: at.child('schema') }
}

function isVoid(schema: unknown): boolean {
  return schema === undefined || (isFields(schema) && Object.keys(schema).length === 0)
}

/** The text of a script, without differences that have no effect. */
function scriptAt(holder: Fields, property: string): string {
  return (stringAt(holder, property) ?? '').replaceAll('\r\n', '\n').trim()
}

function secretsOf(value: Fields, at: Pointer): Map<string, Pointer> {
  const secrets = own(value, 'secrets')
  const pointer = at.child('secrets')
  if (Array.isArray(secrets)) {
    return new Map(secrets.flatMap((name, index) => (typeof name === 'string' ? [[name, pointer.child(index)]] : [])))
  }
  return new Map(isFields(secrets) ? Object.keys(secrets).map((name) => [name, pointer.child(name)]) : [])
}

/** The visibility of an integration; `public` is the older property. */
export function visibilityOf(value: Fields): { value: string; property: string } | undefined {
  const visibility = stringAt(value, 'visibility')
  if (visibility !== undefined) return { value: visibility, property: 'visibility' }
  const isPublic = own(value, 'public')
  return typeof isPublic === 'boolean' ? { value: isPublic ? 'public' : 'private', property: 'public' } : undefined
}

function settingText(value: unknown): string {
  return value === undefined || value === null ? 'absent' : quote(value)
}
