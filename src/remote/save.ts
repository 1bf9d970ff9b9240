import { lstatSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { codeOf } from '../findings/errors'
import { shortHash } from '../findings/fingerprint'
import { writeWhole } from '../run/output'

/** The name of a saved answer: name and version, or another distinguishing text. */
export interface SaveName {
  name?: string | undefined
  version?: string | undefined
  /** The name to use if the answer has none. */
  fallback: string
}

/** Faults of the whole folder: every other answer would fail, too. */
const FOLDER_FAULTS: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])

/** Writes answers to a folder, one file each. Does not follow links in the folder, so it never writes outside of it. */
export class SaveFolder {
  readonly #folder: string
  readonly #used = new Set<string>()
  #prepared = false
  /** Whether nothing more can be saved. */
  isOver = false

  constructor(folder: string, cwd: string) {
    this.#folder = resolve(cwd, folder)
  }

  /** @throws the file system's error, or an Error that says why the path cannot be written */
  save(name: SaveName, bytes: Uint8Array): void {
    try {
      if (!this.#prepared) mkdirSync(this.#folder, { recursive: true })
      this.#prepared = true
      const path = join(this.#folder, this.#unused(fileName(name)))
      if (dirname(path) !== this.#folder) makeFolder(dirname(path))
      writeWhole(path, this.#folder, bytes, { through: false })
    } catch (error) {
      this.isOver = !this.#prepared || FOLDER_FAULTS.has(codeOf(error) ?? '')
      throw error
    }
  }

  /** A free name for an answer whose own name is taken. Some file systems ignore letter case. */
  #unused(stem: string): string {
    for (let number = 1; ; number += 1) {
      const file = `${stem}${number === 1 ? '' : `~${number}`}.json`
      if (this.#used.has(file.toLowerCase())) continue
      this.#used.add(file.toLowerCase())
      return file
    }
  }
}

/** Creates the folder of a workspace's handle, unless a link would lead out of the folder of --save. */
function makeFolder(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) mkdirSync(path)
  else if (!stats.isDirectory()) throw new Error(`${path} is ${stats.isSymbolicLink() ? 'a link' : 'not a folder'}`)
}

/** `NAME@VERSION`, `HANDLE/NAME@VERSION`. The name comes from the network, so it is made safe for a file name first. */
export function fileName({ name, version, fallback }: SaveName): string {
  if (name === undefined || version === undefined) return segment(fallback)
  const parts = name.split('/')
  const last = parts.pop() ?? ''
  const [handle] = parts
  const file = `${segment(last)}@${segment(version)}`
  return parts.length === 1 && handle !== undefined && handle !== '' && last !== ''
    ? `${segment(handle)}/${file}`
    : `${segment(name)}@${segment(version)}`
}

/** Device names that Windows reserves. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i

/**
 * The maximum length of a segment in characters. Two segments and an extension fit in the 255 bytes of file systems.
 */
const LONGEST_FILE_NAME = 100

/**
 * One segment of a path. Characters that a file name cannot contain, or that would lead elsewhere, are percent-encoded.
 * A long segment is truncated, and ends with a hash of the whole.
 */
function segment(text: string): string {
  const clean = text
    .replace(/[^A-Za-z0-9._+-]/gu, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .replace(/^\.+|\.+$/g, (dots) => '%2E'.repeat(dots.length))
  const short =
    clean.length <= LONGEST_FILE_NAME
      ? clean
      : `${clean.slice(0, LONGEST_FILE_NAME - HASH_LENGTH - 1).replace(/%[0-9A-F]?$/, '')}~${shortHash([text]).slice(0, HASH_LENGTH)}`
  return DEVICE.test(short) ? `_${short}` : short === '' ? '_' : short
}

const HASH_LENGTH = 8
