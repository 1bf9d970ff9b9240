import { isFields } from '../document/values'
import type { Kind } from '../findings/types'
import type { SchemaFault } from './explain'
import type { ValidationError, Validator } from './generated/validators'
import * as compiled from './generated/validators'

// Each is loaded at its first use.
const VALIDATORS: Readonly<Record<Kind, () => Validator>> = {
  integration: () => compiled.integration,
  'public-integration': () => compiled.publicIntegration,
  'integration-list': () => compiled.integrationList,
  'create-body': () => compiled.createBody,
  'update-body': () => compiled.updateBody,
}

/**
 * The faults in the shape of a resource of the kind; empty for a valid one. A bare list, as `bp integrations ls --json`
 * prints it, is validated in the envelope that it lacks.
 */
export function validateKind(kind: Kind, value: unknown, bareList = false): SchemaFault[] {
  const subject = bareList ? { integrations: value, meta: {} } : value
  const validator = VALIDATORS[kind]()
  if (validator(subject)) return []
  const faults = explainFaults(validator.errors ?? [], subject, kind)
  return bareList ? faults.map((fault) => ({ ...fault, path: fault.path.slice(1) })) : faults
}

/**
 * The errors of a validator as faults in plain words; see `explainErrors`. Its code is loaded with the first fault, since
 * most runs have none.
 *
 * @param known for "did you mean": the kind of the whole value, or a function that returns the known properties at a path
 * @param around keys from the document to the value, so that messages name the whole path
 */
export function explainFaults(
  errors: readonly ValidationError[],
  value: unknown,
  known: Kind | ((path: readonly string[]) => readonly string[]) = () => [],
  around: readonly string[] = [],
): SchemaFault[] {
  const { explainErrors } = require('./explain') as typeof import('./explain')
  if (typeof known === 'function') return explainErrors(errors, value, known, around)
  const { propertiesAt } = require('./property-names') as typeof import('./property-names')
  return explainErrors(errors, value, (path) => propertiesAt(known, path), around)
}

/** The limit of `schemas/definitions/script.schema.json`. */
const MAX_SCRIPT_CHARACTERS = 2000

/** The faults of a script file. */
export function validateScript(source: string): SchemaFault[] {
  if (source.length <= MAX_SCRIPT_CHARACTERS) return []
  const length = [...source].length
  if (length <= MAX_SCRIPT_CHARACTERS) return []
  return [
    {
      rule: 'schema/max-length',
      message: `The script is ${length} characters long; at most ${MAX_SCRIPT_CHARACTERS} are allowed.`,
      data: { limit: MAX_SCRIPT_CHARACTERS, length },
      path: [],
      target: 'value',
    },
  ]
}

/** The unknown properties in the envelope of an answer. */
export function envelopeFaults(document: unknown): SchemaFault[] {
  if (!isFields(document)) return []
  const errors = Object.keys(document)
    .filter((key) => key !== 'integration' && key !== '$schema')
    .map((additionalProperty) => ({
      keyword: 'additionalProperties',
      instancePath: '',
      schemaPath: '#/additionalProperties',
      params: { additionalProperty },
    }))
  return errors.length === 0 ? [] : explainFaults(errors, document)
}

/**
 * Whether the published schema of the kind accepts a value, the JSON Schemas inside included. Properties that the
 * schemas do not know are allowed: the API grows.
 */
export function hasShape(kind: Kind, value: unknown): boolean {
  return hasOuterShape(kind, value) && embeddedSchemasOf(value).every(isEmbeddedSchema)
}

function hasOuterShape(kind: Kind, value: unknown): boolean {
  const validator = VALIDATORS[kind]()
  return validator(value) || (validator.errors ?? []).every(({ keyword }) => keyword === 'additionalProperties')
}

function isEmbeddedSchema(value: unknown): boolean {
  try {
    return compiled.embeddedSchema(value)
  } catch (error) {
    // The validator is recursive, and a value that was not parsed may have any depth.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The places of JSON Schemas in a definition; `*` is every key. */
const EMBEDDED_PLACES = [
  ['configuration', 'schema'],
  ['configurations', '*', 'schema'],
  ['actions', '*', 'input', 'schema'],
  ['actions', '*', 'output', 'schema'],
  ['events', '*', 'schema'],
  ['states', '*', 'schema'],
  ['entities', '*', 'schema'],
  ['channels', '*', 'messages', '*', 'schema'],
] as const

function embeddedSchemasOf(resource: unknown): unknown[] {
  return EMBEDDED_PLACES.flatMap((place) =>
    place
      .reduce<unknown[]>(
        (holders, key) => {
          return holders.filter(isFields).flatMap((holder) => {
            if (key === '*') return Object.values(holder)
            return Object.hasOwn(holder, key) ? [holder[key]] : []
          })
        },
        [resource],
      )
      // If it is not an object, the schema around it already refused it.
      .filter(isFields),
  )
}
