import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../cli/run'
import { FAULTY, GOOD } from '../hooks/repository'
import { blocks, CiRepository } from './runner'

interface Step {
  id?: string
  if?: string
  uses?: string
  run?: string
  shell?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
  'working-directory'?: string
}

interface Action {
  inputs: Record<string, { description: string; default: string }>
  outputs: Record<string, { description: string; value: string }>
  runs: { using: string; steps: Step[] }
}

const action: Action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
const { steps } = action.runs

let checkedOut: CiRepository
beforeEach(() => {
  checkedOut = new CiRepository({ GITHUB_ACTIONS: 'true' })
})
afterEach(() => checkedOut.remove())

/** What a runner puts in the place of `${{ inputs.NAME }}`. */
function evaluate(text: string, inputs: Record<string, string>): string {
  return text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_whole, name: string) => {
    const declared = action.inputs[name]
    if (declared === undefined) throw new Error(`There is no input ${name}.`)
    return inputs[name] ?? declared.default
  })
}

/** Runs the steps that are scripts, as the runner of GitHub does. */
function runAction(inputs: Record<string, string> = {}, home = ROOT) {
  const files = {
    GITHUB_OUTPUT: join(checkedOut.root, '.git/output'),
    GITHUB_STEP_SUMMARY: join(checkedOut.root, '.git/summary'),
  }
  for (const file of Object.values(files)) writeFileSync(file, '')
  let [status, stdout, stderr]: [number | null, string, string] = [0, '', '']
  for (const step of steps) {
    if (step.run === undefined || status !== 0) continue
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, inputs)]),
    )
    const folder = evaluate(step['working-directory'] ?? '.', inputs)
    const answer = checkedOut.shell(
      step.run,
      { ...files, GITHUB_ACTION_PATH: home, GITHUB_WORKSPACE: checkedOut.root, ...env },
      join(checkedOut.root, folder),
    )
    stdout += answer.stdout
    stderr += answer.stderr
    status = answer.status
  }
  const outputs = Object.fromEntries(
    readFileSync(files.GITHUB_OUTPUT, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  return { status, stdout, stderr, outputs, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') }
}

describe('the shape of the action', () => {
  test('it is composite, and every input and output is described', () => {
    expect(action.runs.using).toBe('composite')
    expect(Object.keys(action.inputs)).toEqual(
      expect.arrayContaining(['paths', 'format', 'fail-on', 'baseline', 'upload-sarif']),
    )
    for (const { description, default: usual } of Object.values(action.inputs))
      expect([typeof description, typeof usual]).toEqual(['string', 'string'])
    for (const { value } of Object.values(action.outputs))
      expect(value).toMatch(/^\$\{\{ steps\.lint\.outputs\.[\w-]+ \}\}$/)
  })

  test('no script has an expression in it, and each names its shell', () => {
    const scripts = steps.filter(({ run }) => run !== undefined)
    expect(scripts.length).toBeGreaterThan(0)
    for (const { run, shell } of scripts) expect([run?.includes('${{'), shell]).toEqual([false, 'bash'])
  })

  test('every input reaches a step', () => {
    const used = JSON.stringify(steps)
    expect(Object.keys(action.inputs).filter((name) => !used.includes(`inputs.${name} `))).toEqual([])
  })

  test('other actions are pinned to a commit; SARIF is uploaded whatever was found', () => {
    const used = steps.flatMap(({ uses }) => uses ?? [])
    expect(used).toEqual([
      expect.stringMatching(/^actions\/setup-node@[0-9a-f]{40}$/),
      expect.stringMatching(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40}$/),
    ])
    const upload = steps.find(({ uses }) => uses?.includes('upload-sarif'))
    expect(upload?.if).toMatch(/^always\(\) && steps\.lint\.outputs\.sarif-file != ''$/)
    expect(upload?.with?.sarif_file).toBe(action.outputs['sarif-file']?.value)
  })
})

test('a clean repository passes', () => {
  checkedOut.write({ 'a.json': GOOD })
  const { status, outputs, stdout } = runAction()
  expect([status, outputs]).toEqual([0, { status: '0' }])
  expect(stdout).not.toMatch(/^::error/m)
})

test('findings fail the job, annotate the lines and stand in the summary', () => {
  checkedOut.write({ 'a.json': FAULTY })
  const { status, stdout, outputs, summary } = runAction()
  expect(stdout).toMatch(/^::error .*file=a\.json.*line=1.*::/m)
  expect(summary).toMatch(/schema\/max-length/)
  expect([status, outputs]).toEqual([1, { status: '1' }])
})

test('paths are taken one a line and as they are: no flag, no command', () => {
  checkedOut.write({ 'a b/c.json': GOOD, '$(touch pwned).json': GOOD, '--exit-zero.json': GOOD, 'x.json': FAULTY })
  const paths = 'a b\n$(touch pwned).json\n--exit-zero.json\n'
  expect(runAction({ paths, format: 'compact' })).toMatchObject({ status: 0 })
  expect(runAction({ paths: '"; touch pwned #\n`touch pwned`' }).status).toBe(2)
  expect(runAction({ paths: '.', format: '$(touch pwned)' }).status).toBe(2)
  expect(existsSync(join(checkedOut.root, 'pwned'))).toBe(false)
})

test('what cannot be built ends with 2', () => {
  checkedOut.write({ 'a.json': GOOD, 'action/package.json': '{ "scripts": { "build": "exit 1" } }\n' })
  const { status, outputs, stdout } = runAction({}, join(checkedOut.root, 'action'))
  expect(stdout).toMatch(/^::error::integration-lint could not be installed\.$/m)
  expect([status, outputs]).toEqual([2, { status: '2' }])
})

test('a command that a signal ends has not linted: 2', () => {
  checkedOut.write({ 'a.json': GOOD, 'action/dist/cli.js': 'process.kill(process.pid, "SIGKILL")' })
  expect(runAction({}, join(checkedOut.root, 'action'))).toMatchObject({ status: 2, outputs: { status: '2' } })
})

test('the other inputs: severity, baseline, folder', async () => {
  checkedOut.write({ 'x/a.json': FAULTY, 'x/b.json': GOOD.replace('"actions"', '"titel": "Acme", "actions"') })
  expect(runAction({ 'working-directory': 'x', paths: 'b.json' }).status).toBe(0)
  expect(runAction({ 'working-directory': 'x', paths: 'b.json', 'fail-on': 'warning' }).status).toBe(1)
  expect(await checkedOut.lint('x', '--baseline', 'known.json', '--update-baseline')).toMatchObject({ status: 0 })
  expect(runAction({ paths: 'x', baseline: 'known.json', 'fail-on': 'info' }).status).toBe(0)
  expect(runAction({ paths: 'x' }).status).toBe(1)
})

test('SARIF is written when asked for, with findings too', () => {
  checkedOut.write({ 'x/a.json': FAULTY })
  const { status, outputs, stdout } = runAction({
    'working-directory': 'x',
    'upload-sarif': 'true',
    'sarif-file': 'out/lint.sarif',
  })
  expect(status).toBe(1)
  expect(outputs['sarif-file']).toMatch(/\/x\/out\/lint\.sarif$/)
  const sarif = JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8'))
  expect(sarif.version).toBe('2.1.0')
  expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('x/a.json')
  expect(stdout).toMatch(/^::error /m)
})

test('the page shows inputs that there are', () => {
  const [workflow = '', ...others] = blocks('github-actions.md', 'yaml')
  expect(others.length).toBeGreaterThan(0)
  for (const block of [workflow, ...others]) {
    for (const job of Object.values(parse(block).jobs as Record<string, { steps: Step[] }>)) {
      const [step] = job.steps.filter(({ uses }) => /^[\w-]+\/integration-lint@/.test(uses ?? ''))
      for (const name of Object.keys(step?.with ?? {})) expect(Object.keys(action.inputs)).toContain(name)
    }
  }
  const table = readFileSync(join(ROOT, 'docs/github-actions.md'), 'utf8')
  for (const name of Object.keys(action.inputs)) expect(table).toContain(`| \`${name}\` |`)
})
