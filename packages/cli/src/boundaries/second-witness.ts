import type { Examination } from '@bulkhead/analysis'
import type { Boundaries, Checker } from '@bulkhead/checker'
import { Cruiser, cruiseBoundaries, differences, type CruisedEdge, type CruiseOutcome, type Edge, type Kept } from '@bulkhead/dependency-cruiser-config'
import type { NotJudged } from '@bulkhead/workspace'

/**
 * Has dependency-cruiser look at the same boundaries with the rules made from the same service map. It sees files and
 * Bulkhead sees names, so where they disagree neither is taken at its word: the place is said to be not judged. `cache`: where its answer is kept; `knows`: it is there,
 * and will hardly be asked for.
 */
export async function callWitness(checker: Checker, cache: Kept | undefined, knows = false): Promise<Witness> {
  // One service has no boundary to cross, so nobody will be asked.
  const cruiser = checker.workspace.services.length > 1 && !knows ? new Cruiser(checker.workspace.root) : undefined
  const { workspace } = checker
  const { edges, harmless, ...map } = checker.boundaries()
  const outcome = cruiseBoundaries({ workspace, map, cruiser, cache })
  // What is asked leaves for the other process before this one is too busy to send it.
  await Promise.race([cruiser?.asked, outcome])
  return {
    confirm: async examination => confirmed(examination, { edges, harmless }, await outcome),
    restsOn: async () => (await outcome).restsOn,
    dismiss: () => cruiser?.dismiss(),
  }
}

/** Somebody who looks while Bulkhead is still looking for itself. */
export interface Witness {
  /** The examination, with what was seen differently added to what was not judged. */
  confirm: (examination: Examination) => Promise<Examination>
  /** What it looked at beside the files that the workspace knows. */
  restsOn: () => Promise<CruiseOutcome['restsOn']>
  dismiss: () => void
}

function confirmed(examination: Examination, seen: Pick<Boundaries, 'edges' | 'harmless'>, outcome: CruiseOutcome): Examination {
  const { onlyBulkhead, onlyDependencyCruiser } = differences(seen, outcome)
  return {
    ...examination,
    notJudged: [...examination.notJudged, ...outcome.notJudged, ...onlyBulkhead.map(unconfirmed), ...onlyDependencyCruiser.map(unseen)],
  }
}

const unconfirmed = ({ from, to }: Edge): NotJudged => ({
  path: from,
  reason: `dependency-cruiser does not see that this file imports ${to}, across a boundary`,
  remedy: 'Look at the import; `bulkhead depcruise-config` gives the rules to try for yourself.',
})

const unseen = ({ from, to, through }: CruisedEdge): NotJudged => ({
  path: from,
  reason: `dependency-cruiser sees an import of ${to}${through === undefined ? '' : ` through ${through}`}, across a boundary, of which Bulkhead does not know that it takes data`,
  remedy: 'Look at the import; where it takes a type alone, use `import type`.',
})
