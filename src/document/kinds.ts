import { KINDS, type Kind } from '../findings/types'

/** The facts about a kind of document. */
interface KindFacts {
  /** A sentence that describes such a document. */
  text: string
  /** The published JSON Schema is `schemas/NAME.schema.json`. */
  schema: string
  /** An answer of the API, a list of answers, or the body of a create or update request. */
  form: 'resource' | 'list' | 'create' | 'update'
  /** Properties that only documents of this form have. */
  marks: readonly string[]
}

const ANSWER_MARKS = [
  'id',
  'createdAt',
  'updatedAt',
  'verificationStatus',
  'lifecycleStatus',
  'signingSecret',
  'workspaceId',
]
const BODY_MARKS = ['code', 'icon', 'readme', 'layers', 'sdkVersion', 'extraOperations']

/** The kinds of document, with everything that distinguishes them. */
export const KIND_FACTS = {
  integration: {
    text: 'An integration as the API returns it.',
    schema: 'integration',
    form: 'resource',
    marks: ANSWER_MARKS,
  },
  'public-integration': {
    text: 'An integration as the hub returns it.',
    schema: 'public-integration',
    form: 'resource',
    marks: ['ownerWorkspace'],
  },
  'integration-list': {
    text: 'A list of integrations, as the API or `bp integrations list` returns it.',
    schema: 'integration-list',
    form: 'list',
    marks: ['integrations'],
  },
  'create-body': {
    text: 'The body of a request that creates an integration, as `bp read --json` prints it.',
    schema: 'create-integration',
    form: 'create',
    marks: BODY_MARKS,
  },
  'update-body': {
    text: 'The body of a request that updates an integration.',
    schema: 'update-integration',
    form: 'update',
    marks: BODY_MARKS,
  },
} as const satisfies Record<Kind, KindFacts>

const SCHEMA_FILES: ReadonlyMap<string, Kind> = new Map(
  KINDS.map((kind) => [`${KIND_FACTS[kind].schema}.schema.json`, kind]),
)

/** The kind whose published schema has this file name. */
export function kindOfSchema(fileName: string): Kind | undefined {
  return SCHEMA_FILES.get(fileName)
}
