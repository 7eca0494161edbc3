import { defineRule, type Deployed } from '@bulkhead/analysis'

export default defineRule({
  name: 'require-owner',
  check: 'runbook-ownership',
  judges: 'deployed services',
  summary: 'Require every deployed service to have an owner.',
  why: `
    Where several services have no clear owner, an incident begins with the question whom to call. Nobody answers for the data, nobody
    decides about the interface, and what nobody owns nobody repairs.
  `,
  fix: 'Name the owners: a line in CODEOWNERS, `spec.owner` in catalog-info.yaml, `maintainers` in package.json, or `owners` in the configuration.',
  recommended: 'warn',
  whole: 'services',
  options: { alone: false },
  optionTexts: { alone: 'Ask for an owner where the repository deploys one service alone, and names nobody for anything.' },

  *find(file, { alone }) {
    const { here, all } = file.deployables()
    const unowned = all.filter(({ owned }) => owned === 'no')
    const nobody = unowned.length === all.length
    for (const deployed of here) {
      if (deployed.owned !== 'no') yield { is: 'fine' }
      else if (!nobody) yield { is: 'wrong', at: deployed.at, message: `Nobody is named for ${deployed.service.name}, though others have owners. When it fails, nobody knows whom to call.`, related: [] }
      else if (all.length > 1 || alone) yield { is: 'wrong', at: unowned[0]!.at, message: `Nobody is named for ${listed(unowned)}. When one fails, nobody knows whom to call.`, related: [{ place: deployed.at, message: `${deployed.service.name} starts here.` }] }
      else yield { is: 'unknown', at: deployed.at, why: 'the repository names nobody for anything, and deploys nothing else' }
    }
  },
})

function listed(unowned: readonly Deployed[]): string {
  const names = unowned.map(({ service }) => service.name)
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')
}
