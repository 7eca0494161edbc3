import picomatch from 'picomatch'
import { closest } from '../configuration/complaints.js'
import type { Notes } from '../notes.js'
import type { Config, Edge, Service } from '../workspace.js'

/** What the configuration decides about an edge: of several entries that fit, the last one wins. An entry that fits no service is a blind spot. */
export function edgesOf({ edges, file }: Config, services: readonly Service[], notes: Notes): (from: Service, to: Service) => Edge | undefined {
  const names = services.map(({ name }) => name)
  const entries = edges.map((edge) => ({ edge, from: matcher(edge.from), to: matcher(edge.to) }))
  entries.forEach(({ edge, from, to }, index) => {
    for (const [key, matches] of [['from', from], ['to', to]] as const)
      if (!names.some((name) => matches(name))) notes.blind(`\`edges[${index}].${key}\` is \`${edge[key]}\`, and no service is called that.`, file, remedy(edge[key], names))
  })
  return (from, to) => entries.findLast((entry) => entry.from(from.name) && entry.to(to.name))?.edge
}

/** Tells the names that a pattern means. */
export function matcher(pattern: string): (name: string) => boolean {
  const matches = picomatch(pattern)
  // `*` is any service, also one whose name has a slash in it.
  return (name) => name === pattern || pattern === '*' || matches(name)
}

/** What to write in place of a name that no service has. */
export function remedy(given: string, names: readonly string[]): string {
  const meant = closest(given, names)
  return meant === undefined ? `The services are: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.` : `Did you mean \`${meant}\`?`
}
