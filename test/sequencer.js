const Sequencer = require('@jest/test-sequencer').default

/**
 * The tests that take longest, first: on a fresh checkout Jest goes by the size of the files, and a small one that takes
 * half a minute would come last and keep one worker waiting.
 */
const LONGEST = [
  'hostile/documents',
  'cli/hostile-files',
  'meta/documentation',
  'project/selection',
  'cli/parallel',
  'remote/hostile-network',
  'project/cache',
  'cli/usage',
  'vrl/compiler',
  'fuzz/fuzz',
  'hostile/names',
]

module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.endsWith(`${name}.test.ts`))
      return found === -1 ? LONGEST.length : found
    }
    return [...super.sort(tests)].sort((left, right) => place(left) - place(right))
  }
}
