// The method of `bp lint`: bundle a definition with the SDK, run it, make the body, and check the body with Spectral.
// Usage: node bench/bp-lint-way.cjs FOLDER SPECTRAL-FOLDER
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { runInThisContext } = require('node:vm')
const esbuild = require('esbuild')

const [folder, packages] = process.argv.slice(2)
const requireSpectral = createRequire(join(packages, 'index.js'))

/** As many rules as `bp lint` has, for the same places. */
const PLACES = [
  '$',
  '$.actions[*]',
  '$.events[*]',
  '$.channels[*]',
  '$.configurations[*]',
  '$.user.tags[*]',
  '$.actions[*].input.schema.properties[*]',
  '$.actions[*].output.schema.properties[*]',
  '$.events[*].schema.properties[*]',
  '$.states[*].schema.properties[*]',
  '$.entities[*]',
]

async function definitionOf() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { default } from './integration.definition'\nexport { transforms } from '@bpinternal/zui'`,
      resolveDir: folder,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  })
  const module = { exports: {} }
  const run = runInThisContext(`(function (exports, require, module) {${outputFiles[0].text}\n})`)
  run(module.exports, createRequire(join(folder, 'index.js')), module)
  return module.exports
}

/** The definition, with JSON Schemas instead of zui schemas. */
function bodyOf(value, toJSONSchema) {
  if (typeof value !== 'object' || value === null) return value
  if ('_def' in value) return toJSONSchema(value)
  if (Array.isArray(value)) return value.map((item) => bodyOf(item, toJSONSchema))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bodyOf(item, toJSONSchema)]))
}

;(async () => {
  const { default: definition, transforms } = await definitionOf()
  const body = bodyOf(definition.props, transforms.toJSONSchema)
  const { Spectral } = requireSpectral('@stoplight/spectral-core')
  const { truthy } = requireSpectral('@stoplight/spectral-functions')
  const rules = PLACES.flatMap((given, index) =>
    ['title', 'description', 'x-zui'].map((field) => [
      `rule-${index}-${field}`,
      // biome-ignore lint/suspicious/noThenProperty: part of the format of a rule
      { given, severity: 'warn', then: { field, function: truthy } },
    ]),
  )
  const spectral = new Spectral()
  spectral.setRuleset({ rules: Object.fromEntries(rules) })
  const found = await spectral.run(JSON.stringify(body))
  console.log(`${found.length} findings`)
})()
