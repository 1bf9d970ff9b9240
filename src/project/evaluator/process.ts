import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Evaluated, EvaluateRequest, LastAnswer, Located, Refused } from '../messages'
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
  const send = process.send?.bind(process)
  if (send === undefined) throw new Error('The evaluator must be started with fork().')
  const end = process.exit.bind(process)
  process.once('disconnect', () => end(0))
  // Whether code that a definition left behind, such as a timer, has thrown.
  let hasStrayError = false
  process.on('uncaughtException', () => {
    hasStrayError = true
  })
  process.on('unhandledRejection', () => {
    hasStrayError = true
  })
  loadAxiosLazily()
  const sdk = compileSdkOnce()
  preload(process.argv[2])
  const globals = watchGlobals()
  const refuse = (name: string) => (): never => {
    throw new ExitError(`process.${name}()`)
  }
  process.on('message', (message) => {
    if (!isRequest(message)) return
    const folder = process.cwd()
    const resources = process.getActiveResourcesInfo().length
    const listeners = process.eventNames().length
    // A definition can neither end the process nor send answers itself.
    const originals = {
      send: process.send,
      disconnect: process.disconnect,
      exit: process.exit,
      reallyExit: Reflect.get(process, 'reallyExit'),
      abort: process.abort,
      kill: process.kill,
    }
    Object.assign(process, {
      send: undefined,
      disconnect: undefined,
      exit: refuse('exit'),
      reallyExit: refuse('reallyExit'),
      abort: refuse('abort'),
      kill: refuse('kill'),
    })
    const last = answerRequest(message, (evaluated) => {
      send(evaluated)
      // Saved before the places are looked up, since the parent may end this process when it has them.
      sdk.save()
    })
    Object.assign(process, originals)
    if (process.cwd() !== folder) process.chdir(folder)
    const spoiled =
      hasStrayError ||
      process.getActiveResourcesInfo().length > resources ||
      process.eventNames().length !== listeners ||
      globals.haveChanged() ||
      process.memoryUsage.rss() > MOST_MEMORY
    send({ ...last, spoiled } satisfies LastAnswer)
  })
  send({ type: 'ready' })
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

/** In bytes. A process that uses more is replaced before the next project; two versions of the SDK use half of it. */
const MOST_MEMORY = 400 * 2 ** 20

function isRequest(message: unknown): message is EvaluateRequest {
  return isObject(message) && 'code' in message && typeof message.code === 'string'
}

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
