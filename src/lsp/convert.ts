import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range as LspRange } from 'vscode-languageserver'
import { TOOL_NAME } from '../findings/help'
import type { Finding, Range, Severity } from '../findings/types'

/** Converts our 1-based lines and columns to the 0-based ones of the protocol. Both count UTF-16 code units. */
export function toRange({ line, column, endLine, endColumn }: Range): LspRange {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  }
}

export const START: LspRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

const LSP_SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

/** Rules that report unused names: editors show the range faded. */
const UNNECESSARY: ReadonlySet<string> = new Set([
  'suppression-used',
  'script-file-used',
  'secret-used',
  'state-used',
  'vrl-unused',
])

/** Rules that report deprecated names: editors strike the range through. */
const DEPRECATED: ReadonlySet<string> = new Set(['deprecated-property', 'legacy-ui-title', 'legacy-ui-examples'])

/** Converts a finding to a diagnostic, without related places, which need the document. */
export function toDiagnostic(finding: Finding): Diagnostic {
  const { rule, severity, message, help, pointer, fingerprint } = finding
  const tags = [
    ...(UNNECESSARY.has(rule) ? [DiagnosticTag.Unnecessary] : []),
    ...(DEPRECATED.has(rule) ? [DiagnosticTag.Deprecated] : []),
  ]
  return {
    range: toRange(finding),
    severity: LSP_SEVERITIES[severity],
    code: rule,
    codeDescription: { href: help },
    source: TOOL_NAME,
    message,
    ...(tags.length === 0 ? {} : { tags }),
    data: { pointer, fingerprint },
  }
}

/** A diagnostic of the tool itself, at one place. */
export function notice(
  message: string,
  severity: DiagnosticSeverity = DiagnosticSeverity.Error,
  range: LspRange = START,
): Diagnostic {
  return { range, severity, source: TOOL_NAME, message }
}

/** The path that a URI names; undefined for a URI that is not a local file. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined
  try {
    return fileURLToPath(uri)
  } catch {
    // The URI names another host, or contains an encoded slash.
    return undefined
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href
}
