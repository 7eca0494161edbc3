import type { Evidence } from '../evidence/evidence.js'
import { yamlDocuments, type Document, type Part } from './documents.js'
import { healthchecks, imageName } from './healthchecks.js'
import { called, oneService, type Searched } from './searched.js'

type Found = Pick<Evidence, 'check' | 'status' | 'tool' | 'summary'> & Partial<Evidence> & { names: (string | undefined)[]; line: number }

/** What deployment files say of rollouts and probes: Kubernetes, Argo Rollouts, Flagger, Docker, Docker Compose, Render, AWS SAM and the Serverless Framework. */
export function* findDeployments(searched: Searched): Iterable<Evidence> {
  for (const document of yamlDocuments(searched, text => /^\s*(?:apiVersion|services|Resources|functions)\s*:/m.test(text))) {
    for (const { names, line, ...found } of [...kubernetes(document, searched), ...lambdas(document)]) {
      const of = oneService(searched, document.file, names)
      if (of) yield { places: [{ file: document.file, line, message: found.summary }], ...found, ...of, file: document.file }
    }
    yield* healthchecks(document, searched)
  }
}

const WORKLOADS = /^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/

function* kubernetes({ whole, line, lineOf }: Document, searched: Searched): Iterable<Found> {
  const [api, kind, name, spec] = [whole.at('apiVersion').text ?? '', whole.at('kind').text ?? '', whole.at('metadata', 'name').text, whole.at('spec')]
  if (api.startsWith('flagger.app/') && kind === 'Canary') yield { ...ROLLOUT, tool: 'Flagger', status: 'pass', summary: `the canary ${name} is analysed before it gets the traffic`, names: [spec.at('targetRef', 'name').text, name], line }
  if (!WORKLOADS.test(kind) || !/^(?:apps\/|argoproj\.io\/)/.test(api)) return
  const containers = spec.at('template', 'spec', 'containers').items
  const names = [name, whole.at('metadata', 'labels', 'app.kubernetes.io/name').text, whole.at('metadata', 'labels', 'app').text, ...containers.flatMap(one => [one.at('name').text, imageName(one)])]
  // A database beside the service has probes of its own, or none, and says nothing of it.
  if (called(searched, names) === undefined && containers.length > 0 && containers.every(isOfficial)) return
  yield* probesOf({ kind, name, names, containers, lineOf })
  yield* rolloutOf({ kind, name, names, line, spec, containers })
}

function* probesOf({ kind, name, names, containers, lineOf }: { kind: string; name?: string; names: Found['names']; containers: Part[]; lineOf: Document['lineOf'] }): Iterable<Found> {
  for (const [part, probe] of [['health probes', 'livenessProbe'], ['readiness probes', 'readinessProbe']] as const) {
    const bare = containers.findIndex(container => !container.at(probe).isThere)
    const base = { check: 'health-probes' as const, tool: 'Kubernetes', covers: [part], names }
    if (containers.length > 0 && bare < 0) yield { ...base, status: 'pass', summary: `every container of ${name} has a ${probe}`, line: lineOf('spec', 'template', 'spec', 'containers', 0, probe) }
    else if (bare >= 0) yield { ...base, status: 'open', summary: `the container ${containers[bare]!.at('name').text} of the ${kind} ${name} has no ${probe}`, cure: `Give the container a \`${probe}\`.`, line: lineOf('spec', 'template', 'spec', 'containers', bare) }
  }
}

const ROLLOUT = { check: 'progressive-rollout' as const, covers: ['a rollout plan'] }

function* rolloutOf({ kind, name, names, line, spec, containers }: { kind: string; name?: string; names: Found['names']; line: number; spec: Part; containers: Part[] }): Iterable<Found> {
  if (kind === 'Rollout') {
    const strategy = spec.at('strategy')
    if (strategy.at('canary', 'steps').items.length > 0) yield { ...ROLLOUT, tool: 'Argo Rollouts', status: 'pass', summary: `${name} is rolled out in ${strategy.at('canary', 'steps').items.length} steps`, names, line }
    else if (strategy.at('blueGreen').isThere) yield { ...ROLLOUT, tool: 'Argo Rollouts', status: 'pass', summary: `${name} is switched over from blue to green`, names, line }
  } else if (kind === 'Deployment' && spec.at('strategy', 'type').text === 'RollingUpdate') {
    // Without a probe the next pod is replaced whether the one before works or not.
    const isWatched = containers.length > 0 && containers.every(container => container.at('readinessProbe').isThere)
    if (isWatched) yield { ...ROLLOUT, tool: 'Kubernetes', status: 'pass', summary: `${name} is replaced pod by pod, each when the one before is ready`, names, line }
    else yield { ...ROLLOUT, tool: 'Kubernetes', status: 'open', summary: `${name} is replaced pod by pod, and no readinessProbe says whether the new one works`, cure: 'Give every container a `readinessProbe`.', names, line }
  }
}

/** `postgres:15` is an image that everybody uses; what is built from a repository stands under a name of its owner. */
const isOfficial = (container: Part): boolean => /^(?:docker\.io\/)?(?:library\/)?[\w.-]+(?:[:@].*)?$/.test(container.at('image').text ?? '')

function* lambdas({ whole, lineOf }: Document): Iterable<Found> {
  for (const [name, resource] of [...whole.at('Resources').entries, ['Globals', whole.at('Globals', 'Function')] as [string, Part]]) {
    const preference = resource.at('Properties', 'DeploymentPreference').isThere ? resource.at('Properties', 'DeploymentPreference') : resource.at('DeploymentPreference')
    if (/^(?:Canary|Linear)/.test(preference.at('Type').text ?? '')) yield { ...ROLLOUT, tool: 'AWS SAM', status: 'pass', summary: `${name} is rolled out as ${preference.at('Type').text}`, names: [name], line: lineOf('Resources', name) }
  }
  for (const [name, fn] of whole.at('functions').entries) {
    const type = fn.at('deploymentSettings', 'type').text ?? whole.at('custom', 'deploymentSettings', 'type').text ?? ''
    if (/^(?:Canary|Linear)/.test(type)) yield { ...ROLLOUT, tool: 'Serverless Framework', status: 'pass', summary: `${name} is rolled out as ${type}`, names: [whole.at('service').text, name], line: lineOf('functions', name) }
  }
}
