import { distance } from 'fastest-levenshtein'

/** The keys of `x-zui` that the schema of embedded schemas describes. */
export const ZUI_KEYS: readonly string[] = [
  'title',
  'placeholder',
  'secret',
  'tooltip',
  'coerce',
  'hidden',
  'disabled',
  'displayAs',
]

/** The key that was meant: the same except for case, hyphens, one letter, or two swapped letters. */
export function misspeltZuiKey(key: string): string | undefined {
  if (key.length > MAX_KEY_LENGTH || ZUI_KEYS.includes(key)) return undefined
  const plain = plainLetters(key)
  return PLAIN_KEYS.find(
    ([letters]) => plain === letters || distance(plain, letters) === 1 || isTransposed(plain, letters),
  )?.[1]
}

/** Longer keys cannot be misspellings of the keys above. */
const MAX_KEY_LENGTH = 20

const PLAIN_KEYS = ZUI_KEYS.map((key) => [plainLetters(key), key] as const)

function plainLetters(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '')
}

function isTransposed(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length - 1; index += 1) {
    if (left[index] === right[index]) continue
    return (
      left[index] === right[index + 1] &&
      left[index + 1] === right[index] &&
      left.slice(index + 2) === right.slice(index + 2)
    )
  }
  return false
}
