import { accessSync, constants, readFileSync } from 'node:fs'
import { decode } from '../document/decode'
import { parseDocument } from '../document/parse'
import { codeOf, messageOf } from '../findings/errors'
import { readFailure } from '../input/files'
import type { MendedDocument } from './fix-files'
import { withLock } from './lock'
import { writeWhole } from './output'

/** The result of writing fixes. */
export interface WrittenFixes {
  written: readonly MendedDocument[]
  /** Documents that were left unchanged; the reason completes a sentence that begins with the file. */
  refused: readonly { name: string; reason: string }[]
  /** Files that could not be written. */
  failed: readonly { name: string; message: string }[]
}

/** A file to be written, provided that it has not changed since it was read. */
interface Writing {
  path: string
  name: string
  before: Buffer
  after: Buffer
}

/** Writes the files of fixed documents atomically, unless one of them has changed since it was read. */
export function writeFixes(documents: readonly MendedDocument[], cwd: string): WrittenFixes {
  const outcome = newOutcome()
  for (const document of documents) {
    const writings = document.files.map(asWriting)
    const changed = writings.find((file) => !isAsRead(file))
    if (changed !== undefined) {
      outcome.refused.push({ name: changed.name, reason: 'has changed since it was read' })
      continue
    }
    const failures = writings.flatMap((file) => write(file, cwd))
    if (failures.length === 0) outcome.written.push(document)
    outcome.failed.push(...failures)
  }
  return outcome
}

/**
 * Writes fixes to the index of git, and merges the same changes into the files of the work tree. Unstaged changes stay,
 * and stay unstaged; if they conflict, the document is left unchanged.
 *
 * @throws ERR_GIT
 */
export async function stageFixes(
  documents: readonly MendedDocument[],
  place: { cwd: string; env: Readonly<Record<string, string | undefined>> },
): Promise<WrittenFixes> {
  const { planRestaging, refreshIndex, restage } = await import('../input/git-restage')
  const outcome = newOutcome()
  for (const document of documents) {
    const plans = planRestaging(document.files.map(asWriting), place)
    const names = new Map(document.files.map(({ path, name }) => [path, name]))
    const files: Writing[] = []
    const entries: Extract<(typeof plans)[number], { entry: Buffer }>[] = []
    let reason: { name: string; reason: string } | undefined
    for (const plan of plans) {
      const name = names.get(plan.path) ?? plan.path
      if ('conflict' in plan) reason ??= { name, reason: plan.conflict }
      else {
        entries.push(plan)
        if (plan.work === undefined) continue
        const file = { path: plan.path, name, ...plan.work }
        if (isSound(file)) files.push(file)
        else reason ??= { name, reason: 'has changes that are not staged, with which it would no longer be JSON' }
      }
    }
    if (reason !== undefined) {
      outcome.refused.push(reason)
      continue
    }
    // The index is written first: if that fails, the work tree is unchanged.
    restage(entries, place)
    const failures = files.flatMap((file) => write(file, place.cwd))
    if (failures.length === 0) outcome.written.push(document)
    outcome.failed.push(...failures)
    refreshIndex(
      files.map(({ path }) => path),
      place,
    )
  }
  return outcome
}

function newOutcome() {
  return {
    written: [] as MendedDocument[],
    refused: [] as { name: string; reason: string }[],
    failed: [] as { name: string; message: string }[],
  }
}

function write({ path, name, before, after }: Writing, cwd: string): WrittenFixes['failed'][number][] {
  try {
    // A read-only file is not replaced.
    accessSync(path, constants.W_OK)
    withLock(path, () => {
      if (!isAsRead({ path, before })) throw new Error('it has changed since it was read')
      writeWhole(path, cwd, after)
    })
    return []
  } catch (error) {
    return [{ name, message: codeOf(error) === undefined ? messageOf(error) : readFailure(error, path) }]
  }
}

function isAsRead({ path, before }: Pick<Writing, 'path' | 'before'>): boolean {
  try {
    return readFileSync(path).equals(before)
  } catch {
    return false
  }
}

/**
 * Two changes that git merges without conflict may still be wrong together, for example if both remove the same comma.
 */
function isSound({ name, before, after }: Writing): boolean {
  if (!/\.jsonc?$/i.test(name)) return true
  const faults = (bytes: Buffer) => {
    const { text, faults: found } = decode(bytes)
    return parseDocument({ name, text, faults: found, comments: /c$/i.test(name) }).faults.length
  }
  return faults(after) <= faults(before)
}

function asWriting({ path, name, before, after }: MendedDocument['files'][number]): Writing {
  return { path, name, before: Buffer.from(before), after: Buffer.from(after) }
}
