import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import * as limits from '../../src/document/limits'
import { GIT_TIMEOUT } from '../../src/input/git'
import { PATTERN_LIMITS } from '../../src/settings/patterns'
import { LOADING_TIME } from '../../src/settings/run-code'
import { MAX_SCRIPT_LENGTH } from '../../src/vrl/lexer'
import { ROOT, run } from '../cli/run'

const SECURITY = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
const MANIFEST: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const LOCK: Lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))

interface Manifest {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  bundleDependencies?: string[]
  devDependencies: Record<string, string>
  scripts: Record<string, string>
  publishConfig: Record<string, unknown>
}

interface Lock {
  lockfileVersion: number
  packages: Record<string, LockedPackage>
}

interface LockedPackage {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  dev?: boolean
  peer?: boolean
  optional?: boolean
  devOptional?: boolean
  hasInstallScript?: boolean
  devDependencies?: Record<string, string>
}

interface PromiseRow {
  promise: string
  test: string
}

/** The rows of the tables whose head is "Promise | Test". */
function promises(): PromiseRow[] {
  const rows: PromiseRow[] = []
  let inTable = false
  for (const line of SECURITY.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim())
    if (cells[1] === 'Promise' && cells[2] === 'Test') inTable = true
    else if (!line.startsWith('|')) inTable = false
    else if (inTable && !/^-+$/.test(cells[1] ?? '')) rows.push({ promise: cells[1] ?? '', test: cells[2] ?? '' })
  }
  return rows
}

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesIn(path, ending)
    return ending.test(name) ? [path] : []
  })
}

/** The files of src in which a pattern stands, relative to it. */
function sourcesWith(pattern: RegExp): string[] {
  return filesIn(join(ROOT, 'src'), /\.ts$/)
    .filter((path) => pattern.test(readFileSync(path, 'utf8')))
    .map((path) => relative(join(ROOT, 'src'), path))
    .sort()
}

describe('SECURITY.md', () => {
  const rows = promises()

  test('makes promises', () => {
    expect(rows.length).toBeGreaterThan(25)
  })

  test.each(rows.map(({ promise, test }) => [promise, test] as const))('%s', (_promise, reference) => {
    const [, file = '', name = ''] = /^`(test\/[\w/.-]+\.test\.ts)` › (.+)$/.exec(reference) ?? []
    expect(existsSync(join(ROOT, file)) && file).toBe(file)
    const declared = [
      // The title of a table of cases may stand behind the table.
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:(?:test|describe)(\.\w+)?\b|\n *\]\)\()[\s\S]*?\n/g),
    ]
    expect(name).not.toBe('')
    expect(declared.some(([text, kind]) => text.includes(name) && kind !== '.skip' && kind !== '.todo')).toBe(true)
  })

  test('its limits are those of the code', () => {
    const limit = (what: string) => {
      const row = SECURITY.split('\n').find((line) => line.startsWith(`| ${what} |`))
      return Number(/\| ([\d,]+)/.exec(row?.slice(what.length + 2) ?? '')?.[1]?.replaceAll(',', ''))
    }
    expect({
      MAX_BYTES: limit('A file, or standard input'),
      MAX_VALUE_LENGTH: limit('A value passed to `lintValue`'),
      MAX_VALUES: limit('Values of a document (properties, items and the root)'),
      MAX_REPORT_VALUES: limit('Values of a report or a baseline'),
      MAX_DEPTH: limit('Levels of objects and arrays'),
      MAX_SYNTAX_FAULTS: limit('Syntax faults reported for one document'),
      MAX_REPAIRS: limit('Repairs in one broken document, including comments'),
      MAX_FINDINGS: limit('Findings of one document'),
      MAX_RUN_FINDINGS: limit('Findings of all files of a run'),
      MAX_REPORT_LENGTH: limit('Characters of the pointers and messages of these findings'),
      SCRIPT_TIME: {
        call: limit('Time to check or run a script once'),
        callWhenBusy: limit('The same while other processes use the CPU'),
        document: limit('CPU time of all scripts of one document'),
        run: limit('CPU time of all scripts of a run, except for the next line'),
      },
      FREE_SCRIPT_TIME: limit('Part of each check or run that does not count for the run'),
    }).toEqual({ ...limits })
    expect({
      stars: limit("Wildcards in one name of a configuration's pattern"),
      globstars: limit('`**` in such a pattern'),
      groups: limit('Groups in such a pattern'),
      length: limit('Characters of such a pattern'),
    }).toEqual(PATTERN_LIMITS)
    expect(limit('Time to load a configuration that is code')).toBe(LOADING_TIME)
    expect(limit('Time of one git command')).toBe(GIT_TIMEOUT)
    expect(limit('A script that is compiled')).toBe(MAX_SCRIPT_LENGTH)
    expect(limit('Memory of the script compiler')).toBe(
      (Number(/MEMORY_PAGES = (\d+)/.exec(readFileSync(join(ROOT, 'scripts/vrl/extract.mjs'), 'utf8'))?.[1]) * 64) /
        1024,
    )
  })
})

describe('what the code can touch', () => {
  test('only these files reach the network or start a program', () => {
    const network =
      /from 'node:(http|https|http2|net|dgram|dns)'|require\('node:(http|https|http2|net|dgram|dns)'|(?<!#)\bfetch\(|\bnew WebSocket\(/
    // The socket of the evaluator is an inherited descriptor, to the process that has started it.
    expect(sourcesWith(network)).toEqual(['project/evaluator/process.ts', 'remote/transport.ts', 'remote/tunnel.ts'])
    expect(sourcesWith(/child_process|node:cluster/)).toEqual([
      'input/git.ts',
      'project/evaluate.ts',
      'settings/run-code.ts',
    ])
    expect(sourcesWith(/worker_threads/)).toEqual(['run/parallel.ts', 'run/worker.ts', 'runtime/vrl-runtime.ts'])
  })

  test('only these files write', () => {
    expect(
      sourcesWith(
        /\b(writeFile|appendFile|rename|unlink|rm|rmdir|truncate|createWriteStream|copyFile|cp|symlink|chmod)(Sync)?\(/,
      ),
    ).toEqual([
      'cli/init/set-up.ts',
      'cli/reports.ts',
      'input/git-restage.ts',
      'run/lock.ts',
      'run/output.ts',
      'runtime/compiled-code.ts',
    ])
    expect(sourcesWith(/\bwriteWhole\(/)).toEqual([
      'cli/reports.ts',
      'cli/vrl/test-scripts.ts',
      'remote/save.ts',
      'run/cache.ts',
      'run/output.ts',
      'run/suppressions.ts',
      'run/write-fixes.ts',
    ])
  })

  test('only these files compile code', () => {
    expect(sourcesWith(/node:vm|\beval\(|new Function\(/)).toEqual([
      'project/evaluator/main.ts',
      'runtime/compiled-code.ts',
      'runtime/vrl-runtime.ts',
      'settings/run-code.ts',
    ])
  })

  test('no configuration runs with --no-config', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'integration-lint-trust-'))
    try {
      const marker = join(folder, 'ran')
      writeFileSync(
        join(folder, 'integration-lint.config.cjs'),
        `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); module.exports = {}`,
      )
      writeFileSync(join(folder, 'a.json'), '{ "name": "acme", "version": "1.0.0", "actions": {} }')
      await run(['a.json', '--no-config'], { cwd: folder })
      expect(existsSync(marker)).toBe(false)
      await run(['a.json'], { cwd: folder })
      expect(existsSync(marker)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('supply chain', () => {
  test('esbuild alone is installed with the package, and nothing of ours runs at its installation', () => {
    const { dependencies, optionalDependencies, bundleDependencies, scripts } = MANIFEST
    expect({ dependencies, bundleDependencies }).toEqual({})
    // It bundles definitions in TypeScript; without it, JSON is linted all the same.
    expect(Object.keys(optionalDependencies ?? {})).toEqual(['esbuild'])
    // npm runs `prepare` in a clone and for a git address, which is built; not for what is packed or published.
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
    // Should one be added: neither it nor what it brings along may run anything.
    const production = Object.entries(LOCK.packages).filter(
      ([path, { dev, peer, devOptional, optional }]) => path !== '' && !dev && !peer && !devOptional && !optional,
    )
    expect(production.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([])
  })

  test('what is built asks for nothing but itself, Node.js and the optional esbuild', () => {
    const known = new Set([...builtinModules, 'esbuild'])
    const built = filesIn(join(ROOT, 'dist'), /\.[cm]?js$/)
    expect(built.length).toBeGreaterThan(3)
    const asked = built.flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(
          /(?<!['"`])(?:\brequire|\bimport)\(\s*["']([^"']+)["']\s*\)|\bfrom\s*["']([\w@][^"'\n]*)["']\s*;/g,
        ),
      ].map(([, required, imported]) => required ?? imported ?? ''),
    )
    expect(
      [...new Set(asked)].filter((name) => !name.startsWith('.') && !known.has(name.replace(/^node:/, ''))),
    ).toEqual([])
  })

  test('every bundled package is named with its licence', () => {
    const text = readFileSync(join(ROOT, 'dist/THIRD-PARTY.txt'), 'utf8')
    const sections = [...text.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+), (.+)$/gm)]
    expect(sections.length).toBeGreaterThan(10)
    for (const [, name = '', version, licence] of sections) {
      const locked = Object.entries(LOCK.packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
      expect(locked.map(([, { version: found }]) => found)).toContain(version)
      expect(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0']).toContain(licence)
    }
    const named = sections.map(([, name]) => name)
    expect(named).toEqual(expect.arrayContaining(['yargs', 'fast-glob', 'ajv', 'ajv-formats', '@noble/hashes']))
    expect(text).not.toMatch(/holds no text of the licence/)
  })

  test('versions are pinned', () => {
    expect(
      Object.entries(MANIFEST.devDependencies).filter(([, version]) => !/^(?:\d+\.\d+\.\d+|file:.+)$/.test(version)),
    ).toEqual([])
    expect(LOCK.lockfileVersion).toBe(3)
    expect(LOCK.packages['']?.devDependencies).toEqual(MANIFEST.devDependencies)
    // A link leads to a folder of this repository.
    const resolved = Object.entries(LOCK.packages).filter(([, { resolved, link }]) => resolved !== undefined && !link)
    expect(resolved.filter(([, { integrity }]) => integrity === undefined || !integrity.startsWith('sha512-'))).toEqual(
      [],
    )
    expect(resolved.filter(([, { resolved: url = '' }]) => !url.startsWith('https://'))).toEqual([])
  })

  test('actions of others are pinned by hash', () => {
    const files = [...filesIn(join(ROOT, 'docs'), /\.md$/), ...filesIn(join(ROOT, '.github'), /\.ya?ml$/)]
    const uses = [...files, join(ROOT, 'README.md'), join(ROOT, 'action.yml')].flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^\s*(?:- )?uses: *(\S+)/gm)].map(([, action = '']) => action),
    )
    expect(uses.length).toBeGreaterThan(3)
    expect(uses.filter((action) => !action.includes('/integration-lint@') && !/@[0-9a-f]{40}$/.test(action))).toEqual(
      [],
    )
  })

  test('a release has provenance', () => {
    expect(MANIFEST.publishConfig.provenance).toBe(true)
  })
})
