import { defineRule, placeOf, type Dependency } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-boundary-bypass',
  check: 'static-analysis',
  judges: 'imports of other services',
  summary: 'Disallow importing the inside of another service past its public entry.',
  why: `
    What a service exports is what it promises; all else it may change on any day. Code that reaches past the entry breaks when the
    owner tidies up, runs the owner's code without the owner's checks, and makes two services one that is released twice.
  `,
  fix: 'Import what the owner exports, or ask the owner to export it; where the service is deployed by itself, call its API. A decision is one line under `edges`, another entry one under `services`.',

  behind: 'no-cross-boundary-db-import',
  recommended: 'off',

  *find(file) {
    for (const dependency of file.dependencies()) {
      const { at, entry, accepted, edge, target, specifier } = dependency
      const about = [placeOf(at)]
      if (edge?.is === 'forbidden') yield { is: 'wrong', at, about, message: `${passing(dependency)}, and the configuration forbids ${dependency.from.name} to depend on ${dependency.to.name}. What was decided is not what runs.`, related: [] }
      else if (accepted) yield { is: 'fine' }
      else if (edge) yield { is: 'wrong', at, about, message: `${passing(dependency)}, which was allowed until ${edge.until}${edge.issue === undefined ? '' : ` (${edge.issue})`}. The day has passed.`, related: [] }
      else if (!entry) yield { is: 'unknown', at, why: `nothing says what of ${dependency.to.name} others may import` }
      else if (entry.opens(target, specifier)) yield { is: 'fine' }
      else if (entry.by === 'index' && !dependency.entryIsUsed) yield { is: 'unknown', at, why: `nobody imports ${dependency.to.name} through ${entry.what}, so it may be no entry` }
      else yield { is: 'wrong', at, about, message: messageOf(dependency), related: [] }
    }
  },
})

function messageOf(dependency: Dependency): string {
  const { to, entry, exported } = dependency
  const way = entry!.by === 'nothing' ? `which is deployed by itself and offers no code` : `past ${entry!.what}`
  const legal = exported === undefined ? '' : `, and ${exported.names.join(', ')} can be had from ${exported.from}`
  return `${passing(dependency)}, ${way}. ${to.name} cannot change its inside alone${legal}.`
}

function passing({ from, to, names }: Dependency): string {
  const taken = names.filter(name => name !== '*' && name !== 'default')
  const shown = taken.length === 0 ? 'the inside' : taken.length > 3 ? `${taken.slice(0, 3).join(', ')} and ${taken.length - 3} more` : taken.join(', ')
  return `${from.name} takes ${shown} of ${to.name}`
}
