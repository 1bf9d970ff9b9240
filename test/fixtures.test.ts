import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decode } from '../src/document/decode'
import { recognise } from '../src/document/kind'
import { parseDocument } from '../src/document/parse'
import { Linter } from '../src/engine/lint'
import { RULES } from '../src/rules/index.generated'
import { loadVrl } from '../src/runtime/vrl-runtime'
import { presetSettings } from '../src/settings/presets'
import { excerpt } from './mark'

// Each fixture lies beside its expected findings, one line each: NAME.json and NAME.findings.txt.
const FIXTURES = resolve(__dirname, '../fixtures')

const linter = new Linter({ rules: RULES, vrl: loadVrl, frames: false })
const settings = presetSettings('recommended', RULES)

/** The kind and the findings of a file, as they are written beside it. */
function findings(path: string): string {
  const { text, faults } = decode(readFileSync(path))
  const document = parseDocument({ name: path, text, faults, comments: path.endsWith('.jsonc') })
  const recognised = recognise(document)
  const report = linter.lint(document, recognised, settings)
  expect(report.crashes).toEqual([])
  const lines = report.findings.map(
    ({ line, column, endLine, endColumn, severity, rule, pointer, message }) =>
      `${line}:${column}-${endLine}:${endColumn} ${severity} ${rule} ${pointer || '(root)'} ${message}\n`,
  )
  return `${report.kind ?? 'unknown'}\n${lines.join('')}`
}

/** Findings as they are written, each with the text of its place and «» around it. */
function shown(path: string, written: string): string {
  const { text } = decode(readFileSync(path))
  return written.replace(/^(\d+):(\d+)-(\d+):(\d+) (.*)$/gm, (_all, line, column, endLine, endColumn, finding) => {
    const range = { line: +line, column: +column, endLine: +endLine, endColumn: +endColumn }
    return `${finding}\n${excerpt(text, range)}`
  })
}

function documents(folder: string): string[] {
  return readdirSync(join(FIXTURES, folder))
    .filter((name) => /\.jsonc?$/.test(name))
    .map((name) => join(folder, name))
}

const VALID = documents('valid')
const INVALID = documents('invalid')

test('there are fixtures of both sorts', () => {
  expect(VALID.length).toBeGreaterThan(4)
  expect(INVALID.length).toBeGreaterThan(3)
})

test.each(VALID)('%s has no finding', (name) => {
  expect(findings(join(FIXTURES, name)).split('\n').slice(1)).toEqual([''])
})

test.each(INVALID)('%s has the findings that are written beside it', (name) => {
  const expected = join(FIXTURES, name.replace(/\.jsonc?$/, '.findings.txt'))
  if (!existsSync(expected))
    throw new Error(`${expected} is missing; it should say:\n${findings(join(FIXTURES, name))}`)
  const path = join(FIXTURES, name)
  const written = readFileSync(expected, 'utf8')
  const found = findings(path)
  expect(shown(path, found)).toBe(shown(path, written))
  expect(found).toBe(written)
})
