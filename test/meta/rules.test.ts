import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Linter } from '../../src/engine/lint'
import { CATEGORIES, type Example, type Rule } from '../../src/rules/contract'
import { RULES } from '../../src/rules/index.generated'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { presetSettings } from '../../src/settings/presets'
import { compareValues } from '../compare/compare-values'
import { NO_PROJECT } from '../rules/projects/no-project'

const ROOT = resolve(__dirname, '../..')

/** The findings of one rule, alone, on one of its examples. */
function findingsOn(rule: Rule, { document, old, as, options, project }: Example): string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2)
  // Suppressions stand in comments, and are nothing without the rules that they silence.
  const silencing = rule.category === 'suppressions'
  const parsed = parseDocument({ name: 'example.json', text, comments: silencing })
  if (project !== undefined) Object.assign(parsed, { project: { ...NO_PROJECT, ...project } })
  const value = parsed.value === undefined ? parsed.recovered : parsed.value
  const recognised = recognise({ value }, as)
  if (recognised === undefined && rule.category !== 'document' && rule.category !== 'syntax') {
    throw new Error(`The example is of no known kind; say "as": ${text}`)
  }
  const defaults: unknown = rule.options?.defaults
  const settings = {
    rules: new Map([
      ...(silencing ? presetSettings('schema', RULES).rules : []),
      [
        rule.id,
        {
          severity: rule.severity,
          options: defaults === undefined ? undefined : { ...(defaults as object), ...options },
        },
      ],
    ]),
  }
  if (old !== undefined) {
    // What changes say of the version depends on which rules find them.
    const everything = presetSettings('recommended', RULES)
    return compareValues(old, document, everything)
      .findings.map((finding) => finding.rule)
      .filter((found) => found === rule.id)
  }
  const report = new Linter({ rules: silencing ? RULES : [rule], vrl: loadVrl, frames: false }).lint(
    parsed,
    recognised,
    settings,
  )
  expect(report.crashes).toEqual([])
  return report.findings.map((finding) => finding.rule)
}

describe('every rule', () => {
  test('has an id of its own', () => {
    const ids = RULES.map(({ id }) => id)
    expect([...new Set(ids)]).toEqual(ids)
    expect(ids.length).toBeGreaterThan(20)
  })

  describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    test('is plain kebab-case, or has its layer before it', () => {
      expect(id).toMatch(/^((syntax|document|schema|definition)\/)?[a-z0-9]+(-[a-z0-9]+)*$/)
      if (id !== 'definition/loads') {
        expect(id.includes('/') ? id.split('/')[0] : 'none').toBe(
          ['syntax', 'document', 'schema'].includes(rule.category) ? rule.category : 'none',
        )
      }
      expect(CATEGORIES).toContain(rule.category)
    })

    test('says what holds in one sentence and why in several', () => {
      expect(rule.summary).toMatch(/\.$/)
      expect(rule.summary.length).toBeLessThan(160)
      expect(rule.description.length).toBeGreaterThan(20)
      expect(`${rule.id} ${rule.summary}`).not.toMatch(/\b(error|warning)\b/i)
    })

    test('has a page', () => {
      const page = readFileSync(join(ROOT, 'docs/rules', `${id}.md`), 'utf8')
      expect(page).toContain(`# ${id}\n`)
    })

    // A byte that is not UTF-8, a file of 256 MiB and 100,000 findings cannot stand in an example; test/document and
    // test/hostile show these.
    const needsBytes = [
      'syntax/encoding',
      'syntax/too-large',
      'document/too-many-findings',
      'definition/loads',
    ].includes(id)
    // Nor can an exchange with the API, of which these rules speak; test/remote shows each of them.
    const needsExchange = rule.category === 'responses'
    // And what is new or gone as a whole is not a pair.
    const needsSeveral = id === 'integration-added' || id === 'integration-removed'

    test('reports its bad examples', () => {
      if (!needsBytes && !needsExchange && !needsSeveral) expect(rule.examples.bad.length).toBeGreaterThan(0)
      for (const example of rule.examples.bad) expect(findingsOn(rule, example)).toContain(id)
    })

    test('accepts its good examples', () => {
      expect(rule.examples.good.length).toBeGreaterThan(0)
      for (const example of rule.examples.good) expect(findingsOn(rule, example)).toEqual([])
    })
  })
})

test('the rules of syntax are the faults that the parser tells', () => {
  const folder = join(ROOT, 'src/document')
  const named = readdirSync(folder).flatMap(
    (file) => readFileSync(join(folder, file), 'utf8').match(/(?<=')syntax\/[a-z-]+(?=')/g) ?? [],
  )
  const known = RULES.filter(({ category }) => category === 'syntax').map(({ id }) => id)
  expect(known.sort()).toEqual([...new Set(named)].sort())
})

test('a rule that stands in a file of its own has the name of the file, and a test', () => {
  const known = new Map(RULES.map((rule) => [rule.id, rule]))
  const single = CATEGORIES.flatMap((category) =>
    readdirSync(join(ROOT, 'src/rules', category))
      .filter((file) => /^export default /m.test(readFileSync(join(ROOT, 'src/rules', category, file), 'utf8')))
      .map((file) => ({ category, name: file.replace(/\.ts$/, '') })),
  )
  expect(single.length).toBeGreaterThan(30)
  for (const { category, name } of single) {
    expect(known.get(name)?.category).toBe(category)
    const test = `test/rules/${category}/${name}.test.ts`
    expect(existsSync(join(ROOT, test)) ? name : `no ${test}`).toBe(name)
  }
})
