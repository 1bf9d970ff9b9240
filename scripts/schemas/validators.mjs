import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv, { _ } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import addFormats from 'ajv-formats'
import { build } from 'esbuild'
import { EMBEDDED_SCHEMA_FILE, KIND_FILES, loadOwnSchema, loadSchemas, OWN_FILES, withoutAnnotations } from './load.mjs'
import { isObject } from './references.mjs'
import { shareEqualParts } from './share.mjs'

const OUTPUT = new URL('../../src/schema/generated/', import.meta.url)

/**
 * Ajv compares all pairs of items unless the schema declares them as scalars; a hostile list would take minutes. This
 * keyword looks at each item once. It compares only strings, since our schemas use it for nothing else.
 */
const UNIQUE_STRINGS = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must NOT have duplicate items', params: ({ params: { i, j } }) => _`{ i: ${i}, j: ${j} }` },
  code(cxt) {
    const { gen, data } = cxt
    const seen = gen.const('seen', _`new Map()`)
    const i = gen.let('i', _`${data}.length`)
    const j = gen.let('j')
    gen.for(_`; ${i}--; `, () => {
      const item = gen.const('item', _`${data}[${i}]`)
      gen.if(_`typeof ${item} == "string"`, () => {
        gen.assign(j, _`${seen}.get(${item})`)
        gen.if(_`${j} !== undefined`, () => {
          cxt.setParams({ i, j })
          cxt.error()
          gen.break()
        })
        gen.code(_`${seen}.set(${item}, ${i})`)
      })
    })
  },
}

/** Exported function → the kind that it validates. */
const VALIDATORS = {
  integration: 'integration',
  publicIntegration: 'public-integration',
  integrationList: 'integration-list',
  createBody: 'create-body',
  updateBody: 'update-body',
}

const EMBEDDED_ID = 'embedded-schema'

/**
 * Ajv's standalone code: one function for each kind, `embeddedSchema` for the JSON Schemas inside, and one for each of
 * the tool's own files.
 * The validators of the kinds accept any object as an embedded schema. Embedded schemas are validated separately, so that
 * their faults are reported as such, and so that the validators of the kinds do not recurse, whatever the depth of nesting.
 */
function renderValidators() {
  const { ajv, exported, embedded } = prepare()
  ajv.addSchema({ ...embedded, $id: EMBEDDED_ID })
  const own = Object.fromEntries(OWN_FILES.map((name) => [name, name]))
  for (const name of OWN_FILES) {
    ajv.addSchema({ ...withInlinedBranches(withoutAnnotations(loadOwnSchema(name))), $id: name })
  }
  return adapted(standaloneCode.default(ajv, { ...exported, embeddedSchema: EMBEDDED_ID, ...own }))
}

const ALTERNATIVES = ['anyOf', 'oneOf']

/**
 * The same schema, with references in branches of `anyOf` and `oneOf` inlined. The schema path of an error then shows its
 * branch, which `src/schema/explain.ts` needs.
 */
function withInlinedBranches(schema, root = schema, inBranch = false) {
  if (Array.isArray(schema)) return schema.map((item) => withInlinedBranches(item, root, inBranch))
  if (!isObject(schema)) return schema
  if (inBranch && typeof schema.$ref === 'string') {
    const name = schema.$ref.slice('#/definitions/'.length)
    return withInlinedBranches(root.definitions[name], root, true)
  }
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      withInlinedBranches(value, root, inBranch || ALTERNATIVES.includes(keyword)),
    ]),
  )
}

function prepare() {
  const ajv = new Ajv({
    allErrors: true,
    // Findings have their own messages.
    messages: false,
    allowUnionTypes: true,
    strictTuples: false,
    // The type is declared where a definition is referred to, not in the definition, so that a fault is reported once.
    strictTypes: false,
    // A reference becomes the call of a shared function.
    inlineRefs: false,
    code: { source: true, esm: true },
  })
  addFormats.default(ajv, ['date', 'date-time', 'regex'])
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword(UNIQUE_STRINGS)

  // The compiler gets no annotations, so in strict mode a misspelt keyword fails the build.
  const embedded = withoutAnnotations(loadSchemas().get(EMBEDDED_SCHEMA_FILE))
  const kinds = Object.entries(VALIDATORS)
  const { roots, parts } = shareEqualParts(
    kinds.map(([, kind]) => KIND_FILES[kind]),
    new Map([[embedded.$id, { type: 'object' }]]),
  )
  for (const [$id, part] of parts) ajv.addSchema({ $id, ...part })
  const exported = Object.fromEntries(kinds.map(([name], index) => [name, roots[index]]))
  return { ajv, exported, embedded, parts }
}

const COPYING_JOIN = /vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\)/g
const ESCAPED_KEY = /(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g
const FORMAT = /require\("ajv-formats\/dist\/formats"\)\.fullFormats(\.\w+|\["[\w-]+"\])/g

/**
 * Three changes of Ajv's code, which the build checks for:
 *
 * - Ajv adds the faults of a called function by copying all that were found before: 100,000 faults in a hostile document
 *   took a minute. Each call makes an array of its own, so that it may as well grow in place.
 * - It escapes the key of every entry of a map in two passes, also where there is no fault, and nearly no key needs it.
 * - It loads all formats in every validator; as pure expressions of an import those that are not used are dropped.
 */
function adapted(code) {
  const changed = [
    [COPYING_JOIN, 'joined(vErrors, $1.errors)'],
    [ESCAPED_KEY, 'escaped($1)'],
    [FORMAT, '/* @__PURE__ */ (() => formats.fullFormats$1)()'],
  ].reduce((text, [pattern, replacement]) => {
    const next = text.replace(pattern, replacement)
    if (next === text) throw new Error(`Ajv's code has no ${pattern} any more.`)
    return next
  }, code)
  if (/vErrors\.concat\(|\.replace\(\/~|ajv-formats/.test(changed)) throw new Error("Ajv's code has changed.")
  return `import * as formats from "ajv-formats/dist/formats.js"
${changed}
function joined(errors, added) {
  if (errors === null) return added;
  for (const error of added) errors.push(error);
  return errors;
}
function escaped(key) {
  return key.includes("~") || key.includes("/") ? key.replace(/~/g, "~0").replace(/\\//g, "~1") : key;
}
`
}

/**
 * Writes src/schema/generated/: a self-contained file for each validator, and `validators.js`, which loads each one when it
 * is first used. Bundling also removes the copies of the schemas that Ajv leaves in its code.
 */
export async function buildValidators() {
  const validators = renderValidators()
  const kinds = Object.keys(VALIDATORS)
  const modules = [...kinds, 'embeddedSchema', ...OWN_FILES].map((name) => [name, validators])
  await Promise.all(
    modules.map(([name, code]) =>
      build({
        stdin: { contents: `export { ${name} } from 'standalone'`, resolveDir: fileURLToPath(OUTPUT) },
        outfile: fileURLToPath(new URL(`${name}.js`, OUTPUT)),
        bundle: true,
        platform: 'neutral',
        mainFields: ['main'],
        format: 'cjs',
        target: 'node20',
        minify: true,
        plugins: [standalone(code)],
      }),
    ),
  )
  const getters = modules.map(([name]) => `  get ${name}() {\n    return require('./${name}.js').${name}\n  },\n`)
  writeFileSync(new URL('validators.js', OUTPUT), `module.exports = {\n${getters.join('')}}\n`)
}

function standalone(contents) {
  return {
    name: 'standalone',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^standalone$/ }, ({ path }) => ({ path, namespace: 'standalone' }))
      onResolve({ filter: /^ajv-formats/ }, ({ path }) => ({
        path: fileURLToPath(import.meta.resolve(path)),
        sideEffects: false,
      }))
      onLoad({ filter: /.*/, namespace: 'standalone' }, () => ({ contents, resolveDir: fileURLToPath(OUTPUT) }))
    },
  }
}
