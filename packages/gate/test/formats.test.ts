import { describe, expect, test } from '@jest/globals'
import type { Examination, Finding } from '@bulkhead/analysis'
import { decide, github, gitlab, junit, markdown, NOTHING_AGREED, written, type Format, type Report } from '@bulkhead/gate'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { parse } from 'junit2json'
import { examination, finding, timeoutRule, waiver } from './examinations.js'

const report = (changes: Partial<Examination> = {}): Report => {
  const examined = examination(changes)
  return { examination: examined, verdict: decide(examined, [timeoutRule]), rules: [timeoutRule] }
}
const many = (n: number, changes: Partial<Finding> = {}) => Array.from({ length: n }, (_, i) => finding({ file: `src/${changes.severity ?? 'error'}-${String(i).padStart(5, '0')}.ts`, fingerprint: `${i}`, ...changes }))
const related = [{ file: 'src/orders.ts', line: 5, column: 1, endLine: 5, endColumn: 4, message: 'calls it' }]
const HOSTILE = '\u001b[2J\r\n::error::x%0A,a:b </failure>]]> <script>alert(1)</script> | `x` [a](http://b) @everyone \u202e \ud800'

describe('annotations for GitHub', () => {
  test('stand at the place of the finding, with rule, message, evidence and cure', () => {
    expect(github(report({ findings: [finding({ related })] })).split('\n')).toEqual([
      '::error file=src/http.ts,line=3,endLine=3,col=25,endColumn=38,title=bulkhead/require-request-timeout::This axios client has no timeout. A silent peer holds every caller. (1 related place, the first src/orders.ts:5) Set `timeout` where the client is created.',
      '::notice title=Bulkhead::The gate fails: resilience.', '',
    ])
  })

  test('give no columns to what spans lines', () => expect(github(report({ findings: [finding({ endLine: 5 })] }))).toContain('line=3,endLine=5,title='))

  test('keep to ten errors and ten warnings, and say how many are left', () => {
    const lines = github(report({ findings: [...many(14, { severity: 'warn' }), ...many(30)] })).trimEnd().split('\n')
    expect(lines.map(line => line.split(' ')[0])).toEqual([...Array<string>(10).fill('::error'), ...Array<string>(10).fill('::warning'), '::notice'])
    expect(lines.at(-1)).toBe('::notice title=Bulkhead::The gate fails: resilience. 24 more findings are not annotated.')
  })

  test('cannot be written by a name or a message', () => {
    const lines = github(report({ findings: [finding({ file: HOSTILE, message: HOSTILE, fix: HOSTILE, related: [{ ...related[0]!, file: HOSTILE }] })] })).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^::error file=[^,:]*%2Ca%3Ab[^,:]*,line=3,/)
    expect(lines[0]).toContain('%250A')
  })

  test('never call a verdict over nothing a pass', () => expect(github(report({ files: { total: 0, production: 0 } }))).toBe('::notice title=Bulkhead::Not judged: no file that runs on a server was looked at.\n'))
})

describe('the code quality report for GitLab', () => {
  // What https://docs.gitlab.com/ci/testing/code_quality/ asks for, and nothing looser.
  const validate = new Ajv({ allErrors: true }).compile({
    type: 'array',
    items: {
      type: 'object', additionalProperties: false, required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      properties: {
        description: { type: 'string', minLength: 1 }, check_name: { type: 'string', minLength: 1 }, fingerprint: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object', additionalProperties: false, required: ['path', 'lines'],
          properties: {
            path: { type: 'string', pattern: '^(?!\\./|/)' },
            lines: { type: 'object', required: ['begin'], additionalProperties: false, properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } } },
          },
        },
      },
    },
  })

  test.each([['empty', []], ['with findings', [finding(), finding({ severity: 'warn', file: HOSTILE })]]])('has the form that GitLab describes: %s', (_what, findings) => {
    validate(JSON.parse(gitlab(report({ findings }))))
    expect(validate.errors).toBeNull()
  })

  test('names places, rules and severities', () => {
    const [first, second] = JSON.parse(gitlab(report({ findings: [finding({ endLine: 4 }), finding({ file: 'src/z.ts', severity: 'warn' })] })))
    expect(first).toMatchObject({ check_name: 'bulkhead/require-request-timeout', severity: 'major', location: { path: 'src/http.ts', lines: { begin: 3, end: 4 } } })
    expect(second).toMatchObject({ severity: 'minor', location: { path: 'src/z.ts' } })
  })

  test('has no fingerprint twice', () => {
    const prints = JSON.parse(gitlab(report({ findings: [finding(), finding({ line: 9 }), finding({ line: 12 })] }))).map((each: { fingerprint: string }) => each.fingerprint)
    expect(new Set(prints).size).toBe(3)
  })
})

describe('the JUnit report', () => {
  const read = async (changes: Partial<Examination>) => await parse(junit(report(changes)))

  test('has a suite a stage and a case a check; what is not evidenced is skipped, never passed', async () => {
    const suites = await read({ findings: [finding({ related })] })
    expect(suites).toMatchObject({ name: 'Bulkhead', tests: 15, failures: 1 })
    const cases = suites!.testsuite!.flatMap(suite => suite!.testcase!)
    expect(suites!.testsuite!.map(suite => [suite!.name, suite!.tests, suite!.failures, suite!.skipped])).toEqual([['merge', 5, 0, 4], ['release', 5, 0, 5], ['production', 5, 1, 4]])
    expect(cases.filter(each => !each!.failure && !each!.skipped).map(each => each!.name)).toEqual(['static-analysis'])
    expect(cases.find(each => each!.name === 'resilience')!.failure![0]).toMatchObject({
      type: 'bulkhead/resilience', message: expect.stringContaining('1 error'),
      inner: 'src/http.ts:3:25 error This axios client has no timeout. A silent peer holds every caller. Set `timeout` where the client is created. (bulkhead/require-request-timeout)',
    })
  })

  test('cannot be broken by a name or a message', async () => {
    const suites = await read({ findings: [finding({ file: HOSTILE, message: HOSTILE, fix: HOSTILE })] })
    const failures = suites!.testsuite!.flatMap(suite => suite!.testcase!).flatMap(each => each!.failure ?? [])
    expect(failures).toHaveLength(1)
    expect(failures[0]!.inner).toContain('</failure>]]> <script>alert(1)</script>')
    expect(junit(report({ findings: [finding({ message: HOSTILE })] }))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|\p{Surrogate}/u)
  })
})

describe('the comment in Markdown', () => {
  test('tells the decision, the gate and the findings, errors first', () => {
    const out = markdown(report({ findings: [finding({ file: 'a.ts', severity: 'warn' }), finding({ related })] }))
    expect(out).toContain('## Bulkhead: the gate fails (resilience)')
    expect(out).toMatch(/\| `resilience` \| production \| ❌ fail \|/)
    expect(out).toContain('<summary>13 checks not evidenced</summary>')
    expect(out.indexOf('**error** `src/http.ts:3`')).toBeLessThan(out.indexOf('**warning** `a.ts:3`'))
    expect(out).toContain('  - `src/orders.ts:5` calls it')
  })

  test('fits into a comment, however much there is', () => {
    const out = markdown(report({ findings: many(5_000, { message: 'x'.repeat(3_000) }) }))
    expect(out.length).toBeLessThan(65_536)
    expect(out).toMatch(/…and 4 ?98\d more findings\./)
  })

  test('cannot be taken over by a name or a message', () => {
    const out = markdown(report({ findings: [finding({ file: HOSTILE, message: HOSTILE, fix: HOSTILE, owners: [HOSTILE] })] }))
    const inText = out.split('\n').find(line => line.startsWith('- **error**'))!.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    expect(inText).not.toMatch(/<script|[^\\]\[a[^\\]\]|http:\/\/|@everyone/)
  })
})

describe('every form', () => {
  const formats: Format[] = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html']
  const options = { version: '1.2.3', color: false, read: () => 'a\nb\nc\nd\n' }
  const word = fc.constantFrom('a', 'b', 'src/c', 'é', '</x>', '"', '\u2028')
  const place = fc.record({ file: word.map(w => `${w}.ts`), line: fc.integer({ min: 1, max: 4 }), column: fc.integer({ min: 1, max: 3 }) }).map(at => ({ ...at, endLine: at.line, endColumn: at.column + 1 }))
  const someFinding: fc.Arbitrary<Finding> = fc.record({ place, message: word, severity: fc.constantFrom('error' as const, 'warn' as const), fingerprint: fc.constantFrom('1', '2'), owners: fc.array(word, { maxLength: 2 }), service: fc.option(word, { nil: undefined }), related: fc.array(fc.record({ place, message: word }), { maxLength: 2 }) })
    .map(({ place: at, related: others, ...rest }) => finding({ ...at, ...rest, related: others.map(other => ({ ...other.place, message: other.message })) }))
  const some = fc.record({
    findings: fc.array(someFinding, { maxLength: 8 }), suppressed: fc.array(someFinding, { maxLength: 3 }),
    notJudged: fc.array(fc.record({ path: word, reason: word }), { maxLength: 4 }), assumptions: fc.array(fc.record({ what: word, evidence: fc.array(word, { maxLength: 2 }) }), { maxLength: 3 }),
    counts: fc.dictionary(fc.constantFrom('require-request-timeout', 'b', 'c'), fc.record({ judged: fc.nat(9), unknown: fc.nat(3) })),
  })

  test.each(formats)('of one verdict has the same bytes, in whatever order the files were looked at: %s', format => {
    fc.assert(fc.property(some, fc.infiniteStream(fc.nat()), (changes, numbers) => {
      const shuffled = <T>(items: readonly T[]): T[] => items.map(item => [numbers.next().value as number, item] as const).sort(([a], [b]) => a - b).map(([, item]) => item)
      const other = { ...changes, findings: shuffled(changes.findings), suppressed: shuffled(changes.suppressed), notJudged: shuffled(changes.notJudged), assumptions: shuffled(changes.assumptions), counts: Object.fromEntries(shuffled(Object.entries(changes.counts))) }
      const of = (each: Partial<Examination>) => {
        const made = report(each)
        // What was agreed, and what is new, are told of the same findings.
        const agreed = {
          ...NOTHING_AGREED, baselined: shuffled(changes.suppressed), waived: shuffled(changes.suppressed).map(one => ({ finding: one, waiver: waiver({ rule: one.rule }) })),
          notes: shuffled(['It ends.', 'It lapsed.']), upkeep: shuffled(['b', 'a'].map(message => ({ is: 'unused waiver' as const, message, cure: 'Mend it.' }))),
        }
        const since = { ref: 'main', commit: '0123456789', fresh: new Set(each.findings?.filter(({ line }) => line === 1)) }
        return written(format, { ...made, agreed, since, rules: shuffled(made.rules) }, options)
      }
      expect(of(other)).toBe(of(changes))
    }), { numRuns: 60, seed: 5 })
  })

  test.each(formats)('tells nothing of the machine it was made on: %s', format => expect(written(format, report({ findings: [finding()] }), options)).not.toContain('/anywhere'))
})
