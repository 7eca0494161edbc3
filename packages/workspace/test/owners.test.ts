import { afterAll, describe, expect, test } from '@jest/globals'
import { assumed, opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

describe('CODEOWNERS', () => {
  const owners = (text: string, path: string, place = '.github/CODEOWNERS') => opened({ [place]: text, 'a.ts': '' }).ownersOf(path)
  test.each([
    ['the last line wins', '* @all\n*.ts @ts\n/src/ @src', 'src/a.ts', ['@src']],
    ['several owners, a comment, spaces', '  /src/   @a  b@c.de  # why\n', 'src/a.ts', ['@a', 'b@c.de']],
    ['no owner takes ownership away', '* @all\n/vendor/\n', 'vendor/a.ts', []],
    ['a name anywhere', 'orders/ @o', 'apps/orders/a.ts', ['@o']],
    ['a path is anchored', 'src/orders @o', 'apps/src/orders/a.ts', []],
    ['a folder without slash', '/src/orders @o', 'src/orders/deep/a.ts', ['@o']],
    ['a star stops at the files', 'docs/* @d', 'docs/deep/a.md', []],
    ['two stars do not', '/apps/**/db @d', 'apps/x/y/db/a.ts', ['@d']],
    ['brackets are letters', '/app/[id]/ @x', 'app/[id]/page.ts', ['@x']],
    ['an escaped space', '/my\\ files/ @x', 'my files/a.ts', ['@x']],
    ['an escaped number sign', '\\#a.ts @x', '#a.ts', ['@x']],
    ['a line that begins with a bracket', '* @all\n[id].ts @x', '[id].ts', ['@x']],
    ['GitHub skips an exclamation mark', '* @all\n!src/ @x', 'src/a.ts', ['@all']],
    ['a default of its section', '[Api] @api @ops\n/src/\n/docs/ @docs\n', 'src/a.ts', ['@api', '@ops']],
    ['a section goes on under the same name', '^[Api] @api\n/src/\n[Data]\n/db/ @data\n[API]\n/src/x/ @x\n', 'src/x/a.ts', ['@x']],
    ['a section excludes', '[Api] @api\n*\n!/src/db/\n/src/db/a.ts\n[Data]\n/src/db/ @data', 'src/db/a.ts', ['@data']],
    ['roles of GitLab', '* @@developers', 'a.ts', ['@@developers']],
    ['sections each have a say', '[Api][2] @api\n/src/\n[Data]\n/src/db/ @data\n', 'src/db/a.ts', ['@api', '@data']],
  ])('%s', (_, text, path, expected) => expect(owners(text, path)).toEqual(expected))

  test.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])('is found in %s', (place) => expect(owners('* @x', 'a.ts', place)).toEqual(['@x']))

  test('gives services their owners, and explanations their line', () => {
    const workspace = opened({ CODEOWNERS: '* @all\n/orders/ @o\n', 'orders/package.json': { dependencies: { express: '4' }, private: true }, 'orders/a.ts': '', 'lib.ts': '' })
    expect(workspace.services[0]?.owners).toEqual(['@o'])
    expect(workspace.explain('orders/a.ts')).toMatchObject({ owners: ['@o'], service: 'orders' })
    expect(workspace.explain('orders/a.ts').because).toContain('Owned by @o: line 2 of CODEOWNERS (`/orders/`).')
    expect(assumed(workspace)).toContain('The owners are those of CODEOWNERS.')
  })
  test('where there is none, nobody owns the code, and that is said', () => {
    const workspace = opened({ 'package.json': { dependencies: { express: '4' } }, 'a.ts': '' })
    expect(workspace.ownersOf('a.ts')).toEqual([])
    expect(assumed(workspace)).toContain('Nobody is known to own the code: there is no CODEOWNERS file.')
  })
})

describe('the catalogue of components', () => {
  const component = (name: string, owner: string, kind = 'Component') => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n  owner: ${owner}\n`
  test('owns its folder, and CODEOWNERS wins over it', () => {
    const workspace = opened({ 'orders/catalog-info.yaml': component('orders', 'group:default/orders-team'), 'orders/a.ts': '', 'b.ts': '' })
    expect([workspace.ownersOf('orders/a.ts'), workspace.ownersOf('b.ts')]).toEqual([['orders-team'], []])
    expect(workspace.explain('orders/a.ts').because).toContain('Owned by orders-team: `spec.owner` in orders/catalog-info.yaml.')
    expect(opened({ 'orders/catalog-info.yaml': component('orders', 'x'), CODEOWNERS: '* @all', 'orders/a.ts': '' }).ownersOf('orders/a.ts')).toEqual(['@all'])
  })
  test('one file with several components: the one of the service\'s name, and none where nothing tells', () => {
    const server = { private: true, dependencies: { express: '4' } }
    const workspace = opened({ 'catalog-info.yml': [component('shop', 'everybody', 'System'), component('orders', 'team-o'), component('billing', 'team-b')].join('---\n'), 'orders/package.json': server, 'orders/a.ts': '', 'billing/package.json': server, 'billing/a.ts': '', 'lib/a.ts': '' })
    expect(['orders/a.ts', 'billing/a.ts', 'lib/a.ts'].map((path) => workspace.ownersOf(path))).toEqual([['team-o'], ['team-b'], []])
  })
  test('a broken one is noted', () => {
    expect(opened({ 'catalog-info.yaml': 'spec: [', 'a.ts': '' }).notJudged).toEqual([expect.objectContaining({ path: 'catalog-info.yaml', reason: expect.stringContaining('The catalogue is not valid YAML (') })])
  })
})

describe('the people of a package.json', () => {
  test.each([
    [{ author: 'Jane Doe <jane@acme.com> (https://acme.com)' }, ['Jane Doe']],
    [{ author: { email: 'jane@acme.com' } }, ['jane@acme.com']],
    [{ author: 'Begun Long Ago', maintainers: ['A', { name: 'B', email: 'b@x' }] }, ['A', 'B']],
    [{ author: '', contributors: [{ name: 'C' }] }, ['C']],
    [{ author: '' }, []],
    [{ author: 3, maintainers: [null] }, []],
  ])('%j', (raw, expected) => expect(opened({ 'package.json': raw, 'a.ts': '' }).ownersOf('a.ts')).toEqual(expected))
  test('those of the package alone, not of the repository around it', () => {
    expect(opened({ 'package.json': { author: 'Acme' }, 'apps/a/package.json': {}, 'apps/a/a.ts': '' }).ownersOf('apps/a/a.ts')).toEqual([])
  })
})

describe('the configuration names owners', () => {
  const files = { 'package.json': { dependencies: { express: '4' }, author: 'Jane' }, CODEOWNERS: '/src/modules/orders/deep/ @deep', 'src/modules/orders/a.ts': '', 'src/modules/orders/deep/a.ts': '', 'src/modules/billing/a.ts': '', 'src/a.ts': '' }
  const owners = (config: object) => {
    const workspace = opened({ ...files, 'bulkhead.config.json': config })
    return ['src/modules/orders/a.ts', 'src/modules/orders/deep/a.ts', 'src/modules/billing/a.ts', 'src/a.ts'].map((path) => workspace.ownersOf(path).join())
  }
  test('by service, with it or by its name: both lists hold', () => {
    expect(owners({ owners: { orders: ['@o'] } })).toEqual(['@o', '@o', 'Jane', 'Jane'])
    expect(owners({ owners: { orders: ['@o'] }, services: [{ path: 'src/modules/orders', owners: ['@p'] }] })).toEqual(['@p,@o', '@p,@o', 'Jane', 'Jane'])
  })
  test('by path, where the last that matches wins', () => expect(owners({ owners: { 'src/**': ['@s'], 'src/modules/billing/': ['@b'] } })).toEqual(['@s', '@s', '@b', '@s']))
  test('a part without owners has those of the whole', () => {
    const { 'package.json': _, ...rest } = files
    const workspace = opened({ ...rest, 'package.json': { dependencies: { express: '4' } }, 'bulkhead.config.json': { services: [{ name: 'shop', path: '.', owners: ['@shop'] }] } })
    expect(['src/modules/orders/a.ts', 'src/modules/orders/deep/a.ts', 'src/a.ts'].map((path) => workspace.ownersOf(path))).toEqual([['@shop'], ['@deep'], ['@shop']])
    expect(workspace.services.map(({ name, owners }) => `${name} ${owners.join()}`)).toEqual(['shop @shop', 'billing @shop', 'orders @shop'])
  })
  test('a name that nothing has is a blind spot', () => {
    expect(opened({ ...files, 'bulkhead.config.json': { owners: { oders: ['@o'] } } }).notJudged).toEqual([{ path: 'bulkhead.config.json', reason: '`owners` names `oders`, which is neither a service nor a glob that matches a file.', remedy: 'Did you mean `orders`?' }])
  })
})
