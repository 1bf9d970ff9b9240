import type { VrlCompiler } from './compiler'
import type { VrlDiagnostic } from './diagnostics'

export interface VrlParameter {
  name: string
  /** As the compiler names types, `string` or `string | regex`; `any` where it takes everything. */
  type: string
  required: boolean
}

/** What the compiler knows of a function. */
export interface VrlSignature {
  name: string
  parameters: readonly VrlParameter[]
  /** Whether a closure follows the arguments, `-> |value| { … }`. */
  closure: boolean
  /** What it gives; undefined where that depends on its arguments. */
  returns: string | undefined
  /** Whether it can fail although its arguments have the right types; undefined where that is not known. */
  fallible: boolean | undefined
}

/** No function has a parameter of this name. */
const NOBODYS = 'nobodys_parameter'

/** Codes of the compiler: https://errors.vrl.dev. */
const CODE = {
  unhandled: 103,
  unnecessary: 104,
  undefinedFunction: 105,
  missing: 107,
  keyword: 108,
  closure: 111,
} as const

/** Something of each type, of which nothing but the type is known. */
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
 * Asks the compiler for the signature of a function: it has no list of them, but says of each wrong call what is wrong with it.
 *
 * @returns undefined when there is no such function
 */
export function signatureOf(name: string, compiler: VrlCompiler): VrlSignature | undefined {
  const errors = (source: string) => compiler.check(source).errors
  const asked = errors(`${name}(${NOBODYS}: 1)`)
  if (asked.some(({ code }) => code === CODE.undefinedFunction)) return undefined
  const keywords = labelled(asked, /following keywords: (.*)$/)?.match(/\w+/g) ?? []
  const list = (values: ReadonlyMap<string, string>) => [...values].map(([key, value]) => `${key}: ${value}`).join(', ')

  const types = new Map<string, string>()
  const known = new Map(keywords.map((keyword) => [keyword, '.a']))
  for (const keyword of keywords) {
    // The first says it of most, the second of those that take a time.
    const said = ['now()', "r'a'"].map((value) => {
      const found = errors(`${name}(${list(new Map(known).set(keyword, value))})`)
      return labelled(found, new RegExp(`parameter "${keyword}" expects (?:the exact type )?(.*)$`))
    })
    const type = said.find((each) => each !== undefined)
    types.set(keyword, type === undefined ? 'any' : plainType(type))
  }
  const required = new Set(
    keywords.filter((keyword) => {
      const without = new Map(known)
      without.delete(keyword)
      return errors(`${name}(${list(without)})`).some(
        (error) =>
          error.code === CODE.missing && labelled([error], new RegExp(`missing: "(${keyword})"`)) !== undefined,
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
  const closure = call.some(({ code }) => code === CODE.closure)
  if (closure) return { name, parameters, closure, returns: undefined, fallible: undefined }
  const fallible = fallibleOf(errors(`x, err = ${name}(${given})`))
  const returned = fallible === undefined ? undefined : typeOf(`${name}${fallible ? '!' : ''}(${given})`, errors)
  // It was asked with one of the types that an argument may have, and mostly gives what it is given.
  const [first] = parameters
  const depends = first?.type.includes(' | ') === true && first.type.split(' | ').includes(returned ?? '')
  return { name, parameters, closure, returns: depends ? undefined : returned, fallible }
}

function fallibleOf(found: readonly VrlDiagnostic[]): boolean | undefined {
  if (found.length === 0) return true
  return found.some(({ code }) => code === CODE.unnecessary) ? false : undefined
}

/** The type of an expression: a function that wants a text says which other type it is. */
function typeOf(expression: string, errors: (source: string) => readonly VrlDiagnostic[]): string | undefined {
  const found = errors(`upcase(${expression})`)
  if (found.length === 0) return 'string'
  const said = labelled(found, /this expression resolves to (?:the exact type )?(.*)$/)
  return said === undefined || said === 'any' ? undefined : plainType(said)
}

function labelled(found: readonly VrlDiagnostic[], pattern: RegExp): string | undefined {
  for (const { labels } of found) {
    for (const { message } of labels) {
      const said = pattern.exec(message)?.[1]
      if (said !== undefined) return said
    }
  }
  return undefined
}

/** `one of string, array or object` → `string | array | object`. */
function plainType(said: string): string {
  if (said.startsWith('{')) return 'object'
  return said
    .replace(/^one of /, '')
    .split(/, | or /)
    .join(' | ')
}

function exampleOf(type: string): string {
  return TYPED.find(([name]) => type.split(' | ').includes(name))?.[1] ?? '.a'
}

/** As a reader wants it: `parse_json(value: string, max_depth?: integer, lossy?: boolean) -> any`. */
export function formatSignature({ name, parameters, closure, returns }: VrlSignature): string {
  const list = parameters.map((each) => `${each.name}${each.required ? '' : '?'}: ${each.type}`).join(', ')
  const result = closure ? ' -> |…| { … }' : returns === undefined ? '' : ` -> ${returns}`
  return `${name}(${list})${result}`
}
