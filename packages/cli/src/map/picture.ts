import type { MappedLink, ServiceMap, Spot, Standing } from '@bulkhead/checker'
import { tablesDrawn, type DrawnTable } from './drawn-tables.js'
import { together, type Together } from './together.js'
import { many, named } from './words.js'

/** What is drawn, before anything is laid out: every form of the picture is made from this alone. */
export interface Picture {
  nodes: PictureNode[]
  edges: PictureEdge[]
  /** Services that stand in one folder. */
  clusters: { name: string; nodes: string[] }[]
}

export interface PictureNode {
  id: string
  is: 'service' | 'several' | 'table' | 'queue' | 'unread'
  title: string
  /** What is said below the title. */
  lines: string[]
  /** What needs to be said loudly: nobody is named for it. */
  lack?: string
}

export interface PictureEdge {
  from: string
  to: string
  label: string
  standing: Standing
  /** `owns` has no direction that matters. */
  is: 'depends' | 'uses' | 'owns' | 'queue' | 'unread'
  /** Where in the code, as far as that is worth showing at once. */
  places: string[]
}

/** With more, arrows to what is not known would hide those to what is. */
const MOST_UNREAD = 12
const MOST_PLACES = 8
const MOST_NAMES = 6

/** Puts the map of a repository into things that can be drawn and still be read: what many have in common is drawn once. */
export function pictureOf(map: ServiceMap): Picture {
  const groups = together(map)
  const tables = tablesDrawn(map, groups)
  const services = groups.map(group => serviceNode(group, map, tables.own))
  const nodes: PictureNode[] = [
    ...services,
    ...tables.shared.map(({ id, names, owner }): PictureNode => ({ id, is: 'table', title: named(names, MOST_NAMES), lines: owner === undefined ? [] : [`of ${owner}`], ...owner === undefined ? { lack: 'no owner' } : {} })),
    ...map.queues.map(({ library }, index): PictureNode => ({ id: `q${index}`, is: 'queue', title: library, lines: ['queues'] })),
  ]
  const edges = [...dependencies(map, groups), ...tables.shared.flatMap(tableEdges), ...queueEdges(map, groups)]
  const unread = unreadEdges(map, groups)
  if (unread.length > 0) nodes.push({ id: 'unread', is: 'unread', title: 'addresses not read', lines: [] })
  return { nodes, edges: [...edges, ...unread], clusters: clustersOf(groups) }
}

function serviceNode({ id, folder, services }: Together, map: ServiceMap, own: ReadonlyMap<string, string[]>): PictureNode {
  const tables = own.get(id) ?? []
  const lines = tables.length > 0 ? [`${many(tables.length, 'table')}: ${named(tables, MOST_NAMES)}`] : []
  const [only, ...others] = services
  if (others.length > 0) return { id, is: 'several', title: many(services.length, 'service'), lines: [`in ${folder}`, named(services.map(({ name }) => name), MOST_NAMES), ...lines] }
  const unread = map.unread.filter(({ service, what }) => service === only!.name && (what === 'table' || tooManyUnread(map))).map(({ what, at }) => what === 'table' ? `${many(at.length, 'access', 'accesses')} to unknown tables` : `${many(at.length, 'request')} to addresses not read`)
  const guess = only!.confidence === 'guess' ? ['taken for a service by a guess'] : []
  return { id, is: 'service', title: only!.name, lines: [...only!.owners.length > 0 ? [named(only!.owners, 3)] : [], ...lines, ...unread, ...guess], ...only!.owners.length === 0 ? { lack: 'no owner' } : {} }
}

/** The node in which a service is drawn. */
function homes(groups: readonly Together[]): Map<string, string> {
  return new Map(groups.flatMap(({ id, services }) => services.map(({ name }) => [name, id] as const)))
}

function dependencies({ links }: ServiceMap, groups: readonly Together[]): PictureEdge[] {
  const home = homes(groups)
  const pairs = new Map<string, MappedLink[]>()
  for (const link of links) {
    const [from, to] = [home.get(link.from), home.get(link.to)]
    if (from === undefined || to === undefined || from === to) continue
    pairs.set(`${from} ${to}`, [...pairs.get(`${from} ${to}`) ?? [], link])
  }
  return [...pairs].map(([pair, all]): PictureEdge => {
    const [from, to] = pair.split(' ') as [string, string]
    const [imports, calls] = [all.flatMap(link => link.imports), all.flatMap(link => link.calls)]
    const label = [imports.length > 0 ? many(imports.length, 'import') : '', calls.length > 0 ? many(calls.length, 'call') : ''].filter(part => part !== '').join(', ')
    return { from, to, label, is: 'depends', standing: worst(all.map(({ standing }) => standing)), places: placesOf([...imports, ...calls]) }
  })
}

function tableEdges({ id, home, uses }: DrawnTable): PictureEdge[] {
  const owner = home !== undefined && !uses.some(({ node }) => node === home) ? [{ from: home, to: id, label: 'owns', is: 'owns' as const, standing: 'fine' as const, places: [] }] : []
  return [...owner, ...uses.map(({ node, reads, writes, standing }): PictureEdge => {
    const label = [node === home ? 'owns' : '', reads.length > 0 ? 'reads' : '', writes.length > 0 ? 'writes' : ''].filter(word => word !== '').join(', ')
    return { from: node, to: id, label, is: node === home ? 'owns' : 'uses', standing, places: placesOf([...writes, ...reads]) }
  })]
}

/** Which of a library's queues it is is not read, so nobody can say whom a message reaches. */
function queueEdges({ queues }: ServiceMap, groups: readonly Together[]): PictureEdge[] {
  const home = homes(groups)
  const edge = (from: string, to: string, label: string, at: Spot[]): PictureEdge => ({ from, to, label, is: 'queue', standing: 'unjudged', places: placesOf(at) })
  const all = queues.flatMap(({ publishers, consumers }, index) => [
    ...publishers.map(({ service, at }) => edge(home.get(service)!, `q${index}`, 'publishes', at)),
    ...consumers.map(({ service, at }) => edge(`q${index}`, home.get(service)!, 'consumes', at)),
  ])
  return [...new Map(all.map(one => [`${one.from} ${one.to}`, one])).values()]
}

const tooManyUnread = ({ unread }: Pick<ServiceMap, 'unread'>): boolean => unread.filter(({ what }) => what === 'address').length > MOST_UNREAD

function unreadEdges({ unread }: ServiceMap, groups: readonly Together[]): PictureEdge[] {
  const home = homes(groups)
  if (tooManyUnread({ unread })) return []
  const edges = unread.filter(({ what }) => what === 'address').map(({ service, at }): PictureEdge => ({ from: home.get(service)!, to: 'unread', label: many(at.length, 'call'), is: 'unread', standing: 'unjudged', places: placesOf(at) }))
  return [...new Map(edges.map(edge => [edge.from, edge])).values()]
}

function clustersOf(groups: readonly Together[]): Picture['clusters'] {
  const folders = new Map<string, string[]>()
  for (const { id, folder } of groups) folders.set(folder, [...folders.get(folder) ?? [], id])
  const drawn = [...folders].filter(([folder, nodes]) => folder !== '.' && nodes.length > 1)
  return drawn.map(([name, nodes]) => ({ name, nodes }))
}

function worst(standings: readonly Standing[]): Standing {
  if (standings.includes('broken')) return 'broken'
  return standings.every(standing => standing === 'unjudged') ? 'unjudged' : 'fine'
}

function placesOf(spots: readonly Spot[]): string[] {
  const shown = spots.slice(0, MOST_PLACES).map(({ file, line }) => `${file}:${line}`)
  return spots.length > MOST_PLACES ? [...shown, `and ${spots.length - MOST_PLACES} more`] : shown
}
