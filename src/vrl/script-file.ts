import type { Change } from '../document/changes'
import type { DecodedText } from '../document/decode'
import type { RecognisedScript, ScriptType } from '../document/kind'
import { Lines } from '../document/lines'
import { Pointer } from '../document/pointer'
import type { Document, FileEdit, SyntaxFault, TextSpan } from '../document/types'
import { lex } from './lexer'

/** Whether a file name is that of a script. */
export function isScriptFile(name: string): boolean {
  return /\.vrl$/i.test(name)
}

/** The file of a script's cases, which are run, not linted. */
export const SCRIPT_CASES = /\.vrl\.test\.jsonc?$/i

/** The names of script files in projects, in lower case. */
const TYPES: ReadonlyMap<string, ScriptType> = new Map([
  ['linktemplate', 'linkTemplate'],
  ['sandboxlinktemplate', 'linkTemplate'],
  ['extract', 'extract'],
  ['fallbackhandler', 'fallbackHandler'],
  ['sandboxidentifierextract', 'sandboxIdentifierExtract'],
  ['sandboxmessageextract', 'sandboxMessageExtract'],
])

/** The scripts in `sandbox`: their properties lack the prefix `sandbox` of the file names. */
const SANDBOX_TYPES: ReadonlyMap<string | undefined, ScriptType> = new Map([
  ['identifierExtractScript', 'sandboxIdentifierExtract'],
  ['messageExtractScript', 'sandboxMessageExtract'],
])

/**
 * A script file as a document, whose value is its text.
 *
 * @param name the name in reports, from which the script's type is derived
 */
export function scriptDocument(
  name: string,
  { text, faults }: DecodedText,
): { document: Document; recognised: RecognisedScript | undefined } {
  const lines = new Lines(text)
  const firstLine = /^[^\r\n]*/.exec(text)?.[0].length ?? 0
  const comments = text.includes('integration-lint-') ? scriptComments(text) : []
  const isText = faults.every(({ fatal }) => fatal !== true)
  const document: Document = {
    name,
    text,
    value: isText ? text : undefined,
    faults: faults.map((fault) => ({ ...fault, message: ofScript(fault) })),
    ...(comments.length === 0 ? {} : { comments }),
    locateAll: (requests) =>
      requests.map(({ span }) => lines.range(span === undefined ? { start: 0, end: firstLine } : textSpan(span))),
    rangeOf: (span) => lines.range(span),
    editsFor: (changes) => scriptEdits(changes),
    editsForFault: ({ rule }) =>
      rule === 'syntax/byte-order-mark' ? [{ start: -1, end: 0, replacement: '' }] : undefined,
  }
  return { document, recognised: isText ? recogniseScript(name, text) : undefined }
}

/** The edits of the script's text. */
function scriptEdits(changes: readonly Change[]): FileEdit[] | undefined {
  const edits = changes.flatMap((change): FileEdit[] => {
    if (change.type !== 'splice' || change.path.length > 0) return []
    const [start, end] = change.span
    return [{ start, end, replacement: change.text, file: undefined }]
  })
  return edits.length === changes.length ? edits : undefined
}

/** Rewords a fault of the decoder, which speaks of JSON, for a script. */
function ofScript({ rule, message, data }: SyntaxFault): string {
  if (rule === 'syntax/byte-order-mark')
    return 'The file starts with a byte-order mark (U+FEFF), which the compiler refuses: save it as UTF-8 without BOM.'
  if (rule !== 'syntax/encoding' || data.encoding === 'unknown') return message
  if (data.encoding !== 'binary') return `The file is ${data.encoding}; scripts are UTF-8: save it as UTF-8.`
  return `This looks like ${data.format ?? 'a binary file'}, not like a script.`
}

function textSpan([start, end]: readonly [number, number]): TextSpan {
  return { start, end }
}

function recogniseScript(name: string, text: string): RecognisedScript {
  return {
    kind: 'script',
    base: Pointer.root,
    value: text,
    certainty: 'certain',
    type: scriptTypeOf(name),
    configuration: plainName(name).startsWith('sandbox') ? 'sandbox' : undefined,
  }
}

/** The type of a script file by its name; undefined for any other name. */
export function scriptTypeOf(name: string): ScriptType | undefined {
  return TYPES.get(plainName(name))
}

/** The type of a script in a definition by its JSON Pointer. */
export function scriptTypeAt(pointer: string): ScriptType | undefined {
  return (
    TYPES.get(plainName(pointer.slice(pointer.lastIndexOf('/') + 1))) ?? SANDBOX_TYPES.get(pointer.split('/').at(-1))
  )
}

function plainName(name: string): string {
  const stem = (name.split(/[\\/]/).at(-1) ?? '').replace(/\.vrl$/i, '')
  return stem
    .toLowerCase()
    .replace(/[-_.]/g, '')
    .replace(/script$/, '')
}

/** The comments of a script: the text between tokens consists of spaces and comments. */
export function scriptComments(text: string): TextSpan[] {
  const comments: TextSpan[] = []
  let from = 0
  for (const { start, end } of [...lex(text).tokens, { start: text.length, end: text.length }]) {
    for (const { 0: comment, index } of text.slice(from, start).matchAll(/#[^\n]*/g)) {
      comments.push({ start: from + index, end: from + index + comment.length })
    }
    from = end
  }
  return comments
}
