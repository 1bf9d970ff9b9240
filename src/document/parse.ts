import type { Range } from '../findings/types'
import type { Change } from './changes'
import { withoutByteOrderMark } from './decode'
import type { EditableText } from './edit'
import { lazily } from './lazily'
import { MAX_DEPTH, MAX_VALUES } from './limits'
import { Lines } from './lines'
import { locateAll } from './locate'
import type { Edit, Repaired } from './repair'
import type { Scan, ScanOptions } from './scan'
import { exceeds } from './skip'
import { countWrittenKeys, hasLoneSurrogate, surveyValue } from './survey'
import type { Document, FileEdit, LocateRequest, SyntaxFault, TextSpan } from './types'

export interface ParseOptions {
  /** The name in reports. */
  name: string
  text: string
  /** The faults that decoding has found. */
  faults?: readonly SyntaxFault[]
  /** Whether comments are allowed, as in a `.jsonc` file; a trailing comma is a warning then. */
  comments: boolean
  /** The maximum number of values; default: that of a definition. */
  mostValues?: number
}

/**
 * Parses a text by RFC 8259. Never throws: the faults of the text are in `faults`. A usual valid text costs little more
 * than `JSON.parse`.
 */
export function parseDocument({
  name,
  text: given,
  faults: found,
  comments,
  mostValues = MAX_VALUES,
}: ParseOptions): Document {
  const { text, faults: marks } = withoutByteOrderMark(given)
  const before = found === undefined || found.length === 0 ? marks : [...found, ...marks]
  const plain = before.some(({ fatal }) => fatal) ? undefined : parsePlain(text, mostValues)
  if (plain === undefined) return parseFaulty({ name, text, comments, mostValues }, before)
  return new PlainDocument(name, text, plain.value, before, plain.longWords)
}

/** The document of a text without faults. Most texts have none, and positions are rarely needed. */
class PlainDocument implements Document {
  #lines: Lines | undefined

  constructor(
    readonly name: string,
    readonly text: string,
    readonly value: unknown,
    readonly faults: readonly SyntaxFault[],
    readonly longWords: readonly string[],
  ) {}

  locateAll(requests: readonly LocateRequest[]): Range[] {
    return locateAll(this.text, requests, { distinctKeys: true }).map((span) => this.rangeOf(span))
  }

  rangeOf(span: TextSpan): Range {
    this.#lines ??= new Lines(this.text)
    return this.#lines.range(span)
  }

  editsFor(changes: readonly Change[]): FileEdit[] | undefined {
    const { text, value } = this
    return ownEdits({ text, value, locate: (requests) => locateAll(text, requests, { distinctKeys: true }) }, changes)
  }

  editsForFault(fault: SyntaxFault): Edit[] | undefined {
    return editsForFault(this.text, [], fault)
  }
}

// The code for editing is loaded when a fix is wanted.

function ownEdits(source: EditableText, changes: readonly Change[]): FileEdit[] | undefined {
  const { editsOfChanges } = require('./edit') as typeof import('./edit')
  return editsOfChanges(source, changes)?.map((edit) => ({ ...edit, file: undefined }))
}

function editsForFault(text: string, repairs: readonly Edit[], fault: SyntaxFault): Edit[] | undefined {
  const { editsOfFault } = require('./mend') as typeof import('./mend')
  return editsOfFault(text, repairs, fault)
}

function parseFaulty(
  { name, text, comments, mostValues }: Required<Omit<ParseOptions, 'faults'>>,
  before: readonly SyntaxFault[],
): Document {
  const lines = lazily(() => new Lines(text))
  const rangeOf = (span: TextSpan) => lines().range(span)
  // A text in another format or encoding has no other faults.
  const unread = (faults: readonly SyntaxFault[], content: string): Document => {
    const recovered = recover(content, mostValues)
    const base = { name, text, value: undefined, faults, locateAll: refuseToLocate, rangeOf }
    return recovered === undefined ? base : { ...base, recovered }
  }
  if (before.some(({ fatal }) => fatal)) return unread(before, text)
  // Loaded with the first faulty text, since most runs have none.
  const { commandOutput } = require('./command-output') as typeof import('./command-output')
  const output = commandOutput(text)
  if (output !== undefined) return unread([...before, output.fault], output.text)
  const { otherLanguage } = require('./other-languages') as typeof import('./other-languages')
  const language = otherLanguage(name, text)
  if (language !== undefined) return unread([...before, language], '')
  const { scanned, repair, value } = repaired(text, { comments, mostValues })
  const faults = [...before, ...scanned.faults]
  const commentSpans = !comments || scanned.comments.length === 0 ? {} : { comments: scanned.comments }
  const common = {
    name,
    text,
    faults,
    ...commentSpans,
    rangeOf,
    editsForFault: (fault: SyntaxFault) => editsForFault(text, scanned.edits, fault),
  }
  if (!scanned.certain) return { ...common, value: undefined, recovered: value, locateAll: refuseToLocate }
  const locate = (requests: readonly LocateRequest[]) =>
    locateAll(repair.text, requests, { distinctKeys: false }).map((span) => repair.toSource(span))
  return {
    ...common,
    value,
    locateAll: (requests) => locate(requests).map(rangeOf),
    editsFor: (changes) => ownEdits({ text, value, locate }, changes),
  }
}

/**
 * The value of a text that is not reported further, to recognise its kind; undefined if it does not begin like JSON.
 */
function recover(text: string, mostValues: number): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  const plain = parsePlain(text, mostValues)
  return plain === undefined ? repaired(text, { comments: true, mostValues }).value : plain.value
}

function repaired(text: string, options: ScanOptions): { scanned: Scan; repair: Repaired; value: unknown } {
  // Loaded with the first faulty text, since most runs have none.
  const { scan } = require('./scan') as typeof import('./scan')
  const { repair } = require('./repair') as typeof import('./repair')
  const scanned = scan(text, options)
  const made = repair(text, scanned.edits)
  return { scanned, repair: made, value: JSON.parse(made.text) }
}

/** In UTF-16 code units. For a shorter text, counting its values first costs more than parsing it. */
const LONG_TEXT = 24_000_000

interface Plain {
  value: unknown
  longWords: readonly string[]
}

/** The value of a text without faults; undefined if the text must be scanned. */
function parsePlain(text: string, mostValues: number): Plain | undefined {
  // JSON.parse needs gigabytes for tens of millions of levels or values. Only a long text can have so many, so short texts
  // are not counted.
  if (text.length > LONG_TEXT && exceeds(text, { depth: MAX_DEPTH, values: mostValues })) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { keys, items, depth, infinite, longWords } = surveyValue(value)
  if (1 + keys + items > mostValues) return undefined
  const plain = depth <= MAX_DEPTH && !infinite && keys === countWrittenKeys(text) && !hasLoneSurrogate(text)
  return plain ? { value, longWords } : undefined
}

function refuseToLocate(requests: readonly LocateRequest[]): never[] {
  const [first] = requests
  if (first === undefined) return []
  throw new Error(`No value to locate ${JSON.stringify(first.pointer.toString())} in: the text could not be parsed`)
}
