import { MAX_FINDINGS, MAX_REPORT_LENGTH } from '../document/limits'
import { parsePointer, valueAt } from '../document/pointer'
import { counted, didYouMean, dotted, listed, quote, suggestion, typeName } from '../findings/text'
import type { ValidationError } from './generated/validators'

/** A fault that the schema layer found, in our words. */
export interface SchemaFault {
  /** `schema/` and the keyword in kebab-case. */
  rule: string
  message: string
  data: Record<string, unknown>
  /** Keys from the validated value to the place. */
  path: readonly string[]
  target: 'key' | 'value'
}

/**
 * Turns the validator's errors into faults: one for each cause, in plain words. Stops at one fault more than a report
 * may contain.
 *
 * @param propertiesAt the properties that are known at a place, for "did you mean"
 * @param around keys from the document to the value, so that messages name the whole path
 */
export function explainErrors(
  errors: readonly ValidationError[],
  value: unknown,
  propertiesAt: (path: readonly string[]) => readonly string[] = () => [],
  around: readonly string[] = [],
): SchemaFault[] {
  const faults: SchemaFault[] = []
  const seen = new Map<string, string[]>()
  let length = 0
  for (const error of rootCauses(errors)) {
    const fault = explain(error, value, propertiesAt, around)
    const { rule, path, target, data } = fault
    const place = error.instancePath
    // V8 hashes a string of more than 16,383 characters by its length alone, and long paths may be equally long, so an
    // identity has only the end of a path.
    const identity = JSON.stringify([place.slice(-PATH_END), rule, path.length, path.at(-1), target, data])
    const places = seen.get(identity)
    if (places?.includes(place)) continue
    if (places === undefined) seen.set(identity, [place])
    else places.push(place)
    faults.push(fault)
    for (const key of path) length += key.length + 1
    if (faults.length > MAX_FINDINGS || length > MAX_REPORT_LENGTH) break
  }
  return faults
}

/** The number of characters by which nearly all places differ. */
const PATH_END = 1000

const COMBINATORS: ReadonlySet<string> = new Set(['anyOf', 'oneOf'])

/** Keywords that Ajv reports in addition to the errors that make them fail. */
const ALWAYS_CONSEQUENCES: ReadonlySet<string> = new Set(['propertyNames', 'if'])

/**
 * The maximum number of comparisons that find which errors follow from others; only a hostile schema nests 500
 * combinators.
 */
const MAX_COMPARING = 2 ** 22

/**
 * Drops errors that follow from others: the combinator above a failed branch, `propertyNames` and `if` above the failed
 * keyword, and all branches of a combinator except the one that was probably meant.
 */
function rootCauses(errors: readonly ValidationError[]): ValidationError[] {
  const consequences = new Set<ValidationError>()
  let effort = MAX_COMPARING
  for (const [index, combinator] of errors.entries()) {
    if (ALWAYS_CONSEQUENCES.has(combinator.keyword)) consequences.add(combinator)
    const allFollow = combinator.keyword === 'contains'
    if (!allFollow && !COMBINATORS.has(combinator.keyword)) continue
    const below: ValidationError[] = []
    // The faults of the branches are at the combinator's place or below, and reported before it or right after it.
    for (const step of [-1, 1]) {
      for (let at = index + step; effort > 0; at += step) {
        const error = errors[at]
        if (error === undefined || !error.instancePath.startsWith(combinator.instancePath)) break
        effort -= 1 + combinator.instancePath.length / 64
        if (!consequences.has(error) && error.schemaPath.startsWith(`${combinator.schemaPath}/`)) below.push(error)
      }
      if (step === -1) below.reverse()
    }
    if (allFollow) for (const error of below) consequences.add(error)
    if (allFollow || below.length === 0) continue
    consequences.add(combinator)
    const kept = new Set(meantBranch(below, combinator))
    for (const error of below) if (!kept.has(error)) consequences.add(error)
  }
  return errors.filter((error) => !consequences.has(error))
}

/**
 * The branch that was probably meant: the one whose errors are deepest. A failed `const` or `type` at the top says "not
 * this branch"; a failed `enum` says it less clearly, since it may be a misspelling.
 */
function meantBranch(below: readonly ValidationError[], combinator: ValidationError): ValidationError[] {
  const branches = new Map<string, ValidationError[]>()
  for (const error of below) {
    const index = error.schemaPath.slice(combinator.schemaPath.length + 1).split('/', 1)[0] ?? ''
    const branch = branches.get(index)
    if (branch === undefined) branches.set(index, [error])
    else branch.push(error)
  }
  const score = (branch: readonly ValidationError[]) => {
    const top = branch.filter(({ instancePath }) => instancePath === combinator.instancePath)
    const isRejected = top.some(({ keyword }) => keyword === 'const' || keyword === 'type')
    const isOther = top.some(({ keyword }) => keyword === 'enum')
    const depth = branch.reduce((deepest, error) => Math.max(deepest, error.instancePath.length), 0)
    return (isRejected ? 0 : isOther ? 1_000_000 : 2_000_000) + depth
  }
  return [...branches.values()].sort((left, right) => score(right) - score(left))[0] ?? []
}

function explain(
  error: ValidationError,
  root: unknown,
  propertiesAt: (path: readonly string[]) => readonly string[],
  around: readonly string[],
): SchemaFault {
  const path = parsePointer(error.instancePath)
  const rule = `schema/${RULE_NAMES.get(error.keyword) ?? kebab(error.keyword)}`
  if (error.propertyName !== undefined) {
    const { message, data } = wording(
      error,
      error.propertyName,
      `Key ${subject([...around, ...path, error.propertyName])}`,
    )
    return { rule, message, data, path: [...path, error.propertyName], target: 'key' }
  }
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params.additionalProperty)
    const meant = didYouMean(name, propertiesAt(path))
    return {
      rule,
      message: `Unknown property ${quote(name)}${inside([...around, ...path])}.${suggestion(meant)}`,
      data: meant === undefined ? { property: name } : { property: name, suggestion: meant },
      path: [...path, name],
      target: 'key',
    }
  }
  const { message, data } = wording(
    error,
    valueAt(root, error.instancePath),
    subject([...around, ...path]),
    !holdsSecret(path),
  )
  return { rule, message, data, path, target: 'value' }
}

/** Whether the value at a path is a secret, which no message may quote. */
function holdsSecret(path: readonly string[]): boolean {
  return path.at(-1) === 'signingSecret' || (path.length === 2 && path[0] === 'secrets' && !/^\d+$/.test(path[1] ?? ''))
}

const RULE_NAMES: ReadonlyMap<string, string> = new Map([
  ['additionalProperties', 'unknown-property'],
  ['anyOf', 'alternatives'],
  ['oneOf', 'alternatives'],
  ['not', 'alternatives'],
  ['false schema', 'alternatives'],
])

function wording(
  error: ValidationError,
  value: unknown,
  what: string,
  quotable = true,
): { message: string; data: Record<string, unknown> } {
  const { params } = error
  switch (error.keyword) {
    case 'maxLength': {
      const length = codePoints(value)
      return {
        message: `${what} is ${counted(length, 'character')} long; at most ${params.limit} are allowed.`,
        data: { limit: params.limit, length },
      }
    }
    case 'minLength': {
      const length = codePoints(value)
      const found = length === 0 ? 'empty' : `${counted(length, 'character')} long`
      return {
        message: `${what} is ${found}; at least ${params.limit} ${params.limit === 1 ? 'is' : 'are'} required.`,
        data: { limit: params.limit, length },
      }
    }
    case 'type': {
      const expected = (Array.isArray(params.type) ? params.type : [params.type]).map(String)
      const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return {
        message: `${what} is ${typeName(value)}${scalar && quotable ? ` (${quote(value)})` : ''}; ${listed(expected.map(withArticle))} is required.`,
        data: { expected, found: jsonType(value) },
      }
    }
    case 'required':
      return {
        message: `${what} lacks the required property ${quote(params.missingProperty)}.`,
        data: { property: params.missingProperty },
      }
    case 'enum': {
      const allowed = Array.isArray(params.allowedValues) ? params.allowedValues : []
      const meant =
        typeof value === 'string'
          ? didYouMean(
              value,
              allowed.filter((item) => typeof item === 'string'),
            )
          : undefined
      return {
        message: `${what} is ${quote(value)}; allowed ${allowed.length === 1 ? 'is' : 'are'} ${listed(allowed.map(quote))}.${suggestion(meant)}`,
        data: { allowed, found: short(value), ...(meant === undefined ? {} : { suggestion: meant }) },
      }
    }
    case 'const':
      return {
        message: `${what} is ${quote(value)}; only ${quote(params.allowedValue)} is allowed.`,
        data: { allowed: [params.allowedValue], found: short(value) },
      }
    case 'format': {
      const format = String(params.format)
      return {
        message: `${what} is ${quote(value)}; ${STRING_FORMATS.get(format) ?? `the format ${format}`} is required.`,
        data: { format, found: short(value) },
      }
    }
    case 'pattern': {
      const pattern = String(params.pattern)
      const required = REQUIRED_BY_PATTERN.get(pattern)
      const must = `must match ${PATTERN_NAMES.get(pattern) ?? pattern}`
      return {
        message:
          error.propertyName === undefined
            ? `${what} is ${quote(value)}; ${required === undefined ? `it ${must}` : `${required} is required`}.`
            : `${what} ${must}.`,
        data: { pattern, found: short(value) },
      }
    }
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties': {
      const count = Array.isArray(value) ? value.length : Object.keys(value ?? {}).length
      const bound = error.keyword.startsWith('min') ? 'at least' : 'at most'
      const unit = error.keyword.endsWith('Items') ? 'item' : 'property'
      return {
        message: `${what} has ${counted(count, unit, unit === 'property' ? 'properties' : undefined)}; ${bound} ${params.limit} ${params.limit === 1 ? 'is' : 'are'} ${bound === 'at least' ? 'required' : 'allowed'}.`,
        data: { limit: params.limit, count },
      }
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        message: `${what} is ${quote(value)}; it must be ${params.comparison} ${params.limit}.`,
        data: { limit: params.limit, comparison: params.comparison, found: value },
      }
    case 'contains':
      return { message: `${what} lacks an item of the required form.`, data: {} }
    case 'uniqueItems': {
      const [first, second] = [Number(params.i), Number(params.j)].sort((left, right) => left - right)
      return { message: `${what} contains the same item twice, at ${first} and ${second}.`, data: { first, second } }
    }
    case 'not':
    case 'false schema':
    case 'anyOf':
    case 'oneOf':
      return { message: `${what} is ${quote(value)}, which matches none of the allowed alternatives.`, data: {} }
    default:
      return { message: `${what} breaks the constraint "${error.keyword}".`, data: { ...params } }
  }
}

const ROOT = 'The document'

/** The formats that the schemas use, in words. */
const STRING_FORMATS: ReadonlyMap<string, string> = new Map([
  ['date-time', 'an ISO 8601 date-time such as "2026-01-31T09:30:00Z"'],
  ['uri', 'an absolute URL'],
  ['regex', 'a regular expression'],
  ['date', 'a date such as "2026-12-31"'],
])

/** Descriptions of patterns for messages. */
const PATTERN_NAMES: ReadonlyMap<string, string> = new Map([
  ['^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$', 'SCREAMING_SNAKE case (^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$)'],
])

/** The patterns in the schemas of the tool's own files, and what they require. */
export const REQUIRED_BY_PATTERN: ReadonlyMap<string, string> = new Map([
  ['^(/([^~]|~[01])*)?$', 'a JSON Pointer such as "/actions/createTicket"'],
  ['^[0-9a-f]{32}$', 'a text of 32 hexadecimal digits'],
  ['\\S', 'a text that is not blank'],
  ['^(?!!(?!\\())', 'a pattern without "!"'],
])

function subject(path: readonly string[]): string {
  return path.length === 0 ? ROOT : dotted(path)
}

function inside(path: readonly string[]): string {
  return path.length === 0 ? '' : ` in ${subject(path)}`
}

function codePoints(value: unknown): number {
  let count = 0
  for (const _ of String(value)) count += 1
  return count
}

function withArticle(type: string): string {
  if (type === 'null') return 'null'
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}

function jsonType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

/** A value for a finding's data: strings are truncated, containers replaced by their type. */
function short(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value
  return typeof value === 'object' && value !== null ? jsonType(value) : value
}

function kebab(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
