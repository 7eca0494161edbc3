import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'

// What the documentation tells people to type is typed, and what it says is printed is held against what is.

const HOUSE = join(import.meta.dirname, '..')
const BIN = join(HOUSE, 'packages/cli/bin/bulkhead.js')
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(HOUSE, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)]
/** Without the pages that are made of other things, that tell of what was, or that a test of their own follows. */
const WRITTEN = PAGES.filter(path => !['docs/models.md', 'docs/measured.md', 'docs/accuracy.md', 'docs/first-pull-request.md'].includes(path))

const made: string[] = []
afterAll(() => { for (const folder of made) rmSync(folder, { recursive: true, force: true }) })

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-documentation-'))
  made.push(root)
  return root
}

const textOf = (page: string): string => readFileSync(join(HOUSE, page), 'utf8')

/** The fenced blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return Array.from(textOf(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)).filter(([, its]) => its === language).map(([, , text]) => text!)
}

function git(root: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', '-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** Runs a line as a shell runs it, in a folder where `bulkhead` and `npx` are the built command. */
function typed(line: string, root: string): { code: number | null; out: string; err: string } {
  const { NODE_OPTIONS: _options, FORCE_COLOR: _color, CI: _ci, ...env } = process.env
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: root, encoding: 'utf8', timeout: 100_000, env: { ...env, NO_COLOR: '1', PATH: `${COMMANDS}:${join(HOUSE, 'node_modules/.bin')}:${env['PATH']}` } })
  return { code: status, out: stdout, err: stderr }
}

/** A folder with the commands that people have on their path. */
function commands(): string {
  const programs = folder()
  writeFileSync(join(programs, 'bulkhead'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`, { mode: 0o755 })
  writeFileSync(join(programs, 'npx'), '#!/bin/sh\n[ "$1" = --no-install ] && shift\nexec "$@"\n', { mode: 0o755 })
  return programs
}

const COMMANDS = commands()

/** The shop, for configurations that speak of its services. */
function shop(): string {
  const root = folder()
  cpSync(join(HOUSE, 'fixtures/services/shop'), root, { recursive: true })
  return root
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const REQUEST = (name: string, path: string) => `import axios from 'axios'\nexport const ${name} = () => axios.get('https://${path}')\n`

/** A backend with three old findings on main, and one new on a branch. */
function stock(): string {
  const root = folder()
  mkdirSync(join(root, 'docs'))
  put(root, 'package.json', JSON.stringify({ name: 'stock', version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { axios: '^1.7.0' } }))
  put(root, 'CODEOWNERS', '* @acme/stock\n')
  put(root, 'src/main.ts', REQUEST('load', 'stock.example/items'))
  put(root, 'src/legacy/feed.ts', REQUEST('feed', 'feed.example/all'))
  put(root, 'src/legacy/importer.ts', REQUEST('runs', 'import.example/runs'))
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'state')
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
  git(root, 'checkout', '-qb', 'prices')
  put(root, 'src/prices.ts', REQUEST('prices', 'prices.example/today'))
  return root
}

/** What stands for something of the reader's own. */
const PLACEHOLDERS: Record<string, string> = { '<file>': 'src/main.ts', '<rule>': 'require-request-timeout', '<dir>': '.', '<format>': 'json', 'merge|release|production': 'merge' }

/** Every `bulkhead …` of the pages: in blocks for a shell, and in running text. A name of a command alone, or with a part left out, is no line to type. */
function lines(): Map<string, string> {
  const all = new Map<string, string>()
  for (const page of WRITTEN) {
    const inText = Array.from(textOf(page).matchAll(/`(bulkhead [^`\n]+)`/g), ([, line]) => line!)
    const inBlocks = blocks(page, 'sh').flatMap(block => block.split('\n')).filter(line => /\bbulkhead /.test(line) && !/^(git|npm|cd)\b/.test(line)).map(line => line.replace(/^.*?((?:npx (?:--no-install )?)?bulkhead )/, '$1').replace(/\s+#.*$/, ''))
    for (const line of [...inText, ...inBlocks]) {
      const whole = Object.entries(PLACEHOLDERS).reduce((text, [placeholder, by]) => text.replaceAll(placeholder, by), line)
      if (!/[<>…|]/.test(whole) && !all.has(whole)) all.set(whole, page)
    }
  }
  return all
}

/** Lines that need more than a repository, each with the test that runs them. */
const ELSEWHERE: Record<string, RegExp> = {
  'parts of a run are made and put together in packages/cli/test': /--(?:merge|shard)/,
  'what a gate imports is made by real tools in packages/gate/test/imports': /--evidence/,
  'what a team has is taken over in packages/cli/test/importers.test.ts': /--from/,
  'put together below, of what three repositories wrote': /^bulkhead merge/,
  'named without what they have to be told': /^bulkhead (?:waive|adr)$/,
}

describe('what the pages tell to type', () => {
  const all = [...lines()].filter(([line]) => !Object.values(ELSEWHERE).some(pattern => pattern.test(line)))

  test('is found', () => expect(all.length).toBeGreaterThan(20))

  test.each(all)('%s (%s)', line => {
    const { code, err } = typed(line, stock())
    expect({ code: code === 0 || code === 1, err: code === 2 ? err : '' }).toEqual({ code: true, err: '' })
  })

  test('names verbs that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const named = new Set(WRITTEN.flatMap(page => Array.from(textOf(page).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g), ([, verb]) => verb!)))
    expect([...named].filter(verb => scripts[verb] === undefined)).toEqual([])
  })
})

describe('configurations on the pages', () => {
  const all = WRITTEN.flatMap(page => ['js', 'ts'].flatMap(language => blocks(page, language)).filter(text => /export default (?:defineConfig\()?\{/.test(text) && !/eslint|satisfies Proof/.test(text)).map((text, i) => [page, i, text] as const))

  test('are found', () => expect(all.length).toBeGreaterThan(2))

  test.each(all)('%s, %d', (_page, _i, text) => {
    const root = shop()
    mkdirSync(join(root, 'node_modules/@bulkhead'), { recursive: true })
    cpSync(join(HOUSE, 'packages/workspace'), join(root, 'node_modules/@bulkhead/workspace'), { recursive: true, filter: path => !path.includes('node_modules/.') })
    writeFileSync(join(root, 'bulkhead.config.ts'), text)
    // Its models are those of somebody else.
    for (const [, model] of text.matchAll(/'([\w/-]+\.json)'/g)) {
      mkdirSync(dirname(join(root, model!)), { recursive: true })
      writeFileSync(join(root, model!), blocks('docs/adding-a-model.md', 'json')[0]!)
    }
    const { code, err } = typed('bulkhead explain packages/http/src/clients.ts', root)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

/** What pages show as printed, by words that stand in it, each with what holds it against what is printed. */
const COMPARED: Record<string, [page: string, words: string][]> = {
  'with what is generated, in packages/testing/test/generated.test.ts': [['README.md', 'Bulkhead  74 files'], ['README.md', 'Usage: bulkhead'], ['README.md', 'http.request  axios  read']],
  'below': [
    ['docs/adopting.md', 'c3b4968f 1'], ['docs/adopting.md', 'is new since main'], ['docs/adopting.md', '$ bulkhead waive'], ['docs/adopting.md', 'Waived (2)'], ['docs/adopting.md', 'lapsed on'], ['docs/ci.md', 'also used by'],
  ],
  'in e2e/first-pull-request.test.ts': [['docs/first-pull-request.md', 'This axios client has no timeout.'], ['docs/measured.md', 'An editor shows']],
}

describe('what the pages show as printed', () => {
  const compared = Object.values(COMPARED).flat()
  const shown = PAGES.flatMap(page => ['text', 'console'].flatMap(language => blocks(page, language)).map(text => ({ page, text, by: compared.filter(([of, words]) => of === page && text.includes(words)) })))

  test('is compared, each block once', () => expect(shown.filter(({ by }) => by.length !== 1)).toEqual([]))
  test('is there', () => expect(compared.filter(entry => !shown.some(({ by }) => by.includes(entry)))).toEqual([]))
})

test('the pages name rules that there are', () => {
  const rules = readdirSync(join(HOUSE, 'rules')).map(name => name.replace(/\.ts$/, ''))
  const named = new Set(WRITTEN.flatMap(page => Array.from(textOf(page).matchAll(/\bbulkhead\/((?:require|no)-[a-z-]+)/g), ([, name]) => name!)))
  expect(named.size).toBeGreaterThan(3)
  expect([...named].filter(name => !rules.includes(name))).toEqual([])
})

test('docs/gate.md: the gate takes what jest and tsc have written', () => {
  const root = stock()
  put(root, 'tsconfig.json', '{ "compilerOptions": { "noLib": true, "types": [] }, "files": ["types.ts"] }')
  put(root, 'types.ts', 'interface Array<T> { of: T }\ninterface Boolean {}\ninterface CallableFunction {}\ninterface Function {}\ninterface IArguments {}\ninterface NewableFunction {}\ninterface Number {}\ninterface Object {}\ninterface RegExp {}\ninterface String {}\n')
  put(root, 'prices.test.js', "test('prices', () => expect(1).toBe(1))\n")
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'prices')
  const [tools, gate] = blocks('docs/gate.md', 'sh')[0]!.trim().split('\n') as [string, string]
  expect(typed(tools, root).code).toBe(0)
  const { code, out, err } = typed(`${gate} --format json`, root)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [card] = (JSON.parse(out) as { cards: { checks: { id: string; evidence: object[] }[] }[] }).cards
  expect(card!.checks.filter(({ id }) => id === 'tests' || id === 'type-checks')).toMatchObject([
    { id: 'type-checks', status: 'pass', evidence: [{ tool: 'tsc', status: 'pass' }] },
    { id: 'tests', status: 'not evidenced', evidence: [{ tool: 'jest', status: 'pass', covers: ['unit tests'] }] },
  ])
})

describe('docs/adopting.md', () => {
  const page = textOf('docs/adopting.md')
  const shown = blocks('docs/adopting.md', 'text')
  test('shows lines of a baseline', () => {
    const root = shop()
    expect(typed('bulkhead baseline', root)).toMatchObject({ code: 0 })
    const folder = join(root, '.bulkhead/baseline')
    const written = readdirSync(folder).flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    for (const line of shown.find(text => text.includes('c3b4968f'))!.trim().split('\n')) expect(written).toContain(line)
  })

  test('shows what a branch brings', () => {
    const { out } = typed('bulkhead check --since main', stock())
    const same = (text: string) => text.replace(/\([0-9a-f]{8}\)/, '(…)')
    const block = shown.find(text => text.includes('is new since main'))!
    for (const part of same(block).trim().split('\n\n')) expect(same(out)).toContain(part)
  })

  test('shows a waiver from its first day to its last', () => {
    const root = stock()
    const [command, printed] = /\$ (bulkhead waive[\s\S]*?)\n(Wrote .*)\n/.exec(page)!.slice(1) as [string, string]
    const { out, err } = typed(`${command} --as-of 2026-11-01`, root)
    expect(out + err).toContain(printed)
    expect(JSON.parse(readFileSync(join(root, '.bulkhead/waivers.json'), 'utf8'))).toMatchObject(JSON.parse(blocks('docs/adopting.md', 'json')[0]!) as object)
    const [waived, lapsed] = ['Waived (2)', 'lapsed on'].map(words => shown.find(text => text.includes(words))!)
    const before = typed('bulkhead check --as-of 2027-01-20', root).out
    for (const line of waived!.trim().split('\n').filter(line => line !== '')) expect(before).toContain(line.trim())
    expect(typed('bulkhead check --as-of 2027-01-31', root).out).toContain(lapsed!.trim())
  })

  test('begins with a gate that is green', () => {
    const root = stock()
    for (const line of blocks('docs/adopting.md', 'sh')[0]!.trim().split('\n').slice(0, 2)) expect(typed(line, root).code).toBe(0)
    expect(existsSync(join(root, '.bulkhead/baseline/stock.txt'))).toBe(true)
    expect(typed('bulkhead check', root).code).toBe(0)
  })
})

describe('docs/ci.md', () => {
  test('shows what several repositories share', () => {
    const here = folder()
    const repository = (name: string, database: string, ...statements: string[]): void => {
      const root = join(here, name)
      put(root, 'package.json', JSON.stringify({ name, version: '1.0.0', main: 'src/main.ts', scripts: { start: 'node src/main.ts' }, dependencies: { pg: '^8.11.0' } }))
      put(root, 'CODEOWNERS', `* @acme/${name}\n`)
      put(root, 'src/main.ts', `import { Pool } from 'pg'\nconst pool = new Pool({ connectionString: '${database}' })\n${statements.map((sql, i) => `export const query${i} = (id: string) => pool.query('${sql}', [id])\n`).join('')}`)
    }
    repository('billing', 'postgres://billing@db.acme.internal/billing', 'insert into invoices (order_id) values ($1)')
    repository('orders', 'postgres://orders@db.acme.internal/billing', 'insert into orders (id) values ($1)', 'select * from orders where id = $1', 'update invoices set paid = true where order_id = $1')
    repository('reports', 'postgres://localhost/billing', 'select * from invoices where order_id = $1')
    const commands = blocks('docs/ci.md', 'sh').map(text => text.trim())
    const [written, merged] = ['bulkhead facts', 'bulkhead merge'].map(verb => commands.find(line => line.startsWith(verb))!) as [string, string]
    for (const name of ['orders', 'billing', 'reports']) expect(typed(written.replace('orders.json', `../${name}.json`), join(here, name))).toEqual({ code: 0, out: '', err: '' })
    expect(typed(merged, here)).toEqual({ code: 1, out: blocks('docs/ci.md', 'text').find(text => text.includes('also used by')), err: '' })
  })
})
