import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { BIN, bulkhead, checked, commit, git, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const MANIFEST = JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { axios: '^1.7.0' } })
const MAIN = "import './defaults.js'\nimport { client } from './client.js'\nexport const one = (id: string) => client.get(`/items/${id}`)\n"
const CLIENT = "import axios from 'axios'\nexport const client = axios.create({ baseURL: 'https://shared.example', timeout: 900 })\n"
const DEFAULTS = "import axios from 'axios'\naxios.defaults.timeout = 900\n"
const PLAIN = "import axios from 'axios'\nexport const load = () => axios.get('https://plain.example')\n"
const OLD = "export const old = () => fetch('https://old.example')\n"
const BAD = "export const bad = () => fetch('https://bad.example')\n"
const GOOD = "export const good = () => fetch('https://good.example', { signal: AbortSignal.timeout(900) })\n"

function repository(name = 'repo'): string {
  const root = make({ 'package.json': MANIFEST, 'src/main.ts': MAIN, 'src/client.ts': CLIENT, 'src/defaults.ts': DEFAULTS, 'src/plain.ts': PLAIN, 'src/old.ts': OLD }, name)
  commit(root)
  return root
}

/** What is found in what is staged, by file and line. */
function staged(root: string, env: Record<string, string> = {}): string[] {
  const { report } = checked(root, ['--staged'], env)
  return report.findings.map(({ file, line }) => `${file}:${line}`)
}

const put = (root: string, file: string, text: string): void => { mkdirSync(join(root, file, '..'), { recursive: true }); writeFileSync(join(root, file), text) }

describe('what is about to be committed', () => {
  test('is read from the index, whatever the work tree holds', () => {
    const root = repository('a folder with spaces')
    put(root, 'src/new.ts', BAD)
    git(root, 'add', 'src/new.ts')
    put(root, 'src/new.ts', GOOD)
    put(root, 'src/other.ts', BAD)
    expect(staged(root)).toEqual(['src/new.ts:1'])
    git(root, 'add', 'src/new.ts')
    put(root, 'src/new.ts', BAD)
    expect(staged(root)).toEqual([])
    expect(git(root, 'status', '--short')).toBe('AM src/new.ts\n?? src/other.ts\n')
  })

  test('is read from the index where git was told not to look at the work tree', () => {
    const root = repository()
    put(root, 'src/new.ts', BAD)
    git(root, 'add', 'src/new.ts')
    git(root, 'update-index', '--assume-unchanged', 'src/new.ts')
    put(root, 'src/new.ts', GOOD)
    expect(staged(root)).toEqual(['src/new.ts:1'])
  })

  test('has to do with old findings only where it touches them', () => {
    const root = repository()
    put(root, 'src/good.ts', GOOD)
    git(root, 'add', '.')
    expect(staged(root)).toEqual([])
    put(root, 'src/old.ts', `${OLD}\n${GOOD}`)
    git(root, 'add', '.')
    expect(staged(root)).toEqual(['src/old.ts:1'])
  })

  test('breaks callers in files that are not staged, by a shared client and by what holds for all', () => {
    const root = repository()
    put(root, 'src/client.ts', CLIENT.replace(', timeout: 900', ', timeout: 0'))
    git(root, 'add', '.')
    expect(staged(root)).toEqual(['src/client.ts:2'])
    git(root, 'reset', '-q', '--hard')
    put(root, 'src/defaults.ts', 'export {}\n')
    git(root, 'add', '.')
    expect(staged(root)).toEqual(['src/plain.ts:2'])
  })

  test('may be a rename, a deletion, a merge, or the first commit of all', () => {
    const root = repository()
    renameSync(join(root, 'src/old.ts'), join(root, 'src/moved.ts'))
    rmSync(join(root, 'src/plain.ts'))
    git(root, 'add', '-A')
    expect(staged(root)).toEqual(['src/moved.ts:1'])
    git(root, 'commit', '-qm', 'moved')
    rmSync(join(root, 'src/moved.ts'))
    git(root, 'add', '-A')
    expect(staged(root)).toEqual([])
    const first = make({ 'package.json': MANIFEST, 'src/main.ts': BAD })
    git(first, 'init', '-q', '-b', 'main')
    git(first, 'add', '.')
    expect(staged(first)).toEqual(['src/main.ts:1'])
    const merged = repository()
    git(merged, 'checkout', '-q', '-b', 'side')
    put(merged, 'src/side.ts', BAD)
    commit(merged)
    git(merged, 'checkout', '-q', 'main')
    put(merged, 'src/main2.ts', GOOD)
    commit(merged)
    git(merged, 'merge', '-q', '--no-ff', '--no-commit', 'side')
    expect(staged(merged)).toEqual(['src/side.ts:1'])
  })

  test('is that of a second work tree, of a shallow clone, and of a folder of the repository', () => {
    const root = repository()
    const tree = join(root, '../second')
    git(root, 'worktree', 'add', '-q', tree, '-b', 'other')
    put(tree, 'src/new.ts', BAD)
    git(tree, 'add', '.')
    expect(staged(tree)).toEqual(['src/new.ts:1'])
    const shallow = join(root, '../shallow')
    git(root, 'clone', '-q', '--depth', '1', `file://${root}`, shallow)
    put(shallow, 'src/new.ts', BAD)
    git(shallow, 'add', '.')
    expect(staged(shallow)).toEqual(['src/new.ts:1'])
    const mono = make({ 'services/stock/package.json': MANIFEST, 'services/stock/src/main.ts': GOOD, 'services/orders/package.json': MANIFEST.replace('stock', 'orders'), 'services/orders/src/main.ts': GOOD })
    commit(mono)
    for (const service of ['stock', 'orders']) put(mono, `services/${service}/src/main.ts`, BAD)
    git(mono, 'add', '.')
    expect(staged(join(mono, 'services/stock'))).toEqual(['src/main.ts:1'])
  })

  test('is that of a rebase that has stopped', () => {
    const root = repository()
    git(root, 'checkout', '-q', '-b', 'side')
    put(root, 'src/old.ts', `${GOOD}${BAD}`)
    commit(root)
    git(root, 'checkout', '-q', 'main')
    put(root, 'src/old.ts', '// rewritten\n')
    commit(root)
    git(root, 'checkout', '-q', 'side')
    expect(() => git(root, 'rebase', '-q', 'main')).toThrow()
    put(root, 'src/old.ts', `// rewritten\n${BAD}`)
    git(root, 'add', '.')
    expect(staged(root)).toEqual(['src/old.ts:2'])
  })

  test('is that of a submodule, and a submodule that moves on is nothing to judge', () => {
    const inner = repository('inner')
    const root = repository('outer')
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'vendor/inner')
    commit(root)
    const module = join(root, 'vendor/inner')
    put(module, 'src/new.ts', BAD)
    git(module, 'add', '.')
    expect(staged(module)).toEqual(['src/new.ts:1'])
    git(module, 'commit', '-qm', 'new')
    git(root, 'add', 'vendor/inner')
    expect(git(root, 'diff', '--staged', '--name-only')).toBe('vendor/inner\n')
    expect(staged(root)).toEqual([])
    put(root, 'src/new.ts', BAD)
    git(root, 'add', '.')
    expect(staged(root)).toEqual(['src/new.ts:1'])
  })

  test('is confirmed without a word kept of a folder that is gone', () => {
    const files = Object.fromEntries(['stock', 'orders'].flatMap(name => [[`services/${name}/package.json`, MANIFEST.replace('stock', name)], [`services/${name}/src/main.ts`, GOOD], [`services/${name}/Dockerfile`, 'FROM node:24\n']]))
    const root = make({ ...files, 'package.json': '{ "private": true, "workspaces": ["services/*"] }', '.gitignore': 'node_modules\n', 'node_modules/some/package.json': '{}', 'services/orders/src/order.entity.ts': "import { Entity } from 'typeorm'\n@Entity()\nexport class Order {}\n" })
    commit(root)
    put(root, 'services/stock/src/main.ts', "import { Order } from '../../orders/src/order.entity.js'\nexport const make = () => new Order()\n")
    git(root, 'add', '.')
    expect(bulkhead(['check', root, '--staged']).out).toContain('bulkhead/no-cross-boundary-db-import')
    expect(readdirSync(join(root, 'node_modules/.cache/bulkhead')).filter(name => !name.startsWith('committed-'))).toEqual([])
    expect(bulkhead(['check', root]).code).toBe(1)
    expect(existsSync(join(root, 'node_modules/.cache/bulkhead/dependency-cruiser.json'))).toBe(true)
  })

  test('goes with neither --since nor --fix-suggestions, and needs git', () => {
    const root = repository()
    expect(bulkhead(['check', root, '--staged', '--since', 'main'])).toMatchObject({ code: 2, err: expect.stringContaining('--staged goes neither with') })
    expect(bulkhead(['check', make({ 'package.json': MANIFEST }), '--staged'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') })
  })
})

describe('a hook of git', () => {
  /** A repository whose commits Bulkhead looks at before they are made, as docs/hooks.md says. */
  function hooked(): string {
    const root = repository()
    put(root, '.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${BIN}" check --staged --no-dependency-cruiser\n`)
    chmodSync(join(root, '.git/hooks/pre-commit'), 0o755)
    return root
  }
  const committed = (root: string, ...args: string[]) => spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', '-c', 'commit.gpgsign=false', 'commit', '-qm', 'x', ...args], { cwd: root, encoding: 'utf8' })

  test('refuses a commit, and lets the mended one through', () => {
    const root = hooked()
    put(root, 'src/new.ts', BAD)
    git(root, 'add', '.')
    const refused = committed(root)
    expect([refused.status, refused.stdout + refused.stderr]).toEqual([1, expect.stringContaining('src/new.ts:1:26')])
    put(root, 'src/new.ts', GOOD)
    git(root, 'add', '.')
    expect(committed(root).status).toBe(0)
  })

  test('looks at the paths of a commit that names some, and at nothing else that is staged', () => {
    const root = hooked()
    put(root, 'src/new.ts', BAD)
    git(root, 'add', '.')
    put(root, 'src/main.ts', `${MAIN}// more\n`)
    expect(committed(root, 'src/main.ts').status).toBe(0)
    expect(committed(root).status).toBe(1)
  })
})
