import { fileURLToPath } from 'node:url'
import Ajv from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import addFormats from 'ajv-formats'
import { build } from 'esbuild'
import { EMBEDDED_SCHEMA_FILE, KIND_FILES, loadSchemas, withoutAnnotations } from './load.mjs'

const OUTPUT = new URL('../../src/schema/generated/', import.meta.url)

/** Exported function → kind whose schema it checks. */
const VALIDATORS = {
  integration: 'integration',
  publicIntegration: 'public-integration',
  integrationList: 'integration-list',
  createBody: 'create-body',
  updateBody: 'update-body',
}

/** The embedded definition under a name of its own, beside the stand-in that the kinds refer to. */
const EMBEDDED_ID = 'embedded-schema'

/**
 * Ajv's standalone code: one function for each kind, and `embeddedSchema` for the JSON Schemas inside.
 * In the former an embedded schema is any object. It is checked apart, so that its faults are named as such and so
 * that the validators of the kinds do not recurse: they hold against any depth of nesting.
 */
export function renderValidators() {
  const ajv = new Ajv({
    allErrors: true,
    // Our findings have words of their own.
    messages: false,
    allowUnionTypes: true,
    // Definitions leave the type to the place that refers to them, so that a fault is reported once.
    strictTypes: false,
    // A reference is one call of a shared function: a third of the code.
    inlineRefs: false,
    code: { source: true, esm: true },
  })
  addFormats.default(ajv, ['date-time'])

  const schemas = loadSchemas()
  for (const [file, schema] of schemas) {
    // What is left is compiled in strict mode, which refuses an unknown keyword: a slip of the pen fails the build.
    const bare = withoutAnnotations(schema)
    if (file !== EMBEDDED_SCHEMA_FILE) {
      ajv.addSchema(bare)
      continue
    }
    ajv.addSchema({ $id: schema.$id, type: 'object' })
    ajv.addSchema({ ...bare, $id: EMBEDDED_ID })
  }
  const ids = Object.entries(VALIDATORS).map(([name, kind]) => [name, schemas.get(KIND_FILES[kind]).$id])
  return standaloneCode.default(ajv, { ...Object.fromEntries(ids), embeddedSchema: EMBEDDED_ID })
}

/**
 * Writes src/schema/generated/validators.js: CommonJS that needs no other module. Bundling also drops the copies of
 * the schemas that Ajv leaves in its code.
 */
export async function buildValidators() {
  await build({
    stdin: { contents: renderValidators(), resolveDir: fileURLToPath(OUTPUT), sourcefile: 'standalone.js' },
    outfile: fileURLToPath(new URL('validators.js', OUTPUT)),
    bundle: true,
    platform: 'neutral',
    mainFields: ['main'],
    format: 'cjs',
    target: 'node20',
    minify: true,
  })
}
