import type { MappedTable, ServiceMap, Spot, Standing } from '@bulkhead/checker'
import type { Together } from './together.js'

/** A table that several reach, or several such that the same do the same to. */
export interface DrawnTable {
  id: string
  names: string[]
  owner?: string
  /** The node of the owner. */
  home?: string
  uses: NodeUse[]
}

/** What is done to a table out of one node. */
interface NodeUse {
  node: string
  reads: Spot[]
  writes: Spot[]
  standing: Standing
}

const MOST_TABLES = 16

/** The tables that only their owner reaches, by its node, and those that others reach or nobody owns. */
export function tablesDrawn({ tables }: ServiceMap, groups: readonly Together[]): { own: Map<string, string[]>; shared: DrawnTable[] } {
  const home = new Map(groups.flatMap(({ id, services }) => services.map(({ name }) => [name, id] as const)))
  const own = new Map<string, string[]>()
  const shared: Shared[] = []
  const keep = (node: string, { name }: MappedTable) => own.set(node, [...own.get(node) ?? [], name])
  for (const table of tables) {
    const uses = usesByNode(table, home)
    const nodes = new Set([...uses.map(({ node }) => node), ...table.owner === undefined ? [] : [home.get(table.owner) ?? table.owner]])
    const [node] = nodes
    if (nodes.size > 1 || isBroken(uses) || table.owner === undefined && uses.length > 0) shared.push({ table, uses })
    else if (node !== undefined) keep(node, table)
  }
  const drawn = merged(shared, home)
  if (drawn.length <= MOST_TABLES) return { own, shared: drawn }
  // With nothing against a rule, it is enough that a table is named with its owner.
  const isTold = ({ table, uses }: Shared) => table.owner !== undefined && home.has(table.owner) && !isBroken(uses)
  for (const { table } of shared.filter(isTold)) keep(home.get(table.owner!)!, table)
  return { own, shared: merged(shared.filter(one => !isTold(one)), home) }
}

interface Shared {
  table: MappedTable
  uses: NodeUse[]
}

const isBroken = (uses: readonly NodeUse[]): boolean => uses.some(({ standing }) => standing === 'broken')

function usesByNode({ uses }: MappedTable, home: ReadonlyMap<string, string>): NodeUse[] {
  return put(uses.map(({ service, reads, writes, standing }) => ({ node: home.get(service)!, reads, writes, standing })))
}

/** The uses out of one node as one. */
function put(uses: readonly NodeUse[]): NodeUse[] {
  const byNode = new Map<string, NodeUse>()
  for (const use of uses) {
    const before = byNode.get(use.node)
    byNode.set(use.node, before ? { node: use.node, reads: [...before.reads, ...use.reads], writes: [...before.writes, ...use.writes], standing: worse(before.standing, use.standing) } : use)
  }
  return [...byNode.values()].sort((a, b) => a.node < b.node ? -1 : a.node > b.node ? 1 : 0)
}

const RANK: Standing[] = ['broken', 'fine', 'unjudged']
const worse = (a: Standing, b: Standing): Standing => RANK.indexOf(a) <= RANK.indexOf(b) ? a : b

/** Tables to which the same services do the same are drawn as one; where there are many, those that the same services reach, and then those of one owner. */
function merged(shared: readonly Shared[], home: ReadonlyMap<string, string>): DrawnTable[] {
  const deed = ({ node, reads, writes, standing }: NodeUse) => `${node} ${reads.length > 0} ${writes.length > 0} ${standing}`
  const ways: ((uses: NodeUse[]) => string)[] = [uses => uses.map(deed).join(), uses => uses.map(({ node, standing }) => `${node} ${standing === 'broken'}`).join(), uses => String(isBroken(uses))]
  let groups: Shared[][] = []
  for (const way of ways) {
    const byWay = new Map<string, Shared[]>()
    for (const one of shared) {
      const key = `${one.table.owner ?? ''}\n${way(one.uses)}`
      byWay.set(key, [...byWay.get(key) ?? [], one])
    }
    groups = [...byWay.values()]
    if (groups.length <= MOST_TABLES) break
  }
  return groups.map((group, index) => {
    const { owner } = group[0]!.table
    return { id: `t${index}`, names: [...new Set(group.map(({ table }) => table.name))], owner, home: owner === undefined ? undefined : home.get(owner), uses: put(group.flatMap(({ uses }) => uses)) }
  })
}
