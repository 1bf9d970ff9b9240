/**
 * The number of files after which the V8 flags are set. They pay off only in a longer run; all code is loaded by then.
 */
const FEW = 10

/** Makes V8 optimise code later during a run over many files; see `compiler-flags.ts`. */
export class SparingOptimisation {
  #count = 0
  #restore: (() => void) | undefined

  linted(): void {
    this.#count += 1
    if (this.#count !== FEW) return
    const { optimiseSparingly } = require('./compiler-flags') as typeof import('./compiler-flags')
    this.#restore = optimiseSparingly()
  }

  end(): void {
    this.#restore?.()
  }
}
