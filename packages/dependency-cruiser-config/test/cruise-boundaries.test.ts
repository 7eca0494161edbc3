import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type CruiseOutcome, cruiseBoundaries, differences } from '../src/index.js'
import { type Repository, repository } from './repository.js'
import { NAMES, SHOP, SHOP_MAP } from './shop.js'

const ORDER = 'services/orders/order.entity.ts'
const LINE = 'services/orders/line.entity.ts'
const LEGACY = 'services/orders/legacy.model.js'

describe('cruiseBoundaries', () => {
  let shop: Repository
  let outcome: CruiseOutcome
  beforeAll(async () => {
    shop = repository(SHOP, NAMES)
    outcome = await cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP })
  })
  afterAll(() => { shop.remove() })
  const targets = (from: string) => outcome.edges.filter(edge => edge.from === `services/payments/${from}`).map(edge => edge.to)

  test.each([
    ['direct.ts', [ORDER]],
    ['with-extension.ts', [ORDER]],
    ['alias.ts', [ORDER]],
    ['dynamic.ts', [ORDER]],
    ['injected.ts', [ORDER]],
    ['[id].ts', [ORDER]],
    ['common.js', [LEGACY]],
    ['import-equals.cts', [LEGACY]],
    ['type-only.ts', []],
    ['type-import.ts', []],
    ['used-as-type.ts', []],
    ['api.ts', []],
  ])('%s reaches %j', (from, expected) => { expect(targets(from)).toEqual(expected) })

  test('an import through a barrel of the database is an edge to each file behind it', () => {
    expect(targets('barrel.ts')).toEqual([LINE, ORDER])
    expect(outcome.edges.find(edge => edge.to === LINE)).toEqual({
      from: 'services/payments/barrel.ts', to: LINE, rule: 'orders-database-is-its-own', through: 'services/orders/entities/index.ts',
    })
  })

  test('a barrel that holds more than the database is possible, not certain', () => {
    expect(outcome.possible).toEqual([{
      from: 'services/payments/api.ts', to: ORDER, rule: 'orders-database-is-its-own', through: 'services/orders/index.ts',
    }])
  })

  test('every file was read', () => {
    expect(outcome).toMatchObject({ judged: SHOP_MAP.candidates.length, unread: [], notJudged: [] })
  })

  test('a candidate that another candidate imports is read as well', async () => {
    const twice = repository({ ...SHOP, 'services/payments/a-first.ts': "import './direct'\nimport '../orders'\n" }, NAMES)
    const map = { ...SHOP_MAP, candidates: ['services/payments/a-first.ts', 'services/payments/direct.ts'] }
    const { edges, judged } = await cruiseBoundaries({ workspace: twice.workspace, map })
    expect({ from: edges.map(edge => edge.from), judged }).toEqual({ from: ['services/payments/direct.ts'], judged: 2 })
    twice.remove()
  })

  test('names narrow files down without being a difference', () => {
    const edges = outcome.edges.filter(({ from, to }) => !(from.endsWith('/barrel.ts') && to === ORDER) && !from.endsWith('/direct.ts'))
    const harmless = [{ from: 'services/payments/direct.ts', to: ORDER }]
    expect(differences({ edges, harmless }, outcome)).toEqual({ onlyBulkhead: [], onlyDependencyCruiser: [] })
  })

  test('a miss on either side is a difference', () => {
    const extra = { from: 'services/payments/type-only.ts', to: ORDER }
    const { onlyBulkhead, onlyDependencyCruiser } = differences({ edges: [...outcome.edges.slice(1), extra] }, outcome)
    expect(onlyBulkhead).toEqual([extra])
    expect(onlyDependencyCruiser).toEqual([outcome.edges[0]])
  })
})

describe('what cannot be judged', () => {
  test('a file in which dependency-cruiser sees no import', async () => {
    const shop = repository({ ...SHOP, 'services/payments/direct.ts': "const name = '../orders/order.entity'\nimport(name)\n" }, NAMES)
    const { notJudged, judged } = await cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP })
    expect(notJudged).toEqual([{ path: 'services/payments/direct.ts', reason: expect.stringContaining('saw no import') }])
    expect(judged).toBe(SHOP_MAP.candidates.length - 1)
    shop.remove()
  })

  test('a specifier that means another file to dependency-cruiser than to the workspace', async () => {
    const shop = repository({ ...SHOP, 'services/orders/order.entity.js': 'exports.Order = class {}\n' }, NAMES)
    const { notJudged } = await cruiseBoundaries({ workspace: shop.workspace, map: { ...SHOP_MAP, candidates: ['services/payments/with-extension.ts'] } })
    expect(notJudged).toEqual([{
      path: 'services/payments/with-extension.ts',
      reason: "dependency-cruiser takes '../orders/order.entity.js' for services/orders/order.entity.js, but it is services/orders/order.entity.ts.",
    }])
    shop.remove()
  })

  test('a file that dependency-cruiser stumbles over, and that one alone', async () => {
    const shop = repository(SHOP, NAMES)
    const unsaved = 'services/payments/unsaved.ts'
    const read = (path: string) => (path === unsaved ? SHOP['services/payments/direct.ts'] : shop.workspace.read(path))
    const map = { ...SHOP_MAP, candidates: [...SHOP_MAP.candidates, unsaved] }
    const { notJudged, judged } = await cruiseBoundaries({ workspace: { ...shop.workspace, read }, map })
    expect(notJudged).toEqual([{ path: unsaved, reason: expect.stringMatching(/^dependency-cruiser could not read this file: /), passing: true }])
    expect(judged).toBe(SHOP_MAP.candidates.length)
    shop.remove()
  })

  test('a program that gives no answer', async () => {
    const shop = repository(SHOP, NAMES)
    const { notJudged, judged, unread } = await cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP, program: `${shop.root}/none.mjs` })
    expect({ judged, unread: unread.length }).toEqual({ judged: 0, unread: SHOP_MAP.candidates.length })
    expect(notJudged).toEqual([{ reason: expect.stringMatching(/^dependency-cruiser read 0 of 13 files: /), remedy: expect.any(String), passing: true }])
    shop.remove()
  })
})

test('an answer is kept until code, rules, the set of files or what a tsconfig extends change', async () => {
  const shop = repository(SHOP, NAMES)
  const texts = new Map<string, string>()
  const cache = { read: (name: string) => texts.get(name), write: (name: string, text: string) => { texts.set(name, text) } }
  const ask = (program?: string) => cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP, cache, program })
  const first = await ask()
  expect(await ask(`${shop.root}/none.mjs`)).toEqual(first)
  shop.write('services/payments/direct.ts', "import { Line } from '../orders/line.entity'\nexport const made = new Line()\n")
  const second = await ask()
  expect(second.edges).not.toEqual(first.edges)
  expect((await ask(`${shop.root}/none.mjs`)).edges).toEqual(second.edges)
  shop.write('services/payments/tsconfig.json', '{ "extends": "@house/tsconfig" }')
  const third = await ask()
  expect(await ask(`${shop.root}/none.mjs`)).toEqual(third)
  shop.write('node_modules/@house/tsconfig/tsconfig.json', '{ "compilerOptions": { "verbatimModuleSyntax": true } }')
  expect((await ask(`${shop.root}/none.mjs`)).judged).toBe(0)
  shop.remove()
})
