import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Script } from 'node:vm'
import type { Evaluated, EvaluateRequest, EvaluationFailure, MissingFile, Places, ReadFile, Refused } from '../messages'
import { RECORDER } from '../sites'
import { BodyBuilder, findTransformer, messageOf, secretNames } from './body'
import { isObject, Recorder } from './recorder'
import { Tracer } from './tracer'
import { isZod, own } from './zod'

/** Packages that are not bundled, so that one copy serves all projects. */
type External = '@botpress/sdk' | '@botpress/client' | '@bpinternal/zui'

/**
 * Evaluates a bundled definition.
 *
 * @param request as the parent process sends it
 * @returns its body, and a function that finds the place of each value
 */
export function evaluate(request: EvaluateRequest): { answer: Evaluated; locate: () => Places } | { answer: Refused } {
  const { id, folder, files } = request
  const recorder = new Recorder(files)
  const refuse = (...failures: EvaluationFailure[]) => ({ answer: { type: 'refused' as const, id, failures } })
  const requireHere = createRequire(join(folder, 'integration.definition.ts'))
  const filename = join(folder, 'integration.definition.bundle.js')
  const module: { exports: unknown } = { exports: {} }
  try {
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname, ${RECORDER}) {\n${request.code}\n})`,
      { filename, lineOffset: -1 },
    )
    const run: unknown = script.runInThisContext()
    if (typeof run === 'function') {
      Reflect.apply(run, undefined, [module.exports, requireFrom(requireHere), module, filename, folder, recorder])
    }
  } catch (error) {
    return refuse(thrown(error, recorder, files, filename))
  }
  const definition: unknown =
    own(module.exports, 'default') ?? (isObject(module.exports) ? Reflect.get(module.exports, 'default') : undefined)
  if (definition === undefined) return refuse({ reason: 'no-default-export', message: '' })
  if (!isDefinition(definition)) return refuse({ reason: 'not-an-integration', message: describe(definition) })
  let transformer: ReturnType<typeof findTransformer>
  try {
    transformer = findTransformer(requireFrom(requireHere)('@botpress/sdk'))
  } catch (error) {
    return refuse({ reason: 'sdk', message: messageOf(error) })
  }
  if (transformer === undefined) return refuse({ reason: 'sdk', message: '' })

  const read: ReadFile[] = []
  const assets: string[] = []
  const missing: MissingFile[] = []
  const scripts = new Map<string, { file: number; length: number } | 'encoded'>()
  const readProjectFile = (name: string, pointer: string, encoding: 'utf8' | 'base64') => {
    const path = isAbsolute(name) ? name : resolve(folder, name)
    const given = request.contents?.[path]
    let bytes: Buffer
    try {
      if (given === null) throw new Error('not staged')
      bytes = given === undefined ? readFileSync(path) : Buffer.from(given, 'base64')
    } catch (error) {
      missing.push({ pointer, name, message: messageOf(error), unstaged: given === null, at: undefined })
      return undefined
    }
    if (encoding === 'base64') {
      scripts.set(pointer, 'encoded')
      assets.push(path)
      return bytes.toString('base64')
    }
    const text = bytes.toString('utf8')
    const known = read.findIndex((file) => file.path === path)
    const index = known === -1 ? read.push({ path, text, pointers: [] }) - 1 : known
    read[index] = { path, text, pointers: [...(read[index]?.pointers ?? []), pointer] }
    scripts.set(pointer, { file: files.length + index, length: text.length })
    return text
  }

  let json: string
  const builder = new BodyBuilder(definition, transformer, readProjectFile)
  try {
    json = JSON.stringify(builder.build())
  } catch (error) {
    return refuse({ ...thrown(error, recorder, files, filename), message: messageOf(error) })
  }
  const tracer = new Tracer(files, recorder, scripts)
  if (builder.failures.length > 0) {
    return refuse(
      ...builder.failures.map(({ reason, pointer, message, steps }): EvaluationFailure => {
        const at = tracer.find(definition, keysOf(pointer), 'key', steps)
        return { reason, message, pointer, ...(at === undefined ? {} : { at }) }
      }),
    )
  }
  const secrets: unknown = Reflect.get(definition, 'secrets')
  const states: unknown = Reflect.get(definition, 'states')
  const answer: Evaluated = {
    type: 'evaluated',
    id,
    body: json,
    read,
    assets,
    missing: missing.map((file) => ({ ...file, at: tracer.find(definition, keysOf(file.pointer), 'value') })),
    secrets: secretNames(secrets).map((name) => {
      const description = own(own(secrets, name), 'description')
      return {
        name,
        description: typeof description === 'string' ? description : undefined,
        at: tracer.keyPlace(secrets, name),
        descriptionAt:
          typeof description === 'string'
            ? tracer.find(definition, ['secrets', name, 'description'], 'value')
            : undefined,
      }
    }),
    states: Object.keys(isObject(states) ? states : {}).map((name) => ({ name, at: tracer.keyPlace(states, name) })),
  }
  const locate = () => {
    tracer.trace(JSON.parse(json), definition)
    return { places: tracer.places, at: tracer.at }
  }
  return { answer, locate }
}

/**
 * Requires a package from the project, or from its SDK: with pnpm, `@bpinternal/zui` and `@botpress/client` may be
 * installed only there.
 */
function requireFrom(requireHere: NodeJS.Require): (id: string) => unknown {
  return (id) => {
    try {
      return requireHere(id)
    } catch (error) {
      const external: readonly string[] = ['@bpinternal/zui', '@botpress/client'] satisfies External[]
      if (!external.includes(id)) throw error
      let sdk: string
      try {
        sdk = requireHere.resolve('@botpress/sdk')
      } catch {
        throw error
      }
      return createRequire(join(dirname(sdk), 'index.js'))(id)
    }
  }
}

/**
 * Recognises a definition by its properties: class names are minified, and each copy of the SDK has classes of its own.
 */
function isDefinition(value: unknown): value is object {
  return (
    isObject(value) &&
    !isZod(value) &&
    'props' in value &&
    'identifier' in value &&
    'channels' in value &&
    typeof Reflect.get(value, 'extend') === 'function'
  )
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (value === null) return 'null'
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`
}

function thrown(
  error: unknown,
  recorder: Recorder,
  files: EvaluateRequest['files'],
  filename: string,
): EvaluationFailure {
  const message = messageOf(error)
  const failure: EvaluationFailure = { reason: isExit(error) ? 'exits' : 'threw', message }
  const frame =
    isObject(error) && 'stack' in error && typeof error.stack === 'string' ? ownFrame(error.stack, filename) : undefined
  if (frame !== undefined) failure.bundle = frame.at
  // The project's own code threw, while a call of it was running that knows only of itself.
  if (frame?.isInnermost === true) return failure
  const site = recorder.siteOfFailure(error)
  if (site !== undefined) {
    const at = new Tracer(files, recorder, new Map()).placeOfSite(site)
    if (at !== undefined) failure.at = at
  }
  return failure
}

interface OwnFrame {
  at: { line: number; column: number }
  /** Nothing that the code had called threw: the recorder, through which it calls, is not above it. */
  isInnermost: boolean
}

/** The first stack frame in the project's own code. */
function ownFrame(stack: string, filename: string): OwnFrame | undefined {
  let isInnermost = true
  for (const line of stack.split('\n')) {
    if (line.includes(__filename)) isInnermost = false
    const at = line.indexOf(`${filename}:`)
    if (at === -1) continue
    const [, row, column] = /^:(\d+):(\d+)/.exec(line.slice(at + filename.length)) ?? []
    if (row !== undefined) return { at: { line: Number(row), column: Number(column) }, isInnermost }
  }
  return undefined
}

/** Thrown when the code of a project calls `process.exit`. */
export class ExitError extends Error {
  readonly code = 'PROJECT_EXITS'
}

function isExit(error: unknown): boolean {
  return isObject(error) && 'code' in error && error.code === 'PROJECT_EXITS'
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
