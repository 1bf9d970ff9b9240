import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { walk } from '../../src/input/files'
import { matchesPath, parseGitIgnore } from '../../src/input/gitignore'

const PATHS = [
  'a.json',
  'b.json',
  'ab.json',
  '[a].json',
  'a b.json',
  'A.json',
  '#a.json',
  '!a.json',
  'a/a.json',
  'a/b.json',
  'a/b/a.json',
  'a/b/a/a.json',
  'a/b/b/a/b.json',
  'b/a/a.json',
  'b/a/b/a/b.json',
  'a-1/a1.json',
]

const PATTERNS = [
  'a.json',
  '/a.json',
  'a',
  'a/',
  '/a/',
  'a/b',
  'a/*',
  'a/**',
  '**/a',
  '**/a/b.json',
  'a/**/a.json',
  'a/**/b/**/b.json',
  '**/b/**',
  '**',
  '/**',
  '**/',
  '*',
  '*/',
  '/*/a.json',
  '?.json',
  '??.json',
  'a**.json',
  '*a*.json',
  '[ab].json',
  '[!a].json',
  '[^a].json',
  '[a-b]*.json',
  '[[:upper:]].json',
  'a[[:digit:]].json',
  'a-[0-9]',
  '\\[a\\].json',
  '[[]a].json',
  '[]a].json',
  '[a.json',
  'a b.json',
  'a.json  ',
  '\\#a.json',
  '#a.json',
  '\\!a.json',
  '!a.json',
  '*.json\n!a.json',
  '*.json\r\n!a.json\r\n',
  'a/*\n!a/b.json',
  'a\n!a/b.json',
  '*\n!*/\n!a.json',
  '/*\n!/a\n/a/*\n!/a/b',
  'b.json\\ ',
  '',
  ' ',
  '/',
  '//',
  'a//b',
  './a',
  'a\\',
]

test('ignores what git ignores', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-ignore-')))
  try {
    const git = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
      if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
      return stdout
    }
    git('init', '--quiet')
    for (const [index, pattern] of PATTERNS.entries()) {
      for (const path of PATHS) {
        const file = join(root, `p${index}`, path)
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, '')
      }
      writeFileSync(join(root, `p${index}`, '.gitignore'), pattern)
    }
    const listed = git('ls-files', '-z', '--others', '--exclude-standard').split('\0')
    const byPattern = (paths: readonly string[]) =>
      PATTERNS.map((pattern, index) => {
        const folder = `p${index}/`
        const inside = paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))
        return [pattern, inside.sort()]
      })
    const walked = walk(root, root).map((path) => relative(root, path).split(sep).join('/'))
    expect(byPattern(walked)).toEqual(byPattern(listed.filter((path) => path.endsWith('.json'))))
    expect(walked.length).toBeLessThan(PATTERNS.length * PATHS.length)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

/** A list that counts how often an item is read. */
function counted<Item>(items: readonly Item[]) {
  const reads = { count: 0 }
  const list = new Proxy(items, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads.count += 1
      return Reflect.get(target, key) as unknown
    },
  })
  return { list, reads }
}

describe('a pattern takes at most (its names × names of the path) steps', () => {
  test.each([1, 3, 7, 20])('%d times ** over 100 folders', (count) => {
    const names = [...Array.from({ length: count }, () => ['**', 'a']).flat(), 'b']
    const { list, reads } = counted(Array.from({ length: 100 }, () => 'a'))
    expect(matchesPath(names, list)).toBe(false)
    expect(reads.count).toBeGreaterThan(0)
    expect(reads.count).toBeLessThanOrEqual(names.length * 100)
    expect(matchesPath(names, [...list, 'b'])).toBe(true)
  })

  test('a name with many wildcards, of the length that file systems allow', () => {
    const { verdict } = parseGitIgnore(`${'a*'.repeat(120)}b`)
    expect(verdict(['a'.repeat(255)], false)).toBeUndefined()
    expect(verdict([`${'a'.repeat(254)}b`], false)).toBe(true)
  })
})
