/** The API's format of the keys of actions, events, channels, messages, states, entities and configurations. */
export const KEY_FORMAT = /^[a-z][a-zA-Z0-9]{1,99}$/

/**
 * Camel case as the CLI computes it before a build: words end at anything but letters and digits
 * and where a lowercase letter meets a capital; each word keeps one capital. So `getURL` becomes
 * `getUrl` and `get2FA` becomes `get2fa`. Empty when the text has no word.
 */
export function toCamelCase(text: string): string {
  const words = text.split(/[^a-zA-Z0-9]|(?<=[a-z])(?=[A-Z])/).filter((word) => word !== '')
  return words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
}
