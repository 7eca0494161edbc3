import { afterAll, describe, expect, test } from '@jest/globals'
import { ConfigError, openWorkspace } from '../src/index.js'
import { opened, removeRepositories, repository } from './repository.js'

afterAll(removeRepositories)

function problems(open: () => unknown): string[] {
  try {
    open()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('where it is read from', () => {
  test.each([
    ['bulkhead.config.json', '{ "ignore": ["x/**"], }'], ['bulkhead.config.js', 'export default { ignore: ["x/**"] }'], ['bulkhead.config.mjs', 'export default { ignore: ["x/**"] }'], ['bulkhead.config.cjs', 'module.exports = { ignore: ["x/**"] }'],
    ['bulkhead.config.ts', "import { defineConfig } from 'bulkhead'\nconst ignore: string[] = ['x/**']\nexport default defineConfig({ ignore })"],
    ['bulkhead.config.mts', "import { defineConfig } from '@bulkhead/workspace'\nexport default defineConfig({ ignore: ['x/**'] })"],
  ])('%s', (file, text) => expect(opened({ [file]: text }).config).toMatchObject({ file, ignore: ['x/**'] }))

  test('nothing: the defaults, filled in', () => {
    expect(opened({}).config).toEqual({ services: [], shared: [], owners: {}, edges: [], evidence: [], attestations: [], policy: {}, constraints: {}, ignore: [], scopes: {}, rules: {}, models: [], tables: {}, databases: [], suppressions: { requireReason: false }, waivers: { longest: 90 }, baseline: { never: [] } })
  })
  test('a named file, and settings that win over it', () => {
    const root = repository({ 'tools/b.json': { ignore: ['x/**'], models: ['m.json'] } })
    expect(openWorkspace({ root, configFile: 'tools/b.json', config: { ignore: ['y/**'] } }).config).toMatchObject({ file: 'tools/b.json', ignore: ['y/**'], models: ['m.json'] })
    expect(problems(() => openWorkspace({ root, configFile: 'gone.json' }))).toEqual(['there is no such file. Correct the path, or leave it out to use none.'])
  })
  test('two files are one too many', () => {
    expect(() => opened({ 'bulkhead.config.ts': '', 'bulkhead.config.json': {} })).toThrow('bulkhead.config.ts and bulkhead.config.json cannot be used:\n  - there is more than one configuration. Keep one of them.')
  })
  test('a program is not run where that is not allowed, and that is said', () => {
    const workspace = opened({ 'bulkhead.config.js': 'throw new Error("ran")' }, { allowConfigExecution: false })
    expect(workspace.config.file).toBeUndefined()
    expect(workspace.notJudged).toEqual([expect.objectContaining({ path: 'bulkhead.config.js', reason: expect.stringContaining('running code of this repository is not allowed here') })])
    expect(opened({ 'bulkhead.config.json': { ignore: ['x'] } }, { allowConfigExecution: false }).config.ignore).toEqual(['x'])
  })
  test('databases are those of services that are there', () => {
    const workspace = opened({ 'bulkhead.config.json': { services: [{ path: 'orders' }], databases: [{ name: 'billing', services: ['order'] }, { name: 'shop', services: ['*'] }] }, 'orders/index.js': '' })
    expect(workspace.notJudged).toEqual([expect.objectContaining({ reason: '`databases[0].services[0]` is `order`, and no service is called that.', remedy: 'Did you mean `orders`?' })])
    expect([workspace.databaseOf('orders'), workspace.databaseOf(undefined)]).toEqual(['shop', undefined])
  })
  test('rules become severity and options', () => {
    expect(opened({ 'bulkhead.config.json': { rules: { a: 'warn', b: ['error'], c: ['off', { max: 3 }] } } }).config.rules).toEqual({ a: { severity: 'warn', options: {} }, b: { severity: 'error', options: {} }, c: { severity: 'off', options: { max: 3 } } })
  })
})

describe('what is wrong is said with the key, the value and the cure', () => {
  test.each([
    [{ constraints: { rto: 'soon' } }, '`constraints.rto` is `"soon"`. Write a time, such as `"1h"`.'],
    [{ constraints: { latency: { p90: 3 } } }, '`constraints.latency` has no key `p90`. Did you mean `p50`?'],
    [{ ignored: [] }, 'there is no key `ignored`. Did you mean `ignore`?'],
    [{ zebra: 1 }, 'there is no key `zebra`. The keys are: `services`, `shared`, `owners`, `edges`, `evidence`, `attestations`, `policy`, `constraints`, `ignore`, `scopes`, `rules`, `models`, `tables`, `databases`, `suppressions`, `waivers`, `baseline`.'],
    [{ ignore: 'dist' }, '`ignore` is `"dist"`. Write a list of globs, such as `["vendor/**"]`.'],
    [{ services: [{ name: 'x' }] }, '`services[0].path` is missing. Give a folder or a pattern, such as `"apps/*"` or `"src/modules/<name>"`.'],
    [{ services: [{ path: 'x', owner: '@a' }] }, '`services[0]` has no key `owner`. Did you mean `owners`?'],
    [{ services: { path: 'x' } }, '`services` is `{"path":"x"}`. Write a list of `{ name, path, owners?, entry? }`, such as `[{ name: "orders", path: "apps/orders" }]`.'],
    [{ rules: { 'require-request-timeout': 'fatal' } }, '`rules["require-request-timeout"]` is `"fatal"`. Write `"error"`, `"warn"`, `"off"`, or a list of the severity and its options, such as `["warn", { max: 30000 }]`.'],
    [{ rules: { x: ['warn', 3] } }, '`rules.x` is `["warn",3]`. Write `"error"`, `"warn"`, `"off"`, or a list of the severity and its options, such as `["warn", { max: 30000 }]`.'],
    [{ scopes: { tests: [] } }, '`scopes` has no key `tests`. Did you mean `test`?'],
    [{ scopes: { test: [1] } }, '`scopes.test[0]` is `1`. Write a list of globs, such as `["tools/**"]`.'],
    [{ owners: ['@a'] }, '`owners` is `["@a"]`. Write owners by service or by glob, such as `{ orders: ["@acme/orders"] }`.'],
    [{ owners: { orders: '@a' } }, '`owners.orders` is `"@a"`. Write a list of owners, such as `["@acme/orders"]`.'],
    [{ edges: [{ from: 'orders', to: 'billing' }] }, '`edges[0].is` is missing. Give `"allowed"`, `"deprecated"` or `"forbidden"`.'],
    [{ edges: [{ from: 'orders', to: 'billing', is: 'alowed' }] }, '`edges[0].is` is `"alowed"`. Write `"allowed"`, `"deprecated"` or `"forbidden"`.'],
    [{ edges: [{ from: 'orders', to: 'billing', is: 'deprecated', until: 'soon' }] }, '`edges[0].until` is `"soon"`. Write the last day of a deprecated edge, such as `"2027-01-31"`, and only there.'],
    [{ edges: [{ from: 'orders', to: 'billing', is: 'allowed', until: '2027-01-31' }] }, '`edges[0].until` is `"2027-01-31"`. Write the last day of a deprecated edge, such as `"2027-01-31"`, and only there.'],
    [{ edges: [{ from: 'orders', too: 'billing', to: 'x', is: 'allowed' }] }, '`edges[0]` has no key `too`. Did you mean `to`?'],
    [{ services: [{ path: 'x', entry: 'index.ts' }] }, '`services[0].entry` is `"index.ts"`. Write a list of globs from the folder of the service, such as `["public/**"]`.'],
    [{ databases: ['billing'] }, '`databases[0]` is `"billing"`. Write `{ name, services? }`, such as `{ name: "billing", services: ["invoices"] }`.'],
    [{ databases: [{ name: 'billing', service: 'invoices' }] }, '`databases[0]` has no key `service`. Did you mean `services`?'],
    [{ suppressions: { requireReason: 'yes' } }, '`suppressions.requireReason` is `"yes"`. Write `true` or `false`.'],
    [[], 'the configuration is `[]`. Export an object, such as `{ rules: {} }`.'],
  ])('%j', (config, expected) => expect(problems(() => opened({ 'bulkhead.config.json': config }))).toEqual([expected]))

  test('every problem at once, under the file\'s name', () => {
    expect(() => opened({ 'bulkhead.config.json': { ignore: 1, shred: [] } })).toThrow(/^bulkhead\.config\.json cannot be used:\n {2}- `ignore` is `1`.*\n {2}- there is no key `shred`. Did you mean `shared`\?$/)
  })
  test('JSON that does not parse', () => {
    expect(problems(() => opened({ 'bulkhead.config.json': '{\n  "ignore": [\n}' }))[0]).toMatch(/^line 3 is not valid JSON \(\w+\)\. Correct it there\.$/)
  })
  test('a program that throws, does not parse, or is asynchronous', () => {
    expect(problems(() => opened({ 'bulkhead.config.ts': 'throw new Error("no luck")' }))).toEqual(['it fails when it runs (no luck). Correct it; it runs once, synchronously, whenever Bulkhead starts.'])
    expect(problems(() => opened({ 'bulkhead.config.ts': 'export default {' }))[0]).toContain('it fails when it runs (')
    expect(problems(() => opened({ 'bulkhead.config.ts': 'export default Promise.resolve({})' }))).toEqual(['it exports a promise. Export the object itself: editors cannot wait for it.'])
    expect(problems(() => opened({ 'bulkhead.config.js': 'export default null' }))).toEqual(['the configuration is `null`. Export an object, such as `{ rules: {} }`.'])
  })
})
