import { canonical } from './canonical'

/** Levels of a finding's data that count: more than any rule's data has, and few enough for any stack. */
const DEEPEST = 32

/**
 * What makes two findings of a file the same one after an edit: the rule, the place in the structure
 * and what is wrong there, never the line. 32 hexadecimal digits.
 *
 * A string, number, boolean or null counts as it stands: another value is another fault. The contents
 * of an object or array do not count, since every edit below would change them (a definition without
 * a title is at fault as a whole); there the data of the message distinguishes one fault from another.
 *
 * @param pointer RFC 6901
 * @param value what stands at the pointer; undefined when the text could not be parsed
 * @param data the finding's data
 * @param occurrence how many findings of the file before this one agree with it in everything above
 */
export function fingerprintOf(rule: string, pointer: string, value: unknown, data: unknown, occurrence = 0): string {
  const fault = typeof value === 'object' && value !== null ? { in: Array.isArray(value), data } : { value, data: null }
  return shortHash([rule, pointer, canonical(value === undefined ? data : fault, DEEPEST), String(occurrence)])
}

/** Fingerprints for the findings of one file, taken in their order: what repeats gets a running number. */
export function fingerprintsInOrder(): (rule: string, pointer: string, value: unknown, data: unknown) => string {
  const seen = new Map<string, number>()
  return (rule, pointer, value, data) => {
    const first = fingerprintOf(rule, pointer, value, data)
    const occurrence = seen.get(first) ?? 0
    seen.set(first, occurrence + 1)
    return occurrence === 0 ? first : fingerprintOf(rule, pointer, value, data, occurrence)
  }
}

/** 128 bits of SHA-256 over the parts, with separators that keep different lists from having the same text. */
export function shortHash(parts: readonly string[]): string {
  // Loaded at the first finding: most runs have none.
  const { sha256 } = require('@noble/hashes/sha2') as typeof import('@noble/hashes/sha2')
  const { bytesToHex, utf8ToBytes } = require('@noble/hashes/utils') as typeof import('@noble/hashes/utils')
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 32)
}
