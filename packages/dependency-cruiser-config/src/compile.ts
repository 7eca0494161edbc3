import type { RepoPath } from '@bulkhead/workspace'
import type { BoundaryMap, ServiceDatabase } from './boundary-map.js'
import { areRelated, atOrBelow, exactly, filesBelow, filesOf, holdsFilesOf } from './path-patterns.js'

/** A rule that dependency-cruiser 17 and 18 understand. */
export interface ForbiddenRule {
  name: string
  comment: string
  severity: 'error' | 'info'
  from: { path: string[]; pathNot?: string[] }
  to: { path: string[]; pathNot?: string[]; dependencyTypesNot: string[] }
}

/** A dependency-cruiser configuration: what `.dependency-cruiser.mjs` or `.json` holds. */
export interface RuleSet {
  forbidden: ForbiddenRule[]
  options: {
    tsPreCompilationDeps: 'specify'
    tsConfig?: { fileName: RepoPath }
    doNotFollow: { path: string }
    exclude: { path: string[] }
    enhancedResolveOptions: { exportsFields: string[]; conditionNames: string[] }
  }
}

/**
 * What is gone once TypeScript has been compiled takes nobody's data: `import type`, `typeof import()`, and an import that
 * only types use (`pre-compilation-only`, which dependency-cruiser knows when `tsPreCompilationDeps` is `specify`).
 */
const TYPES_ALONE = ['type-only', 'type-import', 'pre-compilation-only']

/** Tests may look behind the boundary that production code keeps. */
const TESTS = ['[.](?:test|spec|e2e-spec)[.][cm]?[jt]sx?$', '(?:^|/)(?:tests?|__tests__|__mocks__|e2e)/']

/**
 * The service map as a dependency-cruiser configuration: one forbidden rule for every service that has a database, and a
 * second, informative one where a barrel passes the database on among other things. Barrels are taken as the map names them.
 */
export function compile(map: BoundaryMap, { tsConfig }: { tsConfig?: RepoPath } = {}): RuleSet {
  return {
    forbidden: [...map.services.flatMap(service => rulesOf(service, map)), ...decisionsOf(map)],
    options: {
      tsPreCompilationDeps: 'specify',
      ...(tsConfig === undefined ? {} : { tsConfig: { fileName: tsConfig } }),
      doNotFollow: { path: '(?:^|/)node_modules/' },
      exclude: { path: [...TESTS, ...exactly(map.exempt ?? [])] },
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    },
  }
}

function rulesOf(service: ServiceDatabase, { services: all, shared = [] }: BoundaryMap): ForbiddenRule[] {
  const foreign = all.filter(other => !areRelated(service, other))
  if (foreign.length === 0 || service.databaseFiles.length === 0) return []
  const kin = all.filter(one => !foreign.includes(one) && foreign.some(other => holdsFilesOf(other, one)))
  const from = { path: filesBelow(foreign), ...unless([...kin.flatMap(one => filesOf(one, all)), ...atOrBelow(shared)]) }
  const to = (files: RepoPath[]) => ({ path: exactly(files), dependencyTypesNot: TYPES_ALONE })
  const barrels = service.barrels ?? []
  const rules: ForbiddenRule[] = [{
    name: ruleName(service, all),
    comment: `Only ${service.name} reads and writes its tables: whoever imports its entities, models, schemas, repositories, ` +
      `migrations or client binds two services to one schema. Call the API of ${service.name}, listen to its events or keep ` +
      'a read model of your own; where only the shape is needed, use `import type`.',
    severity: 'error',
    from,
    to: to([...service.databaseFiles, ...barrels.filter(barrel => barrel.databaseOnly).map(barrel => barrel.file)]),
  }]
  const mixed = barrels.filter(barrel => !barrel.databaseOnly).map(barrel => barrel.file)
  if (mixed.length > 0) rules.push({
    name: barrelRuleName(service, all),
    comment: `This file passes on the database layer of ${service.name} among other things. dependency-cruiser sees files, ` +
      'not names, so it cannot tell which of them is taken; `bulkhead check` can. Re-export the API and the database from ' +
      'different files and this note goes away.',
    severity: 'info',
    from,
    to: to(mixed),
  })
  return rules
}

/** One rule for each edge that the configuration forbids. */
function decisionsOf({ services, shared = [], forbidden = [] }: BoundaryMap): ForbiddenRule[] {
  return forbidden.flatMap(edge => {
    const [from, to] = [edge.from, edge.to].map(name => services.find(service => service.name === name))
    if (from === undefined || to === undefined || areRelated(from, to)) return []
    return [{
      name: `${slugOf(from, services)}-must-not-depend-on-${slugOf(to, services)}`,
      comment: `It was decided that ${from.name} does not depend on ${to.name}${edge.issue === undefined ? '' : ` (${edge.issue})`}: see \`edges\` in the configuration of ` +
        'Bulkhead. Call its API, listen to its events, or have the decision changed there; where only the shape is needed, use `import type`.',
      severity: 'error',
      from: { path: filesOf(from, services), ...unless(atOrBelow(shared)) },
      to: { path: filesOf(to, services), ...unless(atOrBelow(shared)), dependencyTypesNot: TYPES_ALONE },
    }]
  })
}

function unless(patterns: string[]): { pathNot?: string[] } {
  return patterns.length > 0 ? { pathNot: patterns } : {}
}

/** The name of the rule that keeps others out of a service's database; the same for the same map. */
export function ruleName(service: ServiceDatabase, all: readonly ServiceDatabase[]): string {
  return `${slugOf(service, all)}-database-is-its-own`
}

function slugOf(service: ServiceDatabase, all: readonly ServiceDatabase[]): string {
  const alike = all.filter(other => slug(other.name) === slug(service.name))
  return `${slug(service.name)}${alike.length > 1 ? `-${alike.indexOf(service) + 1}` : ''}`
}

/** The name of the note on barrels that pass a service's database on among other things. */
export function barrelRuleName(service: ServiceDatabase, all: readonly ServiceDatabase[]): string {
  return `${ruleName(service, all)}-behind-a-barrel`
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'service'
}
