import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../cli/run'
import { ACME, emptyFolder, jsonReport, login, run } from './harness'

jest.setTimeout(60_000)

/** Starts `npm run mock-api` and gives what it prints once it listens. */
async function withMock(args: readonly string[], test: (url: string, said: string) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/mock-api.mjs'), ...args], { cwd: ROOT })
  try {
    let said = ''
    const url = await new Promise<string>((done, fail) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        const found = /at (http:\/\/127\.0\.0\.1:\d+)\n[\s\S]*Ctrl-C ends it/.exec(said)?.[1]
        if (found !== undefined) done(found)
      })
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk
      })
      child.on('error', fail)
      child.on('exit', () => fail(new Error(`The mock ended: ${said}`)))
    })
    await test(url, said)
  } finally {
    child.removeAllListeners('exit')
    child.kill()
  }
}

/** As the script prints it. */
function mockLogin(url: string): Record<string, string> {
  return { ...login({ url }), BP_TOKEN: 'bp_pat_of_the_mock' }
}

function folderWithAcme(): string {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'acme.json'), JSON.stringify({ integration: ACME }))
  writeFileSync(join(folder, 'other.json'), '{ "not": "an integration" }')
  return folder
}

test('`npm run mock-api` serves a folder and says how to use it', async () => {
  await withMock(['--folder', folderWithAcme(), '--copies', '3'], async (url, said) => {
    expect(said).toContain(`BP_API_URL=${url} BP_TOKEN=`)
    const result = await run(['remote', '--all', '--format', 'json'], { env: mockLogin(url) })
    expect([jsonReport(result).summary.files, result.stderr, result.status]).toEqual([3, '', 0])
  })
})

test('with a fault on demand', async () => {
  await withMock(['--folder', folderWithAcme(), '--fault', 'html'], async (url) => {
    const { stderr } = await run(['remote', '--all'], { env: mockLogin(url) })
    expect(stderr).toContain('a web page (text/html)')
  })
})

test('its own data shows no drift, and with a fault only the one that is planted', async () => {
  await withMock([], async (url) => {
    const args = ['remote', '--all', '--lists', '--drift', '--exit-zero']
    expect((await run(args, { env: mockLogin(url) })).stdout).toMatch(
      /\nNo drift: \d+ answers matched the schemas\.\n$/,
    )
    const hub = await run([...args, '--public'], { env: mockLogin(url) })
    expect(hub.stdout).toMatch(/\nNo drift:/)
  })
  await withMock(['--fault', 'drift'], async (url) => {
    const { stdout } = await run(['remote', '--all', '--drift', '--exit-zero'], { env: mockLogin(url) })
    const rows = stdout
      .split('EXAMPLE\n')[1]
      ?.trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/).slice(0, 2))
    expect(rows).toEqual([
      ['brandNew', 'unknown'],
      ['lifecycleStatus', 'absent'],
    ])
  })
})

test('a wrong token and none are refused', async () => {
  await withMock([], async (url) => {
    const { status, stderr } = await run(['remote', '--all'], { env: login({ url }) })
    expect(stderr).toMatch(/answered 401/)
    expect(status).toBe(2)
    expect((await fetch(`${url}/v1/admin/integrations`)).status).toBe(401)
    expect((await fetch(`${url}/v1/admin/hub/integrations`)).status).toBe(200)
  })
})

test('it says what it does not know', async () => {
  await expect(withMock(['--fault', 'tmp'], async () => undefined)).rejects.toThrow(
    /Unknown fault tmp; there are 401, 429/,
  )
  await expect(withMock(['--folder', '/nonexistent'], async () => undefined)).rejects.toThrow(/no such folder/)
})
