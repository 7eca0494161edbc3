import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Examination } from '@bulkhead/analysis'
import { createChecker, PartError, readPart, type Part, type Portion } from '@bulkhead/checker'
import { decide, json } from '@bulkhead/gate'
import { readFixtures } from '../src/fixtures.js'

const fixtures = readFixtures(join(import.meta.dirname, '../../../fixtures'))
const services = fixtures.filter(({ name }) => name.startsWith('services/'))
/** Where what one file says rests on what others do: whoever puts parts together could lose it. */
const scattered = fixtures.filter(({ name }) => /^(no-shared-table|no-cross-owner-transaction|no-service-cycle|require-owner|no-boundary-bypass)\/(example|configured|filled|calls|knots)/.test(name))

const open = (root: string) => createChecker({ root, strict: true })

interface Written {
  name: string
  part: Part
}

/** A part as another machine would write it, and as it is read again. */
function written(root: string, portion: Portion): Written {
  const name = `${JSON.stringify(portion)}.part.json`
  return { name, part: readPart(name, JSON.stringify(open(root).part(portion, '1.0.0'))) }
}

function reported(root: string, examination: Examination): string {
  return json({ examination, verdict: decide(examination, open(root).rules), rules: [] })
}

function merged(root: string, portions: Portion[]): string {
  const checker = open(root)
  checker.take(portions.map(portion => written(root, portion)), '1.0.0')
  return reported(root, checker.examine())
}

const shards = (of: number): Portion[] => Array.from({ length: of }, (_, i) => ({ shard: i + 1, of }))

describe('shards that are put together say, byte for byte, what one run over everything says', () => {
  for (const { name, root } of services) {
    const whole = reported(root, open(root).examine())
    for (const n of [1, 2, 3, 5]) test(`${name} in ${n}`, () => expect(merged(root, shards(n))).toBe(whole))
  }
  for (const { name, root } of scattered) test(`${name} in 2`, () => expect(merged(root, shards(2))).toBe(reported(root, open(root).examine())))
})

describe('folders that are put together say the same, whichever of them is there', () => {
  const { root } = services.find(({ name }) => name === 'services/shop')!
  const whole = reported(root, open(root).examine())
  const folders = ['packages/http', 'services/catalog', 'services/orders', 'services/payments'].map(folder => ({ folder }))
  test('all', () => expect(merged(root, folders)).toBe(whole))
  test('some', () => expect(merged(root, folders.slice(1, 3))).toBe(whole))
})

test('what a part tells is not judged again', () => {
  const { root } = services.find(({ name }) => name === 'services/shop')!
  const all = shards(2).map(portion => written(root, portion))
  const [first] = all.flatMap(({ part }) => part.said)
  first!.outcome.message = 'It was said elsewhere.'
  const checker = open(root)
  checker.take(all, '1.0.0')
  expect(checker.examine().findings.map(({ message }) => message)).toContain('It was said elsewhere.')
})

describe('parts that make no check are refused', () => {
  const { root } = services.find(({ name }) => name === 'services/shop-repaired')!
  const [one, two, three] = shards(3).map((portion, i) => ({ ...written(root, portion), name: `${i + 1}.part.json` })) as [Written, Written, Written]
  const folder = { ...written(root, { folder: 'services/orders' }), name: 'orders.part.json' }
  const as = (changes: Partial<Part>, { name, part } = two) => ({ name, part: { ...part, ...changes } })
  const taken = (...parts: Written[]) => () => open(root).take(parts, '1.0.0')

  test.each([
    ['one is missing', 'Shard 2 of 3 is missing.', taken(one, three)],
    ['one is there twice', 'Shard 2 of 3 is there twice: 2.part.json and again.part.json.', taken(one, two, { ...two, name: 'again.part.json' }, three)],
    ['they are of different wholes', '1.part.json is one of 3 shards, and 2.part.json one of 2.', taken(one, as({ portion: { shard: 2, of: 2 } }))],
    ['one is of another version', '2.part.json was written by Bulkhead 0.9.0, and this is 1.0.0.', taken(one, as({ bulkhead: '0.9.0' }), three)],
    ['one is of another commit', '2.part.json is about other files than lie here: another commit, or a change in between.', taken(one, as({ sources: 'other' }), three)],
    ['one is of another configuration', '2.part.json was written with other settings: the configuration, or what follows from it, is not the same here.', taken(one, as({ settings: 'other' }), three)],
    ['shards and folders are mixed', '1.part.json is a shard and orders.part.json is a folder: they overlap.', taken(one, two, three, folder)],
    ['folders overlap', 'orders.part.json and all.part.json overlap: they are about services/orders and services.', taken(folder, { name: 'all.part.json', part: { ...folder.part, portion: { folder: 'services' } } })],
  ])('%s', (_, message, take) => expect(take).toThrow(new PartError(message)))

  test.each([['no JSON', '{'], ['a report', '{ "version": 1, "findings": [] }'], ['null', 'null']])('a file that is %s', (_, text) => expect(() => readPart('x.part.json', text)).toThrow(PartError))

  test('strict rules are other settings', () => expect(() => createChecker({ root }).take([one, two, three], '1.0.0')).toThrow('with other settings'))
})
