import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createChecker, type Checker } from '@bulkhead/checker'
import { ESLint } from 'eslint'
import plugin from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'
import { repositories } from './repository.js'

const { make, removeAll } = repositories()
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
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, plugin.configs.recommended as never] })
    const said = async (path: string, text = readFileSync(join(root, path), 'utf8')) =>
      (await eslint.lintText(text, { filePath: join(root, path) })).flatMap(r => r.messages.map(m => `${m.ruleId}:${m.line}`))
    expect(await said('src/orders.ts')).toEqual(['bulkhead/require-request-timeout:3'])
    expect(await said('src/http.ts', bounded)).toEqual([])
    expect(await said('src/orders.ts')).toEqual([])
    expect(await said('src/http.ts')).toEqual(['bulkhead/require-request-timeout:3'])
    expect(await said('src/orders.ts')).toEqual(['bulkhead/require-request-timeout:3'])
  })
})

describe('an editor stays open for a day', () => {
  const REQUEST = "export const a = () => fetch('https://stock.example')\n"
  const languages = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }
  const lint = (root: string) => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [languages, plugin.configs.recommended as never] })
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
