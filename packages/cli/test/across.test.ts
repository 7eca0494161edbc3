import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const ESCAPE = '\u001B'

function repository(name: string, sql: string): string {
  return make({
    'package.json': JSON.stringify({ name, version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { pg: '^8.11.0' } }), CODEOWNERS: `* @acme/${name}\n`,
    'src/main.ts': `import { Pool } from 'pg'\nconst pool = new Pool({ host: 'db.acme.internal', database: 'billing' })\nexport const run = (id: string) => pool.query('${sql}', [id])\n`,
  })
}

describe('several repositories', () => {
  const here = make({})
  const [orders, billing, named] = ['orders.json', 'billing.json', 'named.json'].map(name => join(here, name)) as [string, string, string]
  const owner = repository('billing', 'insert into invoices (id) values ($1)')
  const wrote = [
    bulkhead(['facts', repository('orders', 'update invoices set paid = true where id = $1'), '--output', orders]),
    bulkhead(['facts', owner, '--output', billing]), bulkhead(['facts', owner, '--name', `b${ESCAPE}[31m`, '--output', named]),
  ]

  test('write down what others need to know, and decide nothing', () => {
    expect(wrote).toEqual(Array(3).fill({ code: 0, out: '', err: '' }))
    expect(JSON.parse(readFileSync(billing, 'utf8'))).toMatchObject({ facts: 1, repository: 'billing', tables: [{ name: 'invoices' }] })
  })

  test('are put together, and one goes over the head of the other', () => {
    expect(bulkhead(['merge', orders, billing])).toEqual({
      code: 1, err: '', out: `Bulkhead  2 repositories, 2 services, 2 tables, 1 of them shared

Shared
  table               owner               also used by
  invoices (billing)  billing (fills it)  orders writes

Findings (1)

  error  orders writes the table invoices of the database billing, which is filled by billing. Its rows change behind the back of their owner.
    bulkhead/no-shared-table
    orders:src/main.ts:3  orders writes invoices here.
    billing:src/main.ts:3  billing writes invoices here.

Fails: 1 error, 0 warnings.
`,
    })
  })

  test('are told to programs and in Markdown, and names that a terminal would obey are shown', () => {
    const { code, out } = bulkhead(['merge', orders, named, '--format', 'json'])
    expect([code, JSON.parse(out)]).toMatchObject([1, { version: 1, passed: false, shared: [{ name: 'invoices' }], findings: [{ rule: 'no-shared-table', severity: 'error' }], unknown: [] }])
    const markdown = bulkhead(['merge', orders, named, '--format', 'markdown'])
    expect(markdown).toMatchObject({ code: 1, out: expect.stringContaining('| `invoices` | `billing` | billing (b\\\\u001b\\[31m) (fills it) | orders writes |') })
    expect(out + markdown.out).not.toContain(ESCAPE)
  })

  test('are refused where they cannot be put together', () => {
    const other = join(here, 'other.json')
    writeFileSync(other, readFileSync(orders, 'utf8').replace('"facts": 1', '"facts": 9'))
    expect(bulkhead(['merge', orders])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('One repository alone shares nothing') })
    expect(bulkhead(['merge', orders, other])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/is written in form 9, and this Bulkhead reads form 1\.\nWrite the facts anew/) })
    expect(bulkhead(['merge', orders, join(here, 'gone.json')])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('gone.json cannot be read') })
  })
})
