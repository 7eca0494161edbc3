import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeWith, fromNpm } from './installed.js'
import { answers, freePort } from './loopback.js'
import { write } from './npm.js'
import { HOUSE } from './shop.js'

const BULKHEAD = join(HOUSE, 'packages/cli/bin/bulkhead.js')
const PACKAGES = ['packages/contracts', 'packages/http', 'services/catalog', 'services/orders', 'services/payments']
const PARTS = PACKAGES.map(folder => `${folder}/bulkhead.part.json`)

/** A file as docs/ci.md shows it. */
const documented = (name: string) => new RegExp(`\`${name}\`:\n\n\`\`\`json\n([^]+?)\`\`\``).exec(readFileSync(join(HOUSE, 'docs/ci.md'), 'utf8'))![1]!

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-monorepo-')))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

function command(cwd: string, name: string, args: string[], env: Record<string, string> = {}) {
  const kept = Object.entries(process.env).filter(([key]) => !/^(npm_|CI$|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|BULKHEAD_|TURBO|NX_)/i.test(key))
  const { status, stdout, stderr } = spawnSync(name, args, { cwd, env: { ...Object.fromEntries(kept), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NX_DAEMON: 'false', CI: 'true', ...env }, encoding: 'utf8', timeout: 100_000, maxBuffer: 1 << 26 })
  return { code: status, out: stdout, err: stderr }
}

/** The shop as a repository whose packages have the task, and `clones` clones of it in which everything is installed. */
function clonesOfShop(name: string, files: Record<string, string>, clones: number): string[] {
  const origin = join(parent, name)
  cpSync(join(HOUSE, 'fixtures/services/shop'), origin, { recursive: true })
  for (const path of ['package.json', ...PACKAGES.map(folder => `${folder}/package.json`)]) {
    const manifest = JSON.parse(readFileSync(join(origin, path), 'utf8')) as { scripts?: Record<string, string> }
    const script = path === 'package.json' ? { sources: 'true' } : { bulkhead: 'bulkhead check ../.. --package . --output bulkhead.part.json' }
    write(origin, { [path]: JSON.stringify({ ...manifest, ...(path === 'package.json' && { packageManager: 'npm@10.9.0' }), scripts: { ...manifest.scripts, ...script } }, null, 2) })
  }
  write(origin, { ...files, '.gitignore': 'node_modules\n.turbo\n.nx\n*.part.json\n' })
  for (const args of [['init', '-q'], ['add', '-A'], ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', '-c', 'commit.gpgsign=false', 'commit', '-qm', 'All']]) command(origin, 'git', args)
  return Array.from({ length: clones }, (_, i) => {
    const clone = join(parent, `${name}-${i + 1}`, 'shop')
    command(parent, 'git', ['clone', '-q', origin, clone])
    mkdirSync(join(clone, 'node_modules/.bin'), { recursive: true })
    symlinkSync(BULKHEAD, join(clone, 'node_modules/.bin/bulkhead'))
    return clone
  })
}

const gate = (root: string, ...args: string[]) => command(root, process.execPath, [BULKHEAD, 'gate', '--format', 'json', '--as-of', '2026-11-23', ...args])

describeWith([fromNpm({ turbo: '2.11.11', 'turborepo-remote-cache': '2.12.0' })], 'Turborepo', installed => {
  let [first, second] = ['', '']
  let server: ReturnType<typeof spawn>
  let env: Record<string, string>

  beforeAll(async () => {
    [first, second] = clonesOfShop('turbo', { 'turbo.json': documented('turbo.json') }, 2) as [string, string]
    const port = await freePort()
    env = { TURBO_API: `http://127.0.0.1:${port}`, TURBO_TOKEN: 'anybody', TURBO_TEAM: 'shop' }
    server = spawn(process.execPath, [join(installed, 'node_modules/turborepo-remote-cache/dist/cli.js')], {
      env: { ...process.env, HOST: '127.0.0.1', PORT: `${port}`, TURBO_TOKEN: 'anybody', STORAGE_PROVIDER: 'local', STORAGE_PATH: join(parent, 'cache'), STORAGE_PATH_USE_TMP_FOLDER: 'false', NODE_ENV: 'production', LOG_LEVEL: 'error' }, stdio: 'ignore',
    })
    expect(await answers(`${env['TURBO_API']}/v8/artifacts/status`, server)).toBe(true)
  })
  afterAll(() => server?.kill())

  const turbo = (root: string) => command(root, process.execPath, [join(installed, 'node_modules/turbo/bin/turbo'), 'run', 'bulkhead', '--no-daemon', '--output-logs=hash-only', '--cache=remote:rw'], env)
  const cached = ({ out }: { out: string }) => /Cached:\s+(\d+ cached, \d+ total)/.exec(out)?.[1]

  test('shares the parts of two clones through a remote cache, and their merge is the verdict of one whole run', () => {
    const made = turbo(first)
    expect({ ...made, cached: cached(made) }).toMatchObject({ code: 0, cached: '0 cached, 6 total' })
    expect(readdirSync(join(parent, 'cache/shop')).length).toBeGreaterThan(5)
    expect(cached(turbo(second))).toBe('6 cached, 6 total')
    const whole = gate(second)
    expect(whole.code).toBe(1)
    expect(gate(second, '--merge', ...PARTS)).toEqual(whole)
  })

  test('makes every part anew where any file has changed, and the merge refuses an old one', () => {
    appendFileSync(join(second, 'packages/contracts/src/index.ts'), '// A line.\n')
    expect(gate(second, '--merge', ...PARTS)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is about other files than lie here') })
    expect(cached(turbo(second))).toBe('0 cached, 6 total')
    expect(gate(second, '--merge', ...PARTS)).toEqual(gate(second))
  })
})

describeWith([fromNpm({ nx: '22.6.1' })], 'Nx', installed => {
  test('takes parts from its cache as long as no file has changed, and their merge is the verdict of one whole run', () => {
    const [root] = clonesOfShop('nx', { 'nx.json': documented('nx.json') }, 1) as [string]
    symlinkSync(join(installed, 'node_modules/nx'), join(root, 'node_modules/nx'))
    const nx = () => command(root, process.execPath, [join(installed, 'node_modules/nx/bin/nx.js'), 'run-many', '-t', 'bulkhead'])
    const read = ({ out }: { out: string }) => Number(/(\d+) out of \d+ tasks/.exec(out)?.[1] ?? 0)
    const made = nx()
    expect({ code: made.code, read: read(made) }).toEqual({ code: 0, read: 0 })
    expect(read(nx())).toBe(5)
    const whole = gate(root)
    expect(gate(root, '--merge', ...PARTS)).toEqual(whole)
    appendFileSync(join(root, 'packages/contracts/src/index.ts'), '// A line.\n')
    expect(read(nx())).toBe(0)
  })
})
