/** One fault as Ajv reports it (its `ErrorObject`; messages are switched off). */
export interface ValidationError {
  keyword: string
  /** RFC 6901 pointer into the checked value. */
  instancePath: string
  schemaPath: string
  /** Facts of the keyword, for instance `{ limit: 64 }` of `maxLength`. */
  params: Record<string, unknown>
  /** Set when the fault is in a property's name, not in its value. */
  propertyName?: string
}

/** True when the value is valid; else `errors` holds all faults until the next call. */
export interface Validator {
  (value: unknown): boolean
  errors?: ValidationError[] | null
}

/** The bare resource; JSON Schemas inside are only known to be objects. */
export const integration: Validator
/** The bare resource; JSON Schemas inside are only known to be objects. */
export const publicIntegration: Validator
/** `{ integrations, meta }` */
export const integrationList: Validator
/** JSON Schemas inside are only known to be objects. */
export const createBody: Validator
/** JSON Schemas inside are only known to be objects. */
export const updateBody: Validator
/** A JSON Schema of draft-07 with the extensions of the platform. Recursive: limit the depth before. */
export const embeddedSchema: Validator
/** Validates the output of `--format json`. */
export const report: Validator
/** A baseline file. */
export const baseline: Validator
/** A configuration file; which rules there are besides the tool's own, only the files in force know. */
export const config: Validator
