import { join } from 'node:path'
import { writeWhole } from '../run/output'

/** What a saved answer is called: name and version, or whatever else tells it from the others. */
export interface SaveName {
  name?: string | undefined
  version?: string | undefined
  /** Used where the answer names nothing. */
  fallback: string
}

/** Writes answers to a folder, one file each, never outside of it. */
export class SaveFolder {
  readonly #folder: string
  readonly #cwd: string
  readonly #used = new Set<string>()

  constructor(folder: string, cwd: string) {
    this.#folder = folder
    this.#cwd = cwd
  }

  /**
   * @returns the file's path as it was given
   * @throws the file system's error
   */
  save(name: SaveName, bytes: Uint8Array): string {
    const file = join(this.#folder, this.#unused(fileName(name)))
    writeWhole(file, this.#cwd, bytes)
    return file
  }

  /** Where two answers claim the same name (letter case does not tell files apart everywhere), none is lost. */
  #unused(stem: string): string {
    for (let number = 1; ; number += 1) {
      const file = `${stem}${number === 1 ? '' : `~${number}`}.json`
      if (this.#used.has(file.toLowerCase())) continue
      this.#used.add(file.toLowerCase())
      return file
    }
  }
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

/** One segment of a path: what no file name can have, or what would lead elsewhere, is percent-encoded. */
function segment(text: string): string {
  const clean = text
    .slice(0, 100)
    .replace(/[^A-Za-z0-9._+-]/gu, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .replace(/^\.+|\.+$/g, (dots) => '%2E'.repeat(dots.length))
  return DEVICE.test(clean) ? `_${clean}` : clean === '' ? '_' : clean
}
