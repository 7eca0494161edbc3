import type { Examination } from '@bulkhead/analysis'
import { compare, NOTHING_AGREED, printed, type Agreed, type Compared, type Entry } from '@bulkhead/gate'
import type { Engine } from '../engine.js'
import { renamedSinceBaseline } from './renames.js'
import { readBaseline } from './store.js'

/** Takes from an examination what the baseline knows. */
export async function settle(examination: Examination, engine: Engine): Promise<{ examination: Examination; agreed: Agreed }> {
  const entries = readBaseline(engine.workspace.root)
  if (entries === undefined) return { examination, agreed: NOTHING_AGREED }
  const { known, fresh, stale } = await heldAgainst(entries, examination, engine)
  return {
    examination: { ...examination, findings: fresh.map(({ finding }) => finding) },
    agreed: {
      baselined: known.map(({ finding }) => finding),
      upkeep: stale.map(entry => ({
        is: 'stale entry',
        message: `The baseline has an entry of which nothing is left: ${printed(entry)}.`,
        cure: 'Run `bulkhead baseline`, which takes it out, and commit the file.',
      })),
    },
  }
}

/** Findings against entries; git is asked only where something is missing. */
export async function heldAgainst(entries: readonly Entry[], { findings }: Examination, { workspace, declares }: Engine): Promise<Compared> {
  const never = new Set(workspace.config.baseline.never)
  const at = (renamed: ReadonlyMap<string, string>) => compare(findings, entries, { renamed, declares }, never)
  const compared = at(new Map())
  const lost = compared.stale.some(({ file }) => workspace.read(file) === undefined)
  return lost ? at(await renamedSinceBaseline(workspace.root)) : compared
}
