import { describe, expect, test } from '@jest/globals'
import type { Examination } from '@bulkhead/analysis'
import { decide, text, type TextOptions } from '@bulkhead/gate'
import { examination, finding, timeoutRule } from './examinations.js'

const source = "import axios from 'axios'\n\nexport const payments = axios.create()\n"
const report = (changes: Partial<Examination>, { color = false, read = () => source, groupBy }: Partial<TextOptions> = {}) => {
  const examined = examination(changes)
  return text({ examination: examined, verdict: decide(examined, [timeoutRule]), rules: [timeoutRule] }, { color, read, groupBy })
}
const places = (n: number) => Array.from({ length: n }, (_, i) => ({ file: `src/caller-${i}.ts`, line: 5, column: 3, endLine: 5, endColumn: 9, message: 'calls it' }))

describe('the text report', () => {
  test('shows a finding with its code, the places in other files, whom it concerns and the cure', () => {
    const out = report({ findings: [finding({ related: places(2) })] })
    expect(out).toContain('src/http.ts:3:25  error  This axios client has no timeout.')
    expect(out).toContain('> 3 | export const payments = axios.create()')
    expect(out).toContain('2 related places:')
    expect(out).toContain('src/caller-1.ts:5:3  calls it')
    expect(out).toContain('fix  Set `timeout` where the client is created.')
    expect(out).toContain('bulkhead/require-request-timeout  check resilience  service orders  owner @acme/orders @acme/platform')
  })

  test.each([
    ['owner', ['@a @b (1)', '@acme (2)', 'no owner (1)']],
    ['service', ['billing (2)', 'orders (1)', 'no service (1)']],
    ['cause', ['src/a.ts', 'src/b.ts', 'src/c.ts']],
    [undefined, ['src/a.ts', 'src/b.ts', 'src/c.ts']],
  ] as const)('puts findings under their %s, each once', (groupBy, expected) => {
    const findings = [
      finding({ file: 'src/b.ts', owners: ['@acme'], service: 'billing' }), finding({ file: 'src/a.ts', owners: ['@acme'], service: 'orders' }),
      finding({ file: 'src/c.ts', owners: [], service: undefined }), finding({ file: 'src/c.ts', line: 1, owners: ['@a', '@b'], service: 'billing' }),
    ]
    const headings = report({ findings }, { groupBy, read: () => undefined }).split('\nFindings (4)\n')[1]!.split('\nGate')[0]!.split('\n').filter(line => /^\S/.test(line))
    expect(headings).toEqual(expected)
  })

  test('marks the judged stretch of the line', () => {
    const lines = report({ findings: [finding()] }).split('\n')
    const marked = lines.findIndex(line => line.includes('axios.create()'))
    expect(lines[marked + 1]!.indexOf('^')).toBe(lines[marked]!.indexOf('axios.create()'))
    expect(lines[marked + 1]!.match(/\^+/)![0]).toHaveLength('axios.create()'.length)
  })

  test('names at most eight related places and tells how many there are', () => {
    const out = report({ findings: [finding({ related: places(50) })] })
    expect(out).toContain('src/caller-7.ts')
    expect(out).not.toContain('src/caller-8.ts')
    expect(out).toContain('50 related places:')
    expect(out).toContain('and 42 more, see --format json')
  })

  test('shows the service map, what it rests on, and what was assumed', () => {
    const out = report({})
    expect(out).toMatch(/orders +deployable +services\/orders +@acme\/orders +has a Dockerfile \(services\/orders\/Dockerfile\)/)
    expect(out).toContain('No targets for latency are declared (from package.json; set `targets` to say otherwise)')
  })

  test('never prints a check that is not evidenced as a pass', () => {
    const out = report({})
    expect(out).toMatch(/resilience +production +not evidenced +12 outbound requests/)
    expect(out).toMatch(/tests +merge +not evidenced/)
    expect(out).toMatch(/static-analysis +merge +pass/)
    expect(out).toContain('The gate passes. 14 checks of 15 not evidenced.')
  })

  test('says loudly that nothing was judged instead of passing', () => {
    const out = report({ files: { total: 0, production: 0 }, services: [] })
    expect(out).toContain('NOT JUDGED')
    expect(out).not.toContain('The gate passes')
  })

  test('lists what was not judged, with the remedy, and what stays undetermined', () => {
    const out = report({ notJudged: [{ path: 'src/broken.ts', reason: 'does not parse', remedy: 'fix line 3' }], counts: { 'require-request-timeout': { judged: 12, unknown: 3 } } })
    expect(out).toContain('src/broken.ts: does not parse (fix line 3)')
    expect(out).toMatch(/require-request-timeout +12 +3/)
  })

  test('names at most twenty things that were not judged and tells how many there are', () => {
    const out = report({ notJudged: Array.from({ length: 300 }, (_, i) => ({ path: `src/${i}.ts`, reason: 'does not parse' })) })
    expect(out).toContain('Not judged (300)')
    expect(out).toContain('and 280 more, see --format json')
    expect(out).not.toContain('src/20.ts')
  })

  test('has the same order whatever the order of the findings', () => {
    const findings = [finding({ file: 'b.ts' }), finding({ file: 'a.ts', line: 2, endLine: 2 }), finding({ file: 'a.ts', line: 1, endLine: 1 })]
    expect(report({ findings })).toBe(report({ findings: [...findings].reverse() }))
  })

  test('uses colour only when told to', () => {
    const escape = String.fromCharCode(27)
    expect(report({ findings: [finding()] })).not.toContain(escape)
    expect(report({ findings: [finding()] }, { color: true })).toContain(escape)
  })

  test('does without code where the file is gone or shorter than it was', () => {
    expect(report({ findings: [finding()] }, { read: () => undefined })).not.toContain('> 3 |')
    expect(report({ findings: [finding({ column: 99, endColumn: 120 })] })).not.toContain('> 3 |')
    expect(report({ findings: [finding({ line: 99, endLine: 99 })] })).not.toContain('> 99 |')
  })

  test('marks a statement of several lines on its first and shows the next ones', () => {
    const out = report({ findings: [finding({ line: 2, column: 1, endLine: 4, endColumn: 2 })] }, { read: () => 'a\nf(\n  b\n)\nrest' })
    expect(out).toContain('> 2 | f(\n      | ^^\n    3 |   b\n    4 | )\n')
    expect(out).not.toContain('rest')
  })
})

describe('hostile text', () => {
  const hostile = '\u001b[2J\u001b]0;owned\u0007src/a\nGate\rok\u202e\u009b31m.ts'

  test('in names and messages is shown, never obeyed', () => {
    const out = report({
      findings: [finding({ file: hostile, message: hostile, fix: hostile, service: hostile, owners: [hostile], related: [{ ...finding(), file: hostile, message: hostile }] })],
      notJudged: [{ path: hostile, reason: hostile, remedy: hostile }],
      services: [{ name: hostile, kind: 'module', directory: hostile, owners: [hostile], evidence: [{ reason: hostile, file: hostile }] }],
      assumptions: [{ what: hostile, evidence: [hostile], configure: hostile }],
      counts: { [hostile]: { judged: 1, unknown: 1 } },
    })
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(out.split('\n')).not.toContainEqual(expect.stringMatching(/^Gate\rok/))
    expect(out).toContain('\\u001b[2J')
  })

  test('in source keeps its width, so that the marker stands where it should', () => {
    const out = report({ findings: [finding({ line: 1, column: 5, endLine: 1, endColumn: 9 })] }, { read: () => '\u001b[0mname\u0007' })
    expect(out).toContain('\ufffd[0mname\ufffd')
  })

  test('of ten megabytes on one line is cut around the finding', () => {
    const text = `${'x'.repeat(5_000_000)}axios.create()${'y'.repeat(5_000_000)}`
    const out = report({ findings: [finding({ line: 1, column: 5_000_001, endLine: 1, endColumn: 5_000_015 })] }, { read: () => text })
    expect(out).toContain('axios.create()')
    expect(out.length).toBeLessThan(10_000)
  })
})
