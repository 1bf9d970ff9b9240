// Included in each built file, of which a process may load several.
const WRITES = Symbol.for('integration-lint writes counters')

if (globalThis[WRITES] === undefined) {
  Object.defineProperty(globalThis, WRITES, { value: true })
  process.on('exit', () => {
    const { renameSync, writeFileSync } = require('node:fs')
    const { threadId } = require('node:worker_threads')
    // The places are those of the sources, so they are not written; the hash shows whether they are the same.
    const counters = Object.values(globalThis.__coverage__ ?? {}).map(({ path, hash, s, f, b }) => ({
      path,
      hash,
      s,
      f,
      b,
    }))
    const path = `${COUNTERS_FOLDER}/${process.pid}-${threadId}-${process.hrtime.bigint()}`
    writeFileSync(path, JSON.stringify(counters))
    // A process that is killed while it writes leaves only a file that is not read.
    renameSync(path, `${path}.json`)
  })
}
