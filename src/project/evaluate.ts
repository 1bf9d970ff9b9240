import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { messageOf } from '../findings/errors'
import { manifestPipe } from '../input/stats'
import { realFolder } from './discover'
import { installedSdk } from './installed'
import {
  CHANNEL,
  type Evaluated,
  type EvaluateRequest,
  type LastAnswer,
  type Located,
  parseAnswer,
  type Refused,
} from './messages'

export interface EvaluationLimits {
  /** For one definition, including the time to load the SDK, in milliseconds. */
  time: number
  /** The memory of the process in MiB; where the system does not report it, the size of the JavaScript heap. */
  memory: number
}

/** Far above what real definitions need: the slowest of a hundred takes a second. `bp` has no limits. */
export const LIMITS: EvaluationLimits = { time: 20_000, memory: 1024 }

/** Why an evaluation ended without a result. */
export interface Ended {
  type: 'ended'
  how: 'time-out' | 'memory' | 'channel' | 'died' | 'not-started'
  code: number | null
  signal: string | null
  /** The system's message, if the process could not be started. */
  message?: string
}

/** The answers to one request: first the body, then the places of its values. */
export interface PendingAnswers {
  first: Promise<Evaluated | Refused | Ended>
  /** The same as `first` if that is not a body. */
  last: Promise<Located | Refused | Ended>
}

/**
 * The environment variables that the evaluating process gets: those that Node.js and git need, which contain no
 * secrets.
 */
const PASSED_ON = [
  'PATH',
  'Path',
  'TZ',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SYSTEMROOT',
  'windir',
  'NODE_DISABLE_COMPILE_CACHE',
  // In VS Code, the executable that runs Node.js is the editor's.
  'ELECTRON_RUN_AS_NODE',
]

/**
 * Where the evaluator may be: beside the library, above the parts of the command, in `dist` for the sources in `src`.
 */
const PROGRAM_PATHS = [
  join(__dirname, 'evaluator.js'),
  join(__dirname, '../evaluator.js'),
  join(__dirname, '../../dist/evaluator.js'),
]

/**
 * Evaluates definitions in another process, one at a time. It replaces the process after a crash, after a limit was
 * exceeded, and after a definition changed it in a way that would affect the next one.
 */
export class Evaluator {
  readonly #limits: EvaluationLimits
  #child: ChildProcess | undefined
  /** Why the process could not be started. */
  #failure: string | undefined

  constructor(limits: EvaluationLimits = LIMITS) {
    this.#limits = limits
  }

  /** Starts the process, unless it runs already. The process loads the SDK of the project in advance. */
  start(folder: string): void {
    if (this.#child === undefined) this.#open(folder)
  }

  /** Evaluates one definition. Call it after the last answer for the previous one. */
  evaluate(request: EvaluateRequest): PendingAnswers {
    this.start(request.folder)
    const child = this.#child
    if (child?.pid === undefined) {
      // The `error` event with the cause follows in the next tick.
      const ended = setImmediate().then(() => this.#notStarted())
      return { first: ended, last: ended }
    }
    const { first, last } = this.#ask(child, request)
    return {
      first,
      last: last.then((answer) => {
        if (answer.type === 'ended' || answer.spoiled) this.close()
        return answer
      }),
    }
  }

  close(): void {
    const child = this.#child
    this.#child = undefined
    if (child !== undefined) kill(child)
  }

  #open(folder: string): void {
    const program = PROGRAM_PATHS.find((path) => existsSync(path))
    if (program === undefined) throw new Error(`The program of the evaluator is missing: ${PROGRAM_PATHS.join(', ')}`)
    const env = Object.fromEntries(
      PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    )
    let child: ChildProcess
    try {
      child = this.#spawn(program, folder, env)
    } catch (error) {
      this.#failure = messageOf(error)
      return
    }
    this.#child = child
    // If the process could not be started, there is no `exit` event.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#failure = error.message
    })
    if (RUNNING.size === 0) process.once('exit', killAll)
    RUNNING.add(child)
  }

  #notStarted(): Ended {
    this.close()
    return { type: 'ended', how: 'not-started', code: null, signal: null, message: this.#failure ?? 'unknown cause' }
  }

  #spawn(program: string, folder: string, env: Record<string, string | undefined>): ChildProcess {
    const flags = IS_WATCHED ? [] : [`--max-old-space-size=${this.#limits.memory}`]
    const child = spawn(process.execPath, [...flags, program, folder], {
      // A folder of the index or of a commit may be gone from the disk.
      cwd: existsSync(folder) ? folder : dirname(program),
      env,
      // The output of a definition is discarded.
      stdio: ['ignore', 'ignore', 'ignore', 'overlapped'],
      // The process leads a process group, so its child processes can be killed with it.
      detached: process.platform !== 'win32',
    })
    // Errors also end the stream, or the process.
    channelOf(child)
      ?.setEncoding('utf8')
      .on('error', () => undefined)
    return child
  }

  #ask(
    child: ChildProcess,
    request: EvaluateRequest,
  ): { first: PendingAnswers['first']; last: Promise<LastAnswer | Ended> } {
    let resolveFirst: (answer: Evaluated | Refused | Ended) => void
    const first = new Promise<Evaluated | Refused | Ended>((resolve) => {
      resolveFirst = resolve
    })
    const channel = channelOf(child)
    const last = new Promise<LastAnswer | Ended>((resolve) => {
      let stopped: 'time-out' | 'memory' | 'channel' | undefined
      let closed: NodeJS.Timeout | undefined
      const stop = (why: 'time-out' | 'memory' | 'channel') => {
        stopped ??= why
        kill(child)
      }
      const timer = setTimeout(() => stop('time-out'), this.#limits.time)
      const watch = setInterval(() => {
        if (memoryOf(child) > this.#limits.memory) stop('memory')
      }, MEMORY_INTERVAL)
      const done = (answer: LastAnswer | Ended) => {
        clearTimeout(timer)
        clearTimeout(closed)
        clearInterval(watch)
        child.removeAllListeners()
        child.on('error', () => undefined)
        channel?.removeAllListeners('data').removeAllListeners('end')
        if (answer.type !== 'located') resolveFirst(answer)
        resolve(answer)
      }
      let isEvaluated = false
      let line = ''
      channel?.on('data', (received: string) => {
        const lines = received.split('\n')
        for (const [index, part] of lines.entries()) {
          line += part
          if (line.length > MAX_ANSWER) return stop('channel')
          if (stopped !== undefined || index === lines.length - 1) return
          const answer = parseAnswer(line, request.id)
          line = ''
          const isExpected = answer?.type === 'refused' || answer?.type === (isEvaluated ? 'located' : 'evaluated')
          if (answer === undefined || !isExpected) return stop('channel')
          if (answer.type !== 'evaluated') return done(answer)
          isEvaluated = true
          resolveFirst(answer)
        }
      })
      // The end of a process closes its descriptors, and is reported after that.
      channel?.on('end', () => {
        closed = setTimeout(() => stop('channel'), EXIT_DELAY)
      })
      child.once('exit', (code, signal) => {
        const isOutOfMemory = signal === 'SIGABRT' || code === 134
        // The program ends itself when the channel is closed.
        const isClosed = closed !== undefined && code === 0
        const how = stopped ?? (isOutOfMemory ? 'memory' : isClosed ? 'channel' : 'died')
        done({ type: 'ended', how, code, signal })
      })
      channel?.write(`${JSON.stringify(request)}\n`)
    })
    return { first, last }
  }
}

/** The stream of requests and answers; undefined if the process could not be started. */
function channelOf({ pid, stdio }: ChildProcess): Duplex | undefined {
  const channel = pid === undefined ? undefined : stdio[CHANNEL]
  return channel instanceof Duplex ? channel : undefined
}

/** In UTF-16 code units; much more than a definition needs that the platform accepts. */
const MAX_ANSWER = 2 ** 28

/** In milliseconds. */
const EXIT_DELAY = 500

/**
 * Starts the process for a project before the project is loaded.
 *
 * @param given the folder of a definition
 * @returns undefined if no SDK is installed, or if the process would wait for a pipe while it loads the SDK
 */
export function startEvaluator(given: string): Evaluator | undefined {
  if (manifestPipe(given) !== undefined) return undefined
  const folder = realFolder(given)
  if (installedSdk(folder) === undefined) return undefined
  const evaluator = new Evaluator()
  evaluator.start(folder)
  return evaluator
}

/**
 * Whether the parent can read the memory use of the process, which includes buffers. The alternative, a V8 flag, would
 * make Node.js recompile all of its own modules, which takes a third of the time of loading the SDK.
 */
const IS_WATCHED = existsSync('/proc/self/status')

/** In milliseconds; a process can allocate about 100 MiB in this time. */
const MEMORY_INTERVAL = 40

/** In MiB; 0 if the system does not report it. */
function memoryOf({ pid }: ChildProcess): number {
  if (!IS_WATCHED || pid === undefined) return 0
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    // The process has ended.
    return 0
  }
}

/** The processes to kill when this one exits. */
const RUNNING = new Set<ChildProcess>()

function killAll(): void {
  for (const child of RUNNING) kill(child)
}

/** Kills a process and its child processes. */
function kill(child: ChildProcess): void {
  RUNNING.delete(child)
  if (RUNNING.size === 0) process.removeListener('exit', killAll)
  const { pid } = child
  // Processes that left the group can only be found as its descendants, while it runs.
  const descendants = pid === undefined ? [] : descendantsOf(pid)
  channelOf(child)?.destroy()
  if (pid === undefined) return
  ignoreEnded(() => (process.platform === 'win32' ? child.kill('SIGKILL') : process.kill(-pid, 'SIGKILL')))
  for (const descendant of descendants) ignoreEnded(() => process.kill(descendant, 'SIGKILL'))
}

function ignoreEnded(kill: () => unknown): void {
  try {
    kill()
  } catch {
    // The process has ended.
  }
}

/** The IDs of a process's descendants; empty where the system does not report them. */
function descendantsOf(pid: number): number[] {
  const found: number[] = []
  const parents = [pid]
  for (let parent = parents.pop(); parent !== undefined && found.length < MOST_PROCESSES; parent = parents.pop()) {
    const children = childProcessesOf(parent)
    found.push(...children)
    parents.push(...children)
  }
  return found
}

const MOST_PROCESSES = 1000

function childProcessesOf(pid: number): number[] {
  try {
    const threads = `/proc/${pid}/task`
    return readdirSync(threads).flatMap((thread) =>
      [...readFileSync(`${threads}/${thread}/children`, 'utf8').matchAll(/\d+/g)].map(([child]) => Number(child)),
    )
  } catch {
    // The process has ended, or the system does not report its children.
    return []
  }
}
