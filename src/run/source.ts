import { type DecodedText, decode, tooLarge } from '../document/decode'
import { type Recognised, recognise } from '../document/kind'
import { MAX_BYTES } from '../document/limits'
import { parseDocument } from '../document/parse'
import type { Document } from '../document/types'
import type { SourceFinding } from '../engine/run-rules'
import type { FileKind, FileReport, Finding, Kind } from '../findings/types'
import { type Input, type InputReader, isTooLarge, readBeginning, readFailure, readInput } from '../input/files'
import { statsOf } from '../input/stats'
import { decodeUtf8 } from '../input/utf8'
import type { Preset } from '../rules/contract'
import { isScriptFile, scriptDocument } from '../vrl/script-file'

/**
 * A source of documents. To add a kind of source, add a member here and a case in `readSource`. Asynchronous work, such
 * as evaluating a project, must be done before, so that linting is synchronous.
 */
export type Source = Input | TextSource | DocumentSource

/** A text in memory: standard input, or the buffer of an editor. */
export interface TextSource {
  type: 'text'
  /** Absolute path, which determines the settings; the file need not exist. */
  path: string
  /** The name in reports. */
  name: string
  bytes: Uint8Array
  /** The decoded text, if known; the bytes are then not read. */
  text?: string
  /** If false, the text is linted only if it is recognised as a definition with certainty. */
  named?: false
  /** Whether the text has no file, so that no baseline has entries for it. */
  anonymous?: boolean
}

/** A document that its source has parsed, such as an answer of the API. */
export interface DocumentSource {
  type: 'document'
  /** An absolute path or a URL, which determines the settings. */
  path: string
  /** The name in reports. */
  name: string
  document: Document
  recognised: Recognised | undefined
  /** Findings of the source itself, which are reported if the document could be parsed and their rules are enabled. */
  extraFindings?: readonly SourceFinding[]
  /** Whether a finding is expected in such a source, and so is dropped. */
  isExpected?(finding: Finding): boolean
  anonymous?: boolean
  /** For a project: the script files that it uses, which are linted with it; absolute, links resolved. */
  scripts?: readonly string[]
  /**
   * Of a project whose positions are not known yet: the same project with positions, or with the fault that prevents
   * them.
   */
  located?: Promise<DocumentSource>
  /** Of a project: the only file whose findings are reported, by its name in reports. */
  only?: string
  /** Of a project: the files that it is made of, by their names in reports; absolute paths. */
  files?: ReadonlyMap<string, string>
}

/** The bytes of a file, or the beginning of a file that is too large; `length` is that of the whole file. */
export interface Bytes {
  type: 'bytes'
  bytes: Uint8Array
  length: number
  /** The decoded text, if known. */
  text?: string
}

/** The options of linting. Plain data, since they are also sent to a worker thread. */
export interface SessionOptions {
  /** The absolute path that relative paths start from. */
  cwd: string
  /** The only configuration file to use; false for none. Default: the nearest ones of each file. */
  config?: string | false | undefined
  /** Settings from the command line, `id:severity`; they take precedence over the configuration. */
  rules?: readonly string[]
  /** The preset to start from, instead of those that the configuration extends. */
  preset?: Preset | undefined
  /** The kind of every source; takes precedence over detection and configuration. */
  as?: Kind | undefined
  /** Whether to attach the lines around each finding. */
  frames?: boolean
  /** The only baseline file to use; false for none. Default: what the configuration says. */
  baseline?: string | false | undefined
  /** What to do with the baselines after linting. */
  updateBaseline?: boolean
  pruneBaseline?: boolean
  /** Skips texts that an earlier run has found clean: the folder of the cache, or true for the default folder. */
  cache?: string | true | undefined
  /** Keeps results for the next round, until `forget` is called. */
  remember?: boolean
  /** Whether definitions of projects are run, as `bp` does; default true. */
  exec?: boolean | undefined
  /** Whether configurations that are code are run; default true. If false, they are skipped. */
  configurationCode?: boolean
  /** Whether files of projects are read from the index of git. */
  staged?: boolean
  /** Whether the process runs nothing else: V8 flags may then be set, and a worker thread started. */
  ownProcess?: boolean
}

/**
 * The remembered result for a text: it had no findings, or was not a definition. A text with findings is linted again.
 */
export type CachedResult = { type: 'clean'; kind: FileKind } | { type: 'foreign' }

/** A result under the key of its text and settings. */
export interface CacheEntry {
  key: string
  result: CachedResult
}

/** The report of one file, and the data that suppressions need. */
export interface LintedFile {
  /** The report before suppressions. */
  report: FileReport
  /** The path that determines settings, baseline and `ignores`. */
  path: string
  /** Whether no baseline can have entries for the file. */
  anonymous: boolean
  /** For a project: the script files that were linted with it; absolute, links resolved. */
  scripts?: readonly string[]
  /** For a project: the only file whose findings are reported, by its name in reports. */
  only?: string
  /** Why the document could not be compared with its previous state, if that was asked for. */
  notCompared?: string
}

/** The result for a source, before suppressions. Plain data, since a worker thread sends it. */
export type SourceResult =
  | Unlinted
  /** One source may report on several files. */
  | { type: 'linted'; files: LintedFile[]; entry?: CacheEntry }

/** Why a source has no report. */
export type Unlinted =
  | { type: 'skipped'; reason: 'ignored' | 'not-a-definition' | 'script-cases'; entry?: CacheEntry }
  | { type: 'failed'; message: string }

/** The content of a source: bytes to be parsed, or a parsed document. */
export type Content = Bytes | DocumentSource | { type: 'failed'; message: string }

/** A parsed document, ready for the engine. */
export type LoadedDocument = Pick<DocumentSource, 'document' | 'recognised'>

/** The number of bytes of an oversized file that are read to recognise its kind. */
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
 * Parses the content of a source.
 *
 * @param as takes precedence over detection
 * @param named whether it is linted in any case, rather than only if it is recognised as a definition with certainty
 * @returns undefined for content that is not named and not recognised with certainty
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
    // Only the beginning is read. A file that begins like a definition is reported as too large.
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

/** Whether a file was a definition in the commit that it is compared with: it is then linted in any case. */
export function wasDefinition(source: Source): boolean {
  const bytes = source.type === 'file' ? source.previous?.() : undefined
  return bytes !== undefined && isCertain(parse(source.name, decode(bytes)))
}

/**
 * The role of a JSON file in a project: a definition itself, data of the project, or undecided, such as a text that
 * cannot be parsed.
 */
export function roleInProject(source: Input, reader: InputReader): 'definition' | 'data' | 'either' {
  const content = readSource(source, reader)
  if (content.type !== 'bytes' || content.length > MAX_BYTES) return 'either'
  const decoded = decode(content.bytes)
  const value = decoded.faults.length === 0 ? jsonIn(decoded.text) : undefined
  const recognised = recognise(value === undefined ? parse(source.name, decoded) : { value })
  if (recognised?.certainty === 'certain' || wasDefinition(source)) return 'definition'
  return recognised === undefined && value !== undefined ? 'data' : 'either'
}

/**
 * The JSON files outside all projects that definitions may import. Those that a walk has found are not read for this.
 *
 * @param folderOf the project that a path is in
 */
export function importableJson(
  sources: readonly Source[],
  folderOf: (path: string) => string | undefined,
  reader: InputReader,
  as: Kind | undefined,
): ReadonlySet<Source> {
  return new Set(
    sources.filter(
      (source) =>
        source.type === 'file' && folderOf(source.path) === undefined && mayBeImportedJson(source, reader, as),
    ),
  )
}

function mayBeImportedJson(source: Input, reader: InputReader, as: Kind | undefined): boolean {
  if (!source.path.endsWith('.json') || source.walked === true || (source.named && as !== undefined)) return false
  if ((statsOf(source.path)?.size ?? 0) > MAX_MODULE_BYTES) return false
  const role = roleInProject(source, reader)
  return role === 'data' || (role === 'either' && !source.named)
}

/** A larger file is a definition or nothing that anybody imports, and reading it twice takes time. */
const MAX_MODULE_BYTES = 2 ** 20

/** The value of a JSON text, without the time that positions take; undefined if there are syntax errors. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a text is recognised as a definition with certainty. */
export function isDefinitionText(bytes: Uint8Array): boolean {
  return isCertain(parse('', decode(bytes)))
}

/**
 * Whether a file that the user did not name is linted: it is recognised as a definition with certainty, or cannot be
 * read.
 */
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
