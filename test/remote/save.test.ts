import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLI, resultOf, run as runProcess } from '../cli/run'
import { ACME, acmes, emptyFolder, login, mock, run } from './harness'

jest.setTimeout(60_000)

const ID = String(ACME.id)

describe('no link in the folder of --save is followed', () => {
  test.each<[string, (cwd: string) => void]>([
    [
      'of a file',
      (cwd) => {
        mkdirSync(join(cwd, 'saved/handle'), { recursive: true })
        writeFileSync(join(cwd, 'victim'), 'mine')
        symlinkSync(join(cwd, 'victim'), join(cwd, 'saved/handle/acme@1.2.3.json'))
      },
    ],
    [
      'of a file that is not there',
      (cwd) => {
        mkdirSync(join(cwd, 'saved/handle'), { recursive: true })
        symlinkSync(join(cwd, 'victims-new-file'), join(cwd, 'saved/handle/acme@1.2.3.json'))
      },
    ],
    [
      'of a folder',
      (cwd) => {
        mkdirSync(join(cwd, 'saved'))
        mkdirSync(join(cwd, 'victims'))
        symlinkSync(join(cwd, 'victims'), join(cwd, 'saved/handle'))
      },
    ],
  ])('%s', async (_name, prepare) => {
    const api = await mock({ resources: [ACME, ...acmes(1)] })
    const cwd = emptyFolder()
    prepare(cwd)
    const { status, stderr } = await run(['remote', '--all', '--save', 'saved'], { env: login(api), cwd })
    expect(stderr).toMatch(/--save: cannot write to the folder of --save: .*The other answers are saved\./)
    if (existsSync(join(cwd, 'victim'))) expect(readFileSync(join(cwd, 'victim'), 'utf8')).toBe('mine')
    expect(existsSync(join(cwd, 'victims-new-file'))).toBe(false)
    if (existsSync(join(cwd, 'victims'))) expect(readdirSync(join(cwd, 'victims'))).toEqual([])
    expect(existsSync(join(cwd, 'saved/acme-0000@1.2.3.json'))).toBe(true)
    expect(status).toBe(2)
  })

  test('the folder itself may be a link: the user named it', async () => {
    const api = await mock()
    const cwd = emptyFolder()
    mkdirSync(join(cwd, 'real'))
    symlinkSync(join(cwd, 'real'), join(cwd, 'saved'))
    expect((await run(['remote', ID, '--save', 'saved'], { env: login(api), cwd })).status).toBe(0)
    expect(existsSync(join(cwd, 'real/handle/acme@1.2.3.json'))).toBe(true)
  })
})

test('a pipe in the folder of --save is not waited for, and the others are saved', async () => {
  const api = await mock({ resources: acmes(2) })
  const cwd = emptyFolder()
  mkdirSync(join(cwd, 'saved'))
  execFileSync('mkfifo', [join(cwd, 'saved/acme-0000@1.2.3.json')])
  const { status, stderr } = await runProcess(['remote', '--all', '--save', 'saved'], { env: login(api), cwd })
  expect(stderr).toMatch(/acme-0000@1\.2\.3\.json is not a regular file\. The other answers are saved\./)
  expect(existsSync(join(cwd, 'saved/acme-0001@1.2.3.json'))).toBe(true)
  expect(status).toBe(2)
})

test.each([
  ['letters that take six characters each', 'ä'.repeat(100)],
  ['letters that take twelve', '😀'.repeat(70)],
  ['a handle and a name', `${'ü'.repeat(99)}/${'ü'.repeat(99)}`],
])('long names are cut, none stops the others: %s', async (_name, name) => {
  const [first = {}, ...rest] = acmes(3)
  const resources = [
    { ...first, name },
    { ...first, id: `${String(first.id).slice(0, -4)}9999`, name: `${name}b` },
    ...rest,
  ]
  const api = await mock({ resources })
  const cwd = emptyFolder()
  const { stderr } = await run(['remote', '--all', '--save', 'saved', '--exit-zero'], { env: login(api), cwd })
  expect(stderr).toBe('')
  const saved = readdirSync(join(cwd, 'saved'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  )
  expect(saved).toHaveLength(4)
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s during remote --save ends the run, with a report and status 2',
  async (signal) => {
    const cwd = emptyFolder()
    let raise: () => void = () => undefined
    const api = await mock({
      resources: acmes(400),
      pageSize: 400,
      fault: ({ path }) => {
        if (path.endsWith('0040')) raise()
        return undefined
      },
    })
    const child = spawn(process.execPath, [CLI, 'remote', '--all', '--save', 'saved', '--format', 'json'], {
      cwd,
      env: { PATH: process.env.PATH ?? '', ...login(api) },
    })
    raise = () => child.kill(signal)
    const { stdout, stderr, status } = await resultOf(child)
    expect(stderr).toMatch(/^integration-lint: interrupted; \d+ linted, \d+ known and not fetched\.\n$/)
    expect(JSON.parse(stdout).summary.files).toBeLessThan(400)
    expect(status).toBe(2)
  },
)

describe('nobody waits for a pipe that is there for', () => {
  test.each(['profiles.json', 'global.cache.json'])('the login in %s', async (name) => {
    const home = emptyFolder()
    execFileSync('mkfifo', [join(home, name)])
    const { status, stderr } = await runProcess(
      ['remote', ID, ...(name === 'profiles.json' ? ['--profile', 'x'] : [])],
      {
        env: { BP_BOTPRESS_HOME: home, BP_TOKEN: undefined },
      },
    )
    expect(stderr).toMatch(/cannot be read: it is not a regular file/)
    expect(status).toBe(2)
  })

  test('the authorities', async () => {
    const cwd = emptyFolder()
    execFileSync('mkfifo', [join(cwd, 'ca.pem')])
    const { status, stderr } = await runProcess(['remote', ID, '--ca', 'ca.pem'], { cwd })
    expect(stderr).toMatch(/certificates in ca\.pem: it is not a regular file/)
    expect(status).toBe(2)
  })

  test('the report', async () => {
    const cwd = emptyFolder()
    execFileSync('mkfifo', [join(cwd, 'out')])
    writeFileSync(join(cwd, 'a.json'), JSON.stringify({ integration: ACME }))
    const { status, stderr } = await runProcess(['a.json', '-f', 'json', '-o', 'out'], { cwd })
    expect(stderr).toMatch(/Cannot write out: .*ENXIO/)
    expect(status).toBe(2)
  })

  test('the step summary', async () => {
    const cwd = emptyFolder()
    execFileSync('mkfifo', [join(cwd, 'out')])
    writeFileSync(join(cwd, 'a.json'), JSON.stringify({ integration: ACME }))
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'out') }
    const { status, stderr } = await runProcess(['a.json', '-f', 'github'], { cwd, env })
    expect(stderr).toMatch(/Cannot write the step summary .*ENXIO/)
    expect(status).toBe(2)
  })

  test('the report, with a reader: all of it arrives', async () => {
    const cwd = emptyFolder()
    execFileSync('mkfifo', [join(cwd, 'out')])
    const large = {
      ...ACME,
      actions: Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`Bad${index}`, 1])),
    }
    writeFileSync(join(cwd, 'a.json'), JSON.stringify({ integration: large }))
    const script = `cat out > copy & "$0" "$1" a.json -f json -o out; wait`
    execFileSync('sh', ['-c', script, process.execPath, CLI], { cwd })
    expect(JSON.parse(readFileSync(join(cwd, 'copy'), 'utf8')).summary.errors).toBeGreaterThan(2000)
  })
})
