import { defineRule, type Table, type TableUses, type Use } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-shared-table',
  check: 'static-analysis',
  judges: 'tables that services use',
  covers: 'tables with one writer',
  summary: 'Disallow using a table that another service owns.',
  why: `
    A table has one primary writer. Where a second service writes it, each changes rows behind the other's back: rules that one side keeps do not hold
    for what the other wrote, and caches and events miss it. Where another service reads or joins it, its owner cannot change a column
    without a release of both.

    A name is one table only where it is known to be in one database. What several services describe for themselves is shared where the settings of their connections say the same
    host and database: as they are written in the code, by the defaults of environment variables, or by what compose files and files for dotenv that git keeps (\`.env.example\`)
    give each program for them. What they take from one package is shared unless those settings say different databases, or two programs read them from variables of
    different names. In one program a single connection is one database. Where nothing is known, two descriptions are two tables.

    A foreign write is an error, and a foreign read or join a warning. A foreign write is a warning too where what describes the table lies in a package that belongs to no service, as where
    several programs keep one schema: that is often a decision, and one line of the configuration says which. From then on what goes against it is an error.
  `,
  fix: 'Ask the owner through its API, or keep a copy of your own that its events fill. Where sharing is meant, say so: `tables: { users: { owner: "identity" } }`, or `{ accept: true }`.',
  whole: 'tables',

  *find(file) {
    for (const uses of file.tables()) {
      const { foreign, table, common } = uses
      const first = foreign.writes[0] ?? foreign.reads[0]
      if (!first) yield { is: 'fine' }
      else yield {
        is: 'wrong', at: first.access.at, subject: table.name, atMost: foreign.writes.length > 0 && !common ? undefined : 'warn',
        message: messageOf(uses, first), related: relatedTo(uses),
      }
    }
  },
})

function messageOf({ table, owner, foreign, writes, common }: TableUses, first: Use): string {
  const by = namesOf(foreign.writes.length > 0 ? foreign.writes : foreign.reads)
  const follows = (what: string): string => common ? 'It is described in a package of nobody, so this may be meant: one line of the configuration says so.' : what
  if (!owner) return `${namesOf(writes)} all write the table ${called(table)}, and nothing tells which of them owns it. ${follows('What one relies on, the others can change.')}`
  const says = { configured: 'which the configuration gives to', defines: 'which is defined by', fills: 'which is filled by' }[owner.because]
  if (foreign.writes.length > 0) return `${by} ${verb(foreign.writes, 'write')} the table ${called(table)}, ${says} ${owner.service.name}. ${follows('Its rows change behind the back of their owner.')}`
  const joins = first.access.kind === 'join' ? 'join' : 'read'
  return `${by} ${verb(foreign.reads, joins)} the table ${called(table)}, ${says} ${owner.service.name}. ${follows('Its owner can no longer change it alone.')}`
}

function relatedTo({ table, owner, foreign, writes, reads }: TableUses) {
  const abroad = new Set([...foreign.writes, ...foreign.reads])
  const own = [...writes, ...reads].filter(use => !abroad.has(use) && (owner ? use.service.name === owner.service.name : use.access.kind === 'write'))
  const { definition, others = [] } = table
  return [
    ...[...definition ? [definition] : [], ...others].map(({ place }) => ({ place, message: `The table ${table.name} is defined here.` })),
    ...[...foreign.writes, ...foreign.reads].map(toldOf),
    // What the owner does with it is evidence only where that is what makes it the owner.
    ...!owner || owner.because === 'fills' ? own.filter(({ access }) => access.kind === 'write').map(toldOf) : [],
  ]

  function toldOf({ access, service }: Use) {
    return { place: access.at, message: `${service.name} ${access.kind}s ${table.name} here.` }
  }
}

function verb(uses: Use[], word: string): string {
  return new Set(uses.map(({ service }) => service.name)).size === 1 ? `${word}s` : word
}

function namesOf(uses: Use[]): string {
  const names = [...new Set(uses.map(({ service }) => service.name))].sort()
  return names.length < 2 ? names.join() : names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** With its database, where that is why tables that are described apart are one. */
function called({ name, database }: Table): string {
  return database === undefined ? name : `${name} of the database ${database}`
}
