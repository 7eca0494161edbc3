import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bulkhead, repositories, type ReportJson } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

// Found where npm puts it, because its own exports do not let anyone ask for its program.
const DEPCRUISE = fileURLToPath(new URL('../../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url))

const service = (name: string) => ({
  [`services/${name}/package.json`]: JSON.stringify({ name: `@acme/${name}`, scripts: { start: 'node src/main.ts' }, dependencies: { typeorm: '^0.3.20' } }),
  [`services/${name}/Dockerfile`]: 'FROM node:20\n',
  [`services/${name}/src/main.ts`]: "import { createServer } from 'node:http'\ncreateServer().listen(8080)\n",
})

/** Two services, of which orders has an entity, and stock has this file. */
const withStock = (text: string) => make({
  'package.json': JSON.stringify({ name: 'acme', private: true, workspaces: ['services/*'] }),
  CODEOWNERS: '* @acme/platform\n',
  'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
  ...service('orders'),
  ...service('stock'),
  'services/orders/src/order.entity.ts': "import { Entity } from 'typeorm'\nexport enum State { Open, Paid }\n@Entity()\nexport class Order {}\n",
  'services/stock/src/reserve.ts': text,
})
const reaching = "import { Order } from '../../orders/src/order.entity'\nexport const reserve = () => new Order()\n"

const reported = (root: string, args: string[] = []) => JSON.parse(bulkhead(['check', root, '--format', 'json', ...args]).out) as ReportJson

describe('the boundaries, looked at by dependency-cruiser too', () => {
  test('agree: the finding stands and nothing is left open', () => {
    const report = reported(withStock(reaching))
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'no-cross-boundary-db-import', file: 'services/stock/src/reserve.ts' }))
    expect(report.notJudged).toEqual([])
  })

  test('agree that an enum is no data', () => {
    const { findings, notJudged } = reported(withStock("import { State } from '../../orders/src/order.entity'\nexport const open = State.Open\n"))
    expect([findings, notJudged]).toEqual([[], []])
  })

  test('disagree: where only dependency-cruiser sees an import, the place is said to be not judged', () => {
    const root = withStock("import { later } from '../../orders/src/order.entity'\nexport const open = later\n")
    const { findings, notJudged } = reported(root)
    expect(findings).toEqual([])
    expect(notJudged).toEqual([expect.objectContaining({ path: 'services/stock/src/reserve.ts', reason: expect.stringContaining('dependency-cruiser sees an import of services/orders/src/order.entity.ts') })])
    expect(reported(root, ['--no-dependency-cruiser']).notJudged).toEqual([])
  })
})

describe('bulkhead depcruise-config', () => {
  test('prints JSON with which dependency-cruiser finds the same', () => {
    const root = withStock(reaching)
    const { code, out } = bulkhead(['depcruise-config', root, '--as', 'json'])
    expect(code).toBe(0)
    writeFileSync(join(root, '.dependency-cruiser.json'), out)
    const cruised = spawnSync(process.execPath, [DEPCRUISE, '--config', '.dependency-cruiser.json', 'services'], { cwd: root, encoding: 'utf8' })
    expect(cruised.stdout).toMatch(/orders-database-is-its-own: services\/stock\/src\/reserve\.ts/)
    expect(cruised.status).toBe(1)
  })

  test('writes to a file', () => {
    const root = withStock(reaching)
    const file = join(root, '.dependency-cruiser.mjs')
    expect(bulkhead(['depcruise-config', root, '--output', file])).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(file, 'utf8')).toContain('export default {')
  })
})
