import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { applied, compatible, type Finding } from '@bulkhead/analysis'
import { createChecker } from '@bulkhead/checker'
import { ESLint } from 'eslint'
import plugin from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'
import { readFixtures } from '../src/fixtures.js'

const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-suggestions-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const HOLE = /\/\* an id of what is being done[^*]*\*\//g
const fixtures = readFixtures(join(import.meta.dirname, '../../../fixtures'))
  .map(({ name, root }) => ({ name, root, findings: createChecker({ root, strict: true }).examine().findings }))
  .filter(({ findings }) => findings.some(({ suggestion }) => suggestion))

/** A copy of a mini-project with every suggestion made, except those that touch others. */
function mend(name: string, root: string, findings: Finding[], fill: string | undefined): { copy: string; mended: Finding[] } {
  const copy = join(scratch, name.replaceAll('/', '-'))
  cpSync(root, copy, { recursive: true })
  const suggested = findings.filter(({ suggestion }) => suggestion)
  const made = new Set<unknown>()
  for (const file of new Set(suggested.map(finding => finding.file))) {
    const text = readFileSync(join(root, file), 'utf8')
    const edits = compatible(suggested.filter(finding => finding.file === file).flatMap(({ suggestion }) => suggestion!.edits))
    for (const edit of edits) made.add(edit)
    const changed = applied(text, edits)
    writeFileSync(join(copy, file), fill === undefined ? changed : changed.replaceAll(HOLE, fill))
  }
  return { copy, mended: suggested.filter(({ suggestion }) => suggestion!.edits.every(edit => made.has(edit))) }
}

test('most findings that an option can cure come with one', () => {
  const curable = fixtures.flatMap(({ findings }) => findings).filter(({ rule }) => rule === 'require-request-timeout' || rule === 'require-idempotency-key')
  expect(curable.filter(({ suggestion }) => suggestion).length / curable.length).toBeGreaterThan(0.6)
})

test.each(fixtures)('what is suggested cures $name', ({ name, root, findings }) => {
  const { copy, mended } = mend(name, root, findings, 'order.id')
  const after = createChecker({ root: copy, strict: true }).examine()
  expect(after.notJudged).toEqual([])
  // What is mended may cure more than it was suggested for.
  const left = findings.filter(finding => !mended.includes(finding)).map(({ rule, file }) => `${rule} ${file}`)
  expect(after.findings.filter(({ rule, file }) => left.splice(left.indexOf(`${rule} ${file}`) >>> 0, 1).length === 0)).toEqual([])
})

test('an idempotency key is a hole that does not compile', () => {
  const keyed = fixtures.filter(({ findings }) => findings.some(({ rule, suggestion }) => suggestion && rule === 'require-idempotency-key'))
  expect(keyed.length).toBeGreaterThan(3)
  for (const { name, root, findings } of keyed) {
    const { copy, mended } = mend(`${name} unfilled`, root, findings.filter(({ rule }) => rule === 'require-idempotency-key'), undefined)
    const broken = createChecker({ root: copy }).examine().notJudged.filter(({ reason }) => reason.startsWith('does not parse')).map(({ path }) => path)
    expect(broken.sort()).toEqual([...new Set(mended.map(({ file }) => file))].sort())
  }
})

describe('ESLint', () => {
  const { root, findings } = fixtures.find(({ name }) => name === 'services/shop')!
  const options = { cwd: root, overrideConfigFile: true, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, plugin.configs.recommended] } as unknown as ESLint.Options

  test('offers the same as a suggestion, and never as a fix', async () => {
    const results = await new ESLint({ ...options, fix: true }).lintFiles(['**/*.{ts,mts,cts,js,mjs,cjs}'])
    const messages = results.flatMap(result => result.messages)
    expect(results.filter(({ output }) => output !== undefined)).toEqual([])
    expect(messages.filter(({ fix }) => fix)).toEqual([])
    const offered = messages.flatMap(({ line, suggestions }) => suggestions?.map(({ desc, fix }) => ({ line, desc, text: fix.text })) ?? [])
    const suggested = findings.flatMap(({ line, suggestion }) => suggestion ? [{ line, desc: suggestion.title, text: suggestion.edits[0]!.text }] : [])
    const sorted = (all: typeof offered) => all.map(one => JSON.stringify(one)).sort()
    expect(sorted(offered)).toEqual(sorted(suggested))
    expect(offered.length).toBeGreaterThan(8)
  })
})
