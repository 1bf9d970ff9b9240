import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Lines } from '../../document/lines'
import type { Document } from '../../document/types'
import { codeOf, messageOf } from '../../findings/errors'
import { displayName, findInputs, isPattern, readFailure, readInput } from '../../input/files'
import { statsOf } from '../../input/stats'
import { escapeTerminal } from '../../reporters/escape'
import { xmlAttributes, xmlText } from '../../reporters/junit'
import { writeWhole } from '../../run/output'
import { isScriptFile, SCRIPT_CASES, scriptTypeOf } from '../../vrl/script-file'
import { type CaseResult, isErrorExpected, readTestCases, runCase } from '../../vrl/test-cases'
import { EXIT, type Io, reportError, usageError, wantsColor } from '../io'
import { lineAndColumnOf, parseJson, scriptText } from './script-input'

export interface TestArguments {
  files?: string[]
  format?: string
  update?: boolean
  watch?: boolean
  errorOnUnmatchedPattern: boolean
  color?: boolean
}

const TEST_FORMATS = ['pretty', 'json', 'junit'] as const
type TestFormat = (typeof TEST_FORMATS)[number]

/** The results of one file of cases. */
interface TestedScript {
  /** The name in reports. */
  script: string
  tests: string
  source: string
  results: CaseResult[]
}

interface TestRun {
  scripts: TestedScript[]
  /** Files that could not be tested, and why. */
  troubles: { file: string; message: string }[]
  updated: string[]
}

/** Runs the test cases of scripts. */
export async function testScripts(files: readonly string[], parsed: TestArguments, io: Io): Promise<number> {
  const format = TEST_FORMATS.find((one) => one === (parsed.format ?? 'pretty'))
  if (format === undefined)
    throw usageError(`Unknown format ${JSON.stringify(parsed.format)}; there are ${TEST_FORMATS.join(', ')}.`)
  if (files.includes('-')) throw usageError('Standard input is not a file of cases.')
  const args = files.length === 0 ? ['.'] : files
  if (parsed.watch !== true) return testOnce(args, format, parsed, io)
  if (parsed.update === true) throw usageError('--watch cannot be combined with --update.')
  const { watchFiles } = await import('../../run/watch')
  await watchFiles(
    {
      args: args.flatMap((argument) => watchedWith(argument, io.cwd)),
      settings: new Set(),
      written: [],
      lint: async (changes) => {
        try {
          await testOnce(args, format, parsed, io)
        } catch (error) {
          if (changes === undefined) throw error
          reportError(error, io)
        }
      },
    },
    io,
  )
  return EXIT.clean
}

async function testOnce(args: readonly string[], format: TestFormat, parsed: TestArguments, io: Io): Promise<number> {
  const found = await findCases(args, io.cwd, parsed.errorOnUnmatchedPattern)
  const run: TestRun = { scripts: [], troubles: [], updated: [] }
  for (const path of found) await testFile(path, parsed.update === true, run, io)
  const color = wantsColor(io.env, io.stdout.isTerminal, parsed.color)
  const text = { pretty: () => pretty(run, color), json: () => json(run), junit: () => junit(run) }[format]()
  io.stdout.write(text)
  for (const { message } of run.troubles) io.stderr.write(`integration-lint: ${escapeTerminal(message)}\n`)
  if (run.troubles.length > 0) return EXIT.trouble
  return run.scripts.some(({ results }) => results.some(({ passed }) => !passed)) ? EXIT.findings : EXIT.clean
}

/** The paths to watch for an argument: a script and its test cases are in the same folder. */
function watchedWith(argument: string, cwd: string): string[] {
  const script = argument.replace(/\.test\.jsonc?$/i, '')
  return isScriptFile(script) && !isPattern(argument) ? [script, ...casesOf(resolve(cwd, script))] : [argument]
}

/** The possible paths of a script's test cases; absolute. */
function casesOf(script: string): string[] {
  return [`${script}.test.json`, `${script}.test.jsonc`]
}

/**
 * The test case files that the arguments name; absolute.
 *
 * @param isNoneAnError whether it is an error if there are none
 * @throws ERR_USAGE
 */
async function findCases(args: readonly string[], cwd: string, isNoneAnError: boolean): Promise<string[]> {
  const found = new Set<string>()
  const others: string[] = []
  for (const argument of args) {
    const path = resolve(cwd, argument)
    if (!isScriptFile(argument) || statsOf(path)?.isFile() !== true) {
      others.push(argument)
      continue
    }
    const beside = casesOf(path).filter((file) => existsSync(file))
    if (beside.length === 0 && isNoneAnError)
      throw usageError(`${argument} has no cases: ${basename(path)}.test.json does not exist beside it.`)
    for (const file of beside) found.add(file)
  }
  const { inputs, unmatched } = others.length === 0 ? { inputs: [], unmatched: [] } : await findInputs(others, cwd)
  // A folder without scripts counts as one without test cases.
  const missing = unmatched.find((argument) => !existsSync(resolve(cwd, argument)))
  if (missing !== undefined && isNoneAnError) throw usageError(`Nothing matches ${JSON.stringify(missing)}.`)
  for (const { path, named } of inputs) {
    if (SCRIPT_CASES.test(path)) found.add(path)
    else if (isScriptFile(path)) for (const file of casesOf(path).filter((one) => existsSync(one))) found.add(file)
    else if (named)
      throw usageError(`${displayName(path, cwd)} is not a file of cases; those are called NAME.vrl.test.json.`)
  }
  if (found.size === 0 && isNoneAnError)
    throw usageError('There are no cases; they belong beside a script, as extract.vrl.test.json beside extract.vrl.')
  return [...found].sort()
}

async function testFile(path: string, update: boolean, run: TestRun, io: Io): Promise<void> {
  const tests = displayName(path, io.cwd)
  const scriptPath = path.replace(/\.test\.jsonc?$/i, '')
  const script = displayName(scriptPath, io.cwd)
  const fail = (message: string) => run.troubles.push({ file: tests, message })
  const read = (file: string, shown: string): Uint8Array => {
    try {
      return readInput(file)
    } catch (error) {
      throw usageError(`cannot read ${shown}: ${readFailure(error, file)}.`)
    }
  }
  let document: Document
  let source: string
  try {
    source = scriptText(script, read(scriptPath, `${script}, which ${basename(tests)} tests`))
    document = parseJson(tests, read(path, tests), true)
  } catch (error) {
    if (codeOf(error) !== 'ERR_USAGE') throw error
    fail(messageOf(error))
    return
  }
  const { cases, faults } = readTestCases(document.value)
  if (faults.length > 0) {
    const places = lineAndColumnOf(
      document,
      faults.map(({ path: at }) => at),
    )
    for (const [index, { message }] of faults.entries()) fail(`${tests}:${places[index]}: ${message}`)
    return
  }
  const { loadVrl } = await import('../../runtime/vrl-runtime')
  const compiler = loadVrl({ ownProcess: true })
  const type = scriptTypeOf(script)
  const results = cases.map((one) => runCase(compiler, source, type, one))
  const { isUpdatable, updatedCases } = await import('./update-cases')
  if (update && results.some(isUpdatable)) {
    writeWhole(path, io.cwd, updatedCases(document, results))
    run.updated.push(tests)
    const updated = results.map((result) => (isUpdatable(result) ? { ...result, passed: true } : result))
    run.scripts.push({ script, tests, source, results: updated })
  } else run.scripts.push({ script, tests, source, results })
}

function counts({ scripts }: TestRun): { scripts: number; cases: number; passed: number; failed: number } {
  const all = scripts.flatMap(({ results }) => results)
  const passed = all.filter((result) => result.passed).length
  return { scripts: scripts.length, cases: all.length, passed, failed: all.length - passed }
}

function pretty(run: TestRun, color: boolean): string {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[39m` : text)
  const out: string[] = []
  for (const { script, source, results } of run.scripts) {
    out.push(escapeTerminal(script))
    for (const result of results) {
      out.push(`  ${result.passed ? paint(32, '✓') : paint(31, '✗')} ${escapeTerminal(result.name)}`)
      if (!result.passed) out.push(...difference(source, result, paint).map((line) => `      ${line}`))
    }
    out.push('')
  }
  for (const file of run.updated) out.push(`updated ${escapeTerminal(file)}`)
  const { scripts, cases, passed, failed } = counts(run)
  const sum = failed === 0 ? paint(32, `${passed} passed`) : `${passed} passed, ${paint(31, `${failed} failed`)}`
  out.push(`${cases} ${cases === 1 ? 'case' : 'cases'} of ${scripts} ${scripts === 1 ? 'script' : 'scripts'}: ${sum}`)
  return `${out.join('\n')}\n`
}

/** The expected and the actual value; a line diff if both have several lines. */
function difference(source: string, result: CaseResult, paint: (code: number, text: string) => string): string[] {
  const { expected, actual, failure, span } = result
  const wanted = isErrorExpected(expected) ? ['an error'] : JSON.stringify(expected, null, 2).split('\n')
  const given =
    failure === undefined ? JSON.stringify(actual, null, 2).split('\n') : [failureWithPlace(source, failure, span)]
  if (wanted.length === 1 && given.length === 1) {
    return [
      `expected  ${paint(32, escapeTerminal(wanted[0] ?? ''))}`,
      `actual    ${paint(31, escapeTerminal(given[0] ?? ''))}`,
    ]
  }
  let start = 0
  while (start < wanted.length && start < given.length && wanted[start] === given[start]) start += 1
  let end = 0
  const most = Math.min(wanted.length, given.length) - start
  while (end < most && wanted.at(-1 - end) === given.at(-1 - end)) end += 1
  const shown = (lines: readonly string[], mark: string) => lines.map((line) => `${mark} ${escapeTerminal(line)}`)
  return [
    `${paint(32, '- expected')}  ${paint(31, '+ actual')}`,
    ...shown(wanted.slice(0, start), ' '),
    ...shown(wanted.slice(start, wanted.length - end), '-').map((line) => paint(32, line)),
    ...shown(given.slice(start, given.length - end), '+').map((line) => paint(31, line)),
    ...shown(wanted.slice(wanted.length - end), ' '),
  ]
}

function failureWithPlace(source: string, failure: string, span: CaseResult['span']): string {
  if (span === undefined) return `an error: ${failure}`
  const { line, column } = new Lines(source).position(span[0])
  return `an error at line ${line}, column ${column}: ${failure}`
}

function json(run: TestRun): string {
  const scripts = run.scripts.map(({ script, tests, results }) => ({
    script,
    tests,
    cases: results.map(({ name, passed, expected, actual, failure }) => ({
      name,
      status: passed ? 'passed' : 'failed',
      expected,
      ...(failure === undefined ? { actual } : { failure }),
    })),
  }))
  return `${JSON.stringify({ schemaVersion: 1, scripts, errors: run.troubles, summary: counts(run) }, null, 2)}\n`
}

function junit(run: TestRun): string {
  const { cases, failed } = counts(run)
  const suites = run.scripts.flatMap(({ script, source, results }) => {
    const failures = results.filter(({ passed }) => !passed).length
    const classname = script.replace(/\.\w+$/, '')
    return [
      `  <testsuite${xmlAttributes({ name: script, tests: results.length, failures, errors: 0, skipped: 0, time: 0 })}>`,
      ...results.flatMap((result) => {
        const head = `    <testcase${xmlAttributes({ name: result.name, classname, time: 0 })}`
        if (result.passed) return [`${head}/>`]
        const text = difference(source, result, (_code, line) => line)
          .map(xmlText)
          .join('\n')
        return [
          `${head}>`,
          `      <failure${xmlAttributes({ message: 'The result differs.' })}>${text}</failure>`,
          '    </testcase>',
        ]
      }),
      '  </testsuite>',
    ]
  })
  const errors = run.troubles.length
  const untested = run.troubles.flatMap(({ file, message }) => [
    `  <testsuite${xmlAttributes({ name: file, tests: 1, failures: 0, errors: 1, skipped: 0, time: 0 })}>`,
    `    <testcase${xmlAttributes({ name: 'is read', classname: file, time: 0 })}>`,
    `      <error${xmlAttributes({ message })}/>`,
    '    </testcase>',
    '  </testsuite>',
  ])
  const all = { name: 'integration-lint vrl test', tests: cases + errors, failures: failed, errors, time: 0 }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes(all)}>`,
    ...suites,
    ...untested,
    '</testsuites>',
    '',
  ].join('\n')
}
