import type { RepoPath } from '@bulkhead/workspace'
import type { BoundaryMap, Edge, ServiceDatabase } from './boundary-map.js'
import { barrelRuleName, ruleName } from './compile.js'
import type { Answer, CruisedModule, GroupAnswer } from './cruiser.js'

/** An edge that dependency-cruiser found, and the rule of ours that forbids it. */
export interface CruisedEdge extends Edge {
  rule: string
  /** The barrel that is imported; whoever imports it loads every file that it passes on, so each of them is an edge. */
  through?: RepoPath
}

/** dependency-cruiser's violations as edges to the files that define what is imported. */
export function edgesIn(answer: Answer, map: BoundaryMap, judged: ReadonlySet<RepoPath>): { edges: CruisedEdge[]; possible: CruisedEdge[] } {
  const groups = answer.groups.filter((group): group is GroupAnswer => !('error' in group))
  const modules = new Map(groups.flatMap(group => group.modules.map(module => [module.source, module] as const)))
  const violations = groups.flatMap(group => group.violations)
  const edges = new Map<string, CruisedEdge>()
  const possible = new Map<string, CruisedEdge>()
  for (const service of map.services) {
    const rule = ruleName(service, map.services)
    const database = new Set(service.databaseFiles)
    const foundBy = new Map([[rule, edges], [barrelRuleName(service, map.services), possible]])
    for (const violation of violations) {
      const found = foundBy.get(violation.rule)
      if (found === undefined || !judged.has(violation.from)) continue
      for (const edge of definedEdges(violation, rule, database, service, modules)) found.set(`${edge.from}\n${edge.to}`, edge)
    }
  }
  return { edges: sorted(edges), possible: sorted(possible).filter(({ from, to }) => !edges.has(`${from}\n${to}`)) }
}

function definedEdges(
  { from, to }: { from: RepoPath; to: RepoPath },
  rule: string,
  database: ReadonlySet<RepoPath>,
  service: ServiceDatabase,
  modules: ReadonlyMap<RepoPath, CruisedModule>,
): CruisedEdge[] {
  if (database.has(to)) return [{ from, to, rule }]
  // Reached in a way that the text of the importer does not show: the barrel itself then stands for what is behind it.
  if (!modules.has(to)) return [{ from, to, rule }]
  const barrels = new Set((service.barrels ?? []).map(barrel => barrel.file))
  return passedOnBy(to, database, barrels, modules).map(definedIn => ({ from, to: definedIn, rule, through: to }))
}

/** The database files behind a barrel, through other barrels too, as dependency-cruiser itself sees them. */
function passedOnBy(
  barrel: RepoPath,
  database: ReadonlySet<RepoPath>,
  barrels: ReadonlySet<RepoPath>,
  modules: ReadonlyMap<RepoPath, CruisedModule>,
): RepoPath[] {
  const seen = new Set([barrel])
  // A set that grows while it is walked visits what was added: every barrel once, however they import each other.
  for (const file of seen) {
    if (database.has(file)) continue
    for (const { resolved, types } of modules.get(file)?.dependencies ?? [])
      if (!types.includes('type-only') && (database.has(resolved) || barrels.has(resolved))) seen.add(resolved)
  }
  return [...seen].filter(file => database.has(file))
}

function sorted(edges: Map<string, CruisedEdge>): CruisedEdge[] {
  return [...edges.values()].sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
