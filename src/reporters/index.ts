import type { Report } from '../findings/types'
import { formatPretty } from './pretty'
import type { ReporterOptions } from './types'

/** The names of the formats. `auto` is `pretty`, and `github` in addition where GitHub Actions runs the command. */
export const FORMATS = [
  'auto',
  'pretty',
  'json',
  'compact',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'markdown',
  'html',
] as const

export type Format = (typeof FORMATS)[number]

export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name)
}

/** The formats that show the lines around a finding. */
export const FRAMED: ReadonlySet<Format> = new Set(['auto', 'pretty', 'markdown', 'html'])

/** The report as text. A format is loaded when it is first used; the caller has resolved `auto`. */
export async function render(
  format: Exclude<Format, 'auto'>,
  report: Report,
  options: ReporterOptions,
): Promise<string> {
  const { comparisons } = report
  if (comparisons !== undefined && (format === 'pretty' || format === 'json' || format === 'markdown')) {
    const { comparisonJson, comparisonMarkdown, comparisonPretty } = await import('./comparison')
    if (format === 'json') return comparisonJson(comparisons, report)
    return format === 'markdown' ? comparisonMarkdown(comparisons) : comparisonPretty(comparisons, options)
  }
  switch (format) {
    case 'pretty':
      return formatPretty(report, options)
    case 'json':
      return (await import('./json')).formatJson(report)
    case 'compact':
      return (await import('./compact')).formatCompact(report)
    case 'sarif':
      return (await import('./sarif')).formatSarif(report, options)
    case 'github':
      return (await import('./github')).formatGithub(report, options)
    case 'gitlab':
      return (await import('./gitlab')).formatGitlab(report, options)
    case 'junit':
      return (await import('./junit')).formatJunit(report, options)
    case 'markdown':
      return (await import('./markdown')).formatMarkdown(report, options)
    case 'html':
      return (await import('./html')).formatHtml(report, options)
  }
}
