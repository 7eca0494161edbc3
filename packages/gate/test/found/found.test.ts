import { describe, expect, test } from '@jest/globals'
import { found, repository } from './repository.js'
import { findEvidence } from '@bulkhead/gate'

const two = { 'services/orders/package.json': '{}', 'services/stock/package.json': '{}' }

describe('service-level objectives', () => {
  const openslo = (policies: string) => `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: orders-availability }\nspec:\n  service: orders\n  objectives: [{ target: 0.999 }]\n${policies}`
  test('of OpenSLO count with an alert policy, and are open without', () => {
    expect(found({ ...two, 'slo/orders.yaml': openslo('  alertPolicies: [burn]\n') })).toEqual(['pass slo-alerts/SLO alerts @acme/orders: 1 objective with an alert each (OpenSLO in slo/orders.yaml:1)'])
    expect(found({ ...two, 'slo/orders.yaml': openslo('') })).toEqual(['open slo-alerts/SLO alerts @acme/orders: 1 of 1 objective has no alert (OpenSLO in slo/orders.yaml:1)'])
  })

  test('for Sloth count where an alert is not switched off', () => {
    const sloth = 'version: "prometheus/v1"\nservice: "stock"\nslos:\n  - name: availability\n    objective: 99.9\n    alerting:\n      name: StockHighErrorRate\n  - name: latency\n    objective: 99\n    alerting:\n      page_alert: { disable: true }\n      ticket_alert: { disable: true }\n'
    expect(found({ ...two, 'slo/stock.yml': sloth })).toEqual(['open slo-alerts/SLO alerts @acme/stock: 1 of 2 objectives has no alert (Sloth in slo/stock.yml:8)'])
    const custom = 'apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nspec:\n  service: orders\n  slos:\n    - { name: availability, alerting: { name: OrdersDown } }\n'
    expect(found({ ...two, 'slo/orders.yml': custom })).toEqual(['pass slo-alerts/SLO alerts @acme/orders: 1 objective with an alert each (Sloth in slo/orders.yml:6)'])
  })

  test('of tests, of other kinds and with templates left in show nothing', () => {
    expect(found({ ...two, 'test/orders.yaml': openslo('  alertPolicies: [a]\n'), 'slo/service.yaml': 'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: orders }\n', 'slo/t.yaml': `${openslo('')}  x: {{ .Values.x }}: [\n` })).toEqual([])
  })
})

describe('alert rules', () => {
  const rules = (link: string) => `groups:\n  - name: orders\n    rules:\n      - record: job:up\n        expr: avg(up)\n      - alert: OrdersDown\n        expr: up == 0\n        labels: { service: orders }\n        annotations:\n          runbook_url: ${link}\n`
  const open = 'open slo-alerts/SLO alerts @acme/orders: 1 of 1 alert rule has no runbook that leads anywhere (Prometheus in ops/rules.yml:6)'
  const pass = 'pass slo-alerts/SLO alerts @acme/orders: 1 alert rule with a runbook each (Prometheus in ops/rules.yml:6)'
  const book = '# Orders\n\n## Orders are down\n\nLook at the pods.\n'
  test.each([
    ['../docs/orders.md', pass], ['../docs/orders.md#orders-are-down', pass], ['/docs/orders.md', pass], ['docs/orders.md', pass],
    ['https://wiki.acme.dev/orders', pass], ['https://github.com/acme/shop/blob/main/docs/orders.md', pass], ['https://github.com/acme/other/blob/main/docs/nowhere.md', pass],
    ['../docs/nowhere.md', open], ['../docs/orders.md#orders-are-slow', open], ['TODO', open], ['""', open], ['https://example.com/runbook', open], ['https://github.com/acme/shop/blob/main/docs/nowhere.md', open],
  ])('a runbook at %s', (link, expected) => {
    expect(found({ ...two, 'package.json': '{ "repository": { "type": "git", "url": "git+https://github.com/acme/shop.git" } }', 'docs/orders.md': book, 'ops/rules.yml': rules(link) })).toEqual([expected])
  })

  test('of the Prometheus operator and of Grafana are read too', () => {
    const operator = 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n    - name: stock\n      rules:\n        - alert: StockDown\n          annotations: { runbook_url: https://wiki.acme.dev/stock }\n'
    const grafana = 'apiVersion: 1\ngroups:\n  - name: g\n    rules:\n      - uid: a\n        title: Slow\n        condition: C\n        annotations: { summary: it is slow }\n'
    expect(found({ 'a.yaml': operator, 'b.yaml': grafana })).toEqual([
      'pass slo-alerts/SLO alerts all: 1 alert rule with a runbook each (Prometheus in a.yaml:7)', 'open slo-alerts/SLO alerts all: 1 of 1 alert rule has no runbook that leads anywhere (Grafana in b.yaml:5)',
    ])
  })

  test('a workflow with jobs and groups of its own is none', () => expect(found({ '.github/dependabot.yml': 'version: 2\nupdates:\n  - groups:\n      all:\n        patterns: ["*"]\n    title: x\n' })).toEqual([]))
})

test('a dashboard counts that shows how well a service does', () => {
  const dashboard = (title: string, expr: string) => JSON.stringify({ title, schemaVersion: 39, tags: ['orders'], panels: [{ title: 'row', panels: [{ title: 'a', targets: [{ expr }] }] }] })
  expect(found({ ...two, 'grafana/orders.json': dashboard('Orders', 'slo:sli_error:ratio_rate5m{sloth_service="orders"}'), 'grafana/availability.json': dashboard('Availability', 'latency_p99'), 'grafana/stock.json': dashboard('a', 'histogram_quantile (0.9, rate(x_bucket[5m]))').replace('orders', 'stock'), 'grafana/queue.json': dashboard('Queue', 'queue_length'), 'grafana/cut.json': '{ "panels": [], "schemaVersion"' }))
    .toEqual(['pass slo-alerts/SLO dashboards @acme/orders: the dashboard “Orders” shows slo:sli_error (Grafana in grafana/orders.json:0)', 'pass slo-alerts/SLO dashboards @acme/stock: the dashboard “a” shows histogram_quantile (Grafana in grafana/stock.json:0)'])
})

describe('runbooks and who is on call', () => {
  const written = 'When orders are not taken any more, look at the queue first and then at the database. Restart the workers one by one, and tell the people of the shop.\n'
  test('a runbook belongs to the service that it names, or to all', () => {
    expect(found({ ...two, 'docs/runbooks/orders.md': written, 'docs/runbooks/database.md': written, 'services/stock/RUNBOOK.md': '# TODO\n', 'test/runbooks/stock.md': written })).toEqual([
      'pass runbook-ownership/runbooks all: a runbook is written (repository in docs/runbooks/database.md:0)', 'pass runbook-ownership/runbooks @acme/orders: a runbook is written (repository in docs/runbooks/orders.md:0)',
    ])
  })

  test('the catalogue of components comes before CODEOWNERS', () => {
    const catalog = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: orders\n  annotations:\n    pagerduty.com/service-id: PX12\n  links:\n    - { title: Runbook, url: ./nowhere.md }\nspec:\n  owner: team-orders\n'
    const services = [...repository(two).services].map(service => ({ ...service, owners: ['@acme/all'] }))
    expect(found({ ...two, 'services/orders/catalog-info.yaml': catalog, CODEOWNERS: '* @acme/all\n' }, { services })).toEqual([
      'pass runbook-ownership/on-call ownership @acme/orders: pagerduty.com/service-id of orders is PX12 (catalog-info.yaml in services/orders/catalog-info.yaml:1)',
      'pass runbook-ownership/on-call ownership @acme/stock: @acme/all answers for @acme/stock (CODEOWNERS in CODEOWNERS)',
    ])
    // Owners of whom another file speaks are not those of CODEOWNERS.
    expect(found({ ...two, CODEOWNERS: '/docs @acme/docs\n' }, { services, ownersFile: name => (name === '@acme/stock' ? 'services/stock/package.json' : undefined) })).toEqual([])
  })
})

describe('deployments', () => {
  const probes = '          livenessProbe: { httpGet: { path: /live, port: 80 } }\n          readinessProbe: { httpGet: { path: /ready, port: 80 } }\n'
  const workload = (kind: string, api: string, strategy: string, container = probes) =>
    `apiVersion: ${api}\nkind: ${kind}\nmetadata: { name: orders }\nspec:\n${strategy}  template:\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/acme/orders:1\n${container}`
  test('in Kubernetes: probes of every container, and a rolling update that looks at them', () => {
    expect(found({ ...two, 'k8s/orders.yaml': workload('Deployment', 'apps/v1', '  strategy: { type: RollingUpdate }\n') })).toEqual([
      'pass health-probes/health probes @acme/orders: every container of orders has a livenessProbe (Kubernetes in k8s/orders.yaml:11)',
      'pass health-probes/readiness probes @acme/orders: every container of orders has a readinessProbe (Kubernetes in k8s/orders.yaml:12)',
      'pass progressive-rollout/a rollout plan @acme/orders: orders is replaced pod by pod, each when the one before is ready (Kubernetes in k8s/orders.yaml:1)',
    ])
    expect(found({ ...two, 'k8s/orders.yaml': workload('Deployment', 'apps/v1', '  strategy: { type: RollingUpdate }\n', '') })).toEqual([
      'open health-probes/health probes @acme/orders: the container app of the Deployment orders has no livenessProbe (Kubernetes in k8s/orders.yaml:9)',
      'open health-probes/readiness probes @acme/orders: the container app of the Deployment orders has no readinessProbe (Kubernetes in k8s/orders.yaml:9)',
      'open progressive-rollout/a rollout plan @acme/orders: orders is replaced pod by pod, and no readinessProbe says whether the new one works (Kubernetes in k8s/orders.yaml:1)',
    ])
    expect(found({ ...two, 'k8s/orders.yaml': workload('Deployment', 'apps/v1', '  strategy: { type: Recreate }\n') }).filter(line => line.includes('rollout'))).toEqual([])
  })

  test('of somebody else show nothing of several services', () => expect(found({ ...two, 'k8s/redis.yaml': workload('Deployment', 'apps/v1', '').replaceAll('orders', 'redis') })).toEqual([]))

  test.each([
    [workload('Rollout', 'argoproj.io/v1alpha1', '  strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } }\n'), 'orders is rolled out in 2 steps (Argo Rollouts in a.yaml:1)'],
    [workload('Rollout', 'argoproj.io/v1alpha1', '  strategy: { blueGreen: { activeService: a } }\n'), 'orders is switched over from blue to green (Argo Rollouts in a.yaml:1)'],
    ['apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: x }\nspec: { targetRef: { kind: Deployment, name: orders } }\n', 'the canary x is analysed before it gets the traffic (Flagger in a.yaml:1)'],
    ['Resources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      DeploymentPreference: { Type: Canary10Percent5Minutes }\n', 'Orders is rolled out as Canary10Percent5Minutes (AWS SAM in a.yaml:3)'],
    ['service: orders\nfunctions:\n  create:\n    handler: a.b\n    deploymentSettings: { type: Linear10PercentEvery1Minute }\n', 'create is rolled out as Linear10PercentEvery1Minute (Serverless Framework in a.yaml:4)'],
  ])('progressive rollout %#', (text, expected) => expect(found({ ...two, 'a.yaml': text }).filter(line => line.includes('rollout'))).toEqual([`pass progressive-rollout/a rollout plan @acme/orders: ${expected}`]))

  test('a healthcheck of Docker Compose is no readiness probe', () => {
    expect(found({ ...two, 'compose.yaml': 'services:\n  orders:\n    build: ./services/orders\n    healthcheck: { test: ["CMD", "true"] }\n  redis:\n    image: redis\n    healthcheck: { test: redis-cli ping }\n' }))
      .toEqual(['pass health-probes/health probes @acme/orders: orders has a healthcheck (Docker Compose in compose.yaml:4)'])
  })

  test('a healthcheck speaks of the service that is built there, and of nothing beside it', () => {
    const compose = (build: string) => ({ 'compose.yaml': `services:\n  it:\n    ${build}\n    healthcheck: { test: a }\n` })
    const one = { 'services/orders/a.ts': '' }
    const services = (directory: string) => ({ services: [{ name: 'app', directory, owners: [] }], serviceOf: () => 'app' })
    expect(found({ ...two, ...compose('build: { context: ., dockerfile: services/stock/Dockerfile }') })).toEqual(['pass health-probes/health probes @acme/stock: it has a healthcheck (Docker Compose in compose.yaml:4)'])
    expect(found({ ...two, ...compose('image: ghcr.io/acme/orders:2') })).toEqual(['pass health-probes/health probes @acme/orders: it has a healthcheck (Docker Compose in compose.yaml:4)'])
    for (const build of ['build: .', 'build: ../elsewhere', 'build: ./packages/mock', 'image: redis:7']) expect(found({ ...two, ...compose(build) })).toEqual([])
    expect(found({ ...one, ...compose('build: .') }, services('services/orders'))).toHaveLength(1)
    for (const build of ['build: ./docker/postgres', 'build: { context: ./packages/mock, dockerfile: Dockerfile }']) expect(found({ ...one, ...compose(build) }, services(''))).toEqual([])
  })

  test('an image and a platform that ask for the health of a service', () => {
    const dockerfile = 'FROM node:24\n# HEALTHCHECK CMD a\nHEALTHCHECK --interval=5s \\\n  CMD curl localhost/health\n'
    expect(found({ ...two, 'services/orders/Dockerfile': dockerfile, 'services/stock/Dockerfile': 'FROM node:24\nHEALTHCHECK NONE\n', 'docker/Dockerfile': dockerfile })).toEqual(['pass health-probes/health probes @acme/orders: the image has a health check (Docker in services/orders/Dockerfile:3)'])
    const render = (service: string) => ({ 'render.yaml': `services:\n  - type: web\n    name: shop\n    ${service}\n    healthCheckPath: /health\n` })
    expect(found({ ...two, ...render('startCommand: npx turbo run start --filter=@acme/stock') })).toEqual(['pass health-probes/health probes @acme/stock: /health is asked for the health of shop (Render in render.yaml:5)'])
    expect(found({ ...two, ...render('startCommand: npm start') })).toEqual([])
  })

  test('a Helm chart is told to be not judged, unless what it renders lies beside it', () => {
    const chart = { 'charts/orders/Chart.yaml': 'apiVersion: v2\nname: orders\ntype: application\n', 'charts/orders/templates/a.yaml': 'kind: Deployment\nname: {{ .Release.Name }}\n', 'charts/lib/Chart.yaml': 'apiVersion: v2\nname: stock\ntype: library\n' }
    expect(found({ ...two, ...chart })).toEqual(['open health-probes/health probes+readiness probes @acme/orders: the chart orders is not judged: it says nothing before it is rendered (Helm in charts/orders/Chart.yaml:1)'])
    expect(found({ ...two, ...chart, 'k8s/orders.yaml': workload('Deployment', 'apps/v1', '') }).filter(line => line.includes('Helm'))).toEqual([])
  })

  test('a database in Kubernetes beside the only service says nothing of it', () => {
    const pod = (image: string) => ({ 'services/orders/a.ts': '', 'services/orders/k8s/db.yaml': workload('StatefulSet', 'apps/v1', '', '').replaceAll('orders', 'db').replace(/image: .*/, `image: ${image}`) })
    expect(found(pod('postgres:15'))).toEqual([])
    expect(found(pod('ghcr.io/acme/worker:1'))).toHaveLength(2)
  })
})

describe('retention and audit', () => {
  test('stores and scheduled statements that delete what is too old; a job that is only called so shows nothing', () => {
    expect(found({
      ...two, 'k8s/a.yaml': 'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: purge-orders }\nspec: { schedule: "0 3 * * *" }\n',
      'aws/t.yaml': 'Resources:\n  Sessions:\n    Properties: { TimeToLiveSpecification: { AttributeName: until, Enabled: true } }\n  Files:\n    Properties: { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] } }\n  Kept:\n    Properties: { TimeToLiveSpecification: { Enabled: false } }\n',
      'services/stock/migrations/3.sql': "create table a ();\nselect cron.schedule('purge', '0 3 * * *', $$delete from events where at < now() - interval '90 days'$$);\n",
      'services/stock/migrations/4.sql': 'delete from events;\n',
    })).toEqual([
      'pass data-governance/retention all: Sessions forgets items when their time is over (CloudFormation in aws/t.yaml:3)', 'pass data-governance/retention all: Files deletes objects after a number of days (CloudFormation in aws/t.yaml:5)',
      'pass data-governance/retention @acme/stock: a scheduled statement deletes what is too old (PostgreSQL in services/stock/migrations/3.sql:2)',
    ])
  })

  test('an audit table counts where code adds to it and never changes it', () => {
    const [orders, stock] = ['services/orders/a.ts', 'services/stock/a.ts'] as const
    const written = () => [{ table: 'audit_log', file: orders, line: 3 }, { table: 'AuditEvent', file: stock, line: 9 }, { table: 'AuditEvent', file: stock, line: 12, changes: true as const }, { table: 'audition', file: stock, line: 4 }, { table: 'orders', file: stock, line: 5 }]
    expect(found(two, { written })).toEqual([
      'pass data-governance/audit @acme/orders: audit_log is added to in 1 place, and never changed (code in services/orders/a.ts:3)',
      'open data-governance/audit @acme/stock: what AuditEvent holds is changed or removed in 1 place (code in services/stock/a.ts:12)',
    ])
  })
})

test('packages show what they are for in the services that import them', () => {
  const imports = [{ package: 'pino', file: 'services/orders/log.ts', line: 1 }, { package: 'pino', file: 'services/orders/main.ts', line: 4 }, { package: 'unleash-client', file: 'services/stock/flags.ts', line: 2 }, { package: 'prom-client', file: 'packages/metrics/index.ts', line: 1 }]
  const using = (packages: readonly string[]) => imports.filter(one => packages.includes(one.package))
  expect(found(two, { using })).toEqual([
    'pass progressive-rollout/a rollout plan @acme/stock: feature flags are asked through unleash-client (code in services/stock/flags.ts:2)', 'pass telemetry/structured logs @acme/orders: logs are written through pino (code in services/orders/log.ts:1,4)',
  ])
})

test('a file of any shape shows at most nothing', () => {
  const shapes = ['', '---\n---\n', '- a\n- b\n', 'kind: Deployment\napiVersion: apps/v1\nspec: 3\n', 'services: nothing\n', 'groups:\n  - rules: { alert: a }\n', 'a: &a [*a]\n', 'apiVersion: openslo/v1\nkind: SLO\nspec: [1]\n', '\0\0', 'Resources:\n  A:\n']
  expect(findEvidence(repository(Object.fromEntries(shapes.map((text, i) => [`f${i}.yaml`, text])))).map(({ status }) => status).filter(status => status === 'pass')).toEqual([])
})
