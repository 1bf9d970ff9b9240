import type { ScriptType } from '../document/kind'
import type { VrlCompiler } from '../vrl/compiler'
import { FUNCTION_NAMES } from '../vrl/function-names'
import { UNAVAILABLE_FUNCTIONS } from '../vrl/functions'
import { type EventType, SCRIPT_TYPES } from '../vrl/script-types'
import { formatSignature, signatureOf, type VrlSignature } from '../vrl/signatures'

/** The documentation of the VRL functions. */
const FUNCTION_PAGES = 'https://vector.dev/docs/reference/vrl/functions/#'

/** The functions and fields that a script can use. */
export class ScriptGuide {
  readonly #compiler: () => VrlCompiler
  readonly #signatures = new Map<string, VrlSignature | undefined>()

  constructor(compiler: () => VrlCompiler) {
    this.#compiler = compiler
  }

  get functions(): readonly string[] {
    return FUNCTION_NAMES.filter((name) => !UNAVAILABLE_FUNCTIONS.has(name))
  }

  signatureOf(name: string): VrlSignature | undefined {
    if (!FUNCTION_NAMES.includes(name)) return undefined
    if (!this.#signatures.has(name)) this.#signatures.set(name, signatureOf(name, this.#compiler()))
    return this.#signatures.get(name)
  }

  /** The signature and the documentation of a function, as Markdown; undefined for an unknown function. */
  describeFunction(name: string): string | undefined {
    const signature = this.signatureOf(name)
    if (signature === undefined) return undefined
    const reason = UNAVAILABLE_FUNCTIONS.get(name)
    const notes = [
      ...(signature.fallible === true
        ? [
            `It can fail: write \`${name}!(…)\` to end the script on failure, or \`${name}(…) ?? default\` to use a default.`,
          ]
        : []),
      ...(reason === undefined ? [] : [`**Does not work on the platform:** ${reason}.`]),
      `[Documentation](${FUNCTION_PAGES}${name})`,
    ]
    return `\`\`\`vrl\n${formatSignature(signature)}\n\`\`\`\n\n${notes.join('\n\n')}`
  }

  /** The fields of the event of a script; those of all script types if the type is unknown. */
  fieldsOf(type: ScriptType | undefined): ReadonlyMap<string, string> {
    const types: ScriptType[] = type === undefined ? ['extract', 'linkTemplate'] : [type]
    const fields = new Map<string, string>()
    for (const each of types) {
      const event: EventType = SCRIPT_TYPES[each].event
      for (const [name, kind] of Object.entries(event)) {
        fields.set(name, kind === 'string' ? 'a string' : 'an object of strings')
      }
    }
    return fields
  }
}

/** A word of a script: a function, or a path into the event. */
export interface ScriptWord {
  type: 'function' | 'field' | 'secret'
  /** The part before the cursor, or the whole word. */
  text: string
  start: number
  end: number
}

/**
 * The word around an offset in a script, or in a JSON string that contains a script.
 *
 * @param whole whether the word extends to its end, rather than to the offset
 */
export function wordAt(text: string, offset: number, whole: boolean): ScriptWord | undefined {
  let start = offset
  while (start > 0 && /[\w.]/.test(text.charAt(start - 1))) start -= 1
  let end = offset
  while (whole && end < text.length && /\w/.test(text.charAt(end))) end += 1
  const word = text.slice(start, end)
  // A JSON string spells a line break as `\n`, whose letter is not part of the word after it.
  const escaped = /^[nrt](?=[\w.])/.test(word) && text.charAt(start - 1) === '\\' ? 1 : 0
  const plain = word.slice(escaped)
  const secret = /^\.secrets\.(\w*)$/.exec(plain)
  if (secret !== null) {
    const [, name = ''] = secret
    return { type: 'secret', text: name, start: end - name.length, end }
  }
  const field = /^\.(\w*)$/.exec(plain)
  if (field !== null) {
    const [, name = ''] = field
    return { type: 'field', text: name, start: end - name.length, end }
  }
  return /^[a-z]\w*$/.test(plain) ? { type: 'function', text: plain, start: start + escaped, end } : undefined
}
