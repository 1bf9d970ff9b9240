import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Range } from '../../src/findings/types'
import { findInputs } from '../../src/input/files'
import { type LintResult, lintSources } from '../../src/run/lint-files'
import type { SessionOptions } from '../../src/run/source'
import { marked } from '../mark'

export const ROOT = resolve(__dirname, '../..')

/** The packages of this repository, the SDK for tests among them. */
export const PACKAGES = join(ROOT, 'node_modules')

const folders: string[] = []

/** A folder with these files, and with the packages of this repository unless it is said otherwise. */
export function folderWith(files: Readonly<Record<string, string>>, packages: string | null = PACKAGES): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-project-')))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  if (packages !== null) symlinkSync(packages, join(folder, 'node_modules'))
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export interface Found {
  file: string
  rule: string
  message: string
  pointer: string
  range: Range
}

/** What is found in a folder, file by file. */
export function findingsOf({ report }: Pick<LintResult, 'report'>): Found[] {
  return report.files.flatMap(({ file, findings }) =>
    findings.map(({ rule, message, pointer, line, column, endLine, endColumn }) => ({
      file,
      rule,
      message,
      pointer,
      range: { line, column, endLine, endColumn },
    })),
  )
}

export async function lintFolder(
  folder: string,
  options: Partial<SessionOptions> = {},
  args: readonly string[] = ['.'],
): Promise<LintResult> {
  const { inputs } = await findInputs(args, folder)
  return lintSources(inputs, { cwd: folder, config: false, ...options })
}

/**
 * Lints a project whose texts have «…» around each place where the rules must report, and compares file by file.
 *
 * @returns the messages, in the order of the report
 */
export async function expectMarks(
  texts: Readonly<Record<string, string>>,
  rules: readonly string[],
  options: Partial<SessionOptions> = {},
  packages = PACKAGES,
): Promise<string[]> {
  const expected = new Map(Object.entries(texts).map(([name, text]) => [name, marked(text)]))
  const folder = folderWith(Object.fromEntries([...expected].map(([name, { text }]) => [name, text])), packages)
  const found = findingsOf(await lintFolder(folder, options)).filter(({ rule }) => rules.includes(rule))
  const places = (ranges: readonly Range[]) =>
    ranges.map(({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`).sort()
  const actual = Object.fromEntries(
    [...expected.keys()].map((name) => [
      name,
      places(found.filter(({ file }) => file === name).map(({ range }) => range)),
    ]),
  )
  expect(actual).toEqual(Object.fromEntries([...expected].map(([name, { ranges }]) => [name, places(ranges)])))
  return found.map(({ message }) => message)
}
