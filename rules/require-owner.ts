import { defineRule, isForeign, type Deployed, type Outcome, type TableUses } from '@bulkhead/analysis'

export default defineRule({
  name: 'require-owner',
  check: 'runbook-ownership',
  judges: 'deployed services',
  summary: 'Require every deployed service to have an owner.',
  why: `
    Where several services have no clear owner, an incident begins with the question whom to call. Nobody answers for the data, nobody
    decides about the interface, and what nobody owns nobody repairs.

    With \`tables\`, the same is asked of tables that several services use: one that no service defines, that no service fills alone or three times as often as the others, and
    that the configuration gives to nobody; and one of a part of a program for which nobody is named, though somebody is for another that uses it. Where several write one that nobody owns, \`no-shared-table\` says so.
  `,
  fix: 'Name the owners: a line in CODEOWNERS, `spec.owner` in catalog-info.yaml, `maintainers` in package.json, or `owners` in the configuration; of a table, `tables: { users: { owner: "identity" } }`.',
  recommended: 'warn',
  options: { alone: false, tables: false },
  optionTexts: {
    alone: 'Ask for an owner where the repository deploys one service alone, and names nobody for anything.',
    tables: 'Ask for an owner of each table that several services use.',
  },

  *find(file, { alone, tables }) {
    const { here, all } = file.deployables()
    const unowned = all.filter(({ owned }) => owned === 'no')
    // Where it is the habit to name nobody, one cause is behind it all.
    const habit = unowned.length * 2 > all.length
    for (const deployed of here) {
      if (deployed.owned !== 'no') yield { is: 'fine' }
      else if (!habit) yield { is: 'wrong', at: deployed.at, message: `Nobody is named for ${deployed.service.name}, though others have owners. When it fails, nobody knows whom to call.`, related: [] }
      else if (all.length > 1 || alone) yield { is: 'wrong', at: unowned[0]!.at, message: `Nobody is named for ${listed(unowned)}. When one fails, nobody knows whom to call.`, related: [{ place: deployed.at, message: `${deployed.service.name} is here.` }] }
      else yield { is: 'unknown', at: deployed.at, why: 'the repository names nobody for anything, and deploys nothing else' }
    }
    if (tables) for (const uses of file.tables()) yield* judged(uses, all)
  },
})

/** A table that one service alone uses is that one's; one that several write is told by another rule, and a service for which nobody is named at all above. */
function* judged({ table, owner, writes, reads, foreign }: TableUses, all: readonly Deployed[]): Iterable<Outcome> {
  const uses = [...writes, ...reads]
  const services = [...new Set(uses.map(({ service }) => service))]
  if (!services.some(one => services.some(other => isForeign(one, other))) || !owner && foreign.writes.length > 0) return
  const [at, ...others] = uses.map(({ access, service }) => ({ place: access.at, message: `${service.name} ${access.kind}s ${table.name} here.` }))
  const home = all.find(({ service }) => service === owner?.service)
  const isUnnamed = owner !== undefined && owner.because !== 'configured' && owner.service.owners.length === 0 && home?.owned !== 'no' && services.some(({ owners }) => owners.length > 0)
  if (!owner) yield { is: 'wrong', at: at!.place, subject: table.name, related: others, message: `No service owns the table ${table.name}, which ${services.map(({ name }) => name).sort().join(', ')} use. Nobody decides about its columns.` }
  else if (!isUnnamed) yield { is: 'fine' }
  // What is missing is missing once, however many tables it owns.
  else yield { is: 'wrong', at: home?.at ?? at!.place, subject: owner.service.name, related: [at!], message: `Nobody is named for ${owner.service.name}, whose tables services use that have owners. Nobody decides about their columns.` }
}

function listed(unowned: readonly Deployed[]): string {
  const names = unowned.map(({ service }) => service.name)
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')
}
