import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { HOUSE } from './shop.js'

/** How long a process takes that ends at once. */
function took(args: string[]): number {
  const begin = performance.now()
  expect(spawnSync(process.execPath, args).status).toBe(0)
  return performance.now() - begin
}

test('`bulkhead --version` takes at most three times as long as a Node.js that does nothing', () => {
  // In turns, and the fastest of each: what else the machine does makes a start slower, and never faster.
  const turns = Array.from({ length: 9 }, () => ({ nothing: took(['-e', '0']), version: took([join(HOUSE, 'packages/cli/bin/bulkhead.js'), '--version']) }))
  expect(Math.min(...turns.map(({ version }) => version)) / Math.min(...turns.map(({ nothing }) => nothing))).toBeLessThanOrEqual(3)
})
