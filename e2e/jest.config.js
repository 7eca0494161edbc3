import house from '../jest.config.js'

/** Tests through the real things: editors, hooks, registries. Each needs parts that are installed beside the repository, or is skipped by name. */
export default { ...house, rootDir: '..', testMatch: ['<rootDir>/e2e/**/*.test.ts'], testTimeout: 120_000 }
