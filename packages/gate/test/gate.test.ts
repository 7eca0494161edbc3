import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { CHECKS, type CheckId, type Examination } from '@bulkhead/analysis'
import { CHECK_TERMS, decideGate, gateJson, gateText, NOTHING_AGREED, unknownNames, waive, type Agreed, type CardCheck, type Evidence, type GateDecision, type GateInput, type RuleText } from '@bulkhead/gate'
import { CHECK_NAMES, type Waiver } from '@bulkhead/workspace'
import { examination, finding, timeoutRule, waiver } from './examinations.js'

const schema = createRequire(import.meta.url)('../gate.schema.json')
const COMMIT = { id: 'abcdef0123456789', when: '2026-11-20T10:00:00Z' }
const NOW = { asOf: new Date('2026-11-23T12:00:00Z'), commit: COMMIT, maxAge: 7 }

const evidence = (check: CheckId, changes: Partial<Evidence> = {}): Evidence =>
  ({ check, status: 'pass', tool: 'some-tool', version: '1.2.3', commit: COMMIT.id, when: '2026-11-21T10:00:00Z', summary: 'all is well', file: 'reports/it.json', places: [], ...changes })
const attestation = (check: CheckId, changes: object = {}) => ({ check, who: '@acme/orders', what: 'seen to', link: 'https://wiki.example/it', until: '2026-12-31', ...changes })

function decided(input: Partial<GateInput> = {}, changes: Partial<Examination> = {}, rules: RuleText[] = [], agreed: Agreed = NOTHING_AGREED): GateDecision {
  const decision = decideGate(examination({ counts: {}, ...changes }), rules, agreed, { stage: 'merge', policy: {}, evidence: [], attestations: [], now: NOW, typed: new Set(['', 'orders', 'billing']), ...input })
  const validate = new Ajv({ strict: false }).compile(schema)
  expect([validate(JSON.parse(gateJson(decision))), validate.errors]).toEqual([true, null])
  return decision
}
/** What waivers agree on by themselves. */
const agreedOn = (...waivers: Waiver[]): Agreed => ({ ...NOTHING_AGREED, ...waive({ open: [], baselined: [], suppressed: [] }, waivers, '2026-11-23') })
const checkOf = (id: CheckId, ...given: Parameters<typeof decided>): CardCheck => decided(...given).cards[0]!.checks.find(check => check.id === id)!

test('a configuration names the same checks as findings do', () => expect([...CHECK_NAMES]).toEqual([...CHECKS]))

/** Nothing judged, so that not even static analysis is decided by the rules. */
const NOTHING: Partial<Examination> = { files: { total: 0, production: 0 } }

describe.each(CHECKS)('%s', id => {
  test('passes on evidence that covers it, and shows whose it is, of what and when', () => {
    const check = checkOf(id, { evidence: [evidence(id)] }, NOTHING)
    expect(check).toMatchObject({ status: 'pass', evidence: [{ tool: 'some-tool', version: '1.2.3', commit: COMMIT.id, when: '2026-11-21T10:00:00Z', file: 'reports/it.json' }] })
    expect(check.reason).toContain('all is well (some-tool 1.2.3 in reports/it.json)')
    expect(check.cure).toBeUndefined()
  })

  test('passes on an attestation that stands, and not on one that ended', () => {
    expect(checkOf(id, { attestations: [attestation(id)] }, NOTHING)).toMatchObject({ status: 'pass', reason: expect.stringContaining('seen to (@acme/orders says so until 2026-12-31: https://wiki.example/it)') })
    expect(checkOf(id, { attestations: [attestation(id, { until: '2026-11-22' })] }, NOTHING)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('the attestation of @acme/orders ended on 2026-11-22') })
  })

  test('fails on evidence that fails, whatever passes beside it', () => {
    const failing = evidence(id, { status: 'fail', summary: '2 errors', cure: 'Mend both.', places: [{ file: 'src/a.ts', line: 3, message: 'wrong' }] })
    const input = { evidence: [evidence(id), failing], attestations: [attestation(id)], policy: { notApplicable: { [id]: 'we think' } } }
    expect(checkOf(id, input, NOTHING)).toMatchObject({ status: 'fail', reason: '2 errors (some-tool 1.2.3 in reports/it.json)', cure: 'Mend both.', evidence: [{}, { places: [{ file: 'src/a.ts', line: 3 }] }] })
  })

  test('fails on an error of a rule, and tells where to begin', () => {
    expect(checkOf(id, { evidence: [evidence(id)] }, { findings: [finding({ check: id })] })).toMatchObject({ status: 'fail', cure: 'src/http.ts:3: Set `timeout` where the client is created.' })
  })

  test('is not evidenced where nothing shows it, with the shortest way to', () => {
    expect(checkOf(id, {}, NOTHING)).toMatchObject({ status: 'not evidenced', cure: CHECK_TERMS[id].shortest, evidence: [] })
  })

  test('is not evidenced on evidence of another commit, before the commit, or too old', () => {
    const stale: [Partial<Evidence>, string][] = [
      [{ commit: '1234567890abcdef' }, 'stale: made of commit 12345678, and abcdef01 is judged'],
      [{ commit: undefined, when: '2026-11-19T10:00:00Z' }, 'stale: made 2026-11-19 10:00, before the commit abcdef01 of 2026-11-20 10:00'],
      [{ when: '2026-11-01T10:00:00Z' }, 'stale: made 2026-11-01 10:00, 22 days ago, and the policy allows 7'],
    ]
    for (const [changes, words] of stale)
      for (const status of ['pass', 'fail'] as const)
        expect(checkOf(id, { evidence: [evidence(id, { ...changes, status })] }, NOTHING)).toMatchObject({ status: 'not evidenced', evidence: [{ stale: words }], reason: expect.stringContaining(words), cure: 'Run some-tool on this commit again, and write reports/it.json anew.' })
  })

  test('is not evidenced on evidence that leaves something open', () => {
    expect(checkOf(id, { evidence: [evidence(id), evidence(id, { status: 'open', summary: 'too few', cure: 'Run longer.' })] }, NOTHING)).toMatchObject({ status: 'not evidenced', reason: expect.stringContaining('too few'), cure: 'Run longer.' })
  })

  test('passes on its parts only together', () => {
    const parts = CHECK_TERMS[id].asks
    const each = parts.map(part => evidence(id, { covers: [part] }))
    expect(checkOf(id, { evidence: each }, NOTHING).status).toBe('pass')
    expect(checkOf(id, { evidence: each.slice(1) }, NOTHING)).toMatchObject({ status: 'not evidenced' })
    expect(checkOf(id, { evidence: [evidence(id, { covers: [] })] }, NOTHING).reason).toContain('nothing shows ')
  })

  test('does not apply where the policy says why', () => {
    const policy = { notApplicable: { [id]: 'a nightly job' } }
    expect(checkOf(id, { policy }, NOTHING)).toMatchObject({ status: 'not applicable', reason: 'a nightly job', blocks: false })
  })

  test('is waived until the last day, and not after it', () => {
    for (const given of [{}, { evidence: [evidence(id, { status: 'fail' })] }])
      expect(checkOf(id, given, NOTHING, [], agreedOn(waiver({ check: id })))).toMatchObject({ status: 'waived', blocks: false, reason: expect.stringMatching(/^waived by @acme\/orders until 2026-11-23 \(planned\): replaced in December https:\S+; without it: ./) })
    expect(checkOf(id, {}, NOTHING, [], agreedOn(waiver({ check: id, until: '2026-11-22' }))).status).toBe('not evidenced')
  })

  test('makes a waiver that it does not need an error', () => {
    const agreed = agreedOn(waiver({ check: id }))
    for (const input of [{ evidence: [evidence(id)] }, { policy: { notApplicable: { [id]: 'a nightly job' } } }]) {
      const { cards: [card], upkeep } = decided(input, NOTHING, [], agreed)
      expect(upkeep).toEqual([{ is: 'unused waiver', message: `The waiver of the check ${id} by @acme/orders (until 2026-11-23) keeps nothing silent.`, cure: 'Take it out of .bulkhead/waivers.json.' }])
      expect(card!.checks.find(check => check.id === 'static-analysis')).toMatchObject({ status: 'fail', reason: '1 unused waiver', cure: 'Take it out of .bulkhead/waivers.json.' })
    }
  })
})

describe('evidence beside rules', () => {
  const counts = { 'require-request-timeout': { judged: 12, unknown: 0 } }
  const rest = evidence('resilience', { covers: ['retries', 'circuit breakers'] })
  const of = (changes: Partial<Examination>, input: Partial<GateInput> = { evidence: [rest] }) => checkOf('resilience', input, { counts, ...changes }, [timeoutRule])
  test('shows the parts that rules do not examine', () => {
    expect(of({})).toMatchObject({ status: 'pass', reason: '12 outbound requests, none in breach; all is well (some-tool 1.2.3 in reports/it.json)' })
    expect(of({}, {})).toMatchObject({ status: 'not evidenced', cure: expect.stringContaining('Missing: retries and circuit breakers.') })
  })
  test('does not undo a warning or a silenced finding', () => {
    for (const changes of [{ findings: [finding({ severity: 'warn' as const })] }, { suppressed: [finding()] }]) expect(of(changes, { evidence: [rest], attestations: [attestation('resilience')] })).toMatchObject({ status: 'not evidenced', cure: expect.stringContaining('silenced') })
  })
  test('does not settle what could not be determined; only a person who speaks for the whole check does', () => {
    const unknown = { counts: { 'require-request-timeout': { judged: 12, unknown: 1 } } }
    expect(of(unknown)).toMatchObject({ status: 'not evidenced', cure: expect.stringContaining('bulkhead inspect') })
    expect(of(unknown, { attestations: [attestation('resilience', { covers: ['retries', 'circuit breakers'] })] }).status).toBe('not evidenced')
    expect(of(unknown, { attestations: [attestation('resilience')] }).status).toBe('pass')
  })
})

test('without TypeScript there are no types to check', () => {
  expect(checkOf('type-checks', { typed: new Set<string>() })).toMatchObject({ status: 'not applicable', reason: 'there is no TypeScript here' })
})

describe('a card for every service', () => {
  const service = (name: string) => ({ name, directory: name, kind: 'deployable' as const, confidence: 'sure' as const, owners: [`@acme/${name}`], evidence: [] })
  const two = { services: [service('orders'), service('billing')] }
  test('has the findings of that service alone', () => {
    const { passed, cards } = decided({ stage: 'production' }, { ...two, findings: [finding({ service: 'billing' })] })
    expect(cards.map(card => [card.service, card.passed, card.owners])).toEqual([['orders', true, ['@acme/orders']], ['billing', false, ['@acme/billing']]])
    expect(passed).toBe(false)
  })
  test('and one for what belongs to none, which can stop the stage as well', () => {
    const { service: _none, ...loose } = finding({ check: 'static-analysis' })
    expect(decided({}, { ...two, findings: [loose] }).cards.map(card => [card.service, card.passed])).toEqual([['orders', true], ['billing', true], [undefined, false]])
    expect(decided({}, { services: [] }).cards).toHaveLength(1)
  })
  test('counts what was looked at in its own code alone', () => {
    const counts = (judged: number, unknown: number) => ({ counts: { 'require-request-timeout': { judged, unknown, causes: {} } }, notJudged: [], files: { total: judged, production: judged } })
    const covered = evidence('resilience', { covers: ['retries', 'circuit breakers'] })
    const cardsOf = (shares: Examination['shares']) => decided({ stage: 'production', evidence: [covered] }, { ...two, counts: { 'require-request-timeout': { judged: 12, unknown: 1 } }, shares }, [timeoutRule]).cards
      .map(({ service: name, checks }) => [name, ...checks.filter(({ id }) => id === 'resilience' || id === 'static-analysis').map(({ status, reason }) => `${status}: ${reason}`)])
    const covering = 'all is well (some-tool 1.2.3 in reports/it.json)'
    expect(cardsOf({ orders: counts(5, 0), billing: counts(7, 1) })).toEqual([
      ['orders', 'pass: 5 files that run on a server, no error names this check', `pass: 5 outbound requests, none in breach; ${covering}`],
      ['billing', 'pass: 7 files that run on a server, no error names this check', `not evidenced: ${covering}; 7 outbound requests; 1 could not be determined`],
    ])
    expect(cardsOf({ orders: counts(12, 1), billing: counts(0, 0) })[1]).toEqual(['billing', expect.stringContaining('not evidenced: no file was judged'), expect.stringContaining('not evidenced: all is well')])
  })
  test('does not call clean what breaks by a cause in code of others', () => {
    const share = (judged: number, elsewhere: number) => ({ counts: { 'require-request-timeout': { judged, unknown: 0, causes: { '': elsewhere } } }, notJudged: [], files: { total: 1, production: 1 } })
    const { service: _none, ...loose } = finding()
    const { cards } = decided({ stage: 'production', evidence: [evidence('resilience', { covers: ['retries', 'circuit breakers'] })], policy: { preset: 'release' } }, { services: [service('orders')], findings: [loose], shares: { orders: share(3, 2), '': share(0, 0) } }, [timeoutRule])
    const [orders, none] = cards.map(({ checks }) => checks.find(({ id }) => id === 'resilience')!)
    expect(orders).toMatchObject({ status: 'not evidenced', blocks: true, reason: expect.stringContaining('3 outbound requests; 2 in breach by a finding on another card'), cure: expect.stringContaining('Settle the findings on the other cards') })
    expect(none).toMatchObject({ status: 'fail', reason: '1 error: require-request-timeout (1)' })
  })
  test('and what belongs to none has one where rules looked at something, without being asked what only a service can answer', () => {
    const share = (judged: number) => ({ counts: { 'require-request-timeout': { judged, unknown: 0, causes: {} } }, notJudged: [], files: { total: 1, production: 1 } })
    const cards = (loose: number) => decided({}, { ...two, shares: { '': share(loose) } }, [timeoutRule]).cards
    expect([cards(0), cards(1)].map(all => all.map(({ service: name }) => name))).toEqual([['orders', 'billing'], ['orders', 'billing', undefined]])
    expect(cards(1)[2]!.checks.filter(({ status }) => status === 'not applicable').map(({ id }) => id)).toEqual(['performance-budget', 'slo-alerts', 'runbook-ownership', 'progressive-rollout', 'health-probes', 'telemetry'])
  })
  test('holds the parts of its program, which are released with it', () => {
    const share = (judged: number, causes: Record<string, number> = {}) => ({ counts: { 'require-request-timeout': { judged, unknown: 0, causes } }, notJudged: [], files: { total: 2, production: 1 } })
    const part = (name: string) => ({ ...service(name), directory: `app/${name}`, kind: 'module' as const, part: true as const })
    const program = { services: [{ ...service('app'), directory: 'app' }, part('orders'), part('billing'), service('mail')], shares: { app: share(1), orders: share(2), billing: share(3, { orders: 3 }), mail: share(4) } }
    const decide = (input: Partial<GateInput> = {}, agreed?: Agreed) => decided({ stage: 'production', ...input }, { ...program, findings: [finding({ service: 'billing', severity: 'warn' as const })] }, [timeoutRule], agreed).cards
    const reasonOf = (card: GateDecision['cards'][number]) => card.checks.find(({ id }) => id === 'resilience')!.reason
    const imported = { check: 'telemetry' as const, status: 'pass' as const, covers: ['metrics'], tool: 'code', summary: 'counted', file: 'app/orders/a.ts', places: [], service: 'orders' }
    const [app, mail] = decide({ evidence: [imported] })
    expect(decide().map(card => [card.service, card.parts])).toEqual([['app', ['orders', 'billing']], ['mail', undefined]])
    expect([app!, mail!].map(reasonOf)).toEqual(['6 outbound requests; 1 warning; retries and circuit breakers are not examined', '4 outbound requests, none in breach; retries and circuit breakers are not examined'])
    expect([app!, mail!].map(card => card.checks.find(({ id }) => id === 'telemetry')!.evidence.length)).toEqual([1, 0])
    const apart: Parameters<typeof decide>[] = [
      [{ policy: { services: { orders: { preset: 'advisory' } } } }], [{ attestations: [attestation('tests', { service: 'orders' })] }], [{ evidence: [evidence('tests', { service: 'orders' })] }],
      [{}, agreedOn(waiver({ check: 'tests', service: 'orders' }))],
    ]
    for (const given of apart) expect(decide(...given).map(card => [card.service, card.parts])).toEqual([['app', ['billing']], ['orders', undefined], ['mail', undefined]])
    expect(reasonOf(decide(...apart[0]!)[0]!)).toContain('3 in breach by a finding on another card')
  })
  test('has the evidence that names it or no service', () => {
    const { cards } = decided({ evidence: [evidence('tests', { service: 'orders' }), evidence('type-checks')] }, two)
    expect(cards.map(({ checks }) => checks.filter(({ status, id }) => status === 'pass' && id !== 'static-analysis').map(({ id }) => id))).toEqual([['type-checks', 'tests'], ['type-checks']])
  })
  test('has what is waived and what is stale of that service alone', () => {
    const agreed: Agreed = {
      ...NOTHING_AGREED, waived: [{ finding: finding({ service: 'orders', check: 'static-analysis' }), waiver: waiver({ rule: 'require-request-timeout' }) }],
      upkeep: [{ is: 'stale entry', service: 'billing', message: 'Gone.', cure: 'Run it.' }], checks: [waiver({ check: 'tests', service: 'orders' })],
    }
    expect(decided({}, two, [], agreed).cards.map(({ checks }) => checks.slice(0, 3).map(({ status }) => status))).toEqual([['waived', 'not evidenced', 'waived'], ['fail', 'not evidenced', 'not evidenced']])
  })
  test('is decided by its own policy, then by its tier, then by that of all', () => {
    const policy: GateInput['policy'] = { preset: 'release', tiers: { critical: { blocks: { merge: ['tests'] } } }, services: { orders: { tier: 'critical' }, billing: { preset: 'advisory' } } }
    const { cards } = decided({ policy }, { ...two, findings: [finding({ service: 'billing', check: 'static-analysis' })] })
    expect(cards.map(({ service: name, tier, preset, passed }) => [name, tier, preset, passed])).toEqual([['orders', 'critical', 'release', false], ['billing', undefined, 'advisory', true]])
  })
})

describe('what stops a stage', () => {
  const stopping = (stage: GateInput['stage'], policy: GateInput['policy'], failing: CheckId) =>
    decided({ stage, policy, evidence: [evidence(failing, { status: 'fail' })] }).cards[0]!.checks.filter(check => check.blocks).map(({ id }) => id)
  test('under `advisory`: nothing', () => expect(stopping('production', { preset: 'advisory' }, 'tests')).toEqual([]))
  test('under `merge`, which is taken where nothing is said: what fails and is due', () => {
    expect(stopping('merge', {}, 'tests')).toEqual(['tests'])
    expect(stopping('production', { preset: 'merge' }, 'tests')).toEqual(['tests'])
    expect(stopping('merge', {}, 'migrations')).toEqual([])
  })
  test('under `release`: from the release on also what is not evidenced', () => {
    expect(stopping('merge', { preset: 'release' }, 'tests')).toEqual(['tests'])
    expect(stopping('release', { preset: 'release' }, 'tests')).toEqual(CHECKS.filter(id => CHECK_TERMS[id].stage !== 'production' && id !== 'static-analysis'))
  })
  test('under a list: what it names and is not proven, and nothing else', () => expect(stopping('merge', { blocks: { merge: ['migrations'] } }, 'tests')).toEqual(['migrations']))
})

test('names in the policy that mean nothing are told', () => {
  expect(unknownNames({ services: { order: {}, billing: { tier: 'gold' } } }, ['orders', 'billing'])).toEqual([
    '`policy.services.order` is no service: the services are orders, billing.', '`policy.services.billing.tier` is `gold`, which `policy.tiers` does not declare: declare it there.',
  ])
})

describe('the text', () => {
  const shown = (...given: Parameters<typeof decided>): string => gateText(decided(...given), { color: false })
  test('says what stops the stage, where, and the shortest way past it', () => {
    const failing = evidence('tests', { status: 'fail', summary: '1 failed', cure: 'Mend it.', places: [{ file: 'test/a.test.ts', line: 4, message: 'adds up fails' }] })
    const text = shown({ evidence: [failing] })
    expect(text).toMatch(/tests +merge +fail \(stops\) +1 failed \(some-tool 1\.2\.3 in reports\/it\.json\)/)
    expect(text).toContain('    tests: Mend it.\n      test/a.test.ts:4  adds up fails\n')
    expect(text).toContain('The merge of commit abcdef01 is stopped by orders (tests).')
  })
  test('says that nothing stops it, and never that of what was not judged', () => {
    expect(shown()).toContain('Nothing stops the merge of commit abcdef01.')
    expect(shown({}, NOTHING)).toContain('NOT JUDGED')
  })
  test('says what is not so any more, and which waivers end', () => {
    const text = shown({}, {}, [], { ...NOTHING_AGREED, upkeep: [{ is: 'stale entry', message: 'It is gone.', cure: 'Run it.' }], notes: ['The waiver ends.'] })
    expect(text).toContain('The waiver ends.\n\nNot so any more (1)\n  - It is gone. (Run it.)\n\nThe merge of commit abcdef01 is stopped by orders (static-analysis).')
  })
  test('lets nothing of a tool reach the terminal as a command', () => expect(shown({ evidence: [evidence('tests', { status: 'fail', summary: 'a\u001b[2Jb', cure: '\u001b[31m', places: [{ file: '\u001b', line: 1, message: '\u001b' }] })] })).not.toContain('\u001b'))
})
