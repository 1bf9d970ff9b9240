import { RULES } from '../../src/rules/index.generated'
import { CASES } from './cases'
import { brokenPromises, fixed } from './harness'

/** Of a case, all rules are on; the fixes of these are not what it shows. */
const others = (rules: readonly string[]) => (rule: string) => rules.includes(rule) || !rule.startsWith('integration-')

describe('fixes', () => {
  test.each(CASES.map((one) => [one.name, one] as const))(
    '%s',
    async (_, { rules, before, after, file, as, settings }) => {
      const options = { as, unsafe: true, rules: settings ?? [], ...(file === undefined ? {} : { name: file }) }
      const result = await fixed(before, options)
      expect(result.text).toBe(after)
      expect(
        result.fixed
          .map(({ finding }) => finding.rule)
          .filter(others(rules))
          .sort(),
      ).toEqual([...rules].sort())
      expect(await brokenPromises(before, options)).toEqual([])
    },
  )

  test('every rule that has one is in a case', () => {
    const shown = new Set(CASES.flatMap(({ rules }) => rules))
    expect(RULES.filter(({ id, fix }) => fix !== undefined && !shown.has(id)).map(({ id }) => id)).toEqual([])
  })

  test('what is safe is done without leave, the rest is not', async () => {
    for (const { rules, before, file, as, settings } of CASES) {
      const safe = new Set(RULES.filter(({ fix }) => fix?.safe === true).map(({ id }) => id))
      const options = { as, rules: settings ?? [], ...(file === undefined ? {} : { name: file }) }
      const result = await fixed(before, options)
      const done = result.fixed.map(({ finding }) => finding.rule)
      expect(done.filter((rule) => !safe.has(rule))).toEqual([])
      expect(done.sort()).toEqual(rules.filter((rule) => safe.has(rule)).sort())
    }
  })
})
