import { lstatSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { codeOf } from '../findings/errors'
import { shortHash } from '../findings/fingerprint'
import { writeWhole } from '../run/output'

/** What a saved answer is called: name and version, or whatever else distinguishes it from the others. */
export interface SaveName {
  name?: string | undefined
  version?: string | undefined
  /** Used where the answer names nothing. */
  fallback: string
}

/** A fault of the whole folder: no other answer would fare better. */
const HOPELESS: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])

/** Writes answers to a folder, one file each, never outside of it: no link in the folder is followed. */
export class SaveFolder {
  readonly #folder: string
  readonly #used = new Set<string>()
  #prepared = false
  /** Whether nothing more can be saved. */
  isOver = false

  constructor(folder: string, cwd: string) {
    this.#folder = resolve(cwd, folder)
  }

  /** @throws the file system's error, or an Error that says what is in the way */
  save(name: SaveName, bytes: Uint8Array): void {
    try {
      if (!this.#prepared) mkdirSync(this.#folder, { recursive: true })
      this.#prepared = true
      const path = join(this.#folder, this.#unused(fileName(name)))
      if (dirname(path) !== this.#folder) makeFolder(dirname(path))
      writeWhole(path, this.#folder, bytes, { through: false })
    } catch (error) {
      this.isOver = !this.#prepared || HOPELESS.has(codeOf(error) ?? '')
      throw error
    }
  }

  /** Where two answers claim the same name (some file systems ignore letter case), both are kept. */
  #unused(stem: string): string {
    for (let number = 1; ; number += 1) {
      const file = `${stem}${number === 1 ? '' : `~${number}`}.json`
      if (this.#used.has(file.toLowerCase())) continue
      this.#used.add(file.toLowerCase())
      return file
    }
  }
}

/** Makes the folder of a workspace's handle. A link may lead out of the folder of --save. */
function makeFolder(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) mkdirSync(path)
  else if (!stats.isDirectory()) throw new Error(`${path} is ${stats.isSymbolicLink() ? 'a link' : 'not a folder'}`)
}

/** `NAME@VERSION`, `HANDLE/NAME@VERSION`. The name comes from the network, so that it is made a name of a file first. */
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

/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i

/** Characters of a segment. Two of them and an ending fit in the 255 bytes that file systems take. */
const LONGEST_SEGMENT = 100

/**
 * One segment of a path: what no file name can have, or what would lead elsewhere, is percent-encoded. What is too long
 * then is cut, and ends with a hash of the whole.
 */
function segment(text: string): string {
  const clean = text
    .replace(/[^A-Za-z0-9._+-]/gu, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .replace(/^\.+|\.+$/g, (dots) => '%2E'.repeat(dots.length))
  const short =
    clean.length <= LONGEST_SEGMENT
      ? clean
      : `${clean.slice(0, LONGEST_SEGMENT - HASH_LENGTH - 1).replace(/%[0-9A-F]?$/, '')}~${shortHash([text]).slice(0, HASH_LENGTH)}`
  return DEVICE.test(short) ? `_${short}` : short === '' ? '_' : short
}

const HASH_LENGTH = 8
