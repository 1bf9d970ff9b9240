import { createError } from '../findings/errors'

/** A fault in a configuration: exit 2. */
export interface ConfigurationFault {
  /** The configuration file, as reports name files; or the flag that is at fault. */
  file: string
  /** 1-based; absent where the place in the text is not known. */
  line?: number
  column?: number
  message: string
}

/** One or more configuration files are at fault. The message has a line for each fault. */
export type ConfigurationError = ReturnType<typeof configurationError>

export function configurationError(faults: readonly ConfigurationFault[]) {
  const message = ['the configuration is at fault.', ...faults.map(faultLine)].join('\n')
  return createError('ERR_CONFIGURATION', message, { name: 'ConfigurationError', faults })
}

function faultLine({ file, line, column, message }: ConfigurationFault): string {
  return `${file}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : `:${column}`}: ${message}`
}
