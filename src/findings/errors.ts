// Errors of Node.js are told apart by their properties: `instanceof` fails for errors of another realm.

export function asFields(error: unknown): Readonly<Record<string, unknown>> {
  return typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>) : {}
}

/** The code that Node.js gives its errors: `ECONNRESET`. */
export function codeOf(error: unknown): string | undefined {
  const { code } = asFields(error)
  return typeof code === 'string' ? code : undefined
}

export function messageOf(error: unknown): string {
  const { message } = asFields(error)
  return typeof message === 'string' ? message : String(error)
}
