import { describe, expect, test } from '@jest/globals'
import { CHECKS, type Examination } from '@bulkhead/analysis'
import { CHECK_TERMS, decide, type RuleText } from '@bulkhead/gate'
import { examination, finding, timeoutRule } from './examinations.js'

const resultOf = (id: string, changes: Partial<Examination>, rules: RuleText[] = [timeoutRule]) =>
  decide(examination(changes), rules).checks.find(check => check.id === id)!

describe('the fifteen checks', () => {
  test('are all there, in one order, each with what it asks for', () => {
    expect(Object.keys(CHECK_TERMS)).toEqual([...CHECKS])
    expect(decide(examination(), []).checks.map(check => check.id)).toEqual([...CHECKS])
  })

  test('without a rule are not evidenced and say what would prove them', () => {
    for (const check of decide(examination(), []).checks.filter(({ id }) => id !== 'static-analysis')) {
      expect(check).toMatchObject({ status: 'not evidenced', findings: 0 })
      expect(check.reason).toContain(CHECK_TERMS[check.id].proof)
    }
  })
})

describe('the gate', () => {
  test('fails when a check fails, and only then', () => {
    expect(decide(examination(), [timeoutRule]).passed).toBe(true)
    expect(decide(examination({ findings: [finding()] }), [timeoutRule]).passed).toBe(false)
    expect(decide(examination({ findings: [finding({ severity: 'warn' })] }), [timeoutRule]).passed).toBe(true)
  })

  test('fails on an error of a rule that it was told nothing about', () => {
    expect(resultOf('telemetry', { findings: [finding({ check: 'telemetry', rule: 'somebody-elses' })] })).toMatchObject({ status: 'fail', findings: 1 })
  })

  test('names the rules that fail a check, with their counts', () => {
    const findings = [finding(), finding({ line: 9 }), finding({ rule: 'no-other' }), finding({ severity: 'warn' })]
    expect(resultOf('resilience', { findings })).toMatchObject({ status: 'fail', findings: 4, reason: '3 errors among 12 outbound requests: no-other (1) and require-request-timeout (2); 1 warning besides' })
  })

  test('has judged nothing where no file runs on a server', () => {
    expect(decide(examination({ files: { total: 3, production: 0 } }), []).judged).toBe(false)
  })

  test('has judged nothing where every file may have been skipped and no rule saw anything', () => {
    const skipped: Partial<Examination> = { files: { total: 1, production: 1 }, notJudged: [{ path: 'a.ts', reason: 'syntax' }], counts: {} }
    expect(decide(examination(skipped), []).judged).toBe(false)
    expect(decide(examination({ ...skipped, files: { total: 2, production: 2 } }), []).judged).toBe(true)
    expect(decide(examination({ ...skipped, counts: { 'some-rule': { judged: 1, unknown: 0 } } }), []).judged).toBe(true)
  })

  test('takes a manifest that cannot be read for no file of code', () => {
    expect(decide(examination({ files: { total: 1, production: 1 }, notJudged: [{ path: 'package.json', reason: 'no JSON' }], counts: {} }), []).judged).toBe(true)
  })
})

describe('static-analysis', () => {
  test('passes when files were judged and nothing names it', () => {
    expect(resultOf('static-analysis', { findings: [finding()] })).toMatchObject({ status: 'pass', reason: '2 files that run on a server, no error names this check' })
  })
  test('passes with warnings, and tells how many', () => {
    expect(resultOf('static-analysis', { findings: [finding({ check: 'static-analysis', severity: 'warn' })] })).toMatchObject({ status: 'pass', reason: '2 files that run on a server, no error names this check; 1 warning does' })
  })
  test('says how many files were skipped', () => {
    expect(resultOf('static-analysis', { notJudged: [{ path: 'a.ts', reason: 'syntax' }] }).reason).toContain('1 could not be judged')
  })
  test('is not evidenced when no file was judged', () => {
    expect(resultOf('static-analysis', { files: { total: 0, production: 0 } }).status).toBe('not evidenced')
  })
  test('fails when an error names it', () => {
    expect(resultOf('static-analysis', { findings: [finding({ check: 'static-analysis' })] }).status).toBe('fail')
  })
})

describe('a check that rules examine', () => {
  const whole: RuleText[] = ['timeouts', 'retries', 'circuit breakers'].map((covers, index) => ({ ...timeoutRule, name: `rule-${index}`, covers, judges: covers }))
  const counts = { 'rule-0': { judged: 4, unknown: 0 }, 'rule-1': { judged: 2, unknown: 0 }, 'rule-2': { judged: 1, unknown: 0 } }

  test('does not pass on a part of what it asks for, and says which part is missing', () => {
    expect(resultOf('resilience', {})).toMatchObject({
      status: 'not evidenced', reason: '12 outbound requests, none in breach; retries and circuit breakers are not examined',
    })
  })
  test('passes when every part was examined and nothing is wrong, open or silenced', () => {
    expect(resultOf('resilience', { counts }, whole)).toMatchObject({ status: 'pass', reason: '4 timeouts, 2 retries and 1 circuit breaker, none in breach' })
  })
  test('does not pass where something could not be determined', () => {
    expect(resultOf('resilience', { counts: { ...counts, 'rule-1': { judged: 2, unknown: 1 } } }, whole)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('1 could not be determined') })
  })
  test('does not pass where a finding was silenced in the code', () => {
    expect(resultOf('resilience', { counts, suppressed: [finding()] }, whole)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('1 finding kept silent') })
  })
  test('does not pass with a warning', () => {
    expect(resultOf('resilience', { counts, findings: [finding({ severity: 'warn' })] }, whole)).toMatchObject({ status: 'not evidenced', findings: 1 })
  })
  test('does not pass where there was nothing to examine', () => {
    expect(resultOf('resilience', { counts: { 'require-request-timeout': { judged: 0, unknown: 0 } } })).toMatchObject({ status: 'not evidenced', reason: expect.stringMatching(/^nothing found to examine/) })
    expect(resultOf('resilience', { counts: { ...counts, 'rule-2': { judged: 0, unknown: 0 } } }, whole)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('nothing found that would show circuit breakers') })
  })
  test('takes a rule that is switched off for one that examined nothing', () => {
    const { 'rule-2': _off, ...rest } = counts
    expect(resultOf('resilience', { counts: rest }, whole)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('circuit breakers are not examined') })
  })
  test('is not carried by a rule that covers no part of it', () => {
    const { covers: _none, ...loose } = timeoutRule
    expect(resultOf('resilience', {}, [loose])).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('timeouts, retries and circuit breakers are not examined') })
  })
})
