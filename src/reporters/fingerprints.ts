import { shortHash } from '../findings/fingerprint'
import type { Finding } from '../findings/types'

/**
 * Fingerprints across a whole report, taken in its order: of the file and the finding. Unique even in a report joined
 * from several that linted the same file.
 */
export function reportFingerprints(): (path: string, finding: Finding) => string {
  const seen = new Map<string, number>()
  return (path, finding) => {
    const first = shortHash([path, finding.fingerprint])
    const occurrence = seen.get(first) ?? 0
    seen.set(first, occurrence + 1)
    return occurrence === 0 ? first : shortHash([path, finding.fingerprint, String(occurrence)])
  }
}
