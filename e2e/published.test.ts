import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeWith, fromNpm } from './installed.js'
import { run, succeeded, write, type Registry } from './npm.js'
import { HOUSE } from './shop.js'
import { NODE_FETCH, startVerdaccio, VERDACCIO } from './verdaccio.js'

const MANAGERS = fromNpm({ pnpm: '10.28.0', yarn: '1.22.22' })
const JUDGES = fromNpm({ publint: '0.3.15', '@arethetypeswrong/core': '0.18.2' })

/** What is published: by its name, the folder that it comes from. */
const PACKAGES = new Map([...readdirSync(join(HOUSE, 'packages')).map(name => `packages/${name}`), 'rules'].flatMap(folder => {
  const manifest = JSON.parse(readFileSync(join(HOUSE, folder, 'package.json'), 'utf8')) as { name: string; private?: true }
  return manifest.private ? [] : [[manifest.name, folder] as const]
}))

const { devDependencies: VERSIONS } = JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }

/** What a manifest says once it is published. */
interface Manifest {
  version: string
  license: string
  repository: { url: string }
  engines: Record<string, string>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** A small backend with one request that nothing limits, and everything around it that its team has. */
const BACKEND = {
  'package.json': JSON.stringify({ name: 'stock', version: '1.0.0', private: true, type: 'module', main: 'src/server.js', scripts: { start: 'node src/server.js' } }),
  'src/server.js': "import { createServer } from 'node:http'\n\nconst load = () => fetch('https://stock.example/items')\n\ncreateServer((_, response) => void load().then(() => response.end())).listen(3000)\n",
  'eslint.config.js': "import bulkhead from 'eslint-plugin-bulkhead'\n\nexport default [bulkhead.configs.recommended]\n",
}

/** How each package manager adds what a team adds. */
const ADD: Record<string, (managers: string) => [command: string, args: string[]]> = {
  npm: () => ['npm', ['install', '--save-dev']],
  pnpm: managers => [process.execPath, [join(managers, 'node_modules/pnpm/bin/pnpm.cjs'), 'add', '--save-dev']],
  yarn: managers => [process.execPath, [join(managers, 'node_modules/yarn/bin/yarn.js'), 'add', '--dev', '--non-interactive']],
}

describeWith([fromNpm(VERDACCIO, NODE_FETCH), MANAGERS, JUDGES], 'what is published', (verdaccio, managers, judges) => {
  let local: Registry & { stop: () => void }
  let tarballs: Map<string, { file: string; entries: string[]; manifest: Manifest }>

  beforeAll(async () => {
    local = await startVerdaccio(verdaccio)
    succeeded(run(local, HOUSE, join(HOUSE, 'node_modules/.bin/changeset'), ['publish', '--no-git-tag']))
    tarballs = new Map(await Promise.all([...PACKAGES.keys()].map(async name => [name, await tarball(name)] as const)))
  })
  afterAll(() => local?.stop())

  /** A package as whoever installs it gets it. */
  async function tarball(name: string) {
    const told = await (await fetch(`${local.url}/${name.replace('/', '%2f')}`, { signal: AbortSignal.timeout(10_000) })).json() as { versions: Record<string, { dist: { tarball: string } }> }
    const bytes = new Uint8Array(await (await fetch(Object.values(told.versions)[0]!.dist.tarball, { signal: AbortSignal.timeout(10_000) })).arrayBuffer())
    const file = join(local.folder, `${name.replace('/', '-')}.tgz`)
    writeFileSync(file, bytes)
    const entries = spawnSync('tar', ['-tzf', file], { encoding: 'utf8' }).stdout.trim().split('\n').map(entry => entry.replace('package/', ''))
    return { file, entries, manifest: JSON.parse(spawnSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' }).stdout) as Manifest }
  }

  test('has its README, its license and nothing that leads out of it', () => {
    expect(tarballs.size).toBeGreaterThan(9)
    for (const { file, entries } of tarballs.values()) {
      expect(entries).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']))
      expect(entries.filter(entry => /(^|\/)(src|test|node_modules)\/|\.map$|tsbuildinfo|(?<!\.d)\.ts$/.test(entry))).toEqual([])
      const text = spawnSync('tar', ['-xzOf', file], { encoding: 'latin1', maxBuffer: 1 << 28 }).stdout
      expect(text.includes(HOUSE)).toBe(false)
      expect(text.includes('sourceMappingURL')).toBe(false)
    }
  })

  test('names what it needs in ranges that a registry can answer, and its own parts by one version', () => {
    for (const { manifest: { version, dependencies = {}, peerDependencies = {}, license, repository, engines } } of tarballs.values()) {
      expect({ license, engines, url: repository.url }).toEqual({ license: 'MIT', engines: { node: '^20.19.0 || ^22.12.0 || >=24' }, url: 'git+https://github.com/bulkhead-dev/bulkhead.git' })
      for (const [name, range] of Object.entries({ ...dependencies, ...peerDependencies })) {
        if (PACKAGES.has(name)) expect(range).toBe(version)
        else expect(range).toMatch(/^[\^~>=<\d. |]+$/)
      }
    }
    expect(tarballs.get('eslint-plugin-bulkhead')!.manifest.peerDependencies).toEqual({ eslint: '^9.0.0 || ^10.0.0' })
  })

  test('is clean by publint and attw', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(HOUSE, 'e2e/tarballs.mjs'), ...[...tarballs.values()].map(({ file }) => file)], { cwd: judges, encoding: 'utf8', timeout: 100_000 })
    expect(JSON.parse(stdout || JSON.stringify(stderr))).toEqual(Object.fromEntries([...PACKAGES.keys()].map(name => [name, []])))
  })

  test.each(Object.keys(ADD))('%s installs it into an empty project, where bulkhead and ESLint find the same', manager => {
    const project = join(local.folder, 'projects', manager)
    mkdirSync(project, { recursive: true })
    write(project, BACKEND)
    const [command, args] = ADD[manager]!(managers)
    const add = () => run(local, project, command, [...args, 'bulkhead', 'eslint-plugin-bulkhead', `eslint@${VERSIONS['eslint']}`, `typescript@${VERSIONS['typescript']}`])
    const added = add()
    // Yarn asks for the binaries of every platform, and a registry that stands before npm's own may have those of its users alone.
    const lacking = [...new Set([...added.err.matchAll(/Couldn't find any versions for "([^"]+)"/g)].map(([, name]) => name!))]
    if (lacking.length > 0) write(project, { 'package.json': JSON.stringify({ ...JSON.parse(BACKEND['package.json']) as object, resolutions: Object.fromEntries(lacking.map(name => [name, 'npm:picocolors@1.1.1'])) }) })
    succeeded(lacking.length > 0 ? add() : added)
    const installed = (name: string) => join(project, 'node_modules/.bin', name)

    const checked = run(local, project, 'npx', ['--no-install', 'bulkhead', 'check', '--format', 'json'])
    expect(checked.code).toBe(1)
    expect((JSON.parse(checked.out) as { findings: object[] }).findings).toMatchObject([{ rule: 'require-request-timeout', file: 'src/server.js', line: 3 }])

    const linted = run(local, project, installed('eslint'), ['--format', 'json', 'src'])
    expect(linted.code).toBe(1)
    expect((JSON.parse(linted.out) as [{ messages: object[] }])[0].messages).toMatchObject([{ ruleId: 'bulkhead/require-request-timeout', line: 3 }])

    // The types, as strictly as a consumer may ask: of the configuration, of the plugin, and of what these lead to.
    write(project, {
      'bulkhead.config.ts': "import { defineConfig, type UserConfig } from 'bulkhead'\n\nconst config: UserConfig = { services: [{ name: 'shelf', path: 'src' }] }\nexport default defineConfig(config)\n",
      'eslint.config.ts': "import { defineConfig } from 'eslint/config'\nimport bulkhead from 'eslint-plugin-bulkhead'\n\nexport default defineConfig(bulkhead.configs.recommended, bulkhead.configs.strict)\n",
      'wrong.ts': "import { defineConfig } from 'bulkhead'\n\n// @ts-expect-error: a service is an object\nexport default defineConfig({ services: ['stock'] })\n",
    })
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2023']
    for (const module of [['nodenext', 'nodenext'], ['esnext', 'bundler']])
      expect(run(local, project, installed('tsc'), [...options, '--skipLibCheck', 'true', '--module', module[0]!, '--moduleResolution', module[1]!, 'bulkhead.config.ts', 'eslint.config.ts', 'wrong.ts'])).toEqual({ code: 0, out: '', err: '' })
    expect(run(local, project, 'npx', ['--no-install', 'bulkhead', 'check', '--format', 'json'])).toMatchObject({ code: 1, out: expect.stringContaining('"service": "shelf"') })
  })
})
