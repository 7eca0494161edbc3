import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Examination } from '@bulkhead/analysis'
import type { Boundaries, Checker } from '@bulkhead/checker'
import { Cruiser, cruiseBoundaries, differences, type CruisedEdge, type CruiseOutcome, type Edge } from '@bulkhead/dependency-cruiser-config'
import type { NotJudged } from '@bulkhead/workspace'

/**
 * Has dependency-cruiser look at the same boundaries with the rules made from the same service map. It sees files and
 * Bulkhead sees names, so where they disagree neither is taken at its word: the place is said to be not judged.
 */
export async function callWitness(checker: Checker): Promise<Witness> {
  // One service has no boundary to cross, so nobody will be asked.
  const cruiser = checker.workspace.services.length > 1 ? new Cruiser(checker.workspace.root) : undefined
  const { workspace } = checker
  const { edges, harmless, ...map } = checker.boundaries()
  const outcome = cruiseBoundaries({ workspace, map, cruiser, ...cacheIn(workspace.root) })
  // What is asked leaves for the other process before this one is too busy to send it.
  await Promise.race([cruiser?.asked, outcome])
  return {
    confirm: async examination => confirmed(examination, { edges, harmless }, await outcome),
    dismiss: () => cruiser?.dismiss(),
  }
}

/** Somebody who looks while Bulkhead is still looking for itself. */
export interface Witness {
  /** The examination, with what was seen differently added to what was not judged. */
  confirm: (examination: Examination) => Promise<Examination>
  dismiss: () => void
}

function confirmed(examination: Examination, seen: Pick<Boundaries, 'edges' | 'harmless'>, outcome: CruiseOutcome): Examination {
  const { onlyBulkhead, onlyDependencyCruiser } = differences(seen, outcome)
  return {
    ...examination,
    notJudged: [...examination.notJudged, ...outcome.notJudged, ...onlyBulkhead.map(unconfirmed), ...onlyDependencyCruiser.map(unseen)],
  }
}

/** Answers are kept where tools keep theirs; where nothing is installed, or a copy only borrows what is, nothing is left behind. */
function cacheIn(root: string): { cache?: string } {
  return lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isDirectory() ? { cache: join(root, 'node_modules', '.cache', 'bulkhead') } : {}
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
