import type { Report } from '../../src/findings/types'
import { hostileReportOfAll } from './hostile'
import { fileReport, finding, reportOf } from './report'

const suppressed = (by: 'configuration' | 'baseline' | 'comment') => ({
  ...finding(),
  suppression: { by, reason: 'Agreed with the hub.' },
})

/** Reports for which a SARIF log must be valid. */
export const REPORTS: Record<string, Report> = {
  clean: reportOf(fileReport()),
  empty: reportOf(),
  faulty: reportOf(
    fileReport({
      findings: [finding(), finding({ severity: 'info', pointer: '' }), finding({ rule: 'from-elsewhere' })],
      suppressed: [suppressed('configuration'), suppressed('baseline'), suppressed('comment')],
      crashes: [{ rule: 'schema/max-length', message: 'boom' }],
    }),
  ),
  hostile: hostileReportOfAll(),
}
