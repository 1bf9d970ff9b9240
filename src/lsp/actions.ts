import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range as LspRange,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { isFields } from '../document/values'
import { TOOL_NAME } from '../findings/help'
import type { Finding } from '../findings/types'
import { relativePath } from '../settings/patterns'
import { isScriptFile } from '../vrl/script-file'
import { START, uriOf } from './convert'

/** The kind of our `source.fixAll` actions; a client can ask for these alone. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${TOOL_NAME}`

/** The placeholder for the reason of a suppression, which the user replaces. */
const REASON = 'say why'

const FORMAT: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' }

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

/** The comment syntax of a file; undefined for a file that cannot hold comments. */
function commentOf(path: string): string | undefined {
  if (isScriptFile(path)) return '#'
  return /\.(?:jsonc|[cm]?[jt]s)$/i.test(path) ? '//' : undefined
}

/** The action that suppresses a rule for one line, by a comment above the line. */
export function disableAction(document: TextDocument, path: string, diagnostic: Diagnostic): CodeAction | undefined {
  const comment = commentOf(path)
  if (comment === undefined || typeof diagnostic.code !== 'string') return undefined
  const start = { line: diagnostic.range.start.line, character: 0 }
  const line = document.getText({ start, end: { line: start.line + 1, character: 0 } })
  const [indent = ''] = /^[ \t]*/.exec(line) ?? []
  const eol = document.getText().includes('\r\n') ? '\r\n' : '\n'
  const newText = `${indent}${comment} ${TOOL_NAME}-disable-next-line ${diagnostic.code} -- ${REASON}${eol}`
  return {
    title: `Disable ${diagnostic.code} here`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: { changes: { [document.uri]: [{ range: { start, end: start }, newText }] } },
  }
}

/**
 * The action for a document that cannot hold comments: it adds an entry to `ignores` in the nearest configuration, or
 * creates a configuration.
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
  const text = configuration === undefined ? undefined : (textOf(file) ?? readText(file))
  if (configuration !== undefined && text === undefined) return undefined
  const edits = modify(text ?? '{}', ['ignores', -1], entry, { isArrayInsertion: true, formattingOptions: FORMAT })
  const changed = applyEdits(text ?? '{}', edits)
  const edit: WorkspaceEdit = {
    documentChanges: [
      ...(text === undefined ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
      { textDocument: { uri, version: null }, edits: [replacementOf(text ?? '', changed)] },
    ],
  }
  return {
    title: `Accept ${rule} here, in ${basename(file)}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit,
  }
}

/** The edit that turns one text into another, without their common prefix and suffix. */
export function replacementOf(before: string, after: string): TextEdit {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  const range = rangeIn(before, start, before.length - end)
  return { range, newText: after.slice(start, after.length - end) }
}

function rangeIn(text: string, start: number, end: number): LspRange {
  if (text === '') return START
  const at = (offset: number) => {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  }
  return { start: at(start), end: at(end) }
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
