import { defineRule, placeOf, type Link, type Loop } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-service-cycle',
  check: 'static-analysis',
  judges: 'dependencies between services',
  summary: 'Disallow services that depend on each other in a loop.',
  why: `
    Services in a loop are one service: none of them can be tested, released, split off or handed to another team without the rest,
    and what takes one down comes back to it through the others.
  `,
  fix: 'Cut the loop where it is cheapest: hand over what is needed as an argument, publish an event, or move what both need into a third place.',

  // Whoever has to let go of a foreign database cuts the loop with it.
  behind: 'no-cross-boundary-db-import',
  recommended: 'warn',
  whole: 'services',

  *find(file) {
    for (const { link, loop } of file.links())
      if (loop) yield { is: 'wrong', at: link.at[0]!, subject: subjectOf(loop), about: link.at.length === 1 ? [placeOf(link.at[0]!)] : [], message: messageOf(loop), related: relatedTo(loop) }
      else yield { is: 'fine' }
  },
})

/** The loop, and not where it is cheapest to cut today. */
function subjectOf({ links }: Loop): string {
  return links.map(({ from }) => from.name).sort().join(',')
}

function messageOf({ links: [cut, ...rest] }: Loop): string {
  const way = [cut.from.name, ...[cut, ...rest].map(({ to }) => to.name)].join(' → ')
  return `${way} is a loop, cheapest to cut here: ${cut.from.name} depends on ${cut.to.name} by ${places(cut)}${rest.map(link => `, ${link.from.name} on ${link.to.name} by ${places(link)}`).join('')}. None of them can be changed or released alone.`
}

function places({ at }: Link): string {
  const calls = at.filter(({ by }) => by === 'call').length
  return [many(at.length - calls, 'import'), many(calls, 'call')].filter(part => part !== '').join(' and ')
}

function many(n: number, what: string): string {
  return n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`
}

function relatedTo({ links: [cut, ...rest] }: Loop) {
  return [
    ...cut.at.slice(1).map(place => ({ place, message: `${cut.from.name} depends on ${cut.to.name} here too.` })),
    ...rest.map(({ from, to, at }) => ({ place: at[0]!, message: `${from.name} depends on ${to.name} here${at.length > 1 ? ` and at ${at.length - 1} more ${at.length === 2 ? 'place' : 'places'}` : ''}.` })),
  ]
}
