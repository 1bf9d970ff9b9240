// Errors are distinguished by their `code`, as those of Node.js are. `instanceof` fails for an error of another realm,
// and for one that another part of the built command has thrown, since each part may have its own copy of a class.

/** The codes of errors that the user can correct; each message says how. */
const CODES = [
  /** The arguments ask for something that cannot be done. */
  'ERR_USAGE',
  /** A configuration file, a baseline or `--rule` is wrong. */
  'ERR_CONFIGURATION',
  /** A path or a pattern is invalid, or its target cannot be read. */
  'ERR_INPUT',
  'ERR_INPUT_TOO_LARGE',
  /** A report, a baseline or another file cannot be written. */
  'ERR_OUTPUT',
  /** There is no git repository, no such revision, or no git. */
  'ERR_GIT',
  /** The login is missing or cannot be used. */
  'ERR_CREDENTIALS',
  /** Reports do not belong together. */
  'ERR_MERGE',
] as const

export type ErrorCode = (typeof CODES)[number]

const OWN_CODES: ReadonlySet<unknown> = new Set(CODES)

/**
 * An error of the tool; facts that a `catch` needs are further properties.
 *
 * @param message for the user, without secrets
 */
export function createError<Code extends ErrorCode, Facts extends object>(
  code: Code,
  message: string,
  facts?: Facts,
): Error & { code: Code } & Facts {
  return Object.assign(new Error(message), { code }, facts)
}

/** Whether `createError` made an error: the user can correct its cause, and it is not a bug of the tool. */
export function isOwnError(error: unknown): error is Error & { code: ErrorCode } {
  return OWN_CODES.has(codeOf(error))
}

export function asFields(error: unknown): Readonly<Record<string, unknown>> {
  return typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>) : {}
}

/** The code of an error: one of ours, or one of Node.js (`ECONNRESET`). */
export function codeOf(error: unknown): string | undefined {
  return textAt(error, 'code')
}

/** The message of any thrown value. Foreign code may throw a value whose properties throw. */
export function messageOf(error: unknown): string {
  try {
    return textAt(error, 'message') ?? String(error)
  } catch {
    return 'an error without a message'
  }
}

export function stackOf(error: unknown): string | undefined {
  return textAt(error, 'stack')
}

/** A property of an error; undefined if it cannot be read, since a getter or a proxy may throw. */
export function fieldOf(error: unknown, name: string): unknown {
  try {
    return asFields(error)[name]
  } catch {
    return undefined
  }
}

function textAt(error: unknown, name: string): string | undefined {
  const value = fieldOf(error, name)
  return typeof value === 'string' ? value : undefined
}
