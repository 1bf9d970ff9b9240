import { findTokens } from '../../document/token-forms'
import { describe, type VrlDiagnostic } from '../../vrl/diagnostics'

/** What the compiler says about a script. It quotes code, which is left out of a script that holds a token. */
export function describeDiagnostic(source: string, diagnostic: VrlDiagnostic): string {
  return findTokens(source).length === 0 ? describe(source, diagnostic) : diagnostic.title.replace(/ `[^`]*`/gs, '')
}

const MAX_SHOWN = 80

/** Code of a script in a message: shortened, and left out where it holds a token. */
export function codeShown(code: string): string {
  if (findTokens(code).length > 0) return '…'
  return code.length <= MAX_SHOWN ? code : `${code.slice(0, MAX_SHOWN - 1)}…`
}
