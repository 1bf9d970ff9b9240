import { Pointer } from '../document/pointer'
import { type Fields, fieldsOf, isFields, own } from '../document/values'
import { didYouMean, listed, quote, suggestion } from '../findings/text'
import { PRESETS, type Rule } from '../rules/contract'
import type { Node } from '../schema/embedded/nodes'
import type { SchemaFault } from '../schema/explain'
import type { Validator } from '../schema/generated/validators'
import { faultsIn, isChecked, type Problem, problemFrom, schemaFaults } from '../schema/own-files'
import { type Configuration, CUSTOM_RULE_PATTERN } from './configuration'
import { customRulesProblems } from './custom-rules'
import { patternTooCostly } from './patterns'

export interface ValidationContext {
  /** Every rule that may be named: the tool's own, and those that the configuration files in force add. */
  rules: readonly Rule[]
  /** Whether the configuration is code, which may add rules. */
  code: boolean
}

export type Validated =
  | { configuration: Configuration; problems: readonly [] }
  | { configuration: undefined; problems: readonly Problem[] }

/** Checks a configuration as it was read. All problems are reported, not only the first. */
export function validateConfiguration(value: unknown, { rules, code }: ValidationContext): Validated {
  const { customRules, ...data } = isFields(value) ? value : {}
  // JSON cannot represent functions, so the published schema has no `customRules`.
  const shape = faultsIn('config', code && isFields(value) ? data : value)
  const problems = [
    ...shape.flatMap((fault) => reworded(fault) ?? []),
    ...(code ? unlikeData(data, Pointer.root, new Set()) : []),
    ...(code ? customRulesProblems(customRules, Pointer.root.child('customRules')) : []),
    ...ruleProblems(data, rules),
    ...patternProblems(data),
  ]
  return isChecked<Configuration>(value, problems)
    ? { configuration: value, problems: [] }
    : { configuration: undefined, problems }
}

/**
 * A value that code can export but JSON cannot represent, such as a promise. It has no keys, so it would pass as an
 * empty object.
 */
function unlikeData(value: unknown, pointer: Pointer, above: ReadonlySet<unknown>): Problem[] {
  if (typeof value !== 'object' || value === null || above.has(value)) return []
  const [, type = ''] = /^\[object (.*)\]$/.exec(Object.prototype.toString.call(value)) ?? []
  if (type !== 'Object' && type !== 'Array' && type !== 'Module') {
    const message = `${quote(pointer.key)} is a ${type}; plain objects and arrays are required.`
    return [{ pointer, target: 'value', message }]
  }
  const within = new Set([...above, value])
  return Object.entries(value).flatMap(([key, item]) => unlikeData(item, pointer.child(key), within))
}

/**
 * Rewords a fault of the schema for configurations, where the general message is too vague; undefined if `ruleProblems`
 * reports it.
 */
function reworded(fault: SchemaFault): Problem | undefined {
  const problem = problemFrom(fault)
  const { rule, path, data } = fault
  const last = path.at(-1)
  if (rule === 'schema/contains') {
    return {
      ...problem,
      message: `${quote(last)} matches no file: a pattern without "!" is required before those that exclude files.`,
    }
  }
  if (last === 'customRules' && path.length === 1) {
    const names = '"integration-lint.config.mjs" or "integration-lint.config.ts"'
    return {
      ...problem,
      message: `Rules are functions, which JSON cannot represent: write the configuration as ${names}.`,
    }
  }
  if (path[0] === 'extends' && path.length <= 2 && rule !== 'schema/type') {
    const meant = typeof data.found === 'string' ? didYouMean(data.found, PRESETS) : undefined
    return {
      ...problem,
      message: `Unknown preset ${quote(data.found)}; allowed are ${listed(PRESETS.map(quote))}, and paths that start with "./" or "../".${suggestion(meant)}`,
    }
  }
  if (path.at(-2) === 'rules' && rule === 'schema/unknown-property') return undefined
  if (path.at(-2) === 'rules' && rule === 'schema/max-items' && data.limit === 1) {
    return { ...problem, pointer: problem.pointer.child(1), message: `Rule ${quote(last)} has no options.` }
  }
  if (path[0] === 'ignores' && last === 'rule' && path.length === 3) {
    return typeof data.found === 'string'
      ? undefined
      : { ...problem, message: `rule is ${quote(data.found)}; the id of a rule is required.` }
  }
  return problem
}

/** The faults of named rules: each must exist, and the options of a custom rule must fit its schema. */
function ruleProblems(configuration: Fields, rules: readonly Rule[]): Problem[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  const ids = [...known.keys()]
  const unknown = (id: string, pointer: Pointer, target: Problem['target']): Problem => {
    return { pointer, target, message: `Unknown rule ${quote(id)}.${suggestion(meantRule(id, ids))}` }
  }
  const ofEntries = ({ pointer, value }: Node) =>
    Object.entries(fieldsOf(own(value, 'rules'))).flatMap(([id, entry]) => {
      const at = pointer.child('rules', id)
      const rule = known.get(id)
      if (rule === undefined) return unknown(id, at, 'key')
      return Array.isArray(entry) && IS_CUSTOM.test(id) ? optionProblems(rule, entry[1], at.child(1)) : []
    })
  return [
    ...ofEntries({ pointer: Pointer.root, value: configuration }),
    ...itemsAt(configuration, 'overrides').flatMap(ofEntries),
    ...itemsAt(configuration, 'ignores').flatMap(({ pointer, value }) => {
      const id = own(value, 'rule')
      return typeof id !== 'string' || known.has(id) ? [] : unknown(id, pointer.child('rule'), 'value')
    }),
  ]
}

/** The id of the rule that was probably meant: one with this name and a namespace, or one with a similar spelling. */
function meantRule(id: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => candidate.endsWith(`/${id}`)) ?? didYouMean(id, known)
}

function optionProblems(rule: Rule, options: unknown, at: Pointer): Problem[] {
  if (options === undefined) return []
  if (rule.options === undefined) {
    return [{ pointer: at, target: 'value', message: `Rule ${quote(rule.id)} has no options.` }]
  }
  const { schema } = rule.options
  // The path contains the rule's id, so that messages name the rule.
  const root: Fields = {
    type: 'object',
    properties: { [rule.id]: { type: 'object', properties: schema, additionalProperties: false } },
  }
  return schemaFaults(compile(root), { [rule.id]: options }, () => root).map((fault) => ({
    ...problemFrom(fault),
    pointer: at.child(...fault.path.slice(1)),
  }))
}

/** Only the schemas of custom rules are compiled at run time. */
function compile(schema: Fields): Validator {
  const { default: Ajv } = require('ajv') as typeof import('ajv')
  const { fullFormats } = require('ajv-formats/dist/formats') as typeof import('ajv-formats/dist/formats')
  return new Ajv({ allErrors: true, messages: false, strict: false, formats: fullFormats }).compile(schema)
}

/** Patterns that may take too long to match. */
function patternProblems(configuration: Fields): Problem[] {
  const lists = [
    { pointer: Pointer.root.child('ignorePatterns'), patterns: own(configuration, 'ignorePatterns') },
    ...[...itemsAt(configuration, 'overrides'), ...itemsAt(configuration, 'ignores')].map(({ pointer, value }) => {
      return { pointer: pointer.child('files'), patterns: own(value, 'files') }
    }),
  ]
  return lists.flatMap(({ pointer, patterns }) => {
    const placed: (readonly [unknown, Pointer])[] = Array.isArray(patterns)
      ? patterns.map((pattern: unknown, index) => [pattern, pointer.child(index)])
      : [[patterns, pointer]]
    return placed.flatMap(([pattern, at]) => {
      const fault = typeof pattern === 'string' ? patternTooCostly(pattern) : undefined
      return fault === undefined ? [] : { pointer: at, target: 'value' as const, message: `A pattern ${fault}.` }
    })
  })
}

/** Only the options of custom rules are checked here: the published schema covers those of the tool's own rules. */
const IS_CUSTOM = new RegExp(CUSTOM_RULE_PATTERN)

function itemsAt(configuration: Fields, key: string): Node[] {
  const items = own(configuration, key)
  if (!Array.isArray(items)) return []
  return items.flatMap((value: unknown, index) =>
    isFields(value) ? { pointer: Pointer.root.child(key, index), value } : [],
  )
}
