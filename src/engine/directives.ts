import type { Document, DocumentPart, TextSpan } from '../document/types'
import { didYouMean, listed, quote, suggestion } from '../findings/text'
import type { Range } from '../findings/types'

const COMMENT_PREFIX = 'integration-lint-'

const NAMES = ['disable-next-line', 'disable-line', 'disable', 'enable'] as const
type DirectiveName = (typeof NAMES)[number]

/** The maximum number of rules in one comment: a hostile comment must not create a finding for each word. */
const MOST_RULES = 50

/** A rule that a comment suppresses, and where. */
export interface Directive {
  rule: string
  reason: string
  /** The range of the comment. */
  range: Range
}

/** A fault in a suppression comment. */
export interface DirectiveFault {
  message: string
  data: Record<string, unknown>
  range: Range
}

export interface Directives {
  /** In the order of the text. */
  all: readonly Directive[]
  faults: readonly DirectiveFault[]
  /** The comment that suppresses a finding of this rule at this place. */
  covering(rule: string, place: Pick<Range, 'line' | 'column' | 'file'>): Directive | undefined
}

interface Region {
  directive: Directive
  start: TextPosition
  /** Exclusive; undefined if the region extends to the end of the file. */
  end: TextPosition | undefined
}

interface TextPosition {
  line: number
  column: number
}

const NO_DIRECTIVES: Directives = { all: [], faults: [], covering: () => undefined }

/**
 * Reads the comments of a document that suppress findings:
 *
 * - `integration-lint-disable-next-line RULE[, RULE] -- reason`: the next line that contains more than comments;
 * - `integration-lint-disable-line RULE[, RULE] -- reason`: the comment's own line;
 * - `integration-lint-disable RULE[, RULE] -- reason` … `integration-lint-enable [RULE[, RULE]]`: all between them, or
 *   up to the end of the file.
 *
 * @param known ids of all rules; a comment that names another is at fault
 */
export function readDirectives(document: Document, known: ReadonlySet<string>): Directives {
  const { parts } = document
  if (parts === undefined) return readPart(document, known)
  const byFile = new Map(parts.map((part) => [part.file, readPart(part, known)]))
  const every = [...byFile.values()]
  return {
    all: every.flatMap(({ all }) => all),
    faults: every.flatMap(({ faults }) => faults),
    covering: (rule, place) => byFile.get(place.file)?.covering(rule, place),
  }
}

type Commented = Pick<Document, 'text' | 'comments' | 'rangeOf'> | Pick<DocumentPart, 'text' | 'comments' | 'rangeOf'>

function readPart(document: Commented, known: ReadonlySet<string>): Directives {
  const { text, comments } = document
  if (comments === undefined || !text.includes(COMMENT_PREFIX)) return NO_DIRECTIVES
  const reader = new DirectiveReader(document, comments, known)
  for (const [index, comment] of comments.entries()) {
    const content = contentOf(text, comment)
    if (content !== undefined) reader.read(content, index, document.rangeOf(comment))
  }
  return reader.finish()
}

/** The text of a comment after the prefix; undefined for comments that are not directives. */
function contentOf(text: string, { start, end }: TextSpan): string | undefined {
  const block = text.startsWith('/*', start)
  // Comments of several lines, and documentation comments, have a star before the text.
  let from = start + (text.startsWith('#', start) ? 1 : 2)
  while (from < end && /[\s*]/.test(text.charAt(from))) from++
  if (!text.startsWith(COMMENT_PREFIX, from)) return undefined
  const to = block && text.endsWith('*/', end) && end - 2 >= from ? end - 2 : end
  const content = text.slice(from + COMMENT_PREFIX.length, to)
  return block ? content.replace(/^[ \t]*\*+/gm, '') : content
}

class DirectiveReader {
  readonly #document: Commented
  readonly #comments: readonly TextSpan[]
  readonly #known: ReadonlySet<string>
  readonly #all: Directive[] = []
  readonly #faults: DirectiveFault[] = []
  readonly #lines = new Map<string, Directive>()
  readonly #regions = new Map<string, Region[]>()
  #nextContent: readonly number[] | undefined

  constructor(document: Commented, comments: readonly TextSpan[], known: ReadonlySet<string>) {
    this.#document = document
    this.#comments = comments
    this.#known = known
  }

  read(content: string, index: number, range: Range): void {
    const [, word = '', rest = ''] = /^(\S*)([\s\S]*)$/.exec(content) ?? []
    const name = NAMES.find((candidate) => candidate === word)
    if (name === undefined) {
      this.#fail(
        `${quote(COMMENT_PREFIX + word)} is not a known comment; there are ${listed(
          NAMES.map((one) => COMMENT_PREFIX + one),
          'and',
        )}.${suggestion(prefixed(didYouMean(word, NAMES)))}`,
        { comment: word.slice(0, 100) },
        range,
      )
      return
    }
    const { rules, reason } = splitReason(rest)
    if (name === 'enable') {
      this.#enable(this.#knownRules(rules, range), rules.length === 0, range)
      return
    }
    if (rules.length === 0) {
      this.#fail(
        `The comment names no rule: write "${COMMENT_PREFIX}${name} RULE -- reason".`,
        { comment: name },
        range,
      )
      return
    }
    if (reason === '') {
      this.#fail(
        `The comment gives no reason, so it suppresses nothing: write "${COMMENT_PREFIX}${name} ${rules[0]?.slice(0, 100)} -- reason".`,
        { comment: name },
        range,
      )
      return
    }
    for (const rule of this.#knownRules(rules, range)) this.#disable(name, { rule, reason, range }, index)
  }

  finish(): Directives {
    const lines = this.#lines
    const regions = this.#regions
    return {
      all: this.#all,
      faults: this.#faults,
      covering: (rule, place) => lines.get(lineKey(rule, place.line)) ?? regionAt(regions.get(rule), place),
    }
  }

  #fail(message: string, data: Record<string, unknown>, range: Range): void {
    this.#faults.push({ message, data, range })
  }

  #knownRules(names: readonly string[], range: Range): string[] {
    const distinct = [...new Set(names)]
    if (distinct.length > MOST_RULES) {
      this.#fail(
        `The comment names ${distinct.length} rules; at most ${MOST_RULES} are allowed.`,
        { limit: MOST_RULES },
        range,
      )
      return []
    }
    return distinct.filter((name) => {
      if (this.#known.has(name)) return true
      const rules = [...this.#known]
      const meant = rules.find((rule) => rule.endsWith(`/${name}`)) ?? didYouMean(name, rules)
      this.#fail(`Unknown rule ${quote(name)}.${suggestion(meant)}`, { rule: name.slice(0, 100) }, range)
      return false
    })
  }

  #disable(name: Exclude<DirectiveName, 'enable'>, directive: Directive, index: number): void {
    this.#all.push(directive)
    const { rule, range } = directive
    if (name === 'disable') {
      const regions = this.#regions.get(rule) ?? []
      const last = regions.at(-1)
      // A comment inside a region of the same rule has no effect, and is reported as unused.
      if (last !== undefined && last.end === undefined) return
      regions.push({ directive, start: endOf(range), end: undefined })
      this.#regions.set(rule, regions)
      return
    }
    const line = name === 'disable-line' ? range.line : this.#nextLine(index, range)
    const key = lineKey(rule, line)
    if (!this.#lines.has(key)) this.#lines.set(key, directive)
  }

  #enable(rules: readonly string[], every: boolean, range: Range): void {
    for (const rule of every ? this.#regions.keys() : rules) {
      const last = this.#regions.get(rule)?.at(-1)
      if (last !== undefined) last.end ??= { line: range.line, column: range.column }
    }
  }

  /** The line that a comment applies to: the next one that contains more than comments. */
  #nextLine(index: number, range: Range): number {
    this.#nextContent ??= contentAfter(this.#document.text, this.#comments)
    const offset = this.#nextContent[index] ?? this.#document.text.length
    const { line } = this.#document.rangeOf({ start: offset, end: offset })
    return Math.max(line, range.endLine + 1)
  }
}

/** The offset, for each comment, of the text after it and after comments that directly follow. */
function contentAfter(text: string, comments: readonly TextSpan[]): number[] {
  const offsets: number[] = []
  for (let index = comments.length - 1; index >= 0; index--) {
    let offset = comments[index]?.end ?? text.length
    while (offset < text.length && /\s/.test(text.charAt(offset))) offset++
    offsets[index] = offset === comments[index + 1]?.start ? (offsets[index + 1] ?? offset) : offset
  }
  return offsets
}

/** Splits `RULE, RULE -- reason`. */
function splitReason(text: string): { rules: string[]; reason: string } {
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(text)
  const named = dashes === null ? text : text.slice(0, dashes.index)
  const reason = dashes === null ? '' : text.slice(dashes.index + dashes[0].length)
  return {
    rules: named.split(/[\s,]+/).filter((rule) => rule !== ''),
    reason: reason.replace(/\s+/g, ' ').trim(),
  }
}

function regionAt(regions: readonly Region[] | undefined, place: TextPosition): Directive | undefined {
  if (regions === undefined) return undefined
  let low = 0
  let high = regions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const region = regions[middle]
    if (region !== undefined && isBefore(region.start, place)) low = middle + 1
    else high = middle
  }
  const region = regions[low - 1]
  if (region === undefined || (region.end !== undefined && !isBefore(place, region.end))) return undefined
  return region.directive
}

/** Whether a place is before another one or equal to it. */
function isBefore(left: TextPosition, right: TextPosition): boolean {
  return left.line < right.line || (left.line === right.line && left.column <= right.column)
}

function endOf({ endLine, endColumn }: Range): TextPosition {
  return { line: endLine, column: endColumn }
}

function lineKey(rule: string, line: number): string {
  return `${line} ${rule}`
}

function prefixed(name: string | undefined): string | undefined {
  return name === undefined ? undefined : COMMENT_PREFIX + name
}
