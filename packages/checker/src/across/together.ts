import { FactsError, type RepositoryFacts } from './facts.js'
import { claimsTo, ownerBy, type OwnerAcross } from './owners.js'
import { meetings, type Meeting, type Unknown, type UseAcross } from './sharing.js'

/** A line of a repository. */
export interface PlaceAcross {
  repository: string
  file: string
  line: number
  message: string
}

export interface FindingAcross {
  rule: 'no-shared-table' | 'require-owner'
  severity: 'error' | 'warn'
  message: string
  /** What the finding is about comes first. */
  places: PlaceAcross[]
}

/** A table that several repositories use. */
export interface SharedTable {
  name: string
  database?: string
  owner?: OwnerAcross
  uses: { repository: string; service?: string; does: UseAcross['does'][] }[]
}

/** What several repositories are to each other. */
export interface Across {
  repositories: { name: string; services: number; tables: number }[]
  shared: SharedTable[]
  findings: FindingAcross[]
  unknown: Unknown[]
}

/** Puts the facts of several repositories together, in whatever order they come. @throws FactsError where two are of one repository. */
export function together(given: readonly { file: string; facts: RepositoryFacts }[]): Across {
  refuseTwice(given)
  const all = given.map(({ facts }) => facts).sort((a, b) => a.repository < b.repository ? -1 : 1)
  const { shared, unknown } = meetings(all)
  const judged = shared.map(meeting => judge(meeting, all))
  return {
    repositories: all.map(({ repository, services, tables }) => ({ name: repository, services: services.length, tables: new Set(tables.map(({ name }) => name)).size })),
    shared: judged.map(({ table }) => table),
    findings: [...judged.flatMap(({ findings }) => findings), ...unowned(all)].sort((a, b) => Number(a.severity === 'warn') - Number(b.severity === 'warn')),
    unknown,
  }
}

function refuseTwice(given: readonly { file: string; facts: RepositoryFacts }[]): void {
  for (const [i, { file, facts: { repository } }] of given.entries()) {
    const other = given.slice(i + 1).find(({ facts }) => facts.repository === repository)
    if (other) throw new FactsError(`${file} and ${other.file} are both of the repository ${repository}.`)
  }
}

function judge(meeting: Meeting, all: readonly RepositoryFacts[]): { table: SharedTable; findings: FindingAcross[] } {
  const claims = claimsTo(meeting, all)
  const owner = claims.length > 0 ? claims[0] : ownerBy(meeting)
  const told = { name: meeting.name, ...meeting.database !== undefined && { database: meeting.database }, uses: usesIn(meeting.uses) }
  if (claims.length < 2) return { table: { ...told, ...owner && { owner } }, findings: owner ? abroad(meeting, owner) : ofNobody(meeting) }
  const message = `Configurations give the table ${called(meeting)} to ${listed(claims.map(labelOf).sort())}. Each takes itself for the one who decides about it.`
  return { table: told, findings: [{ rule: 'no-shared-table', severity: 'error', message, places: placesOf(meeting.uses, meeting.name) }] }
}

/** What goes over the owner's head. What happens within one repository is for its own check to say. */
function abroad(meeting: Meeting, owner: OwnerAcross): FindingAcross[] {
  const foreign = meeting.uses.filter(use => use.repository !== owner.repository && use.does !== 'define' && use.does !== 'migrate' && !isAccepted(use, meeting, owner.repository))
  const [writes, reads] = [foreign.filter(({ does }) => does === 'write'), foreign.filter(({ does }) => does !== 'write')]
  if (foreign.length === 0) return []
  const does = writes.length > 0 ? 'write' : reads.some(({ does }) => does === 'join') ? 'join' : 'read'
  const says = { configured: 'which the configuration gives to', migrates: 'which is made by the migrations of', defines: 'which is defined by', fills: 'which is filled by' }[owner.because]
  const message = `${subject(writes.length > 0 ? writes : reads, does)} the table ${called(meeting)}, ${says} ${labelOf(owner)}. ${writes.length > 0 ? 'Its rows change behind the back of their owner.' : 'Its owner can no longer change it alone.'}`
  const deeds = { configured: [], migrates: ['migrate'], defines: ['define'], fills: ['write'] }[owner.because] as UseAcross['does'][]
  const own = meeting.uses.filter(({ repository, does }) => repository === owner.repository && deeds.includes(does))
  return [{ rule: 'no-shared-table', severity: writes.length > 0 ? 'error' : 'warn', message, places: placesOf([...writes, ...reads, ...own], meeting.name) }]
}

function ofNobody(meeting: Meeting): FindingAcross[] {
  const uses = meeting.uses.filter(use => use.does !== 'define' && use.does !== 'migrate' && !isAccepted(use, meeting, undefined))
  const writes = uses.filter(({ does }) => does === 'write')
  const repositories = (some: UseAcross[]): number => new Set(some.map(({ repository }) => repository)).size
  if (repositories(uses) < 2) return []
  if (repositories(writes) > 1) return [{ rule: 'no-shared-table', severity: 'error', message: `${listed(labelsOf(writes))} all write the table ${called(meeting)}, and none of them owns it. What one relies on, the others can change.`, places: placesOf(writes, meeting.name) }]
  return [{ rule: 'require-owner', severity: 'warn', message: `No repository owns the table ${called(meeting)}, which ${listed(labelsOf(uses))} use. Nobody decides about its columns.`, places: placesOf(uses, meeting.name) }]
}

/** Who owns a table says who may use it beside; where the owner is in none of the repositories, any of them may know. */
function isAccepted({ service }: UseAcross, { known }: Meeting, owner: string | undefined): boolean {
  return known.some(({ repository, table: { accept } }) => (owner === undefined || repository === owner) && (accept === true || service !== undefined && accept?.includes(service)))
}

/** Services for whom nobody is named, and services of one name for which two repositories name different people. */
function unowned(all: readonly RepositoryFacts[]): FindingAcross[] {
  const deployed = all.flatMap(({ repository, services }) => services.filter(({ kind }) => kind !== 'module').map(service => ({ repository, ...service })))
  const nobody = all.flatMap(({ repository }): FindingAcross[] => {
    const [first, ...others] = deployed.filter(service => service.repository === repository && service.owners.length === 0).map(({ name }) => name).sort()
    return first === undefined ? [] : [{ rule: 'require-owner', severity: 'warn', message: `Nobody is named for ${listed([first, ...others])} of the repository ${repository}. When ${others.length === 0 ? 'it' : 'one'} fails, nobody knows whom to call.`, places: [] }]
  })
  const names = [...new Set(deployed.map(({ name }) => name))].sort()
  const several = names.flatMap((name): FindingAcross[] => {
    const named = deployed.filter(service => service.name === name && service.owners.length > 0)
    const apart = named.filter(one => named.some(other => one.repository !== other.repository && !one.owners.some(owner => other.owners.includes(owner))))
    const told = apart.map(({ repository, owners }) => `${listed(owners)} in ${repository}`)
    return apart.length === 0 ? [] : [{ rule: 'require-owner', severity: 'warn', message: `The service ${name} has the owners ${listed(told)}. When it fails, each waits for the other.`, places: [] }]
  })
  return [...nobody, ...several]
}

function usesIn(uses: readonly UseAcross[]): SharedTable['uses'] {
  const by = new Map<string, SharedTable['uses'][number]>()
  for (const { repository, service, does } of uses) {
    const key = JSON.stringify([repository, service ?? ''])
    const known = by.get(key) ?? { repository, ...service !== undefined && { service }, does: [] }
    if (!known.does.includes(does)) known.does.push(does)
    by.set(key, known)
  }
  return [...by].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => ({ ...one, does: one.does.sort() }))
}

function placesOf(uses: readonly UseAcross[], table: string): PlaceAcross[] {
  return uses.map(use => ({ repository: use.repository, file: use.file, line: use.line, message: `${labelOf(use)} ${use.does}s ${table} here.` }))
}

function subject(uses: UseAcross[], verb: string): string {
  const labels = labelsOf(uses)
  return `${listed(labels)} ${verb}${labels.length === 1 ? 's' : ''}`
}

const labelsOf = (uses: readonly UseAcross[]): string[] => [...new Set(uses.map(labelOf))].sort()

/** `invoices (billing)`: the service, and the repository where that has another name. */
export function labelOf({ repository, service }: { repository?: string; service?: string }): string {
  return service === undefined ? repository! : repository === undefined || repository === service ? service : `${service} (${repository})`
}

const called = ({ name, database }: Meeting): string => database === undefined ? name : `${name} of the database ${database}`

const listed = (names: readonly string[]): string => names.length < 2 ? names.join('') : names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
