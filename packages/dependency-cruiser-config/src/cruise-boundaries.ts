import { realpathSync } from 'node:fs'
import type { NotJudged, RepoPath, Workspace } from '@bulkhead/workspace'
import { barrelsReachedFrom, withBarrels } from './barrels.js'
import type { BoundaryMap } from './boundary-map.js'
import { compile } from './compile.js'
import { type Answer, Cruiser } from './cruiser.js'
import { type CruisedEdge, edgesIn } from './edges.js'
import { gapsIn } from './gaps.js'
import { groupsOf } from './groups.js'
import { type Kept, remembered, restsOn } from './remembered.js'

/** What dependency-cruiser has to say about the boundaries, and what it could not read. */
export interface CruiseOutcome {
  /** Sorted by `from`, then `to`. Certain as far as files go: an enum that lies in a database file makes one too. */
  edges: CruisedEdge[]
  /** Through a barrel that passes on more than the database: the names decide, and dependency-cruiser does not see them. */
  possible: CruisedEdge[]
  /** How many candidates were read and understood. */
  judged: number
  /** The candidates that were not, sorted. */
  unread: RepoPath[]
  /** Why they were not, so that silence is never taken for a clean result. */
  notJudged: NotJudged[]
  /** Digests of what it was found out from beside the files that the workspace knows, by paths relative to the root, or absolute where they lie outside of it. */
  restsOn: [path: RepoPath, digest: string][]
}

/** What to run dependency-cruiser on, and where to keep its answer. */
export interface CruiseInput {
  workspace: Workspace
  map: BoundaryMap
  /** Where the answer is kept; asked anew every time where left out. */
  cache?: Kept
  /** Another program in place of the one that runs dependency-cruiser. */
  program?: string
  /** A process that was started before there was anything to ask; the caller dismisses it. */
  cruiser?: Cruiser
}

/**
 * Runs dependency-cruiser with the compiled rules on the candidates and the barrels, and on nothing else. Reads neither the
 * repository's own dependency-cruiser configuration nor any of its code as code. Never rejects: what fails is not judged.
 */
export async function cruiseBoundaries({ workspace, map, cache, program, cruiser }: CruiseInput): Promise<CruiseOutcome> {
  const candidates = [...new Set(map.candidates)].sort()
  if (candidates.length === 0 || compile(map).forbidden.length === 0)
    return { edges: [], possible: [], judged: candidates.length, unread: [], notJudged: [], restsOn: [] }

  const whole = withBarrels({ workspace, map })
  const { forbidden } = compile(whole)
  const root = realpathSync(workspace.root).replaceAll('\\', '/')
  const sources = [...new Set([...candidates, ...barrelsReachedFrom(candidates, { workspace, map: whole })])]
    .filter(file => workspace.read(file) !== undefined)
  const request = { root, forbidden, groups: groupsOf(sources, workspace, root) }

  let answer: Answer
  try {
    answer = await remembered(asked => (cruiser ?? new Cruiser(root, program)).ask(asked), request, { workspace, kept: cache })
  } catch (error) {
    return { edges: [], possible: [], judged: 0, unread: candidates, notJudged: [notRun(candidates.length, error)], restsOn: [] }
  }
  const gaps = gapsIn({ candidates, answer, workspace, map: whole })
  const unread = [...new Set(gaps.flatMap(({ paths }) => paths))].sort()
  const judged = new Set(candidates.filter(file => !unread.includes(file)))
  return { ...edgesIn(answer, whole, judged), judged: judged.size, unread, notJudged: gaps.map(({ entry }) => entry), restsOn: restsOn(answer, root) }
}

function notRun(files: number, error: unknown): NotJudged {
  return {
    reason: `dependency-cruiser read 0 of ${files} files: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Install the dependencies again; @bulkhead/dependency-cruiser-config brings dependency-cruiser and TypeScript along.',
    passing: true,
  }
}
