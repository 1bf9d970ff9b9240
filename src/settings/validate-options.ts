import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { formatPointer, type Pointer, parsePointer, valueAt } from '../document/pointer'
import { type Fields, fieldsAt, isFields, own } from '../document/values'
import { didYouMean, quote, suggestion } from '../findings/text'
import type { Rule } from '../rules/contract'
import { explainErrors, type ValidationError } from '../schema/explain'
import type { ReportProblem } from './problem'

/** Checks a rule's options against the JSON Schemas that the rule gives for them. */
export function validateOptions(rule: Rule, options: Fields, at: Pointer, report: ReportProblem): void {
  const schemas = rule.options?.schema ?? {}
  const names = Object.keys(schemas)
  if (names.length === 0) {
    report(at, `Rule ${quote(rule.id)} has no options.`)
    return
  }
  for (const name of Object.keys(options)) {
    const schema = own(schemas, name)
    if (schema === undefined) {
      const meant = suggestion(didYouMean(name, names))
      report(at.child(name), `Unknown option ${quote(name)} of rule ${quote(rule.id)}.${meant}`, 'key')
      continue
    }
    // The option's name belongs to the path, so that the messages can say it.
    const value: Fields = { [name]: options[name] }
    const root: Fields = { properties: { [name]: schema } }
    for (const fault of explainErrors(errorsOf(root, value), value, (path) => propertiesAt(root, path))) {
      report(at.child(...fault.path), fault.message, fault.target)
    }
  }
}

/** The interpreter's findings in the form that the compiled validators give theirs. */
function errorsOf(schema: Fields, value: unknown): ValidationError[] {
  const units = new Validator(schema as Schema, '7', false).validate(value).errors
  return units.flatMap((unit, index) => {
    // For each error the interpreter also names, first, the keywords that led to it.
    if (LEADING.has(unit.keyword)) return []
    if (unit.keyword !== 'additionalProperties') return [validationError(unit, schema)]
    const next = units[index + 1]
    return next?.keyword === 'false' ? unknownProperty(unit, next, schema) : []
  })
}

const LEADING: ReadonlySet<string> = new Set([
  'additionalItems',
  'allOf',
  'false',
  'items',
  'patternProperties',
  'properties',
  'propertyNames',
  '$ref',
])

/** None for a property that is declared: the interpreter takes one with a wrong value for unknown, too. */
function unknownProperty(unit: OutputUnit, refused: OutputUnit, schema: Fields): ValidationError[] {
  const name = keysOf(refused.instanceLocation).at(-1) ?? ''
  const parent = valueAt(schema, formatPointer(keysOf(unit.keywordLocation).slice(0, -1)))
  if (isFields(parent) && Object.hasOwn(fieldsAt(parent, 'properties'), name)) return []
  return [{ ...validationError(unit, schema), params: { additionalProperty: name } }]
}

function validationError(unit: OutputUnit, schema: Fields): ValidationError {
  const { keyword, instanceLocation, keywordLocation } = unit
  return {
    keyword,
    instancePath: formatPointer(keysOf(instanceLocation)),
    schemaPath: keywordLocation,
    params: paramsOf(unit, valueAt(schema, formatPointer(keysOf(keywordLocation)))),
  }
}

function paramsOf({ keyword, error }: OutputUnit, bound: unknown): Record<string, unknown> {
  switch (keyword) {
    case 'type':
      return { type: bound }
    case 'enum':
      return { allowedValues: bound }
    case 'const':
      return { allowedValue: bound }
    case 'format':
      return { format: bound }
    case 'pattern':
      return { pattern: bound }
    // The interpreter tells these in its message alone.
    case 'required':
      return { missingProperty: /"(.*)"/s.exec(error)?.[1] }
    case 'uniqueItems': {
      const [, j, i] = /(\d+) and (\d+)/.exec(error) ?? []
      return { j, i }
    }
    default:
      return { limit: bound, comparison: COMPARISONS.get(keyword) }
  }
}

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['minimum', '>='],
  ['maximum', '<='],
  ['exclusiveMinimum', '>'],
  ['exclusiveMaximum', '<'],
])

function keysOf(location: string): string[] {
  return parsePointer(decodeURI(location.slice(1)))
}

/** The properties that a schema names for a place of the value; combinators are not looked into. */
function propertiesAt(root: Fields, path: readonly string[]): string[] {
  let schema: Fields = root
  for (const key of path) {
    const { properties, items } = schema
    schema = isFields(properties) ? fieldsAt(properties, key) : isFields(items) ? items : {}
  }
  return Object.keys(fieldsAt(schema, 'properties'))
}
