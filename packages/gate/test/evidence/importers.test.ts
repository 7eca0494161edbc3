import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { importEvidence, IMPORTERS, locator, type Budgets, type Evidence, type EvidenceFile } from '@bulkhead/gate'

const SAMPLES = join(import.meta.dirname, 'samples')
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'utf8')
const locate = locator('/repo', () => false)
const imported = (text: string, given: Partial<EvidenceFile> = {}, budgets: Budgets = {}): Evidence => importEvidence({ file: 'evidence/file', text, ...given }, { budgets, locate })

/** Each sample, its format, and what is to be read out of it. */
const READ: [sample: string, tool: string, expected: object][] = [
  ['real/eslint.json', 'eslint', { check: 'static-analysis', status: 'fail', summary: '1 error and 1 warning in 4 files', places: [{ file: 'src/price.js', line: 8, message: "'unused' is assigned a value but never used. (no-unused-vars)" }] }],
  ['real/eslint.sarif', 'sarif', { tool: 'ESLint', version: '9.39.5', check: 'security-findings', status: 'open' }],
  ['real/tsc.txt', 'tsc', { check: 'type-checks', status: 'fail', summary: '2 type errors', places: [{ file: 'src/order.ts', line: 2, message: "Type 'string' is not assignable to type 'number'. (TS2322)" }, expect.objectContaining({ line: 3 })] }],
  ['real/tsc-clean.txt', 'tsc', { status: 'pass', summary: 'no type error in 204 files, those of libraries counted in' }],
  ['real/jest.json', 'jest', { check: 'tests', status: 'pass', summary: '4 tests: 3 passed, 0 failed and 1 skipped', when: '2026-11-23T12:30:04.601Z', covers: ['unit tests'], places: [] }],
  ['real/jest-failing.json', 'jest', { status: 'fail', summary: '4 tests: 2 passed, 1 failed and 1 skipped', places: [{ file: 'test/price.test.js', line: 4, message: 'price takes a discount off fails' }] }],
  ['real/vitest.json', 'vitest', { status: 'fail', summary: '4 tests: 2 passed, 1 failed and 1 skipped', places: [{ file: 'test/price.test.js', line: 4, message: 'price takes a discount off fails' }] }],
  ['real/vitest-junit.xml', 'junit', { status: 'fail', summary: '4 tests: 2 passed, 1 failed and 1 skipped', when: '2026-11-23T12:29:58.446Z', places: [{ file: 'test/price.test.js', line: 0, message: 'price > takes a discount off fails' }] }],
  ['real/jest-junit.xml', 'junit', { status: 'pass', summary: '4 tests: 3 passed, 0 failed and 1 skipped', when: '2026-11-23T12:30:04.000Z' }],
  ['real/coverage-summary.json', 'istanbul', { check: 'tests', status: 'pass', covers: [], summary: '100.0 % of lines, 75.0 % of branches, 100.0 % of functions and 100.0 % of statements; no budget is declared' }],
  ['real/lcov.info', 'lcov', { status: 'pass', covers: [], summary: '100.0 % of lines, 75.0 % of branches and 100.0 % of functions; no budget is declared' }],
  ['real/dependency-cruiser.json', 'dependency-cruiser', { check: 'static-analysis', status: 'fail', summary: '1 error and 0 warnings in 3 modules', places: [{ file: 'src/id.ts', line: 0, message: 'imports src/order.ts (no-circular)' }] }],
  ['real/redocly.json', 'redocly', { check: 'api-contract', status: 'fail', version: '2.77.0', covers: ['API descriptions'], summary: '3 errors and 3 warnings in the API description' }],
  ['real/spectral.json', 'spectral', { check: 'api-contract', status: 'fail', covers: ['API descriptions'], places: [expect.objectContaining({ file: 'openapi.yaml', line: 7, message: expect.stringContaining('(path-params)') })] }],
  ['real/buf-breaking.json', 'buf', { check: 'api-contract', status: 'fail', summary: '2 findings', places: [expect.objectContaining({ file: 'proto/shop/v1/order.proto', line: 3 }), expect.objectContaining({ line: 5 })] }],
  ['real/buf-lint.json', 'buf', { status: 'fail', places: [expect.objectContaining({ line: 3, message: expect.stringContaining('MESSAGE_PASCAL_CASE') }), expect.anything()] }],
  ['real/squawk.json', 'squawk', { check: 'migrations', status: 'fail', covers: ['rollback of migrations'], summary: '6 unsafe statements', places: expect.arrayContaining([{ file: 'm.sql', line: 3, message: expect.stringContaining('(require-concurrent-index-creation)') }]) }],
  ['documented/codeql.sarif', 'sarif', {
    tool: 'CodeQL', version: '2.19.3', status: 'fail', commit: '3f5d0b2c9a1e4c7d8b6f0a1b2c3d4e5f60718293', when: '2026-11-20T08:15:30.000Z', summary: '1 critical, 1 error and 0 lesser findings',
    places: [{ file: 'src/my rules.ts', line: 12, message: expect.stringContaining('js/code-injection') }, expect.objectContaining({ file: 'src/log.ts' })],
  }],
  ['documented/semgrep.sarif', 'sarif', { tool: 'Semgrep OSS', status: 'pass', summary: 'no open finding, 1 triaged', places: [] }],
  ['documented/trivy.sarif', 'sarif', { tool: 'Trivy', version: '0.58.0', status: 'open', summary: '0 critical, 1 error and 0 lesser findings' }],
  ['documented/npm-audit.json', 'npm-audit', { check: 'security-findings', status: 'fail', summary: '2 vulnerabilities: 2 critical', places: [{ file: 'package-lock.json', line: 0, message: 'minimist: Prototype Pollution in minimist (critical)' }, expect.objectContaining({ message: 'mkdirp: by minimist (critical)' })] }],
  ['documented/pnpm-audit.json', 'pnpm-audit', { status: 'open', summary: '1 vulnerability: 1 high' }],
  ['documented/oasdiff.json', 'oasdiff', { check: 'api-contract', status: 'fail', covers: ['compatible changes'], summary: '1 breaking change, 1 lesser one' }],
  ['documented/k6-summary-export.json', 'k6', { check: 'performance-budget', status: 'pass', summary: '1200 requests, p95 249 ms, within 2 budgets' }],
  ['documented/k6-handle-summary.json', 'k6', { status: 'fail', summary: expect.stringContaining('the threshold http_req_duration p(95)<300 was crossed') }],
]

test('every sample is read, and every importer has one', () => {
  const all = ['real', 'documented'].flatMap(folder => readdirSync(join(SAMPLES, folder)).map(name => `${folder}/${name}`))
  expect(READ.map(([name]) => name).sort()).toEqual(all.filter(name => name !== 'real/npm-audit-unreachable.json').sort())
  expect([...new Set(READ.map(([, tool]) => tool))].sort()).toEqual(IMPORTERS.map(({ tool }) => tool).sort())
})

test.each(READ)('%s as %s', (name, tool, expected) => expect(imported(sample(name), { tool })).toMatchObject({ file: 'evidence/file', ...expected }))

test.each(READ)('%s is recognised without its tool', (name, tool) => {
  expect(imported(sample(name)).summary).toBe(imported(sample(name), { tool }).summary)
})

describe('what is no evidence says so, and what to do', () => {
  const cutOff = READ.filter(([name]) => !/tsc|buf/.test(name))
  test.each(cutOff)('%s cut off', (name, tool) => {
    const text = sample(name)
    expect(() => imported(text.slice(0, Math.floor(text.trimEnd().length * 0.9)), { tool })).toThrow(/^`evidence\/file` is no evidence: it is (no whole|cut off)[^]*Make it again: `/)
  })
  test('a line of buf that is cut off', () => expect(() => imported(sample('real/buf-breaking.json').slice(0, 300), { tool: 'buf' })).toThrow(/no whole JSON/))
  test('compiler output that is cut off', () => expect(() => imported(sample('real/tsc-clean.txt').slice(0, 60), { tool: 'tsc' })).toThrow(/cut off before the total time/))
  test.each(IMPORTERS.map(({ tool }) => tool))('nothing at all, for %s', tool => expect(() => imported('', { tool })).toThrow(/is no evidence: it (is|has) [^]*[Mm]ake it/))
  test.each(IMPORTERS.flatMap(({ tool }) => READ.filter(([, of]) => of !== tool).map(([name]) => [name, tool] as const)))('%s is foreign to %s', (name, tool) => {
    expect(() => imported(sample(name), { tool })).toThrow(/^`evidence\/file` is no evidence: it is /)
  })
  test('an audit that did not reach its registry', () => {
    expect(() => imported(sample('real/npm-audit-unreachable.json'), { tool: 'npm-audit' })).toThrow(/the error of a failed audit \(405 Method Not Allowed/)
  })
  test('a scan that failed, and one that did not scan', () => {
    const log = JSON.parse(sample('documented/codeql.sarif'))
    const run = (changes: object) => JSON.stringify({ ...log, runs: [{ ...log.runs[0], ...changes }] })
    expect(() => imported(run({ invocations: [{ executionSuccessful: false }] }))).toThrow(/no importer can read it/)
    expect(() => imported(run({ invocations: [{ executionSuccessful: false }] }), { tool: 'sarif' })).toThrow(/CodeQL says in it that its own run failed/)
    expect(() => imported(run({ results: undefined }), { tool: 'sarif' })).toThrow(/no `results`/)
  })
  test('a tool that nobody knows', () => expect(() => imported('{}', { tool: 'mocha' })).toThrow(/there is no importer `mocha`\. The importers are `eslint`, `sarif`/))
  test('a format that nobody knows, and one that many do', () => {
    expect(() => imported('hello')).toThrow(/no importer can read it.*Name its tool/)
    expect(() => imported('[]')).toThrow(/more than one importer can read it \(eslint, spectral, oasdiff, squawk\)/)
  })
})

describe('load tests', () => {
  const k6 = (count: number, duration: object, failed = 0, budgets: Budgets['load'] = {}): Evidence =>
    imported(JSON.stringify({ metrics: { http_reqs: { count }, http_req_duration: duration, http_req_failed: { value: failed } } }), { tool: 'k6' }, { load: budgets })
  test('with too few requests prove nothing, however fast', () => {
    expect(k6(99, { 'p(95)': 1, thresholds: { 'p(95)<300': false } })).toMatchObject({ status: 'open', summary: expect.stringContaining('100 are needed') })
    expect(k6(99, { 'p(95)': 1 }, 0, { samples: 50, p95: 300 }).status).toBe('pass')
  })
  test('without a budget prove nothing', () => expect(k6(500, { 'p(95)': 1 })).toMatchObject({ status: 'open', summary: expect.stringContaining('no budget is declared') }))
  test('miss a budget by more than noise only', () => {
    expect(k6(500, { 'p(95)': 304 }, 0, { p95: 300 }).status).toBe('pass')
    expect(k6(500, { 'p(95)': 306 }, 0, { p95: 300 })).toMatchObject({ status: 'fail', summary: expect.stringContaining('p95 is 306 ms, 300 are declared') })
    expect(k6(500, { 'p(95)': 306 }, 0, { p95: 300, floor: 10 }).status).toBe('pass')
  })
  test('fail with failing requests, whatever their times', () => expect(k6(500, { 'p(95)': 1 }, 0.02, { p95: 300 })).toMatchObject({ status: 'fail', summary: expect.stringContaining('2.0 % of the requests failed') }))
  test('that did not measure what is declared prove nothing', () => expect(k6(500, { 'p(95)': 1 }, 0, { p99: 300 })).toMatchObject({ status: 'open', summary: expect.stringContaining('p99 not measured') }))
})

test('coverage below its budget fails, and above it still carries nothing', () => {
  expect(imported(sample('real/lcov.info'), { tool: 'lcov' }, { coverage: { branches: 80 } })).toMatchObject({ status: 'fail', covers: [], summary: expect.stringContaining('declared: 80 % of branches') })
  expect(imported(sample('real/lcov.info'), { tool: 'lcov' }, { coverage: { branches: 70 } })).toMatchObject({ status: 'pass', covers: [] })
  expect(imported(sample('real/lcov.info'), { tool: 'lcov' }, { coverage: { statements: 70 } })).toMatchObject({ status: 'open' })
})

test('an error of a linter in SARIF fails a check that is not about security', () => {
  expect(imported(sample('real/eslint.sarif'), { tool: 'sarif', check: 'static-analysis' })).toMatchObject({ check: 'static-analysis', status: 'fail', places: [expect.objectContaining({ file: 'src/price.js', line: 8 }), expect.anything()] })
})

test('a clean run of buf is told from one that failed', () => {
  expect(imported('{"exit":0}\n', { tool: 'buf' })).toMatchObject({ status: 'pass', summary: '0 breaking changes' })
})

test('a test file that does not load fails', () => {
  const report = JSON.parse(sample('real/vitest.json'))
  report.numFailedTests = 0
  report.testResults = [{ name: '/repo/test/a.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }]
  expect(imported(JSON.stringify(report), { tool: 'vitest' })).toMatchObject({ status: 'fail', places: [{ file: 'test/a.test.ts', line: 0, message: 'the file does not run' }] })
})

test('paths of another machine are those of the repository', () => {
  const at = locator('/here', path => path === 'apps/a/x.ts')
  expect(['/here/b.ts', '/ci/build/apps/a/x.ts', 'file:///ci/build/apps/a/x.ts', 'C:\\ci\\apps\\a\\x.ts', 'src/y.ts', '/gone/z.ts'].map(at)).toEqual(['b.ts', 'apps/a/x.ts', 'apps/a/x.ts', 'apps/a/x.ts', 'src/y.ts', 'gone/z.ts'])
})
