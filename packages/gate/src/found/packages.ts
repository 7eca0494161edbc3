import type { CheckId } from '@bulkhead/analysis'
import type { Evidence } from '../evidence/evidence.js'
import type { Searched } from './searched.js'

/** Packages whose use in code that runs on a server shows that a part of a check is seen to. */
const SHOWING: readonly { check: CheckId; part: string; packages: readonly string[]; says: string }[] = [
  {
    check: 'progressive-rollout', part: 'a rollout plan', says: 'feature flags are asked through',
    packages: ['@openfeature/server-sdk', '@openfeature/nestjs-sdk', '@launchdarkly/node-server-sdk', 'launchdarkly-node-server-sdk', 'unleash-client', 'flagsmith-nodejs', '@growthbook/growthbook', 'configcat-node', '@splitsoftware/splitio', 'statsig-node'],
  },
  { check: 'health-probes', part: 'health probes', says: 'health is answered through', packages: ['@nestjs/terminus', '@godaddy/terminus', 'lightship', '@fastify/under-pressure', 'under-pressure', '@cloudnative/health', '@cloudnative/health-connect', 'express-actuator'] },
  { check: 'telemetry', part: 'structured logs', says: 'logs are written through', packages: ['pino', 'pino-http', 'nestjs-pino', 'winston', 'nest-winston', 'bunyan', '@aws-lambda-powertools/logger', '@google-cloud/logging', '@logtail/node', '@logtail/next', 'tslog', 'roarr'] },
  { check: 'telemetry', part: 'traces', says: 'traces are made through', packages: ['@opentelemetry/sdk-node', '@opentelemetry/sdk-trace-node', '@opentelemetry/sdk-trace-base', 'dd-trace', 'elastic-apm-node', 'newrelic', '@aws-lambda-powertools/tracer', 'aws-xray-sdk', '@vercel/otel', '@azure/monitor-opentelemetry'] },
  { check: 'telemetry', part: 'metrics', says: 'metrics are counted through', packages: ['prom-client', '@willsoto/nestjs-prometheus', '@opentelemetry/sdk-metrics', 'hot-shots', '@aws-lambda-powertools/metrics', 'express-prom-bundle', 'fastify-metrics'] },
]

/** What the packages that code uses show of a service. One that is only listed, or imported for a type or a constant, shows nothing. */
export function* findPackages(searched: Searched): Iterable<Evidence> {
  const found = new Map<string, Evidence>()
  for (const { check, part, says, packages } of SHOWING) for (const { package: name, file, line } of searched.using(packages)) {
    const service = searched.serviceOf(file)
    // What belongs to no service may be used by any, or by none.
    if (service === undefined && searched.services.length > 1) continue
    const key = JSON.stringify([part, name, service])
    const places = [...found.get(key)?.places ?? [], { file, line, message: `uses ${name}` }]
    found.set(key, { check, status: 'pass', covers: [part], tool: 'code', file: places[0]!.file, summary: `${says} ${name}`, places, ...(service !== undefined && { service }) })
  }
  yield* found.values()
}
