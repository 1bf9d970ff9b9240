import type { Recognised } from '../document/kind'
import { KIND_FACTS } from '../document/kinds'
import { type Pointer, valueAt } from '../document/pointer'
import type { Document, LocateRequest } from '../document/types'
import { fieldsAt, isFields, stringAt } from '../document/values'
import type { SourceFinding } from '../engine/run-rules'
import type { Level, RelatedPlace, Severity } from '../findings/types'
import { changeMessage } from '../rules/changes/changes'
import type { Settings } from '../settings/types'
import { detectChanges, visibilityOf } from './definition'
import type { Definition, DetectedChange, Spot } from './types'
import { isLower, type VersionVerdict, versionVerdict } from './version'

/** One of the two documents. */
export interface ComparedDocument {
  document: Document
  definition: Definition
}

/** A change with its ranges in the documents. */
export interface LocatedChange extends DetectedChange {
  /** Undefined for something new. */
  oldPlace: RelatedPlace | undefined
  severity: Severity
}

export interface Comparison {
  /** The name of the integration. */
  name: string
  changes: readonly LocatedChange[]
  version: VersionVerdict
}

/** The definition in a document; undefined for a list, a script, or a value that is not an object. */
export function definitionOf(recognised: Recognised | undefined): Definition | undefined {
  if (recognised === undefined || recognised.kind === 'script' || !isFields(recognised.value)) return undefined
  const { form } = KIND_FACTS[recognised.kind]
  if (form === 'list') return undefined
  return { value: recognised.value, base: recognised.base, form }
}

/** The changes between two documents for which a rule is enabled, in the order of the definition's parts. */
export function changesBetween(old: ComparedDocument, now: ComparedDocument, settings: Settings): LocatedChange[] {
  const found = detectChanges(old.definition, now.definition)
  found.push(...secretsToSet(old.definition, now.definition))
  const reported = found.flatMap((change) => {
    const severity = severityOf(change, settings)
    return severity === undefined ? [] : [{ ...change, severity }]
  })
  const requests: LocateRequest[] = []
  for (const { old: spot } of reported) if (spot !== undefined) requests.push(nearestExisting(spot, old.document))
  const ranges = requests.length === 0 ? [] : old.document.locateAll(requests)
  let next = 0
  return reported.map((change) => {
    const range = change.old === undefined ? undefined : ranges[next++]
    const oldPlace =
      range === undefined ? undefined : { message: 'before', ...range, file: range.file ?? old.document.name }
    return { ...change, near: nearestExisting(change.near, now.document), oldPlace }
  })
}

/** A compatible change hurts nobody, so it is at most `info`. */
function severityOf({ rule, verdict }: DetectedChange, settings: Settings): Severity | undefined {
  const severity = settings.rules.get(rule)?.severity ?? 'off'
  if (severity === 'off') return undefined
  return verdict === 'compatible' ? 'info' : severity
}

/** The nearest existing place: a value that comes from a default has no place. */
function nearestExisting(spot: Spot, document: Document): Spot {
  let { pointer, target } = spot
  while (pointer.parent !== undefined && valueAt(document.value, pointer.toString()) === undefined) {
    pointer = pointer.parent
    target = 'key'
  }
  // Neither the root nor an item of a list has a key.
  const { parent } = pointer
  const holder = parent === undefined ? undefined : valueAt(document.value, parent.toString())
  return { pointer, target: isFields(holder) ? target : 'value' }
}

/** Converts changes to findings in the new document. */
export function changeFindings(changes: readonly LocatedChange[]): SourceFinding[] {
  return changes.map(({ rule, message, data, verdict, near, oldPlace, severity }) => ({
    rule,
    message,
    data: { ...data, verdict },
    pointer: near.pointer,
    target: near.target,
    atMost: severity,
    ...(oldPlace === undefined ? {} : { related: [oldPlace] }),
  }))
}

/** The version increment that the changes require, and the one that was made. */
export function compareVersions(changes: readonly DetectedChange[], old: Definition, now: Definition): VersionVerdict {
  return versionVerdict(changes, stringAt(old.value, 'version'), stringAt(now.value, 'version'))
}

export interface VersionOptions {
  settings: Settings
  /** Whether the old document was read from the platform, where it is deployed. */
  deployed: boolean
}

/** The findings on the version of the new document. An update body cannot change the version, so it gets none. */
export function versionFindings(
  changes: readonly DetectedChange[],
  verdict: VersionVerdict,
  old: Definition,
  now: Definition,
  { settings, deployed }: VersionOptions,
): SourceFinding[] {
  const { old: before, new: after, required, raised, sufficient } = verdict
  if (before === undefined || after === undefined) return []
  const at = { pointer: now.base.child('version'), target: 'value' as const }
  const countedChanges = changes.filter(({ level }) => level !== 'none').length
  const suggested = verdict.suggested ?? 'a higher one'
  if (isLower(before, after)) {
    const data = { old: before, now: after, suggested }
    const ruleMessage = deployed
      ? changeMessage('version-monotonic', 'behind', { old: before, now: after })
      : changeMessage('version-monotonic', 'lower', data)
    return [{ ...ruleMessage, ...at }]
  }
  if (raised === 'none' || before === after) {
    if (countedChanges === 0 || (isPrivate(old, now) && !concernsPrivate(settings))) return []
    const data = { version: after, changes: countedChanges, suggested }
    return [{ ...changeMessage('version-bumped', deployed ? 'deployed' : 'same', data), ...at }]
  }
  if (raised === undefined) return []
  const data = { old: before, now: after, required, suggested }
  if (!sufficient) {
    const breaking = changes.filter((change) => change.level === 'major').length
    return breaking > 0 && isBreakingLevel(before, required)
      ? [{ ...changeMessage('version-sufficient', 'breaking', { ...data, breaking }), ...at }]
      : [{ ...changeMessage('version-sufficient', 'adding', data), ...at, atMost: 'warning' }]
  }
  // A change that no definition shows, such as one of the code, may need a patch.
  const demanded: Level = required === 'none' ? 'patch' : required
  const isExcessive = ORDER.indexOf(raised) < ORDER.indexOf(demanded) && !/^0\.|-/.test(before)
  if (!isExcessive) return []
  const enough = versionVerdict([{ level: demanded }], before, before).suggested ?? before
  return [{ ...changeMessage('version-excessive', 'excessive', { ...data, suggested: enough }), ...at }]
}

const ORDER: readonly Level[] = ['major', 'minor', 'patch', 'none']

/** Whether an increment is that of a breaking change: a major version, or a minor one below 1.0.0. */
function isBreakingLevel(old: string, required: Level): boolean {
  return required === 'major' || (required === 'minor' && old.startsWith('0.'))
}

function isPrivate(old: Definition, now: Definition): boolean {
  return (visibilityOf(now.value) ?? visibilityOf(old.value))?.value === 'private'
}

function concernsPrivate(settings: Settings): boolean {
  const options = settings.rules.get('version-bumped')?.options
  return !isFields(options) || options.private !== false
}

/** A new major version starts without values for its secrets. */
function secretsToSet(old: Definition, now: Definition): DetectedChange[] {
  const before = stringAt(old.value, 'version')
  const after = stringAt(now.value, 'version')
  const major = (version: string | undefined) => Number(/^\d+/.exec(version ?? '')?.[0] ?? Number.NaN)
  if (after === undefined || !(major(after) > major(before))) return []
  const secrets = Array.isArray(now.value.secrets)
    ? now.value.secrets.filter((name) => typeof name === 'string')
    : Object.keys(fieldsAt(now.value, 'secrets'))
  if (secrets.length === 0) return []
  const pointer: Pointer = now.base.child('secrets')
  const spot: Spot = { pointer, target: 'value' }
  return [
    {
      ...changeMessage('secrets-set-anew', 'unset', { version: after, secrets }),
      verdict: 'compatible',
      level: 'none',
      old: undefined,
      new: spot,
      near: spot,
    },
  ]
}
