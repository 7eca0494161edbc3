import { afterAll, describe, expect, test } from '@jest/globals'
import { ConfigError, readWaivers } from '../src/index.js'
import { opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

const WAIVER = { rule: 'require-owner', because: 'planned', reason: 'The importer goes in spring.', owner: '@acme/stock', issue: 'https://tracker.example/SHOP-1', created: '2026-11-01', until: '2027-01-30' }
const repository = (waivers: unknown, config = {}) => opened({
  CODEOWNERS: '* @acme/stock\n', 'package.json': '{ "name": "stock", "scripts": { "start": "node src/a.ts" } }', 'src/a.ts': 'export {}\n',
  'bulkhead.config.json': { owners: { 'src/**': ['@acme/platform'] }, services: [{ name: 'stock', path: 'src' }], ...config }, '.bulkhead/waivers.json': typeof waivers === 'string' ? waivers : JSON.stringify(waivers),
})
const read = (...given: Parameters<typeof repository>) => readWaivers(repository(...given), { rules: ['require-owner'], checks: ['tests'] })

test('there are none without a file', () => expect(readWaivers(opened({}), { rules: [], checks: [] })).toEqual([]))

test('one is about the files of its scope and of its service', () => {
  const about = (changes: object) => { const [{ covers } = { covers: () => false }] = read({ waivers: [{ ...WAIVER, ...changes }] }); return [covers('src/a.ts', 'stock'), covers('lib/a.ts', 'stock'), covers('src/a.ts', undefined)] }
  expect(about({})).toEqual([true, true, true])
  expect(about({ scope: 'src/**' })).toEqual([true, false, true])
  expect(about({ service: 'stock' })).toEqual([true, true, false])
  expect(about({ scope: 'src/**', service: 'stock' })).toEqual([true, false, false])
})

test('the owner is one of a service, of the configuration or of CODEOWNERS', () => {
  for (const owner of ['@acme/stock', '@acme/platform']) expect(read({ waivers: [{ ...WAIVER, owner }] })).toMatchObject([{ owner }])
})

test('the longest time is a matter of policy', () => {
  expect(read({ waivers: [{ ...WAIVER, until: '2027-11-01' }] }, { waivers: { longest: 365 } })).toHaveLength(1)
})

describe('what is wrong is said with the key, the value and the cure', () => {
  test.each<[unknown, string]>([
    ['{ "waivers": [', 'it is not valid JSON ('],
    [[], '`the file` is `[]`. Write `{ "waivers": [] }`, with one object for each waiver.'],
    [{}, '`waivers` is missing. Write `{ "waivers": [] }`, with one object for each waiver.'],
    [{ waivers: [], version: 1 }, '`the file` has no key `version`. It holds `waivers` alone.'],
    [{ waivers: [{ ...WAIVER, owners: [] }] }, '`waivers[0]` has no key `owners`. The keys are: `id`, `rule`, `check`,'],
    [{ waivers: [{ ...WAIVER, because: 'later' }] }, '`waivers[0].because` is `"later"`. Write one of `accepted-risk`, `mitigated-elsewhere`, `planned`, `third-party`, `wrong-finding`.'],
    [{ waivers: [{ ...WAIVER, reason: 'later' }] }, '`waivers[0].reason` is `"later"`. Write the reason in words, at least ten characters.'],
    [{ waivers: [{ ...WAIVER, issue: 'SHOP-1' }] }, '`waivers[0].issue` is `"SHOP-1"`. Write the address of an issue,'],
    [{ waivers: [{ ...WAIVER, until: '2027-02-30' }] }, '`waivers[0].until` is `"2027-02-30"`. Write its last day,'],
    [{ waivers: [{ ...WAIVER, owner: undefined }] }, '`waivers[0].owner` is missing. Write who answers for it,'],
    [{ waivers: [{ ...WAIVER, rule: undefined }] }, '`waivers[0]` names neither a rule nor a check, or both. Write one of them.'],
    [{ waivers: [{ ...WAIVER, check: 'tests' }] }, '`waivers[0]` names neither a rule nor a check, or both. Write one of them.'],
    [{ waivers: [{ ...WAIVER, rule: 'require-owners' }] }, '`waivers[0].rule` is `require-owners`, and there is no such rule. The rules: require-owner.'],
    [{ waivers: [{ ...WAIVER, rule: undefined, check: 'test' }] }, '`waivers[0].check` is `test`, and there is no such check. The checks: tests.'],
    [{ waivers: [{ ...WAIVER, service: 'orders' }] }, '`waivers[0].service` is `orders`, and there is no such service. The services: stock'],
    [{ waivers: [{ ...WAIVER, owner: '@acme/nobody' }] }, '`waivers[0].owner` is `@acme/nobody`, whom nothing in the repository names. Write an owner from CODEOWNERS or the configuration (@acme/platform, @acme/stock).'],
    [{ waivers: [{ ...WAIVER, until: '2026-10-31' }] }, '`waivers[0].until` is `2026-10-31`, before it was created (`2026-11-01`). Write a later day.'],
    [{ waivers: [{ ...WAIVER, until: '2027-01-31' }] }, '`waivers[0].until` is `2027-01-31`, 91 days after it was created. The policy\'s longest is 90 days: write an earlier day, or set `waivers.longest`.'],
    [{ waivers: [{ ...WAIVER, id: 'A' }, { ...WAIVER, id: 'A' }] }, '`waivers[1].id` is `A`, as that of another. Write a different one.'],
    [{ waivers: [{ ...WAIVER, id: 'A B' }] }, '`waivers[0].id` is `"A B"`. Write one word of'],
  ])('%j', (waivers, words) => {
    let problems: string[] = []
    try { read(waivers) } catch (error) { if (error instanceof ConfigError) problems = error.problems }
    expect(problems).toEqual([expect.stringContaining(words)])
  })
})
