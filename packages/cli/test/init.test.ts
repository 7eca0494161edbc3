import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const shop = (more: Record<string, string> = {}) => make({
  'services/orders/package.json': '{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }',
  'services/orders/src/main.ts': "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
  'services/stock/package.json': '{ "name": "stock", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }',
  'services/stock/src/main.ts': "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
  ...more,
})

describe('init', () => {
  test('writes the map, and check takes it', () => {
    const root = shop()
    expect(bulkhead(['init', root])).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Wrote bulkhead.config.mjs.') as string })
    const text = readFileSync(join(root, 'bulkhead.config.mjs'), 'utf8')
    expect(text).toContain("{ path: 'services/<name>' }, // likely: 2 services")
    const { services } = JSON.parse(bulkhead(['check', root, '--format', 'json', '--no-dependency-cruiser']).out) as { services: { name: string; kind: string }[] }
    expect(services.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['orders configured', 'stock configured'])
  })
  test('with --dry-run prints it, and writes nothing', () => {
    const root = shop()
    expect(bulkhead(['init', root, '--dry-run'])).toMatchObject({ code: 0, out: expect.stringContaining("{ path: 'services/<name>' }") as string })
    expect(existsSync(join(root, 'bulkhead.config.mjs'))).toBe(false)
  })
  test('never touches a configuration that is there', () => {
    const root = shop({ 'bulkhead.config.json': '{ "ignore": ["x/**"] }' })
    expect(bulkhead(['init', root])).toMatchObject({ code: 2, err: expect.stringContaining('bulkhead.config.json is there already, and nothing was written.') as string })
    expect(existsSync(join(root, 'bulkhead.config.mjs'))).toBe(false)
  })
})
