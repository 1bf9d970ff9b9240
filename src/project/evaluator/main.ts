import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Script } from 'node:vm'
import { parsePointer } from '../../document/pointer'
import type {
  BundlePosition,
  Evaluated,
  EvaluateRequest,
  EvaluationFailure,
  MissingFile,
  Places,
  ReadFile,
  Refused,
} from '../messages'
import { RECORDER } from '../sites'
import { BodyBuilder, findTransformer, messageOfThrown, type ReadProjectFile, secretNames } from './body'
import { isObject, Recorder } from './recorder'
import { Tracer } from './tracer'
import { isZod, own } from './zod'

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
  // esbuild keeps a hashbang, which is a syntax error inside a function.
  const code = request.code.replace(/^#!/, '//')
  try {
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname, ${RECORDER}) {\n${code}\n})`,
      { filename, lineOffset: -1 },
    )
    const run: unknown = script.runInThisContext()
    if (typeof run === 'function') {
      Reflect.apply(run, undefined, [module.exports, projectRequire(requireHere), module, filename, folder, recorder])
    }
  } catch (error) {
    return refuse(describeThrown(error, recorder, files, filename))
  }
  const definition: unknown =
    own(module.exports, 'default') ?? (isObject(module.exports) ? Reflect.get(module.exports, 'default') : undefined)
  if (definition === undefined) return refuse({ reason: 'no-default-export', message: '' })
  if (!isDefinition(definition)) return refuse({ reason: 'not-an-integration', message: describeExport(definition) })
  let transformer: ReturnType<typeof findTransformer>
  try {
    transformer = findTransformer(projectRequire(requireHere)('@botpress/sdk'))
  } catch (error) {
    return refuse({ reason: 'sdk', message: messageOfThrown(error) })
  }
  if (transformer === undefined) return refuse({ reason: 'sdk', message: '' })

  const reader = new ProjectFileReader(request)
  let json: string
  const builder = new BodyBuilder(definition, transformer, reader.read)
  try {
    json = builder.toJson()
  } catch (error) {
    return refuse({ ...describeThrown(error, recorder, files, filename), message: messageOfThrown(error) })
  }
  const tracer = new Tracer(files, recorder, reader.scripts)
  if (builder.failures.length > 0) {
    return refuse(
      ...builder.failures.map(({ reason, pointer, message, steps, refused }): EvaluationFailure => {
        const at = tracer.find(definition, parsePointer(pointer), 'key', steps, refused)
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
    read: reader.texts,
    assets: reader.assets,
    missing: reader.missing.map((file) => ({
      ...file,
      at: tracer.find(definition, parsePointer(file.pointer), 'value'),
    })),
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

/** Reads the files that a definition names, and keeps what it read. */
class ProjectFileReader {
  readonly texts: ReadFile[] = []
  /** The paths of the files whose bytes are in the body. */
  readonly assets: string[] = []
  readonly missing: MissingFile[] = []
  /** For each pointer to the content of a file: the index of the file among all files of the project. */
  readonly scripts = new Map<string, { file: number; length: number } | 'encoded'>()

  constructor(private readonly request: EvaluateRequest) {}

  readonly read: ReadProjectFile = (name, pointer, encoding) => {
    const { folder, contents, files } = this.request
    const path = isAbsolute(name) ? name : resolve(folder, name)
    const given = contents?.[path]
    let bytes: Buffer
    try {
      if (given === null) throw new Error('not staged')
      bytes = given === undefined ? readFileSync(path) : Buffer.from(given, 'base64')
    } catch (error) {
      this.missing.push({ pointer, name, message: messageOfThrown(error), unstaged: given === null, at: undefined })
      return undefined
    }
    if (encoding === 'base64') {
      this.scripts.set(pointer, 'encoded')
      this.assets.push(path)
      return bytes.toString('base64')
    }
    const text = bytes.toString('utf8')
    const known = this.texts.findIndex((file) => file.path === path)
    const index = known === -1 ? this.texts.push({ path, text, pointers: [] }) - 1 : known
    this.texts[index] = { path, text, pointers: [...(this.texts[index]?.pointers ?? []), pointer] }
    this.scripts.set(pointer, { file: files.length + index, length: text.length })
    return text
  }
}

/**
 * A `require` for the project's code, which also finds `@bpinternal/zui` and `@botpress/client` if only the SDK has
 * them, as with pnpm.
 */
function projectRequire(requireHere: NodeJS.Require): (id: string) => unknown {
  return (id) => {
    try {
      return requireHere(id)
    } catch (error) {
      if (id !== '@bpinternal/zui' && id !== '@botpress/client') throw error
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
 * Recognises a definition by its properties: class names are minified, and each copy of the SDK has its own classes.
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

/** What the default export is, for a message. */
function describeExport(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (value === null) return 'null'
  if (value instanceof Promise) return 'a promise'
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`
}

function describeThrown(
  error: unknown,
  recorder: Recorder,
  files: EvaluateRequest['files'],
  filename: string,
): EvaluationFailure {
  const message = messageOfThrown(error)
  const failure: EvaluationFailure = { reason: isExit(error) ? 'exits' : 'threw', message }
  const site = recorder.siteOfFailure(error)
  const at = site === undefined ? undefined : new Tracer(files, recorder, new Map()).sitePlace(site)
  if (at !== undefined) failure.at = at
  const frames = isObject(error) && 'stack' in error && typeof error.stack === 'string' ? error.stack.split('\n') : []
  const bundle = frames.flatMap((frame) => positionIn(filename, frame) ?? [])
  // If the bundled code itself threw, its line is more exact than the recorded call around it. Otherwise the recorder,
  // through which it calls other code, comes first.
  const first = frames.findIndex((frame) => frame.includes(__filename) || positionIn(filename, frame) !== undefined)
  const isThrower = frames[first]?.includes(__filename) === false
  if (bundle.length > 0 && (isThrower || at === undefined)) failure.bundle = bundle
  return failure
}

function positionIn(filename: string, frame: string): BundlePosition | undefined {
  const at = frame.indexOf(`${filename}:`)
  const [, line, column] = (at === -1 ? null : /^:(\d+):(\d+)/.exec(frame.slice(at + filename.length))) ?? []
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}

/** Thrown when the code of a project calls `process.exit`. */
export class ExitError extends Error {
  readonly code = 'PROJECT_EXITS'
}

function isExit(error: unknown): boolean {
  return isObject(error) && 'code' in error && error.code === 'PROJECT_EXITS'
}
