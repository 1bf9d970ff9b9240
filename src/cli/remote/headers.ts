import { isLoginName, loginsIn, type SecretRedactor } from '../../remote/secrets'
import { usageError } from '../io'

/**
 * Parses `Name: value`. `$NAME` and `${NAME}` in a value are replaced from the environment, so that no secret is among
 * the arguments, which every user of the machine can list. Values that may be secret are added to `secrets`.
 *
 * @returns the values by name, in lower case
 * @throws ERR_USAGE
 */
export function parseHeaders(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  secrets: SecretRedactor,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const text of given) {
    const colon = text.indexOf(':')
    const name = text.slice(0, colon).trim()
    if (colon < 1 || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
      throw usageError("--header takes 'Name: value'; a variable of the environment as $NAME.")
    }
    const isLogin = isLoginName(name)
    let taken = false
    const value = text
      .slice(colon + 1)
      .trim()
      .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_whole, braced?: string, bare?: string) => {
        const variable = braced ?? bare ?? ''
        const content = env[variable]?.trim()
        if (content === undefined || content === '') {
          throw usageError(`--header ${name} takes $${variable} from the environment, where it is not set.`)
        }
        taken = true
        if (!isLogin) secrets.addValue(content)
        return content
      })
    if (isLogin) {
      if (!taken) {
        throw usageError(
          `--header ${name} looks like a secret, which must not be an argument: put it in a variable and write '${name}: $VARIABLE' (in single quotes).`,
        )
      }
      for (const login of loginsIn(value)) secrets.addLogin(login)
    }
    if (!/^[\t\x20-\x7e]*$/.test(value))
      throw usageError(`--header ${name} contains characters that a header cannot contain.`)
    headers[name.toLowerCase()] = value
  }
  return headers
}
