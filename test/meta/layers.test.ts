import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const SRC = resolve(__dirname, '../../src')

/** The layers from the bottom up: each may import itself and what stands before it. */
const LAYERS = [
  'findings',
  'document',
  'schema',
  'vrl',
  'rules',
  'runtime',
  'input',
  'settings',
  'engine',
  'fixes',
  'compare',
  'reporters',
  'project',
  'run',
  'remote',
  'lsp',
  'cli',
] as const

const RANKS: readonly string[] = LAYERS

const PURE: ReadonlySet<string> = new Set([
  'findings',
  'document',
  'schema',
  'vrl',
  'rules',
  'engine',
  'fixes',
  'compare',
  'reporters',
])

function sourceFiles(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    if (statSync(path).isDirectory()) return sourceFiles(path)
    return /\.ts$/.test(name) && !name.endsWith('.d.ts') ? [path] : []
  })
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier ?? '')
}

/** The source file that a relative import leads to. */
function targetOf(path: string, specifier: string): string | undefined {
  const target = resolve(dirname(path), specifier)
  return [target, `${target}.ts`, join(target, 'index.ts')].find((each) => existsSync(each) && statSync(each).isFile())
}

/** The shortest way from a file through others back to itself; undefined when there is none. */
function circleOf(start: string, importsByFile: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of importsByFile.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}

function layerOf(path: string): string {
  return relative(SRC, path).split(sep)[0] ?? ''
}

describe('layers of src', () => {
  test('every layer exists, and nothing else does', () => {
    const folders = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory())
    expect(folders.sort()).toEqual([...LAYERS].sort())
  })

  test('imports point down the list only', () => {
    const climbing: string[] = []
    for (const path of sourceFiles(SRC)) {
      const from = layerOf(path)
      if (!LAYERS.some((layer) => layer === from)) continue
      for (const specifier of importsOf(path).filter((each) => each.startsWith('.'))) {
        const target = resolve(dirname(path), specifier)
        const to = layerOf(target)
        const rank = RANKS.indexOf(to)
        const inside = !relative(SRC, target).startsWith('..')
        const allowed = !inside || (rank !== -1 && rank <= RANKS.indexOf(from))
        if (!allowed) climbing.push(`${relative(SRC, path)} imports ${specifier}`)
      }
    }
    expect(climbing).toEqual([])
  })

  test('the core touches neither files nor the process nor the network', () => {
    const impure: string[] = []
    for (const path of sourceFiles(SRC)) {
      if (!PURE.has(layerOf(path))) continue
      for (const specifier of importsOf(path)) {
        if (specifier.startsWith('node:')) impure.push(`${relative(SRC, path)} imports ${specifier}`)
      }
      const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      if (/\b(process\.|console\.|fetch\(|XMLHttpRequest)/.test(code)) impure.push(relative(SRC, path))
    }
    expect(impure).toEqual([])
  })

  test('no file imports itself through others', () => {
    const importsByFile = new Map(
      sourceFiles(SRC).map((path) => [
        path,
        importsOf(path).flatMap((specifier) => (specifier.startsWith('.') ? (targetOf(path, specifier) ?? []) : [])),
      ]),
    )
    const circles = [...importsByFile.keys()].flatMap((path) => circleOf(path, importsByFile) ?? [])
    expect(circles.map((path) => relative(SRC, path))).toEqual([])
  })

  test('every relative import resolves to a file', () => {
    const dangling = sourceFiles(SRC).flatMap((path) =>
      importsOf(path)
        .filter((specifier) => specifier.startsWith('.') && !specifier.includes('generated/validators'))
        .filter((specifier) => {
          const target = resolve(dirname(path), specifier)
          return ![target, `${target}.ts`, join(target, 'index.ts')].some(
            (each) => existsSync(each) && statSync(each).isFile(),
          )
        })
        .map((specifier) => `${relative(SRC, path)}: ${specifier}`),
    )
    expect(dangling).toEqual([])
  })
})
