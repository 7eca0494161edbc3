import { afterAll, describe, expect, test } from '@jest/globals'
import { opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

test('packages, their dependencies of every kind, and the one a file is in', () => {
  const workspace = opened({ 'package.json': { name: 'root' }, 'a/package.json': { name: '@x/a', dependencies: { pg: '8' }, devDependencies: { jest: '30', pg: '7' }, peerDependencies: { knex: '3' } }, 'a/src/x.ts': '', 'b/package.json': {} })
  expect(workspace.packages).toEqual([
    { name: '@x/a', directory: 'a', dependencies: { pg: '8', jest: '30', knex: '3' } }, { name: 'b', directory: 'b', dependencies: {} }, { name: 'root', directory: '', dependencies: {} },
  ])
  expect([workspace.packageOf('a/src/x.ts')?.name, workspace.packageOf('c/x.ts')?.name]).toEqual(['@x/a', 'root'])
})

describe('versionOf', () => {
  const workspace = opened({
    'package.json': { dependencies: { axios: '^1', zod: '^3' } }, 'pnpm-workspace.yaml': 'packages: [a]\ncatalog:\n  pg: ^8.11.0\ncatalogs:\n  old:\n    knex: ^2\n',
    'a/package.json': { name: 'a', dependencies: { axios: '^0.27', pg: 'catalog:', knex: 'catalog:old', got: 'npm:@scope/got@^12', lost: 'catalog:gone' } },
  })
  test.each([['axios', 'a/x.ts', '^0.27'], ['axios', 'x.ts', '^1'], ['zod', 'a/src/x.ts', '^3'], ['pg', 'a/x.ts', '^8.11.0'], ['knex', 'a/x.ts', '^2'], ['got', 'a/x.ts', '^12'], ['lost', 'a/x.ts', undefined], ['nobody', 'a/x.ts', undefined], ['constructor', 'a/x.ts', undefined]])(
    '%s for %s', (library, path, expected) => expect(workspace.versionOf(library, path)).toBe(expected))
  test('Yarn and Bun keep catalogs in package.json', () => {
    expect(opened({ 'package.json': { workspaces: { packages: ['a'], catalog: { pg: '8' } } }, 'a/package.json': { dependencies: { pg: 'catalog:' } } }).versionOf('pg', 'a/x.ts')).toBe('8')
  })
})

test('hostile and broken files are noted, never a crash', () => {
  const workspace = opened({
    'a/package.json': '{ "name": ', 'b/package.json': '[]', 'c/package.json': { name: 5, dependencies: ['x'], scripts: { start: 7 }, exports: { './*': { import: null } }, imports: 'x', workspaces: { packages: 3 }, bin: [], jest: { testRegex: '(' } },
    'c/x.ts': '', 'pnpm-workspace.yaml': 'packages: [a\n  b: : :', 'nx.json': {}, 'd/project.json': '{{', 'docker-compose.yml': 'services: 7', 'e/docker-compose.yml': 'services:\n  a:\n    build: 5\n  b:\n    build: ../../../out\n', 'tsconfig.json': '[1]',
    'prisma/schema.prisma': 'generator x {', CODEOWNERS: '[\n!!\n* \n\\ @x\n[[ @y\n', 'src/__proto__/constructor.ts': '', 'weird\nname [x] {y}.ts': '', 'package.json': { name: '__proto__', dependencies: { a: 'catalog:__proto__' } },
  })
  for (const path of workspace.files()) workspace.explain(path)
  expect(workspace.resolve('./x', 'c/y.ts')).toEqual({ is: 'file', path: 'c/x.ts' })
  expect(workspace.resolve('#x', 'c/y.ts').is).toBe('unresolved')
  expect(workspace.versionOf('a', 'x.ts')).toBeUndefined()
  expect(workspace.notJudged.map(({ path, reason }) => `${path}: ${reason.replace(/\(.*/, '')}`)).toEqual([
    'a/package.json: The package.json is not valid JSON ', 'b/package.json: The package.json holds no object.', 'pnpm-workspace.yaml: The file is not valid YAML or JSON ', 'd/project.json: The file is not valid YAML or JSON ',
  ])
})

test('the same repository gives the same answer twice', () => {
  const files = { 'package.json': { workspaces: ['*'] }, 'b/package.json': { name: 'b', dependencies: { express: '4' }, private: true }, 'b/a.ts': '', 'a/package.json': { name: 'a', dependencies: { koa: '2' }, private: true }, 'a/a.ts': '' }
  const one = opened(files)
  const two = opened(files)
  expect(JSON.stringify([one.services, one.assumptions, one.notJudged, one.packages])).toBe(JSON.stringify([two.services, two.assumptions, two.notJudged, two.packages]))
  expect(JSON.stringify([one.services, one.assumptions])).not.toContain(one.root)
})
