import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGES = {
  'ajv-cli': '5.0.0',
  'ajv-formats': '2.1.1',
  '@sourcemeta/jsonschema': '16.11.0',
  '@biomejs/biome': '2.6.8',
  '@stoplight/spectral-cli': '6.16.3',
  eslint: '10.15.0',
  'eslint-plugin-json-schema-validator': '6.3.1',
  'jsonc-eslint-parser': '3.3.0',
}

/** Installs the compared tools with npm, in a separate folder. */
export function installPeers(folder, schema) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }))
  if (!Object.keys(PACKAGES).every((name) => existsSync(join(folder, 'node_modules', name))))
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  const bundled = JSON.parse(readFileSync(schema, 'utf8'))
  writeFileSync(join(folder, 'ruleset.json'), JSON.stringify(spectralRules(bundled)))
  writeFileSync(join(folder, 'eslint.config.mjs'), eslintConfig(schema))
}

/** @param pattern matches the files, all of which are in the folder `below` */
export function peersOn(folder, schema, pattern, below) {
  const bin = (name) => join(folder, 'node_modules/.bin', name)
  return {
    'ajv-cli': [bin('ajv'), 'validate', '--strict=false', '-c', 'ajv-formats', '-s', schema, '-d', pattern],
    sourcemeta: [bin('jsonschema'), 'validate', schema, below, '--extension', '.json'],
    'biome (syntax)': [bin('biome'), 'lint', '--files-max-size=100000000', below],
    eslint: [bin('eslint'), '--config', join(folder, 'eslint.config.mjs'), '--no-ignore', pattern],
    spectral: [bin('spectral'), 'lint', '--quiet', '-r', join(folder, 'ruleset.json'), pattern],
  }
}

/** The schema, and 36 rules like those of `bp lint`. */
function spectralRules(schema) {
  const places = [
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
    '$.configuration.schema.properties[*]',
  ]
  const asked = places.flatMap((given, index) =>
    ['title', 'description', 'x-zui'].map((field) => [
      `rule-${index}-${field}`,
      // biome-ignore lint/suspicious/noThenProperty: the rule's format has it
      { given, severity: 'warn', then: { field, function: 'truthy' } },
    ]),
  )
  // biome-ignore lint/suspicious/noThenProperty: the rule's format has it
  const valid = { given: '$', severity: 'error', then: { function: 'schema', functionOptions: { schema } } }
  return { rules: { valid, ...Object.fromEntries(asked) } }
}

function eslintConfig(schema) {
  return `import plugin from 'eslint-plugin-json-schema-validator'
import * as parser from 'jsonc-eslint-parser'
export default [{
  files: ['**/*.json'],
  plugins: { 'json-schema-validator': plugin },
  languageOptions: { parser },
  rules: { 'json-schema-validator/no-invalid': ['error', {
    schemas: [{ fileMatch: ['**/*.json'], schema: ${JSON.stringify(schema)} }], useSchemastoreCatalog: false,
  }] },
}]
`
}
