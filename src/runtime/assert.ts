// Replaces Node's `assert` in the bundled yargs, which uses two of its functions to check its own state. Node's module
// also loads what prints its errors, and creates `process.stderr`.

export function strictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new Error(message ?? 'The values differ.')
}

export function notStrictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) throw new Error(message ?? 'The values are the same.')
}
