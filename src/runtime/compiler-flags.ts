import { setFlagsFromString } from 'node:v8'

/** A flag of V8, which prints a complaint about one that it does not know. */
interface Flag {
  set: string
  /** Set the defaults again, of the flag and of those that it sets as well. */
  back: readonly string[]
  /** The newest major version that is known to have it. */
  newest: number
}

/** Node 20 has V8 11; from V8 12 of Node 22 on, whose compilers are others, nothing is gained. */
const SPARING: readonly Flag[] = [
  { set: '--interrupt-budget=300000', back: ['--interrupt-budget=67584'], newest: 11 },
  {
    set: '--max-inlined-bytecode-size-cumulative=100',
    back: ['--max-inlined-bytecode-size-cumulative=920'],
    newest: 11,
  },
]

/** Node 24 has V8 13. */
const FAST_WASM: readonly Flag[] = [
  { set: '--liftoff-only', back: ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering'], newest: 13 },
  { set: '--wasm-lazy-validation', back: ['--no-wasm-lazy-validation'], newest: 13 },
]

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

function setFlags(flags: readonly Flag[]): () => void {
  const version = Number.parseInt(process.versions.v8, 10)
  const known = flags.filter(({ newest }) => version <= newest)
  for (const { set } of known) setFlagsFromString(set)
  return () => {
    for (const flag of known.flatMap(({ back }) => back)) setFlagsFromString(flag)
  }
}
