import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const DAY = ['--as-of', '2026-11-23']
const shop = join(import.meta.dirname, '../../../fixtures/services/shop')

interface ReviewJson { parts: { heading: string; statements: { is: string; text: string; at?: { file: string; line: number }[] }[]; grids: { title: string; head: string[]; rows: string[][] }[]; diagram?: string }[] }

const many = {
  'package.json': '{ "workspaces": ["services/*"], "engines": { "node": ">=18" }, "scripts": { "lint": "eslint .", "test": "turbo run test:all" } }',
  '.github/workflows/ci.yml': [
    'name: eslint and k6 run', 'on: push', 'jobs:', '  all:', '    steps:', '      - uses: github/codeql-action/analyze@v3', '      - name: vitest', '        run: npm run lint', '      - run: |', '          # oasdiff', '          npm ci', '          yarn test', '      - with: { command: squawk }', '',
  ].join('\n'),
  'renovate.json': '{}', 'tools/report/Dockerfile': 'FROM node:16\n', 'tools/report/package.json': '{ "name": "report" }', 'docker/Dockerfile': 'FROM node:14\n',
  'services/stock/test/package.json': '{ "name": "stock-test", "scripts": { "test:all": "vitest run" } }', 'examples/shop/migrations/001.sql': 'create table z ();',
  ...Object.fromEntries(['orders', 'stock'].flatMap(name => [
    [`services/${name}/package.json`, `{ "name": "${name}", "scripts": { "start": "node src/app.js" }, "dependencies": { "express": "^5.0.0" } }`],
    [`services/${name}/src/app.ts`, "import express from 'express'\nimport axios from 'axios'\nexport const app = express()\napp.get('/', async (_, res) => res.json((await axios.get('https://a.example/b', { timeout: 500 })).data))\n"],
    [`services/${name}/Dockerfile`, 'FROM --platform=linux/amd64 docker.io/library/node:24-alpine AS build\n'],
  ])),
  'services/mail/package.json': '{ "name": "mail", "scripts": { "start": "node src/app.js" }, "dependencies": { "koa": "^3.0.0" } }',
  'services/mail/src/app.ts': "import Koa from 'koa'\nexport const app = new Koa()\n",
  'services/mail/Dockerfile': '# the old one\nFROM node:20\n',
  'services/mail/openapi.yaml': '# ours\nopenapi: 3.1.0\ninfo: { title: Mail }\n',
  'services/orders/src/describe.ts': "import swaggerJsdoc from 'swagger-jsdoc'\nexport const description = swaggerJsdoc({})\n",
  'services/stock/src/item.ts': "import { ApiProperty } from '@nestjs/swagger'\nexport class Item { @ApiProperty() name = '' }\n",
  'services/mail/migrations/1.js': "exports.up = db => db.createTable('a')\nexports.down = db => db.dropTable('a')\n", 'services/mail/migrations/2.js': 'exports.down = function (db, callback) {\n  callback()\n}\n',
  'services/mail/migrations/3.ts': "export class Add3 {\n  async up() {}\n  async down() { throw new Error('no way back') }\n}\n", 'services/mail/migrations/4.ts': "export class Add4 {\n  async down(runner: { query(sql: string): void }) { await runner.query('drop table a') }\n}\n",
  'services/mail/migrations/5.ts': "const down = async (db: { drop(): void }) => { db.drop() }\nexport default { up: async () => {}, down }\n", 'services/mail/migrations/6.ts': '// There is no down(), as nobody goes back.\nexport async function up() {}\n',
  'services/orders/migrations/001.up.sql': 'create table a ();', 'services/orders/migrations/001.down.sql': 'drop table a;', 'services/orders/migrations/002.up.sql': 'create table b ();',
  'services/stock/prisma/migrations/1_a/migration.sql': 'create table c ();', 'services/stock/prisma/migrations/1_a/down.sql': 'drop table c;', 'services/stock/prisma/migrations/2_b/migration.sql': 'create table d ();',
}

describe('bulkhead review', () => {
  const { code, out } = bulkhead(['review', shop, '--format', 'json', ...DAY])
  const review = JSON.parse(out) as ReviewJson

  test('answers with the seven parts, and judges nothing', () => {
    expect(code).toBe(0)
    expect(review.parts.map(({ heading }) => heading)).toEqual([
      'Decision summary with tradeoffs', 'Boundaries and ownership map', 'API and data contract strategy', 'Reliability, security and observability design',
      'Delivery plan with migration and rollback', 'Quality gates for CI/CD and release', 'Risks with mitigation and follow-up',
    ])
    expect(review.parts[1]!.diagram).toContain('flowchart LR')
  })

  test('shows every place that it names in a file that is there', () => {
    const places = review.parts.flatMap(({ statements }) => statements.flatMap(({ at = [] }) => at))
    expect(places.length).toBeGreaterThan(20)
    for (const { file, line } of places) expect(readFileSync(join(shop, file), 'utf8').split('\n').length).toBeGreaterThanOrEqual(line)
  })

  test('is a page too, with the picture of the services', () => {
    const page = bulkhead(['review', shop, '--format', 'html', ...DAY]).out
    expect([...page.matchAll(/<h2 [^>]*>(\d\. [^<]*)</g)].map(match => match[1])).toEqual(review.parts.map(({ heading }, index) => `${index + 1}. ${heading}`))
    expect(page.match(/<svg /g)).toHaveLength(1)
    expect(page).toContain('<title>shop: architecture review</title>')
  })

  test('is the same text for the same commit', () => {
    const [first, second] = [0, 1].map(() => bulkhead(['review', shop, ...DAY]).out)
    expect(first).toBe(second)
    expect(first).toContain('| 3 programs that are deployed apart | services/catalog, services/orders, services/payments |')
    expect(first).toContain('A request without a limit waits as long as the other side stays silent.')
  })

  test('takes the constraints of the configuration, and assumes those that are missing', () => {
    const root = make({ ...many, 'bulkhead.config.json': JSON.stringify({ constraints: { latency: { p95: 300 }, rto: '30m', contexts: ['orders', 'billing'] } }) })
    const { out } = bulkhead(['review', root, ...DAY])
    expect(out).toContain('- `constraints.latency` is declared as p95 300.')
    expect(out).toContain('- `constraints.rto` is declared as 30m.')
    expect(out).toContain('- `constraints.rpo` is not declared: the data of the last 15 minutes may be lost.')
    expect(out).toContain('- Where is the bounded context billing? No service bears its name.')
    expect(out).not.toContain('How long may a rollback take?')
  })

  test('tells of runtimes that have ended, of a service that departs, of descriptions and of migrations', () => {
    const root = make(many)
    const { out } = bulkhead(['review', root, ...DAY])
    expect(out).toContain('- Node.js 20, which mail asks for, has had no mending since 2026-04-30. (`services/mail/Dockerfile:2`)')
    expect(out).not.toContain('Node.js 18')
    expect(out).not.toContain('Node.js 24,')
    expect(out).toContain('- mail is built with koa, where 2 services use express. Why? No decision record names it. (`services/mail/src/app.ts:1`)')
    expect(out).toContain('- mail describes an interface in OpenAPI 3.1.0. (`services/mail/openapi.yaml:2`)')
    expect(out).toContain('- What does stock promise to those who call it? No description of its interface was found.')
    expect(out).toContain('- orders describes its interface in code, by swagger-jsdoc. What was released of it is not in the repository, so nothing can be compared with it. (`services/orders/src/describe.ts:2`)')
    expect(out).not.toContain('What does orders promise')
    expect(out).not.toContain('What does mail promise')
    expect(out).toContain('- services/orders/migrations holds 2 migrations, of which one says how to go back.')
    expect(out).toContain('- services/stock/prisma/migrations holds 2 migrations, of which one says how to go back.')
    expect(out).toContain('- services/mail/migrations holds 6 migrations, of which 3 say how to go back.')
    expect(out).not.toContain('examples/shop/migrations')
    expect(out).not.toContain('Node.js 16')
    expect(out).toContain('- Node.js 14, which the repository asks for, has had no mending since 2023-04-30. (`docker/Dockerfile:1`)')
    const ci = [...out.matchAll(/^- CI runs (.*?), which bears on `([^`]*)`.*\((.*)\)$/gm)].map(match => match.slice(1))
    expect(ci).toEqual([['ESLint', 'static-analysis', '`.github/workflows/ci.yml:8`'], ['Vitest', 'tests', '`.github/workflows/ci.yml:12`'], ['CodeQL', 'security-findings', '`.github/workflows/ci.yml:6`']])
    expect(out).toContain('- Renovate asks for newer dependencies. (`renovate.json:1`)')
    expect(out).toContain('- Who owns mail, orders and stock? Nobody is named for them.')
    expect(out).toContain('- Of 3 deployed services, 1 cause breaks `require-owner`.')
    const recorded = make({ ...many, 'docs/adr/0003-koa.md': '# Mail is built with Koa\n\nBecause koa is what its team knows.\n' })
    expect(bulkhead(['review', recorded, ...DAY]).out).toContain('- mail is built with koa, where 2 services use express; Mail is built with Koa records it. (`docs/adr/0003-koa.md:1`)')
  })

  test('shows text of the repository as text', () => {
    const root = make({ ...backend({}), 'docs/adr/1.md': '# <img src=x onerror=alert(1)> [a](http://b) @acme `x|y`\n', 'src/a.ts': 'export const a = 1\n' })
    const { out } = bulkhead(['review', root, ...DAY])
    expect(out).toContain('Decided: &lt;img src=x onerror=alert(1)\\> \\[a\\](http&#58;//b) &#64;acme `x│y`')
  })
})

describe('bulkhead adr', () => {
  test('begins a record behind those that are there, and leaves open what only people can weigh', () => {
    const root = make({ ...many, 'docs/decisions/0007-queues.md': '# Use queues\n' })
    expect(bulkhead(['adr', 'Use Koa: everywhere?', '--root', root, '--candidates', 'koa', 'hono', ...DAY])).toMatchObject({ code: 0, out: 'docs/decisions/0008-use-koa-everywhere.md\n' })
    const text = readFileSync(join(root, 'docs/decisions/0008-use-koa-everywhere.md'), 'utf8')
    expect(text).toContain('# 8. Use Koa: everywhere?\n\n- Status: proposed\n- Date: 2026-11-23\n')
    expect(text).toContain('| koa | mail at ^3.0.0 (services/mail/src/app.ts:1) | *open* | *open* | *open* | used in one service | *open* | *open* |')
    expect(text).toContain('| hono | nowhere | *open* |')
    expect(text).toContain('- mail asks for Node.js 20, which has had no mending since 2026-04-30. (`services/mail/Dockerfile:2`)')
    expect(text).toContain('- Decided before: Use queues (`docs/decisions/0007-queues.md:1`)')
    expect(bulkhead(['adr', 'Another', '--root', root, ...DAY]).out).toBe('docs/decisions/0009-another.md\n')
  })

  test('needs a title with words in it', () => expect(bulkhead(['adr', '???', '--root', shop])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('A record needs a title with words in it') }))
})
