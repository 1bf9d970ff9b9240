import type { Kind } from '../findings/types'
import { foreignFormat } from './format'
import { KIND_FACTS, kindOfSchema } from './kinds'
import { Pointer } from './pointer'
import { isRecord, type JsonRecord } from './record'
import type { Document } from './types'

/** What a parsed file was recognised as. */
export interface Recognition {
  kind: Kind
  /** Where in the file the resource stands: `/integration` in an envelope, else the root. */
  base: Pointer
  /** The resource at `base`. */
  value: unknown
  /**
   * `certain`: linted wherever it is found. `plausible`: it could be one, which is enough for a file that is
   * named outright, but not for one that was only found by walking.
   */
  certainty: 'certain' | 'plausible'
  /** An integration list as the CLI prints it: the array of summaries without its envelope. */
  bareList?: true
}

/** What the platform runs a script for. */
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
  /** Undefined where the file's name does not say it. */
  type: ScriptType | undefined
  /** As in a document: a sandbox has a configuration of its own. */
  configuration: string | undefined
}

export type Recognised = Recognition | RecognisedScript

type Unwrapped = Pick<Recognition, 'base' | 'value' | 'bareList'>

/** Points from which a document is certain; see `SECTIONS` and `MARKS`. */
const CERTAIN = 6

/** Points for what has the shape of a section under a name that no section has. */
const MISSPELT_SECTION = 2

/** Sections that are known by their shape alone. */
const SHAPED_SECTIONS = ['actions', 'events', 'states', 'channels', 'configuration']

/** Points when a value has several properties and all of them are of a definition. */
const ONLY_KNOWN = 2

/** Points when a name and a version stand beside a section, however little is in the section. */
const NAMED_SECTIONS = 4

interface Section {
  /** Points when an entry (or the section itself) has the shape that only a definition has. */
  shaped: number
  /** Points when the section is there, whatever is in it. */
  present: number
  isShaped(section: unknown): boolean
}

const withSchema = (value: unknown) => isRecord(value) && isRecord(value.schema)
const withTags = (value: unknown) => isRecord(value) && (isRecord(value.tags) || isRecord(value.creation))

/** The sections of a definition: one with the right shape nearly decides, a misspelt one costs little. */
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

/** Points of the other properties, when they have the right type. */
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

/** Of a document, what says what it is. */
type Recognisable = Pick<Document, 'value' | 'recovered'>

/**
 * What a document is: the kind that is given, else what its value looks like; undefined when it does not look like a
 * definition. Of a broken text, what could be recovered is enough. Looks at three levels at most.
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

/** Where the resource of a kind stands in a value. */
function unwrapAs(kind: Kind, value: unknown): Unwrapped {
  const root = { base: Pointer.root, value }
  const { form } = KIND_FACTS[kind]
  if (form === 'list') return Array.isArray(value) ? { ...root, bareList: true } : root
  // Answers of the API stand in an envelope; a body is sent as it is, and refused in one.
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
  // An empty list without the rest of the answer is nothing that could be checked.
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
  if (isRecord(inner) && isCertain(inner)) return { kind, ...envelope, certainty: 'certain' }
  const alone = Object.keys(value).every((key) => key === 'integration' || key === '$schema')
  return alone ? { kind, ...envelope, certainty: 'plausible' } : undefined
}

function detectBare(value: JsonRecord): Recognition | undefined {
  const certain = isCertain(value)
  if (!certain && !isPlausible(value)) return undefined
  return { kind: kindOf(value), base: Pointer.root, value, certainty: certain ? 'certain' : 'plausible' }
}

/**
 * All marks are weighed: what was copied from an answer into a body does not make an answer of it, and `read-only-in-body`
 * reports it there.
 */
function kindOf(value: JsonRecord): Kind {
  const isNamed = has(value, 'name') || has(value, 'version')
  const answer = weightOfAnswer(value)
  const body = weightOfBody(value)
  // Every answer has an id: without it, what is a body's own decides.
  if (has(value, 'id') ? answer > body : answer > 1 && body === 0)
    return isPublic(value) ? 'public-integration' : 'integration'
  // The name and the version cannot be updated; a definition that has lost one of them still has the other.
  return isNamed ? 'create-body' : 'update-body'
}

function weightOfAnswer(value: JsonRecord): number {
  const marks = KIND_FACTS.integration.marks.filter((key) => has(value, key)).length
  // A foreign id may be anybody's.
  return marks + Number(hasIntegrationId(value)) + Number(isPublic(value)) + Number(Array.isArray(value.secrets))
}

function weightOfBody(value: JsonRecord): number {
  const marks =
    KIND_FACTS['create-body'].marks.filter((key) => has(value, key)).length + Number(isRecord(value.secrets))
  // Every answer has both dates; a document with sections and without them was written, or printed by `bp read`.
  const hasSections = SHAPED_SECTIONS.some((key) => has(value, key))
  return marks + (hasSections && !has(value, 'createdAt') && !has(value, 'updatedAt') ? UNDATED : 0)
}

/** As much as an id of the API, an owner and one more mark: those were copied. */
const UNDATED = 4

function isPublic(value: JsonRecord): boolean {
  if (has(value, 'ownerWorkspace')) return true
  const { meta } = value
  return isRecord(meta) && (has(meta, 'installs') || has(meta, 'views'))
}

function hasIntegrationId(value: JsonRecord): boolean {
  return startsWith(value.id, 'intver_') || startsWith(value.id, 'devint_')
}

/** Whether a value looks so much like an integration that it is beyond doubt. */
function isCertain(value: JsonRecord): boolean {
  let score = hasIntegrationId(value) ? CERTAIN : 0
  if (hasNamedSections(value)) score += NAMED_SECTIONS
  // No points are negative: there are mostly enough of them long before all is looked at.
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

/** A definition that has just been begun, or lost its inner parts. */
function hasNamedSections(value: JsonRecord): boolean {
  if (typeof value.name !== 'string' || typeof value.version !== 'string') return false
  return ['actions', 'events', 'channels', 'states', 'configurations'].some((key) => isRecord(value[key]))
}

/** Names, versions and dates alone are everybody's: one property must be a definition's own. */
function hasOnlyKnownProperties(value: JsonRecord): boolean {
  const keys = Object.keys(value).filter((key) => key !== '$schema')
  const own = keys.some((key) => Object.hasOwn(SECTIONS, key) || (markOf(key)?.points ?? 0) >= 2)
  return own && keys.length > 1 && keys.every(isKnown)
}

/** A section in all but its name. */
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

/** A name and a version among mostly known properties, or nothing but known ones, most of them of the right type. */
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
