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
  'reporters',
  'project',
  'run',
  'remote',
  'cli',
] as const

const RANKS: readonly string[] = LAYERS

/** Imports that climb: each with its reason. */
const EXCEPTIONS: readonly { from: string; to: string; reason: string }[] = []

const PURE: ReadonlySet<string> = new Set(['findings', 'document', 'schema', 'vrl', 'rules', 'engine', 'reporters'])

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
        const exempt = EXCEPTIONS.some((each) => each.from === from && each.to === to)
        if (!allowed && !exempt) climbing.push(`${relative(SRC, path)} imports ${specifier}`)
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
