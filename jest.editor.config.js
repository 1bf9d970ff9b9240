/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/editors/test'],
  testMatch: ['**/*.editor.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  modulePaths: ['<rootDir>/tools/node_modules'],
  // An editor that is started for the first time takes half a minute on a slow machine.
  testTimeout: 240_000,
}
