import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RULES } from '../../src/rules/index.generated'

const ROOT = resolve(__dirname, '../..')
const PAGE = readFileSync(join(ROOT, 'docs/from-bp-lint.md'), 'utf8')

/** The rules of `bp lint` for integrations with their severities, as its ruleset names them. */
const BP_LINT = {
  'integration-title-must-be-present': 'error',
  'integration-description-must-be-present': 'error',
  'integration-must-have-an-icon': 'error',
  'integration-must-have-a-readme-file': 'error',
  'actions-should-have-a-title': 'warning',
  'actions-must-have-a-description': 'error',
  'action-inputparams-should-have-a-title': 'warning',
  'action-inputparams-must-have-a-description': 'error',
  'action-outputparams-should-have-a-title': 'warning',
  'action-outputparams-must-have-a-description': 'error',
  'event-outputparams-should-have-title': 'warning',
  'event-outputparams-must-have-description': 'error',
  'events-must-have-a-title': 'error',
  'events-must-have-a-description': 'error',
  'consider-migrating-to-configurations': 'off',
  'configuration-fields-must-have-a-title': 'error',
  'configuration-fields-must-have-a-description': 'error',
  'multiple-configurations-must-have-a-title': 'error',
  'multiple-configurations-must-have-a-description': 'error',
  'multipes-configurations-fields-must-have-a-title': 'error',
  'multipes-configurations-fields-must-have-a-description': 'error',
  'user-tags-should-have-a-title': 'warning',
  'user-tags-must-have-a-description': 'error',
  'channels-should-have-a-title': 'warning',
  'channels-must-have-a-description': 'error',
  'channels-conversation-tags-should-have-a-title': 'warning',
  'channels-conversation-tags-must-have-a-description': 'error',
  'channels-message-tags-should-have-a-title': 'warning',
  'channels-message-tags-must-have-a-description': 'error',
  'legacy-zui-title-should-be-removed': 'error',
  'legacy-zui-examples-should-be-removed': 'hint',
  'state-fields-should-have-title': 'warning',
  'state-fields-must-have-description': 'error',
  'secrets-must-have-a-description': 'error',
}

/** Where the severities here are others, on purpose; the page gives the reasons. */
const DIFFERENT: Record<string, readonly [hub: string, recommended: string]> = {
  'integration-must-have-an-icon': ['error', '–'],
  'integration-must-have-a-readme-file': ['error', '–'],
  'consider-migrating-to-configurations': ['–', '–'],
  'legacy-zui-examples-should-be-removed': ['info', '–'],
}

const MILDER: Record<string, string> = { error: 'warning', warning: 'info' }

interface Row {
  theirs: string
  theirSeverity: string
  ours: string
  link: string
  hub: string
  recommended: string
}

const ROWS: readonly Row[] = PAGE.split('\n').flatMap((line) => {
  const cells = /^\| `([^`]+)` \| (\S+) \| \[`([^`]+)`\]\(([^)]+)\) \| (\S+) \| (\S+) \|$/.exec(line)
  if (cells === null) return []
  const [, theirs = '', theirSeverity = '', ours = '', link = '', hub = '', recommended = ''] = cells
  return [{ theirs, theirSeverity, ours, link, hub, recommended }]
})

test('the page has a row for each of the 34 rules of `bp lint`, with its severity there', () => {
  expect(ROWS.map(({ theirs, theirSeverity }) => [theirs, theirSeverity])).toEqual(Object.entries(BP_LINT))
  expect(ROWS).toHaveLength(34)
})

test.each(ROWS.map((row) => [row.theirs, row] as const))('%s has its equal', (theirs, row) => {
  const rule = RULES.find(({ id }) => id === row.ours)
  expect(rule?.id).toBe(row.ours)
  if (rule === undefined) return
  expect([row.hub, row.recommended]).toEqual([rule.presets.hub ?? '–', rule.presets.recommended ?? '–'])
  expect(rule.presets.strict).toBe(rule.presets.recommended)
  expect([row.hub, row.recommended]).toEqual(DIFFERENT[theirs] ?? [row.theirSeverity, MILDER[row.theirSeverity]])
  expect(row.link).toBe(`rules/${row.ours}.md`)
  expect(existsSync(join(ROOT, 'docs', row.link))).toBe(true)
})

test('`/* bplint-disable */` suppresses the rules of the page, and no others', () => {
  const ofBpLint = RULES.filter(({ bpLint }) => bpLint === true).map(({ id }) => id)
  expect(ofBpLint.sort()).toEqual(ROWS.map(({ ours }) => ours).sort())
})

test('no two rules of `bp lint` share an equal', () => {
  expect(new Set(ROWS.map(({ ours }) => ours)).size).toBe(ROWS.length)
})

test('every rule that the page names elsewhere exists', () => {
  const ids = new Set(RULES.map(({ id }) => id))
  const theirs = new Set(Object.keys(BP_LINT))
  const named = [...PAGE.matchAll(/[`"]([a-z]+(?:-[a-z]+)+)[`"]/g)].map(([, name = '']) => name)
  const known = named.filter((name) => ids.has(name) || theirs.has(name) || OTHER_NAMES.has(name))
  expect(named.length).toBeGreaterThan(68)
  expect(named).toEqual(known)
})

/** What the page quotes in kebab-case that is not a rule. */
const OTHER_NAMES = new Set(['bplint-disable', 'x-zui', 'integration-lint'])
