import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { addressOf } from '../packages/cli/src/resident/address.js'
import { backend, BIN, bulkhead, commit, git, GOOD, repositories, type Ran } from '../packages/cli/test/command.js'

const { make, removeAll } = repositories()
// A socket's path is short, and the folder of it is ours alone.
const runtime = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-')))
const env = { XDG_RUNTIME_DIR: runtime }
const roots: string[] = []
afterAll(() => {
  for (const root of roots) bulkhead(['resident', 'stop', root], { env })
  removeAll()
  rmSync(runtime, { recursive: true, force: true })
})

const BOUNDED = GOOD.replace("items')", "items', { timeout: 900 })")
const PROCESS = fileURLToPath(new URL('../packages/cli/dist/resident/process.js', import.meta.url))

function repository(files = backend()): { root: string; put: (path: string, text: string) => void } {
  const root = make(files)
  roots.push(root)
  return { root, put: (path, text) => { mkdirSync(dirname(join(root, path)), { recursive: true }); writeFileSync(join(root, path), text) } }
}

const resident = (root: string, ...args: string[]): Ran => bulkhead(['check', root, '--resident', ...args], { env })
const status = (root: string): string => bulkhead(['resident', 'status', root], { env }).out
const processOf = (root: string): number => Number(/^Process (\d+)/.exec(status(root))?.[1])

/** The same command with the option and without it. */
function same(root: string, ...args: string[]): Ran {
  const asked = resident(root, ...args)
  expect({ args, ...asked }).toEqual({ args, ...bulkhead(['check', root, ...args], { env }) })
  return asked
}

describe('the process that stays', () => {
  test('gives every byte that the command would give alone, whatever happens in between', () => {
    const { root, put } = repository()
    commit(root)
    expect(same(root).code).toBe(1)
    put('src/a.ts', BOUNDED)
    expect(same(root).code).toBe(0)
    put('src/b.ts', GOOD)
    expect(same(root, '--format', 'sarif', '--as-of', '2027-01-31').code).toBe(1)
    git(root, 'add', '-A')
    put('src/b.ts', BOUNDED)
    expect(same(root, '--staged').out).toContain('src/b.ts:2')
    expect(same(root).code).toBe(0)
    git(root, 'checkout', '-q', '-b', 'other')
    git(root, 'commit', '-qm', 'b')
    put('src/c.ts', GOOD)
    git(root, 'add', 'src/c.ts')
    expect(same(root, '--staged', '--format', 'json').out).toContain('src/c.ts')
    git(root, 'checkout', '-qf', 'main')
    expect(same(root, '--staged').code).toBe(0)
    put('src/a.ts', GOOD)
    expect(bulkhead(['baseline', root, '--as-of', '2027-01-31'], { env }).code).toBe(0)
    expect(same(root).code).toBe(0)
    expect(same(root, '--format', 'nonsense').code).toBe(2)
    expect(same(root, '--config', 'nowhere.json').err).toContain('does not exist')
    put('bulkhead.config.json', '{ "rules": { "nonsense": "off" } }')
    expect(same(root).err).toContain('there is no such rule')
    expect(processOf(root)).toBeGreaterThan(0)
  })

  test('knows what is staged, wherever and however it is', () => {
    const { root, put } = repository({ ...backend(), 'services/stock/package.json': backend()['package.json']!, 'services/stock/src/a.ts': BOUNDED })
    git(root, 'init', '-q', '-b', 'main')
    git(root, 'add', 'package.json', 'src')
    expect(same(root, '--staged').code).toBe(1)
    commit(root)
    put('src/a.ts', `${BOUNDED}${GOOD.replace('load', 'more')}`)
    git(root, 'mv', 'services/stock/src/a.ts', 'services/stock/src/b.ts')
    git(root, 'add', '-A')
    put('src/a.ts', BOUNDED)
    expect(same(root, '--staged').out).toContain('src/a.ts:4')
    expect(same(join(root, 'services/stock'), '--staged').code).toBe(0)
    roots.push(join(root, 'services/stock'))
    // A commit of some paths alone has an index of its own.
    const alone = join(root, '.git/alone')
    const own = { ...env, GIT_INDEX_FILE: alone }
    copyFileSync(join(root, '.git/index'), alone)
    spawnSync('git', ['reset', '-q', '--', 'src/a.ts'], { cwd: root, env: { ...process.env, GIT_INDEX_FILE: alone } })
    const partly = (...args: string[]): Ran => bulkhead(['check', root, '--staged', ...args], { env: own })
    expect(partly('--resident')).toEqual(partly())
    expect(same(root, '--staged').code).toBe(1)
    put('.gitattributes', '*.ts working-tree-encoding=UTF-16\n')
    git(root, 'add', '.gitattributes')
    expect(same(root, '--staged').code).toBe(0)
    git(root, 'rm', '-qrf', '.gitattributes', 'services')
    put('services', 'a file where a folder was')
    git(root, 'add', 'services')
    expect(same(root, '--staged').code).toBe(1)
    git(root, 'commit', '-qm', 'next')
    expect(same(root, '--staged').code).toBe(0)
    put('src/a.ts', GOOD.replace('load', 'again'))
    git(root, 'add', 'src')
    expect(same(root, '--staged').code).toBe(1)
    const tree = join(root, '../tree')
    roots.push(tree)
    git(root, 'worktree', 'add', '-q', tree)
    writeFileSync(join(tree, 'src/c.ts'), GOOD)
    git(tree, 'add', '.')
    expect(same(tree, '--staged').out).toContain('src/c.ts')
  })

  test('is asked by its caller as he is: his folder, his colours, his file', () => {
    const { root } = repository()
    const inside = (args: string[], more: Record<string, string> = {}): Ran => bulkhead(['check', ...args], { cwd: root, env: { ...env, ...more } })
    expect(inside(['--resident'], { FORCE_COLOR: '1' })).toEqual(inside([], { FORCE_COLOR: '1' }))
    expect(inside(['--resident', '--output', 'report.txt']).err).toContain('report.txt')
    expect(readdirSync(root)).toContain('report.txt')
  })

  test('is one, however many begin at once, and serves one after the other', async () => {
    const { root } = repository()
    const codes = await Promise.all([1, 2, 3].map(() => new Promise(done => {
      spawn(process.execPath, [BIN, 'check', root, '--resident'], { env: { ...process.env, CI: '', ...env }, stdio: 'ignore' }).on('close', done)
    })))
    expect(codes).toEqual([1, 1, 1])
    expect(status(root)).toContain('3 checks')
  })

  test('leaves nothing behind that blocks when it is killed, and ends when it is told', async () => {
    const { root } = repository()
    resident(root)
    const first = processOf(root)
    process.kill(first, 'SIGKILL')
    expect(resident(root)).toMatchObject({ code: 1, err: '' })
    expect(processOf(root)).not.toBe(first)
    expect(bulkhead(['resident', 'stop', root], { env }).out).toContain(`had ${root} open`)
    expect(bulkhead(['resident', 'status', root], { env })).toMatchObject({ code: 1, out: `No process has ${root} open.\n` })
  })

  test('ends by itself when nobody asks, and when its repository is gone', async () => {
    const { root } = repository()
    const ended = (folder: string, idle: number): Promise<unknown> => new Promise(done => { spawn(process.execPath, [PROCESS, folder, String(idle)], { env: { ...process.env, ...env } }).on('close', done) })
    const gone = make({})
    const waits = [ended(root, 100), ended(gone, 300)]
    rmSync(gone, { recursive: true })
    expect(await Promise.all(waits)).toEqual([0, 0])
  })
})

describe('a check does it by itself, and says so', () => {
  test('where the process dies while it is asked', async () => {
    const { root } = repository()
    process.env['XDG_RUNTIME_DIR'] = runtime
    const server = createServer(socket => { socket.once('data', () => socket.destroy()) }).listen(addressOf(root))
    const ran = await new Promise<Ran>(done => {
      const child = spawn(process.execPath, [BIN, 'check', root, '--resident'], { env: { ...process.env, CI: '', ...env } })
      let [out, err] = ['', '']
      child.stdout.on('data', (text: Buffer) => { out += String(text) })
      child.stderr.on('data', (text: Buffer) => { err += String(text) })
      child.on('close', code => done({ code, out, err }))
    })
    server.close()
    await pause(0)
    expect(ran).toEqual({ ...bulkhead(['check', root], { env }), err: 'The resident process gave no answer (it went away); this one does it by itself.\n' })
  })

  test('in CI, and where others may enter the folder of the sockets', () => {
    const { root } = repository()
    const alone = bulkhead(['check', root], { env })
    expect(bulkhead(['check', root, '--resident'], { env: { ...env, CI: 'true' } })).toEqual({ ...alone, err: '--resident is left out in CI, where nobody asks twice.\n' })
    const open = mkdtempSync(join(runtime, 'x'))
    const folder = join(open, `bulkhead-resident-${process.getuid!()}`)
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    expect(bulkhead(['check', root, '--resident'], { env: { XDG_RUNTIME_DIR: open } })).toMatchObject({ out: alone.out, code: alone.code, err: expect.stringContaining('is not a folder that you alone may enter') })
    expect(status(root)).toContain('No process')
  })

  test('where what is asked is not of the repository as it is', () => {
    const { root } = repository()
    for (const option of [['--fix-suggestions'], ['--merge', 'a.part.json'], ['--shard', '1/2'], ['--no-cache']])
      expect(resident(root, ...option)).toMatchObject({ code: 2, err: expect.stringContaining('--resident') })
  })
})
