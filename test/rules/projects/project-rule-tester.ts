import { parseDocument } from '../../../src/document/parse'
import { Pointer } from '../../../src/document/pointer'
import type { ProjectFacts } from '../../../src/document/project-facts'
import { planRules, runRules } from '../../../src/engine/run-rules'
import type { Range } from '../../../src/findings/types'
import type { Rule } from '../../../src/rules/contract'
import { NO_PROJECT } from './no-project'

export interface ProjectRuleCase {
  name: string
  /** Absent for a document of JSON. */
  project?: Partial<ProjectFacts>
  body?: Record<string, unknown>
  /** Message, and where: a pointer, or a place outside of the body. */
  expected: readonly (readonly [message: string, where: string | Range])[]
}

/** Runs a rule over the body of a project. */
export function testProjectRule(rule: Rule, cases: readonly ProjectRuleCase[]): void {
  describe(rule.id, () => {
    test.each(
      [...cases, { name: 'is silent about a document of JSON', expected: [] }].map((one) => [one.name, one] as const),
    )('%s', (_name, { project, body = {}, expected }: ProjectRuleCase) => {
      const text = JSON.stringify({ name: 'acme/desk', version: '1.0.0', actions: {}, ...body })
      const { value } = parseDocument({ name: 'body.json', text, comments: false })
      const settings = { rules: new Map([[rule.id, { severity: rule.severity, options: undefined }]]) }
      const facts = project === undefined ? undefined : { ...NO_PROJECT, ...project }
      const { findings, crashes } = runRules(
        planRules([rule], settings),
        'create-body',
        value,
        Pointer.root,
        () => undefined,
        undefined,
        facts,
      )
      expect(crashes).toEqual([])
      expect(findings.map(({ message, pointer, at }) => [message, at ?? pointer.toString()])).toEqual(expected)
    })
  })
}

/** A place on the first line of a file. */
export function placeIn(file: string, column = 1, endColumn = 10): Range {
  return { line: 1, column, endLine: 1, endColumn, file }
}
