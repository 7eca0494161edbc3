import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Rule } from '@bulkhead/analysis'
import { createChecker } from '@bulkhead/checker'
import { extract } from '@bulkhead/facts'
import { readFixtures } from '../src/fixtures.js'
import { writeIndex } from '../src/generate.js'
import { newRule, Refusal } from '../src/new-rule.js'
import { ROOT } from '../src/pages/root.js'
import { rulePage } from '../src/pages/rule-page.js'

const NAME = 'require-retry-budget'
const root = mkdtempSync(join(tmpdir(), 'bulkhead-new-rule-'))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
let written: string[]
let rule: Rule

beforeAll(async () => {
  for (const file of readdirSync(join(ROOT, 'rules')).filter(name => name.endsWith('.ts'))) cpSync(join(ROOT, 'rules', file), join(root, 'rules', file))
  written = newRule(NAME, root)
  rule = ((await import(join(root, `rules/${NAME}.ts`))) as { default: Rule }).default
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('writes the rule and an example, which parse', () => {
  expect(written).toEqual([`rules/${NAME}.ts`, `fixtures/${NAME}/example/package.json`, `fixtures/${NAME}/example/src/example.ts`])
  for (const path of written.filter(file => file.endsWith('.ts'))) expect(extract(path, read(path)).errors).toEqual([])
  expect(JSON.parse(read(written[1]!))).toMatchObject({ private: true })
})

test('the rule loads and has everything that a rule needs', () => {
  expect(rule).toMatchObject({ name: NAME, check: 'resilience', summary: expect.stringMatching(/^Require .*\.$/), judges: expect.any(String), why: expect.stringMatching(/\S/), fix: expect.stringMatching(/\S/) })
  const request = { place: { file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 } }
  const file = { path: 'a.ts', operations: () => [request], crossings: () => [], directives: () => [] }
  expect([...rule.find(file as unknown as Parameters<Rule['find']>[0], {})]).toEqual([expect.objectContaining({ is: 'unknown' })])
})

test('the example asks for the rule, and for no other', () => {
  const [fixture] = readFixtures(join(root, 'fixtures'))
  expect(fixture).toMatchObject({ name: `${NAME}/example`, wants: [{ file: 'src/example.ts', rule: NAME }], todos: [] })
  const { findings, notJudged } = createChecker({ root: fixture!.root, strict: true }).examine()
  expect({ findings, notJudged }).toEqual({ findings: [], notJudged: [] })
})

test('the rule gets a page before it finds anything', () => {
  const page = rulePage(rule, readFixtures(join(root, 'fixtures')))
  expect(page).toContain(`# ${NAME}\n`)
  expect(page).toContain('Nothing is reported here.')
  expect(page).not.toContain('// want')
})

test('the index lists it, and is written only when it has changed', () => {
  expect(writeIndex(root)).toBe(true)
  expect(read('rules/index.ts')).toContain(`import requireRetryBudget from './${NAME}.js'`)
  expect(writeIndex(root)).toBe(false)
})

describe('is refused', () => {
  test.each(['', 'timeout', 'require', 'require-', 'Require-Timeout', 'require-timeout-', 'require-2fa', '../no-escape', 'no-a/b'])('as a name: "%s"', name => {
    expect(() => newRule(name, root)).toThrow(Refusal)
  })
  test('where the rule is there already', () => expect(() => newRule('require-request-timeout', root)).toThrow('rules/require-request-timeout.ts is there already'))
  test('where only its fixtures are', () => {
    rmSync(join(root, `rules/${NAME}.ts`))
    expect(() => newRule(NAME, root)).toThrow(`fixtures/${NAME} is there already`)
  })
})
