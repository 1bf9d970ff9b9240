import type { VrlCompiler } from './compiler'
import type { VrlDiagnostic } from './diagnostics'
import { lex, type Token } from './lexer'
import { closingBracket, continuesValue, followPath, isAssignedAt, isFieldBehindDot } from './reading'
import type { EventType } from './script-types'
import { innermostStatements, type Statement } from './statements'

/** The names of types in the compiler's words, "string" and "null" for instance. A missing field counts as null. */
export type Types = ReadonlySet<string>

/** An expression whose type is asked for, as it is before a statement of the script. */
export interface Question {
  code: string
  before: Statement
}

/** What a script gives, as the compiler infers it. */
export interface InferredResult {
  /** In the compiler's words: "integer", "string or null", "{ url: string }". */
  text: string
  /** Empty for a script that ends without a value. */
  types: Types
}

/**
 * A text of the event, for the compiler. A text may be absent, hence null. The regular expression keeps a conversion such
 * as `to_string(.body) ?? ""` from being one that cannot fail: the platform's compiler does not know that these are texts.
 */
const TEXT = 'if .a == 1 { "" } else if .a == 2 { r\'\' } else { null }'

/** An object of texts: no other function gives an object whose members the compiler knows without their names. */
const TEXTS = 'parse_query_string!("")'

/** May be anything, for the compiler. */
const ANYTHING = 'parse_json!("null")'

/**
 * The types of expressions in a script whose event is typed, in the order of the questions; undefined where the compiler
 * does not say.
 *
 * The compiler reports no types; but an expression that is given to a function which takes texts only makes it complain, and
 * name the type.
 */
export function typesOf(
  compiler: VrlCompiler,
  source: string,
  event: EventType,
  questions: readonly Question[],
): (Types | undefined)[] {
  return answersTo(compiler, source, event, questions).map((one) => (one === undefined ? undefined : alternatives(one)))
}

/**
 * What a script gives: the type of its last expression, and of all that it returns. Undefined when the compiler does not say.
 *
 * @param event undefined for an event that may hold anything
 */
export function inferResult(
  compiler: VrlCompiler,
  source: string,
  event: EventType | undefined,
): InferredResult | undefined {
  const { tokens } = lex(source)
  // The leading `null` keeps an empty block from being an empty object.
  const { text } = edited(source, forgetting(tokens))
  const whole = `${preludeOf(event)}result = {\nnull\n${text}\n}\n`
  const errors = errorsIn(compiler, `${whole}upcase(result)\nkeys(result)`)
  if (errors === undefined || !errors.every(({ span }) => span[0] >= whole.length)) return undefined
  const found = new Set<string>()
  // A text suits the first function alone, an object the second, and what never comes to an end suits both.
  for (const error of errors) found.add(typeIn(error) ?? 'any')
  for (const answer of answersTo(compiler, source, event, returns(source, tokens))) {
    if (answer === undefined) return undefined
    found.add(answer)
  }
  const inferred = [...found].map((one) => one.replaceAll('undefined', 'null'))
  return { text: inferred.join(' or '), types: new Set(inferred.flatMap((one) => [...alternatives(one)])) }
}

/** What the compiler answers, in its own words. */
function answersTo(
  compiler: VrlCompiler,
  source: string,
  event: EventType | undefined,
  questions: readonly Question[],
): (string | undefined)[] {
  const { tokens } = lex(source)
  const prelude = preludeOf(event)
  const answers: (string | undefined)[] = questions.map(() => undefined)
  const ask = (numbers: readonly number[]) => {
    const asked = numbers.flatMap((number) => {
      const question = questions[number]
      const at = question === undefined ? undefined : tokens[question.before.first]?.start
      return question === undefined || at === undefined ? [] : [{ number, at, text: `${ASKING}${question.code})\n` }]
    })
    const { text, offsets } = edited(source, [...asked, ...forgetting(tokens)])
    const errors = errorsIn(compiler, prelude + text)
    if (errors === undefined) return
    for (const [index, { number, text: asking }] of asked.entries()) {
      const start = prelude.length + (offsets[index] ?? 0)
      answers[number] = answerAt(errors, start + ASKING.length, start + asking.length - 2)
    }
  }
  const numbers = [...questions.keys()]
  const isNested = (number: number) => questions[number]?.before.outer !== undefined
  // A complaint within a statement keeps the compiler from following what that statement assigns.
  const outermost = numbers.filter((number) => !isNested(number))
  if (outermost.length > 0) ask(outermost)
  for (const number of numbers.filter(isNested).slice(0, MOST_NESTED)) ask([number])
  return answers
}

/** Each costs a compilation; more than that no honest script has. */
const MOST_NESTED = 60

/** A function that cannot fail, for a text. */
const ASKING = 'upcase('

/** An argument that no function of its kind takes, whatever the request is. */
export interface UnusableArgument {
  types: Types
  span: readonly [number, number]
}

/** The arguments of which the compiler says that they have the wrong type once it knows that the fields of the event are text. */
export function unusableArguments(compiler: VrlCompiler, source: string, event: EventType): UnusableArgument[] {
  const { tokens } = lex(source)
  // What a closure assigns, the compiler overlooks.
  if (closures(tokens).some(({ assigned }) => assigned.size > 0)) return []
  const prelude = preludeOf(event)
  return (errorsIn(compiler, prelude + source) ?? []).flatMap((error): UnusableArgument[] => {
    const type = typeIn(error)
    const [start, end] = error.span
    if (error.code !== INVALID_ARGUMENT || type === undefined || start < prelude.length) return []
    return [{ types: alternatives(type), span: [start - prelude.length, end - prelude.length] }]
  })
}

const INVALID_ARGUMENT = 110

/** The types of a union, without those within objects and arrays. */
export function alternatives(inferred: string): Set<string> {
  let outer = inferred
  for (let before = ''; before !== outer; ) {
    before = outer
    outer = outer.replace(/\{[^{}[\]]*\}/g, 'object').replace(/\[[^{}[\]]*\]/g, 'array')
  }
  return new Set(outer.split(/,? or |, /).map((one) => (one === 'undefined' ? 'null' : one)))
}

function preludeOf(event: EventType | undefined): string {
  return Object.entries(event ?? {})
    .map(([field, type]) => `.${field} = ${type === 'string' ? TEXT : TEXTS}\n`)
    .join('')
}

/** Undefined for a text that the compiler cannot read. */
function errorsIn(compiler: VrlCompiler, text: string): readonly VrlDiagnostic[] | undefined {
  const { errors, refusal } = compiler.check(text)
  return refusal !== undefined || errors.some(({ code }) => code >= 200 && code < 300) ? undefined : errors
}

function answerAt(errors: readonly VrlDiagnostic[], start: number, end: number): string | undefined {
  const within = errors.filter(({ span }) => span[0] >= start && span[1] <= end)
  if (within.length === 0) return 'string'
  const whole = within.find(({ span }) => span[0] === start && span[1] === end)
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

/** A text with insertions, and where each of them begins. */
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

/** What a script returns before its end. In a closure, `return` always fails. */
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

/** The body of a closure, and what it assigns to that its surroundings have, too. */
export interface Closure {
  /** Of the brackets around its body. */
  open: number
  close: number
  /** Variables, and fields of the event with their dot. */
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
    // What only the closure has ends with it.
    if (isPath) assigned.add(typeof field === 'string' ? `.${JSON.stringify(field)}` : '.')
    else if (before.has(token.text)) assigned.add(token.text)
  }
  return assigned
}

/** The compiler overlooks what a closure assigns: behind it, nothing is known of that. */
function forgetting(tokens: readonly Token[]): Insertion[] {
  const found = closures(tokens).filter(({ assigned }) => assigned.size > 0)
  if (found.length === 0) return []
  const statements = innermostStatements(tokens)
  return found.flatMap(({ open, assigned }) => {
    let statement: Statement | undefined = statements[open]
    // Behind the last statement of a block, an insertion would take the place of its value.
    while (statement?.endsBlock === true) statement = statement.outer
    const last = statement === undefined ? undefined : tokens[statement.last]
    if (last === undefined) return []
    return [...assigned].map((name) => ({ at: last.end, text: `; ${name} = ${ANYTHING}` }))
  })
}
