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

test('packages under names of their own, and what looks like one', () => {
  const workspace = opened({
    'package.json': { workspaces: ['a', 'kit'], dependencies: { old: 'npm:axios@0.27.2', same: 'npm:same@^1', plain: 'npm:^11.8.0', tagged: 'npm:latest-of@latest', linked: 'link:../x', from: 'catalog:' } },
    'pnpm-workspace.yaml': 'packages: [a, kit]\ncatalog:\n  from: npm:@scope/from@^2\n',
    'a/package.json': { name: 'a', dependencies: { old: 'npm:@scope/http', mine: 'workspace:@shop/kit@*', here: 'workspace:^', there: 'workspace:*' } },
    'kit/package.json': { name: '@shop/kit' }, 'kit/index.js': '',
  })
  const shown = (specifier: string, from: string) => { const found = workspace.resolve(specifier, from); return found.is === 'library' ? [found.module, found.as] : found.is === 'file' ? found.path : found.is }
  expect([shown('old', 'x.js'), shown('old/lib/core', 'x.js'), shown('old', 'a/x.js'), shown('from', 'x.js'), shown('tagged', 'x.js')]).toEqual([['axios', 'old'], ['axios/lib/core', 'old'], ['@scope/http', 'old'], ['@scope/from', 'from'], ['latest-of', 'tagged']])
  expect([shown('same', 'x.js'), shown('plain', 'x.js'), shown('here', 'a/x.js'), shown('linked', 'x.js'), shown('nobody', 'x.js')]).toEqual([['same', undefined], ['plain', undefined], ['here', undefined], ['linked', undefined], ['nobody', undefined]])
  expect(shown('mine', 'a/x.js')).toBe('kit/index.js')
  expect(['old', 'same', 'plain', 'tagged', 'from'].map(name => workspace.versionOf(name, 'x.js'))).toEqual(['0.27.2', '^1', '^11.8.0', 'latest', '^2'])
  expect([workspace.versionOf('old', 'a/x.js'), workspace.versionOf('axios', 'x.js')]).toEqual(['*', undefined])
  expect(workspace.renamed()).toEqual([{ as: 'old', name: '@scope/http' }, { as: 'mine', name: '@shop/kit' }, { as: 'old', name: 'axios' }, { as: 'tagged', name: 'latest-of' }, { as: 'from', name: '@scope/from' }])
})

describe('lockedVersionsOf', () => {
  const LOCKS: Record<string, string> = {
    'package-lock.json': `{
  "lockfileVersion": 3,
  "packages": {
    "": { "name": "x", "dependencies": { "got": "^11.0.0" } },
    "node_modules/@types/got": {
      "version": "9.6.12"
    },
    "node_modules/got": {
      "version": "11.8.6",
      "resolved": "https://registry.example/got.tgz"
    },
    "node_modules/old/node_modules/got": {
      "version": "9.6.0"
    },
    "node_modules/@scope/kit": {
      "name": "@other/kit",
      "version": "2.0.1"
    }
  }
}`,
    'pnpm-lock.yaml': `lockfileVersion: '9.0'

packages:

  '@scope/kit@2.0.1':
    resolution: {integrity: sha512-a}

  '@types/got@9.6.12':
    resolution: {integrity: sha512-b}

  got@11.8.6:
    resolution: {integrity: sha512-c}

snapshots:

  got@9.6.0(debug@4.0.0):
    dependencies:
      got@1: 7.0.0
`,
    'yarn.lock': `# yarn lockfile v1

"@scope/kit@^2.0.0":
  version "2.0.1"

"@types/got@^9":
  version "9.6.12"

got@^11.0.0, got@^11.8.0:
  version "11.8.6"

got@^9.0.0:
  version "9.6.0"
`,
    'bun.lock': `{
  "packages": {
    "@scope/kit": ["@scope/kit@2.0.1", "", {}, "sha512-a"],
    "@types/got": ["@types/got@9.6.12", "", {}, "sha512-b"],
    "got": ["got@11.8.6", "", { "dependencies": { "got": "7.0.0" } }, "sha512-c"],
    "old/got": ["got@9.6.0", "", {}, "sha512-d"],
    "renamed": ["@scope/other@3.0.0", "", {}, "sha512-e"],
  }
}`,
  }
  test.each(Object.entries(LOCKS))('%s', (name, text) => {
    const workspace = opened({ 'package.json': {}, [name]: text, 'a/src/x.ts': '' })
    expect(workspace.lockedVersionsOf('got', 'a/src/x.ts')).toEqual(['11.8.6', '9.6.0'])
    expect(workspace.lockedVersionsOf('@scope/kit', 'x.ts')).toEqual(['2.0.1'])
    expect(workspace.lockedVersionsOf('axios', 'x.ts')).toEqual([])
  })
  test('the one of Yarn 2 and later, the older one of pnpm, and the ends of lines of Windows', () => {
    const yarn = '__metadata:\r\n  version: 8\r\n\r\n"got@npm:^11.0.0, got@npm:^11.8.0":\r\n  version: 11.8.6\r\n  resolution: "got@npm:11.8.6"\r\n'
    expect(opened({ 'package.json': {}, 'yarn.lock': yarn }).lockedVersionsOf('got', 'x.ts')).toEqual(['11.8.6'])
    const pnpm = 'packages:\n\n  /got/11.8.6:\n    dev: false\n\n  /@scope/kit@2.0.1(got@11.8.6):\n    dev: false\n'
    const workspace = opened({ 'package.json': {}, 'pnpm-lock.yaml': pnpm })
    expect([workspace.lockedVersionsOf('got', 'x.ts'), workspace.lockedVersionsOf('@scope/kit', 'x.ts')]).toEqual([['11.8.6'], ['2.0.1']])
  })
  test('what is installed under a name of its own', () => {
    const versions = (name: string, text: string) => opened({ 'package.json': {}, [name]: text }).lockedVersionsOf('renamed', 'x.ts')
    expect([versions('bun.lock', LOCKS['bun.lock']!), versions('yarn.lock', '"renamed@npm:@scope/other@3.0.0":\n  version "3.0.0"\n')]).toEqual([['3.0.0'], ['3.0.0']])
  })
  test('the nearest one counts, and a strange name is no pattern', () => {
    const workspace = opened({ 'package.json': {}, 'yarn.lock': 'got@^9:\n  version "9.6.0"\n', 'a/package.json': {}, 'a/yarn.lock': 'got@^11:\n  version "11.8.6"\n' })
    expect([workspace.lockedVersionsOf('got', 'a/x.ts'), workspace.lockedVersionsOf('got', 'b/x.ts'), workspace.lockedVersionsOf('g.t', 'b/x.ts'), workspace.lockedVersionsOf('(', 'b/x.ts')]).toEqual([['11.8.6'], ['9.6.0'], [], []])
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
