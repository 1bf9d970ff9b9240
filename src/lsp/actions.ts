import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { diffLines } from 'diff'
import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { scan } from '../document/scan'
import type { TextSpan } from '../document/types'
import { isFields } from '../document/values'
import { TOOL_NAME } from '../findings/help'
import type { Finding } from '../findings/types'
import { relativePath } from '../settings/patterns'
import { isScriptFile, scriptComments } from '../vrl/script-file'
import { uriOf } from './convert'

/** The kind of our `source.fixAll` actions; a client can ask for these alone. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${TOOL_NAME}`

/** The placeholder for the reason of a suppression, which the user replaces. */
const REASON = 'say why'

const FORMAT: FormattingOptions = { insertSpaces: true, tabSize: 2 }

/** The finding that one of our diagnostics was made from. */
export function findingOf(diagnostic: Diagnostic, findings: readonly Finding[]): Finding | undefined {
  const { data, code } = diagnostic
  const fingerprint = isFields(data) ? data.fingerprint : undefined
  return findings.find((finding) => finding.rule === code && finding.fingerprint === fingerprint)
}

/** The action that opens the documentation page of a rule. */
export function explainAction(diagnostic: Diagnostic, command: string): CodeAction | undefined {
  const href = diagnostic.codeDescription?.href
  if (href === undefined) return undefined
  const title = `Explain ${diagnostic.code}`
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command, arguments: [href] },
  }
}

/** The comment syntax of a file; undefined for a file that cannot contain comments. */
function commentOf(path: string): string | undefined {
  if (isScriptFile(path)) return '#'
  return /\.(?:jsonc|[cm]?[jt]s)$/i.test(path) ? '//' : undefined
}

/** The places of the comments of a file; undefined if its text cannot be parsed. */
async function commentsOf(path: string, text: string): Promise<readonly TextSpan[] | undefined> {
  if (isScriptFile(path)) return scriptComments(text)
  if (/\.jsonc$/i.test(path)) return scan(text, { comments: true, mostValues: Number.POSITIVE_INFINITY }).comments
  const { sourceComments } = await import('../project/instrument')
  try {
    return sourceComments(path, text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * The action that suppresses a rule for one line, by a comment above the line; undefined if the line begins inside a
 * string or a comment, because the new comment would become a part of it.
 */
export async function disableAction(
  document: TextDocument,
  path: string,
  diagnostic: Diagnostic,
): Promise<CodeAction | undefined> {
  const comment = commentOf(path)
  if (comment === undefined || typeof diagnostic.code !== 'string') return undefined
  const start = { line: diagnostic.range.start.line, character: 0 }
  const line = document.getText({ start, end: { line: start.line + 1, character: 0 } })
  const [indent = ''] = /^[ \t]*/.exec(line) ?? []
  const eol = document.getText().includes('\r\n') ? '\r\n' : '\n'
  const newText = `${indent}${comment} ${TOOL_NAME}-disable-next-line ${diagnostic.code} -- ${REASON}${eol}`
  const edit = { range: { start, end: start }, newText }
  const comments = await commentsOf(path, TextDocument.applyEdits(document, [edit]))
  const at = document.offsetAt(start) + indent.length
  if (comments?.some((each) => each.start === at) !== true) return undefined
  return {
    title: `Disable ${diagnostic.code} here`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: { changes: { [document.uri]: [edit] } },
  }
}

/**
 * The action for a document that cannot contain comments: it adds an entry to `ignores` in the nearest configuration,
 * or creates a configuration.
 *
 * @param configuration the nearest configuration file; undefined if there is none
 * @param root the folder in which a new configuration is created
 */
export function ignoreAction(
  path: string,
  diagnostic: Diagnostic,
  configuration: string | undefined,
  root: string,
  textOf: (path: string) => string | undefined,
): CodeAction | undefined {
  const { code: rule, data } = diagnostic
  const pointer = isFields(data) && typeof data.pointer === 'string' ? data.pointer : undefined
  if (typeof rule !== 'string' || pointer === undefined) return undefined
  // A configuration that is code cannot be edited from here.
  if (configuration !== undefined && !/\.jsonc?$/.test(configuration)) return undefined
  const file = configuration ?? join(root, `${TOOL_NAME}.config.json`)
  const entry = {
    rule,
    files: relativePath(dirname(file), path),
    ...(pointer === '' ? {} : { pointer }),
    reason: REASON,
  }
  const uri = uriOf(file)
  const text = configuration === undefined ? undefined : (textOf(file) ?? readFileText(file))
  if (configuration !== undefined && text === undefined) return undefined
  const formattingOptions = { ...FORMAT, eol: text?.includes('\r\n') === true ? '\r\n' : '\n' }
  const edits = modify(text ?? '{}', ['ignores', -1], entry, { isArrayInsertion: true, formattingOptions })
  const changed = applyEdits(text ?? '{}', edits)
  const edit: WorkspaceEdit = {
    documentChanges: [
      ...(text === undefined ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
      {
        textDocument: { uri, version: null },
        edits: editsBetween(TextDocument.create(uri, 'json', 0, text ?? ''), changed),
      },
    ],
  }
  return {
    title: `Accept ${rule} here, in ${basename(file)}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit,
  }
}

/** The maximum number of changed lines that are compared line by line, since the time grows with its square. */
const MOST_CHANGED = 500

/** The edits that turn a text into another, one for each run of changed lines. */
export function editsBetween(document: TextDocument, after: string): TextEdit[] {
  const before = document.getText()
  const parts = diffLines(before, after, { maxEditLength: MOST_CHANGED }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ]
  const edits: TextEdit[] = []
  let offset = 0
  let removed = ''
  let added = ''
  const finish = () => {
    if (removed !== added) edits.push(editAt(document, offset - removed.length, removed, added))
    removed = ''
    added = ''
  }
  for (const part of parts) {
    if (!part.removed && !part.added) finish()
    if (part.added) added += part.value
    else offset += part.value.length
    if (part.removed) removed += part.value
  }
  finish()
  return edits
}

/** The edit that replaces a part of a text, without the common prefix and suffix of the two. */
function editAt(document: TextDocument, offset: number, removed: string, added: string): TextEdit {
  const most = Math.min(removed.length, added.length)
  let start = 0
  while (start < most && removed[start] === added[start]) start += 1
  let end = 0
  while (end < most - start && removed[removed.length - 1 - end] === added[added.length - 1 - end]) end += 1
  return {
    range: {
      start: document.positionAt(offset + start),
      end: document.positionAt(offset + removed.length - end),
    },
    newText: added.slice(start, added.length - end),
  }
}

function readFileText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
