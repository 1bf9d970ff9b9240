import {
  APOSTROPHE,
  BACKSLASH,
  BACKTICK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOT,
  describeCharacter,
  isDigit,
  isHighSurrogate,
  isLowSurrogate,
  isWordCharacter,
  LINE_FEED,
  LOWER_U,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
  ZERO,
} from './characters'
import { repair } from './repair'
import { FOREIGN_QUOTES, LITERALS, Reader } from './scan-reader'
import type { TextSpan } from './types'

/** Literals of other languages that have an unambiguous meaning in JSON. */
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

/** Equal faults in one string, which are reported as one. */
interface RepeatedFault {
  count: number
  first: TextSpan | undefined
}

function addPlace(places: RepeatedFault, span: TextSpan): void {
  places.count++
  places.first ??= span
}

function others({ count }: RepeatedFault): string {
  return count === 1 ? '' : ` (and ${count - 1} more in this string)`
}

/** The maximum length in characters of a word that is not JSON and that messages quote. */
const LONGEST_QUOTED_WORD = 12

/** Reads strings, numbers and words in any notation; the offset is then after the token. */
export abstract class TokenReader extends Reader {
  /** Whether there was text before the root's value. */
  protected prefixed = false
  protected unclosedString: number | undefined
  /** The result of the last search for each closing quote, so that no search is repeated. */
  private readonly quoteSearches = new Map<number, { from: number; found: number }>()

  /** Reads a number, or a token that was meant to be one. */
  protected number(): void {
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
      this.fault('syntax/number-range', `The number ${shown} exceeds the range of a double; it is read as infinite.`, {
        start,
        end,
        severity: 'warning',
      })
    }
  }

  private isNumberCharacter(code: number): boolean {
    return isWordCharacter(code) || code === DOT || code === PLUS || code === MINUS
  }

  private invalidNumber(start: number): void {
    let end = start + 1
    while (this.isNumberCharacter(this.text.charCodeAt(end))) end++
    this.offset = end
    if (end === this.text.length && this.stack.length > 0) {
      // The text was truncated: the fault is its end.
      this.edit(start, end, 'null')
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
      return
    }
    const number = found.length <= 100 ? asNumber(found) : undefined
    const hint = number === undefined ? '' : `; write ${number}`
    this.fault('syntax/invalid-number', `${shown} is not a JSON number${hint}.`, {
      start,
      end,
      data: number === undefined ? { found: found.slice(0, 100) } : { found, number },
    })
    if (number === undefined) this.certain = false
    this.edit(start, end, number ?? 'null')
  }

  /** Reads a word and the tokens that belong to it; false if it is a prefix of the root's value. */
  protected word(): boolean {
    const start = this.offset
    let end = start
    while (isWordCharacter(this.text.charCodeAt(end))) end++
    const word = this.text.slice(start, end)
    this.offset = end
    if (LITERALS.includes(word)) {
      return true
    }
    if (end === this.text.length && this.stack.length > 0 && LITERALS.some((literal) => literal.startsWith(word))) {
      this.edit(start, end, 'null')
      return true
    }
    const literal = FOREIGN_LITERALS.get(word)
    if (literal !== undefined) {
      this.fault('syntax/invalid-value', `\`${word}\` is not a JSON value; write ${literal}.`, {
        start,
        end,
        data: { found: word, literal },
      })
      this.edit(start, end, literal)
      return true
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
        : 'a text must be in double quotes'
    // An unknown word may be a secret without its quotes.
    const isQuotable = infinite || known || found.length <= LONGEST_QUOTED_WORD
    const shown = isQuotable ? this.quotedCode(found) : 'This word'
    this.fault('syntax/invalid-value', `${shown} is not a JSON value; ${hint}.`, {
      start,
      end,
      data: isQuotable ? { found } : { length: found.length },
    })
    this.certain = false
    this.quiet = !known
    if (this.stack.length === 0 && !known) {
      this.skipPrefix(start)
      return false
    }
    this.edit(start, this.offset, 'null')
    return true
  }

  /** Reads a string with any kind of quotes; the offset is then after it. */
  protected string(open: number): void {
    const { text } = this
    const start = this.offset
    const close = open === QUOTE ? QUOTE : (FOREIGN_QUOTES.get(open) ?? open)
    if (open !== QUOTE) this.edit(start, start + 1, '"')
    const controls: RepeatedFault = { count: 0, first: undefined }
    const surrogates: RepeatedFault = { count: 0, first: undefined }
    let multiLine = false
    let afterHigh = -1
    let index = start + 1
    for (; ; index++) {
      if (this.stopped) {
        this.edit(index, index, '"')
        this.offset = index
        return
      }
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
        const unit = end === index + 6 ? Number.parseInt(text.slice(index + 2, end), 16) : 0
        if (unit >= 0xd800 && unit <= 0xdfff) {
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
        addPlace(controls, { start: index, end: index + 1 })
        this.edit(index, index + 1, `\\u${code.toString(16).padStart(4, '0')}`)
      } else if (code === QUOTE) {
        this.edit(index, index, '\\')
      } else if (code >= 0xd800 && code <= 0xdfff) {
        afterHigh = this.surrogate(code, { start: index, end: index + 1 }, afterHigh, surrogates)
      }
    }
    this.reportString(start, open, controls, surrogates)
  }

  private reportString(start: number, open: number, controls: RepeatedFault, surrogates: RepeatedFault): void {
    if (open !== QUOTE) {
      const rule = open === APOSTROPHE ? 'syntax/single-quotes' : 'syntax/foreign-quotes'
      const kind = open === APOSTROPHE ? 'single quotes' : describeCharacter(this.text, start)
      this.fault(rule, `A JSON string is in double quotes, not in ${kind}.`, { start, end: this.offset })
    }
    const control = controls.first
    if (control !== undefined) {
      const code = this.text.charCodeAt(control.start)
      const name =
        code === LINE_FEED || code === CARRIAGE_RETURN
          ? 'A line break'
          : `The control character ${describeCharacter(this.text, control.start)}`
      const escaped = JSON.stringify(String.fromCharCode(code)).slice(1, -1)
      this.fault('syntax/control-character', `${name} in a string must be written as ${escaped}${others(controls)}.`, {
        ...control,
        data: { escaped, count: controls.count },
      })
    }
    const surrogate = surrogates.first
    if (surrogate !== undefined) {
      this.fault(
        'syntax/lone-surrogate',
        `Half of a surrogate pair is not a character; other programs will replace or refuse it${others(surrogates)}.`,
        { ...surrogate, data: { count: surrogates.count }, severity: 'warning' },
      )
    }
  }

  /** Pairs surrogates; returns the offset at which the second half must follow, or -1. */
  private surrogate(unit: number, span: TextSpan, afterHigh: number, lone: RepeatedFault): number {
    if (isLowSurrogate(unit) && afterHigh === span.start) {
      // The first half had been counted as unpaired.
      lone.count--
      if (lone.count === 0) lone.first = undefined
      return -1
    }
    addPlace(lone, span)
    return isHighSurrogate(unit) ? span.end : -1
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
    // A control character or an unpaired surrogate after the backslash is reported by another rule.
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

  /** Whether a string that a line break interrupts is closed on a later line. */
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

  /** A string that is not closed on its line ends with the line, or before a comma at the end of the line. */
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

  /** The text ends within a string: either its quote is missing, or the text is truncated. */
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
    this.offset = end
  }

  protected keyText(start: number, editsBefore: number): string {
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

  /**
   * Skips text before the root's value, as in `module.exports = {…};`, with the text after the value that belongs to
   * it.
   */
  protected skipPrefix(start: number): void {
    this.edit(start, this.offset, '')
    this.prefixed = true
  }

  /** Skips to the next comma or bracket outside a string, or to the next line. */
  protected skipJunk(from: number): void {
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
}

/** Converts a number of another language to JSON, if its meaning is unambiguous. */
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
