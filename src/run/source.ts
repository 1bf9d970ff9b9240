import { type DecodedText, decode, tooLarge } from '../document/decode'
import { type Recognised, recognise } from '../document/kind'
import { MAX_BYTES } from '../document/limits'
import { parseDocument } from '../document/parse'
import type { Document } from '../document/types'
import type { SourceFinding } from '../engine/run-rules'
import type { FileKind, FileReport, Finding, Kind } from '../findings/types'
import { type Input, type InputReader, isTooLarge, readBeginning, readFailure, readInput } from '../input/files'
import { decodeUtf8 } from '../input/utf8'
import type { Preset } from '../rules/contract'
import { isScriptFile, scriptDocument } from '../vrl/script-file'

/**
 * What can be linted. For another kind of source, add a member here and a case to `readSource`; what has to wait for
 * something (a process that evaluates a project) is done before, so that linting itself is synchronous.
 */
export type Source = Input | TextSource | DocumentSource

/** A text that is in memory already: standard input, the buffer of an editor. */
export interface TextSource {
  type: 'text'
  /** Absolute. The settings of this path hold; no file need be there. */
  path: string
  /** As reports show it. */
  name: string
  bytes: Uint8Array
  /** What the bytes stand for, where that is known: they are not read then. */
  text?: string
  /** False for a text that is linted only if it is certainly a definition. */
  named?: false
  /** The text has no file of its own, so that no baseline can speak of it. */
  anonymous?: boolean
}

/** A document that its source has parsed: an answer of the API. */
export interface DocumentSource {
  type: 'document'
  /** Absolute, or a URL. The settings of this path hold. */
  path: string
  /** As reports show it. */
  name: string
  document: Document
  recognised: Recognised | undefined
  /** What the source itself found; reported when the document could be parsed and the settings want it. */
  extraFindings?: readonly SourceFinding[]
  /** Whether a finding is expected in such a source, and so is dropped. */
  isExpected?(finding: Finding): boolean
  anonymous?: boolean
  /** Of a project: the script files that it uses, which are linted with it; absolute, links resolved. */
  scripts?: readonly string[]
  /** Of a project: the files that it is made of, by their names in reports; absolute paths. */
  files?: ReadonlyMap<string, string>
}

/** Bytes that were read, all of them or the beginning of too many; `length` is that of the whole. */
export interface Bytes {
  type: 'bytes'
  bytes: Uint8Array
  length: number
  /** What they stand for, where that is known. */
  text?: string
}

/** How sources are linted. Plain data, since a worker thread is given it, too. */
export interface LintOptions {
  /** What relative paths start from; absolute. */
  cwd: string
  /** The only configuration file to use; false for none. Default: the nearest ones of each file. */
  config?: string | false | undefined
  /** Settings of the command line, `id:severity`; they win over the configuration. */
  rules?: readonly string[]
  /** The preset to start from, instead of those that the configuration extends. */
  preset?: Preset | undefined
  /** What every source is; overrules detection and configuration. */
  as?: Kind | undefined
  /** Attach the lines around each finding. */
  frames?: boolean
  /** The only baseline file to use; false for none. Default: what the configuration says. */
  baseline?: string | false | undefined
  /** What to do with the baselines after linting. */
  updateBaseline?: boolean
  pruneBaseline?: boolean
  /** Do not lint again what an earlier run has found clean: the folder of the cache, or true for the usual one. */
  cache?: string | true | undefined
  /** Keep what was found for the next round, until `forget` is called. */
  remember?: boolean
  /** Whether definitions of projects are run, as `bp` does; default true. */
  exec?: boolean
  /** Whether configurations that are code are run; default true. Where not, they are passed over. */
  configurationCode?: boolean
  /** Files of projects are read from the index of git. */
  staged?: boolean
  /** The process is ours alone: flags of its compiler may be set, and a worker thread started. */
  ownProcess?: boolean
}

/** What is remembered of a text: it had no findings, or was not a definition. What had findings is linted again. */
export type Verdict = { type: 'clean'; kind: FileKind } | { type: 'foreign' }

/** A verdict under the key of its text and settings. */
export interface CacheEntry {
  key: string
  verdict: Verdict
}

/** The report of one file, and what suppressions need to know of it. */
export interface LintedFile {
  /** Before anything is taken out of it. */
  report: FileReport
  /** The path whose settings, baseline and `ignores` hold. */
  path: string
  /** No baseline speaks of it. */
  anonymous: boolean
  /** Of a project: the script files that were linted with it; absolute, links resolved. */
  scripts?: readonly string[]
}

/** What became of a source, before suppressions. Plain data: a worker thread sends it. */
export type SourceResult =
  | Unlinted
  /** A source may report on several files. */
  | { type: 'linted'; files: LintedFile[]; entry?: CacheEntry }

/** Why a source has no report. */
export type Unlinted =
  | { type: 'skipped'; reason: 'ignored' | 'not-a-definition' | 'script-cases'; entry?: CacheEntry }
  | { type: 'failed'; message: string }

/** What a source holds: to be parsed, or parsed already. */
export type Content = Bytes | DocumentSource | { type: 'failed'; message: string }

/** A document that is ready for the engine. */
export type LoadedDocument = Pick<DocumentSource, 'document' | 'recognised'>

/** How much of an oversized file is read to see what it is; in bytes. */
const BEGINNING = 2 ** 20

/** Reads a source. The bytes of a file are valid until the next call with the same reader. */
export function readSource(source: Source, reader: InputReader): Content {
  switch (source.type) {
    case 'file':
      return readFile(source, reader)
    case 'text':
      return {
        type: 'bytes',
        bytes: source.bytes,
        length: source.bytes.length,
        ...(source.text === undefined ? {} : { text: source.text }),
      }
    case 'document':
      return source
  }
}

function readFile({ path, read }: Input, reader: InputReader): Content {
  try {
    const bytes = read?.() ?? reader.read(path)
    return { type: 'bytes', bytes, length: bytes.length }
  } catch (error) {
    if (!isTooLarge(error)) return { type: 'failed', message: readFailure(error, path) }
    return { type: 'bytes', bytes: readBeginning(path, BEGINNING), length: error.length }
  }
}

/**
 * Parses what a source holds.
 *
 * @param as overrules detection
 * @param named whether it is linted whatever it is, rather than only when it is certainly a definition
 * @returns undefined for what was not named and is not certainly a definition
 */
export function loadDocument(
  name: string,
  content: Bytes,
  as: Kind | undefined,
  named: boolean,
): LoadedDocument | undefined {
  const { bytes, length } = content
  if (isScriptFile(name)) {
    const decoded = length > MAX_BYTES ? { text: '', faults: [tooLarge(length)] } : decodedText(content)
    return scriptDocument(name, decoded)
  }
  const isLinted = named || as !== undefined
  if (length > MAX_BYTES) {
    // It is not read to its end. What begins as a definition does is reported as too large.
    if (!isLinted && !isCertain(parse(name, decode(bytes.subarray(0, BEGINNING), decodeUtf8)))) return undefined
    const document = parse(name, { text: '', faults: [tooLarge(length)] })
    return { document, recognised: recognise(document, as) }
  }
  const document = parse(name, decodedText(content))
  const recognised = recognise(document, as)
  return isLinted || recognised?.certainty === 'certain' ? { document, recognised } : undefined
}

function decodedText({ bytes, text }: Bytes): DecodedText {
  return text === undefined ? decode(bytes, decodeUtf8) : { text, faults: [] }
}

/** Whether a file was a definition in the commit that it is compared with: whatever it is now, it is linted. */
export function wasDefinition(source: Source): boolean {
  const bytes = source.type === 'file' ? source.previous?.() : undefined
  return bytes !== undefined && isCertain(parse(source.name, decode(bytes)))
}

/**
 * What a file of JSON is that lies in a project: a definition of its own, data of the project, or either, such as a text
 * that cannot be parsed.
 */
export function roleInProject(source: Input, reader: InputReader): 'definition' | 'data' | 'either' {
  const content = readSource(source, reader)
  if (content.type !== 'bytes' || content.length > MAX_BYTES) return 'either'
  const document = parse(source.name, decode(content.bytes))
  const recognised = recognise(document)
  if (recognised?.certainty === 'certain' || wasDefinition(source)) return 'definition'
  return recognised === undefined && document.faults.length === 0 ? 'data' : 'either'
}

/** Whether a text is certainly a definition. */
export function isDefinition(bytes: Uint8Array): boolean {
  return isCertain(parse('', decode(bytes)))
}

/** Whether a file that was only found is linted: it is certainly a definition, or cannot be read to find out. */
export function looksLikeDefinition(path: string): boolean {
  if (isScriptFile(path)) return true
  let bytes: Uint8Array
  try {
    bytes = readInput(path)
  } catch {
    return true
  }
  return isCertain(parse(path, decode(bytes)))
}

function parse(name: string, { text, faults }: DecodedText): Document {
  return parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
}

function isCertain(document: Document): boolean {
  return recognise(document)?.certainty === 'certain'
}
