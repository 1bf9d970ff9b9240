import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Validator as Interpreter, type Schema } from '@cfworker/json-schema'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { KINDS, type Kind } from '../../src/findings/types'
import * as compiled from '../../src/schema/generated/validators'

/** What a case is judged by: the schema of a kind, or the definition of the JSON Schemas inside. */
export type Subject = Kind | 'json-schema'

export const SUBJECTS: readonly Subject[] = [...KINDS, 'json-schema']

/** Relative to schemas/. */
export const FILES = {
  integration: 'integration.schema.json',
  'public-integration': 'public-integration.schema.json',
  'integration-list': 'integration-list.schema.json',
  'create-body': 'create-integration.schema.json',
  'update-body': 'update-integration.schema.json',
  'json-schema': 'definitions/json-schema.schema.json',
} as const satisfies Record<Subject, string>

// Not beside this file: the fuzzer bundles it.
const FOLDER = resolve('schemas')

export type SchemaFile = Schema & { $id: string }

function isSchemaFile(value: unknown): value is SchemaFile {
  return typeof value === 'object' && value !== null && '$id' in value && typeof value.$id === 'string'
}

export function readSchema(file: string): SchemaFile {
  const schema: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))
  if (!isSchemaFile(schema)) throw new Error(`schemas/${file} has no $id`)
  return schema
}

/** The schemas of the kinds and all definitions, newly read, by their path in schemas/. */
export function readSchemas(): Map<string, SchemaFile> {
  const definitions = readdirSync(join(FOLDER, 'definitions')).map((name) => `definitions/${name}`)
  const files = new Set<string>([...Object.values(FILES), ...definitions])
  return new Map([...files].map((file) => [file, readSchema(file)]))
}

export type Judge = (subject: Subject, document: unknown) => boolean

/** Ajv as anyone would use it with the published files. */
export function plainAjv(): Judge {
  const ajv = new Ajv({ strict: false })
  addFormats(ajv)
  const schemas = readSchemas()
  for (const schema of schemas.values()) ajv.addSchema(schema)
  return (subject, document) => ajv.validate(schemas.get(FILES[subject])?.$id ?? '', document) === true
}

/** An interpreter of JSON Schema that shares no code with Ajv. Changes to `schemas` change its judgement. */
export function interpreter(schemas: ReadonlyMap<string, SchemaFile>): Judge {
  const judges = new Map(
    SUBJECTS.map((subject) => {
      const root = schemas.get(FILES[subject])
      if (root === undefined) throw new Error(`no schema for ${subject}`)
      const judge = new Interpreter(root, '7')
      for (const schema of schemas.values()) if (schema !== root) judge.addSchema(schema)
      return [subject, judge]
    }),
  )
  return (subject, document) => judges.get(subject)?.validate(document).valid === true
}

const COMPILED = {
  integration: compiled.integration,
  'public-integration': compiled.publicIntegration,
  'integration-list': compiled.integrationList,
  'create-body': compiled.createBody,
  'update-body': compiled.updateBody,
  'json-schema': compiled.embeddedSchema,
} as const satisfies Record<Subject, compiled.Validator>

/** The validators that ship. */
export const shipped: Judge = (subject, document) => COMPILED[subject](document)
