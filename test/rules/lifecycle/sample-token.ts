const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * A token of a vendor's form that nobody ever issued: the marker and characters in a fixed disorder.
 * Put together at run time, so that no scanner takes a test of this project for a leak.
 */
export function sampleToken(marker: string, length: number, alphabet = LETTERS): string {
  let token = marker
  for (let index = 0; index < length; index += 1) token += alphabet[(index * 37 + 11) % alphabet.length]
  return token
}
