import type { FileReport, Summary } from './types'

export function summarise(files: readonly FileReport[]): Summary {
  const summary: Summary = { files: files.length, errors: 0, warnings: 0, infos: 0, suppressed: 0 }
  for (const { findings, suppressed } of files) {
    summary.suppressed += suppressed.length
    for (const { severity } of findings) {
      if (severity === 'error') summary.errors += 1
      else if (severity === 'warning') summary.warnings += 1
      else summary.infos += 1
    }
  }
  return summary
}
