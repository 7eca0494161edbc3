import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createChecker } from '@bulkhead/checker'
import rules from '@bulkhead/rules'
import { readFixtures } from '../packages/testing/src/fixtures.js'
import { describeWith, fromNpm } from './installed.js'
import { HOUSE, install } from './shop.js'

/** What oxlint writes for one finding. */
interface Diagnostic {
  message: string
  code: string
  filename: string
  labels: { span: { offset: number; length: number; line: number; column: number } }[]
}

/** Where oxlint differs: to a directive it takes what stands behind one dash for a reason, to ESLint that is the name of a rule. */
const SILENT_THERE: Record<string, string> = { 'require-suppression-reason/look-alikes': 'src/returns.ts:30:27 require-request-timeout ' }

const fixtures = readFixtures(join(HOUSE, 'fixtures'))

describeWith([fromNpm({ oxlint: '1.94.0' })], 'oxlint with this plugin says what the checker says', oxlint => {
  let folder: string
  let said: Map<string, string[]>

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-oxlint-')))
    cpSync(join(HOUSE, 'fixtures'), folder, { recursive: true })
    // Each mini-project is a repository.
    for (const { name } of fixtures) mkdirSync(join(folder, name, '.git'), { recursive: true })
    install(folder, ['eslint-plugin-bulkhead'])
    const names = (asked: boolean) => rules.filter(rule => (rule.recommended === 'off') !== asked).map(rule => rule.name)
    const on = (list: string[]) => Object.fromEntries(list.map(name => [`bulkhead/${name}`, 'error']))
    const overrides = names(false).map(name => ({ files: [`${name}/*/**`], excludeFiles: [`${name}/not-asked-for/**`], rules: on([name]) }))
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ jsPlugins: ['eslint-plugin-bulkhead'], plugins: [], categories: { correctness: 'off' }, rules: on(names(true)), overrides }))
    said = byFixture(folder, await printed(join(oxlint, 'node_modules/oxlint/bin/oxlint'), folder))
  }, 240_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('there is something to agree on', () => expect([...said.values()].flat().length).toBeGreaterThan(100))

  describe('in each mini-project', () => {
    for (const { name } of fixtures)
      test(name, () => {
        const { findings } = createChecker({ root: join(folder, name) }).examine()
        const told = findings.map(f => `${f.file}:${f.line}:${f.column} ${f.rule} ${f.message}`).filter(one => !one.startsWith(SILENT_THERE[name] ?? '\n')).sort()
        const met = said.get(name) ?? []
        // The cure and the evidence stand behind the message, as in ESLint.
        expect(met.map((one, i) => (one.startsWith(`${told[i]} `) ? told[i] : one))).toEqual(told)
      })
  })
})

function byFixture(folder: string, diagnostics: Diagnostic[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { message, code, filename, labels } of diagnostics) {
    const [group, kind, ...path] = filename.split('/')
    const rule = /^bulkhead\((.+)\)$/.exec(code)?.[1]
    if (rule === undefined) throw new Error(`${filename}: ${message}`)
    const { offset } = labels[0]!.span
    const before = readFileSync(join(folder, filename)).subarray(0, offset).toString('utf8').replace(/^\ufeff/, '').split(/\r\n|[\n\r\u2028\u2029]/)
    found.set(`${group}/${kind}`, [...found.get(`${group}/${kind}`) ?? [], `${path.join('/')}:${before.length}:${before.at(-1)!.length + 1} ${rule} ${message}`].sort())
  }
  return found
}

function printed(command: string, cwd: string): Promise<Diagnostic[]> {
  const { NODE_OPTIONS: _options, ...env } = process.env
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, '--format', 'json', '.'], { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      try {
        resolve((JSON.parse(out) as { diagnostics: Diagnostic[] }).diagnostics)
      } catch {
        reject(new Error(`${error?.message}\n${err}\n${out.slice(0, 2000)}`))
      }
    })
  })
}
