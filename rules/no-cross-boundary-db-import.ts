import { defineRule, placeOf, type Crossing } from '@bulkhead/analysis'

export default defineRule({
  name: 'no-cross-boundary-db-import',
  check: 'static-analysis',
  judges: 'imports of a foreign database layer',
  summary: 'Disallow importing the database layer of another service.',
  why: `
    Data has one owner. Code that reaches into another service's entities, repositories or clients writes past the owner's rules,
    breaks when the owner changes a column, and ties the two to one database and one release for good.
  `,
  fix: 'Ask the owner: call its public API or subscribe to its events. What only describes the data (types, enums) may be imported as a type.',

  *find(file) {
    for (const crossing of file.crossings())
      yield { is: 'wrong', at: crossing.at, about: [placeOf(crossing.at)], message: messageOf(crossing), related: crossing.definitions.flatMap(d => d.place ? [{ place: d.place, message: `The ${d.kind} ${d.name} of ${crossing.to.name} is defined here.` }] : []) }
  },
})

function messageOf({ from, to, definitions, offer }: Crossing): string {
  const names = [...new Set(definitions.map(d => `the ${d.kind} ${d.name}`))].sort()
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  return `${from.name} reaches into the database of ${to.name}: ${shown}. Its owner can no longer change it alone${offer === undefined ? '' : `, and ${offer.name} of ${offer.file} is there to be asked`}.`
}
