import type { MappedService, MappedTable, ServiceMap, Standing } from '@bulkhead/checker'

const at = (line: number) => [{ file: 'src/a.ts', line }]

/** A service in a folder of services. */
export const service = (name: string, owners: string[] = ['@acme/team']): MappedService => ({ name, directory: `services/${name}`, kind: 'deployable', confidence: 'sure', owners })

/** A table and the services that write it. */
export const table = (name: string, owner: string | undefined, writers: string[], standing: Standing = 'fine'): MappedTable => ({
  name, owner, because: owner === undefined ? undefined : 'defines', outside: { reads: [], writes: [] },
  uses: writers.map(writer => ({ service: writer, reads: [], writes: at(7), foreign: { reads: false, writes: writer !== owner }, standing: writer === owner ? 'fine' : standing, rules: writer !== owner && standing === 'broken' ? ['no-shared-table'] : [] })),
})

/** A dependency by one import. */
export const link = (from: string, to: string, standing: Standing = 'fine'): ServiceMap['links'][number] => ({ from, to, imports: at(3), calls: [], standing, rules: standing === 'broken' ? ['no-cross-boundary-db-import'] : [] })

/** A map of nothing but what is given. */
export const mapOf = (parts: Partial<ServiceMap>): ServiceMap => ({ services: [], links: [], tables: [], queues: [], unread: [], ...parts })

/** Names that are written to be obeyed: as markup, as a script, as an order of Graphviz, Mermaid or Markdown. */
export const HOSTILE = ['<script>window.hacked = 1</script>', '"><img src=x onerror="window.hacked = 1">', "a' onload='window.hacked=1", 'b"] ; evil [label="x\\N\\', '&lt;b&gt;&#60;i', 'c | d `e` **f** [g](h)', 'end\nsubgraph x\u202e\u001b[2J', '</svg></style><script>window.hacked = 1</script>', '<B>bold</B>', '  ']

/** A repository in which everything has such a name. */
export const hostileMap = (): ServiceMap => mapOf({
  services: HOSTILE.map((name, index) => ({ ...service(name, [HOSTILE[(index + 1) % HOSTILE.length]!]), directory: `${name}/${index % 2}` })),
  links: HOSTILE.slice(1).map((name, index) => link(HOSTILE[index]!, name, 'broken')),
  tables: HOSTILE.map((name, index) => table(name, HOSTILE[(index + 2) % HOSTILE.length], [HOSTILE[index]!], 'broken')),
  queues: HOSTILE.map(name => ({ library: name, publishers: [{ service: HOSTILE[0]!, at: [{ file: name, line: 1 }] }], consumers: [] })),
  unread: HOSTILE.map(name => ({ service: name, what: 'address' as const, at: [{ file: name, line: 1 }] })),
})

/** A monolith of many modules, of which two break a rule. */
export const manyServices = (count: number): ServiceMap => {
  const names = Array.from({ length: count }, (_, index) => `module-${String(index).padStart(2, '0')}`)
  return mapOf({
    services: names.map(name => service(name)),
    links: names.slice(1).map((name, index) => link(names[index]!, name, index === 4 ? 'broken' : 'fine')),
    tables: names.flatMap((name, index) => [table(`own_${index}`, name, [name]), table(`shared_${index}`, name, [name, names[(index + 1) % count]!], index === 8 ? 'broken' : 'fine')]),
  })
}
