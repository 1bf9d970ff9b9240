import { MAX_REPORT_VALUES } from '../document/limits'
import { schemaUrl } from '../findings/help'
import { readOwnFile, type TextFault } from '../schema/own-files'
import { compareTexts } from './order'
import { type BaselineEntry, entryKey } from './suppress'

/** The entries by file: relative to the folder of the baseline file, forward slashes. */
export type Baseline = ReadonlyMap<string, readonly BaselineEntry[]>

/** The version of the file's shape: `schemas/baseline.schema.json`. */
const VERSION = 1
const BASELINE_SCHEMA = schemaUrl('baseline.schema.json')

/** The shape of the file: see the published schema. */
interface BaselineContent {
  files: Readonly<Record<string, readonly BaselineEntry[]>>
}

/** Parses a baseline file, and reports all of its faults. */
export function parseBaseline(
  text: string,
): { baseline: Baseline; faults: readonly [] } | { faults: readonly TextFault[] } {
  const read = readOwnFile<BaselineContent>('baseline', text, MAX_REPORT_VALUES)
  return 'content' in read ? { baseline: new Map(Object.entries(read.content.files)), faults: [] } : read
}

/** Formats a baseline file: sorted, with one entry per line, so that diffs and merges are easy. */
export function formatBaseline(baseline: Baseline): string {
  const files = [...baseline]
    .filter(([, entries]) => entries.length > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([file, entries]) => `    ${JSON.stringify(file)}: [\n${formatEntries(entries)}\n    ]`)
  const content = files.length === 0 ? '{}' : `{\n${files.join(',\n')}\n  }`
  return `{\n  "$schema": ${JSON.stringify(BASELINE_SCHEMA)},\n  "version": ${VERSION},\n  "files": ${content}\n}\n`
}

function formatEntries(entries: readonly BaselineEntry[]): string {
  return [...new Map(entries.map((entry) => [entryKey(entry), entry])).values()]
    .sort(compareEntries)
    .map(
      ({ rule, pointer, hash }) =>
        `      { "rule": ${JSON.stringify(rule)}, "pointer": ${JSON.stringify(pointer)}, "hash": ${JSON.stringify(hash)} }`,
    )
    .join(',\n')
}

function compareEntries(left: BaselineEntry, right: BaselineEntry): number {
  return (
    compareTexts(left.pointer, right.pointer) ||
    compareTexts(left.rule, right.rule) ||
    compareTexts(left.hash, right.hash)
  )
}
