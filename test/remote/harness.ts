import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Io } from '../../src/cli/io'
import { main } from '../../src/cli/main'
import type { Finding, Report } from '../../src/findings/types'
import { type MockApi, type MockApiOptions, type Resource, startMockApi } from './mock-api'

/** A token that nothing else can contain. */
export const TOKEN = 'bp_pat_0nly+For/This=Test-7d1f'

export interface RunOptions {
  env?: Record<string, string | undefined>
  stdin?: string
  terminal?: boolean
  cwd?: string
  /** Standard output is a terminal of this width. */
  columns?: number
  /** Given the function that a Ctrl-C would call. */
  interrupt?: (stop: () => void) => void
}

export interface RunResult {
  status: number
  stdout: string
  stderr: string
}

/** The surroundings of a run in this process, and what it writes. */
export function testIo(options: RunOptions = {}): { io: Io; written: { stdout: string; stderr: string } } {
  const written = { stdout: '', stderr: '' }
  const io: Io = {
    cwd: options.cwd ?? emptyFolder(),
    env: { BP_BOTPRESS_HOME: '/nonexistent', ...options.env },
    stdout: {
      write: (text) => {
        written.stdout += text
      },
      isTerminal: options.columns !== undefined,
      columns: options.columns,
    },
    stderr: {
      write: (text) => {
        written.stderr += text
      },
      isTerminal: options.terminal === true,
    },
    readStdin: async () => Buffer.from(options.stdin ?? ''),
    readLines: async function* () {
      yield* createInterface({ input: Readable.from([options.stdin ?? '']) })
    },
    openStreams: () => {
      throw new Error('No command under test speaks a protocol.')
    },
    onInterrupt: (stop) => {
      options.interrupt?.(stop)
      return () => undefined
    },
  }
  return { io, written }
}

/** Runs a command line in this process. Nothing of the machine's own logins is seen. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { io, written } = testIo(options)
  const status = await main(args, io)
  return { status, ...written }
}

/** A login for a mock. */
export function login({ url }: Pick<MockApi, 'url'>): Record<string, string> {
  return { BP_API_URL: url, BP_TOKEN: TOKEN, BP_WORKSPACE_ID: 'wkspace_test' }
}

export function jsonReport({ stdout }: RunResult): Report {
  return JSON.parse(stdout)
}

/** A short form of findings: `rule pointer`. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, pointer }) => `${rule} ${pointer}`)
}

let folders: string[] = []

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'integration-lint-remote-'))
  folders.push(folder)
  return folder
}

let apis: MockApi[] = []

/** A mock that is closed after the test. */
export async function mock(options: Partial<MockApiOptions> = {}): Promise<MockApi> {
  const api = await startMockApi({ resources: [ACME], token: TOKEN, ...options })
  apis.push(api)
  return api
}

afterEach(async () => {
  await Promise.all(apis.map((api) => api.close()))
  apis = []
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders = []
})

/** A definition that no rule of the preset `recommended` finds fault with. */
export const ACME: Resource = {
  id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE',
  createdAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-01-15T08:00:00.000Z',
  name: 'handle/acme',
  version: '1.2.3',
  title: 'Acme',
  description: 'Creates tickets in Acme.',
  iconUrl: 'https://files.example/icon.svg',
  readmeUrl: 'https://files.example/readme.md',
  url: 'https://webhook.example/acme',
  dev: false,
  public: false,
  visibility: 'private',
  verificationStatus: 'approved',
  lifecycleStatus: 'published',
  configuration: { identifier: { required: false }, schema: { type: 'object', properties: {} } },
  configurations: {},
  identifier: {},
  actions: {},
  events: {},
  states: {},
  channels: {},
  user: { tags: {}, creation: { enabled: false, requiredTags: [] } },
  entities: {},
  interfaces: {},
  secrets: [],
}

/** Several of them, each with an ID and a name of its own. */
export function acmes(count: number): Resource[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(4, '0')
    return { ...ACME, id: `intver_01HV5ZJ8Q4T0M3X9K2N7B6${number}`, name: `acme-${number}` }
  })
}
