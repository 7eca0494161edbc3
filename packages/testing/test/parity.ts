import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from '@jest/globals'
import rules from '@bulkhead/rules'
import type { Linter } from 'eslint'
import { readFixtures, type Fixture } from '../src/fixtures.js'
import { askedByFile, eslint10, eslint9, examined, reported, type Answer, type Told } from '../src/hosts.js'

/** Every host has to say the same of every mini-project. Said of one half of them, so that two workers share what takes longest of all tests. */
export function agreeOnHalf(half: 0 | 1): void {
  const all = readFixtures(join(import.meta.dirname, '../../../fixtures'))
  // Each half has its share of those in which findings are suppressed.
  const [silenced, others] = [all.filter(({ name }) => name.endsWith('/suppressed')), all.filter(({ name }) => !name.endsWith('/suppressed'))]
  const fixtures = [silenced, others].flatMap(some => some.filter((_, i) => i % 2 === half))
  const expected = new Map<string, Answer>()
  let printed: Map<string, Answer>

  beforeAll(async () => {
    for (const fixture of fixtures) expected.set(fixture.name, await examined(fixture))
  })

  test('there is something to agree on', () => {
    const all = [...expected.values()]
    expect(all.flatMap(a => a.findings).length).toBeGreaterThan(100)
    expect(all.flatMap(a => a.suppressed).length).toBeGreaterThan(3)
  })

  describe('asked file by file, the checker says what it says of the whole', () => {
    for (const fixture of fixtures)
      test(fixture.name, async () => {
        const { findings, suppressed } = expected.get(fixture.name)!
        const { findings: met } = await askedByFile(fixture)
        expect(met).toEqual(expect.arrayContaining([...findings, ...suppressed]))
        expect(met).toHaveLength(findings.length + suppressed.length)
      })
  })

  describe.each([['ESLint 10', eslint10], ['ESLint 9', eslint9]])('%s says what the checker says', (_, host) => {
    for (const fixture of fixtures)
      test(fixture.name, async () => {
        const { findings, suppressed } = expected.get(fixture.name)!
        const met = await host(asking(fixture))(fixture)
        expect(met.findings.map((m, i) => withoutCure(m, findings[i]))).toEqual(findings)
        expect(met.suppressed.map((m, i) => withoutCure(m, suppressed[i]))).toEqual(suppressed)
      })
  })

  describe('the command line says what the checker says', () => {
    beforeAll(async () => { printed = await commandLines(fixtures) }, 240_000)

    for (const fixture of fixtures) test(fixture.name, () => expect(printed.get(fixture.name)).toEqual(expected.get(fixture.name)))
  })
}

/** A rule that is not recommended is turned on by the mini-project's configuration, and in ESLint by ESLint's. */
function asking({ name }: { name: string }): Linter.Config[] {
  const [group, kind] = name.split('/')
  const isOff = rules.some(rule => rule.name === group && rule.recommended === 'off')
  return isOff && kind !== 'not-asked-for' ? [{ rules: { [`bulkhead/${group}`]: 'error' } }] : []
}

/** ESLint shows one text, so the cure and the evidence stand behind the message there. */
function withoutCure(met: Told, { message }: Pick<Told, 'message'> = { message: '' }): Told {
  return met.message.startsWith(`${message} `) ? { ...met, message } : met
}

/** The built command asked of many, in one process: starting took longer than answering. One process for each is tried where directives are. */
async function commandLines(fixtures: readonly Fixture[]): Promise<Map<string, Answer>> {
  const { NODE_OPTIONS: _options, ...env } = process.env
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-parity-'))
  try {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'check-all.mjs'), out, ...fixtures.map(({ root }) => root)], { env, maxBuffer: 1 << 26 })
    return new Map(fixtures.map(({ name }, i) => [name, reported(readFileSync(join(out, `${i}.json`), 'utf8'))]))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
