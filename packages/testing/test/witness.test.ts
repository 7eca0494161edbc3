import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { cruiseBoundaries, differences } from '@bulkhead/dependency-cruiser-config'
import { readFixtures } from '../src/fixtures.js'

/** Of what is taken there nobody can say what it is, so the two may differ: it is said to be not judged. */
const UNREADABLE = new Set(['services/returns/src/limits.ts -> services/stock/src/item.ts'])

const looked = readFixtures(join(import.meta.dirname, '../../../fixtures')).flatMap(({ name, root }) => {
  const checker = createChecker({ root })
  const { edges, harmless, ...map } = checker.workspace.services.length > 1 ? checker.boundaries() : { edges: [], harmless: [], services: [], candidates: [] }
  return map.candidates.length > 0 ? [{ name, workspace: checker.workspace, edges, harmless, map }] : []
})

test('there is something to look at', () => expect(looked.flatMap(({ edges }) => edges).length).toBeGreaterThan(50))

describe('dependency-cruiser sees the same edges', () => {
  for (const { name, workspace, edges, harmless, map } of looked) {
    test(name, async () => {
      const outcome = await cruiseBoundaries({ workspace, map })
      const { onlyBulkhead, onlyDependencyCruiser } = differences({ edges, harmless }, outcome)
      expect(outcome.notJudged).toEqual([])
      expect([...onlyBulkhead, ...onlyDependencyCruiser].map(({ from, to }) => `${from} -> ${to}`).filter(edge => !UNREADABLE.has(edge))).toEqual([])
    }, 60_000)
  }
})
