import { expect, test } from '@jest/globals'
import { projectOf } from './repository.js'

/** What bounds connecting, and what bounds a query, of a client of a library with several drivers. */
function limitsOf(made: string) {
  const project = projectOf({ 'db.ts': `import { Sequelize } from 'sequelize'\nimport { config } from './config.js'\nexport const db = new Sequelize(${made})\nexport const ok = () => db.query('select 1')`, 'config.ts': 'declare const config: { driver: string }; export { config }' }, {}, true)
  const query = project.operations('db.ts').find(operation => operation.kind === 'db.query')!
  return (['connect', 'query'] as const).map(name => {
    const limit = query.limit(name)
    return limit.state === 'set' ? limit.value : limit.state
  })
}

test.each([
  ["{ dialect: 'postgres' }", 'unlimited', 'unlimited'],
  ["{ dialect: 'postgres', dialectOptions: { connectionTimeoutMillis: 2000, query_timeout: 5000 } }", '2000 ms', '5000 ms'],
  // The option of one driver means nothing to another.
  ["{ dialect: 'mysql', dialectOptions: { connectionTimeoutMillis: 2000, query_timeout: 5000 } }", '10000 ms by default', 'unlimited'],
  ["{ dialect: 'mssql' }", '15000 ms by default', '15000 ms by default'],
  ["{ dialect: 'sqlite' }", 'unknown', 'unknown'],
  // Where the driver cannot be read, only what holds for each of them is known.
  ['{ dialect: config.driver }', 'unknown', 'unknown'],
  ["{ dialect: config.driver, dialectOptions: { connectionTimeoutMillis: 2000, query_timeout: 5000 } }", '2000 ms', '5000 ms'],
  // An address says it too.
  ["'mysql://db/shop', {}", '10000 ms by default', 'unlimited'],
  ['`mysql://${config.driver}/shop`, {}', '10000 ms by default', 'unlimited'],
  ["'postgres://db/shop', { dialectOptions: { query_timeout: 5000 } }", 'unknown', '5000 ms'],
  ["process.env.DATABASE_URL, { dialect: 'mysql' }", '10000 ms by default', 'unlimited'],
])('new Sequelize(%s): connect %s, query %s', (made, connect, query) => {
  expect(limitsOf(made)).toEqual([connect, query])
})
