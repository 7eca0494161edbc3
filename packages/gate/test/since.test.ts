import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import type { Finding, RelatedPlace } from '@bulkhead/analysis'
import { decide, github, html, json, markdown, newSince, sarif, text, type Report, type Seen } from '@bulkhead/gate'
import { Ajv } from 'ajv'
import type { Log } from 'sarif'
import { examination, finding, timeoutRule } from './examinations.js'

const end = (changes: Partial<RelatedPlace> = {}): RelatedPlace => ({ file: 'src/orders.ts', line: 5, column: 1, endLine: 5, endColumn: 4, message: 'calls it', ...changes })

/** A state in which code is known by its message, as if that were its shape. */
const state = (...findings: Finding[]): Seen => ({ findings, identify: place => ({ symbol: '', code: (place as RelatedPlace).message }) })
const fresh = (before: Finding[], now: Finding[], renamed: [string, string][] = []): number => newSince(state(...now), state(...before), { renamed: new Map(renamed), declares: () => true }).size

describe('a finding is new', () => {
  const old = finding({ symbol: 'load', code: 'aa', related: [end()] })
  test.each<[string, Finding, number]>([
    ['not where only lines have moved', { ...old, line: 90, related: [end({ line: 70 })] }, 0],
    ['with code of its own', { ...old, code: 'bb' }, 1],
    ['by another rule', { ...old, rule: 'require-owner' }, 1],
    ['with another end', { ...old, related: [end({ message: 'asks it' })] }, 1],
    ['with one end more', { ...old, related: [end(), end({ line: 6 })] }, 1],
    ['with an end in another file', { ...old, related: [end({ file: 'src/new.ts' })] }, 0],
    ['not with one end less', { ...old, related: [] }, 0],
    ['not where it weighs less', { ...old, severity: 'warn' }, 0],
  ])('%s', (_how, now, n) => expect(fresh([old], [now])).toBe(n))

  test('where it weighs more', () => expect(fresh([{ ...old, severity: 'warn' }], [old])).toBe(1))
  test('not where its files were renamed', () => {
    expect(fresh([old], [{ ...old, file: 'src/b.ts', related: [end({ file: 'src/c.ts' })] }], [['src/http.ts', 'src/b.ts'], ['src/orders.ts', 'src/c.ts']])).toBe(0)
  })
  test('where there is one more of those alike', () => expect(fresh([old], [old, { ...old, line: 40 }])).toBe(1))
})

describe('a report of what is new', () => {
  const [before, now] = [finding(), finding({ file: 'src/new.ts', fingerprint: 'beef' })]
  const given = examination({ findings: [before, now] })
  const report: Report = { examination: given, verdict: decide(given, [timeoutRule]), rules: [timeoutRule], since: { ref: 'main', commit: '0123456789abcdef', fresh: new Set([now]) } }
  const none: Report = { ...report, since: { ...report.since!, fresh: new Set() } }
  const options = { color: false, read: () => undefined }

  test('for people shows that alone, and counts the rest', () => {
    expect(text(report, options)).toContain('\nFindings (1)\n\nsrc/new.ts\n')
    expect(text(report, options)).toContain('\n1 of 2 findings is new since main (01234567); the gate counts all, see --format json.\n')
    expect(text(report, options)).toContain('2 errors')
    expect(text(none, options)).toContain('\nNone of 2 findings is new since main (01234567); the gate counts all, see --format json.\n')
    expect(markdown(report)).toContain('on a server. 1 of 2 findings is new since main (01234567).\n')
    expect(markdown(report)).not.toContain('src/http.ts')
    expect(github(report)).toMatch(/^::error file=src\/new\.ts,.*\n::notice title=Bulkhead::The gate fails: resilience\. 1 more finding is not annotated\.\n$/)
  })

  test('as a page has all, to be chosen from', () => {
    const page = html(report, { version: '1.0.0', read: () => undefined })
    expect(page).toContain('<li><strong>1</strong> <a href="#new=new">new since main</a></li>')
    expect(page).toContain('<label>Since main <select data-facet="new"><option value="">all</option><option value="new">new (1)</option><option value="there before">there before (1)</option></select></label>')
    expect(page.match(/data-new="[a-z ]+"/g)).toEqual(['data-new="there before"', 'data-new="new"'])
  })

  test('for programs has all, each marked', () => {
    const told = JSON.parse(json(report)) as { since: object; findings: { file: string; new: boolean }[] }
    expect(told.since).toEqual({ ref: 'main', commit: '0123456789abcdef' })
    expect(told.findings.map(({ file, new: fresh }) => [file, fresh])).toEqual([['src/http.ts', false], ['src/new.ts', true]])
    const validate = new Ajv({ strict: false }).compile(createRequire(import.meta.url)('../report.schema.json'))
    expect([validate(told), validate.errors]).toEqual([true, null])
    expect((JSON.parse(sarif(report, { version: '1.0.0' })) as Log).runs[0]!.results!.map(({ baselineState }) => baselineState)).toEqual(['unchanged', 'new'])
  })

  test('has the verdict that there is without it', () => {
    const { since: _since, ...all } = report
    const gateOf = (of: Report) => (JSON.parse(json(of)) as { gate: unknown }).gate
    expect(gateOf(none)).toEqual(gateOf(all))
  })
})
