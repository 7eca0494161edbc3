import { takenBy } from './taken.mjs'

/**
 * Where the two agree, and where each is alone. dependency-cruiser sees files and Bulkhead names, so an edge that takes nothing but types, enums,
 * constants and plain classes is spared; and a barrel that holds more than the database is a note for dependency-cruiser, of which the names decide.
 */
export function compareEdges(ours, theirs) {
  const mine = [...ours.edges].sort()
  const alone = [...theirs.edges].sort().filter(edge => !ours.edges.has(edge)).map(edge => {
    const [from, to] = edge.split(' -> ')
    return { edge, taken: takenBy({ from, to }, ours.workspace) }
  })
  const unlike = ({ taken }) => /\b(?:more|none)\b/.test(taken)
  return {
    agreed: mine.filter(edge => theirs.edges.has(edge) || theirs.possible.has(edge)),
    onlyOurs: mine.filter(edge => !theirs.edges.has(edge) && !theirs.possible.has(edge)),
    spared: alone.filter(one => !unlike(one)).map(({ edge, taken }) => `${edge} (${taken})`),
    onlyTheirs: alone.filter(unlike).map(({ edge, taken }) => `${edge} (${taken})`),
  }
}
