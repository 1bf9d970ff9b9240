import { fenced, plainText, ruleMetadata } from '../../src/reporters/rule-metadata'
import rule from '../../src/rules/references/required-tags-declared'

test('a rule as the reports tell of it: examples are files, the page is linked', () => {
  const examples = { bad: [{ document: '{ "a": ' }], good: [{ document: { a: 1 } }] }
  const reported = { ...rule, examples }
  const metadata = ruleMetadata(reported)
  expect(metadata).toEqual({
    id: 'required-tags-declared',
    category: 'references',
    severity: 'error',
    summary: rule.summary,
    description: rule.description,
    helpUrl: expect.stringMatching(/\/docs\/rules\/required-tags-declared\.md$/),
    examples: { bad: ['{ "a": '], good: ['{\n  "a": 1\n}'] },
  })
})

test.each([
  ['code', 'Use `a` and ``b``.', 'Use a and b.'],
  ['emphasis', '**Never** do.', 'Never do.'],
  ['links', 'See [the page](https://a.example).', 'See the page.'],
])('plain text has no marks of %s', (_name, markdown, expected) => {
  expect(plainText(markdown)).toBe(expected)
})

test('a code block is fenced longer than any fence in it', () => {
  expect(fenced('a', 'json')).toBe('```json\na\n```')
  expect(fenced('````\nb', '')).toBe('`````\n````\nb\n`````')
})
