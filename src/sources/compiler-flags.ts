import { setFlagsFromString } from 'node:v8'

/** Flags that V8 has had from Node 20 to 24; it prints a complaint about flags that it does not know. */
const NEWEST_KNOWN_V8 = 13

/** Each with the default, which takes it back. */
const SPARING = [
  ['--interrupt-budget=300000', '--interrupt-budget=67584'],
  ['--max-inlined-bytecode-size-cumulative=100', '--max-inlined-bytecode-size-cumulative=920'],
] as const

const FAST_WASM = [
  ['--liftoff-only', '--no-liftoff-only'],
  ['--wasm-lazy-validation', '--no-wasm-lazy-validation'],
] as const

/**
 * Has V8 optimise our code later and function by function, as long as something is done. A file is judged by a great
 * deal of code that runs a little: what V8 makes of that in the background, inlining all into all, takes more time from
 * the run than it ever gives back.
 *
 * @returns takes it back
 */
export function optimiseSparingly(): () => void {
  return setFlags(SPARING)
}

/** As `optimiseSparingly`, for a WebAssembly module that is used for some milliseconds: it is not optimised at all. */
export function compileWasmFast(): () => void {
  return setFlags(FAST_WASM)
}

function setFlags(flags: readonly (readonly [set: string, back: string])[]): () => void {
  if (Number.parseInt(process.versions.v8, 10) > NEWEST_KNOWN_V8) return () => undefined
  for (const [set] of flags) setFlagsFromString(set)
  return () => {
    for (const [, back] of flags) setFlagsFromString(back)
  }
}
