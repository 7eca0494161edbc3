import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker, type Checker } from '@bulkhead/checker'
import { ESLint } from 'eslint'
import fc from 'fast-check'
import plugin from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'
import { readFixtures } from '../src/fixtures.js'
import { repositories } from './repository.js'

const { copy, make, removeAll } = repositories()
afterAll(removeAll)

const HTTP = "import axios from 'axios'\nexport const options = { timeout: 0 }\nexport const payments = axios.create({ baseURL: 'https://pay.example' })\n"
const ORDERS = "import axios from 'axios'\nimport { options, payments } from './http.js'\nexport const status = () => axios.get('https://orders.example', options)\nexport const pay = () => payments.post('/charges')\n"
const bounded = HTTP.replace('timeout: 0', 'timeout: 5000').replace("example'", "example', timeout: 3000")

const project = () => make({ 'src/http.ts': HTTP, 'src/orders.ts': ORDERS }).root
const lines = (checker: Checker, path: string, text?: string) => checker.check(path, text).map(f => `${f.file}:${f.line}`)

describe('what is not saved yet counts as if it were', () => {
  test('for the file itself and for the files that use it, until it is taken back', () => {
    const checker = createChecker({ root: project() })
    const asSaved = () => [lines(checker, 'src/http.ts'), lines(checker, 'src/orders.ts')]
    expect(asSaved()).toEqual([['src/http.ts:3'], ['src/orders.ts:3']])
    expect(lines(checker, 'src/http.ts', bounded)).toEqual([])
    expect(lines(checker, 'src/orders.ts')).toEqual([])
    expect(asSaved()).toEqual([['src/http.ts:3'], ['src/orders.ts:3']])
  })

  test('a text that is laid twice is the later one', () => {
    const checker = createChecker({ root: project() })
    expect(lines(checker, 'src/http.ts', bounded)).toEqual([])
    expect(lines(checker, 'src/http.ts', HTTP)).toEqual(['src/http.ts:3'])
    expect(lines(checker, 'src/orders.ts', ORDERS)).toEqual(['src/orders.ts:3'])
    expect(lines(checker, 'src/orders.ts', `\n\n${ORDERS}`)).toEqual(['src/orders.ts:5'])
  })

  test('the places of the evidence move with the text', () => {
    const checker = createChecker({ root: project() })
    const related = () => checker.check('src/http.ts').flatMap(f => f.related.map(p => `${p.file}:${p.line}`))
    expect(related()).toEqual(['src/orders.ts:4'])
    checker.check('src/orders.ts', `// one line more\n${ORDERS}`)
    expect(related()).toEqual(['src/orders.ts:5'])
  })

  test('a text that does not parse while it is typed loses no other finding', () => {
    const checker = createChecker({ root: project() })
    checker.check('src/orders.ts', 'import { payments } from')
    expect(lines(checker, 'src/orders.ts')).toEqual(['src/orders.ts:3'])
    expect(lines(checker, 'src/http.ts')).toEqual(['src/http.ts:3'])
  })

  test('in ESLint too', async () => {
    const root = project()
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, plugin.configs.recommended] })
    const said = async (path: string, text = readFileSync(join(root, path), 'utf8')) =>
      (await eslint.lintText(text, { filePath: join(root, path) })).flatMap(r => r.messages.map(m => `${m.ruleId}:${m.line}`))
    expect(await said('src/orders.ts')).toEqual(['bulkhead/require-request-timeout:3'])
    expect(await said('src/http.ts', bounded)).toEqual([])
    expect(await said('src/orders.ts')).toEqual([])
    expect(await said('src/http.ts')).toEqual(['bulkhead/require-request-timeout:3'])
    expect(await said('src/orders.ts')).toEqual(['bulkhead/require-request-timeout:3'])
  })
})

describe('what is kept of a repository while it is typed in', () => {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-typed-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const CLIENT = 'packages/http/src/clients.ts'
  const PRODUCT = 'services/catalog/src/entities/product.entity.ts'
  const CONFIG = 'services/payments/src/config.ts'
  const PLAIN = 'services/payments/src/errors.ts'

  /** One after the other, each on top of the one before. */
  const CHANGES: [string, string, (text: string) => string][] = [
    ['what a request is given', 'services/payments/src/fx/exchange-rates.ts', text => text.replace('/EUR`)', '/EUR`, { signal: AbortSignal.timeout(900) })')],
    ['a client that several share', CLIENT, text => text.replaceAll('axios.create({', 'axios.create({ timeout: 900,')],
    ['a file that now sends', PLAIN, text => `${text}export const told = () => fetch('https://errors.example')\n`],
    ['a file that now leads into another service', CONFIG, text => `import { Product } from '../../catalog/src/entities/product.entity.js'\n${text}export const made = new Product()\n`],
    ['a table that has another name', PRODUCT, text => text.replace(/@Entity\([^)]*\)/, "@Entity('wares')")],
    ['an import that is gone', 'services/payments/src/jobs/settle.ts', text => text.replace(/^import .*prisma.*$/m, '')],
    ['what does not parse', 'services/payments/src/domain/checkout.ts', text => text.replace('{', '{{')],
    ['a comment that silences', 'services/payments/src/domain/payouts.ts', text => `/* eslint-disable bulkhead/require-idempotency-key */\n${text}`],
    ['a file that leads there no more', CONFIG, text => text.replace(/^import .*product\.entity.*$/m, '')],
    ['a file that is a test now', PLAIN, text => `import { test } from 'node:test'\n${text}`],
  ]

  test('alters nothing in what is said', () => {
    cpSync(join(import.meta.dirname, '../../../fixtures/services/shop'), root, { recursive: true })
    const typed = createChecker({ root })
    const files = typed.workspace.files()
    const all = (checker: Checker) => JSON.stringify(files.map(file => checker.check(file, readFileSync(join(root, file), 'utf8'))))
    let before = all(typed)
    for (const [what, file, change] of CHANGES) {
      const text = readFileSync(join(root, file), 'utf8')
      expect([what, change(text)]).not.toEqual([what, text])
      typed.check(file, change(text))
      writeFileSync(join(root, file), change(text))
      const after = all(typed)
      expect([what, after]).toEqual([what, all(createChecker({ root }))])
      if (what !== 'a comment that silences') expect([what, after]).not.toEqual([what, before])
      before = after
    }
  })
})

describe('an editor stays open for a day', () => {
  const REQUEST = "export const a = () => fetch('https://stock.example')\n"
  const languages = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }
  const lint = (root: string) => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [languages, plugin.configs.recommended] })
    return async (path: string, text: string) => (await eslint.lintText(text, { filePath: join(root, path) })).flatMap(r => r.messages.map(m => m.line))
  }

  test('a file that had nothing to judge has it once it is typed', async () => {
    const { root } = make({ 'src/a.ts': 'export const a = 1\n', 'src/b.ts': "import axios from 'axios'\nexport const b = axios\n", 'src/c.ts': "import { b } from './b.js'\nexport const c = () => b\n" })
    const said = lint(root)
    expect([await said('src/a.ts', 'export const a = 1\n'), await said('src/a.ts', REQUEST), await said('src/c.ts', "import { b } from './b.js'\nexport const c = () => b.get('/c')\n")]).toEqual([[], [1], [2]])
  })

  test('a file that is new is judged', async () => {
    const { root } = make({ 'src/a.ts': 'export const a = 1\n' })
    const said = lint(root)
    await said('src/a.ts', 'export const a = 1\n')
    writeFileSync(join(root, 'src/b.ts'), REQUEST)
    expect(await said('src/b.ts', REQUEST)).toEqual([1])
  })

  describe('what happens behind its back is seen after a pause', () => {
    const USE = "import axios from 'axios'\nimport { options } from './b.js'\nexport const a = () => axios.get('https://stock.example', options)\n"
    const [bounded, free] = [5000, 0].map(timeout => `export const options = { timeout: ${timeout} }\n`)
    const pause = () => new Promise(resolve => setTimeout(resolve, 1100))

    test.each<[string, Record<string, string>, (root: string) => void, number[], number[]]>([
      ['another text', { 'src/b.ts': bounded! }, root => writeFileSync(join(root, 'src/b.ts'), free!), [], [3]],
      ['a file that came', {}, root => writeFileSync(join(root, 'src/b.ts'), free!), [], [3]],
      ['a file that went', { 'src/b.ts': free! }, root => rmSync(join(root, 'src/b.ts')), [3], []],
      ['a configuration', { 'src/b.ts': free! }, root => writeFileSync(join(root, 'bulkhead.config.json'), '{ "rules": { "require-request-timeout": "off" } }'), [3], []],
    ])('%s', async (_, files, happen, before, after) => {
      const { root } = make({ 'src/a.ts': USE, ...files })
      const said = lint(root)
      expect(await said('src/a.ts', USE)).toEqual(before)
      await pause()
      happen(root)
      expect(await said('src/a.ts', USE)).toEqual(after)
    })
  })
})

/** What a person may do to a text: take a line out, write it twice, join it to a comment, put the text back. */
const EDITS: ((lines: string[], at: number) => string[])[] = [
  (lines, at) => lines.toSpliced(at, 1),
  (lines, at) => lines.toSpliced(at, 0, lines[at]!),
  (lines, at) => lines.with(at, `// ${lines[at]}`),
  (lines, at) => lines.with(at, lines[at]!.replace(/\d+/, '0')),
  (lines, at) => lines.toSpliced(at, 0, "globalThis.held = await fetch('https://held.example')"),
  lines => lines,
]
const projects = readFixtures(join(import.meta.dirname, '../../../fixtures')).filter(({ files }) => files.length > 3 && files.length < 40)
const step = fc.record({ file: fc.nat(), edit: fc.constantFrom(...EDITS), at: fc.nat() })

test('what is kept of one buffer to the next changes no answer', () => {
  fc.assert(fc.property(fc.constantFrom(...projects), fc.array(step, { minLength: 2, maxLength: 6 }), ({ root, files }, steps) => {
    const kept = createChecker({ root, strict: true, jobs: 1 })
    kept.examine()
    const laid = new Map<string, string>()
    for (const { file, edit, at } of steps) {
      const path = files[file % files.length]!
      const lines = readFileSync(join(root, path), 'utf8').split('\n')
      laid.set(path, edit(lines, at % lines.length).join('\n'))
      kept.check(path, laid.get(path))
    }
    const fresh = createChecker({ root: copy(root, new Map(files.map(file => [file, laid.get(file) ?? readFileSync(join(root, file), 'utf8')]))), strict: true, jobs: 1 })
    // What the repository consists of is found when it is opened.
    fc.pre(isDeepStrictEqual([kept.workspace.services, kept.workspace.assumptions], [fresh.workspace.services, fresh.workspace.assumptions]))
    expect({ ...kept.examine(), root }).toEqual({ ...fresh.examine(), root })
  }), { numRuns: 25 })
})
