import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ROOT, run } from '../cli/run'

/** The pages that people read; the generated pages of rules are held by `npm run gen:check`. */
function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(ROOT, 'docs', name))
  return [join(ROOT, 'README.md'), ...docs]
}

interface Shown {
  page: string
  command: string
  output: string
}

/** Blocks of the language `console`: a line `$ integration-lint …`, then what it prints. */
function shownCommands(page: string): Shown[] {
  const shown: Shown[] = []
  for (const [, block = ''] of readFileSync(page, 'utf8').matchAll(/^```console\n([\s\S]*?)^```$/gm)) {
    for (const part of block.split(/^\$ /m).slice(1)) {
      const end = part.indexOf('\n')
      shown.push({ page: relative(ROOT, page), command: part.slice(0, end), output: part.slice(end + 1) })
    }
  }
  return shown
}

/** Words of a command line with simple quotes; a pipe is not meant here. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  )
}

const shown = pages().flatMap(shownCommands)

test('the README shows commands with their output', () => {
  expect(shown.filter(({ page }) => page === 'README.md').length).toBeGreaterThan(2)
})

test.each(shown.map((one) => [`${one.page}: ${one.command}`, one] as const))(
  '%s prints what is shown',
  async (_name, one) => {
    const [program, ...args] = words(one.command)
    expect(program).toBe('integration-lint')
    const { stdout, stderr } = await run(args)
    expect(stdout + stderr).toBe(one.output)
  },
)

test('links between the pages lead somewhere', () => {
  const dangling: string[] = []
  for (const page of pages()) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const path = resolve(dirname(page), target)
      if (!existsSync(path) || !(statSync(path).isFile() || statSync(path).isDirectory()))
        dangling.push(`${relative(ROOT, page)}: ${target}`)
    }
  }
  expect(dangling).toEqual([])
})

test('every script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const named = [...readme.matchAll(/`?npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(3)
  const builtIn = new Set(['ci', 'install', 'i', 'start', 'test', 'run'])
  expect(named.filter((name) => !builtIn.has(name) && !Object.hasOwn(scripts, name))).toEqual([])
})
