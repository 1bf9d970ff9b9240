import { findTokens } from '../../document/token-forms'
import { describe, type VrlDiagnostic } from '../../vrl/diagnostics'

/** What the compiler says about a script. It quotes code, which is left out of a script that holds a token. */
export function describeDiagnostic(source: string, diagnostic: VrlDiagnostic): string {
  return findTokens(source).length === 0 ? describe(source, diagnostic) : diagnostic.title.replace(/ `[^`]*`/gs, '')
}
