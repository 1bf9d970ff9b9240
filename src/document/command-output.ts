import type { SyntaxFault } from './types'

// Recognises output of other commands that users save or pipe instead of the JSON of `bp read --json`.

/** The beginning of a text in which other formats are recognised, in UTF-16 code units: banners and logs are short. */
export const EXAMINED_LENGTH = 4096

/** JSON with other output around it, or output that only looks like JSON. */
export interface CommandOutput {
  fault: SyntaxFault
  /** The text from which the definition can be recovered. */
  text: string
}

const ESCAPE = String.fromCharCode(0x1b)
const COLOR = new RegExp(`${ESCAPE}\\[[\\d;]{0,20}m`, 'g')

/** `> name@version script`, then `> command`; pnpm adds the folder to the first of the two lines. */
const NPM_LINE = /^> \S.{0,2000}$/
const NPM_SCRIPT = /^> \S+@\S+ (\S+)( (?:\/|[A-Za-z]:\\).*)?$/
const YARN_LINE = /^(?:yarn run v\d|\$ \S).{0,2000}$/
const LOG_LINE = /^\S{1,4} Botpress CLI v\d.{0,2000}$/

/** Script names that are safe to show in a command that a user may copy. */
const SCRIPT_NAME = /^[\w:.-]{1,60}$/

/** Recognises the command that printed a text that is not JSON; undefined for any other text. */
export function commandOutput(text: string): CommandOutput | undefined {
  const head = text.slice(0, EXAMINED_LENGTH)
  const { lines, start, end, next } = leadingLines(head)
  const rest = text.slice(next)
  const inspected = inspectOutput(rest)
  if (inspected !== undefined) {
    const fault = invalidJson(
      'This is what `bp read` prints for people, not JSON; write it again with `bp read --json`.',
      { command: 'bp read' },
      lines.length > 0 ? { start, end } : { start: next, end: next + 1 },
    )
    return { fault, text: inspected }
  }
  if (lines.length === 0 || !/^[{[]/.test(rest)) return undefined
  const { runner, command } = runnerOf(lines)
  const count = lines.length === 1 ? 'The first line is' : `The first ${lines.length} lines are`
  return {
    fault: invalidJson(
      `${count} what ${runner} prints before it runs a command, not JSON; write the file again with \`${command}\`.`,
      { command: runner },
      { start, end },
    ),
    text: rest.replace(/\s*Done in [\d.]{1,20}m?s\.?\s*$/, ''),
  }
}

function invalidJson(
  message: string,
  data: Record<string, unknown>,
  span: { start: number; end: number },
): SyntaxFault {
  return { rule: 'syntax/invalid-json', message, data, ...span, path: [] }
}

/** The lines of a banner or a log at the start of a text, and the offset after them. */
function leadingLines(head: string): { lines: string[]; start: number; end: number; next: number } {
  const lines: string[] = []
  let start = 0
  let end = 0
  let offset = 0
  for (;;) {
    const next = offset + (/^\s*/.exec(head.slice(offset))?.[0].length ?? 0)
    const line = /^[^\r\n]*/.exec(head.slice(next))?.[0] ?? ''
    const plain = line.replace(COLOR, '')
    if (![NPM_LINE, YARN_LINE, LOG_LINE].some((form) => form.test(plain))) return { lines, start, end, next }
    if (lines.length === 0) start = next
    lines.push(plain)
    end = next + line.length
    offset = end
  }
}

function runnerOf(lines: readonly string[]): { runner: string; command: string } {
  const [first = ''] = lines
  if (YARN_LINE.test(first)) return { runner: 'yarn', command: 'yarn --silent SCRIPT' }
  if (LOG_LINE.test(first)) return { runner: 'bp', command: 'bp read --json' }
  const [, name = '', folder] = lines.map((line) => NPM_SCRIPT.exec(line)).find((found) => found !== null) ?? []
  const script = SCRIPT_NAME.test(name) ? name : 'SCRIPT'
  return folder === undefined
    ? { runner: 'npm', command: `npm run --silent ${script}` }
    : { runner: 'pnpm', command: `pnpm --silent run ${script}` }
}

/**
 * The text without colours if it is an object printed by Node.js (`util.inspect`), as `bp read` does without `--json`.
 * If the colours have been removed, the object is recognised by its first properties, name and version.
 */
function inspectOutput(text: string): string | undefined {
  const head = text.slice(0, EXAMINED_LENGTH)
  if (!head.startsWith('{')) return undefined
  const plain = head.replace(COLOR, '')
  const isColored = plain.length < head.length
  const isInspected = isColored
    ? /^\{\s+(?:\w+|'[^'\r\n]*'): /.test(plain)
    : /^\{\r?\n {2}name: '[^'\r\n]*',\r?\n {2}version: '/.test(plain)
  return isInspected ? text.replace(COLOR, '') : undefined
}
