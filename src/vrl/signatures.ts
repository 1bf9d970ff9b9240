import type { VrlCompiler } from './compiler'
import type { VrlDiagnostic } from './diagnostics'

export interface VrlParameter {
  name: string
  /** Such as `string` or `string | regex`; `any` if it accepts every type. */
  type: string
  required: boolean
}

/** The signature of a function. */
export interface VrlSignature {
  name: string
  parameters: readonly VrlParameter[]
  /** Whether a closure follows the arguments: `-> |value| { … }`. */
  closure: boolean
  /** The type of the result; undefined if it depends on the arguments. */
  returns: string | undefined
  /** Whether it can fail although its arguments have the right types; undefined if unknown. */
  fallible: boolean | undefined
}

/** A parameter name that no function has. */
const UNKNOWN_PARAMETER = 'no_such_parameter'

/** Codes of the compiler: https://errors.vrl.dev. */
const ERROR_CODES = {
  unhandled: 103,
  unnecessary: 104,
  undefinedFunction: 105,
  missing: 107,
  keyword: 108,
  closure: 111,
} as const

/** An expression of each type, whose value the compiler cannot compute. */
const TYPED: readonly (readonly [type: string, code: string])[] = [
  ['string', 'string!(.a)'],
  ['integer', 'int!(.a)'],
  ['float', 'float!(.a)'],
  ['boolean', 'bool!(.a)'],
  ['array', 'array!(.a)'],
  ['object', 'object!(.a)'],
  ['regex', "r'a'"],
  ['timestamp', 'timestamp!(.a)'],
]

/**
 * Finds the signature of a function from the compiler's errors on wrong calls, since the compiler has no list of
 * signatures.
 *
 * @returns undefined for an unknown function
 */
export function signatureOf(name: string, compiler: VrlCompiler): VrlSignature | undefined {
  const errors = (source: string) => compiler.check(source).errors
  const unknownKeyword = errors(`${name}(${UNKNOWN_PARAMETER}: 1)`)
  if (unknownKeyword.some(({ code }) => code === ERROR_CODES.undefinedFunction)) return undefined
  const keywords = labelled(unknownKeyword, /following keywords: (.*)$/)?.match(/\w+/g) ?? []
  const list = (values: ReadonlyMap<string, string>) => [...values].map(([key, value]) => `${key}: ${value}`).join(', ')

  const types = new Map<string, string>()
  const known = new Map(keywords.map((keyword) => [keyword, '.a']))
  for (const keyword of keywords) {
    // The first value works for most functions, the second for those that take a timestamp.
    const answers = ['now()', "r'a'"].map((value) => {
      const found = errors(`${name}(${list(new Map(known).set(keyword, value))})`)
      return labelled(found, new RegExp(`parameter "${keyword}" expects (?:the exact type )?(.*)$`))
    })
    const type = answers.find((each) => each !== undefined)
    types.set(keyword, type === undefined ? 'any' : plainType(type))
  }
  const required = new Set(
    keywords.filter((keyword) => {
      const without = new Map(known)
      without.delete(keyword)
      return errors(`${name}(${list(without)})`).some(
        (error) =>
          error.code === ERROR_CODES.missing && labelled([error], new RegExp(`missing: "(${keyword})"`)) !== undefined,
      )
    }),
  )
  const parameters = keywords.map((keyword) => ({
    name: keyword,
    type: types.get(keyword) ?? 'any',
    required: required.has(keyword),
  }))
  const given = list(
    new Map(parameters.filter((each) => each.required).map((each) => [each.name, exampleOf(each.type)])),
  )
  const call = errors(`${name}(${given})`)
  const closure = call.some(({ code }) => code === ERROR_CODES.closure)
  if (closure) return { name, parameters, closure, returns: undefined, fallible: undefined }
  const fallible = fallibleOf(errors(`x, err = ${name}(${given})`))
  const returned = fallible === undefined ? undefined : typeOf(`${name}${fallible ? '!' : ''}(${given})`, errors)
  // The result was tested with one of the possible argument types, and often has the argument's type.
  const [first] = parameters
  const depends = first?.type.includes(' | ') === true && first.type.split(' | ').includes(returned ?? '')
  return { name, parameters, closure, returns: depends ? undefined : returned, fallible }
}

function fallibleOf(found: readonly VrlDiagnostic[]): boolean | undefined {
  if (found.length === 0) return true
  return found.some(({ code }) => code === ERROR_CODES.unnecessary) ? false : undefined
}

/** The type of an expression: a function that takes a text reports any other type. */
function typeOf(expression: string, errors: (source: string) => readonly VrlDiagnostic[]): string | undefined {
  const found = errors(`upcase(${expression})`)
  if (found.length === 0) return 'string'
  const typeText = labelled(found, /this expression resolves to (?:the exact type )?(.*)$/)
  return typeText === undefined || typeText === 'any' ? undefined : plainType(typeText)
}

function labelled(found: readonly VrlDiagnostic[], pattern: RegExp): string | undefined {
  for (const { labels } of found) {
    for (const { message } of labels) {
      const typeText = pattern.exec(message)?.[1]
      if (typeText !== undefined) return typeText
    }
  }
  return undefined
}

/** `one of string, array or object` → `string | array | object`. */
function plainType(typeText: string): string {
  if (typeText.startsWith('{')) return 'object'
  return typeText
    .replace(/^one of /, '')
    .split(/, | or /)
    .join(' | ')
}

function exampleOf(type: string): string {
  return TYPED.find(([name]) => type.split(' | ').includes(name))?.[1] ?? '.a'
}

/** A signature for readers: `parse_json(value: string, max_depth?: integer, lossy?: boolean) -> any`. */
export function formatSignature({ name, parameters, closure, returns }: VrlSignature): string {
  const list = parameters.map((each) => `${each.name}${each.required ? '' : '?'}: ${each.type}`).join(', ')
  const result = closure ? ' -> |…| { … }' : returns === undefined ? '' : ` -> ${returns}`
  return `${name}(${list})${result}`
}
