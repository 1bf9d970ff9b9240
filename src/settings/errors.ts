import { codeOf, type ErrorCode } from '../findings/errors'

/** A fault in a configuration: exit 2. */
export interface ConfigurationFault {
  /** The configuration file, as reports name files; or the flag that is at fault. */
  file: string
  /** 1-based; absent where the place in the text is not known. */
  line?: number
  column?: number
  message: string
}

/**
 * One or more configuration files are invalid. The message has a line for each fault.
 *
 * `instanceof` compares the code, so that it works for errors of another copy of the class: the library has one for
 * each module system.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'ERR_CONFIGURATION' satisfies ErrorCode

  constructor(readonly faults: readonly ConfigurationFault[]) {
    super(['the configuration is invalid.', ...faults.map(faultLine)].join('\n'))
  }

  static override [Symbol.hasInstance](error: unknown): boolean {
    return codeOf(error) === 'ERR_CONFIGURATION'
  }
}

/** Whether an error says that settings, a configuration file or a baseline are at fault; `faults` says where. */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return error instanceof ConfigurationError
}

export function configurationError(faults: readonly ConfigurationFault[]): ConfigurationError {
  return new ConfigurationError(faults)
}

function faultLine({ file, line, column, message }: ConfigurationFault): string {
  return `${file}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : `:${column}`}: ${message}`
}
