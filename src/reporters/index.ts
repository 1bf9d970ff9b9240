import type { Report } from '../findings/types'
import { formatJson } from './json'
import { formatPretty } from './pretty'

/** The formats by name; `auto` is what suits the place where we run. */
export const FORMATS = ['auto', 'pretty', 'json'] as const

export type Format = (typeof FORMATS)[number]

export interface RenderOptions {
  color: boolean
  env: Readonly<Record<string, string | undefined>>
}

export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name)
}

/** The report as text. */
export async function render(format: Format, report: Report, options: RenderOptions): Promise<string> {
  switch (format) {
    case 'auto':
    case 'pretty':
      return formatPretty(report, options)
    case 'json':
      return formatJson(report)
  }
}
