import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { openWorkspace, proposeConfig, type Workspace } from '../src/index.js'
import { opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

const server = { private: true, dependencies: { express: '5' }, scripts: { start: 'node dist/server.js' } }
const services = (...folders: string[]) => Object.fromEntries(folders.flatMap((folder) => [[`${folder}/package.json`, server], [`${folder}/src/server.ts`, '.listen(1)']]))

/** The map of a workspace that is opened with the configuration that is proposed for it. */
function again(workspace: Workspace): Workspace {
  writeFileSync(join(workspace.root, 'bulkhead.config.mjs'), proposeConfig(workspace))
  return openWorkspace({ root: workspace.root })
}

const map = ({ services: all }: Workspace) => all.map(({ name, directory, part }) => `${name} ${directory} ${part ?? false}`)

describe('the configuration that is proposed', () => {
  const deep = Object.fromEntries(['orders', 'billing', 'stock', 'customers'].flatMap((name) => [[`src/modules/${name}/a.ts`, ''], [`src/modules/${name}/index.ts`, '']]))
  test.each([
    ['several services', services('services/orders', 'services/billing')],
    ['not all that lies beside them', { ...services('apps/orders', 'apps/billing'), 'apps/docs/package.json': { dependencies: { vue: '3' } }, 'apps/docs/src/a.ts': '' }],
    ['one program with parts, some of which serve the others', { 'package.json': { name: 'shop', ...server }, 'src/main.ts': '', ...deep, 'src/modules/shared/a.ts': '' }],
    ['names that are not those of the folders', { 'package.json': { name: '@acme/shop', ...server }, 'src/server.ts': '.listen(1)', ...services('a/api', 'b/api') }],
    ['parts that cost extra', { 'package.json': { name: 'shop', ...server }, 'src/main.ts': '', ...deep, 'src/modules/ee/sso/a.ts': '', 'src/modules/ee/billing/a.ts': '' }],
    ['nothing that is deployed', { 'a.ts': '' }],
  ] as [string, Record<string, string | object>][])('gives the same map: %s', (_, files) => {
    const workspace = opened(files)
    const text = proposeConfig(workspace)
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15)
    expect(map(again(workspace))).toEqual(map(workspace))
  })

  test('says of each line how sure it is, and whom nobody is named for', () => {
    expect(proposeConfig(opened({ ...services('services/orders', 'services/billing'), 'services/orders/Dockerfile': '', 'services/billing/Dockerfile': '', CODEOWNERS: '/services/orders/ @o' })).split('\n').slice(3)).toEqual([
      '  services: [',
      "    { path: 'services/<name>' }, // sure: 2 services; of billing, it has its own Dockerfile",
      '  ],',
      "  // owners: { billing: ['@team'] }, // unknown: nobody is named for it",
      '}',
      '',
    ])
    expect(proposeConfig(opened({ 'package.json': { name: 'shop', ...server }, 'src/main.ts': '', ...deep, 'src/modules/shared/a.ts': '' }))).toContain("    { path: 'src/modules/{billing,customers,orders,stock}' }, // likely: 4 services; of billing, it is a child of src/modules\n")
    expect(proposeConfig(opened({ 'src/services/a/x.ts': '', 'src/services/b/x.ts': '' }))).toContain("    { path: 'src/services/<name>' }, // a guess: 2 services; of a, it is a child of src/services\n")
  })

  test('stays within 15 lines, and what does not fit stays inferred', () => {
    const many = Array.from({ length: 20 }, (_, index) => `team-${index}/service-${index}`)
    const workspace = opened(services(...many))
    const text = proposeConfig(workspace)
    expect(text.trimEnd().split('\n')).toHaveLength(15)
    expect(text).toContain('; 12 more lines stay inferred\n')
    expect(map(again(workspace))).toEqual(map(workspace))
  })
})
