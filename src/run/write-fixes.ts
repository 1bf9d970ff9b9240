import { accessSync, constants, readFileSync } from 'node:fs'
import { decode } from '../document/decode'
import { parseDocument } from '../document/parse'
import { codeOf, messageOf } from '../findings/errors'
import { readFailure } from '../input/files'
import type { MendedDocument } from './fix-files'
import { withLock } from './lock'
import { writeWhole } from './output'

/** What became of mended documents. */
export interface WrittenFixes {
  written: readonly MendedDocument[]
  /** Documents that stay as they were; the reason is the end of a sentence about the file. */
  refused: readonly { name: string; reason: string }[]
  /** Files that could not be written. */
  failed: readonly { name: string; message: string }[]
}

/** A file that is to be written, if it is still what it was. */
interface Writing {
  path: string
  name: string
  before: Buffer
  after: Buffer
}

/** Writes the files of mended documents, each whole or not at all, unless somebody has changed one of them meanwhile. */
export function writeFixes(documents: readonly MendedDocument[], cwd: string): WrittenFixes {
  const outcome = newOutcome()
  for (const document of documents) {
    const writings = document.files.map(asWriting)
    const changed = writings.find((file) => !isAsRead(file))
    if (changed !== undefined) {
      outcome.refused.push({ name: changed.name, reason: 'has changed meanwhile' })
      continue
    }
    const failures = writings.flatMap((file) => write(file, cwd))
    if (failures.length === 0) outcome.written.push(document)
    outcome.failed.push(...failures)
  }
  return outcome
}

/**
 * Puts what was mended into the index of git, and the same changes into the files of the work tree. What is not staged stays
 * as it is, and not staged; where it is in the way, a document stays as it was.
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
        else reason ??= { name, reason: 'has changes that are not staged, with which it would not be JSON any more' }
      }
    }
    if (reason !== undefined) {
      outcome.refused.push(reason)
      continue
    }
    // First the index: should that fail, the work tree is as it was.
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
    // What may not be written is not replaced either.
    accessSync(path, constants.W_OK)
    withLock(path, () => {
      if (!isAsRead({ path, before })) throw new Error('it has changed meanwhile')
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

/** Two changes that git merges line by line may still not fit: a comma that both of them remove. */
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
