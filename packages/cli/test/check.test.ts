import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { backend, bulkhead, checked, GOOD, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const ESCAPE = '\u001b'
const schema = createRequire(import.meta.url)('../../gate/report.schema.json')
const bounded = backend({ 'src/a.ts': "import axios from 'axios'\nexport const load = () => axios.get('https://stock.example/items', { timeout: 500 })\n" })
const check = (root: string, args: string[] = [], env: Record<string, string> = {}) => bulkhead(['check', root, '--no-dependency-cruiser', ...args], { env })

describe('bulkhead check', () => {
  test('fails the gate with exit 1 and shows the finding, its code, its check and the cure', () => {
    const { code, out } = check(make(backend()))
    expect(code).toBe(1)
    expect(out).toContain('src/a.ts:2')
    expect(out).toContain("> 2 | export const load = () => axios.get('https://stock.example/items')")
    expect(out).toContain('bulkhead/require-request-timeout')
    expect(out).toMatch(/resilience +production +fail/)
    expect(out).toContain('The gate fails: resilience.')
  })

  test('passes the gate with exit 0, and still calls nothing proven that is not', () => {
    const { code, out } = check(make(bounded))
    expect(code).toBe(0)
    expect(out).toContain('The gate passes.')
    expect(out).toMatch(/resilience +production +not evidenced +1 written time limit and 1 outbound request/)
  })

  test('takes the current folder when none is named', () => {
    expect(bulkhead(['check', '--no-dependency-cruiser'], { cwd: make(backend()) }).code).toBe(1)
  })

  test('finds in a repository large enough for a second thread what it finds in a small one', () => {
    const files = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [i === 0 ? 'src/a.ts' : `src/load-${i}.ts`, i % 3 === 0 ? GOOD : `export const size${i} = ${i}\n`]))
    const { report } = checked(make({ ...backend(), ...files, 'src/broken.ts': 'export const = 1\n', 'src/lost.ts': "import './nowhere.js'\n" }))
    expect(report.findings.map(finding => finding.file).sort()).toEqual(Object.keys(files).filter(path => files[path] === GOOD).sort())
    expect(report.notJudged.map(({ path }) => path).sort()).toEqual(['src/broken.ts', 'src/lost.ts'])
  })

  test('says the same twice, and the same in CI', () => {
    const root = make(backend({ 'src/b.ts': "import axios from 'axios'\nexport const b = () => axios.post('https://b.example')\n" }))
    const first = check(root).out
    expect(check(root).out).toBe(first)
    expect(check(root, [], { CI: 'true' }).out).toBe(first)
  })
})

describe('--fix-suggestions', () => {
  test('writes what is suggested, judges what it wrote, and says so', () => {
    const root = make(backend({ 'src/b.ts': "\uFEFFimport axios from 'axios'\nexport const b = (id: string) => axios.post(\n  `https://b.example/${id}`,\n)\n" }))
    const { code, err, report } = checked(root, ['--fix-suggestions'])
    expect(code).toBe(0)
    expect(report.findings).toEqual([])
    expect(err).toBe('Applied 2 suggestions in 2 files. Look at each: a limit has to fit its call, and a key is yours to fill in.\n')
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toContain("axios.get('https://stock.example/items', { timeout: 10_000 })")
    expect(readFileSync(join(root, 'src/b.ts'), 'utf8')).toBe("\uFEFFimport axios from 'axios'\nexport const b = (id: string) => axios.post(\n  `https://b.example/${id}`, undefined, { timeout: 10_000 }\n)\n")
  })

  test('has nothing to write where nothing is wrong', () => {
    const { code, err } = checked(make(bounded), ['--fix-suggestions'])
    expect([code, err]).toEqual([0, 'Nothing is suggested.\n'])
  })
})

describe('the JSON report of a real run', () => {
  test.each([['failing', backend()], ['passing', bounded], ['empty', {}]])('keeps to the published schema: %s', (_what, files) => {
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)
    validate(checked(make(files)).report)
    expect(validate.errors).toBeNull()
  })

  test('names no place of this machine', () => {
    const root = make(backend())
    expect(checked(root).out).not.toContain(root)
  })
})

describe('the SARIF report of a real run', () => {
  test('points into the repository', () => {
    const { out, code } = check(make(backend()), ['--format', 'sarif'])
    const [run] = JSON.parse(out).runs
    expect(code).toBe(1)
    expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'src/a.ts', uriBaseId: '%SRCROOT%' })
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe(run.results[0].ruleId)
  })
})

describe('the other forms', () => {
  test.each([
    ['github', /^::error file=src\/a\.ts,line=2,/], ['gitlab', /^\[\n {2}\{\n/], ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="Bulkhead" tests="15" failures="1"/], ['markdown', /^<!-- bulkhead -->\n## Bulkhead: the gate fails \(resilience\)/],
  ])('%s is written, with the exit code of the gate', (format, beginning) => {
    const { code, out, err } = check(make(backend()), ['--format', format])
    expect([code, err]).toEqual([1, ''])
    expect(out).toMatch(beginning)
  })
})

describe('--job-summary', () => {
  test('appends the verdict to the summary, besides the report', () => {
    const root = make(backend({ 'summary.md': 'before\n' }))
    const { code, out } = check(root, ['--format', 'github', '--job-summary'], { GITHUB_STEP_SUMMARY: join(root, 'summary.md') })
    expect(code).toBe(1)
    expect(out).toMatch(/^::error /)
    expect(readFileSync(join(root, 'summary.md'), 'utf8')).toMatch(/^before\n<!-- bulkhead -->\n## Bulkhead: the gate fails/)
  })

  test('outside of GitHub Actions is exit 2, and says why', () => {
    const { code, err } = check(make(backend()), ['--job-summary'], { GITHUB_STEP_SUMMARY: '' })
    expect(code).toBe(2)
    expect(err).toContain('GITHUB_STEP_SUMMARY is not set')
  })
})

describe('--output', () => {
  test('writes the report, never coloured, and says where it is', () => {
    const root = make(backend())
    const file = join(root, 'report.txt')
    const { code, out, err } = check(root, ['--output', file], { FORCE_COLOR: '1' })
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toContain(`The text report is in ${file}.`)
    expect(readFileSync(file, 'utf8')).toContain('The gate fails')
    expect(readFileSync(file, 'utf8')).not.toContain(ESCAPE)
  })

  test('into a folder that does not exist is exit 2', () => {
    const root = make(backend())
    const { code, err } = check(root, ['--output', join(root, 'no', 'report.json')])
    expect(code).toBe(2)
    expect(err).toContain('cannot be written')
    expect(existsSync(join(root, 'no'))).toBe(false)
  })
})

describe('colour', () => {
  test.each([
    [{}, false], [{ FORCE_COLOR: '1' }, true], [{ FORCE_COLOR: '0' }, false], [{ NO_COLOR: '1' }, false], [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false], [{ CI: 'true' }, false],
  ] as [Record<string, string>, boolean][])('into a pipe with %j: %s', (env, colored) => {
    expect(check(make(backend()), [], env).out.includes(ESCAPE)).toBe(colored)
  })

  test('and progress never reach a pipe on standard error', () => {
    expect(check(make(backend()), [], { FORCE_COLOR: '1' }).err).toBe('')
  })
})
