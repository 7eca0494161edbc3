import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import { fromBoundaries } from '../src/init/from/boundaries.js'
import { fromDependencyCruiser } from '../src/init/from/dependency-cruiser.js'
import { configurationOf } from '../src/init/from/index.js'
import { fromNx } from '../src/init/from/nx.js'
import { fromSheriff } from '../src/init/from/sheriff.js'
import type { TakenOver } from '../src/init/from/units.js'
import { bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

/** Who may not import whom, as Bulkhead decides it with that configuration: each pair of files that an import is tried between. */
function refused({ files, over }: { files: string[]; over: TakenOver }): string[] {
  const named = files.map((file, index) => [file, `export class Made${index} { run() { return ${index} } }\n`] as const)
  const root = make({ 'package.json': '{ "name": "shop", "main": "main.ts" }', 'bulkhead.config.mjs': configurationOf(over, 'there'), ...Object.fromEntries(named) })
  const importing = named.map(([file, text], index) => {
    const others = files.map((other, at) => at === index ? '' : `import { Made${at} } from '${relative(file, other)}'\nexport const use${at} = new Made${at}().run()\n`)
    return [file, others.join('') + text] as const
  })
  for (const [file, text] of importing) writeFileSync(join(root, file), text)
  const { findings } = createChecker({ root }).examine()
  return findings.filter(({ rule, message }) => rule === 'no-boundary-bypass' && message.includes('forbids'))
    .map(({ file, line }) => `${file} -> ${files[Number(/Made(\d+)/.exec(readFileSync(join(root, file), 'utf8').split('\n')[line - 1]!)![1])]!}`).sort()
}

function relative(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '')}`
}

describe('Sheriff', () => {
  const SHERIFF = `
    import { noDependencies, sameTag, SheriffConfig } from '@softarc/sheriff-core'

    const shared = ['shared'] as const

    // executed nowhere
    export const config: SheriffConfig = {
      version: 1,
      enableBarrelLess: true,
      modules: {
        'src/app': {
          'domains/<domain>': {
            'api': ['domain:<domain>', 'type:api'],
            'feat-<feature>': ['domain:<domain>', 'type:feature'],
          },
          shared: 'shared',
        },
        'src/odd': ({ domain }) => domain,
      },
      depRules: {
        root: '*',
        'domain:*': [sameTag, ...shared],
        'type:api': [noDependencies, 'shared'],
        'type:feature': ['type:*', 'shared'],
        shared: ({ from, to }) => to.startsWith(from),
      },
    }
  `
  const files = ['src/app/domains/orders/api/a.ts', 'src/app/domains/orders/feat-pay/a.ts', 'src/app/domains/stock/api/a.ts', 'src/app/shared/a.ts', 'src/main.ts']
  const over = fromSheriff(SHERIFF, 'sheriff.config.ts', files)

  test('modules of which something is forbidden are services, by their placeholders', () => {
    expect(over.services).toEqual([
      { name: '<domain>/api', path: 'src/app/domains/<domain>/api' },
      { name: '<domain>/feat-<feature>', path: 'src/app/domains/<domain>/feat-<feature>' },
    ])
  })

  test('what is not a tag of a module that it allows, it forbids', () => {
    const [ordersApi, pay, stockApi] = files as [string, string, string]
    expect(refused({ files, over })).toEqual([
      `${ordersApi} -> ${pay}`, `${ordersApi} -> ${stockApi}`,
      `${pay} -> ${stockApi}`,
      `${stockApi} -> ${ordersApi}`, `${stockApi} -> ${pay}`,
    ].sort())
  })

  test('what is code, and what is nobody\'s, is listed', () => {
    expect(over.left).toEqual([
      expect.stringContaining("modules['src/odd']: ({ domain }) => domain is code"),
      expect.stringContaining('depRules.root'),
      expect.stringContaining("depRules['shared']: ({ from, to }) => to.startsWith(from) is code"),
    ])
  })
})

describe('eslint-plugin-boundaries', () => {
  const ESLINT = `
    import boundaries from 'eslint-plugin-boundaries'
    const elements = [
      { type: 'shared', pattern: 'shared' },
      { type: 'modules', pattern: 'modules/*', capture: ['name'] },
      { type: 'jobs', pattern: ['src/jobs/**/*'], mode: 'full' },
      { type: 'config', pattern: '*.config.ts', mode: 'file' },
    ]
    export default [{
      plugins: { boundaries },
      settings: { 'boundaries/elements': elements },
      rules: {
        'boundaries/element-types': ['error', {
          default: 'disallow',
          rules: [
            { from: ['modules', 'jobs'], allow: ['shared'] },
            { from: 'jobs', allow: [['modules', { name: 'orders' }]] },
            { from: ['modules'], importKind: 'type', allow: ['modules'] },
          ],
        }],
        'boundaries/external': ['error', { default: 'allow', rules: [] }],
        'boundaries/no-private': 'off',
      },
    }]
  `
  const files = ['src/modules/orders/a.ts', 'src/modules/stock/a.ts', 'src/jobs/a.ts', 'src/shared/a.ts', 'src/main.ts']
  const over = fromBoundaries(ESLINT, 'eslint.config.mjs', files)

  test('elements are services, wherever their pattern ends a path', () => {
    expect(over.services).toEqual([{ name: 'shared', path: 'src/shared' }, { name: 'modules/<name>', path: 'src/modules/<name>' }, { name: 'jobs', path: 'src/jobs' }])
  })

  test('the default holds where no rule says otherwise', () => {
    const [orders, stock, jobs, shared] = files as [string, string, string, string]
    expect(refused({ files, over })).toEqual([
      `${orders} -> ${stock}`, `${orders} -> ${jobs}`, `${stock} -> ${orders}`, `${stock} -> ${jobs}`,
      `${jobs} -> ${stock}`, `${shared} -> ${orders}`, `${shared} -> ${stock}`, `${shared} -> ${jobs}`,
    ].sort())
  })

  test('files, kinds of imports and other rules are listed', () => {
    expect(over.left).toEqual([expect.stringContaining('stands for files'), expect.stringContaining('importKind'), expect.stringContaining('boundaries/external: packages of others')])
  })
})

describe('Nx', () => {
  const ESLINTRC = `{
    // comments may stand here
    "overrides": [{ "files": ["*.ts"], "rules": { "@nx/enforce-module-boundaries": ["error", {
      "allow": [], "enforceBuildableLibDependency": true,
      "depConstraints": [
        { "sourceTag": "scope:orders", "onlyDependOnLibsWithTags": ["scope:orders", "scope:shared"] },
        { "sourceTag": "scope:shared", "onlyDependOnLibsWithTags": ["scope:shared"], "bannedExternalImports": ["axios"] },
        { "allSourceTags": ["scope:stock", "type:app"], "notDependOnLibsWithTags": ["/^scope:or/"] },
        { "sourceTag": "scope:stock", "onlyDependOnLibsWithTags": ["*"] }
      ]
    }] } }]
  }`
  const manifests = new Map([
    ['apps/orders/project.json', '{ "name": "orders", "tags": ["scope:orders", "type:app"] }'],
    ['apps/stock/project.json', '{ "name": "stock-app", "tags": ["scope:stock", "type:app"] }'],
    ['libs/money/package.json', '{ "name": "@shop/money", "nx": { "tags": ["scope:shared"] } }'],
    ['libs/untold/package.json', '{ "name": "untold" }'],
    ['package.json', '{ "name": "shop" }'],
  ])
  const over = fromNx(ESLINTRC, '.eslintrc.json', manifests)

  test('projects are services, and each constraint about a project has to hold', () => {
    expect(over.services).toEqual([{ path: 'apps/orders' }, { name: 'stock-app', path: 'apps/stock' }, { name: '@shop/money', path: 'libs/money' }])
    const files = ['apps/orders/a.ts', 'apps/stock/a.ts', 'libs/money/a.ts']
    expect(refused({ files, over })).toEqual([
      'apps/orders/a.ts -> apps/stock/a.ts', 'apps/stock/a.ts -> apps/orders/a.ts',
      'libs/money/a.ts -> apps/orders/a.ts', 'libs/money/a.ts -> apps/stock/a.ts',
    ])
  })

  test('what is about packages and builds is listed', () => {
    expect(over.left).toEqual([expect.stringContaining('bannedExternalImports of scope:shared: ["axios"]'), 'enforceBuildableLibDependency: true'])
  })
})

describe('dependency-cruiser', () => {
  const CRUISER = `
    const MODULES = '^src/modules/([^/]+)/'
    /** @type {import('dependency-cruiser').IConfiguration} */
    module.exports = {
      forbidden: [
        { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
        { name: 'modules-apart', severity: 'error', from: { path: MODULES }, to: { path: MODULES, pathNot: ['^src/modules/$1/', '^src/modules/kernel/'] } },
        { name: 'no-way-back', severity: 'warn', from: { path: ['^src/(db|lib)/', '^src/jobs'] }, to: { path: '^src/modules', dependencyTypesNot: ['type-only'] } },
        { name: 'not-to-test', from: { pathNot: '[.]spec[.]ts$' }, to: { path: '[.]spec[.]ts$' } },
        { name: 'not-to-dev-dep', from: { path: '^src' }, to: { dependencyTypes: ['npm-dev'] } },
        { name: 'off', severity: 'ignore', from: { path: '^src/a/' }, to: { path: '^src/b/' } },
      ],
      options: { doNotFollow: { path: 'node_modules' } },
    }
  `
  const files = ['src/modules/orders/a.ts', 'src/modules/kernel/a.ts', 'src/db/a.ts', 'src/lib/a.ts', 'src/main.ts']
  const over = fromDependencyCruiser(CRUISER, '.dependency-cruiser.cjs', files)

  test('rules about folders are edges, under their names', () => {
    const [orders, kernel, db, lib] = files as [string, string, string, string]
    expect(refused({ files, over })).toEqual([`${kernel} -> ${orders}`, `${db} -> ${orders}`, `${db} -> ${kernel}`, `${lib} -> ${orders}`, `${lib} -> ${kernel}`].sort())
    expect([...new Set(over.edges.map(({ because }) => because))].sort()).toEqual(['modules-apart', 'no-way-back'])
  })

  test('what is about files, packages and graphs is listed', () => {
    expect(over.left.map(line => line.split(':')[0])).toEqual(['no-circular', 'not-to-test', 'not-to-dev-dep'])
    expect(over.left[0]).toContain('no-service-cycle')
  })
})

describe('bulkhead init --from', () => {
  const SHERIFF = "export const config = { modules: { 'src/<name>': 'domain:<name>' }, depRules: { 'domain:*': [], root: '*' } }\n"
  const shop = () => make({ 'package.json': '{ "name": "shop" }', 'sheriff.config.ts': SHERIFF, 'src/orders/a.ts': 'export const a = 1\n', 'src/stock/a.ts': 'export const a = 1\n' })

  test('writes what the other tool says, and lists what was not taken over', () => {
    const root = shop()
    expect(bulkhead(['init', root, '--from', 'sheriff'])).toMatchObject({ code: 0, err: expect.stringContaining('Not taken over from sheriff.config.ts: depRules.root') as string })
    expect(readFileSync(join(root, 'bulkhead.config.mjs'), 'utf8')).toBe([
      '// Written by `bulkhead init` from sheriff.config.ts. Correct it; what is not named here stays inferred.',
      "/** @type {import('bulkhead').UserConfig} */",
      'export default {', '  services: [', "    { path: 'src/<name>' },", '  ],',
      '  edges: [', "    { from: '{orders,stock}', to: '{orders,stock}', is: 'forbidden' },", '  ],',
      "  rules: { 'no-boundary-bypass': 'error' },",
      '  // Not taken over:', "  // - depRules.root: files of no module are nobody's here, and free.", '}', '',
    ].join('\n'))
  })

  test('says what there is to take over, and refuses what is not there', () => {
    const root = shop()
    expect(bulkhead(['init', root, '--dry-run']).out).toContain('sheriff.config.ts, which bulkhead init --from sheriff takes over')
    expect(bulkhead(['init', root, '--from', 'nx'])).toMatchObject({ code: 2, err: expect.stringContaining('Those that can be taken over: sheriff (sheriff.config.ts).') as string })
  })
})
