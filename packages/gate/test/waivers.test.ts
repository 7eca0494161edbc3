import { describe, expect, test } from '@jest/globals'
import { decide, github, junit, markdown, NOTHING_AGREED, text, waive, type Agreed, type Waivable } from '@bulkhead/gate'
import type { Waiver } from '@bulkhead/workspace'
import { examination, finding, timeoutRule, waiver } from './examinations.js'

const RULE = 'require-request-timeout'
const [one, two] = [finding(), finding({ file: 'src/jobs.ts', line: 9, fingerprint: 'beef' })]
const inJobs = waiver({ rule: RULE, scope: 'src/jobs.ts', covers: file => file === 'src/jobs.ts' })
const pointed = waiver({ id: 'SHOP-1', rule: RULE })
const silent = (reason: string) => ({ ...one, reason })

const waived = (given: Partial<Waivable>, waivers: Waiver[], day = '2026-11-02') => waive({ open: [], baselined: [], suppressed: [], ...given }, waivers, day)

describe('a waiver', () => {
  test('takes the findings in its scope, and leaves the others open', () => {
    expect(waived({ open: [one, two] }, [inJobs])).toEqual({ open: [one], suppressed: [], waived: [{ finding: two, waiver: inJobs }], checks: [], lapsed: [], upkeep: [], notes: [] })
  })

  test('of a check takes the findings that name it', () => {
    const ofCheck = waiver({ check: 'resilience' })
    expect(waived({ open: [one, finding({ check: 'migrations' })] }, [ofCheck])).toMatchObject({ open: [{ check: 'migrations' }], waived: [{ finding: one, waiver: ofCheck }], checks: [ofCheck] })
  })

  test('holds from the day it was created to its last', () => {
    const open = (day: string) => waived({ open: [two] }, [inJobs], day).open.length
    expect(['2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24'].map(open)).toEqual([1, 0, 0, 1])
  })

  test.each([
    ['2026-11-08', []],
    ['2026-11-09', [`The waiver of ${RULE} in src/jobs.ts ends on 2026-11-23, in 14 days. @acme/orders has to act: https://tracker.example/SHOP-1`]],
    ['2026-11-22', [`The waiver of ${RULE} in src/jobs.ts ends on 2026-11-23, in 1 day. @acme/orders has to act: https://tracker.example/SHOP-1`]],
    ['2026-11-23', [`The waiver of ${RULE} in src/jobs.ts ends on 2026-11-23, today. @acme/orders has to act: https://tracker.example/SHOP-1`]],
    ['2026-11-24', [`The waiver of ${RULE} in src/jobs.ts by @acme/orders lapsed on 2026-11-23: 1 finding is back (src/jobs.ts:9). https://tracker.example/SHOP-1`]],
  ])('tells on %s %j', (day, notes) => expect(waived({ open: [two] }, [inJobs], day).notes).toEqual(notes))

  test('that keeps nothing silent is an error, before and after its end', () => {
    for (const day of ['2026-11-02', '2026-12-24'])
      expect(waived({ open: [one] }, [inJobs], day)).toMatchObject({ open: [one], notes: [], upkeep: [{ is: 'unused waiver', message: `The waiver of ${RULE} in src/jobs.ts by @acme/orders (until 2026-11-23) keeps nothing silent.` }] })
    expect(waived({ open: [one] }, [inJobs], '2026-10-01').upkeep).toEqual([])
  })

  test('of what is in the baseline is used', () => expect(waived({ baselined: [two] }, [inJobs]).upkeep).toEqual([]))
})

describe('a directive', () => {
  test('with a reason keeps its finding silent', () => expect(waived({ suppressed: [silent('the waiver was refused')] }, [])).toMatchObject({ open: [], suppressed: [{ reason: 'the waiver was refused' }], upkeep: [] }))

  test('that points at a waiver has its finding among the waived ones', () => {
    expect(waived({ suppressed: [silent('waiver SHOP-1')] }, [pointed])).toMatchObject({ open: [], suppressed: [], waived: [{ finding: one, waiver: pointed }], upkeep: [] })
  })

  test('that points at a lapsed one gives its finding back', () => {
    expect(waived({ suppressed: [silent('waiver SHOP-1')] }, [pointed], '2026-12-01')).toEqual({
      open: [one], suppressed: [], waived: [], checks: [], lapsed: [], upkeep: [],
      notes: [`The waiver of SHOP-1, of ${RULE} by @acme/orders lapsed on 2026-11-23: 1 finding is back (src/http.ts:3). https://tracker.example/SHOP-1`],
    })
  })

  test.each([
    ['that is not there', 'waiver SHOP-2', 'src/http.ts:3 points at the waiver SHOP-2, and there is none of that name.'],
    ['of something else', 'waiver SHOP-9', `src/http.ts:3 points at the waiver SHOP-9, which is not about ${RULE} there.`],
  ])('that points at one %s is an error', (_which, reason, message) => {
    const { open, upkeep } = waived({ suppressed: [silent('waiver SHOP-1'), silent(reason)] }, [pointed, waiver({ id: 'SHOP-9', rule: 'require-owner', created: '2026-12-01' })])
    expect([open, upkeep]).toEqual([[one], [expect.objectContaining({ is: 'missing waiver', service: 'orders', message })]])
  })

  test('is what a waiver with a name waits for: without one it takes nothing, and is unused', () => {
    expect(waived({ open: [one] }, [pointed])).toMatchObject({ open: [one], waived: [], upkeep: [{ is: 'unused waiver', message: `The waiver of SHOP-1, of ${RULE} by @acme/orders (until 2026-11-23) keeps nothing silent.` }] })
  })
})

describe('the verdict', () => {
  const whole = { ...timeoutRule, name: 'require-breaker', covers: 'circuit breakers' }
  const rules = [timeoutRule, { ...timeoutRule, name: 'require-retries', covers: 'retries' }, whole]
  const counts = Object.fromEntries(rules.map(({ name }) => [name, { judged: 3, unknown: 0 }]))
  const held: Agreed = { ...NOTHING_AGREED, waived: [{ finding: one, waiver: inJobs }] }
  const resilience = (agreed: Agreed, given = rules) => decide(examination({ counts }), given, agreed).checks.find(({ id }) => id === 'resilience')

  test('of a check of which everything is proven but what is waived is `waived`, and passes', () => {
    expect(resilience(held)).toMatchObject({ status: 'waived', waived: 1, reason: '3 outbound requests; 1 finding waived by @acme/orders until 2026-11-23' })
    expect(decide(examination({ counts }), rules, held).passed).toBe(true)
  })

  test('is not `waived` where something else is missing, unless the waiver is about the check', () => {
    expect(resilience(held, [timeoutRule])).toMatchObject({ status: 'not evidenced', reason: '3 outbound requests; 1 finding waived by @acme/orders until 2026-11-23; retries and circuit breakers are not examined' })
    expect(resilience({ ...held, checks: [waiver({ check: 'resilience' })] }, [timeoutRule])).toMatchObject({ status: 'waived', reason: expect.stringContaining('without it: 3 outbound requests') as unknown as string })
    expect(resilience({ ...held, checks: [waiver({ check: 'resilience', service: 'orders' })] }, [timeoutRule])).toMatchObject({ status: 'not evidenced' })
  })

  test('and every report say what is waived, what ends and what is not so any more', () => {
    const agreed: Agreed = { ...held, notes: ['The waiver ends.'], upkeep: [{ is: 'unused waiver', message: 'It keeps nothing silent.', cure: 'Take it out.' }] }
    const given = examination({ counts })
    const report = { examination: given, rules, agreed, verdict: decide(given, rules, agreed) }
    expect(report.verdict.passed).toBe(false)
    const lines = text(report, { color: false, read: () => undefined })
    expect(lines).toContain(`Waived (1)\n  - src/http.ts:3:25  ${RULE}  waived by @acme/orders until 2026-11-23 (planned): replaced in December https://tracker.example/SHOP-1\n\nThe waiver ends.\n\nNot so any more (1)\n  - It keeps nothing silent. (Take it out.)\n`)
    expect(github(report)).toBe('::notice title=Bulkhead::It keeps nothing silent. Take it out.\n::notice title=Bulkhead::The waiver ends.\n::notice title=Bulkhead::The gate fails: static-analysis.\n')
    expect(markdown(report)).toContain('### Not so any more\n\n- It keeps nothing silent. *Take it out.*\n\n### Waivers\n\n- The waiver ends.\n\n1 finding waived.\n')
    expect(junit(report)).toContain('message="1 unused waiver">It keeps nothing silent. Take it out.</failure>')
  })
})
