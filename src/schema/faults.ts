import type { Kind } from '../findings/types'
import type { SchemaFault } from './explain'
import type { ValidationError } from './generated/validators'

/**
 * The faults in plain words; see `explainErrors`. That code is loaded with the first fault, since most runs have none.
 *
 * @param known for "did you mean": the kind of the whole value, or the properties that are known at a place
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
