import { SCRIPT_TIME } from '../document/limits'
import { messageOf } from '../findings/errors'
import { rootErrors } from './cascades'
import { readDiagnostics, type VrlDiagnostic } from './diagnostics'
import { MAX_SCRIPT_LENGTH } from './lexer'
import { byteSpanToUtf16 } from './spans'

/**
 * An instance of the WebAssembly module. If a call throws anything but an Error of the script, the instance must not be
 * used again.
 */
export interface VrlInstance {
  check(source: string): unknown
  execute(source: string, event: unknown): unknown
}

/** The functions of the platform that the compiler needs. */
export interface VrlRuntime {
  /** @param onPanic called with the reason when the module panics, before the current call throws */
  instantiate(onPanic: (message: string) => void): VrlInstance
  /** Runs `work`, and interrupts it after a number of milliseconds. */
  withinTime<T>(work: () => T, milliseconds: number): { ended: true; value: T } | { ended: false }
  /** The CPU time of this process, in milliseconds. */
  cpuTime(): number
}

/** Why a script was not checked: a limit of this tool, or a crash of the compiler. */
export interface VrlRefusal {
  reason: 'length' | 'stack' | 'memory' | 'time' | 'panic' | 'budget'
  message: string
}

export interface VrlCheck {
  /** Without errors that are caused by others. */
  errors: readonly VrlDiagnostic[]
  /** The compiler reports warnings only for a script without errors. */
  warnings: readonly VrlDiagnostic[]
  refusal?: VrlRefusal
  /** The CPU time of the check in milliseconds; undefined if nothing was compiled. */
  cost?: number
}

export type VrlOutcome =
  /** `result` is the value of the last expression, `event` the event after the script has changed it. Plain JSON. */
  (
    | { type: 'value'; result: unknown; event: unknown }
    /** The script called `abort`, or a function that it calls with `!` failed. `span` is the place, if known. */
    | { type: 'aborted'; message: string; span?: readonly [number, number] }
    | { type: 'invalid'; errors: readonly VrlDiagnostic[] }
    | { type: 'refused'; refusal: VrlRefusal }
  ) & {
    /** CPU time in milliseconds. */
    cost?: number
  }

export interface VrlCompiler {
  check(source: string): VrlCheck
  /** @param event any JSON value; unpaired surrogates in it are replaced */
  run(source: string, event: unknown): VrlOutcome
  /** The compiler of the run, if this one belongs to one document. */
  origin?: VrlCompiler
}

const MAX_CHECKS = 500
const NOT_COMPILED = `The compiler takes more than ${SCRIPT_TIME.call / 1000} seconds for it.`
const NOT_ENDED = `It does not end within ${SCRIPT_TIME.call / 1000} seconds.`

/**
 * The platform's compiler (`@bpinternal/verel`), made safe for untrusted scripts: length, memory and time are limited,
 * and it is restarted after a crash or an interruption. Each script is checked once.
 */
export function createVrlCompiler(runtime: VrlRuntime): VrlCompiler {
  let instance: VrlInstance | undefined
  let panic: string | undefined
  let hasStarted = false
  const checks = new Map<string, VrlCheck>()

  /**
   * Calls a fresh instance after a crash, so that no script affects a later one. The time limit is wall time. If other
   * processes used the CPU for most of it, a second attempt gets more time, so that the result does not depend on the
   * load.
   */
  function call<T>(
    work: (instance: VrlInstance) => T,
    overtime: string,
  ): ({ value: T } | { refusal: VrlRefusal }) & { cost: number } {
    let cost = 0
    const withCost = <Answer>(answer: Answer) => ({ ...answer, cost })
    let limit: number = SCRIPT_TIME.call
    for (let attempt = 0; ; attempt += 1) {
      const isFresh = instance === undefined
      // Loading the compiler is not charged to the script. Restarting it is, since the script crashed it.
      const restarted = hasStarted ? runtime.cpuTime() : undefined
      instance ??= runtime.instantiate((message) => {
        panic = message
      })
      const current = instance
      panic = undefined
      hasStarted = true
      const start = (isFresh ? restarted : undefined) ?? runtime.cpuTime()
      try {
        const outcome = runtime.withinTime(() => work(current), limit)
        cost += runtime.cpuTime() - start
        if (outcome.ended) return withCost({ value: outcome.value })
        instance = undefined
        const isBusyElsewhere = cost < SCRIPT_TIME.call / 2
        if (!isBusyElsewhere || attempt > 0) return withCost({ refusal: { reason: 'time', message: overtime } })
        limit = SCRIPT_TIME.callWhenBusy
      } catch (error) {
        cost += runtime.cpuTime() - start
        instance = undefined
        if (isFresh || attempt > 0) return withCost({ refusal: crashOf(error, panic) })
      }
    }
  }

  function check(source: string): VrlCheck {
    const known = checks.get(source)
    if (known !== undefined) return known
    const result = checkOnce(source)
    if (checks.size >= MAX_CHECKS) checks.clear()
    checks.set(source, result)
    return result
  }

  function checkOnce(source: string): VrlCheck {
    if (source.length > MAX_SCRIPT_LENGTH) return { errors: [], warnings: [], refusal: tooLong(source) }
    const { cost, ...answer } = call((current) => current.check(source), NOT_COMPILED)
    if ('refusal' in answer) return { errors: [], warnings: [], refusal: answer.refusal, cost }
    const { errors, warnings } = readDiagnostics(source, answer.value)
    return { errors: rootErrors(source, errors), warnings, cost }
  }

  function run(source: string, event: unknown): VrlOutcome {
    const { errors, refusal } = check(source)
    if (refusal !== undefined) return { type: 'refused', refusal }
    if (errors.length > 0) return { type: 'invalid', errors }
    const input = wellFormed(event)
    const { cost, ...answer } = call((current) => execute(current, source, input), NOT_ENDED)
    const outcome: VrlOutcome = 'refusal' in answer ? { type: 'refused', refusal: answer.refusal } : answer.value
    return { ...outcome, cost }
  }

  return { check, run }
}

function execute(instance: VrlInstance, source: string, event: unknown): VrlOutcome {
  try {
    return readOutcome(instance.execute(source, event))
  } catch (error) {
    const aborted = terminationOf(source, error)
    if (aborted === undefined) throw error
    return aborted
  }
}

function tooLong(source: string): VrlRefusal {
  const message = `It is ${source.length} characters long; no more than ${MAX_SCRIPT_LENGTH} are compiled.`
  return { reason: 'length', message }
}

function crashOf(error: unknown, panic: string | undefined): VrlRefusal {
  const thrown = messageOf(error)
  if (/call stack|out of bounds/.test(thrown)) {
    return { reason: 'stack', message: 'It is nested too deeply: the compiler runs out of stack.' }
  }
  // The module traps without a panic message when it is refused memory.
  if (panic === undefined && thrown === 'unreachable') {
    const message = 'It exceeds the memory limit: its values or their types grow without bound.'
    return { reason: 'memory', message }
  }
  const cause = panic === undefined ? thrown : panicMessage(panic)
  return { reason: 'panic', message: `The compiler crashes: ${cause.replace(/\.$/, '')}.` }
}

/** "panicked at FILE:\nMESSAGE\n\nStack:…" reduced to the message. */
function panicMessage(text: string): string {
  const [first = '', ...rest] = text.split('\n\n')[0]?.split('\n') ?? []
  return (rest.length === 0 ? first : rest.join(' ')).slice(0, 300)
}

function readOutcome(value: unknown): VrlOutcome {
  if (typeof value !== 'object' || value === null || !('result' in value) || !('event' in value)) {
    throw new TypeError('The VRL compiler returned no result.')
  }
  return { type: 'value', result: value.result, event: value.event }
}

const TERMINATION = 'Termination;\n'
const FAILED_CALL = /^function call error for "(\w+)" at \((\d+):(\d+)\): /

function terminationOf(source: string, error: unknown): VrlOutcome | undefined {
  const thrown = messageOf(error)
  if (!thrown.startsWith(TERMINATION)) return undefined
  const message = thrown.slice(TERMINATION.length)
  const call = FAILED_CALL.exec(message)
  if (call === null) return { type: 'aborted', message }
  const [prefix, name, start, end] = call
  const span = byteSpanToUtf16(source, [Number(start), Number(end)])
  return { type: 'aborted', message: `${name}: ${message.slice(prefix.length)}`, span }
}

/** Replaces unpaired surrogates, which JSON can contain as escape sequences and which make the module panic. */
function wellFormed(event: unknown): unknown {
  const text = JSON.stringify(event) ?? '{}'
  if (!text.includes('\\ud')) return JSON.parse(text)
  return JSON.parse(text.replace(/(\\\\)|\\ud[89a-f][0-9a-f]{2}/g, (_all, escaped?: string) => escaped ?? '\\ufffd'))
}
