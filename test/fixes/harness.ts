import { resolve } from 'node:path'
import type { FileReport, Fix, Kind } from '../../src/findings/types'
import { type FixableText, type FixedText, fixSource, openText } from '../../src/run/fix'
import { LintSession } from '../../src/run/lint-files'
import type { TextSource } from '../../src/run/source'

export interface FixOptions {
  name?: string
  as?: Kind | undefined
  unsafe?: boolean
  /** Settings beyond those of the preset, as `--rule` takes them. */
  rules?: readonly string[]
}

const sessions = new Map<string, Promise<LintSession>>()

async function opened(text: string | Uint8Array, { name = 'a.json', as, rules = [] }: FixOptions) {
  const key = JSON.stringify([as, rules])
  const opening = sessions.get(key) ?? LintSession.open({ cwd: '/', config: false, preset: 'strict', as, rules })
  sessions.set(key, opening)
  const session = await opening
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const source: TextSource = { type: 'text', path: resolve('/', name), name, bytes }
  await session.prepare([source])
  return { session, source }
}

/** A text with every fix applied. */
export async function fixed(text: string | Uint8Array, options: FixOptions = {}): Promise<FixedText> {
  const { session, source } = await opened(text, options)
  return expectThere(fixSource(session, source, { unsafe: options.unsafe === true }))
}

/** A text, linted, whose fixes can be asked for. */
export async function fixable(text: string | Uint8Array, options: FixOptions = {}): Promise<FixableText> {
  const { session, source } = await opened(text, options)
  return expectThere(openText(session, source, { unsafe: options.unsafe === true }))
}

function expectThere<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The text is not linted.')
  return value
}

/** A text with the edits of a fix, as an editor makes them: by lines and columns. */
export function edited(text: string, { edits }: Fix): string {
  const hasMark = text.startsWith('\uFEFF')
  const starts = [hasMark ? 1 : 0]
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length)
  let result = text
  for (const { range, text: replacement } of [...edits].reverse()) {
    const start = (starts[range.line - 1] ?? Number.NaN) + range.column - 1
    const end = (starts[range.endLine - 1] ?? Number.NaN) + range.endColumn - 1
    result = result.slice(0, start) + replacement + result.slice(end)
  }
  return result
}

function countsOf({ findings, crashes }: FileReport): Map<string, number> {
  const counts = new Map([['crash', crashes.length]])
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

function grown(before: FileReport, after: FileReport): string[] {
  const known = countsOf(before)
  return [...countsOf(after)].flatMap(([rule, count]) => (count > (known.get(rule) ?? 0) ? [`new: ${rule}`] : []))
}

/** How many findings of one text are tried: mutated ones have hundreds. */
const MOST = 12

/**
 * What every fix of a text promises and does not hold: its finding is gone, no other one is new, the text can be read if it
 * could before; all of them together likewise, and twice is once.
 */
export async function brokenPromises(text: string | Uint8Array, options: FixOptions = {}): Promise<string[]> {
  const all = { ...options, unsafe: true }
  const { report, fixesOf } = await fixable(text, all)
  const isUtf8 = !report.findings.some(({ rule }) => rule === 'syntax/encoding')
  const source = typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
  const broken: string[] = []
  for (const [finding, fix] of fixesOf(report.findings.slice(0, MOST))) {
    const say = (what: string) => broken.push(`${finding.rule} ${finding.pointer} "${fix.title}": ${what}`)
    if (!isUtf8) say('a text that is not UTF-8 is edited')
    const after = (await fixable(edited(source, fix), all)).report
    const count = (one: FileReport) => countsOf(one).get(finding.rule) ?? 0
    if (count(after) >= count(report)) say('the finding is still there')
    for (const one of grown(report, after)) say(one)
    if (after.kind !== report.kind) say(`the ${report.kind} is a ${after.kind}`)
  }
  for (const unsafe of [false, true]) {
    const once = await fixed(text, { ...options, unsafe })
    const say = (what: string) => broken.push(`all ${unsafe ? 'unsafe ' : ''}fixes: ${what}`)
    for (const one of grown(report, once.report)) say(one)
    if (once.fixed.length === 0) {
      if (once.text !== source && isUtf8) say('nothing is fixed, but the text is another one')
      continue
    }
    const twice = await fixed(once.text, { ...options, unsafe })
    if (twice.text !== once.text) say('twice is not once')
  }
  return broken
}
