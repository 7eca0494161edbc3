import { afterAll, describe, expect, test } from '@jest/globals'
import { assumed, opened, removeRepositories, serviceMap } from './repository.js'

afterAll(removeRepositories)

const nest = (name: string, more: object = {}) => ({ name, private: true, dependencies: { '@nestjs/core': '^10' }, scripts: { start: 'nest start', 'start:prod': 'node dist/main' }, ...more })
const library = (name: string) => ({ name, main: 'dist/index.js' })
const fleet = {
  'apps/orders/package.json': nest('@acme/orders', { dependencies: { '@nestjs/core': '^10', '@acme/log': '*', '@acme/rules': '*' } }), 'apps/orders/src/main.ts': 'app.listen(3000)',
  'apps/billing/package.json': nest('@acme/billing', { dependencies: { '@nestjs/core': '^10', '@acme/log': '*' } }), 'apps/billing/src/main.ts': 'app.listen(3000)',
  'packages/log/package.json': library('@acme/log'), 'packages/log/src/index.ts': '', 'packages/rules/package.json': library('@acme/rules'), 'packages/rules/src/index.ts': '',
}

describe('layouts', () => {
  test.each([
    ['npm workspaces', { 'package.json': { workspaces: ['apps/*', 'packages/*'] } }],
    ['Yarn workspaces', { 'package.json': { workspaces: { packages: ['apps/*', './packages/*/'] } }, 'yarn.lock': '' }],
    ['a pnpm workspace', { 'package.json': {}, 'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - packages/**\n  - "!**/test/**"\n' }],
    ['a Lerna repository', { 'package.json': {}, 'lerna.json': { packages: ['apps/*', 'packages/*'] } }],
    ['npm workspaces with Nx', { 'package.json': { workspaces: ['apps/*', 'packages/*'] }, 'nx.json': {} }],
    ['a pnpm workspace with Turborepo', { 'package.json': {}, 'pnpm-workspace.yaml': 'packages: [apps/*, packages/*]', 'turbo.json': {} }],
  ])('%s', (words, root) => {
    const workspace = opened({ ...root, ...fleet })
    expect(serviceMap(workspace)).toEqual(['billing=apps/billing', 'orders=apps/orders'])
    expect(assumed(workspace)).toContain(`The repository is ${words}: 4 packages.`)
    expect(workspace.resolve('@acme/log', 'apps/orders/src/main.ts')).toEqual({ is: 'file', path: 'packages/log/src/index.ts' })
  })

  test('sibling folders without a workspace', () => {
    const workspace = opened({ 'package.json': { name: 'root' }, 'services/a/package.json': nest('x'), 'services/a/src/main.ts': 'app.listen(1)', 'services/b/package.json': nest('x'), 'services/b/src/main.ts': 'app.listen(1)' })
    expect(serviceMap(workspace)).toEqual(['a=services/a', 'b=services/b'])
    expect(assumed(workspace)).toContain('3 packages that no workspace ties together')
  })

  test('Nx and Nest applications without package.json', () => {
    const workspace = opened({
      'package.json': { dependencies: { '@nestjs/core': '10' } }, 'nx.json': {}, 'services/orders/project.json': { projectType: 'application' }, 'services/orders/src/a.ts': '', 'libs/log/project.json': { projectType: 'library' }, 'libs/log/src/a.ts': '',
      'services/orders-e2e/project.json': { projectType: 'application' }, 'services/orders-e2e/src/a.ts': '', 'nest-cli.json': { projects: { mail: { type: 'application', root: 'parts/mail' }, kit: { type: 'library', root: 'parts/kit' } } }, 'parts/mail/src/a.ts': '', 'parts/kit/src/a.ts': '',
    })
    expect(serviceMap(workspace)).toEqual(['mail=parts/mail', 'orders=services/orders'])
  })

  test('what a plugin of Nx starts', () => {
    const next = (name: string) => ({ [`apps/${name}/package.json`]: { name, private: true, dependencies: { next: '16', react: '19' } }, [`apps/${name}/next.config.mjs`]: 'export default {}', [`apps/${name}/src/app/api/a/route.ts`]: 'export async function GET() {}' })
    const files = { 'package.json': { workspaces: ['apps/*'] }, ...next('builder'), ...next('viewer'), 'apps/docs/package.json': { name: 'docs' }, 'apps/docs/a.ts': '' }
    expect(serviceMap(opened({ ...files, 'nx.json': { plugins: ['@nx/js/typescript', { plugin: '@nx/next/plugin' }] } }))).toEqual(['builder=apps/builder', 'viewer=apps/viewer'])
    // Without it nothing says that they are started.
    expect(serviceMap(opened({ ...files, 'nx.json': { plugins: ['@nx/js/typescript'] } }))).toEqual(['builder=apps/builder (module)', 'viewer=apps/viewer (module)'])
  })

  test('a manifest among the sources of a program is no program', () => {
    expect(serviceMap(opened({ 'package.json': { workspaces: ['apps/*'] }, ...fleet, 'apps/orders/src/templates/app/package.json': nest('template'), 'apps/orders/src/templates/app/main.ts': 'app.listen(1)' }))).toEqual(['billing=apps/billing', 'orders=apps/orders'])
  })

  test('no package.json at all', () => {
    expect(serviceMap(opened({ 'a.js': '' }))).toEqual([])
    expect(serviceMap(opened({ 'src/modules/orders/a.js': '', 'src/modules/billing/a.js': '' }))).toEqual(['billing=src/modules/billing (module)', 'orders=src/modules/orders (module)'])
  })
})

describe('what is deployed', () => {
  const alone = (packageJson: object, files: Record<string, string> = {}) => serviceMap(opened({ 'package.json': { workspaces: ['p', 'q'] }, 'q/package.json': nest('q'), 'q/src/main.ts': '.listen(1)', 'p/package.json': packageJson, 'p/src/x.ts': '', ...files })).filter((line) => line !== 'q=q')
  test.each([
    ['its own Dockerfile', {}, { 'p/Dockerfile': 'FROM node' }, ['p=p']],
    ['a root Dockerfile that runs a program of the same name', {}, { Dockerfile: 'FROM golang\nRUN go build -o /p .\nENTRYPOINT ["/p"]' }, []],
    ['a component that is named after one', {}, { 'p/dockerfile-settings.tsx': '' }, []],
    ['what one leaves out', {}, { 'p/Dockerfile.dockerignore': '' }, []],
    ['a Dockerfile for one of several', {}, { 'p/Dockerfile.worker': 'FROM node' }, ['p=p']],
    ['a Dockerfile in docker/', {}, { 'p/docker/api.Dockerfile': 'FROM node' }, ['p=p']],
    ['a compose file that builds it', {}, { 'compose.yaml': 'services:\n  api:\n    build: { context: ., dockerfile: p/docker/x }\n', 'p/docker/x': '' }, []],
    ['a compose file with its folder', {}, { 'docker/docker-compose.yml': 'services:\n  api:\n    build: ../p\n  db:\n    image: postgres\n' }, ['p=p']],
    ['serverless.yml', {}, { 'p/serverless.yml': 'service: p' }, ['p=p']],
    ['a root Dockerfile that runs it', {}, { Dockerfile: 'FROM node\nCOPY p ./p\nCOPY q ./q\nWORKDIR /app/p\nCMD ["node", "x"]' }, ['p=p']],
    ['a start script that runs a program', { scripts: { start: 'npm run serve:it', 'serve:it': 'tsx src/x.ts' } }, {}, ['p=p']],
    ['a main that listens', {}, { 'p/src/server.ts': 'http.createServer(f).listen(1)' }, ['p=p']],
    ['a main whose default export a runtime serves', {}, { 'p/src/index.ts': 'const app = f()\n\nexport default {\n  port: Number(process.env.PORT ?? 3000),\n  fetch: app.fetch,\n}\n' }, ['p=p']],
    ['a main whose default export only has a fetch', {}, { 'p/src/index.ts': 'export default {\n  fetch: instrumented,\n}\n' }, []],
    ['a server framework, unpublished', { private: true, dependencies: { fastify: '4' } }, {}, ['p=p']],
    ['a server framework, published', { main: 'index.js', dependencies: { fastify: '4' } }, {}, []],
    ['a start script that only builds', { scripts: { start: 'tsc --watch' } }, {}, []],
    ['nothing', {}, {}, []],
    ['a published command', { bin: 'x.js', scripts: { start: 'node x.js' } }, {}, []],
    ['a page with a Dockerfile', { dependencies: { vue: '3' } }, { 'p/Dockerfile': '' }, []],
    ['an end-to-end test with a Dockerfile', {}, { 'p/Dockerfile': '', 'p/package.json': '{}' }, ['p=p']],
  ] as [string, object, Record<string, string>, string[]][])('%s', (_, packageJson, files, expected) => expect(alone({ name: 'p', ...packageJson }, files)).toEqual(expected))

  test('examples, templates and tests are not, whatever they hold', () => {
    const one = { 'package.json': nest('x'), 'src/main.ts': 'app.listen(1)', Dockerfile: '' }
    const many = Object.fromEntries(['examples/a', 'template', 'e2e', 'apps/docs', 'playground/b', 'packages/mock-server'].flatMap((folder) => Object.entries(one).map(([path, text]) => [`${folder}/${path}`, text])))
    expect(serviceMap(opened(many))).toEqual([])
  })

  test('a package that others import needs more than a container file', () => {
    const workspace = opened({ 'package.json': { workspaces: ['*'] }, 'api/package.json': nest('api', { dependencies: { '@nestjs/core': '10', db: '*' } }), 'api/src/main.ts': 'app.listen(1)', 'db/package.json': library('db'), 'db/index.ts': '', 'db/Dockerfile': 'FROM migrate' })
    expect(serviceMap(workspace)).toEqual(['api=api'])
  })

  test('a package that another one wraps in its container is that one\'s library', () => {
    const workspace = opened({
      'package.json': { workspaces: ['packages/*', 'services/*'] }, 'packages/pds/package.json': nest('@at/pds', { main: 'x.js' }), 'packages/pds/src/index.ts': 'server.listen(1)',
      'services/pds/package.json': { name: 'shell', dependencies: { '@at/pds': '*' } }, 'services/pds/index.js': '', 'services/pds/Dockerfile': '',
    })
    expect(serviceMap(workspace)).toEqual(['pds=services/pds'])
    expect(workspace.serviceOf('packages/pds/src/index.ts')?.name).toBe('pds')
    expect(workspace.explain('packages/pds/src/index.ts').because).toContain('Service pds: no other service uses the package in packages/pds.')
  })

  test('the root is a service only with a server of its own, and its name is not its folder\'s', () => {
    const packages = { 'frontend/package.json': { name: 'frontend', dependencies: { vue: '3' } }, 'frontend/a.ts': '' }
    expect(serviceMap(opened({ 'package.json': { name: '@acme/unleash', workspaces: ['frontend'], dependencies: { express: '4' }, scripts: { start: 'node dist/server.js' } }, 'src/server.ts': '', ...packages }))).toEqual(['unleash='])
    expect(serviceMap(opened({ 'package.json': { dependencies: { express: '4' } }, 'src/server.ts': '' }))).toEqual(['app='])
    expect(serviceMap(opened({ 'package.json': { name: 'root', workspaces: ['apps/*'], scripts: { start: 'node apps/orders/dist/main.js' }, dependencies: { express: '4' } }, Dockerfile: '', 'scripts/x.js': '', ...fleet }))).toEqual(['billing=apps/billing', 'orders=apps/orders'])
  })
})

test('libraries: one service\'s own, and shared ones', () => {
  const workspace = opened({ 'package.json': { workspaces: ['apps/*', 'packages/*'] }, ...fleet })
  expect(workspace.serviceOf('packages/rules/src/index.ts')?.name).toBe('orders')
  expect(workspace.serviceOf('packages/log/src/index.ts')).toBeUndefined()
  expect(assumed(workspace)).toContain('packages/rules belongs to orders: no other service uses it.')
  expect(assumed(workspace)).toContain('packages/log belongs to no service: several use it, or none does.')
  expect(workspace.explain('packages/log/src/index.ts').because.join('\n')).toContain('it is shared code')
})

describe('parts of one program', () => {
  const program = { 'package.json': { name: 'shop', dependencies: { '@nestjs/core': '10' } } }
  const modules = (files: Record<string, string>) => serviceMap(opened({ ...program, ...files })).filter((line) => line.endsWith('(module)')).map((line) => line.replace(/ .*/, ''))
  test.each([
    ['children of src/modules', { 'src/modules/orders/a.ts': '', 'src/modules/billing/a.ts': '', 'src/modules/shared/a.ts': '', 'src/modules/empty/readme.md': '' }, ['billing=src/modules/billing', 'orders=src/modules/orders']],
    ['children of src/lib/features', { 'src/lib/features/a/x.ts': '', 'src/lib/features/b/x.ts': '' }, ['a=src/lib/features/a', 'b=src/lib/features/b']],
    ['one is no division', { 'src/modules/orders/a.ts': '', 'src/modules/shared/a.ts': '' }, []],
    ['folders with a Nest module', { 'src/app.module.ts': '', 'src/orders/orders.module.ts': '', 'src/users/users.module.ts': '', 'src/database/database.module.ts': '', 'src/dto/a.ts': '' }, ['orders=src/orders', 'users=src/users']],
    ['services with folders', { 'src/services/orders/a.ts': '', 'src/services/billing/a.ts': '', 'src/services/index.ts': '' }, ['billing=src/services/billing', 'orders=src/services/orders']],
    ['a layer called services', { 'src/services/orders/a.ts': '', 'src/services/mail/a.ts': '', 'src/services/b.ts': '', 'src/services/c.ts': '', 'src/services/d.ts': '' }, []],
    ['plugins, lib and utils', { 'src/plugins/a/x.ts': '', 'src/plugins/b/x.ts': '', 'src/utils/c/x.ts': '', 'lib/d/x.ts': '', 'lib/e/x.ts': '' }, []],
    ['modules with pages in them', { 'modules/a/page.tsx': '', 'modules/b/x.ts': '' }, ['a=modules/a', 'b=modules/b']],
    ['a router of folders', { 'app/api/domains/a/route.ts': '', 'app/api/domains/b/route.ts': '' }, []],
    ['parts that cost extra', { 'src/modules/billing/a.ts': '', 'src/modules/ee/sso/a.ts': '', 'src/modules/ee/billing/a.ts': '' }, ['modules/billing=src/modules/billing', 'ee/billing=src/modules/ee/billing', 'sso=src/modules/ee/sso']],
    ['folders with tests alone', { 'src/modules/orders/a.ts': '', 'src/modules/billing/a.spec.ts': '' }, []],
  ] as [string, Record<string, string>, string[]][])('%s', (_, files, expected) => expect(modules(files)).toEqual(expected))

  test('several deployables are not divided further', () => {
    expect(serviceMap(opened({ 'package.json': { workspaces: ['apps/*', 'packages/*'] }, ...fleet, 'apps/orders/src/modules/a/x.ts': '', 'apps/orders/src/modules/b/x.ts': '' }))).toHaveLength(2)
  })
  test('a file belongs to the deepest service above it', () => {
    const workspace = opened({ ...program, 'src/modules/orders/a.ts': '', 'src/modules/billing/a.ts': '', 'src/main.ts': '' })
    expect([workspace.serviceOf('src/modules/orders/deep/x.ts')?.name, workspace.serviceOf('src/main.ts')?.name]).toEqual(['orders', 'shop'])
    expect(workspace.explain('src/modules/orders/a.ts').because).toEqual(expect.arrayContaining(['Service orders: it is in src/modules/orders, the deepest module above it.', 'src/modules/orders is a service: It is a child of src/modules.']))
  })
})

describe('the last resort', () => {
  test('schema owners', () => {
    expect(serviceMap(opened({ 'orders/prisma/schema.prisma': '', 'orders/a.ts': '', 'billing/drizzle.config.ts': '', 'billing/a.ts': '' }))).toEqual(['billing=billing (module)', 'orders=orders (module)'])
  })
  test('CODEOWNERS with different people', () => {
    const files = { 'orders/a.ts': '', 'billing/a.ts': '', 'docs/a.ts': '' }
    expect(serviceMap(opened({ ...files, CODEOWNERS: '* @all\n/orders/ @o\n/billing/** @b\n/docs/ @d\n' }))).toEqual(['billing=billing (module)', 'orders=orders (module)'])
    expect(serviceMap(opened({ ...files, CODEOWNERS: '/orders/ @o\n/billing/ @o\n' }))).toEqual([])
  })
})

describe('the configuration corrects', () => {
  const repository = { 'package.json': { workspaces: ['apps/*', 'packages/*'] }, ...fleet }
  test('a pattern, a placeholder, a single folder with owners', () => {
    const config = { services: [{ path: 'apps/*' }, { name: 'part-<name>', path: 'packages/<name>', owners: ['@log'] }] }
    const workspace = opened({ ...repository, 'bulkhead.config.json': config })
    expect(serviceMap(workspace)).toEqual(['billing=apps/billing (configured)', 'orders=apps/orders (configured)', 'part-log=packages/log (configured)', 'part-rules=packages/rules (configured)'])
    expect(workspace.ownersOf('packages/log/src/index.ts')).toEqual(['@log'])
    expect(workspace.notJudged).toEqual([])
  })
  test('what it does not name stays inferred; what it calls shared belongs to nobody', () => {
    const workspace = opened({ ...repository, 'bulkhead.config.json': { services: [{ name: 'shop', path: './apps/orders/' }], shared: ['apps/billing/**'] } })
    expect(serviceMap(workspace)).toEqual(['shop=apps/orders (configured)'])
    expect(workspace.serviceOf('apps/billing/src/main.ts')).toBeUndefined()
    expect(workspace.explain('apps/billing/src/main.ts').because).toContain('No service: `shared` in the configuration lists it.')
  })
  test('a pattern that matches nothing is a blind spot', () => {
    const workspace = opened({ ...repository, 'bulkhead.config.json': { services: [{ name: 'gone', path: 'services/*' }] } })
    expect(workspace.notJudged).toEqual([{ path: 'bulkhead.config.json', reason: 'No folder with code matches the service `gone` (`services/*`).', remedy: 'Correct `services` in the configuration: the path starts at the root of the repository.' }])
  })
  const program = { 'package.json': { name: 'shop', dependencies: { '@nestjs/core': '10' } }, 'src/main.ts': '', 'src/modules/orders/a.ts': '', 'src/modules/billing/a.ts': '', 'src/mail/a.ts': '' }
  test('one more part replaces none of those that were inferred, and a new name for the whole neither', () => {
    expect(serviceMap(opened({ ...program, 'bulkhead.config.json': { services: [{ path: 'src/mail' }, { name: 'store', path: '.' }] } }))).toEqual(['store= (configured)', 'mail=src/mail (configured)', 'billing=src/modules/billing (module)', 'orders=src/modules/orders (module)'])
  })
  test('what is named stays a part, and keeps what speaks for it', () => {
    const workspace = opened({ ...program, 'bulkhead.config.json': { services: [{ name: 'part-<name>', path: 'src/modules/<name>', entry: ['api/**'] }] } })
    expect(workspace.services.map(({ name, part, entry }) => [name, part, entry])).toEqual([['shop', undefined, undefined], ['part-billing', true, ['api/**']], ['part-orders', true, ['api/**']]])
    expect(workspace.services[1]!.evidence.map(({ reason }) => reason)).toEqual(['The configuration names it: `src/modules/<name>`.', 'It is a child of src/modules.'])
  })
  test('a folder of which nothing was inferred takes in what lies below it, and that is said', () => {
    const workspace = opened({ ...program, 'bulkhead.config.json': { services: [{ name: 'all', path: 'src/modules' }] } })
    expect(serviceMap(workspace)).toEqual(['shop=', 'all=src/modules (configured)'])
    expect(assumed(workspace)).toContain('src/modules/billing, src/modules/orders are parts of all, because the configuration says so.')
  })
  test('edges by name or pattern: the last that fits wins, and names that nobody has are blind spots', () => {
    const edges = [{ from: '*', to: 'billing', is: 'forbidden' }, { from: 'orders', to: 'billing', is: 'deprecated', until: '2027-01-31', issue: 'SHOP-1' }, { from: 'oders', to: 'nobody-at-all', is: 'allowed' }]
    const workspace = opened({ ...program, 'bulkhead.config.json': { edges } })
    const [shop, billing, orders] = workspace.services
    expect([workspace.edgeBetween(shop!, billing!), workspace.edgeBetween(orders!, billing!), workspace.edgeBetween(billing!, orders!)]).toEqual([edges[0], edges[1], undefined])
    expect(workspace.notJudged).toEqual([
      { path: 'bulkhead.config.json', reason: '`edges[2].from` is `oders`, and no service is called that.', remedy: 'Did you mean `orders`?' },
      { path: 'bulkhead.config.json', reason: '`edges[2].to` is `nobody-at-all`, and no service is called that.', remedy: 'The services are: shop, billing, orders.' },
    ])
  })
  test('names stay unique', () => {
    const workspace = opened({ 'a/api/package.json': nest('x'), 'a/api/src/main.ts': '', 'b/api/package.json': nest('y'), 'b/api/src/main.ts': '' })
    expect(serviceMap(workspace)).toEqual(['a/api=a/api', 'b/api=b/api'])
  })
})

test('a service that declares its own schema says so', () => {
  const workspace = opened({ 'package.json': nest('shop'), 'src/main.ts': '', 'prisma/schema.prisma': '' })
  expect(workspace.services[0]?.evidence).toContainEqual({ reason: 'It has its own schema, prisma/schema.prisma.', file: 'prisma/schema.prisma' })
})
