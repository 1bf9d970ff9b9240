import {
  APOSTROPHE,
  ASTERISK,
  BACKSLASH,
  BACKTICK,
  CARRIAGE_RETURN,
  COLON,
  DOT,
  describeCharacter,
  FORM_FEED,
  HASH,
  isDigit,
  isWhitespace,
  isWordCharacter,
  LINE_FEED,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SLASH,
  VERTICAL_TAB,
} from './characters'
import { MAX_REPAIRS, MAX_SYNTAX_FAULTS } from './limits'
import { Lines } from './lines'
import type { Edit } from './repair'
import type { SyntaxFault, TextSpan } from './types'

/** An object or array that is being read. */
export interface Container {
  array: boolean
  start: number
  /** The key or index that is being read. */
  key: string
  index: number
  /** Keys so far, with the offset of the first of each name. */
  keys?: Map<string, number>
}

export const LITERALS: readonly string[] = ['true', 'false', 'null']

/** Opening quotes that JSON does not have, and their closing quotes. */
export const FOREIGN_QUOTES: ReadonlyMap<number, number> = new Map([
  [APOSTROPHE, APOSTROPHE],
  [BACKTICK, BACKTICK],
  [0x201c, 0x201d],
  [0x201d, 0x201d],
  [0x201e, 0x201c],
  [0x2018, 0x2019],
  [0x2019, 0x2019],
  [0xab, 0xbb],
])

/** The state of an exact scan of a text, and its look-ahead; knows characters, but not the grammar. */
export abstract class Reader {
  protected readonly faults: SyntaxFault[] = []
  protected readonly comments: TextSpan[] = []
  protected readonly edits: Edit[] = []
  /** The open containers, outermost first. */
  protected readonly stack: Container[] = []
  protected offset = 0
  /** Whether all repairs are unambiguous. */
  protected certain = true
  /** Set after a fault until the next comma or bracket, since further faults there may follow from it. */
  protected quiet = false
  /** Set after a fault that concerns brackets, since missing or surplus ones may follow from it. */
  protected bracketsUnsure = false
  /** Set when a limit was exceeded. */
  protected stopped = false
  protected unclosedComment: number | undefined
  private lineIndex: Lines | undefined

  constructor(
    protected readonly text: string,
    protected readonly allowComments: boolean,
  ) {}

  protected skipWhitespace(from: number): number {
    let offset = from
    while (isWhitespace(this.text.charCodeAt(offset))) offset++
    return offset
  }

  protected lineEnd(from: number): number {
    let end = from
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end)
      if (code === LINE_FEED || code === CARRIAGE_RETURN) break
    }
    return end
  }

  protected skipTrivia(): void {
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

  /** White space in Unicode but not in JSON; called only after JSON's white space was skipped. */
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

  protected isForeignString(code: number): boolean {
    return FOREIGN_QUOTES.has(code)
  }

  /** The end of the double-quoted string at an offset; -1 if its line ends first. */
  protected stringEndOnLine(start: number): number {
    for (let index = start + 1; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index)
      if (code === QUOTE) return index + 1
      if (code === LINE_FEED || code === CARRIAGE_RETURN) return -1
      if (code === BACKSLASH) index++
    }
    return -1
  }

  protected bareKeyEnd(): number {
    let end = this.offset + 1
    for (; ; end++) {
      const code = this.text.charCodeAt(end)
      if (!isWordCharacter(code) && code !== MINUS && code !== DOT) return end
    }
  }

  protected startsValue(code: number): boolean {
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
  protected startsItem(code: number): boolean {
    if (!isWordCharacter(code) || isDigit(code)) return this.startsValue(code)
    let end = this.offset
    while (isWordCharacter(this.text.charCodeAt(end))) end++
    return LITERALS.includes(this.text.slice(this.offset, end))
  }

  /** Whether a property (a name and a colon) starts here, without a comma before it. */
  protected startsProperty(code: number): boolean {
    let end = -1
    if (code === QUOTE) end = this.stringEndOnLine(this.offset)
    else if (code === APOSTROPHE) end = this.text.indexOf("'", this.offset + 1) + 1
    else if (isWordCharacter(code)) end = this.bareKeyEnd()
    return end > 0 && this.text.charCodeAt(this.skipWhitespace(end)) === COLON
  }

  protected lines(): Lines {
    this.lineIndex ??= new Lines(this.text)
    return this.lineIndex
  }

  protected quoted(name: string): string {
    return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)
  }

  protected quotedCode(found: string): string {
    return `\`${found.length > 40 ? `${found.slice(0, 40)}…` : found}\``
  }

  protected edit(start: number, end: number, replacement: string): void {
    if (start === end && replacement === '') return
    this.edits.push({ start, end, replacement })
    if (this.edits.length === MAX_REPAIRS && !this.stopped) {
      this.giveUp('comments and repairs', MAX_REPAIRS, start, end)
    }
  }

  protected dropEditsFrom(offset: number): void {
    while ((this.edits[this.edits.length - 1]?.start ?? -1) >= offset) this.edits.pop()
  }

  protected guess(message: string, start: number, end = start): void {
    this.certain = false
    this.fault('syntax/invalid-json', message, { start, end })
  }

  protected fault(
    rule: string,
    message: string,
    { start, end, data = {}, severity, first }: TextSpan & Partial<Pick<SyntaxFault, 'data' | 'severity' | 'first'>>,
  ): void {
    if (this.stopped) return
    if (this.faults.length === MAX_SYNTAX_FAULTS - 1) {
      this.giveUp('syntax faults', MAX_SYNTAX_FAULTS, start, end)
      return
    }
    const path = this.path()
    this.faults.push({
      rule,
      message,
      data,
      start,
      end,
      path,
      ...(severity === undefined ? {} : { severity }),
      ...(first === undefined ? {} : { first }),
    })
  }
  /** Reports that a limit was exceeded, and stops reading. */
  private giveUp(what: string, limit: number, start: number, end: number): void {
    const message = `The text has ${limit} ${what} or more; the rest of it is not read.`
    this.faults.push({ rule: 'syntax/too-many-faults', message, data: { limit }, start, end, path: this.path() })
    this.stopped = true
    this.certain = false
  }

  /** Keys of the container that is being read. */
  private path(): string[] {
    return this.stack.slice(0, -1).map(({ key }) => key)
  }
}
