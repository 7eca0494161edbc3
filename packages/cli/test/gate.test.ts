import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { backend, bulkhead, repositories } from './command.js'

const { make, removeAll } = repositories()
afterAll(removeAll)

const sample = (name: string): string => readFileSync(join(import.meta.dirname, '../../gate/test/evidence/samples/real', name), 'utf8')
const gate = (root: string, ...args: string[]) => bulkhead(['gate', root, '--no-dependency-cruiser', ...args], { cwd: root })
const fine = backend({ 'src/a.ts': "import axios from 'axios'\nexport const load = () => axios.get('https://stock.example/items', { timeout: 500 })\n", 'jest.json': sample('jest.json'), 'failing.json': sample('jest-failing.json') })
const config = (settings: object) => ({ 'bulkhead.config.json': JSON.stringify(settings) })
const statusOf = (out: string, id: string) => (JSON.parse(out) as { cards: { checks: { id: string; status: string; reason: string }[] }[] }).cards[0]!.checks.find(check => check.id === id)
const AS_OF = ['--as-of', '2026-11-24']

describe('bulkhead gate', () => {
  test('is free where nothing fails, and stopped by the evidence of a failing test', () => {
    const root = make(fine)
    expect(gate(root, ...AS_OF)).toMatchObject({ code: 0, out: expect.stringContaining('Nothing stops the merge.') })
    const { code, out } = gate(root, '--evidence', 'jest:failing.json', ...AS_OF)
    expect(code).toBe(1)
    expect(out).toContain('is stopped by stock (tests).')
    expect(out).toContain('test/price.test.js:4  price takes a discount off fails')
  })

  test('takes the evidence that the configuration names, with the parts that it covers', () => {
    const { out } = gate(make({ ...fine, ...config({ evidence: [{ file: 'jest.json', tool: 'jest', covers: ['unit tests', 'integration tests'] }] }) }), '--format', 'json', ...AS_OF)
    expect(statusOf(out, 'tests')).toMatchObject({ status: 'pass', reason: '4 tests: 3 passed, 0 failed and 1 skipped (jest in jest.json)' })
  })

  test('tells of evidence that is named and not there, and decides without it', () => {
    const { code, err } = gate(make({ ...fine, ...config({ evidence: [{ file: 'tsc.txt', tool: 'tsc' }] }) }))
    expect([code, err]).toEqual([0, 'tsc.txt is named under `evidence` and is not there; `tsc --noEmit --pretty false --diagnostics > tsc.txt` makes such a file\n'])
  })

  test('calls evidence stale that is older than the commit', () => {
    const root = make(fine)
    const git = (...args: string[]) => execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false', ...args], { env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-24T00:00:00Z' } })
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'all')
    const { code, out } = gate(root, '--evidence', 'jest:failing.json', '--format', 'json', ...AS_OF)
    expect(code).toBe(0)
    expect(statusOf(out, 'tests')).toMatchObject({ status: 'not evidenced', reason: expect.stringMatching(/stale: made 2026-11-23 12:30, before the commit [0-9a-f]{8} of 2026-11-24 00:00/) })
  })

  test('counts an attestation until its last day', () => {
    const root = make({ ...fine, ...config({ policy: { blocks: { release: ['slo-alerts'] } }, attestations: [{ check: 'slo-alerts', who: '@acme/ops', what: 'in the dashboards', link: 'https://wiki.example/slo', until: '2026-12-01' }] }) })
    expect(gate(root, '--stage', 'release', '--as-of', '2026-12-01').code).toBe(0)
    expect(gate(root, '--stage', 'release', '--as-of', '2026-12-02')).toMatchObject({ code: 1, out: expect.stringContaining('the attestation of @acme/ops ended on 2026-12-01') })
  })

  test('finds in the repository what shows that a check is seen to, and says where', () => {
    const probes = 'livenessProbe: { exec: { command: [a] } }, readinessProbe: { exec: { command: [a] } }'
    const { out } = gate(make({
      ...fine,
      // Neither a comment nor a type writes a log.
      'src/log.ts': "// import pino from 'pino'\nimport type { Logger } from 'winston'\nimport { type Span } from 'dd-trace'\nexport const log = (logger: Logger, span: Span) => [logger, span]\n",
      'src/flags.ts': "import { isEnabled } from 'unleash-client'\nexport const on = () => isEnabled('a')\n",
      // Whoever takes a constant asks for no flag.
      'src/kinds.ts': "import { EvaluationReason } from '@openfeature/server-sdk'\nexport const kind = EvaluationReason.STATIC\n",
      'src/trace.ts': "import 'newrelic'\n",
      'k8s/stock.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: stock }\nspec: { template: { spec: { containers: [{ name: stock, ${probes} }] } } }\n`,
    }), '--stage', 'production', '--format', 'json', ...AS_OF)
    expect(statusOf(out, 'health-probes')).toMatchObject({ status: 'pass', reason: expect.stringContaining('every container of stock has a readinessProbe (Kubernetes in k8s/stock.yaml)') })
    expect(statusOf(out, 'progressive-rollout')).toMatchObject({ status: 'pass', reason: 'feature flags are asked through unleash-client (code in src/flags.ts)' })
    expect(statusOf(out, 'telemetry')).toMatchObject({ status: 'not evidenced', evidence: [{ tool: 'code', file: 'src/trace.ts', covers: ['traces'] }], reason: 'traces are made through newrelic (code in src/trace.ts); nothing shows structured logs and metrics' })
  })

  test('counts on each card what was looked at in the code of that service', () => {
    const call = (n: number, timeout: string) => Array.from({ length: n }, (_, i) => `export const load${i} = () => http.get('https://a.example/${i}'${timeout})\n`).join('')
    const manifest = (name: string) => JSON.stringify({ name, scripts: { start: 'node src/app.js' }, dependencies: { axios: '^1.7.0', '@acme/http': '*' } })
    const root = make({
      'package.json': '{ "workspaces": ["services/*", "packages/*"] }',
      'packages/http/package.json': '{ "name": "@acme/http", "main": "index.ts", "dependencies": { "axios": "^1.7.0" } }', 'packages/http/index.ts': "import axios from 'axios'\nexport const http = axios.create({})\n",
      ...Object.fromEntries([['orders', 2], ['billing', 3]].flatMap(([name, n]) => [
        [`services/${name}/package.json`, manifest(String(name))], [`services/${name}/Dockerfile`, 'FROM node:24\n'],
        [`services/${name}/src/app.ts`, `import ${name === 'orders' ? "{ http } from '@acme/http'" : "http from 'axios'"}\n${call(Number(n), name === 'orders' ? '' : ', { timeout: 500 }')}`],
      ])),
      'packages/log/package.json': '{ "name": "@acme/log", "main": "index.ts", "dependencies": { "pino": "^9.0.0" } }',
      'packages/log/index.ts': "import pino from 'pino'\nexport const log = pino()\nexport const unused = () => log.info('a')\n",
      'services/orders/src/log.ts': "import { log } from '@acme/log'\nlog.info('up')\n", 'services/billing/src/log.ts': "import { unused } from '@acme/log'\nexport { unused }\n",
      'services/mail/package.json': manifest('mail'), 'services/mail/Dockerfile': 'FROM node:24\n', 'services/mail/src/app.js': 'setInterval(() => {}, 1000)\n',
    })
    const { cards } = JSON.parse(gate(root, '--stage', 'production', '--format', 'json', ...AS_OF).out) as { cards: { service?: string; checks: { id: string; status: string; reason: string }[] }[] }
    const shown = (id: string) => cards.map(({ service, checks }) => [service, ...checks.filter(check => check.id === id).map(({ status, reason }) => `${status}: ${reason}`)])
    expect(shown('resilience')).toEqual([
      ['billing', 'not evidenced: 3 written time limits and 3 outbound requests, none in breach; retries and circuit breakers are not examined'],
      ['mail', 'not evidenced: nothing found to examine; retries and circuit breakers are not examined'],
      ['orders', 'not evidenced: 2 outbound requests; 2 in breach by a finding on another card; retries and circuit breakers are not examined'],
      [undefined, 'fail: 1 error: require-request-timeout (1)'],
    ])
    expect(shown('telemetry').slice(0, 3)).toEqual([
      ['billing', expect.stringContaining('not evidenced: not examined')], ['mail', expect.stringContaining('not evidenced: not examined')],
      ['orders', 'not evidenced: logs are written through pino (code in services/orders/src/log.ts); nothing shows traces and metrics'],
    ])
    expect(shown('static-analysis')[2]).toEqual(['orders', 'pass: 2 files that run on a server, no error names this check'])
    expect(shown('type-checks')[1]).toEqual(['mail', 'not applicable: there is no TypeScript here'])
    expect(shown('health-probes')[3]).toEqual([undefined, expect.stringContaining('not applicable: asked of each service')])
  })

  test('writes the report into a file', () => {
    const root = make(fine)
    expect(gate(root, '--output', join(root, 'gate.txt')).err).toContain('The merge is free. The text report is in')
    expect(readFileSync(join(root, 'gate.txt'), 'utf8')).toContain('Nothing stops the merge')
  })
})

describe('what cannot be used is exit 2, with the cure', () => {
  const root = make(fine)
  writeFileSync(join(root, 'cut.json'), sample('jest.json').slice(0, 300))
  test.each([
    [['--evidence', 'jest:cut.json'], /`cut.json` is no evidence: it is (?:not a Jest report|no whole JSON)/],
    [['--evidence', 'eslint:jest.json'], /`jest.json` is no evidence: it is not an ESLint report in JSON/],
    [['--evidence', 'nowhere.json'], /The evidence nowhere.json does not exist/],
    [['--as-of', 'tomorrow'], /--as-of is `tomorrow`, and that is no day/],
    [['--stage', 'beta'], /Allowed choices are merge, release, production/],
  ])('%j', (args, words) => expect(gate(root, ...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(words) }))

  test.each([
    [{ policy: { preset: 'strict' } }, '`policy.preset` is `"strict"`. Write `"advisory"`, `"merge"` or `"release"`.'],
    [{ policy: { services: { orders: {} } } }, '`policy.services.orders` is no service: the services are stock.'],
    [{ policy: { services: { stock: { tiers: 'a' } } } }, '`policy.services.stock` has no key `tiers`. Did you mean `tier`?'],
    [{ evidence: [{ tool: 'jest' }] }, '`evidence[0].file` is missing. Give a path from the root'],
    [{ attestations: [{ check: 'slo', who: 'a', what: 'b', link: 'https://a.example', until: '2026-12-01' }] }, '`attestations[0].check` is `"slo"`. Write a check: static-analysis,'],
    [{ attestations: [{ check: 'slo-alerts', who: 'a', what: 'b', link: 'on my desk', until: '2026-12-01' }] }, '`attestations[0].link` is `"on my desk"`. Write an address'],
  ])('%j', (settings, words) => expect(gate(make({ ...fine, ...config(settings) }))).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) }))
})
