import { afterEach, expect, test } from '@jest/globals'
import { compile, cruiseBoundaries, print, withBarrels } from '../src/index.js'
import { depcruise } from './depcruise.js'
import { type Repository, repository } from './repository.js'
import { type Sandbox, sandbox } from './sandbox.js'
import { NAMES, SHOP, SHOP_MAP } from './shop.js'

const opened: (Repository | Sandbox)[] = []
afterEach(() => { for (const one of opened.splice(0)) one.remove() })

function shopWith(installation: Parameters<typeof sandbox>[0]) {
  const shop = repository(SHOP, NAMES)
  const installed = sandbox(installation)
  opened.push(shop, installed)
  return { shop, installed, cruised: cruiseBoundaries({ workspace: shop.workspace, map: SHOP_MAP, program: installed.program }) }
}

test('dependency-cruiser reads with our TypeScript 6 where the nearest one is 7', async () => {
  const { edges, notJudged, judged } = await shopWith({ nearest: '7', ours: '6' }).cruised
  expect({ notJudged, judged }).toEqual({ notJudged: [], judged: 13 })
  expect(edges).toHaveLength(10)
})

test('where there is TypeScript 7 alone, TypeScript files are not judged, and JavaScript still is', async () => {
  const { edges, notJudged, judged, unread } = await shopWith({ nearest: '7' }).cruised
  expect(notJudged).toEqual([{
    reason: 'dependency-cruiser read 0 of 12 TypeScript files: no TypeScript compiler below 7 to read them with (found 7.0.2).',
    remedy: expect.stringContaining('TypeScript 6'),
  }])
  expect({ judged, unread: unread.length }).toEqual({ judged: 1, unread: 12 })
  expect(edges.map(({ from }) => from)).toEqual(['services/payments/common.js'])
})

test('where there is no TypeScript at all, TypeScript files are not judged', async () => {
  const { notJudged, unread } = await shopWith({}).cruised
  expect(notJudged).toEqual([expect.objectContaining({ reason: expect.stringContaining('(found none)') })])
  expect(unread).toHaveLength(12)
})

test('the printed configuration stops a run that would see nothing', () => {
  const shop = repository(SHOP, NAMES)
  const installed = sandbox({ nearest: '7' })
  opened.push(shop, installed)
  const config = print(compile(withBarrels({ workspace: shop.workspace, map: SHOP_MAP })), 'js')
  const run = depcruise(installed, shop, config)
  expect(run.status).not.toBe(0)
  expect(run.stderr).toContain('no TypeScript compiler below 7')
})
