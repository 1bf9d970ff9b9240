// Extracts the VRL compiler from @bpinternal/verel, so that its 12.8 MB of JavaScript are never loaded. Most of its start time
// is spent on an array literal of 116,000 strings, which contains the WebAssembly module in base64.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { renderCrates } from './crates.mjs'
import { limitMemory, withoutCustomSections } from './wasm.mjs'

const require = createRequire(import.meta.url)

/**
 * 64 KiB pages that the compiler may hold. It starts with 53 of them and needs few more; without a limit, a script of
 * some hundred characters (`x = {"a": x, "b": x}` in 20 lines) takes 4 GB and minutes.
 */
const MEMORY_PAGES = 512

/** Marks in the file of the package, each of which occurs once; the glue is between the first two. */
const GLUE_START = '    var imports = {};\n'
const MODULE_START = '    var bin = [\n'
const MODULE_END = '    ].join("");\n    var bytes = Buffer.from(bin, "base64");\n'

/**
 * Writes `vrl.wasm` (the compiler), `vrl-glue.cjs` (its interface to JavaScript) and `vrl.LICENSE` into a folder, and tries
 * them. Throws if the package does not have the expected structure.
 *
 * @param {string} directory
 */
export async function extractVrl(directory) {
  const path = require.resolve('@bpinternal/verel')
  const { version } = JSON.parse(readFileSync(join(path, '../../../package.json'), 'utf8'))
  const text = readFileSync(path, 'utf8')
  const { glue, module } = partsOf(text)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'vrl.wasm'), limitMemory(withoutCustomSections(module), MEMORY_PAGES))
  writeFileSync(join(directory, 'vrl-glue.cjs'), factory(glue, version))
  const licence = readFileSync(new URL('./LICENSE', import.meta.url), 'utf8')
  writeFileSync(join(directory, 'vrl.LICENSE'), `${licence}\n${renderCrates(module)}`)
  tryOut(resolve(directory))
}

/**
 * The source of the glue and the bytes of the module, from the text of the file of the package.
 *
 * @param {string} text
 */
export function partsOf(text) {
  const glueStart = positionOf(text, GLUE_START)
  const moduleStart = positionOf(text, MODULE_START)
  const moduleEnd = positionOf(text, MODULE_END)
  if (!(glueStart < moduleStart && moduleStart < moduleEnd)) throw unexpected('its parts stand in another order')
  const glue = text.slice(glueStart, moduleStart)
  const base64 = [...text.slice(moduleStart + MODULE_START.length, moduleEnd).matchAll(/^ *"([A-Za-z0-9+/=]+)",?$/gm)]
  const module = Buffer.from(base64.map(([, part]) => part).join(''), 'base64')
  if (!WebAssembly.validate(module)) throw unexpected('what looks like its WebAssembly module is none')
  return { glue, module }
}

/** The glue keeps its state in variables. As a function, it can be created again after the module has crashed. */
function factory(glue, version) {
  return `// From @bpinternal/verel ${version} (MIT, see vrl.LICENSE).
'use strict'
exports.compile = (bytes) => new WebAssembly.Module(bytes)
exports.instantiate = (wasmModule, console) => {
    var module2 = { exports: {} };
${glue}    wasm = new WebAssembly.Instance(wasmModule, imports).exports;
    return module2.exports;
}
`
}

function tryOut(directory) {
  const { compile, instantiate } = require(join(directory, 'vrl-glue.cjs'))
  const { check, execute } = instantiate(compile(readFileSync(join(directory, 'vrl.wasm'))), console)
  const { errors, warnings } = check('upcase(nothing)')
  const outcome = execute('.b = upcase!(.a)', { a: 'é' })
  const asExpected =
    errors[0]?.code === 701 && warnings.length === 0 && outcome.result === 'É' && outcome.event.b === 'É'
  if (!asExpected) throw unexpected('the extracted compiler does not judge as it should')
}

function positionOf(text, mark) {
  const position = text.indexOf(mark)
  if (position === -1 || text.includes(mark, position + 1)) {
    throw unexpected(`${JSON.stringify(mark.trim())} does not occur exactly once in it`)
  }
  return position
}

function unexpected(reason) {
  return new Error(`@bpinternal/verel is not laid out as scripts/vrl/extract.mjs expects: ${reason}.`)
}
