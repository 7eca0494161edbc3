import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker, FactsError, readFacts, together, type RepositoryFacts } from '@bulkhead/checker'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const manifest = (name: string): string => JSON.stringify({ name, version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { pg: '^8.11.0' } })

const INSERT = "insert into invoices (id) values ($1)"
const UPDATE = 'update invoices set paid = true where id = $1'
const SELECT = 'select * from invoices where id = $1'
const JOIN = 'select * from orders o join invoices i on i.order_id = o.id'

const POOL = "{ connectionString: 'postgres://app:secret@db.acme.internal/billing' }"

/** The facts of a repository with one service, which sends some statements to a database: as they are written, and read again. */
function facts(name: string, statements: string[], { pool = POOL, config, ...files }: { pool?: string; config?: object; [path: string]: unknown } = {}): RepositoryFacts {
  const queries = statements.map((sql, i) => `export const query${i} = (id: string) => pool.query(${JSON.stringify(sql)}, [id])\n`)
  const { root } = make({
    'package.json': manifest(name), CODEOWNERS: `* @acme/${name}\n`, 'src/main.ts': `import { Pool } from 'pg'\nconst pool = new Pool(${pool})\n${queries.join('')}`,
    ...config && { 'bulkhead.config.json': JSON.stringify(config) }, ...files as Record<string, string>,
  })
  return readFacts(`${name}.json`, JSON.stringify(createChecker({ root }).facts(name, '1.0.0')))
}

const merged = (...all: RepositoryFacts[]) => together(all.map(one => ({ file: `${one.repository}.json`, facts: one })))

/** What is found, without places. */
const said = (...all: RepositoryFacts[]): string[] => merged(...all).findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`)

/** What is not known, by name. */
const unknown = (...all: RepositoryFacts[]): string[] => merged(...all).unknown.map(({ table, repositories }) => `${table}: ${repositories.join(' ')}`)

const billing = facts('billing', [INSERT])

describe('the facts of a repository', () => {
  test('name its services, tables and databases, and nothing that is secret', () => {
    expect(billing).toEqual({
      facts: 1, bulkhead: '1.0.0', repository: 'billing', services: [{ name: 'billing', kind: 'deployable', directory: '', owners: ['@acme/billing'] }],
      tables: [{ name: 'invoices', addresses: [{ host: 'db.acme.internal', name: 'billing' }], uses: [{ service: 'billing', does: 'write', file: 'src/main.ts', line: 3 }] }],
    })
  })

  test.each([
    ['a host of this machine', "{ connectionString: 'postgres://localhost/billing' }"], ['a service of a compose file', "{ host: 'db', database: 'billing' }"], ['an address of numbers', "{ host: '10.0.0.5', database: 'billing' }"],
    ['a name inside of a cluster', "{ host: 'db.billing.svc.cluster.local', database: 'billing' }"], ['an example', "{ host: 'db.example.com', database: 'billing' }"], ['a variable that nobody sets', '{ connectionString: process.env.DATABASE_URL }'],
    ['a password that looks like an address', "{ connectionString: 'postgres://some.body:pa/ss@db.acme.internal/billing' }"], ['a host without a name', "{ host: 'db.acme.internal' }"],
  ])('%s says nothing to others', (_, pool) => expect(facts('billing', [INSERT], { pool }).tables[0]!.addresses).toEqual([]))

  test('hold what the files for environments say', () => {
    const { tables } = facts('billing', [INSERT], { pool: "{ connectionString: process.env.DATABASE_URL ?? 'postgres://localhost/billing' }", '.env.example': 'DATABASE_URL=postgres://app:secret@db.acme.internal:6432/billing\n' })
    expect(tables[0]!.addresses).toEqual([{ environment: '.env.example', host: 'db.acme.internal', port: '6432', name: 'billing' }])
  })
})

describe('one database by its address', () => {
  test('a foreign write is an error, at the writer and at the owner', () => {
    const { findings, shared } = merged(facts('orders', [UPDATE], { pool: "{ host: 'DB.acme.internal', port: 5432, database: 'billing' }" }), billing)
    expect(findings).toEqual([{
      rule: 'no-shared-table', severity: 'error', message: 'orders writes the table invoices of the database billing, which is filled by billing. Its rows change behind the back of their owner.',
      places: [{ repository: 'orders', file: 'src/main.ts', line: 3, message: 'orders writes invoices here.' }, { repository: 'billing', file: 'src/main.ts', line: 3, message: 'billing writes invoices here.' }],
    }])
    expect(shared).toMatchObject([{ name: 'invoices', database: 'billing', owner: { repository: 'billing', service: 'billing', because: 'fills' } }])
  })

  test.each([['reads', SELECT], ['joins', JOIN]])('who only %s is a warning', (does, sql) => {
    expect(said(facts('orders', [sql]), billing)).toEqual([`warn no-shared-table: orders ${does} the table invoices of the database billing, which is filled by billing. Its owner can no longer change it alone.`])
  })

  test('whose migrations make it owns it, though another brings most rows', () => {
    const owner = facts('billing', [INSERT], { 'migrations/001.sql': 'create table invoices (id text);' })
    expect(said(facts('orders', [INSERT, INSERT, INSERT]), owner)).toEqual(['error no-shared-table: orders writes the table invoices of the database billing, which is made by the migrations of billing. Its rows change behind the back of their owner.'])
  })

  test('where all bring rows, nobody owns it', () => {
    expect(said(facts('orders', [INSERT]), billing)).toEqual(['error no-shared-table: billing and orders all write the table invoices of the database billing, and none of them owns it. What one relies on, the others can change.'])
  })

  test('where nobody brings rows, nobody owns it, and nothing breaks', () => {
    expect(said(facts('orders', [SELECT]), facts('reports', [SELECT]))).toEqual(['warn require-owner: No repository owns the table invoices of the database billing, which orders and reports use. Nobody decides about its columns.'])
  })

  test('code of one repository is for its own check to judge', () => {
    expect(merged(facts('orders', ['select * from orders where id = $1']), billing)).toMatchObject({ shared: [], findings: [], unknown: [] })
  })
})

describe('nothing is shared', () => {
  test.each([
    ['another database on that host', "{ host: 'db.acme.internal', database: 'orders' }"], ['another host', "{ host: 'db.acme.net', database: 'billing' }"], ['another port', "{ host: 'db.acme.internal', port: 6000, database: 'billing' }"],
  ])('where it is in %s', (_, pool) => expect(merged(facts('orders', [UPDATE], { pool }), billing)).toMatchObject({ shared: [], findings: [], unknown: [] }))

  test('where an environment of both tells them apart', () => {
    const pool = "{ connectionString: process.env.DATABASE_URL ?? 'postgres://db.acme.internal/billing' }"
    const env = (host: string) => ({ pool, '.env.example': `DATABASE_URL=postgres://${host}/billing\n` })
    expect(merged(facts('orders', [UPDATE], env('one.acme.internal')), facts('billing', [INSERT], env('two.acme.internal')))).toMatchObject({ shared: [], findings: [], unknown: [] })
  })

  test('where nothing says so, and that is counted', () => {
    const local = { pool: "{ connectionString: 'postgres://localhost/billing' }" }
    const both = [facts('orders', [UPDATE], local), facts('billing', [INSERT], local)] as const
    expect(merged(...both)).toMatchObject({ shared: [], findings: [] })
    expect(unknown(...both)).toEqual(['invoices: billing orders'])
  })
})

describe('one database by the word of the configuration', () => {
  const local = "{ connectionString: 'postgres://localhost/app' }"
  const named = (name: string, more: object = {}) => ({ pool: local, config: { databases: [{ name }], ...more } })

  test('of both', () => {
    expect(said(facts('orders', [UPDATE], named('billing')), facts('billing', [INSERT], named('billing')))).toEqual([expect.stringContaining('error no-shared-table: orders writes the table invoices of the database billing')])
    expect(merged(facts('orders', [UPDATE], named('orders')), facts('billing', [INSERT], named('billing')))).toMatchObject({ shared: [], findings: [], unknown: [] })
  })

  test('of one alone says nothing', () => expect(unknown(facts('orders', [UPDATE], named('billing')), billing)).toEqual(['invoices: billing orders']))

  test('by service, and not where two names are given', () => {
    const config = (databases: object[]) => ({ pool: local, config: { databases } })
    expect(facts('orders', [UPDATE], config([{ name: 'billing', services: ['ord*'] }])).tables[0]).toMatchObject({ database: 'billing' })
    expect(facts('orders', [UPDATE], config([{ name: 'billing', services: ['orders'] }, { name: 'other' }])).tables[0]).not.toHaveProperty('database')
  })

  test('who owns a table, and who may use it beside', () => {
    const reader = facts('orders', [INSERT, INSERT, INSERT])
    const owned = (more: object) => facts('billing', [SELECT], { config: { tables: { invoices: { owner: 'billing', ...more } } } })
    expect(said(reader, owned({}))).toEqual([expect.stringContaining('which the configuration gives to billing')])
    expect(said(reader, owned({ accept: ['orders'] }))).toEqual([])
    // Nobody accepts himself.
    expect(said(facts('orders', [UPDATE], { config: { tables: { invoices: { accept: true } } } }), billing)).toEqual([expect.stringContaining('orders writes')])
  })

  test('of two that claim a table', () => {
    const claiming = (name: string) => facts(name, [INSERT], { config: { tables: { invoices: { owner: name } } } })
    expect(said(claiming('orders'), claiming('billing'))).toEqual(['error no-shared-table: Configurations give the table invoices of the database billing to billing and orders. Each takes itself for the one who decides about it.'])
  })
})

describe('owners of services', () => {
  test('nobody, and two', () => {
    expect(said(facts('orders', []), facts('billing', [], { CODEOWNERS: '' }))).toEqual(['warn require-owner: Nobody is named for billing of the repository billing. When it fails, nobody knows whom to call.'])
    expect(said(facts('orders', []), facts('shop', [], { CODEOWNERS: '', 'services/a/package.json': manifest('a'), 'services/a/src/main.ts': '', 'services/b/package.json': manifest('b'), 'services/b/src/main.ts': '', 'package.json': '{ "name": "shop", "private": true, "workspaces": ["services/*"] }' }))).toEqual(['warn require-owner: Nobody is named for a and b of the repository shop. When one fails, nobody knows whom to call.'])
    const same = facts('orders', [])
    expect(said(same, { ...same, repository: 'copy', services: same.services.map(one => ({ ...one, owners: ['@acme/copies'] })) })).toEqual([
      'warn require-owner: The service orders has the owners @acme/copies in copy and @acme/orders in orders. When it fails, each waits for the other.',
    ])
  })
})

test('the order of the files changes nothing', () => {
  const all = [facts('orders', [UPDATE, INSERT]), billing, facts('reports', [SELECT], { pool: "{ host: 'db', database: 'billing' }" })]
  expect(JSON.stringify(merged(...all))).toBe(JSON.stringify(merged(...all.toReversed())))
})

describe('what cannot be put together is refused', () => {
  test('two files of one repository', () => {
    expect(() => together([{ file: 'a.json', facts: billing }, { file: 'b.json', facts: billing }])).toThrow(new FactsError('a.json and b.json are both of the repository billing.'))
  })

  const as = (changes: object): string => JSON.stringify({ ...billing, ...changes })
  test.each([
    ['no JSON', '{', 'it is not JSON.'], ['a part of a check', '{ "part": 1 }', '`bulkhead facts` writes those.'], ['null', 'null', '`bulkhead facts` writes those.'], ['of another form', as({ facts: 2 }), 'x.json is written in form 2, and this Bulkhead reads form 1.'],
    ['without a name', as({ repository: '' }), 'repository: '], ['with more than is known', as({ more: 1 }), 'more'], ['with a path of a machine', as({ tables: [{ ...billing.tables[0], uses: [{ does: 'read', file: '/etc/hosts', line: 1 }] }] }), 'tables.0.uses.0.file: is no path from the root of a repository'],
    ['with a path that leads out', as({ tables: [{ ...billing.tables[0], uses: [{ does: 'read', file: 'a/../../b', line: 1 }] }] }), 'is no path'], ['with something else for a list', as({ tables: 'all' }), 'tables: '],
  ])('%s', (_, text, message) => expect(() => readFacts('x.json', text)).toThrow(expect.objectContaining({ name: 'FactsError', message: expect.stringContaining(message) })))
})
