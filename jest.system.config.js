/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/*.system.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // What only these tests need is a package of its own: npm ci --prefix tools
  modulePaths: ['<rootDir>/tools/node_modules'],
}
