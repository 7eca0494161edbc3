import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, checked, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const TSCONFIG = { compilerOptions: { strict: true } }
const TEN_MEGABYTES = `export const data = '${'x'.repeat(10 * 1024 * 1024)}'`

/** The finding of the good file, without which a run over a bad one proves nothing. */
const goodFinding = expect.objectContaining({ rule: 'require-request-timeout', file: 'src/a.ts', line: 2 })

/** Checks a folder and expects the good file's finding and exit 1: what is bad beside it must not hide it. */
function stillFinds(root: string, args: string[] = []) {
  const ran = checked(root, args)
  expect(ran.report.findings).toContainEqual(goodFinding)
  expect(ran.code).toBe(1)
  expect(ran.err).not.toMatch(/^\s+at /m)
  return ran
}

describe('a bad file costs no other file its finding', () => {
  test('syntax errors: said with the file', () => {
    const { report } = stillFinds(make(backend({ 'src/broken.ts': 'export const = (((\n' })))
    expect(report.notJudged).toContainEqual(expect.objectContaining({ path: 'src/broken.ts', reason: expect.stringMatching(/\S/) }))
  })

  test('an empty file and one of comments alone: nothing to say', () => {
    const { report } = stillFinds(make(backend({ 'src/empty.ts': '', 'src/comment.ts': '// nothing\n' })))
    expect(report.notJudged.filter(({ path }) => path?.startsWith('src/'))).toEqual([])
  })

  test('a binary file with the name of a source file: said with the file', () => {
    const { report } = stillFinds(make(backend({ 'src/binary.ts': new Uint8Array(4096).map((_, i) => (i * 7) % 256) })))
    expect(report.notJudged).toContainEqual(expect.objectContaining({ path: 'src/binary.ts' }))
  })

  test('ten megabytes on one line: judged or admitted', () => {
    const { report } = stillFinds(make(backend({ 'src/big.js': TEN_MEGABYTES })))
    for (const { path, reason } of report.notJudged) if (path === 'src/big.js') expect(reason).toMatch(/\S/)
  })

  test('ten megabytes on one line with a finding: the text report stays readable', () => {
    const root = make(backend({ 'src/big.js': `import axios from 'axios';${TEN_MEGABYTES};axios.get('https://stock.example/items')` }))
    const { code, out } = bulkhead(['check', root, '--no-dependency-cruiser'])
    expect(code).toBe(1)
    expect(out).toContain('src/a.ts:2')
    expect(out.length).toBeLessThan(100_000)
  })

  test('names that are made of one another: there are more ways through them than could be walked', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  const v${i} = Promise.all([${Array.from({ length: i }, (_, n) => `v${n}, `).join('')}fetch('https://stock.example/${i}')])\n`)
    const { report } = stillFinds(make(backend({ 'src/names.ts': `export function all() {\n${lines.join('')}  return v59\n}\n` })))
    expect(report.findings.filter(({ file }) => file === 'src/names.ts')).toHaveLength(60)
  })

  test('a loop of symbolic links', () => {
    const root = make(backend())
    symlinkSync('..', join(root, 'src', 'up'))
    symlinkSync('self', join(root, 'src', 'self'))
    const { report } = stillFinds(root)
    expect(report.findings.filter(({ rule }) => rule === 'require-request-timeout')).toHaveLength(1)
  })

  test('a broken symbolic link', () => {
    const root = make(backend())
    symlinkSync('nowhere.ts', join(root, 'src', 'gone.ts'))
    stillFinds(root)
  })

  test('a folder with the name of a source file', () => {
    const root = make(backend())
    mkdirSync(join(root, 'src', 'folder.ts'))
    stillFinds(root)
  })
})

describe('a bad tsconfig costs no file its finding and is told', () => {
  test.each([
    ['extends one that is missing', { 'tsconfig.json': JSON.stringify({ extends: './missing.json', ...TSCONFIG }) }],
    ['extends itself', { 'tsconfig.json': JSON.stringify({ extends: './tsconfig.json', ...TSCONFIG }) }],
    ['extends in a circle', { 'tsconfig.json': JSON.stringify({ extends: './b.json' }), 'b.json': JSON.stringify({ extends: './tsconfig.json' }) }],
    ['is no JSON', { 'tsconfig.json': '{ "compilerOptions": ' }],
  ])('%s', (_what, files) => {
    const { report } = stillFinds(make(backend(files)))
    expect(JSON.stringify(report.notJudged)).toMatch(/tsconfig|b\.json/)
  })

  test('extends a package that is not installed: nothing that matters here is missing', () => {
    stillFinds(make(backend({ 'tsconfig.json': JSON.stringify({ extends: '@tsconfig/node20/tsconfig.json', ...TSCONFIG }) })))
  })

  test('with comments and trailing commas is a good one', () => {
    const { report } = stillFinds(make(backend({ 'tsconfig.json': '// ours\n{ "compilerOptions": { "strict": true, }, }\n' })))
    expect(JSON.stringify(report.notJudged)).not.toContain('tsconfig')
  })
})

describe('a bad configuration is exit 2, names the file and what is wrong, and shows no stack', () => {
  const refused = (files: Record<string, string>, args: string[] = []) => {
    const ran = bulkhead(['check', make(backend(files)), ...args])
    expect(ran.code).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).not.toMatch(/^\s+at /m)
    expect(ran.err.trim().split('\n').length).toBeLessThan(8)
    return ran.err
  }

  test('a wrong key', () => {
    const said = refused({ 'bulkhead.config.json': JSON.stringify({ servces: [] }) })
    expect(said).toContain('bulkhead.config.json')
    expect(said).toContain('servces')
    expect(said).toContain('services')
  })
  test('a wrong rule name', () => {
    expect(refused({ 'bulkhead.config.json': JSON.stringify({ rules: { 'require-request-timout': 'error' } }) })).toContain('require-request-timout')
  })
  test('a value of the wrong kind', () => {
    expect(refused({ 'bulkhead.config.json': JSON.stringify({ ignore: 7 }) })).toContain('ignore')
  })
  test('no JSON', () => {
    expect(refused({ 'bulkhead.config.json': '{ "ignore": [' })).toContain('bulkhead.config.json')
  })
  test('one that throws', () => {
    const said = refused({ 'bulkhead.config.js': "throw new Error('no environment')\n" })
    expect(said).toContain('bulkhead.config.js')
    expect(said).toContain('no environment')
  })
})

describe('a configuration that is code', () => {
  const files = { 'bulkhead.config.js': "import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('ran', import.meta.url), '')\nexport default {}\n" }

  test('is not run with --no-config-execution, and that is said', () => {
    const root = make(backend(files))
    const { code, out, err } = bulkhead(['check', root, '--no-config-execution'])
    expect(existsSync(join(root, 'ran'))).toBe(false)
    expect([1, 2]).toContain(code)
    expect(out + err).toContain('bulkhead.config.js')
  })
})

describe('a folder that is unusual', () => {
  test('no repository at all: no git, no package.json', () => {
    const { 'package.json': _none, ...files } = backend()
    stillFinds(make(files))
  })
  test('a package.json that is no JSON', () => {
    const { report } = stillFinds(make(backend({ 'package.json': '{ "name": ' })))
    expect(JSON.stringify(report.notJudged)).toContain('package.json')
  })
  test('a path with spaces, unicode and characters of patterns', () => {
    const root = make(backend({ 'src/b ü [x](y)#?.ts': 'export {}\n' }), 'mein repo – ünïcode (1) [a]')
    stillFinds(root)
  })
  test('no node_modules', () => {
    stillFinds(make(backend({ 'src/c.ts': "import { x } from 'left-out'\nimport { y } from '@acme/none'\nexport { x, y }\n" })))
  })
  test('names that try to command the terminal', () => {
    const root = make(backend({ 'src/\u001b[2J\nGate.ts': "import axios from 'axios'\nexport const x = () => axios.get('https://x.example')\n" }))
    const { out } = bulkhead(['check', root, '--no-dependency-cruiser'])
    expect(out).not.toContain('\u001b')
    expect(out).toContain('src/a.ts:2')
  })
})

describe('nothing to judge is never green', () => {
  const EMPTY: [string, Record<string, string>][] = [
    ['an empty folder', {}],
    ['a folder without code', { 'README.md': '# hello\n' }],
    ['only a file that does not parse', { 'package.json': '{ "name": "x" }', 'src/a.ts': 'export const = (((\n' }],
  ]
  test.each(EMPTY)('%s: exit 2 in CI, with a remedy of one line', (_what, files) => {
    const { code, err, report } = checked(make(files), [], { CI: 'true' })
    expect(code).toBe(2)
    expect(err).toMatch(/^NOT JUDGED: .+\n.+\n$/)
    expect(report.gate.judged).toBe(false)
    expect(report.gate.checks.map(({ status }) => status)).not.toContain('pass')
  })
  test.each(EMPTY)('%s: loud elsewhere', (_what, files) => {
    const { code, out, err } = bulkhead(['check', make(files), '--no-dependency-cruiser'])
    expect(code).toBe(0)
    expect(out).toContain('NOT JUDGED')
    expect(out).not.toContain('The gate passes')
    expect(err).toMatch(/^NOT JUDGED: .+\n.+\n$/)
  })
})
