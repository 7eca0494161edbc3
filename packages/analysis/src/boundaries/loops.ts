import type { Service } from '@bulkhead/workspace'
import type { Place } from '../finding.js'

/** A place at which a service depends on another, by an import or by a call. */
export interface Tie {
  at: Place
  from: Service
  to: Service
  by: 'import' | 'call'
  /** The configuration allows it, today. */
  accepted: boolean
}

/** One way in which a service depends on another: every import and call of it. */
export interface Link {
  from: Service
  to: Service
  /** Every place at which it does, in order. */
  at: (Place & Pick<Tie, 'by'>)[]
  /** The configuration allows it, today. */
  accepted: boolean
}

/** Services that depend on each other in a circle. */
export interface Loop {
  /** From link to link back to the first service; the first link is the one that is cheapest to cut. */
  links: [Link, ...Link[]]
}

type Graph = Map<Service, Map<Service, Link>>

/** The dependencies of one service on another, put together. */
export function linksAmong(ties: Iterable<Tie>): Link[] {
  const links = new Map<string, Link>()
  for (const { from, to, at, by, accepted } of ties) {
    const key = `${from.name}\n${to.name}`
    const link = links.get(key) ?? { from, to, at: [], accepted }
    links.set(key, link)
    link.at.push({ ...at, by })
  }
  return [...links.values()]
}

/**
 * The loops between services, each with the link that is cheapest to cut: the one with the fewest places. The shortest loop
 * comes first; it is cut before the next one is looked for, so that a knot of many is as many loops as it takes cuts.
 */
export function loopsAmong(links: readonly Link[]): Loop[] {
  const graph: Graph = new Map()
  for (const link of links) graph.set(link.from, (graph.get(link.from) ?? new Map<Service, Link>()).set(link.to, link))
  const loops: Loop[] = []
  for (let found = shortest(graph); found; found = shortest(graph)) {
    // What has been decided is not what is cut; a loop of nothing but decisions is one.
    const [cheapest] = found.filter(({ accepted }) => !accepted).toSorted((a, b) => a.at.length - b.at.length || byName(a.from, b.from))
    const cut = cheapest ?? found[0]!
    const index = found.indexOf(cut)
    if (cheapest) loops.push({ links: [cut, ...found.slice(index + 1), ...found.slice(0, index)] })
    graph.get(cut.from)!.delete(cut.to)
  }
  return loops
}

/** The shortest loop there is; of several the one whose services come first by name. */
function shortest(graph: Graph): Link[] | undefined {
  let best: Link[] | undefined
  for (const start of [...graph.keys()].sort(byName)) {
    const found = wayBack(graph, start, best?.length ?? Infinity)
    if (found && found.length < (best?.length ?? Infinity)) best = found
    if (best?.length === 2) return best
  }
  return best
}

/** The shortest way from a service to itself, of less than so many links. */
function wayBack(graph: Graph, start: Service, limit: number): Link[] | undefined {
  const open: Link[][] = [...graph.get(start)?.values() ?? []].map(link => [link])
  const seen = new Set<Service>()
  for (let way = open.shift(); way && way.length < limit; way = open.shift()) {
    const { to } = way.at(-1)!
    if (to === start) return way
    if (seen.has(to)) continue
    seen.add(to)
    for (const link of [...graph.get(to)?.values() ?? []].sort((a, b) => byName(a.to, b.to))) open.push([...way, link])
  }
  return undefined
}

function byName(a: Service, b: Service): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
