import type { VrlCompiler } from './compiler'
import { isSyntaxError, type VrlDiagnostic } from './diagnostics'
import { lex, type Token } from './lexer'
import { closingBracket, continuesValue, followPath, isAssignedAt, isFieldBehindDot } from './reading'
import type { EventType } from './script-types'
import { innermostStatements, type Statement } from './statements'

/** The names of types in the compiler's words, such as "string" and "null". A missing field is null. */
export type Types = ReadonlySet<string>

/** An expression whose type is wanted, at the place before a statement. */
export interface Question {
  code: string
  before: Statement
}

/** The result type of a script, as the compiler infers it. */
export interface InferredResult {
  /** In the compiler's words: "integer", "string or null", "{ url: string }". */
  text: string
  /** Empty for a script that ends without a value. */
  types: Types
}

/** An expression for a text of the event. It includes null, since a text may be absent. */
const TEXT_EXPRESSION = 'if .a == 1 { "" } else { null }'

/**
 * The same for scripts with a conversion that cannot fail for a text, such as `to_string(.body) ?? ""`. On the
 * platform, where the fields have no type, the conversion may fail. With the regular expression it may fail here, too,
 * so the compiler does not report the default as unnecessary.
 */
const CONVERTIBLE_TEXT_EXPRESSION = 'if .a == 1 { "" } else if .a == 2 { r\'\' } else { null }'

/**
 * An expression for an object of texts: no other function returns an object whose members have a known type but unknown
 * names.
 */
const TEXTS_EXPRESSION = 'parse_query_string("")'

/** An expression of unknown type. */
const UNKNOWN_EXPRESSION = 'parse_json!("null")'

/**
 * The types of expressions in a script with a typed event, in the order of the questions; undefined where the compiler
 * does not report one.
 *
 * The compiler has no query for types. Each expression is passed to a function that accepts only texts, and the type is
 * read from the compiler's error.
 */
export function typesOf(
  compiler: VrlCompiler,
  source: string,
  event: EventType,
  questions: readonly Question[],
): (Types | undefined)[] {
  return inferredTypeTexts(compiler, source, event, questions).map((one) =>
    one === undefined ? undefined : alternatives(one),
  )
}

/**
 * The result type of a script: of its last expression and of each `return`. Undefined if the compiler does not report
 * it.
 *
 * @param event undefined for an event that may hold anything
 */
export function inferResult(
  compiler: VrlCompiler,
  source: string,
  event: EventType | undefined,
): InferredResult | undefined {
  const { tokens } = lex(source)
  const whole = asResult(edited(source, forgetting(tokens)).text)
  const isAsked = ({ span }: VrlDiagnostic) => span[0] >= whole.length
  const errors = errorsIn(compiler, event, `${whole}upcase(result)\nkeys(result)`, isAsked)
  if (errors === undefined || !errors.every(isAsked)) return undefined
  const found = new Set<string>()
  // The first function accepts a text only, the second an object only. An expression that never returns is accepted by
  // both.
  for (const error of errors) found.add(typeIn(error) ?? 'any')
  for (const answer of inferredTypeTexts(compiler, source, event, returns(source, tokens))) {
    if (answer === undefined) return undefined
    found.add(answer)
  }
  const inferred = [...found].map((one) => one.replaceAll('undefined', 'null'))
  return {
    text: inferred.map(withoutPattern).join(' or '),
    types: new Set(inferred.flatMap((one) => [...alternatives(one)])),
  }
}

/** A type that an expression should be able to have, before a statement. */
export interface Expectation extends Question {
  type: 'string' | 'object'
}

/**
 * Whether a script with a typed event compiles without an error together with statements that demand types: that each
 * expectation may hold, and that the result may be a text or certainly is a text or an object. It takes one
 * compilation; false does not say which of the demands failed.
 *
 * @param result undefined if any result is accepted
 */
export function meetsTypes(
  compiler: VrlCompiler,
  source: string,
  event: EventType,
  expectations: readonly Expectation[],
  result: ExpectedResult | undefined,
): boolean {
  const { tokens } = lex(source)
  const returned = result === undefined ? [] : returns(source, tokens)
  const demand = result === undefined ? undefined : RESULT_DEMANDS[result]
  const demands = [
    ...expectations.map(({ code, before, type }) => ({ before, text: DEMANDS[type](code) })),
    ...returned.map(({ code, before }) => ({ before, text: demand?.(code) ?? '' })),
  ].flatMap(({ before, text }): Insertion[] => {
    const at = tokens[before.first]?.start
    return at === undefined ? [] : [{ at, text: `${text}\n` }]
  })
  const { text } = edited(source, [...demands, ...forgetting(tokens)])
  const whole = demand === undefined ? text : `${asResult(text)}${demand('result')}`
  return errorsBehind(compiler, preludeOf(event, TEXT_EXPRESSION), whole)?.length === 0
}

export type ExpectedResult = 'text' | 'object' | 'maybe-text'

/**
 * Statements that the compiler refuses if an expression cannot have a type. With `!`, a function accepts every
 * expression that may have it. The compiler does not warn of variables that begin with `_`; no script has one of this
 * name.
 */
const DEMANDS = {
  string: (code) => `_integration_lint = parse_json!(${code})`,
  object: (code) => `_integration_lint = keys!(${code})`,
} as const satisfies Record<Expectation['type'], (code: string) => string>

const RESULT_DEMANDS = {
  'maybe-text': DEMANDS.string,
  text: (code) => `_integration_lint = upcase(${code})`,
  object: (code) => `_integration_lint = keys(${code})`,
} as const satisfies Record<ExpectedResult, (code: string) => string>

/**
 * A script with its result assigned to a variable. The first statement keeps an empty block from being parsed as an
 * empty object.
 */
function asResult(source: string): string {
  return `result = {\n_integration_lint = null\n${source}\n}\n`
}

/** Removes the type `regex`, which only `CONVERTIBLE_TEXT_EXPRESSION` adds to a text of the event. */
function withoutPattern(type: string): string {
  return type
    .replace(/string, regex or /g, 'string or ')
    .replace(/string, regex, /g, 'string, ')
    .replace(/string or regex/g, 'string')
}

/** The types of expressions as the compiler writes them, such as `string or null`. */
function inferredTypeTexts(
  compiler: VrlCompiler,
  source: string,
  event: EventType | undefined,
  questions: readonly Question[],
): (string | undefined)[] {
  const { tokens } = lex(source)
  const answers: (string | undefined)[] = questions.map(() => undefined)
  const ask = (numbers: readonly number[]) => {
    const asked = numbers.flatMap((number) => {
      const question = questions[number]
      const at = question === undefined ? undefined : tokens[question.before.first]?.start
      return question === undefined || at === undefined
        ? []
        : [{ number, at, text: `${TYPE_PROBE}${question.code})\n` }]
    })
    const { text, offsets } = edited(source, [...asked, ...forgetting(tokens)])
    const spans = asked.map(({ text: asking }, index) => {
      const start = offsets[index] ?? 0
      return [start + TYPE_PROBE.length, start + asking.length - 2] as const
    })
    const errors = errorsIn(compiler, event, text, (error) => spans.some((span) => liesInSpan(error, span)))
    if (errors === undefined) return
    for (const [index, { number }] of asked.entries()) {
      const span = spans[index]
      if (span !== undefined) answers[number] = answerAt(errors, span)
    }
  }
  const numbers = [...questions.keys()]
  const isNested = (number: number) => questions[number]?.before.outer !== undefined
  // After an error within a statement, the compiler does not know what the statement assigns.
  const outermost = numbers.filter((number) => !isNested(number))
  if (outermost.length > 0) ask(outermost)
  for (const number of numbers.filter(isNested).slice(0, MAX_NESTED_QUESTIONS)) ask([number])
  return answers
}

/** The maximum number of nested questions, each of which costs a compilation. */
const MAX_NESTED_QUESTIONS = 60

/** A function that accepts only texts and cannot fail. */
const TYPE_PROBE = 'upcase('

/** An argument that has the wrong type for every request. */
export interface UnusableArgument {
  types: Types
  span: readonly [number, number]
}

/** The arguments that the compiler reports as wrong when it knows that the fields of the event are texts. */
export function unusableArguments(compiler: VrlCompiler, source: string, event: EventType): UnusableArgument[] {
  const { tokens } = lex(source)
  // The compiler ignores assignments inside closures.
  if (closures(tokens).some(({ assigned }) => assigned.size > 0)) return []
  return (errorsIn(compiler, event, source, () => false) ?? []).flatMap((error): UnusableArgument[] => {
    const type = typeIn(error)
    return error.code !== INVALID_ARGUMENT || type === undefined
      ? []
      : [{ types: alternatives(type), span: error.span }]
  })
}

const INVALID_ARGUMENT = 110

/** The members of a union type, without those inside objects and arrays. */
export function alternatives(inferred: string): Set<string> {
  let outer = inferred
  for (let before = ''; before !== outer; ) {
    before = outer
    outer = outer.replace(/\{[^{}[\]]*\}/g, 'object').replace(/\[[^{}[\]]*\]/g, 'array')
  }
  return new Set(outer.split(/,? or |, /).map((one) => (one === 'undefined' ? 'null' : one)))
}

/**
 * The beginning of a script that declares the types of the event. All fields are assigned at once: to assign a field by
 * its path, the compiler starts its regular expression engine, which takes longer than everything else.
 */
function preludeOf(event: EventType, text: string): string {
  const fields = Object.entries(event).map(([field, type]) => `"${field}": ${type === 'string' ? 'a_text' : 'texts'}`)
  return `a_text = ${text}\ntexts = ${TEXTS_EXPRESSION}\n. |= { ${fields.join(', ')} }\n`
}

/**
 * The compiler's errors for a text after a prelude with the types of an event, with spans in the text. Undefined if it
 * cannot parse the text.
 *
 * @param isAsked recognises errors that answer questions; any other error leads to a second attempt
 */
function errorsIn(
  compiler: VrlCompiler,
  event: EventType | undefined,
  text: string,
  isAsked: (error: VrlDiagnostic) => boolean,
): readonly VrlDiagnostic[] | undefined {
  if (event === undefined) return errorsBehind(compiler, '', text)
  const errors = errorsBehind(compiler, preludeOf(event, TEXT_EXPRESSION), text)
  if (errors?.every(isAsked) === true) return errors
  return errorsBehind(compiler, preludeOf(event, CONVERTIBLE_TEXT_EXPRESSION), text)
}

function errorsBehind(compiler: VrlCompiler, prelude: string, text: string): VrlDiagnostic[] | undefined {
  const { errors, refusal } = compiler.check(prelude + text)
  if (refusal !== undefined || errors.some(isSyntaxError)) return undefined
  return errors.map((error) => {
    const [start, end] = error.span
    return { ...error, span: [start - prelude.length, end - prelude.length] }
  })
}

function liesInSpan({ span }: VrlDiagnostic, [start, end]: readonly [number, number]): boolean {
  return span[0] >= start && span[1] <= end
}

function answerAt(errors: readonly VrlDiagnostic[], span: readonly [number, number]): string | undefined {
  const within = errors.filter((error) => liesInSpan(error, span))
  if (within.length === 0) return 'string'
  const whole = within.find((error) => error.span[0] === span[0] && error.span[1] === span[1])
  return whole === undefined ? undefined : typeIn(whole)
}

function typeIn({ labels }: VrlDiagnostic): string | undefined {
  for (const { message } of labels) {
    const type = /^this expression resolves to (?:the exact type |one of )?(.+)$/s.exec(message)?.[1]
    if (type !== undefined) return type
  }
  return undefined
}

interface Insertion {
  at: number
  text: string
}

/** Inserts texts, and returns where each of them begins. */
function edited(source: string, insertions: readonly Insertion[]): { text: string; offsets: number[] } {
  const offsets: number[] = []
  const ordered = [...insertions.entries()].sort(([, one], [, other]) => one.at - other.at)
  let text = ''
  let from = 0
  for (const [index, { at, text: inserted }] of ordered) {
    text += source.slice(from, at)
    offsets[index] = text.length
    text += inserted
    from = at
  }
  return { text: text + source.slice(from), offsets }
}

/** The values that a script returns before its end. Inside a closure, `return` always fails. */
function returns(source: string, tokens: readonly Token[]): Question[] {
  const statements = innermostStatements(tokens)
  const inClosures = closures(tokens)
  return tokens.flatMap((token, index) => {
    const statement = statements[index]
    const first = tokens[index + 1]
    if (token.text !== 'return' || continuesValue(tokens, index)) return []
    if (
      statement === undefined ||
      first === undefined ||
      inClosures.some(({ open, close }) => index > open && index < close)
    )
      return []
    let depth = 0
    let end = first.end
    for (let at = index + 1; at <= statement.last; at += 1) {
      const one = tokens[at]
      if (one?.type === 'open') depth += 1
      if (one?.type === 'close') depth -= 1
      if (one === undefined || depth < 0) break
      end = one.end
    }
    const code = source.slice(first.start, end)
    // An argument cannot begin with `if`.
    return [{ code: first.text === 'if' ? `{ ${code} }` : code, before: statement }]
  })
}

/** The body of a closure, and its assignments to variables and fields from outside. */
export interface Closure {
  /** The brackets of its body. */
  open: number
  close: number
  /** Variables, and fields of the event with a leading dot. */
  assigned: ReadonlySet<string>
}

export function closures(tokens: readonly Token[]): Closure[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'operator' || !token.text.startsWith('->')) return []
    let open = index + 1
    while (open < tokens.length && tokens[open]?.text !== '{') open += 1
    const close = closingBracket(tokens, open)
    return close === undefined ? [] : [{ open, close, assigned: assignedIn(tokens, open, close) }]
  })
}

function assignedIn(tokens: readonly Token[], open: number, close: number): Set<string> {
  const before = new Set(tokens.slice(0, open).map(({ text }) => text))
  const assigned = new Set<string>()
  for (let index = open + 1; index < close; index += 1) {
    const token = tokens[index]
    if (token === undefined || continuesValue(tokens, index)) continue
    const isPath = token.type === 'dot'
    if (!isPath && token.type !== 'identifier') continue
    const { segments, next } = followPath(tokens, index + 1, isPath && isFieldBehindDot(tokens[index + 1]))
    if (!isAssignedAt(tokens, index, next)) continue
    const [field] = segments
    // A variable that exists only in the closure ends with it.
    if (isPath) assigned.add(typeof field === 'string' ? `.${JSON.stringify(field)}` : '.')
    else if (before.has(token.text)) assigned.add(token.text)
  }
  return assigned
}

/** The compiler ignores assignments inside a closure, so after it the assigned values are made unknown. */
function forgetting(tokens: readonly Token[]): Insertion[] {
  const found = closures(tokens).filter(({ assigned }) => assigned.size > 0)
  if (found.length === 0) return []
  const statements = innermostStatements(tokens)
  return found.flatMap(({ open, assigned }) => {
    let statement: Statement | undefined = statements[open]
    // After the last statement of a block, an insertion would become the block's value.
    while (statement?.endsBlock === true) statement = statement.outer
    const last = statement === undefined ? undefined : tokens[statement.last]
    if (last === undefined) return []
    return [...assigned].map((name) => ({ at: last.end, text: `; ${name} = ${UNKNOWN_EXPRESSION}` }))
  })
}
