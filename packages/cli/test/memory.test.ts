import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Examination } from '@bulkhead/analysis'
import { check } from '../src/commands/check.js'
import { look } from '../src/memory/look.js'
import { versions } from '../src/memory/versions.js'
import { bulkhead, commit, git, repositories, type ReportJson } from './command.js'

const { make, removeAll } = repositories()
const SHELF = 'node_modules/.cache/bulkhead'

beforeAll(() => { process.env['XDG_CACHE_HOME'] = make({}, 'home') })
afterEach(() => { jest.useRealTimers() })
afterAll(removeAll)

const put = (root: string, file: string, text: string): void => { mkdirSync(dirname(join(root, file)), { recursive: true }); writeFileSync(join(root, file), text) }
const json = (value: unknown): string => JSON.stringify(value)

const model = (call: string): string => json({
  library: 'house-http', versions: '*', docs: 'https://house.example', operations: [{ kind: 'http.request', calls: [`module.${call}(url)`] }],
  bounds: [{ limit: 'timeout', places: [], unit: 'ms', default: 'off', evidence: 'its code' }],
})

/** Two services, of which one goes to the other's tables, with everything that an examination may rest on. */
const FILES: Record<string, string> = {
  'package.json': json({ name: 'shop', private: true, workspaces: ['services/*'] }),
  'package-lock.json': json({ lockfileVersion: 3, packages: {} }),
  '.gitignore': 'generated/\nsrc-old/\n*.gen.ts\nnode_modules\n',
  '.github/CODEOWNERS': '/services/orders/ @acme/orders\n',
  'bulkhead.config.mjs': [
    "import { defineConfig } from 'bulkhead'", "import { owners } from './owners.mjs'",
    'export default defineConfig({', '  owners,', "  rules: { 'no-boundary-bypass': 'error', 'require-request-timeout': process.env.SILENT ? 'off' : 'error' },",
    "  edges: [{ from: 'orders', to: 'stock', is: 'deprecated', until: '2099-01-01', issue: 'https://tracker.example/1' }],", '})', '',
  ].join('\n'),
  'owners.mjs': "export const owners = { stock: ['@acme/stock'] }\n",
  'services/orders/package.json': json({ name: 'orders', version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { axios: '^1.7.0', stock: '1.0.0', pg: '^8.0.0', express: '^5.0.0' } }),
  'services/orders/Dockerfile': 'CMD ["node", "src/main.ts"]\n',
  'services/orders/tsconfig.json': json({ compilerOptions: { paths: { '@client': ['./src/bounded.ts'] } } }),
  'services/orders/src/main.ts': [
    "import axios from 'axios'", "import express from 'express'", "import { Pool } from 'pg'", "import { client } from '@client'", "import { near } from './near'",
    "import { stocked } from '../../stock/src/inner.js'", 'express().listen(3000)', 'const pool = new Pool()', "export const load = () => axios.get('https://one.example', { timeout: 900 })",
    "export const read = () => client.get('https://two.example')", "export const rows = () => pool.query('select * from lines')", 'export const all = [near, stocked]', '',
  ].join('\n'),
  'services/orders/src/near.tsx': 'export const near = 1\n',
  'services/orders/src/bounded.ts': "import axios from 'axios'\nexport const client = axios.create({ timeout: 900 })\n",
  'services/orders/src/endless.ts': "import axios from 'axios'\nexport const client = axios.create()\n",
  'services/orders/src/more.gen.ts': "import axios from 'axios'\nexport const more = () => axios.get('https://three.example')\n",
  'services/orders/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel Line {\n  id Int @id\n}\n',
  'services/orders/.env.example': 'DATABASE_URL=postgres://db/orders\n',
  'services/stock/package.json': json({ name: 'stock', version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { express: '^5.0.0' } }),
  'services/stock/Dockerfile': 'CMD ["node", "src/main.ts"]\n',
  'services/stock/src/main.ts': "import express from 'express'\nimport { stocked } from './inner.js'\nexpress().listen(3000 + stocked())\n",
  'services/stock/src/inner.ts': 'export const stocked = () => Date.now()\n',
  'services/stock/src/sweep.ts': "export const sweep = () => fetch('https://four.example')\n",
  'services/stock/migrations/1.sql': 'create table items (id int);\n',
}

function repository(): string {
  const root = make(FILES)
  mkdirSync(join(root, 'node_modules'))
  symlinkSync('round', join(root, 'round'))
  return root
}

/** What is seen, and whether anything was looked at for it. */
async function seen(root: string, { cache = true }: { cache?: boolean } = {}): Promise<{ examination: Examination; looked: boolean }> {
  let looked = false
  const { examination, ask, keep } = await look(root, { cache, configExecution: true, dependencyCruiser: false, jobs: '1' }, () => { looked = true })
  await ask(of => Promise.resolve(of.workspace.everyOwner()))
  await keep()
  return { examination: JSON.parse(JSON.stringify(examination)) as Examination, looked }
}

/** What was written just now is read again in any case. Let it be older, so that what the disk says of it has to tell. */
const later = (): void => { jest.useFakeTimers({ now: Date.now() + 60_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] }) }

describe('a repository in which nothing has changed', () => {
  test('is not looked at again, and every report and exit code is the same', async () => {
    const root = repository()
    const out = make({})
    const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'] as const
    const run = (cache: boolean) => Promise.all(formats.map(async format => {
      const code = await check(root, { cache, format, output: join(out, format), configExecution: true, dependencyCruiser: false, groupBy: 'cause', asOf: '2026-11-23' })
      return [format, code, readFileSync(join(out, format), 'utf8')] as const
    }))
    jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    const fresh = await run(false)
    expect(existsSync(join(root, 'node_modules/.cache'))).toBe(false)
    expect([(await seen(root)).looked, (await seen(root)).looked]).toEqual([true, false])
    expect(await run(true)).toEqual(fresh)
    expect(fresh.map(([, code]) => code)).toEqual(formats.map(() => 1))
    jest.restoreAllMocks()
  })

  test('is silent about it, and reads the environment that its configuration reads', async () => {
    const root = repository()
    await seen(root)
    const check = (env: Record<string, string> = {}) => bulkhead(['check', root, '--format', 'json', '--no-dependency-cruiser'], { env: { XDG_CACHE_HOME: process.env['XDG_CACHE_HOME']!, ...env } })
    const first = check()
    expect(first).toMatchObject({ code: 1, err: '' })
    expect(first.out).toContain('"file": "services/stock/src/sweep.ts"')
    expect(check({ SILENT: 'yes' }).out).not.toContain('"file": "services/stock/src/sweep.ts"')
  })

  test('leaves nothing where nothing is installed, or where what is installed is only borrowed', async () => {
    const bare = make(FILES)
    const borrower = make(FILES)
    symlinkSync(join(repository(), 'node_modules'), join(borrower, 'node_modules'), 'dir')
    for (const root of [bare, borrower]) expect([(await seen(root)).looked, (await seen(root)).looked]).toEqual([true, true])
    expect(existsSync(join(bare, 'node_modules'))).toBe(false)
    expect(readdirSync(join(borrower, 'node_modules'))).toEqual([])
  })
})

/** Things that an examination rests on, each changed. What is `quiet` may change what is found, and does not here. */
const CHANGES: { what: string; change: (root: string) => void; quiet?: true }[] = [
  { what: 'a code file', change: root => put(root, 'services/stock/src/sweep.ts', "export const sweep = () => fetch('https://four.example', { signal: AbortSignal.timeout(9) })\n") },
  {
    what: 'a code file, with its size and time as before', change: root => {
      const file = join(root, 'services/orders/src/main.ts')
      const { atime, mtime } = statSync(file)
      writeFileSync(file, readFileSync(file, 'utf8').replace('timeout: 900', 'timeoux: 900'))
      utimesSync(file, atime, mtime)
    },
  },
  { what: 'a new file', change: root => put(root, 'services/stock/src/new.ts', "export const bad = () => fetch('https://bad.example')\n") },
  { what: 'a file that went', change: root => rmSync(join(root, 'services/stock/src/sweep.ts')) },
  { what: 'an ignored file that is ignored no longer', change: root => put(root, '.gitignore', 'generated/\nnode_modules\n') },
  { what: 'an ignored file that stands in the way of an import', change: root => { put(root, '.gitignore', `${FILES['.gitignore']}near.ts\n`); put(root, 'services/orders/src/near.ts', 'export {}\n') } },
  { what: 'package.json', change: root => put(root, 'services/stock/package.json', FILES['services/stock/package.json']!.replace('"express":"^5.0.0"', '')) },
  { what: 'tsconfig.json', change: root => put(root, 'services/orders/tsconfig.json', FILES['services/orders/tsconfig.json']!.replace('bounded', 'endless')) },
  { what: 'CODEOWNERS', change: root => put(root, '.github/CODEOWNERS', '/services/orders/ @acme/others\n') },
  { what: 'what the configuration imports', change: root => put(root, 'owners.mjs', "export const owners = { stock: ['@acme/store'] }\n") },
  { what: 'the configuration', change: root => put(root, 'bulkhead.config.mjs', FILES['bulkhead.config.mjs']!.replace('owners,', '')) },
  { what: 'the lockfile', change: root => put(root, 'package-lock.json', json({ lockfileVersion: 3, packages: { 'node_modules/axios': { version: '1.7.2' } } })), quiet: true },
  { what: 'schema.prisma', change: root => put(root, 'services/orders/schema.prisma', FILES['services/orders/schema.prisma']!.replace('Line', 'Row')), quiet: true },
  { what: 'a migration', change: root => put(root, 'services/stock/migrations/1.sql', 'create table parts (id int);\n'), quiet: true },
  { what: '.env.example', change: root => put(root, 'services/orders/.env.example', 'DATABASE_URL=postgres://db/stock\n'), quiet: true },
  { what: 'the day until which something is allowed', change: () => { jest.setSystemTime(new Date('2099-02-01T00:00:00Z')) } },
]

describe('a repository is looked at again after a change of', () => {
  let root: string
  let before: Examination
  beforeAll(async () => {
    root = repository()
    later()
    before = (await seen(root)).examination
  })

  test.each(CHANGES)('$what', async ({ change, quiet }) => {
    later()
    expect(await seen(root)).toEqual({ examination: before, looked: false })
    change(root)
    const { examination, looked } = await seen(root)
    expect(looked).toBe(true)
    if (quiet) expect(examination).toEqual(before)
    else expect(examination).not.toEqual(before)
    before = examination
  })

  test('a model, even in a folder that is not looked into', async () => {
    const other = make({
      'package.json': json({ name: 'one', version: '1.0.0', main: 'main.ts', scripts: { start: 'node main.ts' }, dependencies: { 'house-http': '1.0.0' } }), 'node_modules/x': '',
      'main.ts': "import { send } from 'house-http'\nexport const sent = () => send('https://five.example')\n", '.models/own.json': model('send'), 'bulkhead.config.json': json({ models: ['.models/own.json'] }),
    })
    const rules = async () => (await seen(other)).examination.findings.map(({ rule }) => rule)
    expect(await rules()).toContain('require-request-timeout')
    put(other, '.models/own.json', model('dispatch'))
    expect(await rules()).not.toContain('require-request-timeout')
  })
})

describe('what is remembered', () => {
  test('is many states, so that going back is free', async () => {
    const root = repository()
    later()
    const first = await seen(root)
    put(root, 'services/stock/src/new.ts', "export const bad = () => fetch('https://bad.example')\n")
    expect((await seen(root)).looked).toBe(true)
    rmSync(join(root, 'services/stock/src/new.ts'))
    expect(await seen(root)).toEqual({ ...first, looked: false })
    for (let i = 0; i < 8; i++) {
      put(root, 'services/stock/src/new.ts', `export const n = ${i}\n`)
      await seen(root)
    }
    expect(readdirSync(join(root, SHELF)).filter(name => name.startsWith('examined-')).length).toBe(8)
  }, 20_000)

  test('may be left by two at once', async () => {
    const root = repository()
    const [one, other] = await Promise.all([seen(root), seen(root)])
    expect(one).toEqual({ ...other, looked: true })
    expect(await seen(root)).toEqual({ ...one, looked: false })
    expect(readdirSync(join(root, SHELF)).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  test('is what one Bulkhead says, with one set of libraries', () => {
    for (const name of ['bulkhead', '@bulkhead/models', '@bulkhead/facts', 'oxc-parser', 'oxc-resolver', 'libpg-query', 'semver', 'dependency-cruiser', 'typescript'])
      expect(versions()).toContainEqual(expect.stringMatching(new RegExp(`^${name}@\\d`)))
    expect(versions()).toContain(process.version)
  })

  test('is nothing where it is damaged, or was signed by others', async () => {
    const root = repository()
    const first = await seen(root)
    const state = join(root, SHELF, readdirSync(join(root, SHELF)).find(name => name.startsWith('examined-'))!)
    const text = readFileSync(state, 'utf8')
    const damages: (() => void)[] = [
      () => { truncateSync(state, text.length - 100) }, () => { writeFileSync(state, '') }, () => { writeFileSync(state, text.replace('"findings":[', '"findings":[],"none":[')) },
      () => { writeFileSync(join(root, SHELF, 'files.json'), text); writeFileSync(state, 'no memory') },
    ]
    for (const damage of damages) {
      damage()
      expect(await seen(root)).toEqual({ ...first, looked: true })
      expect(await seen(root)).toEqual({ ...first, looked: false })
    }
    const home = process.env['XDG_CACHE_HOME']
    process.env['XDG_CACHE_HOME'] = make({}, 'other')
    expect((await seen(root)).looked).toBe(true)
    process.env['XDG_CACHE_HOME'] = home
  })

  test('is nothing where the repository could have brought the secret along', async () => {
    const root = repository()
    const home = process.env['XDG_CACHE_HOME']
    process.env['XDG_CACHE_HOME'] = join(root, '.cache')
    expect([(await seen(root)).looked, (await seen(root)).looked]).toEqual([true, true])
    expect(existsSync(join(root, '.cache'))).toBe(false)
    process.env['BULKHEAD_CACHE_SECRET'] = 'known to this CI'
    expect([(await seen(root)).looked, (await seen(root)).looked]).toEqual([true, false])
    delete process.env['BULKHEAD_CACHE_SECRET']
    process.env['XDG_CACHE_HOME'] = home
  })

  test('makes no home for a user who has none', () => {
    const root = repository()
    const home = join(make({}, 'users'), 'nobody')
    expect(bulkhead(['check', root, '--no-dependency-cruiser'], { env: { XDG_CACHE_HOME: '', LOCALAPPDATA: '', HOME: home, USERPROFILE: home } })).toMatchObject({ code: 1, err: '' })
    expect([existsSync(home), existsSync(join(root, SHELF))]).toEqual([false, false])
  })
})

describe('what a commit holds', () => {
  /** Takes a file's text as it is kept now out of what git keeps: whoever wants to look at it again cannot. */
  const lose = (root: string, file: string): void => {
    const id = git(root, 'rev-parse', `:${file}`).trim()
    rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)))
  }
  const put = (root: string, file: string, text: string): void => { writeFileSync(join(root, file), text) }
  const bad = (of: string): string => `export const ${of} = () => fetch('https://${of}.example')\n`
  const repository = (files: Record<string, string> = {}): string => {
    const root = make({ 'package.json': json({ name: 'one', version: '1.0.0', main: 'old.ts', scripts: { start: 'node old.ts' } }), '.gitignore': 'node_modules\n', 'old.ts': bad('old'), 'x.ts': 'export const x = 1\n', 'node_modules/house/package.json': json({ name: 'house', type: 'module', main: 'index.js' }), ...files })
    commit(root)
    return root
  }
  const remembered = (root: string): string[] => readdirSync(join(root, SHELF)).filter(name => name.startsWith('committed-'))
  /** What is found, by file; what is new is marked. */
  const found = async (root: string, how: { since?: string; staged?: boolean; cache?: boolean }): Promise<string[]> => {
    const output = join(make({}), 'out.json')
    await check(root, { cache: true, format: 'json', output, configExecution: true, dependencyCruiser: false, groupBy: 'cause', ...how })
    return (JSON.parse(readFileSync(output, 'utf8')) as ReportJson).findings.map(({ file, new: isNew }) => (isNew ? `${file}, new` : file))
  }
  beforeAll(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true) })
  afterAll(() => { jest.restoreAllMocks() })

  test('is looked at once for --since', async () => {
    const root = repository()
    put(root, 'x.ts', bad('x'))
    expect(await found(root, { since: 'HEAD' })).toEqual(['old.ts', 'x.ts, new'])
    lose(root, 'old.ts')
    expect(await found(root, { since: 'HEAD' })).toEqual(['old.ts', 'x.ts, new'])
    await expect(found(root, { since: 'HEAD', cache: false })).rejects.toThrow()
  })

  test('is known since it was looked at where nothing else lay there', async () => {
    const root = repository({ '.github/CODEOWNERS': '* @acme/one\n' })
    put(root, 'x.ts', bad('x'))
    await found(root, {})
    expect(remembered(root)).toEqual([])
    put(root, 'x.ts', bad('z'))
    git(root, 'commit', '-qam', 'second')
    for (const file of ['.git/info/exclude', 'hidden.ts']) put(root, file, 'hidden.ts\n')
    await found(root, {})
    expect(remembered(root)).toEqual([])
    rmSync(join(root, 'hidden.ts'))
    expect(await found(root, {})).toEqual(['old.ts', 'x.ts'])
    expect(remembered(root).length).toBe(1)
    lose(root, 'old.ts')
    put(root, 'y.ts', bad('y'))
    expect(await found(root, { since: 'HEAD' })).toEqual(['old.ts', 'x.ts', 'y.ts, new'])
  })

  test('is known to --staged since it was staged', async () => {
    const root = repository()
    put(root, 'x.ts', bad('x'))
    git(root, 'add', '.')
    expect(await found(root, { staged: true })).toEqual(['x.ts'])
    expect(remembered(root).length).toBe(2)
    git(root, 'commit', '-qm', 'second')
    lose(root, 'x.ts')
    put(root, 'x.ts', `${bad('x')}${bad('y')}`)
    git(root, 'add', '.')
    const before = git(root, 'count-objects')
    expect(await found(root, { staged: true })).toEqual(['x.ts', 'x.ts'])
    expect(git(root, 'count-objects')).toBe(before)
    await expect(found(root, { staged: true, cache: false })).rejects.toThrow()
  })

  test('is not that of what is only announced to be added', async () => {
    const root = repository()
    put(root, 'y.ts', bad('y'))
    git(root, 'add', '--intent-to-add', 'y.ts')
    put(root, 'x.ts', bad('x'))
    git(root, 'add', 'x.ts')
    expect(await found(root, { staged: true })).toEqual(['x.ts'])
    expect(remembered(root).length).toBe(1)
  })

  test('is another where its configuration comes to something else', async () => {
    const root = repository({ 'bulkhead.config.mjs': "import { rules } from './node_modules/house/index.js'\nexport default { rules }\n", 'node_modules/house/index.js': 'export const rules = {}\n' })
    expect(await found(root, { since: 'HEAD' })).toEqual(['old.ts'])
    expect(remembered(root).length).toBe(1)
    put(root, 'node_modules/house/index.js', "export const rules = { 'require-request-timeout': 'off' }\n")
    expect(await found(root, { since: 'HEAD' })).toEqual([])
    expect(remembered(root).length).toBe(2)
  })
})
