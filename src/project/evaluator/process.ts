import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { CHANNEL, type Evaluated, type EvaluateRequest, type LastAnswer, type Located, type Refused } from '../messages'
import { messageOfThrown } from './body'
import { compileSdkOnce } from './compiled-sdk'
import { loadAxiosLazily } from './lazy-axios'
import { ExitError, evaluate } from './main'
import { isObject } from './recorder'

/**
 * Runs the process that evaluates definitions. It has no terminal and no secrets, its memory is bounded, and the parent
 * kills it after a timeout. It detects what a definition leaves behind (changed globals, timers, processes), and the
 * parent then starts another process for the next project.
 */
export function serve(): void {
  const channel = new Socket({ fd: CHANNEL })
  // Definitions may replace built-in functions.
  const { parse, stringify } = JSON
  const later = setImmediate
  const send = (answer: Evaluated | LastAnswer) => channel.write(`${stringify(answer)}\n`)
  const end = process.exit.bind(process)
  channel.on('error', () => undefined).once('close', () => end(0))
  // Whether code that a definition left behind, such as a timer, has thrown.
  let hasStrayError = false
  process.on('uncaughtException', () => {
    hasStrayError = true
  })
  process.on('unhandledRejection', () => {
    hasStrayError = true
  })
  // Errors of packages are reported at the code of the project that uses them, which may be far up the stack.
  Error.stackTraceLimit = 100
  loadAxiosLazily()
  const sdk = compileSdkOnce()
  preload(process.argv[2])
  const globals = watchGlobals()
  const refuse = (name: string) => (): never => {
    throw new ExitError(`process.${name}()`)
  }
  const answer = (request: EvaluateRequest) => {
    // As if `bp` ran in the folder, which may exist in git alone.
    if (existsSync(request.folder)) process.chdir(request.folder)
    const resources = activeResources()
    const listeners = process.eventNames().length
    // A definition cannot end the process.
    const originals = {
      exit: process.exit,
      reallyExit: Reflect.get(process, 'reallyExit'),
      abort: process.abort,
      kill: process.kill,
    }
    Object.assign(process, {
      exit: refuse('exit'),
      reallyExit: refuse('reallyExit'),
      abort: refuse('abort'),
      kill: refuse('kill'),
    })
    const last = answerRequest(request, (evaluated) => {
      send(evaluated)
      // Saved before the places are looked up, since the parent may end this process when it has them.
      sdk.save()
    })
    // Microtasks of the definition come first. If they never end, the time limit stops this definition, not the next.
    later(() => {
      Object.assign(process, originals)
      const spoiled =
        hasStrayError ||
        activeResources() > resources ||
        process.eventNames().length !== listeners ||
        globals.haveChanged() ||
        process.memoryUsage.rss() > MOST_MEMORY
      send({ ...last, spoiled })
    })
  }
  let received = ''
  channel.setEncoding('utf8').on('data', (text: string) => {
    received += text
    // The parent sends no second request before it has the answer.
    if (!text.endsWith('\n')) return
    const request: EvaluateRequest = parse(received)
    received = ''
    answer(request)
  })
}

/**
 * @param onEvaluated receives the body before its places are looked up, so that the parent can lint it meanwhile
 * @returns the last answer
 */
function answerRequest(request: EvaluateRequest, onEvaluated: (answer: Evaluated) => void): Located | Refused {
  const { id } = request
  try {
    const outcome = evaluate(request)
    if (!('locate' in outcome)) return outcome.answer
    onEvaluated(outcome.answer)
    return { type: 'located', id, ...outcome.locate() }
  } catch (error) {
    return { type: 'refused', id, failures: [{ reason: 'threw', message: messageOfThrown(error) }] }
  }
}

/** The number of timers, streams and the like, without the answer that is being written. */
function activeResources(): number {
  return process.getActiveResourcesInfo().filter((type) => !type.endsWith('WriteWrap')).length
}

/** In bytes. A process that uses more is replaced before the next project; two versions of the SDK use half of it. */
const MOST_MEMORY = 400 * 2 ** 20

/** Loads the SDK while the parent bundles. Errors are reported with the first project. */
function preload(folder: string | undefined): void {
  if (folder === undefined) return
  try {
    createRequire(join(folder, 'integration.definition.ts'))('@botpress/sdk')
  } catch {
    // The first project reports the error.
  }
}

/** Remembers the properties of the built-in objects, which all projects share, to detect changes. */
function watchGlobals(): { haveChanged(): boolean } {
  const targets = new Set<object>([globalThis, process.env])
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!/^[A-Z]|^(console|process)$/.test(name)) continue
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value
    if (!isObject(value)) continue
    targets.add(value)
    const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value
    if (isObject(prototype)) targets.add(prototype)
  }
  const before = [...targets].map((target): [object, Map<PropertyKey, unknown>] => [target, propertiesOf(target)])
  return {
    haveChanged: () =>
      before.some(([target, properties]) => {
        const now = propertiesOf(target)
        if (now.size !== properties.size) return true
        for (const [key, value] of now) if (!properties.has(key) || !Object.is(properties.get(key), value)) return true
        return false
      }),
  }
}

/** The value or the getter of each property. */
function propertiesOf(target: object): Map<PropertyKey, unknown> {
  const properties = new Map<PropertyKey, unknown>()
  for (const key of Reflect.ownKeys(target)) {
    const descriptor = Object.getOwnPropertyDescriptor(target, key)
    properties.set(key, descriptor?.get ?? descriptor?.value)
  }
  return properties
}
