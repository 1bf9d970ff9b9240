import { canonical } from './canonical'

/**
 * The maximum nesting of a finding's data that is hashed: more than any rule's data has, and too little to overflow the
 * stack.
 */
const DEEPEST = 32

/**
 * Identifies a finding of a file across edits: by the rule, the place in the structure and the fault, not by the line.
 * 32 hexadecimal digits.
 *
 * A scalar value is part of the fingerprint: another value is another fault. The content of an object or array is not,
 * since every edit below would change it; there the data of the message distinguishes faults.
 *
 * @param pointer RFC 6901
 * @param value the value at the pointer; undefined if the text could not be parsed
 * @param data the finding's data
 * @param occurrence the number of earlier findings of the file with the same arguments
 */
export function fingerprintOf(rule: string, pointer: string, value: unknown, data: unknown, occurrence = 0): string {
  const fault = typeof value === 'object' && value !== null ? { in: Array.isArray(value), data } : { value, data: null }
  return shortHash([rule, pointer, canonical(value === undefined ? data : fault, DEEPEST), String(occurrence)])
}

/** Fingerprints for the findings of one file, to be called in their order: equal findings are numbered. */
export function fingerprintsInOrder(): (rule: string, pointer: string, value: unknown, data: unknown) => string {
  const seen = new Map<string, number>()
  return (rule, pointer, value, data) => {
    const first = fingerprintOf(rule, pointer, value, data)
    const occurrence = seen.get(first) ?? 0
    seen.set(first, occurrence + 1)
    return occurrence === 0 ? first : fingerprintOf(rule, pointer, value, data, occurrence)
  }
}

/** 128 bits of SHA-256 over the parts, which are separated so that different lists never have the same text. */
export function shortHash(parts: readonly string[]): string {
  // Loaded at the first finding: most runs have none.
  const { sha256 } = require('@noble/hashes/sha2') as typeof import('@noble/hashes/sha2')
  const { bytesToHex } = require('@noble/hashes/utils') as typeof import('@noble/hashes/utils')
  return bytesToHex(sha256(Buffer.from(JSON.stringify(parts)))).slice(0, 32)
}
