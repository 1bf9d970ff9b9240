import { setFlagsFromString } from 'node:v8'

/** A V8 flag. V8 prints a warning about flags that it does not know. */
interface Flag {
  set: string
  /** The flags that restore the default, also for flags that this one implies. */
  back: readonly string[]
  /** The newest major version that is known to support it. */
  newest: number
}

/** Node 20 has V8 11. From Node 22 on, V8 has other compilers, for which these flags have no effect on speed. */
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
 * Makes V8 optimise code later and function by function while something runs. Linting a file runs much code briefly, so
 * optimising it in the background with deep inlining costs more time than it saves.
 *
 * @returns a function that restores the flags
 */
export function optimiseSparingly(): () => void {
  return setFlags(SPARING)
}

/**
 * Like `optimiseSparingly`, for a WebAssembly module that runs for some milliseconds, so that it is not optimised at
 * all.
 */
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
