import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { FAULTY, GOOD } from '../hooks/repository'
import { BROKEN, COMPILES, MENDED, shown, TESTS } from '../hooks/three-scripts'
import { blocks, CheckedOut } from './runner'

let checkedOut: CheckedOut
beforeEach(() => {
  checkedOut = new CheckedOut()
})
afterEach(() => checkedOut.remove())

interface Service {
  name: string
  /** The commands of a job, as its page shows it. */
  script(): string[]
  /** The file that the service reads, and what is in it when there is a finding. */
  report: string
  finding: RegExp
}

function onlyBlock(page: string, language: string, mark: string): string {
  const found = blocks(page, language).filter((block) => block.includes(mark))
  if (found.length !== 1) throw new Error(`${page} has ${found.length} blocks of ${language} with ${mark}.`)
  return found[0] ?? ''
}

const SERVICES: readonly Service[] = [
  {
    name: 'GitLab',
    script: () => parse(onlyBlock('gitlab-ci.md', 'yaml', 'codequality'))['integration-lint'].script,
    report: 'gl-code-quality-report.json',
    finding: /"check_name": ?"schema\/max-length"/,
  },
  {
    name: 'CircleCI',
    script: () =>
      parse(onlyBlock('other-ci.md', 'yaml', 'version: 2.1')).jobs['integration-lint'].steps.flatMap(
        (step: { run?: string }) => step.run ?? [],
      ),
    report: 'reports/integration-lint/results.xml',
    finding: /<testcase name="schema\/max-length at \/title" classname="b"[^>]*>\s*<failure message=/,
  },
  {
    name: 'Jenkins',
    script: () =>
      [...onlyBlock('other-ci.md', 'groovy', 'pipeline').matchAll(/^ *sh '([^'\n]*)'$/gm)].map(
        ([, command = '']) => command,
      ),
    report: 'integration-lint.xml',
    finding: /<testcase name="schema\/max-length at \/title" classname="b"[^>]*>\s*<failure message=/,
  },
]

describe.each(SERVICES.map((service) => [service.name, service] as const))(
  'the job for %s',
  (_name, { script, report, finding }) => {
    test('passes when all is clean, fails on a finding, and leaves a report either way', () => {
      const commands = script()
      expect(commands.join('\n')).toMatch(/^npm ci$[\s\S]*npx --no -- integration-lint /m)
      checkedOut.write({ 'a.json': GOOD })
      expect(checkedOut.shell(commands.join('\n'))).toMatchObject({ status: 0 })
      expect(readFileSync(join(checkedOut.root, report), 'utf8')).not.toMatch(finding)
      checkedOut.write({ 'b.json': FAULTY })
      const failed = checkedOut.shell(commands.filter((command) => command !== 'npm ci').join('\n'))
      expect(failed.output).toMatch(/b\.json:1:48/)
      expect(failed.status).toBe(1)
      expect(readFileSync(join(checkedOut.root, report), 'utf8')).toMatch(finding)
    })
  },
)

test('GitHub, without the action: passes when all is clean, annotates and fails on a finding', () => {
  const { jobs } = parse(onlyBlock('github-actions.md', 'yaml', 'npm ci'))
  const commands: string[] = Object.values<{ steps: { run?: string }[] }>(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run ?? []),
  )
  expect(commands[0]).toBe('npm ci')
  const environment = { GITHUB_ACTIONS: 'true' }
  checkedOut.write({ 'a.json': GOOD })
  expect(checkedOut.shell(commands.join('\n'), environment)).toMatchObject({ status: 0 })
  checkedOut.write({ 'b.json': FAULTY })
  const failed = checkedOut.shell(commands.slice(1).join('\n'), environment)
  expect(failed.output).toMatch(/^::error file=b\.json,line=1,/m)
  expect(failed.status).toBe(1)
})

test('scripts and their tests: red, mended, green', () => {
  const job = shown('integration-lint .\n')
  checkedOut.write({ ...BROKEN, ...TESTS })
  const uncompiled = checkedOut.shell(job)
  expect(uncompiled.output).toMatch(/does not compile[\s\S]*vrl-compiles\n +scripts\/extract\.vrl:1:8/)
  expect(uncompiled.status).toBe(1)
  checkedOut.write(COMPILES)
  const failing = checkedOut.shell(job)
  expect(failing.output).toMatch(/✗ works/)
  expect(failing.status).toBe(1)
  checkedOut.write(MENDED)
  expect(checkedOut.shell(job)).toMatchObject({ status: 0 })
})

test('GitLab: only what a merge request changes', () => {
  const { script, variables } = parse(onlyBlock('gitlab-ci.md', 'yaml', 'merge_request_event'))['integration-lint']
  expect(variables).toEqual({ GIT_DEPTH: 0 })
  checkedOut.stage({ 'old.json': FAULTY })
  checkedOut.commit()
  const base = checkedOut.git('rev-parse', 'HEAD').trim()
  checkedOut.stage({ 'new.json': GOOD })
  checkedOut.commit()
  const environment = { CI_MERGE_REQUEST_DIFF_BASE_SHA: base }
  const clean = checkedOut.shell(script.join('\n'), environment)
  expect([clean.status, clean.output]).toEqual([0, expect.stringContaining('1 file checked')])
  checkedOut.stage({ 'new.json': FAULTY })
  checkedOut.commit()
  expect(checkedOut.shell(script.at(-1), environment).output).toMatch(/new\.json:1:48(?![\s\S]*old\.json)/)
})

test('several machines: each checks its part, and the joined report has all of it', () => {
  const script = onlyBlock('other-ci.md', 'sh', 'merge-reports')
  checkedOut.write({ 'a.json': FAULTY, 'b.json': FAULTY, 'c.json': GOOD })
  const { status, stdout } = checkedOut.shell(script)
  expect(stdout).toMatch(/2 findings \(2 errors, 0 warnings\) in 2 of 3 files/)
  expect(status).toBe(1)
})
