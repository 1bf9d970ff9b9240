import { Pointer, parsePointer } from '../document/pointer'
import { isFields, own } from '../document/values'
import { didYouMean, listed, quote, suggestion, typeName } from '../findings/text'
import { KINDS } from '../findings/types'
import { PRESETS, type Rule } from '../rules/contract'
import type { Configuration, IgnoreEntry, Override } from './configuration'
import { isExclusion, patternTooCostly } from './patterns'
import { isPreset } from './presets'
import { isLevel, meantRule, noSeverity, type Problem, type ReportProblem } from './problem'
import { validateOptions } from './validate-options'
import { isRule } from './validate-rule'

export interface ValidationContext {
  /** Every rule that may be named: the tool's own, and those that the configuration files in force add. */
  rules: readonly Rule[]
  /** Whether the configuration is code, which may add rules. */
  code: boolean
}

export type Validated =
  | { configuration: Configuration; problems: readonly [] }
  | { configuration: undefined; problems: readonly Problem[] }

/** Checks a configuration as it was read. All problems are told, not only the first. */
export function validateConfiguration(value: unknown, { rules, code }: ValidationContext): Validated {
  const problems: Problem[] = []
  const known: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]))
  const report: ReportProblem = (pointer, message, target = 'value') => problems.push({ pointer, target, message })
  checkObject('A configuration', CONFIGURATION)(value, Pointer.root, { known, code, report })
  return isValid(value, problems) ? { configuration: value, problems: [] } : { configuration: undefined, problems }
}

function isValid(_value: unknown, problems: readonly Problem[]): _value is Configuration {
  return problems.length === 0
}

interface Context {
  known: ReadonlyMap<string, Rule>
  code: boolean
  report: ReportProblem
}

type Check = (value: unknown, at: Pointer, context: Context) => void

interface Property {
  check: Check
  required?: true
}

/** A closed object: unknown keys and missing ones are told. */
function checkObject(what: string, properties: Readonly<Record<string, Property>>): Check {
  return (value, at, context) => {
    if (!isFields(value)) {
      context.report(at, `${what} is ${typeName(value)}; an object is required.`)
      return
    }
    const misspelt = new Set<string | undefined>()
    for (const key of Object.keys(value)) {
      // Code may say so; JSON cannot.
      if (value[key] === undefined) continue
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined
      if (property !== undefined) property.check(value[key], at.child(key), context)
      else {
        const meant = didYouMean(key, Object.keys(properties))
        misspelt.add(meant)
        context.report(at.child(key), `Unknown key ${quote(key)}.${suggestion(meant)}`, 'key')
      }
    }
    for (const [key, { required }] of Object.entries(properties)) {
      if (!required || own(value, key) !== undefined || misspelt.has(key)) continue
      context.report(at, `${what} lacks ${quote(key)}.`)
    }
  }
}

function checkList(what: string, check: Check): Check {
  return (value, at, context) => {
    if (!Array.isArray(value)) context.report(at, `${what} is ${typeName(value)}; a list is required.`)
    else for (const [index, item] of value.entries()) check(item, at.child(index), context)
  }
}

/** One text, or a list of such. */
function checkOneOrMore(what: string, check: Check): Check {
  const list = checkList(what, check)
  return (value, at, context) => (Array.isArray(value) ? list : check)(value, at, context)
}

function checkText(what: string): Check {
  return (value, at, { report }) => {
    if (typeof value !== 'string') report(at, `${what} is ${typeName(value)}; a text is required.`)
    else if (value.trim() === '') report(at, `${what} is blank.`)
  }
}

const checkPattern: Check = (value, at, context) => {
  checkText('A pattern')(value, at, context)
  const fault = typeof value === 'string' ? patternTooCostly(value) : undefined
  if (fault !== undefined) context.report(at, `A pattern ${fault}.`)
}

/** Patterns of which one at least names files, or nothing would ever be meant. */
const checkFiles: Check = (value, at, context) => {
  checkOneOrMore('"files"', checkPattern)(value, at, context)
  const patterns: unknown[] = Array.isArray(value) ? value : [value]
  if (!patterns.every((pattern) => typeof pattern === 'string' && isExclusion(pattern))) return
  context.report(at, '"files" names no file: a pattern without "!" is required before those that take files back.')
}

const checkBoolean: Check = (value, at, { report }) => {
  if (typeof value !== 'boolean') report(at, `"${at.key}" is ${typeName(value)}; true or false is required.`)
}

const checkSchemaHint: Check = (value, at, { report }) => {
  if (typeof value !== 'string') report(at, `"$schema" is ${typeName(value)}; a text is required.`)
}

/** Whether an item of `extends` is meant as a path. */
export function isPath(item: string): boolean {
  return /^(\.\.?[\\/]|[\\/]|[A-Za-z]:[\\/])/.test(item)
}

const checkExtendsItem: Check = (value, at, { report }) => {
  if (isPreset(value) || (typeof value === 'string' && isPath(value))) return
  const presets = listed(PRESETS.map(quote))
  if (typeof value !== 'string')
    report(at, `"extends" holds ${typeName(value)}; a preset (${presets}) or a path is required.`)
  else {
    const meant = suggestion(didYouMean(value, PRESETS))
    report(
      at,
      `Unknown preset ${quote(value)}; allowed are ${presets}, and paths that start with "./" or "../".${meant}`,
    )
  }
}

const checkPreset: Check = (value, at, { report }) => {
  if (isPreset(value)) return
  const meant = typeof value === 'string' ? suggestion(didYouMean(value, PRESETS)) : ''
  report(at, `Unknown preset ${quote(value)}; allowed are ${listed(PRESETS.map(quote))}.${meant}`)
}

const checkKind: Check = (value, at, { report }) => {
  if (KINDS.some((kind) => kind === value)) return
  const meant = typeof value === 'string' ? suggestion(didYouMean(value, KINDS)) : ''
  report(at, `Unknown kind ${quote(value)}; allowed are ${listed(KINDS.map(quote))}.${meant}`)
}

function reportUnknownRule(id: string, at: Pointer, target: Problem['target'], { known, report }: Context): void {
  report(at, `Unknown rule ${quote(id)}.${suggestion(meantRule(id, [...known.keys()]))}`, target)
}

const checkRuleId: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report(at, `"rule" is ${typeName(value)}; the id of a rule is required.`)
  else if (!context.known.has(value)) reportUnknownRule(value, at, 'value', context)
}

const checkRules: Check = (value, at, context) => {
  if (!isFields(value)) {
    context.report(at, `"rules" is ${typeName(value)}; an object of rules and severities is required.`)
    return
  }
  for (const id of Object.keys(value)) {
    const rule = context.known.get(id)
    if (rule === undefined) reportUnknownRule(id, at.child(id), 'key', context)
    else checkRuleEntry(rule, value[id], at.child(id), context.report)
  }
}

/** Checks what a configuration says of one rule. */
export function checkRuleEntry(rule: Rule, entry: unknown, at: Pointer, report: ReportProblem): void {
  if (isLevel(entry)) return
  if (!Array.isArray(entry)) {
    const wanted = `Rule ${quote(rule.id)} is set to ${typeName(entry)}; a severity, or a list of a severity and the options, is required.`
    report(at, isFields(entry) ? wanted : noSeverity(entry))
    return
  }
  const [level, options] = entry
  if (entry.length === 0 || entry.length > 2) {
    report(at, `Rule ${quote(rule.id)} is set to ${entry.length} things; a severity and the options are allowed.`)
  }
  if (entry.length > 0 && !isLevel(level)) report(at.child(0), noSeverity(level))
  if (entry.length < 2) return
  if (isFields(options)) validateOptions(rule, options, at.child(1), report)
  else report(at.child(1), `The options of rule ${quote(rule.id)} are ${typeName(options)}; an object is required.`)
}

const checkJsonPointer: Check = (value, at, { report }) => {
  if (typeof value !== 'string')
    report(at, `"pointer" is ${typeName(value)}; a JSON Pointer such as "/actions/createTicket" is required.`)
  else if (!isJsonPointer(value))
    report(
      at,
      `${quote(value)} is no JSON Pointer, which is empty or starts with "/" and has "~" only as "~0" or "~1".`,
    )
}

function isJsonPointer(text: string): boolean {
  try {
    parsePointer(text)
    return true
  } catch {
    return false
  }
}

const checkDate: Check = (value, at, { report }) => {
  if (typeof value !== 'string' || !isDate(value)) report(at, `${quote(value)} is no date; the form is "2026-12-31".`)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const checkCustomRules: Check = (value, at, context) => {
  if (!context.code) {
    const names = '"integration-lint.config.mjs" or "integration-lint.config.ts"'
    context.report(at, `Rules are functions, which JSON cannot hold: write the configuration as ${names}.`, 'key')
    return
  }
  checkList('"customRules"', (item, place, { report }) => {
    isRule(item, place, report)
  })(value, at, context)
}

const OVERRIDE = {
  files: { check: checkFiles, required: true },
  as: { check: checkKind },
  extends: { check: checkOneOrMore('"extends"', checkPreset) },
  rules: { check: checkRules },
} satisfies Record<keyof Override, Property>

const IGNORE = {
  rule: { check: checkRuleId, required: true },
  files: { check: checkFiles },
  pointer: { check: checkJsonPointer },
  reason: { check: checkText('"reason"'), required: true },
  expires: { check: checkDate },
} satisfies Record<keyof IgnoreEntry, Property>

const CONFIGURATION = {
  $schema: { check: checkSchemaHint },
  root: { check: checkBoolean },
  extends: { check: checkOneOrMore('"extends"', checkExtendsItem) },
  rules: { check: checkRules },
  overrides: { check: checkList('"overrides"', checkObject('An override', OVERRIDE)) },
  ignorePatterns: { check: checkList('"ignorePatterns"', checkPattern) },
  ignores: { check: checkList('"ignores"', checkObject('An entry of "ignores"', IGNORE)) },
  baseline: { check: checkText('"baseline"') },
  customRules: { check: checkCustomRules },
} satisfies Record<keyof Configuration, Property>
