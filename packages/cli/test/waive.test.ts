import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, checked, GOOD, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const RULE = 'require-request-timeout'
const WORDS = ['--because', 'planned', '--reason', 'The importer goes in spring.', '--owner', '@acme/stock', '--issue', 'https://tracker.example/SHOP-1', '--as-of', '2026-11-01']
const owned = (files: Record<string, string> = {}) => make(backend({ CODEOWNERS: '* @acme/stock\n', ...files }))
const waive = (root: string, ...args: string[]) => bulkhead(['waive', '--root', root, ...WORDS, ...args])
const on = (root: string, day: string) => checked(root, ['--as-of', day])

describe('a waiver', () => {
  const root = owned({ 'src/b.ts': GOOD })

  test('is written as it was given, for as long as the policy allows', () => {
    expect(waive(root, RULE, '--scope', 'src/{a,b}.ts')).toMatchObject({ code: 0, out: '', err: `Wrote the waiver to .bulkhead/waivers.json: ${RULE} until 2027-01-30. Commit it.\n` })
    expect(JSON.parse(readFileSync(join(root, '.bulkhead/waivers.json'), 'utf8'))).toEqual({ waivers: [{
      rule: RULE, scope: 'src/{a,b}.ts', because: 'planned', reason: 'The importer goes in spring.', owner: '@acme/stock', issue: 'https://tracker.example/SHOP-1', created: '2026-11-01', until: '2027-01-30',
    }] })
  })

  test('keeps its findings out of the verdict until its last day, and in the report', () => {
    const { code, report } = on(root, '2027-01-30')
    expect([code, report.findings]).toEqual([0, []])
    expect(report.waived).toMatchObject([{ file: 'src/a.ts', waiver: { until: '2027-01-30' } }, { file: 'src/b.ts' }])
    expect(report.notes).toEqual([`The waiver of ${RULE} in src/{a,b}.ts ends on 2027-01-30, today. @acme/stock has to act: https://tracker.example/SHOP-1`])
  })

  test('gives them back the day after, and says so', () => {
    const { code, report } = on(root, '2027-01-31')
    expect([code, report.findings.map(({ file }) => file)]).toEqual([1, ['src/a.ts', 'src/b.ts']])
    expect(report.notes).toEqual([`The waiver of ${RULE} in src/{a,b}.ts by @acme/stock lapsed on 2027-01-30: 2 findings are back (src/a.ts:2 and src/b.ts:2). https://tracker.example/SHOP-1`])
  })

  test('does the same for the gate', () => {
    const gate = bulkhead(['gate', root, '--no-dependency-cruiser', '--stage', 'production', '--as-of', '2027-01-31'])
    expect(gate).toMatchObject({ code: 1, out: expect.stringContaining('lapsed on 2027-01-30: 2 findings are back') as unknown as string })
  })

  test('is no part of the baseline', () => {
    expect(bulkhead(['baseline', root, '--as-of', '2026-11-02']).err).toContain('Wrote 0 findings')
  })

  test('that nothing needs any more is an error', () => {
    for (const file of ['a', 'b']) writeFileSync(join(root, `src/${file}.ts`), GOOD.replace("items'", "items', { timeout: 900 }"))
    const { code, report } = on(root, '2026-11-02')
    expect([code, report.upkeep]).toEqual([1, [{ is: 'unused waiver', message: `The waiver of ${RULE} in src/{a,b}.ts by @acme/stock (until 2027-01-30) keeps nothing silent.`, cure: 'Take it out of .bulkhead/waivers.json.' }]])
  })
})

test('a directive in the code points at a waiver by its name', () => {
  const root = owned({ 'src/a.ts': GOOD.replace('\n', `\n// eslint-disable-next-line bulkhead/${RULE} -- waiver SHOP-1\n`) })
  expect(on(root, '2026-11-02')).toMatchObject({ code: 1, report: { upkeep: [{ is: 'missing waiver', message: 'src/a.ts:3 points at the waiver SHOP-1, and there is none of that name.' }] } })
  expect(waive(root, RULE, '--id', 'SHOP-1', '--until', '2026-12-01').code).toBe(0)
  expect(on(root, '2026-12-01')).toMatchObject({ code: 0, report: { suppressed: [], waived: [{ file: 'src/a.ts', waiver: { id: 'SHOP-1' } }], upkeep: [] } })
  expect(on(root, '2026-12-02')).toMatchObject({ code: 1, report: { findings: [{ file: 'src/a.ts' }] } })
})

test('a check that is waived does not stop a stage, and a waiver that it does not need stops it', () => {
  const root = owned({ 'bulkhead.config.json': '{ "policy": { "blocks": { "merge": ["tests"] } } }' })
  const gate = () => bulkhead(['gate', root, '--no-dependency-cruiser', '--as-of', '2026-11-02', '--format', 'json'])
  expect(waive(root, 'tests').code).toBe(0)
  expect(gate()).toMatchObject({ code: 0, out: expect.stringContaining('"reason": "waived by @acme/stock until 2027-01-30 (planned): The importer goes in spring. https://tracker.example/SHOP-1; without it: ') as unknown as string })
  writeFileSync(join(root, 'bulkhead.config.json'), '{ "policy": { "notApplicable": { "tests": "there is no code" } } }')
  expect(gate()).toMatchObject({ code: 1, out: expect.stringContaining('The waiver of the check tests by @acme/stock (until 2027-01-30) keeps nothing silent.') as unknown as string })
})

test('what is no waiver is not written', () => {
  const root = owned()
  const { code, out, err } = waive(root, RULE, '--scope', 'src/**', '--owner', '@acme/nobody')
  expect([code, out, err]).toEqual([2, '', expect.stringContaining('`waivers[0].owner` is `@acme/nobody`, whom nothing in the repository names.')])
  expect(() => readFileSync(join(root, '.bulkhead/waivers.json'))).toThrow('no such file')
})
