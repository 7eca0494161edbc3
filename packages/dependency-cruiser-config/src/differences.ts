import type { Edge } from './boundary-map.js'
import type { CruiseOutcome } from './cruise-boundaries.js'
import type { CruisedEdge } from './edges.js'

/** Where Bulkhead and dependency-cruiser disagree. Both lists empty: they found the same. */
export interface Differences {
  /** Bulkhead found these, dependency-cruiser read the file and did not. */
  onlyBulkhead: Edge[]
  /** dependency-cruiser found these, Bulkhead neither found them nor took them for harmless. */
  onlyDependencyCruiser: CruisedEdge[]
}

/**
 * Compares what both found. Bulkhead sees names and dependency-cruiser sees files, so two things are no difference: an
 * import through a barrel counts once any file behind that barrel is agreed on, and `harmless` are imports of which Bulkhead
 * knows that they take types and enums alone. Files that dependency-cruiser could not read are left out; they are not judged.
 */
export function differences(
  bulkhead: { edges: Edge[]; harmless?: Edge[] },
  { edges, possible, unread }: CruiseOutcome,
): Differences {
  const seen = new Set([...edges, ...possible].map(keyOf))
  const known = new Set([...bulkhead.edges, ...(bulkhead.harmless ?? [])].map(keyOf))
  const agreed = new Set(edges.filter(edge => known.has(keyOf(edge))).map(barrelKeyOf))
  return {
    onlyBulkhead: bulkhead.edges.filter(edge => !seen.has(keyOf(edge)) && !unread.includes(edge.from)),
    onlyDependencyCruiser: edges.filter(edge => !known.has(keyOf(edge)) && !(edge.through !== undefined && agreed.has(barrelKeyOf(edge)))),
  }
}

function keyOf({ from, to }: Edge): string {
  return `${from}\n${to}`
}

function barrelKeyOf({ from, to, through = to }: CruisedEdge): string {
  return `${from}\n${through}`
}
