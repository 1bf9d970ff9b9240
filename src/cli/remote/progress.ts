import type { Progress } from '../../remote/run'
import type { Io } from '../io'

/** The minimum number of requests for a bar: fewer are complete before it is useful. */
const MUCH = 10
const BAR_WIDTH = 24

/** A progress bar on stderr, if that is a terminal and there is much to fetch. */
export class ProgressBar {
  readonly #stderr: Io['stderr']
  #drawn = false

  constructor(stderr: Io['stderr']) {
    this.#stderr = stderr
  }

  draw({ fetched, known, open }: Progress): void {
    if (!this.#stderr.isTerminal || known < MUCH) return
    const done = Math.floor((BAR_WIDTH * fetched) / known)
    const bar = `${'█'.repeat(done)}${'░'.repeat(BAR_WIDTH - done)}`
    this.#stderr.write(`\r\u001b[K${bar} ${fetched} of ${known}${open ? ' or more' : ''} fetched`)
    this.#drawn = true
  }

  clear(): void {
    if (this.#drawn) this.#stderr.write('\r\u001b[K')
    this.#drawn = false
  }
}
