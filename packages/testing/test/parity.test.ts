import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import rules from '@bulkhead/rules'
import type { Linter } from 'eslint'
import { askedByFile, commandLine, eslint10, eslint9, examined, type Answer, type Told } from '../src/hosts.js'
import { readFixtures } from '../src/fixtures.js'

const fixtures = readFixtures(join(import.meta.dirname, '../../../fixtures'))
const expected = new Map<string, Answer>()
const printed = new Map<string, Answer>()

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

describe('the command line says what the checker says', () => {
  beforeAll(async () => {
    // Two at a time: starting is what takes the time, and there is a processor for each.
    const waiting = [...fixtures]
    const work = async () => { for (let f = waiting.shift(); f; f = waiting.shift()) printed.set(f.name, await commandLine(f)) }
    await Promise.all([work(), work()])
  }, 240_000)

  for (const fixture of fixtures) test(fixture.name, () => expect(printed.get(fixture.name)).toEqual(expected.get(fixture.name)))
})
