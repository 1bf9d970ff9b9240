import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MAX_BYTES } from '../document/limits'
import { messageOf } from '../findings/errors'
import { TOOL_VERSION } from '../findings/help'
import { KINDS, type Kind } from '../findings/types'
import { readInput } from '../input/files'
import { statsOf } from '../input/stats'
import type { Settings } from '../settings/types'
import { isScriptFile } from '../vrl/script-file'
import { writeWhole } from './output'
import type { Bytes, CacheEntry, Verdict } from './source'

/** Entries that are kept, the newest last: what no run has asked for in a long time is forgotten. */
const MOST_ENTRIES = 50_000

/** More than so many entries take; what is larger is not this tool's, and would cost memory. */
const MOST_BYTES = 2 ** 24

/** On what else a verdict depends, besides the text, the tool and the settings. */
export interface Circumstances {
  name: string
  named: boolean
  as: Kind | undefined
}

/**
 * Remembers clean texts between runs, by their content, the tool and the settings. A cache that cannot be read or
 * written is none: it never makes a run fail, and a broken entry counts as absent.
 */
export class Cache {
  readonly #file: string
  readonly #tool: string
  readonly #entries: Map<string, Verdict>
  readonly #used = new Map<string, Verdict>()
  readonly #settings = new WeakMap<Settings, string>()
  #changed = false

  /** @param program the file of the program: another build forgets what this one has found */
  constructor(file: string, program: string) {
    this.#file = file
    this.#tool = identityOf(program)
    this.#entries = readEntries(file, this.#tool)
  }

  /** Undefined for what is too large to be linted. */
  keyOf({ bytes, length }: Bytes, settings: Settings, { name, named, as }: Circumstances): string | undefined {
    if (length > MAX_BYTES) return undefined
    let configured = this.#settings.get(settings)
    if (configured === undefined) {
      configured = hash(JSON.stringify([...settings.rules].sort(([left], [right]) => (left < right ? -1 : 1))))
      this.#settings.set(settings, configured)
    }
    const circumstances = `${configured}${isScriptFile(name) ? name : name.endsWith('.jsonc') ? 'c' : ''}${named ? 'n' : ''}${as ?? ''}`
    return `${hash(bytes)}${circumstances}`
  }

  get(key: string): Verdict | undefined {
    return this.#entries.get(key)
  }

  /** Keeps an entry, whether it is new or was of use. */
  add({ key, verdict }: CacheEntry): void {
    this.#used.set(key, verdict)
    if (!this.#entries.has(key)) this.#changed = true
  }

  /** Writes the entries, if there are new ones. Returns why it could not be written. */
  save(): string | undefined {
    if (!this.#changed) return undefined
    // A pipe would be waited for.
    if (statsOf(this.#file)?.isFile() === false) return `${this.#file} is not a regular file`
    // Another run may have written since: its entries are kept.
    const merged = readEntries(this.#file, this.#tool)
    for (const key of this.#used.keys()) merged.delete(key)
    for (const [key, verdict] of this.#used) merged.set(key, verdict)
    const entries = [...merged]
      .slice(-MOST_ENTRIES)
      .map(([key, verdict]) => [key, verdict.type === 'clean' ? verdict.kind : ''])
    try {
      writeWhole(this.#file, '/', `${JSON.stringify({ tool: this.#tool, entries: Object.fromEntries(entries) })}\n`)
      return undefined
    } catch (error) {
      return messageOf(error)
    }
  }
}

/** @param folder true for the usual one */
export function openCache(folder: string | true, cwd: string, program: string): Cache {
  return new Cache(folder === true ? defaultCacheFile(cwd) : resolve(cwd, folder, 'cache'), program)
}

/** Where the cache lies unless the user says otherwise: with other tools' caches, or in a folder of its own. */
function defaultCacheFile(cwd: string): string {
  const shared = statSync(join(cwd, 'node_modules'), { throwIfNoEntry: false })?.isDirectory() === true
  return join(cwd, shared ? 'node_modules/.cache/integration-lint/cache' : '.integration-lint-cache/cache')
}

function readEntries(file: string, tool: string): Map<string, Verdict> {
  const entries = new Map<string, Verdict>()
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(readInput(file, MOST_BYTES)).toString('utf8'))
  } catch {
    // Absent, unreadable or broken: everything is judged, and a whole cache written.
    return entries
  }
  if (typeof content !== 'object' || content === null) return entries
  if (Reflect.get(content, 'tool') !== tool) return entries
  const stored: unknown = Reflect.get(content, 'entries')
  if (typeof stored !== 'object' || stored === null) return entries
  for (const [key, written] of Object.entries(stored)) {
    const verdict = readVerdict(written)
    if (verdict !== undefined) entries.set(key, verdict)
  }
  return entries
}

/** A verdict is written as the kind of the clean document, or as an empty text. */
function readVerdict(written: unknown): Verdict | undefined {
  if (written === '') return { type: 'foreign' }
  const kind = [...KINDS, 'script' as const].find((candidate) => candidate === written)
  return kind === undefined ? undefined : { type: 'clean', kind }
}

/** The version, and which build of it: rules may change while the version does not, for those who develop them. */
function identityOf(program: string): string {
  const { size, mtimeMs } = statSync(program)
  return `${TOOL_VERSION} ${process.version} ${size} ${mtimeMs}`
}

function hash(data: string | Uint8Array): string {
  return createHash('sha1').update(data).digest('base64url')
}
