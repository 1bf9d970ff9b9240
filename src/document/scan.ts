import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOT,
  describeCharacter,
  EQUALS,
  isDigit,
  isWhitespace,
  isWordCharacter,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
} from './characters'
import { MAX_DEPTH } from './limits'
import type { Edit } from './repair'
import type { Container } from './scan-reader'
import { TokenReader } from './scan-tokens'
import type { SyntaxFault, TextSpan } from './types'

/** The result of an exact scan of a text. */
export interface Scan {
  /** Every independent fault, in the order of the text. */
  faults: SyntaxFault[]
  /** The comments, also where comments are not allowed. */
  comments: TextSpan[]
  /** The edits that make the text strict JSON, in order, without overlap. */
  edits: Edit[]
  /** Whether all edits are unambiguous; otherwise some are guesses. */
  certain: boolean
}

export interface ScanOptions {
  comments: boolean
  /** The maximum number of values. */
  mostValues: number
}

/** The maximum number of brackets listed in a message, innermost first. */
const LISTED_BRACKETS = 3

/** The token that may come next; `value-or-end` and `key-or-end` follow an opening bracket. */
type ExpectedToken = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma'

/**
 * Reads a text to its end and reports all of its faults: one pass, no recursion. After a fault it continues where the
 * grammar is recognised again, and does not report faults that may follow from it.
 */
export function scan(text: string, options: ScanOptions): Scan {
  return new Scanner(text, options).scan()
}

class Scanner extends TokenReader {
  private expected: ExpectedToken = 'value'
  /** Whether the text read so far contains anything but white space and comments. */
  private anything = false
  /** Whether the root's value was read. */
  private complete = false
  /** The end of the last token, where a missing comma or colon belongs. */
  private tokenEnd = 0
  private commaStart = 0
  private values = 0
  private readonly mostValues: number

  constructor(text: string, { comments, mostValues }: ScanOptions) {
    super(text, comments)
    this.mostValues = mostValues
  }

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
      // A missing token is inserted before the token that starts at the same offset.
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
        this.fault('syntax/unquoted-key', `The property name ${this.quoted(name)} must be in double quotes.`, {
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
      { start, end: this.offset, data: { name, firstLine: line }, first },
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
      this.valueRead(start)
      return
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      this.open(code === OPEN_BRACKET)
      return
    }
    if (isDigit(code) || code === MINUS || code === PLUS || code === DOT) {
      this.number()
      this.valueRead(start)
      return
    }
    if (isWordCharacter(code)) {
      if (this.word()) this.valueRead(start)
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
      this.valueRead(start)
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

  private valueRead(start: number): void {
    this.tokenEnd = this.offset
    this.expected = 'comma'
    if (this.stack.length === 0) this.complete = true
    this.values++
    if (this.values > this.mostValues) this.tooManyValues(start, this.offset)
  }

  private tooManyValues(start: number, end: number): void {
    this.fault('syntax/too-large', `More than ${this.mostValues} values are not read.`, {
      start,
      end,
      data: { limit: this.mostValues },
    })
    this.certain = false
    this.stopped = true
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
    this.values++
    if (this.values > this.mostValues) {
      this.tooManyValues(start, start + 1)
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

  /** Completes the current member, so that a closing bracket may follow. */
  private completeMember(report: boolean): void {
    switch (this.expected) {
      case 'key-or-end':
      case 'value-or-end':
      case 'comma':
      // A missing colon is repaired before a bracket is handled.
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

  /** Reports a run of commas as one fault, unless it is a trailing comma. */
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

  /** Handles text after the root's value, which is one fault. */
  private afterTheEnd(code: number): void {
    const start = this.offset
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      this.bracketFault(`There is no opening bracket for ${describeCharacter(this.text, start)}.`, start, {})
    } else if (!this.bracketsUnsure && !this.prefixed) {
      const lineEnd = this.lineEnd(start)
      this.fault(
        'syntax/trailing-text',
        'The document ends before this; a file contains one JSON value and nothing else.',
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

  /** Handles the end of the text: closes all open containers. */
  private finish(): void {
    const end = this.offset
    if (!this.stopped) {
      const inside = this.unclosedString ?? this.unclosedComment
      if (!this.anything && inside === undefined) {
        this.fault(
          'syntax/empty',
          'The text is empty; JSON is expected. If a command should have written it, run that command alone to see its error.',
          { start: 0, end: 0 },
        )
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
      `The text ends too early: ${parts.join(', ')} ${parts.length === 1 ? 'is' : 'are'} not closed. Add what is missing, or write the file again.`,
      {
        start: this.text.length,
        end: this.text.length,
        data: { unclosed: innermost, depth: open.length },
      },
    )
  }

  /** Handles a token that fits nowhere: reports one fault and skips to where the grammar is recognised again. */
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
}
