import { afterAll, describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import type { ServiceMap } from '@bulkhead/checker'
import { dot } from '../src/map/dot.js'
import { matrixMarkdown, matrixText } from '../src/map/matrix.js'
import { mermaid } from '../src/map/mermaid.js'
import { drawnMap } from '../src/map/in-report.js'
import { mapPage, matrixPage } from '../src/map/page.js'
import { pictureOf } from '../src/map/picture.js'
import { svg } from '../src/map/svg.js'
import { text } from '../src/map/text.js'
import { bulkhead, repositories } from './command.js'
import { HOSTILE, hostileMap, link, manyServices, mapOf, service, table } from './maps.js'

const SHOP = fileURLToPath(new URL('../../../fixtures/services/shop', import.meta.url))
const { make, removeAll } = repositories()
afterAll(removeAll)

const OPTIONS = { version: '1.2.3', read: () => undefined }

describe('the map of the shop', () => {
  const map = JSON.parse(bulkhead(['map', SHOP, '--format', 'json']).out) as ServiceMap & { version: number }

  test('knows the services, their owners and their folders', () => {
    expect(map.version).toBe(1)
    expect(map.services.map(({ name, directory, owners }) => [name, directory, owners])).toEqual([
      ['catalog', 'services/catalog', ['@shop/merchandising']], ['orders', 'services/orders', ['@shop/order-management']], ['payments', 'services/payments', ['@shop/payments', '@shop/finance']],
    ])
  })

  test('says who depends on whom, and what a check reports of it', () => {
    expect(map.links.map(({ from, to, standing, rules }) => `${from} ${to} ${standing} ${rules.join()}`)).toEqual([
      'catalog payments broken no-cross-boundary-db-import', 'orders catalog broken no-cross-boundary-db-import', 'payments catalog broken no-cross-boundary-db-import', 'payments orders broken no-cross-boundary-db-import',
    ])
    expect(map.links[0]!.imports).toEqual([{ file: 'services/catalog/src/pricing/margin.ts', line: 3 }])
  })

  test('says whose a table is, and who reads it over the head of its owner', () => {
    const products = map.tables.find(({ name }) => name === 'products')!
    expect(products).toMatchObject({ owner: 'catalog', because: 'defines', definition: { file: 'services/catalog/src/entities/product.entity.ts' } })
    expect(products.uses.map(({ service: user, standing, foreign }) => [user, standing, foreign])).toEqual([['catalog', 'fine', { reads: false, writes: false }], ['orders', 'broken', { reads: true, writes: false }]])
  })

  test('is the same to the letter when it is made again', () => {
    expect(bulkhead(['map', SHOP, '--format', 'svg']).out).toBe(bulkhead(['map', SHOP, '--format', 'svg']).out)
  })

  test('draws what is broken in red, and what is not known dashed', () => {
    const drawn = dot(pictureOf(map))
    expect(drawn.split('\n').filter(line => line.includes('penwidth=2')).length).toBe(7)
    expect(drawn).toMatch(/-> unread \[.*style=dashed\]/)
  })

  test('is told in lines', () => {
    const { code, out } = bulkhead(['map', SHOP])
    expect(code).toBe(0)
    expect(out).toContain('    imports catalog  against no-cross-boundary-db-import  services/orders/src/orders/orders.module.ts:2')
    expect(out).toContain('3 services, 12 tables, 4 dependencies between services; 8 against a rule, 0 not judged\n')
  })

  test('has a matrix of tables', () => {
    const { out } = bulkhead(['map', SHOP, '--tables'])
    expect(out).toMatch(/^table +owner +catalog +orders +payments +foreign writes\n/)
    expect(out).toMatch(/\nproducts +catalog \(defines it\) +R1 W1 +R1!\n/)
    expect(bulkhead(['map', SHOP, '--tables', '--format', 'markdown']).out).toContain('| products | catalog &#40;defines it&#41; | R1 W1 | R1&#33; |   |   |\n')
  })
})

describe('what the configuration decided, and what a directive silences', () => {
  const files = {
    'package.json': JSON.stringify({ name: 'shop', workspaces: ['services/*'] }),
    'services/a/package.json': JSON.stringify({ name: 'a', scripts: { start: 'node src/main.ts' } }),
    'services/a/src/main.ts': "import { price } from '../../b/src/price.js'\nconsole.log(price(1))\n",
    'services/b/package.json': JSON.stringify({ name: 'b', scripts: { start: 'node src/main.ts' } }),
    'services/b/src/main.ts': "import { price } from './price.js'\nconsole.log(price(2))\n",
    'services/b/src/price.ts': 'export function price(n) { return n * 2 }\n',
  }
  const links = (more: Record<string, string>) => (JSON.parse(bulkhead(['map', make({ ...files, ...more }), '--format', 'json']).out) as ServiceMap).links.map(({ from, to, standing }) => `${from} ${to} ${standing}`)
  const configured = (config: object) => ({ 'bulkhead.config.json': JSON.stringify({ rules: { 'no-boundary-bypass': 'error' }, ...config }) })

  test('a bypass is broken where the rule is on', () => expect(links(configured({}))).toEqual(['a b broken']))
  test('and is not where the edge is allowed', () => expect(links(configured({ edges: [{ from: 'a', to: 'b', is: 'allowed' }] }))).toEqual(['a b fine']))
  test('nor where it is silenced', () => {
    expect(links({ ...configured({}), 'services/a/src/main.ts': `// eslint-disable-next-line bulkhead/no-boundary-bypass -- decided\n${files['services/a/src/main.ts']}` })).toEqual(['a b fine'])
  })
})

describe('forms', () => {
  test.each([['markdown', []], ['svg', ['--tables']], ['dot', ['--tables']]])('%s with %j is refused, with what there is', (format, more) => {
    const { code, err } = bulkhead(['map', SHOP, '--format', format, ...more])
    expect(code).toBe(2)
    expect(err).toMatch(/is not made as \w+\.\nPass one of text, /)
  })

  test('say so where there is nothing', async () => {
    const empty = mapOf({})
    expect(text(empty)).toContain('No service was found.')
    expect(matrixText(empty)).toContain('No table was found.')
    expect(mapPage(empty, await drawnMap(empty), OPTIONS)).toContain('No service was found.')
    expect(matrixPage(await drawnMap(empty), OPTIONS)).toContain('No table was found.')
  })

  test('an edge of a table to which several do the same is drawn once', () => {
    const map = mapOf({ services: [service('a'), service('b')], tables: [table('x', 'a', ['a', 'b'], 'broken'), table('y', 'a', ['a', 'b'], 'broken'), table('z', 'a', ['a'])] })
    const { nodes, edges } = pictureOf(map)
    expect(nodes.map(({ title, lines }) => [title, ...lines])).toEqual([['a', '@acme/team', '1 table: z'], ['b', '@acme/team'], ['x, y', 'of a']])
    expect(edges.map(({ from, to, label, standing }) => [from, to, label, standing])).toEqual([['s0', 't0', 'owns, writes', 'fine'], ['s1', 't0', 'writes', 'broken']])
  })

  test('a matrix of many services lists the users of each table', () => {
    expect(matrixText(manyServices(12))).toMatch(/^table +owner +used by +foreign writes\n[\s\S]*\nshared_8 +module-08 \(defines it\) +module-08 W1, module-09 W1! +module-09\n/)
  })
})

describe('many services', () => {
  test.each([30, 45, 200])('%i can still be read, and those that break a rule are drawn each', count => {
    const { nodes, edges } = pictureOf(manyServices(count))
    expect(nodes.length).toBeLessThanOrEqual(50)
    expect(nodes.map(({ title }) => title)).toEqual(expect.arrayContaining(['module-04', 'module-05', 'module-08', 'module-09']))
    expect(edges.filter(({ standing }) => standing === 'broken')).toHaveLength(2)
  })

  test('those with which nothing is wrong are one where there are more than can be read', () => {
    const [several, ...more] = pictureOf(manyServices(45)).nodes.filter(({ is }) => is === 'several')
    expect(more).toEqual([])
    expect(several).toMatchObject({ title: '41 services', lines: expect.arrayContaining(['in services']) })
  })

  test('every edge leads from a node to a node', () => {
    for (const map of [manyServices(45), hostileMap()]) {
      const { nodes, edges, clusters } = pictureOf(map)
      const ids = new Set(nodes.map(({ id }) => id))
      expect([...edges.flatMap(({ from, to }) => [from, to]), ...clusters.flatMap(cluster => cluster.nodes)].filter(id => !ids.has(id))).toEqual([])
      expect(ids.size).toBe(nodes.length)
    }
  })
})

describe('names written to be obeyed', () => {
  const map = hostileMap()

  test('are text in the picture and in the pages', async () => {
    const drawn = await svg(dot(pictureOf(map)))
    const inPages = await drawnMap(map)
    // The only script is that of the page itself, at its end.
    for (const made of [drawn, ...[mapPage(map, inPages, OPTIONS), matrixPage(inPages, OPTIONS)].map(page => page.replace(/<style>[\s\S]*?<\/style>|<script>(?:(?!<script)[\s\S])*<\/script>\s*<\/body>/g, ''))]) {
      expect(made).not.toMatch(/<(?:script|img|b)\b/i)
      expect(made.replace(/"[^"]*"/g, '""').match(/<[^<>]*\son\w+=/g)).toBeNull()
      expect(made).not.toMatch(/[\u202e\u001b]/)
    }
    expect(drawn).toContain('&lt;script&gt;window.hacked = 1&lt;/script&gt;')
    // What looks like an entity is shown as it is written, and read by nobody.
    expect(drawn).toContain('&amp;lt;b&amp;gt;&amp;#60;i')
  })

  test('neither end a label nor begin a statement', () => {
    expect(mermaid(pictureOf(map)).split('\n').filter(line => !/^(?:flowchart LR| {2}subgraph c\d+\["[^"<>`]*"\]| {2}end| {2,4}\w+(?:\(|\[\[|\[\(|>)"(?:[^"<>`]|<br\/>)*"(?:\)|\]\]|\)\]|\])| {2}\w+ \S+\|"[^"<>`]*"\| \w+| {2}linkStyle [\d,]+ \S+|)$/.test(line))).toEqual([])
    expect(dot(pictureOf(map)).split('\n').filter(line => /^\s*evil/.test(line))).toEqual([])
  })

  test('break no row of a table, and reach no terminal', () => {
    const rows = matrixMarkdown(map).split('\n').filter(line => line.startsWith('|'))
    expect(rows).toHaveLength(HOSTILE.length + 2)
    expect(new Set(rows.map(row => row.split('|').length)).size).toBe(1)
    expect(text(map) + matrixText(map)).not.toMatch(/[\u202e\u001b]/)
  })
})

test('a dependency that nobody can judge is dashed, and one that is broken is not', () => {
  const lines = mermaid(pictureOf(mapOf({ services: [service('a'), service('b'), service('c')], links: [link('a', 'b', 'unjudged'), link('a', 'c', 'broken'), link('b', 'c')] })))
  expect(lines.split('\n').filter(line => line.includes('1 import') || line.includes('linkStyle')).map(line => line.trim())).toEqual(['s0 -.->|"1 import"| s1', 's0 ==>|"1 import"| s2', 's1 -->|"1 import"| s2', 'linkStyle 1 stroke:#c81e1e,stroke-width:2px,color:#c81e1e'])
})
