const plain = require('./jest.config.js')

/** @type {import('jest').Config} */
module.exports = {
  ...plain,
  testMatch: ['**/*.test.ts'],
  modulePaths: ['<rootDir>/tools/node_modules'],
  // What is packed is the ordinary build, not one that counts: `npm test` looks at that.
  testPathIgnorePatterns: ['/node_modules/', '\\.corpus\\.test\\.ts$', '/test/meta/package\\.test\\.ts$'],
  transform: { ...plain.transform, '\\.ts$': '<rootDir>/scripts/coverage/jest-transform.mjs' },
  collectCoverage: true,
  // Sources that nothing has loaded are added later (scripts/coverage/merge.mjs).
  coveragePathIgnorePatterns: ['/node_modules/', '/test/', '\\.generated\\.ts$'],
  coverageDirectory: 'coverage/jest',
  coverageReporters: ['json'],
  // Counting takes time.
  testTimeout: 300_000,
}
