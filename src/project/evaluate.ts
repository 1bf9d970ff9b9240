import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EvaluateRequest, EvaluatorAnswer } from './messages'

export interface EvaluationLimits {
  /** For one definition, loading of the SDK included; in milliseconds. */
  time: number
  /** Of the process; in MiB. Where the system does not say how much that is, of its JavaScript objects. */
  memory: number
}

/** `bp` has none; the slowest of a hundred real definitions takes a second. */
export const LIMITS: EvaluationLimits = { time: 20_000, memory: 1024 }

/** How an evaluation ended that has no answer. */
export interface Ended {
  type: 'ended'
  how: 'time-out' | 'memory' | 'died'
  code: number | null
  signal: string | null
}

/** What the evaluating process knows of our environment: no token, no secret, only what Node and git need. */
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
  // In VS Code the program that runs Node.js is that of the editor.
  'ELECTRON_RUN_AS_NODE',
]

/** Where the build puts the program: beside the library, or above the parts of the command. */
const PROGRAM = [
  join(__dirname, 'evaluator.js'),
  join(__dirname, '../evaluator.js'),
  join(__dirname, '../../dist/evaluator.js'),
]

/**
 * Evaluates definitions in a process of their own, one after the other; another process is started when one has died, has
 * taken too long, or was spoiled for those that follow.
 */
export class Evaluator {
  readonly #limits: EvaluationLimits
  #child: ChildProcess | undefined

  constructor(limits: EvaluationLimits = LIMITS) {
    this.#limits = limits
  }

  /** Starts the process, which loads the SDK of a project meanwhile. */
  start(folder: string): void {
    if (this.#child === undefined) this.#open(folder)
  }

  async evaluate(request: EvaluateRequest): Promise<EvaluatorAnswer | Ended> {
    this.start(request.folder)
    const child = this.#child
    if (child === undefined) throw new Error('The evaluator could not be started.')
    const answer = await this.#ask(child, request)
    if (answer.type === 'ended' || answer.spoiled) this.close()
    return answer
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
    const child = fork(program, [folder], {
      cwd: folder,
      env,
      execArgv: IS_WATCHED ? [] : [`--max-old-space-size=${this.#limits.memory}`],
      // Whatever a definition prints is nobody's.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A group of its own, so that what it has started ends with it.
      detached: process.platform !== 'win32',
      serialization: 'json',
    })
    this.#child = child
    if (LIVING.size === 0) process.once('exit', killAll)
    LIVING.add(child)
  }

  #ask(child: ChildProcess, request: EvaluateRequest): Promise<EvaluatorAnswer | Ended> {
    return new Promise((resolve) => {
      let stopped: 'time-out' | 'memory' | undefined
      const stop = (why: 'time-out' | 'memory') => {
        stopped = why
        kill(child)
      }
      const timer = setTimeout(() => stop('time-out'), this.#limits.time)
      const watch = setInterval(() => {
        if (memoryOf(child) > this.#limits.memory) stop('memory')
      }, MEMORY_INTERVAL)
      const done = (answer: EvaluatorAnswer | Ended) => {
        clearTimeout(timer)
        clearInterval(watch)
        child.removeAllListeners()
        child.on('error', () => undefined)
        resolve(answer)
      }
      child.on('message', (message: EvaluatorAnswer | { type: 'ready' }) => {
        if (message.type !== 'ready' && message.id === request.id) done(message)
      })
      child.on('error', () => undefined)
      child.once('exit', (code, signal) => {
        const how = stopped ?? (signal === 'SIGABRT' || code === 134 ? 'memory' : 'died')
        done({ type: 'ended', how, code, signal })
      })
      child.send(request, (error) => {
        if (error !== null) kill(child)
      })
    })
  }
}

/**
 * Whether the memory of the process can be watched from here, which bounds buffers, too. A limit by a flag of V8 would have
 * Node.js compile all of its own modules anew: that takes as long as a third of loading the SDK.
 */
const IS_WATCHED = existsSync('/proc/self/status')

/** In milliseconds; in that time a process takes about 100 MiB. */
const MEMORY_INTERVAL = 40

/** In MiB; 0 where the system does not say. */
function memoryOf({ pid }: ChildProcess): number {
  if (!IS_WATCHED || pid === undefined) return 0
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    // It has ended.
    return 0
  }
}

/** Processes that end with this one. */
const LIVING = new Set<ChildProcess>()

function killAll(): void {
  for (const child of LIVING) kill(child)
}

/** Ends a process with all that it has started. */
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
    // It is gone.
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
