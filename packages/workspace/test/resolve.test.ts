import { afterAll, describe, expect, test } from '@jest/globals'
import type { Workspace } from '../src/index.js'
import { assumed, opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

const file = (path: string) => ({ is: 'file', path })
const library = (name: string, module = name) => ({ is: 'library', name, module })
const reason = (workspace: Workspace, specifier: string, from: string) => {
  const found = workspace.resolve(specifier, from)
  return found.is === 'unresolved' ? found.reason : found
}

describe('relative imports', () => {
  const workspace = opened({
    'src/a.ts': '', 'src/b/index.ts': '', 'src/c.tsx': '', 'src/d.js': '', 'src/e.mts': '', 'src/f.d.ts': '', 'src/data.json': {}, 'src/page.css': '', 'src/orders.service.ts': '',
    'src/b.ts': '', 'src/deep/x.ts': '', '.gitignore': 'src/generated\n', 'src/generated/client.ts': '', 'top.ts': '',
  })
  test.each([
    ['./a', file('src/a.ts')], ['./a.js', file('src/a.ts')], ['./c.jsx', file('src/c.tsx')], ['./d', file('src/d.js')], ['./e.mjs', file('src/e.mts')], ['./b', file('src/b.ts')],
    ['./b/', file('src/b/index.ts')], ['./f', file('src/f.d.ts')], ['./orders.service', file('src/orders.service.ts')], ['..', undefined], ['../top', file('top.ts')],
    ['./data.json', { is: 'asset', path: 'src/data.json' }], ['./page.css?inline', { is: 'asset', path: 'src/page.css' }], ['./absent.svg', { is: 'asset', path: 'src/absent.svg' }],
    ['../node_modules/pg/lib/x', library('pg', 'pg/lib/x')],
  ])('%s', (specifier, expected) => {
    const found = workspace.resolve(specifier, 'src/main.ts')
    if (expected) expect(found).toEqual(expected)
    else expect(found.is).toBe('unresolved')
  })
  test('that lead nowhere say so', () => {
    expect(reason(workspace, './nope', 'src/main.ts')).toBe('`./nope` points at src/nope, where no file is.')
    expect(reason(workspace, './generated/client', 'src/main.ts')).toBe('`./generated/client` points at src/generated/client, which git ignores: it is generated or built.')
    expect(reason(workspace, '../../x', 'src/main.ts')).toBe('`../../x` leads out of the repository.')
    expect(reason(workspace, '', 'src/main.ts')).toBe('The specifier is empty.')
  })
  test('from different folders are different answers', () => {
    expect(workspace.resolve('./x', 'src/deep/y.ts')).toEqual(file('src/deep/x.ts'))
    expect(workspace.resolve('./x', 'src/y.ts').is).toBe('unresolved')
  })
})

describe('bare imports', () => {
  const workspace = opened({ 'package.json': { name: 'shop', dependencies: { pg: '^8' } }, 'src/a.ts': '', 'node_modules/pg/index.js': 'module.exports = 1' })
  test.each([
    ['node:fs', { is: 'builtin', module: 'fs' }], ['fs/promises', { is: 'builtin', module: 'fs/promises' }], ['node:made-up', { is: 'builtin', module: 'made-up' }],
    ['pg', library('pg')], ['drizzle-orm/pg-core', library('drizzle-orm', 'drizzle-orm/pg-core')], ['@nestjs/common', library('@nestjs/common')], ['@aws-sdk/client-s3/x', library('@aws-sdk/client-s3', '@aws-sdk/client-s3/x')],
    ['npm:zod@3', library('zod')], ['chart.js', library('chart.js')],
  ])('%s', (specifier, expected) => expect(workspace.resolve(specifier, 'src/a.ts')).toEqual(expected))
  test('that no package can be called are aliases nobody declared', () => {
    expect(reason(workspace, '@/lib/db', 'src/a.ts')).toBe('`@/lib/db` looks like a path alias, but no tsconfig above declares it.')
    expect(reason(workspace, '#db', 'src/a.ts')).toContain('is in no `imports` of package.json')
    expect(reason(workspace, 'https://x.dev/y.ts', 'src/a.ts')).toContain('fetched by URL')
    expect(reason(workspace, '/abs', 'src/a.ts')).toContain('absolute path')
  })
  test('that start with a folder of the package work through a loader', () => {
    expect(opened({ 'package.json': {}, 'src/a.ts': '', 'src/b.ts': '' }).resolve('src/b', 'src/a.ts')).toEqual(file('src/b.ts'))
  })
})

describe('tsconfig', () => {
  test('paths come from the nearest tsconfig, with comments, extends and the longest prefix', () => {
    const workspace = opened({
      'tsconfig.base.json': '{ // base\n "compilerOptions": { "paths": { "@lib/*": ["libs/*/src"], "@lib/db": ["libs/database/index.ts"], }, }, }',
      'apps/api/tsconfig.json': { extends: '../../tsconfig.base' }, 'libs/log/src/index.ts': '', 'libs/database/index.ts': '', 'libs/db/src/index.ts': '', 'apps/api/a.ts': '',
    })
    expect(workspace.resolve('@lib/log', 'apps/api/a.ts')).toEqual(file('libs/log/src/index.ts'))
    expect(workspace.resolve('@lib/db', 'apps/api/a.ts')).toEqual(file('libs/database/index.ts'))
  })
  test('baseUrl, several targets and references of a solution', () => {
    const workspace = opened({
      'a/tsconfig.json': { compilerOptions: { baseUrl: 'src' } }, 'a/src/users/x.ts': '', 'a/src/main.ts': '',
      'b/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] }, 'b/tsconfig.app.json': { compilerOptions: { paths: { '~/*': ['./gone/*', './app/*'] } } }, 'b/app/y.ts': '',
    })
    expect(workspace.resolve('users/x', 'a/src/main.ts')).toEqual(file('a/src/users/x.ts'))
    expect(workspace.resolve('express', 'a/src/main.ts')).toEqual(library('express'))
    expect(workspace.resolve('~/y', 'b/app/z.ts')).toEqual(file('b/app/y.ts'))
  })
  test('a preset of the repository is found by name, one that is not installed is assumed to hold no paths', () => {
    const workspace = opened({
      'package.json': { workspaces: ['packages/*'] }, 'packages/tsconfig/package.json': { name: '@repo/tsconfig' }, 'packages/tsconfig/base.json': { compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } },
      'packages/api/package.json': { name: 'api' }, 'packages/api/tsconfig.json': { extends: ['@tsconfig/node20/tsconfig.json', '@repo/tsconfig/base.json'] }, 'packages/api/src/x.ts': '', 'packages/api/src/y.ts': '',
    })
    expect(workspace.resolve('@/x', 'packages/api/src/y.ts')).toEqual(file('packages/api/src/x.ts'))
    expect(assumed(workspace)).toContain('@tsconfig/node20/tsconfig.json are not installed')
    expect(workspace.notJudged).toEqual([])
  })
  test('a tsconfig that a framework writes holds its aliases before it is written', () => {
    const workspace = opened({
      'web/tsconfig.json': { extends: './.nuxt/tsconfig.json' }, 'web/server/tsconfig.json': { extends: '../.nuxt/tsconfig.server.json' }, 'web/lib/a.ts': '', 'web/app/utils/b.ts': '', 'web/server/routes/c.ts': '',
      'kit/tsconfig.json': { extends: './.svelte-kit/tsconfig.json' }, 'kit/src/lib/index.ts': '', 'kit/src/lib/server/d.ts': '', 'written/tsconfig.json': { extends: './.nuxt/tsconfig.json' }, 'written/.nuxt/tsconfig.json': { compilerOptions: { paths: { '~/*': ['../code/*'] } } }, 'written/code/e.ts': '', 'written/e.ts': '',
    })
    for (const specifier of ['~~/lib/a', '~/lib/a', '@/lib/a', '@@/lib/a']) expect(workspace.resolve(specifier, 'web/server/routes/c.ts')).toEqual(file('web/lib/a.ts'))
    expect(workspace.resolve('~/utils/b', 'web/lib/a.ts')).toEqual(file('web/app/utils/b.ts'))
    expect(workspace.resolve('$lib', 'kit/src/routes/x.ts')).toEqual(file('kit/src/lib/index.ts'))
    expect(workspace.resolve('$lib/server/d', 'kit/src/routes/x.ts')).toEqual(file('kit/src/lib/server/d.ts'))
    expect(workspace.resolve('~/e', 'written/x.ts')).toEqual(file('written/code/e.ts'))
    expect(workspace.notJudged).toEqual([])
    expect(assumed(workspace)).toContain('web/.nuxt/tsconfig.json is not there; it is taken to hold the aliases that its framework writes by itself.')
  })
  test('a missing, circular or broken tsconfig is noted, and relative imports still work', () => {
    const workspace = opened({
      'a/tsconfig.json': { extends: './gone.json' }, 'a/x.ts': '', 'b/tsconfig.json': { extends: './other.json' }, 'b/other.json': { extends: './tsconfig.json' }, 'b/x.ts': '', 'c/tsconfig.json': '{ "compilerOptions": ', 'c/x.ts': '',
    })
    for (const folder of ['a', 'b', 'c']) expect(workspace.resolve('./x', `${folder}/y.ts`)).toEqual(file(`${folder}/x.ts`))
    expect(workspace.notJudged.map(({ reason }) => reason)).toEqual([
      'The tsconfig extends ./gone.json, which is not there.', 'The tsconfig extends itself: b/tsconfig.json -> b/other.json -> b/tsconfig.json.', 'The tsconfig is not valid JSON.',
    ])
  })
  test('an alias that leads nowhere says where it would lead', () => {
    const workspace = opened({ 'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } }, 'src/a.ts': '' })
    expect(reason(workspace, '@/gone', 'src/a.ts')).toBe('`@/gone` points at src/gone, where no file is.')
  })
})

describe('packages of the repository', () => {
  const workspace = opened({
    'package.json': { workspaces: ['packages/*'] },
    'packages/main/package.json': { name: '@acme/main', main: './dist/index.js' }, 'packages/main/src/index.ts': '', 'packages/main/src/deep/x.ts': '',
    'packages/map/package.json': { name: '@acme/map', exports: { '.': { types: './dist/index.d.ts', import: './dist/esm/index.mjs' }, './*': './dist/*.js', './only': { require: './lib/only.cjs' } }, imports: { '#db': './dist/database.js', '#x/*': './src/*.ts' } },
    'packages/map/src/index.ts': '', 'packages/map/src/part.ts': '', 'packages/map/src/only.ts': '', 'packages/map/src/database.ts': '',
    'packages/bare/package.json': { name: 'bare' }, 'packages/bare/index.js': '', 'packages/bare/types/order.d.ts': '',
    'packages/api/package.json': { name: 'api', dependencies: { '@acme/main': 'workspace:*' } }, 'packages/api/src/main.ts': '',
    'elsewhere/package.json': { name: 'express' }, 'elsewhere/index.js': '',
  })
  test.each([
    ['@acme/main', 'packages/main/src/index.ts'], ['@acme/main/src/deep/x', 'packages/main/src/deep/x.ts'], ['@acme/main/dist/deep/x', 'packages/main/src/deep/x.ts'], ['@acme/map', 'packages/map/src/index.ts'],
    ['@acme/map/part', 'packages/map/src/part.ts'], ['@acme/map/only', 'packages/map/src/only.ts'], ['bare', 'packages/bare/index.js'], ['bare/types/order', 'packages/bare/types/order.d.ts'],
  ])('%s is its source', (specifier, path) => expect(workspace.resolve(specifier, 'packages/api/src/main.ts')).toEqual(file(path)))
  test('package imports lead to source', () => {
    expect(workspace.resolve('#db', 'packages/map/src/index.ts')).toEqual(file('packages/map/src/database.ts'))
    expect(workspace.resolve('#x/part', 'packages/map/src/index.ts')).toEqual(file('packages/map/src/part.ts'))
  })
  test('a subpath without source says so; a package outside the workspace is no rival of a library', () => {
    expect(reason(workspace, '@acme/map/gone', 'packages/api/src/main.ts')).toBe('`@acme/map/gone`: packages/map/package.json names no source for it.')
    expect(workspace.resolve('express', 'packages/api/src/main.ts')).toEqual(library('express'))
  })
})

test('what a schema generates into the repository is the client library', () => {
  const workspace = opened({
    'package.json': { workspaces: ['packages/*'] }, '.gitignore': 'generated\n',
    'packages/db/package.json': { name: '@acme/db' }, 'packages/db/index.ts': '', 'packages/db/kept/client.ts': '', 'packages/db/kept/inner.ts': '',
    'packages/db/prisma/schema.prisma': 'generator client {\n  provider = "prisma-client-js"\n  output   = "../generated/client"\n}\n// generator old { output = "../old" }\ngenerator kept {\n  provider = "prisma-client"\n  output = "../kept"\n}\ngenerator kinds {\n  provider = "prisma-kysely"\n  output = "../generated/kinds"\n}',
  })
  const client = (path: string) => ({ ...library('@prisma/client'), path })
  expect(workspace.resolve('./generated/client', 'packages/db/index.ts')).toEqual(client('packages/db/generated/client'))
  expect(workspace.resolve('@acme/db/generated/client/runtime', 'packages/db/index.ts')).toEqual(client('packages/db/generated/client/runtime'))
  // Committed all the same, and reached by path or by name.
  expect(workspace.resolve('./kept/client', 'packages/db/index.ts')).toEqual(client('packages/db/kept/client.ts'))
  expect(workspace.resolve('@acme/db/kept/client', 'packages/db/index.ts')).toEqual(client('packages/db/kept/client.ts'))
  expect(workspace.resolve('./inner', 'packages/db/kept/client.ts')).toEqual(file('packages/db/kept/inner.ts'))
  expect(reason(workspace, './generated/kinds/x', 'packages/db/index.ts')).toContain('is generated from packages/db/prisma/schema.prisma by prisma-kysely')
})

test('a new file is found once the old answers are forgotten', async () => {
  const { writeFileSync } = await import('node:fs')
  const workspace = opened({ 'a.ts': "'use client'" }, {})
  expect(workspace.scopeOf('a.ts')).toBe('browser')
  writeFileSync(`${workspace.root}/a.ts`, 'export {}')
  expect(workspace.scopeOf('a.ts')).toBe('browser')
  workspace.forget(['a.ts'])
  expect(workspace.scopeOf('a.ts')).toBe('production')
})
