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
}

/** The fifteen checks in the order of the report. Typed by the check's id, so that none can be left out. */
export const CHECK_TERMS: Readonly<Record<CheckId, CheckTerms>> = {
  'static-analysis': {
    stage: 'merge', holds: 'linting and static analysis pass',
    asks: ['static analysis'], proof: 'a run over at least one file that runs on a server',
  },
  'type-checks': {
    stage: 'merge', holds: 'type checks pass, where there are types',
    asks: ['type checks'], proof: 'a type-check of every package that ended without an error',
  },
  tests: {
    stage: 'merge', holds: 'unit and integration tests pass',
    asks: ['unit tests', 'integration tests'], proof: 'the report of a unit and integration test run without failures',
  },
  'api-contract': {
    stage: 'merge', holds: 'API contract checks pass',
    asks: ['API descriptions', 'compatible changes'], proof: 'a comparison of the API description with the released one that found no breaking change',
  },
  'security-findings': {
    stage: 'merge', holds: 'security findings are triaged; no unapproved critical one',
    asks: ['triage of security findings'], proof: 'the result of a security scan with every finding fixed, waived or linked to an issue',
  },
  migrations: {
    stage: 'release', holds: 'migrations are reviewed and safe to roll back',
    asks: ['review of migrations', 'rollback of migrations'], proof: 'reviewed migrations that the previous release can run against',
  },
  'performance-budget': {
    stage: 'release', holds: 'performance is within the declared budgets',
    asks: ['performance budgets'], proof: 'declared budgets and the summary of a load test that keeps them',
  },
  'slo-alerts': {
    stage: 'release', holds: 'SLO dashboards and alerts are configured',
    asks: ['SLO dashboards', 'SLO alerts'], proof: 'a dashboard and an alert rule for every declared service-level objective',
  },
  'runbook-ownership': {
    stage: 'release', holds: 'runbook and on-call ownership are documented',
    asks: ['runbooks', 'on-call ownership'], proof: 'a runbook and an on-call owner for every service',
  },
  'progressive-rollout': {
    stage: 'release', holds: 'feature flags or a progressive rollout plan exist',
    asks: ['a rollout plan'], proof: 'a canary, blue-green or feature-flag configuration in the deployment',
  },
  'health-probes': {
    stage: 'production', holds: 'health and readiness probes are implemented',
    asks: ['health probes', 'readiness probes'], proof: 'a health and a readiness endpoint in every service, and a deployment that probes them',
  },
  telemetry: {
    stage: 'production', holds: 'structured logs, traces and metrics are emitted',
    asks: ['structured logs', 'traces', 'metrics'], proof: 'structured logging, tracing and metrics set up in every service',
  },
  resilience: {
    stage: 'production', holds: 'timeouts, retries and circuit breakers are configured',
    asks: ['timeouts', 'retries', 'circuit breakers'], proof: 'a limit, a retry policy and a circuit breaker on every outbound call',
  },
  idempotency: {
    stage: 'production', holds: 'idempotency is defined for side-effecting operations',
    asks: ['outbound side effects', 'consumed messages', 'incoming requests'],
    proof: 'an idempotency key or a deduplication step in every flow with side effects',
  },
  'data-governance': {
    stage: 'production', holds: 'retention and audit requirements are met',
    asks: ['retention', 'audit'], proof: 'declared retention periods, the jobs that enforce them, and an audit trail',
  },
}
