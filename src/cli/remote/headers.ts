import { usageError } from '../io'

/** Headers whose value is a secret as a rule. */
const SECRET_NAME = /authorization|cookie|token|key|secret|password|credential/i

/** The headers of `--header`, and the secrets in them. */
export interface GivenHeaders {
  headers: Record<string, string>
  secrets: string[]
}

/**
 * Reads `Name: value`. `$NAME` and `${NAME}` in a value are taken from the environment, so that no secret
 * stands among the arguments, which every user of the machine can list.
 *
 * @throws UsageError
 */
export function parseHeaders(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): GivenHeaders {
  const headers: Record<string, string> = {}
  const secrets: string[] = []
  for (const text of given) {
    const colon = text.indexOf(':')
    const name = text.slice(0, colon).trim()
    if (colon < 1 || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
      throw usageError("--header takes 'Name: value'; a variable of the environment as $NAME.")
    }
    let taken = false
    const value = text
      .slice(colon + 1)
      .trim()
      .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_whole, braced?: string, bare?: string) => {
        const variable = braced ?? bare ?? ''
        const content = env[variable]
        if (content === undefined || content === '') {
          throw usageError(`--header ${name} takes $${variable} from the environment, where it is not set.`)
        }
        taken = true
        secrets.push(content.trim())
        return content.trim()
      })
    if (!taken && SECRET_NAME.test(name)) {
      throw usageError(
        `--header ${name} looks like a secret, which must not stand among the arguments: put it in a variable and write '${name}: $VARIABLE' (in single quotes).`,
      )
    }
    if (!/^[\t\x20-\x7e]*$/.test(value)) throw usageError(`--header ${name} has characters that no header can carry.`)
    headers[name.toLowerCase()] = value
  }
  return { headers, secrets }
}
