import type { Kind } from '../findings/types'
import type { SchemaFault, ValidationError } from './explain'

/**
 * What is wrong, in our words; see `explainErrors`. The words are loaded with the first fault: most runs have none.
 *
 * @param kind the kind of the whole value, where it has one: "did you mean" knows the properties of kinds
 */
export function explainFaults(errors: readonly ValidationError[], value: unknown, kind?: Kind): SchemaFault[] {
  const { explainErrors } = require('./explain') as typeof import('./explain')
  if (kind === undefined) return explainErrors(errors, value)
  const { propertiesAt } = require('./property-names') as typeof import('./property-names')
  return explainErrors(errors, value, (path) => propertiesAt(kind, path))
}
