import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(__dirname, '../..')
const EXTRACT = pathToFileURL(join(ROOT, 'scripts/vrl/extract.mjs')).href
const WASM = pathToFileURL(join(ROOT, 'scripts/vrl/wasm.mjs')).href

/** What a module script prints as JSON; jest itself loads no ES modules. */
function evaluate(script: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }))
}

describe('the extraction of the compiler', () => {
  test('leaves the compiler, its glue and its licences in the built folder', () => {
    for (const name of ['vrl.wasm', 'vrl-glue.cjs', 'vrl.LICENSE'])
      expect(existsSync(join(ROOT, 'dist', name))).toBe(true)
    const licence = readFileSync(join(ROOT, 'dist/vrl.LICENSE'), 'utf8')
    expect(licence).toContain('Mozilla Public\nLicense, v. 2.0')
    expect(licence).toContain('under the MIT licence')
  })

  test('names each crate in the compiled module once, with a licence', () => {
    const licence = readFileSync(join(ROOT, 'dist/vrl.LICENSE'), 'utf8')
    const module = readFileSync(join(ROOT, 'dist/vrl.wasm')).toString('latin1')
    const crates = new Set([...module.matchAll(/registry\/src\/[^/]+\/([\w.+-]+)\//g)].map(([, crate = '']) => crate))
    expect(crates.size).toBeGreaterThan(50)
    const listed = [...licence.matchAll(/^ {4}([\w-]+) (\d[\w.+-]*): [^;\n]+; .+$/gm)].map(
      ([, name, version]) => `${name}-${version}`,
    )
    expect(listed.sort()).toEqual([...crates].sort())
    for (const other of ['standard library of Rust', 'zstd 1.5.5, compiled from C', 'uap-core', 'Apache License'])
      expect(licence).toContain(other)
  })

  test.each([
    ['the glue', "'    var imports = {};\\n', ''", 'var imports = {};'],
    ['the module', "'    var bin = [\\n', '    var blob = [\\n'", 'var bin = ['],
    ['the end of the module', "'].join(\"\")', '].join()'", '].join('],
    ['a second module', "'    var bin = [\\n', '    var bin = [\\n    var bin = [\\n'", 'var bin = ['],
    ['the bytes', "'AGFzbQ', 'AGFzbX'", 'WebAssembly module is none'],
  ])('refuses a package in which %s is another', (_name, replacement, said) => {
    const message = evaluate(`
      import { readFileSync } from 'node:fs'
      import { partsOf } from '${EXTRACT}'
      import { createRequire } from 'node:module'
      const text = readFileSync(createRequire('${EXTRACT}').resolve('@bpinternal/verel'), 'utf8')
      try {
        partsOf(text.replace(${replacement}))
        console.log('"accepted"')
      } catch (error) {
        console.log(JSON.stringify(error.message))
      }`)
    expect(message).toMatch(/^@bpinternal\/verel is not laid out as scripts\/vrl\/extract\.mjs expects: /)
    expect(message).toContain(said)
  })

  test('bounds the memory of a module, and drops its custom sections', () => {
    // One memory of one page, exported; a custom section of the name "x".
    const bytes = '0061736d01000000' + '050301' + '0001' + '07050101' + '6d0200' + '00020178'
    const found = evaluate(`
      import { limitMemory, withoutCustomSections } from '${WASM}'
      const bytes = Buffer.from('${bytes}', 'hex')
      const limited = limitMemory(withoutCustomSections(bytes), 300)
      const { m } = new WebAssembly.Instance(new WebAssembly.Module(limited)).exports
      m.grow(299)
      let more
      try { m.grow(1) } catch { more = 'refused' }
      const faults = [() => limitMemory(limited, 400), () => limitMemory(bytes, 0), () => limitMemory(bytes.subarray(0, 8), 1), () => limitMemory(bytes.subarray(0, 9), 1)]
      console.log(JSON.stringify([limited.length, more, ...faults.map((fault) => { try { fault(); return 'none' } catch (error) { return error.message } })]))`)
    expect(found).toEqual([
      22,
      'refused',
      'Not one memory without a maximum.',
      'The memory starts with 1 pages, more than the 0 allowed.',
      'The module declares no memory of its own.',
      'The module ends within a number.',
    ])
  })
})
