/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // `npm run test:system` and `npm run test:corpus` run these: the first need programs that npm does not install,
  // the second real definitions that are not part of the repository.
  testPathIgnorePatterns: ['/node_modules/', '\\.(system|corpus)\\.test\\.ts$'],
  transform: {
    '\\.ts$': '<rootDir>/test/transform.js',
    '\\.(css|client\\.js)$': '<rootDir>/test/text-transform.js',
  },
  // A bound against hanging, not a measure: many tests start whole processes, and machines are shared.
  testTimeout: 60_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/sequencer.js',
}
