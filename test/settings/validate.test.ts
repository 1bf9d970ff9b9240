import { parseDocument } from '../../src/document/parse'
import { RULES } from '../../src/rules/index.generated'
import { CUSTOM_RULE_PATTERN, OWN_NAMESPACES } from '../../src/settings/configuration'
import { validateConfiguration } from '../../src/settings/validate'
import { expectPlaces, marked } from '../mark'
import { WORDS_RULE } from './rules'

const KNOWN = [...RULES, WORDS_RULE]

function problemsOf(text: string) {
  const document = parseDocument({ name: 'integration-lint.config.json', text, comments: false })
  expect(document.faults).toEqual([])
  const { problems } = validateConfiguration(document.value, { rules: KNOWN, code: false })
  return document
    .locateAll(problems)
    .map((range, index) => ({ range, message: problems[index]?.message }))
    .sort((left, right) => left.range.line - right.range.line || left.range.column - right.range.column)
}

const PRESETS = '"schema", "recommended", "hub" or "strict"'
const SEVERITIES = '"off", "info", "warning", "error" or "warn"'

describe('each fault is reported at its place', () => {
  test.each<[shows: string, text: string, messages: string[]]>([
    ['not an object', '«[]»', ['The document is an array; an object is required.']],
    ['a misspelt key', '{ «"rulez"»: {} }', ['Unknown property "rulez". Did you mean "rules"?']],
    ['a key that is like none', '{ «"plugins"»: [] }', ['Unknown property "plugins".']],
    ['a key that every object inherits', '{ «"constructor"»: 1 }', ['Unknown property "constructor".']],
    ['a key __proto__', '{ «"__proto__"»: { "root": true } }', ['Unknown property "__proto__".']],
    ['root is not a boolean', '{ "root": «"yes"» }', ['root is a string ("yes"); a boolean is required.']],
    ['$schema is not a text', '{ "$schema": «1» }', ['$schema is a number (1); a string is required.']],
    [
      'a misspelt preset',
      '{ "extends": «"recomended"» }',
      [
        `Unknown preset "recomended"; allowed are ${PRESETS}, and paths that start with "./" or "../". Did you mean "recommended"?`,
      ],
    ],
    [
      'a misspelt preset in a list',
      '{ "extends": ["hub", «"strikt"»] }',
      [
        `Unknown preset "strikt"; allowed are ${PRESETS}, and paths that start with "./" or "../". Did you mean "strict"?`,
      ],
    ],
    [
      'extends of a wrong type',
      '{ "extends": [«5»] }',
      [`Unknown preset 5; allowed are ${PRESETS}, and paths that start with "./" or "../".`],
    ],
    [
      'a misspelt rule',
      '{ "rules": {\n  «"name-fromat"»: "off"\n} }',
      ['Unknown rule "name-fromat". Did you mean "name-format"?'],
    ],
    [
      'a rule without its family',
      '{ "rules": { «"max-length"»: "off" } }',
      ['Unknown rule "max-length". Did you mean "schema/max-length"?'],
    ],
    [
      'a rule that nobody has added',
      '{ "rules": { «"acme/verbs"»: "off" } }',
      ['Unknown rule "acme/verbs". Did you mean "acme/words"?'],
    ],
    ['a rule toString', '{ "rules": { «"toString"»: "off" } }', ['Unknown rule "toString".']],
    ['rules that are no object', '{ "rules": «[]» }', ['rules is an array; an object is required.']],
    [
      'a misspelt severity',
      '{ "rules": { "key-format": «"eror"» } }',
      [`rules.key-format is "eror"; allowed are ${SEVERITIES}. Did you mean "error"?`],
    ],
    [
      'a severity as others call it',
      '{ "rules": { "key-format": «"hint"», "name-handle": [«2»] } }',
      [
        `rules.key-format is "hint"; allowed are ${SEVERITIES}.`,
        `rules.name-handle[0] is 2; allowed are ${SEVERITIES}.`,
      ],
    ],
    [
      'an invalid severity at all',
      '{ "rules": { "key-format": «null» } }',
      [`rules.key-format is null; allowed are ${SEVERITIES}.`],
    ],
    [
      'options without a severity',
      '{ "rules": { "name-format": «{ "limit": 1 }» } }',
      ['rules.name-format is an object; allowed are "off", "info", "warning", "error" or "warn".'],
    ],
    [
      'an empty list, and one that is too long',
      '{ "rules": { "key-format": «[]», "name-format": «["off", {}, {}]» } }',
      [
        'rules.key-format has 0 items; at least 1 is required.',
        'rules.name-format has 3 items; at most 2 are allowed.',
      ],
    ],
    [
      'options of a rule without any',
      '{ "rules": { "key-format": ["error", «{ "a": 1 }»] } }',
      ['Rule "key-format" has no options.'],
    ],
    [
      'options that are no object',
      '{ "rules": { "name-format": ["error", «"^a"»] } }',
      ['rules.name-format[1] is a string ("^a"); an object is required.'],
    ],
    [
      'a misspelt option',
      '{ "rules": { "acme/words": ["error", { «"patern"»: "^a" }] } }',
      ['Unknown property "patern" in "acme/words". Did you mean "pattern"?'],
    ],
    [
      'an option of a wrong type',
      '{ "rules": { "acme/words": ["error", { "limit": «"3"» }] } }',
      ['"acme/words".limit is a string ("3"); an integer is required.'],
    ],
    [
      'an option that is not a regular expression',
      '{ "rules": { "name-format": ["error", { "pattern": «"("» }] } }',
      ['rules.name-format[1].pattern is "("; a regular expression is required.'],
    ],
    [
      'an option that does not match its pattern',
      '{ "rules": { "acme/words": ["error", { "prefix": «"A"» }] } }',
      ['"acme/words".prefix is "A"; it must match ^[a-z]*$.'],
    ],
    [
      'a property that objects in an option do not have',
      '{ "rules": { "acme/words": ["error", { "steps": [{ "name": "a" }, { «"nam"»: "a" }] }] } }',
      ['Unknown property "nam" in "acme/words".steps[1]. Did you mean "name"?'],
    ],
    [
      'options out of bounds',
      '{ "rules": { "acme/words": ["error", { "limit": «0», "words": «[]», "style": «"kebap"» }] } }',
      [
        '"acme/words".limit is 0; it must be >= 1.',
        '"acme/words".words has 0 items; at least 1 is required.',
        '"acme/words".style is "kebap"; allowed are "camel" or "kebab". Did you mean "kebab"?',
      ],
    ],
    [
      'the upper bound of an option',
      '{ "rules": { "acme/words": ["error", { "limit": «100» }] } }',
      ['"acme/words".limit is 100; it must be < 100.'],
    ],
    [
      'items of an option',
      '{ "rules": { "acme/words": ["error", { "words": ["ok", «"x"», «7»] }] } }',
      [
        '"acme/words".words[1] is 1 character long; at least 2 are required.',
        '"acme/words".words[2] is a number (7); a string is required.',
      ],
    ],
    [
      'equal items of an option',
      '{ "rules": { "acme/words": ["error", { "words": «["aa", "bb", "aa"]» }] } }',
      ['"acme/words".words contains the same item twice, at 0 and 2.'],
    ],
    [
      'what is in an option',
      '{ "rules": { "acme/words": ["error", { "more": { "depth": 1, «"dept"»: 1, "within": «"event"» } }] } }',
      [
        'Unknown property "dept" in "acme/words".more. Did you mean "depth"?',
        '"acme/words".more.within is "event"; only "schema" is allowed.',
      ],
    ],
    [
      'what an option lacks',
      '{ "rules": { "acme/words": ["error", { "more": «{}» }] } }',
      ['"acme/words".more lacks the required property "depth".'],
    ],
    [
      'an option with alternatives, reported once',
      '{ "rules": { "acme/words": ["error", { "either": «"long"» }] } }',
      ['"acme/words".either is 4 characters long; at most 3 are allowed.'],
    ],
    ['overrides that are no list', '{ "overrides": «{}» }', ['overrides is an object; an array is required.']],
    [
      'an override that is not an object',
      '{ "overrides": [«"a"»] }',
      ['overrides[0] is a string ("a"); an object is required.'],
    ],
    [
      'an override without files',
      '{ "overrides": [«{ "rules": {} }»] }',
      ['overrides[0] lacks the required property "files".'],
    ],
    [
      'an override with misspelt files: one cause, one fault',
      '{ "overrides": [{ «"file"»: "a" }] }',
      ['Unknown property "file" in overrides[0]. Did you mean "files"?'],
    ],
    [
      'an override of no file',
      '{ "overrides": [{ "files": «[]» }, { "files": «["!a"]» }, { "files": «"!a"» }] }',
      [
        '"files" matches no file: a pattern without "!" is required before those that exclude files.',
        '"files" matches no file: a pattern without "!" is required before those that exclude files.',
        'overrides[2].files is "!a"; a pattern without "!" is required.',
      ],
    ],
    [
      'patterns of wrong types',
      '{ "overrides": [{ "files": «5» }], "ignorePatterns": [«""», «null»] }',
      [
        'overrides[0].files is a number (5); a string is required.',
        'ignorePatterns[0] is ""; a text that is not blank is required.',
        'ignorePatterns[1] is null; a string is required.',
      ],
    ],
    [
      'ignorePatterns that are no list',
      '{ "ignorePatterns": «"a"» }',
      ['ignorePatterns is a string ("a"); an array is required.'],
    ],
    [
      'a misspelt kind',
      '{ "overrides": [{ "files": "a", "as": «"create-bdy"» }] }',
      [
        'overrides[0].as is "create-bdy"; allowed are "integration", "public-integration", "integration-list", "create-body" or "update-body". Did you mean "create-body"?',
      ],
    ],
    [
      'what is neither a kind nor a preset',
      '{ "overrides": [{ "files": "a", "as": «5», "extends": «null» }] }',
      [
        'overrides[0].as is 5; allowed are "integration", "public-integration", "integration-list", "create-body" or "update-body".',
        `overrides[0].extends is null; allowed are ${PRESETS}.`,
      ],
    ],
    [
      'an override that extends a path',
      '{ "overrides": [{ "files": "a", "extends": ["hub", «"./a.json"»] }] }',
      [`overrides[0].extends[1] is "./a.json"; allowed are ${PRESETS}.`],
    ],
    [
      'rules of an override',
      '{ "overrides": [{ "files": "a", "rules": { «"key-fromat"»: "off" } }] }',
      ['Unknown rule "key-fromat". Did you mean "key-format"?'],
    ],
    [
      'an entry of ignores without its reason, or a blank one',
      '{ "ignores": [«{ "rule": "key-format" }», { "rule": "key-format", "reason": «"  "» }] }',
      [
        'ignores[0] lacks the required property "reason".',
        'ignores[1].reason is "  "; a text that is not blank is required.',
      ],
    ],
    [
      'an entry of ignores with a misspelt rule',
      '{ "ignores": [{ "rule": «"key-fromat"», "reason": "x" }, { "rule": «1», "reason": "x" }] }',
      ['Unknown rule "key-fromat". Did you mean "key-format"?', 'rule is 1; the id of a rule is required.'],
    ],
    [
      'an entry of ignores with a wrong pointer',
      '{ "ignores": [{ "rule": "key-format", "reason": "x", "pointer": «"actions"» }, { "rule": "key-format", "reason": "x", "pointer": «"/~2"» }] }',
      [
        'ignores[0].pointer is "actions"; a JSON Pointer such as "/actions/createTicket" is required.',
        'ignores[1].pointer is "/~2"; a JSON Pointer such as "/actions/createTicket" is required.',
      ],
    ],
    [
      'an entry of ignores with a pointer that is not a text',
      '{ "ignores": [{ "rule": "key-format", "reason": "x", "pointer": «["actions"]» }] }',
      ['ignores[0].pointer is an array; a string is required.'],
    ],
    [
      'an entry of ignores that expires on no day',
      '{ "ignores": [{ "rule": "key-format", "reason": "x", "expires": «"2026-02-30"» }, { "rule": "key-format", "reason": "x", "expires": «"31.12.2026"» }] }',
      [
        'ignores[0].expires is "2026-02-30"; a date such as "2026-12-31" is required.',
        'ignores[1].expires is "31.12.2026"; a date such as "2026-12-31" is required.',
      ],
    ],
    ['a blank baseline', '{ "baseline": «""» }', ['baseline is ""; a text that is not blank is required.']],
    [
      'rules of one’s own in JSON',
      '{ «"customRules"»: [] }',
      [
        'Rules are functions, which JSON cannot represent: write the configuration as "integration-lint.config.mjs" or "integration-lint.config.ts".',
      ],
    ],
    [
      'several faults, all of them',
      '{ «"rulez"»: {}, "extends": «"hubb"», "rules": { «"x"»: "off" } }',
      [
        'Unknown property "rulez". Did you mean "rules"?',
        `Unknown preset "hubb"; allowed are ${PRESETS}, and paths that start with "./" or "../". Did you mean "hub"?`,
        'Unknown rule "x".',
      ],
    ],
  ])('%s', (_shows, text, messages) => {
    const expected = marked(text)
    const problems = problemsOf(expected.text)
    expect(problems.map(({ message }) => message)).toEqual(messages)
    expectPlaces(
      problems.map(({ range }) => range),
      expected,
    )
  })
})

describe('what is right is silent', () => {
  test.each([
    ['nothing at all', '{}'],
    [
      'every key',
      `{ "$schema": "x", "root": true, "extends": ["hub", "./a.json", "../b.json", "/c.json", "C:\\\\d.json"],
      "rules": { "key-format": "off", "name-handle": ["info"], "name-format": ["warn", { "pattern": "^a" }], "acme/words": ["error", { "limit": 99, "either": true }] },
      "overrides": [{ "files": ["a", "!b"], "as": "update-body", "extends": "strict", "rules": { "key-format": "info" } }],
      "ignorePatterns": ["!a"], "baseline": "./b.json",
      "ignores": [{ "rule": "key-format", "files": "a", "pointer": "/a~1b", "reason": "x", "expires": "2028-02-29" }] }`,
    ],
  ])('%s', (_shows, text) => {
    expect(problemsOf(text)).toEqual([])
  })
})

test('the namespaces of the tool are those that its rules have', () => {
  const namespaces = RULES.flatMap(({ id }) => (id.includes('/') ? [id.split('/')[0] ?? ''] : []))
  expect(new Set(namespaces)).toEqual(OWN_NAMESPACES)
  expect(RULES.filter(({ id }) => new RegExp(CUSTOM_RULE_PATTERN).test(id))).toEqual([])
})

describe('a configuration that is code', () => {
  const rule = {
    id: 'acme/verbs',
    category: 'names',
    severity: 'warning',
    presets: { recommended: 'warning' },
    summary: 'Verbs.',
    description: 'Why.',
    messages: { verb: () => 'Verb.' },
    visit: { action() {} },
    examples: { bad: [], good: [{ document: {} }] },
  }
  const validate = (value: unknown) =>
    validateConfiguration(value, { rules: KNOWN, code: true }).problems.map(
      ({ pointer, message }) => `${pointer} ${message}`,
    )

  test.each<[shows: string, value: unknown, problem: string]>([
    [
      'a promise',
      { rules: Promise.resolve({}) },
      '/rules "rules" is a Promise; plain objects and arrays are required.',
    ],
    ['a map', { overrides: [{ files: '*', rules: new Map() }] }, '/overrides/0/rules "rules" is a Map; plain'],
  ])('%s is not data, and does not pass for an object without keys', (_shows, value, problem) => {
    expect(validate(value)).toContainEqual(expect.stringContaining(problem))
  })

  test.each<[shows: string, customRules: unknown, problems: (string | RegExp)[]]>([
    ['a sound rule', [rule], []],
    [
      'a sound rule with everything',
      [
        {
          ...rule,
          supersededBy: ['key-format'],
          conceals: true,
          bpLint: true,
          only: { field: { nested: false } },
          options: { schema: {}, defaults: {} },
        },
      ],
      [],
    ],
    ['no list', rule, ['/customRules "customRules" is an object; a list is required.']],
    ['no rule', ['acme/verbs'], ['/customRules/0 A rule is an object that defineRule has made, not a string.']],
    ['no id', [{ ...rule, id: undefined }], [/^\/customRules\/0 id is required: a text such as "acme/]],
    [
      'an id without a namespace',
      [{ ...rule, id: 'verbs' }],
      [/^\/customRules\/0\/id id is "verbs"; a namespace and a name/],
    ],
    [
      'a namespace of the tool',
      [{ ...rule, id: 'schema/verbs' }],
      [/id is "schema\/verbs"; the namespace "schema" belongs/],
    ],
    [
      'an unknown category',
      [{ ...rule, category: 'verbs' }],
      [/^\/customRules\/0\/category category is "verbs"; "syntax", /],
    ],
    [
      'off as its severity',
      [{ ...rule, severity: 'off' }],
      [/severity is "off"; "error", "warning" or "info" is required\.$/],
    ],
    [
      'an unknown preset',
      [{ ...rule, presets: { hubb: 'error' } }],
      [/presets is an object; an object from presets to severities is required/],
    ],
    [
      'an unknown severity in a preset',
      [{ ...rule, presets: { hub: 'off' } }],
      [/presets is an object; an object from/],
    ],
    ['presets that defineRule has not read', [{ ...rule, presets: ['hub'] }], [/presets is an array; an object from/]],
    ['a blank summary', [{ ...rule, summary: ' ' }], ['/customRules/0/summary summary is " "; a text is required.']],
    [
      'no messages',
      [{ ...rule, messages: undefined }],
      ['/customRules/0 messages is nothing; an object of functions is required.'],
    ],
    [
      'a message that is not a function',
      [{ ...rule, messages: { verb: 'V' } }],
      [/messages holds "verb", which is "V" not a function/],
    ],
    [
      'a misspelt node',
      [{ ...rule, visit: { actoin() {} } }],
      [/^\/customRules\/0\/visit\/actoin A rule cannot visit "actoin"; .* Did you mean "action"\?$/],
    ],
    [
      'visits that are no object',
      [{ ...rule, visit: 5 }],
      ['/customRules/0/visit visit is a number; an object of functions is required.'],
    ],
    [
      'a limit that is not an object',
      [{ ...rule, only: { field: true } }],
      [/^\/customRules\/0\/only only is an object; an object from node types to conditions is required/],
    ],
    [
      'options that are no object',
      [{ ...rule, options: [] }],
      ['/customRules/0/options options is an array; an object with schema and defaults is required.'],
    ],
    ['options without defaults', [{ ...rule, options: { schema: {} } }], [/options lacks defaults/]],
    ['options without schemas', [{ ...rule, options: { schema: { a: 1 }, defaults: {} } }], [/options lacks schema/]],
    [
      'a part that rules do not have',
      [{ ...rule, supercededBy: [] }],
      ['/customRules/0/supercededBy A rule has no property "supercededBy". Did you mean "supersededBy"?'],
    ],
    [
      'false for conceals',
      [{ ...rule, conceals: false }],
      ['/customRules/0/conceals conceals is a boolean; only true is allowed.'],
    ],
    ['no examples', [{ ...rule, examples: { bad: [] } }], [/examples must hold bad and good/]],
    [
      'rules that supersede it in no list',
      [{ ...rule, supersededBy: 'a' }],
      [/supersededBy is "a"; a list of rules is required/],
    ],
  ])('%s', (_shows, customRules, problems) => {
    const found = validate({ customRules })
    expect(found).toHaveLength(problems.length)
    problems.forEach((problem, index) => {
      if (typeof problem === 'string') expect(found[index]).toBe(problem)
      else expect(found[index]).toMatch(problem)
    })
  })

  test('undefined is as good as absent', () => {
    expect(validate({ extends: undefined, overrides: [{ files: 'a', as: undefined }] })).toEqual([])
    expect(validate({ overrides: [{ files: undefined }] })).toEqual([
      '/overrides/0 overrides[0] lacks the required property "files".',
    ])
  })
})
