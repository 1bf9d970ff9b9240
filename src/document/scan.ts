import {
  APOSTROPHE,
  ASTERISK,
  BACKSLASH,
  BACKTICK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOT,
  describeCharacter,
  EQUALS,
  FORM_FEED,
  HASH,
  isDigit,
  isHighSurrogate,
  isLowSurrogate,
  isWhitespace,
  isWordCharacter,
  LINE_FEED,
  LOWER_U,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SLASH,
  SPACE,
  VERTICAL_TAB,
  ZERO,
} from './characters'
import { MAX_DEPTH, MAX_SYNTAX_FAULTS } from './limits'
import { Lines } from './lines'
import { type Edit, repair } from './repair'
import type { SyntaxFault, TextSpan } from './types'

/** What an exact reading of a text finds. */
export interface Scan {
  /** Every independent fault, in the order of the text. */
  faults: SyntaxFault[]
  /** The comments, whether they are allowed or not. */
  comments: TextSpan[]
  /** What makes the text strict JSON; in order, without overlap. */
  edits: Edit[]
  /** Whether the edits put right only what has one meaning; otherwise they guess. */
  certain: boolean
}

/** A list of brackets in a message names at most so many of the innermost. */
const LISTED_BRACKETS = 3

/** Words of other languages that have one meaning in JSON. */
const FOREIGN_LITERALS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['TRUE', 'true'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['None', 'null'],
  ['Null', 'null'],
  ['NULL', 'null'],
  ['nil', 'null'],
])

const LITERALS: readonly string[] = ['true', 'false', 'null']

/** Opening quotes that JSON does not have, and what closes them. */
const FOREIGN_QUOTES: ReadonlyMap<number, number> = new Map([
  [APOSTROPHE, APOSTROPHE],
  [BACKTICK, BACKTICK],
  [0x201c, 0x201d],
  [0x201d, 0x201d],
  [0x201e, 0x201c],
  [0x2018, 0x2019],
  [0x2019, 0x2019],
  [0xab, 0xbb],
])

interface Container {
  array: boolean
  start: number
  /** The key or index that is being read. */
  key: string
  index: number
  /** Keys so far, with the offset of the first of each name. */
  keys?: Map<string, number>
}

/** What may come next; `value-or-end` and `key-or-end` follow an opening bracket. */
type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma'

/**
 * Reads a text exactly and to its end, whatever is wrong with it: one pass, no recursion. After a fault
 * it goes on where the grammar is found again, and stays silent about what may only follow from the fault.
 */
export function scan(text: string, options: { comments: boolean }): Scan {
  return new Scanner(text, options.comments).scan()
}

class Scanner {
  private readonly faults: SyntaxFault[] = []
  private readonly comments: TextSpan[] = []
  private readonly edits: Edit[] = []
  private readonly stack: Container[] = []
  private certain = true
  private offset = 0
  private expected: Expectation = 'value'
  /** Whether anything but white space and comments was met. */
  private anything = false
  /** Whether the root's value was met. */
  private complete = false
  /** The end of the last token, where a missing comma or colon belongs. */
  private tokenEnd = 0
  private commaStart = 0
  /** After a fault until the next comma or bracket: what is missing here may follow from the fault. */
  private quiet = false
  /** After a fault that touched brackets: a lack or surplus of them later on may follow from it. */
  private bracketsUnsure = false
  /** Whether there was something before the root's value. */
  private prefixed = false
  private stopped = false
  private unclosedComment: number | undefined
  private unclosedString: number | undefined
  private lineIndex: Lines | undefined
  /** For each closing quote: the last search for it, so that no search is done twice. */
  private readonly quoteSearches = new Map<number, { from: number; found: number }>()

  constructor(
    private readonly text: string,
    private readonly allowComments: boolean,
  ) {}

  scan(): Scan {
    while (!this.stopped) {
      this.skipTrivia()
      if (this.offset >= this.text.length) break
      this.anything = true
      this.step(this.text.charCodeAt(this.offset))
    }
    this.finish()
    return {
      faults: this.faults.sort((a, b) => a.start - b.start),
      comments: this.comments,
      // What is missing at a point belongs before what starts there.
      edits: this.edits.sort((a, b) => a.start - b.start || Number(b.start === b.end) - Number(a.start === a.end)),
      certain: this.certain,
    }
  }

  private get top(): Container | undefined {
    return this.stack[this.stack.length - 1]
  }

  private step(code: number): void {
    if (this.stack.length === 0 && this.complete) {
      this.afterTheEnd(code)
      return
    }
    switch (this.expected) {
      case 'key':
      case 'key-or-end':
        this.key(code)
        return
      case 'colon':
        this.colon(code)
        return
      case 'value':
      case 'value-or-end':
        this.value(code)
        return
      case 'comma':
        this.comma(code)
        return
    }
  }

  // The grammar.

  private key(code: number): void {
    const top = this.top
    if (top === undefined) return
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.close(code)
      return
    }
    if (code === COMMA) {
      this.surplusCommas('There is one comma too many.')
      return
    }
    const start = this.offset
    const editsBefore = this.edits.length
    if (code === QUOTE || this.isForeignString(code)) {
      this.string(code)
      this.keyRead(top, start, this.keyText(start, editsBefore))
      return
    }
    if (isWordCharacter(code) || code === MINUS) {
      const end = this.bareKeyEnd()
      const after = this.text.charCodeAt(this.skipWhitespace(end))
      if (after === COLON || after === EQUALS) {
        const name = this.text.slice(start, end)
        this.fault('syntax/unquoted-key', `The property name ${this.quoted(name)} must stand in double quotes.`, {
          start,
          end,
          data: { name },
        })
        this.edit(start, end, `"${name}"`)
        this.offset = end
        this.keyRead(top, start, name)
        return
      }
    }
    if (code === COLON) {
      this.guess('A property name is missing before the colon.', start, start + 1)
      this.edit(start, start, '""')
      top.key = ''
      this.expected = 'colon'
      return
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      this.guess(`A property name in double quotes is expected before ${describeCharacter(this.text, start)}.`, start)
      this.edit(start, start, '"":')
      top.key = ''
      this.expected = 'value'
      return
    }
    this.junk('A property name in double quotes is expected here', '"":null')
  }

  private keyRead(top: Container, start: number, name: string): void {
    top.key = name
    this.tokenEnd = this.offset
    this.expected = 'colon'
    top.keys ??= new Map()
    const first = top.keys.get(name)
    if (first === undefined) {
      top.keys.set(name, start)
      return
    }
    const { line } = this.lines().position(first)
    this.fault(
      'syntax/duplicate-key',
      `The property ${this.quoted(name)} is defined twice in the same object, first on line ${line}; only the last one counts.`,
      { start, end: this.offset, data: { name, firstLine: line } },
    )
  }

  private colon(code: number): void {
    if (code === COLON) {
      this.offset++
      this.expected = 'value'
      return
    }
    const name = this.quoted(this.top?.key ?? '')
    if (code === EQUALS) {
      const end = this.offset + (this.text[this.offset + 1] === '>' ? 2 : 1)
      const found = this.text.slice(this.offset, end)
      this.fault('syntax/missing-colon', `A colon is expected after the property name ${name}, not \`${found}\`.`, {
        start: this.offset,
        end,
        data: { found },
      })
      this.edit(this.offset, end, ':')
      this.offset = end
      this.expected = 'value'
      return
    }
    const point = this.tokenEnd
    const property = this.startsProperty(code)
    if (this.startsValue(code) && !property) {
      this.fault('syntax/missing-colon', `A colon is missing after the property name ${name}.`, {
        start: point,
        end: point,
      })
      this.edit(point, point, ':')
      this.expected = 'value'
      this.value(code)
      return
    }
    if (!property && code !== COMMA && code !== CLOSE_BRACE && code !== CLOSE_BRACKET) {
      this.junk(`A colon is expected after the property name ${name}`, ':null')
      return
    }
    if (!this.quiet) {
      this.fault('syntax/missing-colon', `A colon and a value are missing after the property name ${name}.`, {
        start: point,
        end: point,
      })
    }
    this.certain = false
    this.edit(point, point, ':null')
    this.expected = 'comma'
    this.quiet = true
  }

  private value(code: number): void {
    const start = this.offset
    if (code === QUOTE || this.isForeignString(code)) {
      this.string(code)
      this.valueRead()
      return
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      this.open(code === OPEN_BRACKET)
      return
    }
    if (isDigit(code) || code === MINUS || code === PLUS || code === DOT) {
      this.number()
      return
    }
    if (isWordCharacter(code)) {
      this.word()
      return
    }
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.close(code)
      return
    }
    if (code === COMMA) {
      const top = this.top
      if (top === undefined) {
        this.junk('A value is expected here', 'null')
        return
      }
      if (top.array) {
        this.certain = false
        this.surplusCommas('A value is missing before this comma.')
        return
      }
      this.guess(`The value of ${this.quoted(top.key)} is missing.`, start, start + 1)
      this.edit(start, start, 'null')
      this.valueRead()
      return
    }
    if (code === COLON && this.expected === 'value' && this.top?.array === false) {
      this.guess('There is one colon too many.', start, start + 1)
      this.edit(start, start + 1, '')
      this.offset++
      return
    }
    this.junk('A value is expected here', 'null')
  }

  private valueRead(): void {
    this.tokenEnd = this.offset
    this.expected = 'comma'
    if (this.stack.length === 0) this.complete = true
  }

  private comma(code: number): void {
    const top = this.top
    if (top === undefined) return
    if (code === COMMA) {
      this.commaStart = this.offset++
      this.quiet = false
      this.expected = top.array ? 'value' : 'key'
      if (top.array) top.key = String(++top.index)
      return
    }
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.close(code)
      return
    }
    if (top.array ? this.startsItem(code) : this.startsProperty(code)) {
      const point = this.tokenEnd
      if (!this.quiet) {
        const between = top.array ? 'items' : 'properties'
        this.fault('syntax/missing-comma', `A comma is missing between the ${between}.`, { start: point, end: point })
      }
      this.edit(point, point, ',')
      if (!top.array) {
        this.expected = 'key'
        this.key(code)
        return
      }
      top.key = String(++top.index)
      this.expected = 'value'
      this.value(code)
      return
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      const found = describeCharacter(this.text, this.offset)
      if (!this.quiet) this.guess(`A comma and a property name are expected before ${found}.`, this.offset)
      this.certain = false
      this.edit(this.tokenEnd, this.tokenEnd, ',"":')
      top.key = ''
      this.expected = 'value'
      this.value(code)
      return
    }
    this.junk(`A comma or the end of the ${top.array ? 'array' : 'object'} is expected here`, '')
  }

  private open(array: boolean): void {
    const start = this.offset
    if (this.stack.length === MAX_DEPTH) {
      this.fault('syntax/too-deep', `More than ${MAX_DEPTH} levels of nested objects and arrays are not read.`, {
        start,
        end: start + 1,
        data: { limit: MAX_DEPTH },
      })
      this.certain = false
      this.stopped = true
      return
    }
    this.offset++
    this.tokenEnd = this.offset
    this.stack.push({ array, start, key: array ? '0' : '', index: 0 })
    this.expected = array ? 'value-or-end' : 'key-or-end'
    this.quiet = false
  }

  private close(code: number): void {
    const start = this.offset
    const array = code === CLOSE_BRACKET
    const top = this.top
    if (top === undefined) {
      this.bracketFault(`There is no opening bracket for ${describeCharacter(this.text, start)}.`, start, {})
      this.offset = this.closersEnd(start)
      this.edit(start, this.offset, '')
      return
    }
    let replaces = false
    const mismatched = top.array !== array
    if (mismatched) {
      const depth = this.stack.findLastIndex((container) => container.array === array)
      replaces = depth === -1 || this.bracketsUnsure || this.closersLeft(start) >= this.stack.length
      const { line, column } = this.lines().position(top.start)
      this.bracketFault(
        `${describeCharacter(this.text, start)} closes a bracket while the ${describeCharacter(this.text, top.start)} of line ${line}, column ${column} is still open.`,
        start,
        { line, column },
      )
      if (!replaces) {
        while (this.top !== undefined && this.top.array !== array) {
          this.completeMember(false)
          this.edit(start, start, this.top.array ? ']' : '}')
          this.pop()
        }
      }
    }
    const closed = this.top
    if (closed === undefined) return
    this.completeMember(!mismatched)
    if (replaces) this.edit(start, start + 1, closed.array ? ']' : '}')
    this.pop()
    this.offset = start + 1
    this.tokenEnd = this.offset
    this.quiet = false
  }

  private pop(): void {
    this.stack.pop()
    this.expected = 'comma'
    if (this.stack.length === 0) this.complete = true
  }

  /** Ends the member that is being read, so that a closing bracket may follow. */
  private completeMember(report: boolean): void {
    switch (this.expected) {
      case 'key-or-end':
      case 'value-or-end':
      case 'comma':
      // A missing colon has been put right before any bracket is looked at.
      case 'colon':
        return
      case 'key':
        this.trailingComma(report)
        return
      case 'value': {
        const top = this.top
        if (top?.array === true) {
          this.trailingComma(report)
          return
        }
        if (report) this.guess(`The value of ${this.quoted(top?.key ?? '')} is missing.`, this.offset)
        this.edit(this.offset, this.offset, 'null')
        this.certain = false
      }
    }
  }

  private trailingComma(report: boolean): void {
    const start = this.commaStart
    if (report) {
      const last = this.top?.array === true ? 'item of an array' : 'property of an object'
      this.fault('syntax/trailing-comma', `A comma after the last ${last} is not allowed.`, {
        start,
        end: start + 1,
        ...(this.allowComments ? { severity: 'warning' } : {}),
      })
    }
    this.edit(start, start + 1, '')
  }

  /** One fault for a run of commas; none when it is a trailing comma, only longer. */
  private surplusCommas(message: string): void {
    const start = this.offset
    let end = start + 1
    let next = this.skipWhitespace(end)
    for (; this.text.charCodeAt(next) === COMMA; next = this.skipWhitespace(end)) end = next + 1
    const closing = this.text.charCodeAt(next) === CLOSE_BRACE || this.text.charCodeAt(next) === CLOSE_BRACKET
    const trailing = closing && (this.expected === 'key' || this.expected === 'value')
    if (!trailing) this.fault('syntax/invalid-json', message, { start, end: start + 1 })
    this.edit(start, end, '')
    this.offset = end
  }

  /** The root's value is complete: nothing may follow, and all that does is one fault. */
  private afterTheEnd(code: number): void {
    const start = this.offset
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.bracketFault(`There is no opening bracket for ${describeCharacter(this.text, start)}.`, start, {})
    } else if (!this.bracketsUnsure && !this.prefixed) {
      const lineEnd = this.lineEnd(start)
      this.fault(
        'syntax/trailing-text',
        'The document ends before this; a file holds one JSON value and nothing else.',
        {
          start,
          end: start + this.text.slice(start, lineEnd).trimEnd().length,
        },
      )
    }
    this.certain = false
    this.edit(start, this.text.length, '')
    this.offset = this.text.length
  }

  /** The end of the text: everything that is still open is closed. */
  private finish(): void {
    const end = this.offset
    if (!this.stopped) {
      const inside = this.unclosedString ?? this.unclosedComment
      if (!this.anything && inside === undefined) {
        this.fault('syntax/empty', 'The file is empty; a JSON value is expected.', { start: 0, end: 0 })
        this.certain = false
      } else if (inside !== undefined || (this.stack.length > 0 && !this.bracketsUnsure)) this.truncated(inside)
    }
    if (end < this.text.length || this.stack.length > 0 || !this.complete) this.certain = false
    let closing = ''
    if (this.stack.length === 0 && !this.complete) closing = 'null'
    for (let top = this.top; top !== undefined; top = this.top) {
      if (this.expected === 'colon') closing += ':null'
      else if (this.expected === 'value') closing += 'null'
      else if (this.expected === 'key') closing += '"":null'
      closing += top.array ? ']' : '}'
      this.pop()
    }
    this.edit(end, this.text.length, closing)
  }

  private truncated(inside: number | undefined): void {
    const open = this.stack.map(({ array, start }) => ({
      bracket: array ? '[' : '{',
      ...this.lines().position(start),
    }))
    const innermost = open.slice(-LISTED_BRACKETS).reverse()
    const parts: string[] = []
    if (inside !== undefined) {
      const { line, column } = this.lines().position(inside)
      parts.push(`the ${inside === this.unclosedString ? 'string' : 'comment'} of line ${line}, column ${column}`)
    }
    for (const { bracket, line, column } of innermost)
      parts.push(`the \`${bracket}\` of line ${line}, column ${column}`)
    if (open.length > LISTED_BRACKETS) parts.push(`${open.length - LISTED_BRACKETS} more around them`)
    this.fault(
      'syntax/truncated',
      `The text ends too early: ${parts.join(', ')} ${parts.length === 1 ? 'is' : 'are'} not closed.`,
      {
        start: this.text.length,
        end: this.text.length,
        data: { unclosed: innermost, depth: open.length },
      },
    )
  }

  // Tokens.

  private number(): void {
    const start = this.offset
    const { text } = this
    let end = start
    const digits = () => {
      const from = end
      while (isDigit(text.charCodeAt(end))) end++
      return end > from
    }
    if (text.charCodeAt(end) === MINUS) end++
    let valid = true
    let exponent = false
    if (text.charCodeAt(end) === ZERO) end++
    else valid = digits()
    if (valid && text.charCodeAt(end) === DOT) {
      end++
      valid = digits()
    }
    if (valid && (text[end] === 'e' || text[end] === 'E')) {
      exponent = true
      end++
      if (text.charCodeAt(end) === PLUS || text.charCodeAt(end) === MINUS) end++
      valid = digits()
    }
    if (!valid || this.isNumberCharacter(text.charCodeAt(end))) {
      this.invalidNumber(start)
      return
    }
    this.offset = end
    if ((exponent || end - start > 300) && !Number.isFinite(Number(text.slice(start, end)))) {
      const shown = end - start > 40 ? `${text.slice(start, start + 40)}…` : text.slice(start, end)
      this.fault('syntax/number-range', `The number ${shown} is beyond what a double holds; it is read as infinite.`, {
        start,
        end,
        severity: 'warning',
      })
    }
    this.valueRead()
  }

  private isNumberCharacter(code: number): boolean {
    return isWordCharacter(code) || code === DOT || code === PLUS || code === MINUS
  }

  private invalidNumber(start: number): void {
    let end = start + 1
    while (this.isNumberCharacter(this.text.charCodeAt(end))) end++
    this.offset = end
    if (end === this.text.length && this.stack.length > 0) {
      // Cut off in the middle: the end of the text is the fault.
      this.edit(start, end, 'null')
      this.valueRead()
      return
    }
    const found = this.text.slice(start, end)
    const shown = this.quotedCode(found)
    if (/^[+-]?(?:Infinity|NaN)$/.test(found)) {
      this.fault('syntax/invalid-value', `${shown} is not a JSON value; JSON has finite numbers only.`, {
        start,
        end,
        data: { found },
      })
      this.certain = false
      this.edit(start, end, 'null')
      this.valueRead()
      return
    }
    const number = found.length <= 100 ? asNumber(found) : undefined
    const hint = number === undefined ? '' : `; write ${number}`
    this.fault('syntax/invalid-number', `${shown} is not a number as JSON writes it${hint}.`, {
      start,
      end,
      data: number === undefined ? { found: found.slice(0, 100) } : { found, number },
    })
    if (number === undefined) this.certain = false
    this.edit(start, end, number ?? 'null')
    this.valueRead()
  }

  private word(): void {
    const start = this.offset
    let end = start
    while (isWordCharacter(this.text.charCodeAt(end))) end++
    const word = this.text.slice(start, end)
    this.offset = end
    if (LITERALS.includes(word)) {
      this.valueRead()
      return
    }
    if (end === this.text.length && this.stack.length > 0 && LITERALS.some((literal) => literal.startsWith(word))) {
      this.edit(start, end, 'null')
      this.valueRead()
      return
    }
    const literal = FOREIGN_LITERALS.get(word)
    if (literal !== undefined) {
      this.fault('syntax/invalid-value', `\`${word}\` is not a JSON value; write ${literal}.`, {
        start,
        end,
        data: { found: word, literal },
      })
      this.edit(start, end, literal)
      this.valueRead()
      return
    }
    const infinite = word === 'NaN' || word === 'Infinity'
    const known = infinite || word === 'undefined'
    if (!known) this.skipJunk(end)
    end = start + this.text.slice(start, this.offset).trimEnd().length
    const found = this.text.slice(start, end)
    const hint = infinite
      ? 'JSON has finite numbers only'
      : known
        ? 'write null or leave the property out'
        : 'a text must stand in double quotes'
    this.fault('syntax/invalid-value', `${this.quotedCode(found)} is not a JSON value; ${hint}.`, {
      start,
      end,
      data: { found: found.slice(0, 100) },
    })
    this.certain = false
    this.quiet = !known
    if (this.stack.length === 0 && !known) {
      this.skipPrefix(start)
      return
    }
    this.edit(start, this.offset, 'null')
    this.valueRead()
  }

  private isForeignString(code: number): boolean {
    return FOREIGN_QUOTES.has(code)
  }

  /** Reads a string, whatever its quotes; leaves the offset behind it. */
  private string(open: number): void {
    const { text } = this
    const start = this.offset
    const close = open === QUOTE ? QUOTE : (FOREIGN_QUOTES.get(open) ?? open)
    if (open !== QUOTE) {
      this.edit(start, start + 1, '"')
    }
    const controls: TextSpan[] = []
    const surrogates: TextSpan[] = []
    let multiLine = false
    let afterHigh = -1
    let index = start + 1
    for (; ; index++) {
      if (index >= text.length) {
        this.endsInString(start)
        return
      }
      const code = text.charCodeAt(index)
      if (code === close) {
        if (close !== QUOTE) this.edit(index, index + 1, '"')
        index++
        this.offset = index
        break
      }
      if (code === BACKSLASH) {
        const end = this.escape(index, close)
        if (end === index + 6) {
          const unit = Number.parseInt(text.slice(index + 2, end), 16)
          afterHigh = this.surrogate(unit, { start: index, end }, afterHigh, surrogates)
        }
        index = end - 1
      } else if (code < SPACE) {
        if ((code === LINE_FEED || code === CARRIAGE_RETURN) && !multiLine) {
          if (!this.closesLater(index, close)) {
            this.unterminated(start, index)
            return
          }
          multiLine = true
        }
        controls.push({ start: index, end: index + 1 })
        this.edit(index, index + 1, `\\u${code.toString(16).padStart(4, '0')}`)
      } else if (code === QUOTE) {
        this.edit(index, index, '\\')
      } else if (code >= 0xd800 && code <= 0xdfff) {
        afterHigh = this.surrogate(code, { start: index, end: index + 1 }, afterHigh, surrogates)
      }
    }
    this.reportString(start, open, controls, surrogates)
  }

  private reportString(
    start: number,
    open: number,
    controls: readonly TextSpan[],
    surrogates: readonly TextSpan[],
  ): void {
    if (open !== QUOTE) {
      const rule = open === APOSTROPHE ? 'syntax/single-quotes' : 'syntax/foreign-quotes'
      const kind = open === APOSTROPHE ? 'single quotes' : describeCharacter(this.text, start)
      this.fault(rule, `A string stands in double quotes in JSON, not in ${kind}.`, { start, end: this.offset })
    }
    const [control] = controls
    if (control !== undefined) {
      const code = this.text.charCodeAt(control.start)
      const name =
        code === LINE_FEED || code === CARRIAGE_RETURN
          ? 'A line break'
          : `The control character ${describeCharacter(this.text, control.start)}`
      const escaped = JSON.stringify(String.fromCharCode(code)).slice(1, -1)
      const others = controls.length === 1 ? '' : ` (and ${controls.length - 1} more in this string)`
      this.fault('syntax/control-character', `${name} in a string must be written as ${escaped}${others}.`, {
        ...control,
        data: { escaped, count: controls.length },
      })
    }
    const [surrogate] = surrogates
    if (surrogate !== undefined) {
      const others = surrogates.length === 1 ? '' : ` (and ${surrogates.length - 1} more in this string)`
      this.fault(
        'syntax/lone-surrogate',
        `Half of a surrogate pair is no character; other programs will replace or refuse it${others}.`,
        { ...surrogate, data: { count: surrogates.length }, severity: 'warning' },
      )
    }
  }

  /** Pairs surrogates up; returns the offset at which the second half is due, or -1. */
  private surrogate(unit: number, span: TextSpan, afterHigh: number, lone: TextSpan[]): number {
    if (isLowSurrogate(unit)) {
      if (afterHigh === span.start) lone.pop()
      else lone.push(span)
      return -1
    }
    if (!isHighSurrogate(unit)) return -1
    // Taken back when its second half follows.
    lone.push(span)
    return span.end
  }

  /** Reads an escape and returns where it ends. */
  private escape(start: number, close: number): number {
    const { text } = this
    const code = text.charCodeAt(start + 1)
    if (start + 1 >= text.length) {
      this.edit(start, start + 1, '')
      return start + 1
    }
    if ('"\\/bfnrt'.includes(text.charAt(start + 1))) return start + 2
    if (code === LOWER_U) {
      let end = start + 2
      while (end < start + 6 && /^[0-9a-fA-F]$/.test(text.charAt(end))) end++
      if (end === start + 6) return end
      if (end >= text.length) {
        this.edit(start, end, '')
        return end
      }
      this.fault(
        'syntax/invalid-escape',
        `\`${text.slice(start, end)}\` must be followed by four hexadecimal digits.`,
        {
          start,
          end,
          data: { found: text.slice(start, end) },
        },
      )
      this.edit(start, start, '\\')
      return end
    }
    if (code === close || code === APOSTROPHE || code === BACKTICK) {
      if (close === QUOTE) this.invalidEscape(start, start + 2, `write ${text[start + 1]}`)
      this.edit(start, start + 1, '')
      return start + 2
    }
    if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      this.invalidEscape(start, start + 1, 'a string cannot be continued on the next line')
      const end = code === CARRIAGE_RETURN && text.charCodeAt(start + 2) === LINE_FEED ? start + 3 : start + 2
      this.edit(start, end, '')
      return end
    }
    const width = isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(start + 2)) ? 2 : 1
    // A control character or half a surrogate pair after the backslash is a matter of its own.
    const alone = code < SPACE || (code >= 0xd800 && code <= 0xdfff && width === 1)
    const end = start + 1 + (alone ? 0 : width)
    this.invalidEscape(start, end, 'for a backslash write \\\\')
    this.edit(start, start, '\\')
    return end
  }

  private invalidEscape(start: number, end: number, hint: string): void {
    const found = this.text.slice(start, end)
    this.fault('syntax/invalid-escape', `\`${found}\` is not an escape of JSON; ${hint}.`, {
      start,
      end,
      data: { found },
    })
  }

  /** Whether the string that a line break interrupts is closed further on, rather than forgotten to be. */
  private closesLater(from: number, close: number): boolean {
    const found = this.findQuote(from, close)
    if (found === -1) return false
    const after = this.skipWhitespace(found + 1)
    if (after >= this.text.length) return true
    const code = this.text.charCodeAt(after)
    return code === COMMA || code === COLON || code === CLOSE_BRACE || code === CLOSE_BRACKET
  }

  private findQuote(from: number, close: number): number {
    const last = this.quoteSearches.get(close)
    if (last !== undefined && last.from <= from && (last.found === -1 || last.found >= from)) return last.found
    const quote = String.fromCharCode(close)
    let found = this.text.indexOf(quote, from)
    while (found !== -1 && this.isEscaped(found, from)) found = this.text.indexOf(quote, found + 1)
    this.quoteSearches.set(close, { from, found })
    return found
  }

  private isEscaped(offset: number, from: number): boolean {
    let before = offset - 1
    while (before >= from && this.text.charCodeAt(before) === BACKSLASH) before--
    return (offset - before) % 2 === 0
  }

  /** A string that is not closed on its line ends with the line, or before a comma that ends the line. */
  private unterminated(start: number, lineEnd: number): void {
    const line = this.text.slice(start + 1, lineEnd).trimEnd()
    const comma = line.endsWith(',')
    const content = comma ? line.slice(0, -1).trimEnd() : line
    this.unterminatedAt(start, start + 1 + content.length, comma ? start + line.length : lineEnd)
  }

  /** A string whose closing quote is missing at `end`; reading goes on at `next`. */
  private unterminatedAt(start: number, end: number, next: number): void {
    this.fault('syntax/unterminated-string', 'The closing quote of this string is missing.', { start, end })
    this.dropEditsFrom(end)
    this.edit(end, next, '"')
    this.certain = false
    this.quiet = true
    if (/[[\]{}]/.test(this.text.slice(start, end))) this.bracketsUnsure = true
    this.offset = next
  }

  /** The text ends within a string: either its quote was forgotten, or the rest of the text is lost. */
  private endsInString(start: number): void {
    const end = this.text.length
    const rest = this.text.slice(start + 1).trimEnd()
    if (this.stack.length === 0 || rest.endsWith('}') || rest.endsWith(']')) {
      this.unterminatedAt(start, start + 1 + rest.length, end)
      this.bracketsUnsure = true
      return
    }
    this.unclosedString = start
    this.edit(end, end, '"')
    this.certain = false
    this.offset = end
  }

  // Going on after a fault.

  /** Something that fits nowhere: one fault, then on from where the grammar is found again. */
  private junk(expectation: string, replacement: string): void {
    const start = this.offset
    const found = describeCharacter(this.text, start)
    this.skipJunk(this.text.charCodeAt(start) === QUOTE ? start : start + 1)
    const end = start + Math.max(1, this.text.slice(start, this.offset).trimEnd().length)
    if (!this.quiet) {
      const afterString = this.text.charCodeAt(start - 1) === QUOTE
      const hint = afterString ? ' A quote within a string must be written as \\".' : ''
      this.fault('syntax/invalid-json', `${expectation}, not ${found}.${hint}`, { start, end })
    }
    this.certain = false
    this.quiet = true
    this.offset = Math.max(this.offset, end)
    if (this.stack.length === 0) {
      this.skipPrefix(start)
      return
    }
    this.edit(start, this.offset, replacement)
    this.tokenEnd = this.offset
    this.expected = 'comma'
  }

  /** Text before the root's value, as in `module.exports = {…};`: what stands behind it belongs to it. */
  private skipPrefix(start: number): void {
    this.edit(start, this.offset, '')
    this.prefixed = true
  }

  /** Skips to the next comma or bracket outside a string, or to the next line. */
  private skipJunk(from: number): void {
    const { text } = this
    this.offset = from
    while (this.offset < text.length) {
      const code = text.charCodeAt(this.offset)
      if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) return
      if (code === OPEN_BRACE || code === OPEN_BRACKET) return
      if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        const next = this.skipWhitespace(this.offset)
        if (next >= text.length || text.charCodeAt(next) === QUOTE) return
        this.offset = next
      } else if (code === QUOTE) {
        const end = this.stringEndOnLine(this.offset)
        if (end === -1) {
          const rest = text.slice(this.offset, this.lineEnd(this.offset)).trimEnd()
          this.offset += rest.endsWith(',') ? rest.length - 1 : rest.length
          return
        }
        if (text.charCodeAt(this.skipWhitespace(end)) === COLON) return
        this.offset = end
      } else this.offset++
    }
  }

  private startsValue(code: number): boolean {
    return (
      code === QUOTE ||
      code === OPEN_BRACE ||
      code === OPEN_BRACKET ||
      code === MINUS ||
      isWordCharacter(code) ||
      this.isForeignString(code)
    )
  }

  /** Whether an item can start here, without a comma before it. */
  private startsItem(code: number): boolean {
    if (!isWordCharacter(code) || isDigit(code)) return this.startsValue(code)
    let end = this.offset
    while (isWordCharacter(this.text.charCodeAt(end))) end++
    return LITERALS.includes(this.text.slice(this.offset, end))
  }

  /** Whether a property (a name and a colon) starts here, without a comma before it. */
  private startsProperty(code: number): boolean {
    let end = -1
    if (code === QUOTE) end = this.stringEndOnLine(this.offset)
    else if (code === APOSTROPHE) end = this.text.indexOf("'", this.offset + 1) + 1
    else if (isWordCharacter(code)) end = this.bareKeyEnd()
    return end > 0 && this.text.charCodeAt(this.skipWhitespace(end)) === COLON
  }

  /** Where the double-quoted string of an offset ends; -1 when its line ends before. */
  private stringEndOnLine(start: number): number {
    for (let index = start + 1; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index)
      if (code === QUOTE) return index + 1
      if (code === LINE_FEED || code === CARRIAGE_RETURN) return -1
      if (code === BACKSLASH) index++
    }
    return -1
  }

  private bareKeyEnd(): number {
    let end = this.offset + 1
    for (; ; end++) {
      const code = this.text.charCodeAt(end)
      if (!isWordCharacter(code) && code !== MINUS && code !== DOT) return end
    }
  }

  private closersEnd(from: number): number {
    let end = from
    for (let next = from; next < this.text.length; next++) {
      const code = this.text.charCodeAt(next)
      if (code === CLOSE_BRACE || code === CLOSE_BRACKET || code === COMMA) end = next + 1
      else if (!isWhitespace(code)) break
    }
    return end
  }

  /** How many more brackets are closed than opened from here on. */
  private closersLeft(from: number): number {
    let count = 0
    for (let index = from; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index)
      if (code === QUOTE) {
        const end = this.stringEndOnLine(index)
        if (end !== -1) index = end - 1
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) count++
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) count--
    }
    return count
  }

  private bracketFault(message: string, start: number, data: Record<string, unknown>): void {
    if (!this.bracketsUnsure) this.fault('syntax/mismatched-bracket', message, { start, end: start + 1, data })
    this.bracketsUnsure = true
    this.certain = false
  }

  // White space and comments.

  private skipWhitespace(from: number): number {
    let offset = from
    while (isWhitespace(this.text.charCodeAt(offset))) offset++
    return offset
  }

  private lineEnd(from: number): number {
    let end = from
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end)
      if (code === LINE_FEED || code === CARRIAGE_RETURN) break
    }
    return end
  }

  private skipTrivia(): void {
    for (;;) {
      this.offset = this.skipWhitespace(this.offset)
      const code = this.text.charCodeAt(this.offset)
      if (code === HASH) this.comment(this.lineEnd(this.offset), false)
      else if (code === SLASH && this.text.charCodeAt(this.offset + 1) === SLASH) {
        this.comment(this.lineEnd(this.offset), this.allowComments)
      } else if (code === SLASH && this.text.charCodeAt(this.offset + 1) === ASTERISK) {
        const end = this.text.indexOf('*/', this.offset + 2)
        if (end === -1) this.unclosedComment = this.offset
        this.comment(end === -1 ? this.text.length : end + 2, this.allowComments || end === -1)
      } else if (this.isForeignWhitespace(this.offset)) this.foreignWhitespace()
      else return
      if (this.stopped) return
    }
  }

  private comment(end: number, allowed: boolean): void {
    const start = this.offset
    if (!allowed) {
      const message = this.allowComments
        ? 'A comment starts with // or /*, not with #.'
        : 'Comments are not allowed in JSON; only a .jsonc file may have them.'
      this.fault('syntax/comment', message, { start, end })
    }
    this.comments.push({ start, end })
    this.edit(start, end, '')
    this.offset = end
  }

  /** White space to Unicode, not to JSON; asked only where JSON's own has been skipped. */
  private isForeignWhitespace(offset: number): boolean {
    const code = this.text.charCodeAt(offset)
    const candidate = code >= 0x7f || code === VERTICAL_TAB || code === FORM_FEED
    return candidate && /^\s$/.test(this.text.charAt(offset))
  }

  private foreignWhitespace(): void {
    const start = this.offset
    let end = start + 1
    while (this.isForeignWhitespace(end)) end++
    this.fault('syntax/invalid-whitespace', `${describeCharacter(this.text, start)} is not white space in JSON.`, {
      start,
      end,
    })
    this.edit(start, end, '')
    this.offset = end
  }

  // Bookkeeping.

  private lines(): Lines {
    this.lineIndex ??= new Lines(this.text)
    return this.lineIndex
  }

  private keyText(start: number, editsBefore: number): string {
    const edits = this.edits.slice(editsBefore)
    if (edits.length === 0) {
      const raw = this.text.slice(start + 1, this.offset - 1)
      if (!raw.includes('\\')) return raw
    }
    const own = edits
      .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
      .sort((a, b) => a.start - b.start)
    return String(JSON.parse(repair(this.text.slice(start, this.offset), own).text))
  }

  private quoted(name: string): string {
    return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)
  }

  private quotedCode(found: string): string {
    return `\`${found.length > 40 ? `${found.slice(0, 40)}…` : found}\``
  }

  private edit(start: number, end: number, replacement: string): void {
    if (start === end && replacement === '') return
    this.edits.push({ start, end, replacement })
  }

  private dropEditsFrom(offset: number): void {
    while ((this.edits[this.edits.length - 1]?.start ?? -1) >= offset) this.edits.pop()
  }

  private guess(message: string, start: number, end = start): void {
    this.certain = false
    this.fault('syntax/invalid-json', message, { start, end })
  }

  private fault(
    rule: string,
    message: string,
    { start, end, data = {}, severity }: TextSpan & { data?: Record<string, unknown>; severity?: 'warning' },
  ): void {
    if (this.stopped) return
    const path = this.stack.slice(0, -1).map(({ key }) => key)
    if (this.faults.length === MAX_SYNTAX_FAULTS - 1) {
      this.faults.push({
        rule: 'syntax/too-many-faults',
        message: `There are more than ${MAX_SYNTAX_FAULTS} syntax faults; the rest of the text is not read.`,
        data: { limit: MAX_SYNTAX_FAULTS },
        start,
        end,
        path,
      })
      this.stopped = true
      this.certain = false
      return
    }
    this.faults.push({ rule, message, data, start, end, path, ...(severity === undefined ? {} : { severity }) })
  }
}

/** A number of another language as JSON writes it, where it has one meaning. */
function asNumber(found: string): string | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(found) ?? []
  const minus = sign === '-' ? '-' : ''
  if (/^0[xX][0-9a-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/.test(digits)) {
    const value = Number(digits)
    return Number.isSafeInteger(value) ? `${minus}${value}` : undefined
  }
  const decimal = /^0*(\d*)(?:\.(\d*))?([eE][+-]?\d+)?$/.exec(digits)
  if (decimal === null || !/^\.?\d/.test(digits)) return undefined
  const [, whole = '', fraction = '', exponent = ''] = decimal
  return `${minus}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}${exponent}`
}
