import type { Kind } from '../findings/types'
import type { SchemaFault, ValidationError } from './explain'
import { explainFaults } from './faults'
import { createBody, integration, integrationList, publicIntegration, updateBody } from './generated/validators'

/** A compiled validator: whether the value holds; when not, why, in `errors` until the next call. */
interface Validator {
  (value: unknown): boolean
  errors?: readonly ValidationError[] | null
}

// Each is loaded at its first use.
const VALIDATORS: Readonly<Record<Kind, () => Validator>> = {
  integration: () => integration,
  'public-integration': () => publicIntegration,
  'integration-list': () => integrationList,
  'create-body': () => createBody,
  'update-body': () => updateBody,
}

/** The faults of shape in a resource of the kind; none for a valid one. */
export function validateKind(kind: Kind, value: unknown): SchemaFault[] {
  const validator = VALIDATORS[kind]()
  // `bp integrations ls --json` prints the items alone.
  const bareList = kind === 'integration-list' && Array.isArray(value)
  const subject = bareList ? { integrations: value, meta: {} } : value
  if (validator(subject)) return []
  const faults = explainFaults(validator.errors ?? [], subject, kind)
  return bareList ? faults.map((fault) => ({ ...fault, path: fault.path.slice(1) })) : faults
}

/** Whether a value has the shape of the kind. Properties that the schemas do not know are allowed: the API grows. */
export function hasShape(kind: Kind, value: unknown): boolean {
  const validator = VALIDATORS[kind]()
  return validator(value) || (validator.errors ?? []).every(({ keyword }) => keyword === 'additionalProperties')
}
