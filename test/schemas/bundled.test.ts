import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Validator as Interpreter } from '@cfworker/json-schema'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { KINDS } from '../../src/findings/types'
import { CASES } from './cases'

// The build code is made of ES modules, which Jest does not load.
const BUNDLER = pathToFileURL(join(__dirname, '../../scripts/schemas/bundle.mjs')).href
const bundles: Record<string, Record<string, unknown>> = JSON.parse(
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { bundleSchema } from ${JSON.stringify(BUNDLER)}
       const kinds = ${JSON.stringify(KINDS)}
       process.stdout.write(JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, bundleSchema(kind)]))))`,
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  ),
)

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  )
}

describe.each(KINDS)('the bundled schema of %s', (kind) => {
  const bundle = bundles[kind] ?? {}
  const cases = CASES.filter(({ subject }) => subject === kind)

  test('refers to nothing outside itself', () => {
    expect(references(bundle).length).toBeGreaterThan(0)
    expect(references(bundle).filter((ref) => !ref.startsWith('#/definitions/'))).toEqual([])
  })

  test('keeps the documentation', () => {
    expect(bundle).toMatchObject({ title: expect.any(String), markdownDescription: expect.any(String) })
  })

  const ajv = addFormats(new Ajv({ strict: false })).compile(bundle)
  const interpreter = new Interpreter(bundle, '7')
  test.each([
    ['Ajv', (document: unknown) => ajv(document)],
    ['another library', (document: unknown) => interpreter.validate(document).valid],
  ])('judges as the schema in parts does, by %s', (_, judge) => {
    expect(cases.length).toBeGreaterThan(0)
    const wrong = cases.filter(({ document, valid }) => judge(document) !== valid)
    expect(wrong.map(({ pointer, change }) => `${pointer}: ${change}`)).toEqual([])
  })
})
