import { formatGithub, githubStepSummary } from '../../src/reporters/github'
import { HOSTILE_TEXTS, hostileReport } from './hostile'
import { fileReport, finding, OPTIONS, reportOf } from './report'

interface Command {
  name: string
  properties: Record<string, string>
  data: string
}

// What the runner registers a handler for, and so takes out of a log.
const REGISTERED = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
)

const DATA_ENCODINGS = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  ['%', '%25'],
] as const
const PROPERTY_ENCODINGS = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  [':', '%3A'],
  [',', '%2C'],
  ['%', '%25'],
] as const

function decode(text: string, encodings: readonly (readonly [string, string])[]): string {
  return encodings.reduce((decoded, [plain, encoded]) => decoded.replaceAll(encoded, plain), text)
}

/** Reads a line of a log as GitHub's runner does: `::name key=value,…::data`, else `##[name key=value;…]data`. */
function parseCommand(line: string): Command | undefined {
  const message = line.trimStart()
  const end = message.startsWith('::') ? message.indexOf('::', 2) : -1
  if (end >= 0) return toCommand(message.slice(2, end), message.slice(end + 2), ',')
  const start = line.indexOf('##[')
  const bracket = start < 0 ? -1 : line.indexOf(']', start)
  return bracket < 0 ? undefined : toCommand(line.slice(start + 3, bracket), line.slice(bracket + 1), ';')
}

function toCommand(head: string, data: string, separator: string): Command | undefined {
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  if (!REGISTERED.has(name)) return undefined
  const properties: Record<string, string> = {}
  for (const pair of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = pair.indexOf('=')
    if (equals > 0) properties[pair.slice(0, equals)] = decode(pair.slice(equals + 1), PROPERTY_ENCODINGS)
  }
  return { name, properties, data: decode(data, DATA_ENCODINGS) }
}

/** Every line of the text as a command; a line that is not a command is given as its text. */
function commands(text: string): (Command | string)[] {
  const lines = text.split(/\r\n|\r|\n/)
  expect(lines.pop()).toBe('')
  return lines.map((line) => parseCommand(line) ?? line)
}

describe('GitHub annotations', () => {
  test('a finding with all that GitHub takes', () => {
    expect(formatGithub(reportOf(fileReport({ findings: [finding()] })), OPTIONS)).toBe(
      '::error file=definitions/crm.json,line=4,endLine=4,col=12,endColumn=85,title=schema/max-length::The title is too long.\n',
    )
  })

  test('the gravest come first, infos are notices', () => {
    const findings = (['info', 'warning', 'error'] as const).map((severity) => finding({ severity }))
    const text = formatGithub(reportOf(fileReport({ findings }), fileReport({ findings })), OPTIONS)
    expect(commands(text).map((command) => typeof command === 'object' && command.name)).toEqual([
      'error',
      'error',
      'warning',
      'warning',
      'notice',
      'notice',
    ])
  })

  test('a clean report says nothing', () => {
    expect(formatGithub(reportOf(fileReport()), OPTIONS)).toBe('')
  })

  test('a rule that crashed is an error', () => {
    const report = reportOf(fileReport({ crashes: [{ rule: 'vrl-compiles', message: 'out of\nmemory' }] }))
    expect(commands(formatGithub(report, OPTIONS))).toEqual([
      {
        name: 'error',
        properties: { title: 'integration-lint' },
        data: 'The rule vrl-compiles failed on definitions/crm.json: out of\nmemory',
      },
    ])
  })

  test('names are seen from the root of the repository, and survive their encoding', () => {
    const report = reportOf(fileReport({ file: 'a,b:c%0A=d\n.json', findings: [finding({ message: '100%\nsure' })] }))
    expect(commands(formatGithub(report, { ...OPTIONS, directory: 'packages/crm' }))).toEqual([
      {
        name: 'error',
        properties: {
          file: 'packages/crm/a,b:c%0A=d\n.json',
          line: '4',
          endLine: '4',
          col: '12',
          endColumn: '85',
          title: 'schema/max-length',
        },
        data: '100%\nsure',
      },
    ])
  })

  test.each(HOSTILE_TEXTS)('%s makes no annotation of its own', (_attempt, text) => {
    const found = commands(formatGithub(hostileReport(text), OPTIONS))
    expect(found.map((command) => (typeof command === 'object' ? command.name : command))).toEqual([
      'error',
      'error',
      'error',
      'warning',
    ])
    for (const command of found) {
      expect(Object.keys(typeof command === 'object' ? command.properties : {}).join()).toMatch(
        /^(title|file,line,endLine,col,endColumn,title)$/,
      )
    }
  })
})

describe('the step summary', () => {
  test('holds what a comment could not', () => {
    const findings = Array.from({ length: 2000 }, (_, index) => finding({ line: index + 1 }))
    const text = githubStepSummary(reportOf(fileReport({ findings })), OPTIONS)
    expect(text.match(/❌ error/g)).toHaveLength(2000)
  })

  test('stays within what GitHub keeps of it', () => {
    const findings = Array.from({ length: 20_000 }, () => finding({ message: '名'.repeat(100) }))
    const text = githubStepSummary(reportOf(fileReport({ findings })), OPTIONS)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024)
    expect(text).toMatch(/…and \d+ more findings/)
  })
})
