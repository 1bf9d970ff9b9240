/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These need programs that npm does not bring; .ci/install brings them, and `npm run test:system` runs them.
  testPathIgnorePatterns: ['/node_modules/', '\\.system\\.test\\.ts$'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    '\\.(css|client\\.js)$': '<rootDir>/test/text-transform.js',
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.generated.ts'],
  // A bound against hanging, not a measure: many tests start whole processes, and machines are shared.
  testTimeout: 60_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/sequencer.js',
}
