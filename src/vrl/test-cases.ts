import type { ScriptType } from '../document/kind'
import { isEqual, isFields } from '../document/values'
import { quote } from '../findings/text'
import type { VrlCompiler, VrlOutcome } from './compiler'
import { formatDiagnostic } from './diagnostics'
import { checkEvent, checkField, completeEvent, type EventReporter } from './event'

/** A case in `NAME.vrl.test.json`: `schemas/vrl-test.schema.json`. */
export interface TestCase {
  name: string
  event: Readonly<Record<string, unknown>>
  /** The expected value, or `{ "error": true }` if the script must fail. */
  expect: unknown
}

/** A fault in a file of cases, at `path`. */
export interface TestFileFault {
  path: readonly (string | number)[]
  message: string
}

export interface CaseResult {
  name: string
  passed: boolean
  expected: unknown
  /** The result of the script; undefined if it failed. */
  actual: unknown
  /** Why the script failed. */
  failure: string | undefined
  /** Whether the script was not run, because it does not compile or exceeds a limit. */
  isRefused: boolean
  /** Where the script failed. */
  span: readonly [number, number] | undefined
}

const CASE_KEYS: ReadonlySet<string> = new Set(['name', 'event', 'secrets', 'expect'])

/** Parses the cases of a file. A test checks that it agrees with the published schema. */
export function readTestCases(value: unknown): { cases: TestCase[]; faults: TestFileFault[] } {
  const faults: TestFileFault[] = []
  const cases: TestCase[] = []
  const report = (path: readonly (string | number)[], message: string) => faults.push({ path, message })
  if (!isFields(value)) {
    report([], 'An object with "cases" is required.')
    return { cases, faults }
  }
  for (const key of Object.keys(value)) {
    if (key !== 'cases' && key !== '$schema')
      report([key], `Unknown property ${quote(key)}; allowed are "cases" and "$schema".`)
  }
  if (!Array.isArray(value.cases) || value.cases.length === 0) {
    report('cases' in value ? ['cases'] : [], '"cases" must be an array with at least one case.')
    return { cases, faults }
  }
  const names = new Set<string>()
  for (const [index, one] of value.cases.entries()) {
    const read = readCase(one, ['cases', index], report)
    if (read === undefined) continue
    if (names.has(read.name)) report(['cases', index, 'name'], `Another case is named ${quote(read.name)}, too.`)
    names.add(read.name)
    cases.push(read)
  }
  return { cases, faults }
}

function readCase(value: unknown, path: readonly (string | number)[], report: EventReporter): TestCase | undefined {
  if (!isFields(value)) {
    report(path, 'A case must be an object with "name", "event" and "expect".')
    return undefined
  }
  for (const key of Object.keys(value)) {
    if (!CASE_KEYS.has(key)) {
      report([...path, key], `Unknown property ${quote(key)}; a case has "name", "event", "secrets" and "expect".`)
    }
  }
  const { name, event, secrets = {}, expect } = value
  if (typeof name !== 'string' || name.trim() === '') report(path, 'A case needs a "name".')
  if (!Object.hasOwn(value, 'expect'))
    report(path, 'A case needs an "expect": the expected result, or { "error": true }.')
  if (!isFields(event)) {
    report(path, 'A case needs an "event": an object with the input of the script.')
    return undefined
  }
  checkEvent(event, [...path, 'event'], report)
  checkField('secrets', secrets, [...path, 'secrets'], report)
  if (typeof name !== 'string' || !isFields(secrets)) return undefined
  const given = isFields(event.secrets) ? { ...event.secrets, ...secrets } : secrets
  return { name, event: Object.keys(given).length === 0 ? event : { ...event, secrets: given }, expect }
}

/** Runs a case. */
export function runCase(
  compiler: VrlCompiler,
  source: string,
  type: ScriptType | undefined,
  { name, event, expect }: TestCase,
): CaseResult {
  const outcome = compiler.run(source, completeEvent(type, event))
  const result = { name, expected: expect, actual: undefined, failure: undefined, isRefused: false, span: undefined }
  const expectsError = isErrorExpected(expect)
  if (outcome.type === 'value') {
    return { ...result, passed: !expectsError && isEqual(outcome.result, expect), actual: outcome.result }
  }
  const { message, span } = failureOf(source, outcome)
  // An expected error does not cover a script that cannot be run.
  const isRefused = outcome.type !== 'aborted'
  return { ...result, passed: expectsError && !isRefused, failure: message, isRefused, span }
}

export function isErrorExpected(expect: unknown): boolean {
  return isFields(expect) && expect.error === true && Object.keys(expect).length === 1
}

/** Why and where a run failed. */
function failureOf(
  source: string,
  outcome: Exclude<VrlOutcome, { type: 'value' }>,
): { message: string; span: readonly [number, number] | undefined } {
  switch (outcome.type) {
    case 'aborted':
      return { message: outcome.message, span: outcome.span }
    case 'invalid': {
      const [error] = outcome.errors
      const message = error === undefined ? 'The script does not compile.' : formatDiagnostic(source, error)
      return { message: `It does not compile: ${message}`, span: error?.span }
    }
    case 'refused':
      return { message: outcome.refusal.message, span: undefined }
  }
}
