import { availableParallelism } from 'node:os'

/** Tests run on the source, not on what was built: a stale build cannot make one pass. Only tests that start a process of their own (the command line, proofs) run there what was built. */
export default {
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/rules/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } }, module: { type: 'es6' } }] },
  moduleNameMapper: {
    '^@bulkhead/rules$': '<rootDir>/rules/index.ts',
    '^@bulkhead/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@bulkhead/([^/]+)/([^/]+)$': '<rootDir>/packages/$1/src/$2.ts',
    '^eslint-plugin-bulkhead$': '<rootDir>/packages/eslint-plugin/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/packages/.*/dist', '<rootDir>/rules/dist', '<rootDir>/fixtures'],
  testTimeout: 60_000,
  testSequencer: '<rootDir>/packages/testing/test/longest-first.js',
  // One core is left alone only where there are more than two: most of the time goes into commands that the tests start.
  maxWorkers: Math.max(2, availableParallelism() - 1),
}
