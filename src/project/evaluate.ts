import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { messageOf } from '../findings/errors'
import type { Evaluated, EvaluateRequest, LastAnswer, Located, Refused } from './messages'

export interface EvaluationLimits {
  /** For one definition, including the time to load the SDK; in milliseconds. */
  time: number
  /** The memory of the process in MiB; where the system does not report it, the size of the JavaScript heap. */
  memory: number
}

/** `bp` has no limits; the slowest of a hundred real definitions takes a second. */
export const LIMITS: EvaluationLimits = { time: 20_000, memory: 1024 }

/** Why an evaluation ended without a result. */
export interface Ended {
  type: 'ended'
  how: 'time-out' | 'memory' | 'died' | 'not-started'
  code: number | null
  signal: string | null
  /** The system's message, if the process could not be started. */
  message?: string
}

/** The answers to one request: the body first, and then the places of its values. */
export interface PendingAnswers {
  first: Promise<Evaluated | Refused | Ended>
  /** The same as the first one if that is not a body. */
  last: Promise<Located | Refused | Ended>
}

/**
 * The environment variables that the evaluating process gets: those that Node and git need, without tokens and secrets.
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

/** The paths of the program: beside the library, or above the modules of the command. */
const PROGRAM = [
  join(__dirname, 'evaluator.js'),
  join(__dirname, '../evaluator.js'),
  join(__dirname, '../../dist/evaluator.js'),
]

/**
 * Evaluates definitions in another process, one at a time. A new process is started when the last one crashed, exceeded
 * a limit, or was changed by a definition in a way that would affect the next.
 */
export class Evaluator {
  readonly #limits: EvaluationLimits
  #child: ChildProcess | undefined
  /** Why the process could not be started. */
  #failure: string | undefined

  constructor(limits: EvaluationLimits = LIMITS) {
    this.#limits = limits
  }

  /** Starts the process, which loads the SDK of a project in advance. */
  start(folder: string): void {
    if (this.#child === undefined) this.#open(folder)
  }

  /** Evaluates one definition. To be called when the last answer for the one before has arrived. */
  evaluate(request: EvaluateRequest): PendingAnswers {
    this.start(request.folder)
    const child = this.#child
    if (child?.pid === undefined) {
      // The system's error comes in the next tick.
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
    const program = PROGRAM.find((path) => existsSync(path))
    if (program === undefined) throw new Error(`The program of the evaluator is missing: ${PROGRAM.join(', ')}`)
    const env = Object.fromEntries(
      PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    )
    let child: ChildProcess
    try {
      child = this.#fork(program, folder, env)
    } catch (error) {
      this.#failure = messageOf(error)
      return
    }
    this.#child = child
    // Without a process, no `exit` follows.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#failure = error.message
    })
    if (LIVING.size === 0) process.once('exit', killAll)
    LIVING.add(child)
  }

  #notStarted(): Ended {
    this.close()
    return { type: 'ended', how: 'not-started', code: null, signal: null, message: this.#failure ?? 'unknown cause' }
  }

  #fork(program: string, folder: string, env: Record<string, string | undefined>): ChildProcess {
    return fork(program, [folder], {
      cwd: folder,
      env,
      execArgv: IS_WATCHED ? [] : [`--max-old-space-size=${this.#limits.memory}`],
      // The output of a definition is discarded.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // The process leads a group, so that its child processes are killed with it.
      detached: process.platform !== 'win32',
      serialization: 'json',
    })
  }

  #ask(
    child: ChildProcess,
    request: EvaluateRequest,
  ): { first: PendingAnswers['first']; last: Promise<LastAnswer | Ended> } {
    let begin: (answer: Evaluated | Refused | Ended) => void
    const first = new Promise<Evaluated | Refused | Ended>((resolve) => {
      begin = resolve
    })
    const last = new Promise<LastAnswer | Ended>((resolve) => {
      let stopped: 'time-out' | 'memory' | undefined
      const stop = (why: 'time-out' | 'memory') => {
        stopped = why
        kill(child)
      }
      const timer = setTimeout(() => stop('time-out'), this.#limits.time)
      const watch = setInterval(() => {
        if (memoryOf(child) > this.#limits.memory) stop('memory')
      }, MEMORY_INTERVAL)
      const done = (answer: LastAnswer | Ended) => {
        clearTimeout(timer)
        clearInterval(watch)
        child.removeAllListeners()
        child.on('error', () => undefined)
        if (answer.type !== 'located') begin(answer)
        resolve(answer)
      }
      child.on('message', (message: Evaluated | LastAnswer | { type: 'ready' }) => {
        if (message.type === 'ready' || message.id !== request.id) return
        if (message.type === 'evaluated') begin(message)
        else done(message)
      })
      child.once('exit', (code, signal) => {
        const how = stopped ?? (signal === 'SIGABRT' || code === 134 ? 'memory' : 'died')
        done({ type: 'ended', how, code, signal })
      })
      child.send(request, (error) => {
        if (error !== null) kill(child)
      })
    })
    return { first, last }
  }
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

/** Processes that are killed when this one exits. */
const LIVING = new Set<ChildProcess>()

function killAll(): void {
  for (const child of LIVING) kill(child)
}

/** Kills a process and its child processes. */
function kill(child: ChildProcess): void {
  LIVING.delete(child)
  if (LIVING.size === 0) process.removeListener('exit', killAll)
  const { pid } = child
  // Those that have left its group are known as its children only as long as it lives.
  const below = pid === undefined ? [] : processesBelow(pid)
  if (child.connected) child.disconnect()
  if (pid === undefined) return
  end(() => (process.platform === 'win32' ? child.kill('SIGKILL') : process.kill(-pid, 'SIGKILL')))
  for (const one of below) end(() => process.kill(one, 'SIGKILL'))
}

function end(kill: () => unknown): void {
  try {
    kill()
  } catch {
    // The process has ended.
  }
}

/** The processes that a process has started, and those that these have; none where the system does not say. */
function processesBelow(pid: number): number[] {
  const found: number[] = []
  const parents = [pid]
  for (let parent = parents.pop(); parent !== undefined && found.length < MOST_PROCESSES; parent = parents.pop()) {
    const children = childrenOf(parent)
    found.push(...children)
    parents.push(...children)
  }
  return found
}

const MOST_PROCESSES = 1000

function childrenOf(pid: number): number[] {
  try {
    const threads = `/proc/${pid}/task`
    return readdirSync(threads).flatMap((thread) =>
      [...readFileSync(`${threads}/${thread}/children`, 'utf8').matchAll(/\d+/g)].map(([child]) => Number(child)),
    )
  } catch {
    // It has ended, or the system has no such list.
    return []
  }
}
