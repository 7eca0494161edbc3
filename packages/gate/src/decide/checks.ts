import type { CheckId } from '@bulkhead/analysis'
import type { Stage } from '../verdict.js'

/** What a check is, before anything has been examined. */
export interface CheckTerms {
  stage: Stage
  /** What it asks for, as one clause. */
  holds: string
  /** The parts that have to be proven, each by itself, before it can pass. */
  asks: readonly string[]
  /** What would prove it where no rule examines it. */
  proof: string
  /** The shortest way to prove it. */
  shortest: string
}

/** The fifteen checks in the order of the report. Typed by the check's id, so that none can be left out. */
export const CHECK_TERMS: Readonly<Record<CheckId, CheckTerms>> = {
  'static-analysis': {
    stage: 'merge', holds: 'linting and static analysis pass',
    asks: ['static analysis'], proof: 'a run over at least one file that runs on a server',
    shortest: 'Pass the folder of the backend, or name its files under `scopes.production`.',
  },
  'type-checks': {
    stage: 'merge', holds: 'type checks pass, where there are types',
    asks: ['type checks'], proof: 'a type-check of every package that ended without an error',
    shortest: 'Run `tsc --noEmit --pretty false --diagnostics > tsc.txt` and pass `--evidence tsc:tsc.txt`.',
  },
  tests: {
    stage: 'merge', holds: 'unit and integration tests pass',
    asks: ['unit tests', 'integration tests'], proof: 'the report of a unit and integration test run without failures',
    shortest: 'Run `jest --json --outputFile=jest.json` (or Vitest, or any runner that writes JUnit) and name the file under `evidence`, with `covers: ["unit tests", "integration tests"]` where it ran both.',
  },
  'api-contract': {
    stage: 'merge', holds: 'API contract checks pass',
    asks: ['API descriptions', 'compatible changes'], proof: 'a comparison of the API description with the released one that found no breaking change',
    shortest: 'Lint the description (`redocly lint --format json`) and compare it with the released one (`oasdiff breaking --format json`, `buf breaking`), and name both files under `evidence`.',
  },
  'security-findings': {
    stage: 'merge', holds: 'security findings are triaged; no unapproved critical one',
    asks: ['triage of security findings'], proof: 'the result of a security scan with every finding fixed, waived or linked to an issue',
    shortest: 'Run `npm audit --json > npm-audit.json`, or a scanner that writes SARIF, and name the file under `evidence`.',
  },
  migrations: {
    stage: 'release', holds: 'migrations are reviewed and safe to roll back',
    asks: ['review of migrations', 'rollback of migrations'], proof: 'reviewed migrations that the previous release can run against',
    shortest: 'Run `squawk --reporter json migrations/*.sql > squawk.json`, name the file under `evidence`, and attest who reviewed them.',
  },
  'performance-budget': {
    stage: 'release', holds: 'performance is within the declared budgets',
    asks: ['performance budgets'], proof: 'declared budgets and the summary of a load test that keeps them',
    shortest: 'Declare `policy.budgets.load`, run `k6 run --summary-export k6.json` and name the file under `evidence`.',
  },
  'slo-alerts': {
    stage: 'release', holds: 'SLO dashboards and alerts are configured',
    asks: ['SLO dashboards', 'SLO alerts'], proof: 'a dashboard and an alert rule for every declared service-level objective',
    shortest: 'Keep the SLOs (OpenSLO, Sloth), the alert rules with a `runbook_url` that leads somewhere, and the dashboards in the repository, or attest where they are.',
  },
  'runbook-ownership': {
    stage: 'release', holds: 'runbook and on-call ownership are documented',
    asks: ['runbooks', 'on-call ownership'], proof: 'a runbook and an on-call owner for every service',
    shortest: 'Write `runbooks/<service>.md`, and name who is on call in `catalog-info.yaml` or CODEOWNERS.',
  },
  'progressive-rollout': {
    stage: 'release', holds: 'feature flags or a progressive rollout plan exist',
    asks: ['a rollout plan'], proof: 'a canary, blue-green or feature-flag configuration in the deployment',
    shortest: 'Declare a canary or blue-green rollout in the deployment, or a feature flag in the code, or attest where it is.',
  },
  'health-probes': {
    stage: 'production', holds: 'health and readiness probes are implemented',
    asks: ['health probes', 'readiness probes'], proof: 'a health and a readiness endpoint in every service, and a deployment that probes them',
    shortest: 'Give every container of the deployment a `livenessProbe` and a `readinessProbe`.',
  },
  telemetry: {
    stage: 'production', holds: 'structured logs, traces and metrics are emitted',
    asks: ['structured logs', 'traces', 'metrics'], proof: 'structured logging, tracing and metrics set up in every service',
    shortest: 'Set up structured logs, traces and metrics, and attest where they can be seen.',
  },
  resilience: {
    stage: 'production', holds: 'timeouts, retries and circuit breakers are configured',
    asks: ['timeouts', 'retries', 'circuit breakers'], proof: 'a limit, a retry policy and a circuit breaker on every outbound call',
    shortest: 'Set a limit, a retry policy and a circuit breaker where the clients are made, or attest what stands in front of them.',
  },
  idempotency: {
    stage: 'production', holds: 'idempotency is defined for side-effecting operations',
    asks: ['outbound side effects', 'consumed messages', 'incoming requests'],
    proof: 'an idempotency key or a deduplication step in every flow with side effects',
    shortest: 'Give every side effect an idempotency key, or attest what makes it safe to repeat.',
  },
  'data-governance': {
    stage: 'production', holds: 'retention and audit requirements are met',
    asks: ['retention', 'audit'], proof: 'declared retention periods, the jobs that enforce them, and an audit trail',
    shortest: 'Keep the retention jobs and the audit tables in the repository, or attest where they are.',
  },
}
