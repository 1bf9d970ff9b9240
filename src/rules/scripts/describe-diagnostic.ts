import { findTokens } from '../../document/token-forms'
import { formatDiagnostic, type VrlDiagnostic } from '../../vrl/diagnostics'
import { writtenSecrets } from '../lifecycle/script-secrets'

/** Describes a diagnostic of the compiler. Quotes code unless the script contains a secret. */
export function describeDiagnostic(source: string, diagnostic: VrlDiagnostic): string {
  const holdsSecret = findTokens(source).length > 0 || writtenSecrets(source).length > 0
  return !holdsSecret ? formatDiagnostic(source, diagnostic) : diagnostic.title.replace(/ `[^`]*`/gs, '')
}

const MAX_SHOWN = 80

/** Code of a script for a message: truncated, and empty if it contains a secret. */
export function codeShown(source: string, code: string): string {
  if (findTokens(code).length > 0 || writtenSecrets(source).some(({ value }) => code.includes(value))) return '…'
  return code.length <= MAX_SHOWN ? code : `${code.slice(0, MAX_SHOWN - 1)}…`
}

/** A sentence about a script, with its path before it unless it is a script file. */
export function aboutScript(at: () => string, sentence: string): string {
  const path = at()
  return path === '' ? sentence : `${path}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}
