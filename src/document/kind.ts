import type { Kind } from '../findings/types'
import { foreignFormat } from './format'
import { KIND_FACTS, kindOfSchema } from './kinds'
import { Pointer } from './pointer'
import { isRecord, type JsonRecord } from './record'
import type { Document } from './types'

/** The kind of a parsed file. */
export interface Recognition {
  kind: Kind
  /** The pointer of the resource in the file: `/integration` in an envelope, otherwise the root. */
  base: Pointer
  /** The value at `base`: the definition, or the list of definitions. */
  value: unknown
  /**
   * `certain`: the file is linted wherever it is found. `plausible`: it may be a definition, so it is linted if the
   * user names it, but not if it was found by a walk.
   */
  certainty: 'certain' | 'plausible'
  /** An integration list as the CLI prints it: the array of summaries without its envelope. */
  bareList?: true
}

/** The purposes for which the platform runs scripts. */
export type ScriptType =
  | 'linkTemplate'
  | 'extract'
  | 'fallbackHandler'
  | 'sandboxIdentifierExtract'
  | 'sandboxMessageExtract'

/** A script file. */
export interface RecognisedScript {
  kind: 'script'
  base: Pointer
  /** The script itself. */
  value: string
  certainty: 'certain'
  /** Undefined if the file's name does not determine it. */
  type: ScriptType | undefined
  /** As in a document: a sandbox has its own configuration. */
  configuration: string | undefined
}

export type Recognised = Recognition | RecognisedScript

type Unwrapped = Pick<Recognition, 'base' | 'value' | 'bareList'>

/** The score from which a document is certain; see `SECTIONS` and `MARKS`. */
const CERTAIN = 6

/** The score of a property that has the shape of a section and an unknown name. */
const MISSPELT_SECTION = 2

/** Sections that are recognised by their shape alone. */
const SHAPED_SECTIONS = ['actions', 'events', 'states', 'channels', 'configuration']

/** The score of a value that has several properties, all of them known. */
const ONLY_KNOWN = 2

/** The score of a name and a version beside a section, whatever the section contains. */
const NAMED_SECTIONS = 4

interface Section {
  /** The score if an entry (or the section itself) has a shape that only a definition has. */
  shaped: number
  /** The score if the section exists, whatever it contains. */
  present: number
  isShaped(section: unknown): boolean
}

const withSchema = (value: unknown) => isRecord(value) && isRecord(value.schema)
const withTags = (value: unknown) => isRecord(value) && (isRecord(value.tags) || isRecord(value.creation))

/** The sections of a definition. A section with the right shape is nearly decisive; a misspelt one costs little. */
const SECTIONS: Readonly<Record<string, Section>> = {
  actions: map((action) => isRecord(action) && (withSchema(action.input) || withSchema(action.output))),
  events: map(withSchema),
  states: map((state) => isRecord(state) && isRecord(state.schema) && typeof state.type === 'string'),
  channels: map(
    (channel) =>
      isRecord(channel) && (isRecord(channel.messages) || withTags(channel.message) || withTags(channel.conversation)),
  ),
  configurations: map(withSchema),
  entities: map(withSchema),
  interfaces: map(
    (one) =>
      isRecord(one) &&
      (startsWith(one.id, 'ifver_') || ['entities', 'actions', 'events', 'channels'].some((key) => isRecord(one[key]))),
  ),
  configuration: {
    shaped: 4,
    present: 1,
    isShaped: (one) => withSchema(one) || (isRecord(one) && isRecord(one.identifier)),
  },
  identifier: {
    shaped: 4,
    present: 1,
    isShaped: (one) => isRecord(one) && (has(one, 'extractScript') || has(one, 'fallbackHandlerScript')),
  },
  sandbox: {
    shaped: 4,
    present: 1,
    isShaped: (one) => isRecord(one) && (has(one, 'identifierExtractScript') || has(one, 'messageExtractScript')),
  },
  user: { shaped: 3, present: 0.5, isShaped: withTags },
  attributes: { shaped: 1.5, present: 0.5, isShaped: (one) => isRecord(one) && typeof one.category === 'string' },
  secrets: { shaped: 1, present: 0.5, isShaped: (one) => Array.isArray(one) || isRecord(one) },
}

interface Mark {
  points: number
  type: 'string' | 'boolean' | 'number' | 'object'
}

/** The scores of other properties of the right type. */
const MARKS: Readonly<Record<string, Mark>> = {
  name: { points: 1, type: 'string' },
  version: { points: 1, type: 'string' },
  title: { points: 0.5, type: 'string' },
  description: { points: 0.5, type: 'string' },
  createdAt: { points: 1, type: 'string' },
  updatedAt: { points: 1, type: 'string' },
  verificationStatus: { points: 2, type: 'string' },
  lifecycleStatus: { points: 2, type: 'string' },
  ownerWorkspace: { points: 2, type: 'object' },
  iconUrl: { points: 1, type: 'string' },
  readmeUrl: { points: 2, type: 'string' },
  visibility: { points: 0.5, type: 'string' },
  sdkVersion: { points: 1, type: 'string' },
  maxExecutionTime: { points: 1, type: 'number' },
  extraOperations: { points: 1, type: 'object' },
  layers: { points: 0, type: 'object' },
  id: { points: 0, type: 'string' },
  code: { points: 0, type: 'string' },
  icon: { points: 0, type: 'string' },
  readme: { points: 0, type: 'string' },
  url: { points: 0, type: 'string' },
  dev: { points: 0, type: 'boolean' },
  public: { points: 0, type: 'boolean' },
}

/** The parts of a document that determine its kind. */
type Recognisable = Pick<Document, 'value' | 'recovered'>

/**
 * The kind of a document: the given kind, otherwise the recognised one; undefined if it does not look like a
 * definition. For a text with syntax errors, the recovered value suffices. Looks at three levels at most.
 */
export function recognise(document: Recognisable, as: Kind): Recognition
export function recognise(document: Recognisable, as?: Kind): Recognition | undefined
export function recognise({ value: parsed, recovered }: Recognisable, as?: Kind): Recognition | undefined {
  const value = parsed === undefined ? recovered : parsed
  return as === undefined ? detect(value) : declared(as, value)
}

function detect(value: unknown): Recognition | undefined {
  if (Array.isArray(value)) return detectBareList(value)
  if (!isRecord(value)) return undefined
  const kind = declaredKind(value)
  if (kind !== undefined) return declared(kind, value)
  if (foreignFormat(value) !== undefined) return undefined
  return detectList(value) ?? detectEnvelope(value) ?? detectBare(value)
}

function declared(kind: Kind, value: unknown): Recognition {
  return { kind, ...unwrapAs(kind, value), certainty: 'certain' }
}

/** The pointer of the resource of a given kind in a value. */
function unwrapAs(kind: Kind, value: unknown): Unwrapped {
  const root = { base: Pointer.root, value }
  const { form } = KIND_FACTS[kind]
  if (form === 'list') return Array.isArray(value) ? { ...root, bareList: true } : root
  // Answers of the API have an envelope; a body does not, and is refused in one.
  const wrapped =
    form === 'resource' && isRecord(value) && has(value, 'integration') && !has(value, 'name') && !has(value, 'version')
  return wrapped ? { base: Pointer.root.child('integration'), value: value.integration } : root
}

function declaredKind(value: JsonRecord): Kind | undefined {
  const schema = value.$schema
  if (typeof schema !== 'string') return undefined
  const file = schema.slice(schema.lastIndexOf('/') + 1).replace(/[#?].*$/s, '')
  return kindOfSchema(file)
}

function detectBareList(items: readonly unknown[]): Recognition | undefined {
  const list = { kind: 'integration-list', base: Pointer.root, value: items, bareList: true } as const
  const summaries = items.filter(isSummary).length
  return summaries * 2 > items.length ? { ...list, certainty: 'certain' } : undefined
}

function detectList(value: JsonRecord): Recognition | undefined {
  const items = value.integrations
  if (!Array.isArray(items)) return undefined
  const list = { kind: 'integration-list', base: Pointer.root, value } as const
  if (items.some(isSummary)) return { ...list, certainty: 'certain' }
  const keys = Object.keys(value).filter((key) => key !== '$schema')
  if (!keys.every((key) => key === 'integrations' || key === 'meta')) return undefined
  if (items.length > 0) return { ...list, certainty: 'plausible' }
  // An empty list without the other properties of an answer contains nothing to check.
  return keys.length === 2 ? { ...list, certainty: 'certain' } : undefined
}

function isSummary(item: unknown): boolean {
  if (!isRecord(item)) return false
  if (hasIntegrationId(item)) return true
  const keys = [
    'id',
    'name',
    'version',
    'createdAt',
    'updatedAt',
    'title',
    'iconUrl',
    'visibility',
    'verificationStatus',
  ]
  return keys.filter((key) => has(item, key)).length >= 5
}

function detectEnvelope(value: JsonRecord): Recognition | undefined {
  if (!has(value, 'integration')) return undefined
  const inner = value.integration
  const envelope = { base: Pointer.root.child('integration'), value: inner }
  const kind = isRecord(inner) && isPublic(inner) ? 'public-integration' : 'integration'
  if (isRecord(inner) && isCertainlyIntegration(inner)) return { kind, ...envelope, certainty: 'certain' }
  const alone = Object.keys(value).every((key) => key === 'integration' || key === '$schema')
  return alone ? { kind, ...envelope, certainty: 'plausible' } : undefined
}

function detectBare(value: JsonRecord): Recognition | undefined {
  const certain = isCertainlyIntegration(value)
  if (!certain && !isPlausible(value)) return undefined
  return { kind: kindOf(value), base: Pointer.root, value, certainty: certain ? 'certain' : 'plausible' }
}

/**
 * All marks count: a body with properties copied from an answer is still a body, and `read-only-in-body` reports them.
 */
function kindOf(value: JsonRecord): Kind {
  const isNamed = has(value, 'name') || has(value, 'version')
  const answer = weightOfAnswer(value)
  const body = weightOfBody(value)
  // Every answer has an id; without one, the properties of bodies decide.
  if (has(value, 'id') ? answer > body : answer > 1 && body === 0)
    return isPublic(value) ? 'public-integration' : 'integration'
  // An update cannot contain the name and the version. A create body that lacks one of them still has the other.
  return isNamed ? 'create-body' : 'update-body'
}

function weightOfAnswer(value: JsonRecord): number {
  const marks = KIND_FACTS.integration.marks.filter((key) => has(value, key)).length
  // An id of another form does not count.
  return marks + Number(hasIntegrationId(value)) + Number(isPublic(value)) + Number(Array.isArray(value.secrets))
}

function weightOfBody(value: JsonRecord): number {
  const marks =
    KIND_FACTS['create-body'].marks.filter((key) => has(value, key)).length + Number(isRecord(value.secrets))
  // Every answer has both dates; a document with sections and without dates was written by hand, or printed by `bp
  // read`.
  const hasSections = SHAPED_SECTIONS.some((key) => has(value, key))
  return marks + (hasSections && !has(value, 'createdAt') && !has(value, 'updatedAt') ? UNDATED : 0)
}

/** The score of an API id, an owner and one more mark: copied properties. */
const UNDATED = 4

function isPublic(value: JsonRecord): boolean {
  if (has(value, 'ownerWorkspace')) return true
  const { meta } = value
  return isRecord(meta) && (has(meta, 'installs') || has(meta, 'views'))
}

function hasIntegrationId(value: JsonRecord): boolean {
  return startsWith(value.id, 'intver_') || startsWith(value.id, 'devint_')
}

/** Whether a value is certainly an integration. */
function isCertainlyIntegration(value: JsonRecord): boolean {
  let score = hasIntegrationId(value) ? CERTAIN : 0
  if (hasNamedSections(value)) score += NAMED_SECTIONS
  // Scores are never negative, so the sum usually reaches the limit early.
  for (const key in value) {
    if (score >= CERTAIN) return true
    if (Object.hasOwn(MARKS, key)) {
      const mark = MARKS[key]
      if (mark !== undefined && typeof value[key] === mark.type) score += mark.points
    } else if (Object.hasOwn(SECTIONS, key)) {
      const section = SECTIONS[key]
      if (section !== undefined) score += section.isShaped(value[key]) ? section.shaped : section.present
    }
  }
  if (score < CERTAIN && hasOnlyKnownProperties(value)) score += ONLY_KNOWN
  if (score < CERTAIN && hasMisspeltSection(value)) score += MISSPELT_SECTION
  return score >= CERTAIN
}

/** Whether this is a definition that was just begun, or lost its inner parts. */
function hasNamedSections(value: JsonRecord): boolean {
  if (typeof value.name !== 'string' || typeof value.version !== 'string') return false
  return ['actions', 'events', 'channels', 'states', 'configurations'].some((key) => isRecord(value[key]))
}

/** Names, versions and dates are common; at least one property must be specific to definitions. */
function hasOnlyKnownProperties(value: JsonRecord): boolean {
  const keys = Object.keys(value).filter((key) => key !== '$schema')
  const own = keys.some((key) => Object.hasOwn(SECTIONS, key) || (markOf(key)?.points ?? 0) >= 2)
  return own && keys.length > 1 && keys.every(isKnown)
}

/** Whether a property is a section except for its name. */
function hasMisspeltSection(value: JsonRecord): boolean {
  return Object.entries(value).some(
    ([key, section]) => !isKnown(key) && SHAPED_SECTIONS.some((name) => SECTIONS[name]?.isShaped(section)),
  )
}

function isKnown(key: string): boolean {
  return Object.hasOwn(MARKS, key) || Object.hasOwn(SECTIONS, key)
}

function markOf(key: string): Mark | undefined {
  return Object.hasOwn(MARKS, key) ? MARKS[key] : undefined
}

/**
 * Whether the value has a name and a version among mostly known properties, or only known ones, most of them of the
 * right type.
 */
function isPlausible(value: JsonRecord): boolean {
  const keys = Object.keys(value).filter((key) => key !== '$schema')
  const known = keys.filter(isKnown)
  const named = typeof value.name === 'string' && typeof value.version === 'string'
  if (named && known.length * 2 >= keys.length) return true
  const right = known.filter((key) => {
    const type = markOf(key)?.type
    if (type !== undefined) return value[key] === null || typeof value[key] === type
    return isRecord(value[key]) || value[key] === null || (key === 'secrets' && Array.isArray(value[key]))
  })
  return known.length === keys.length && right.length * 2 > keys.length
}

function map(isEntry: (entry: unknown) => boolean): Section {
  return { shaped: 4, present: 1, isShaped: (section) => isRecord(section) && Object.values(section).some(isEntry) }
}

function has(value: JsonRecord, key: string): boolean {
  return Object.hasOwn(value, key)
}

function startsWith(value: unknown, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix)
}
