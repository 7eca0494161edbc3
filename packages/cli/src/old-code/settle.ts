import type { Examination } from '@bulkhead/analysis'
import { CHECK_TERMS, compare, printed, waive, type Agreed, type Compared, type Entry } from '@bulkhead/gate/findings'
import { readWaivers } from '@bulkhead/workspace/outline'
import type { Afterwards } from '../memory/afterwards.js'
import { readBaseline } from './store.js'

/** Takes from an examination what the baseline knows, and what is waived on a day. */
export async function settle(examination: Examination, engine: Afterwards, day: string): Promise<{ examination: Examination; agreed: Agreed }> {
  const { known, fresh, stale } = await heldAgainst(readBaseline(engine.workspace.root) ?? [], examination, engine)
  const baselined = known.map(({ finding }) => finding)
  const { open, suppressed, upkeep, ...rest } = waive({ open: fresh.map(({ finding }) => finding), baselined, suppressed: examination.suppressed }, readWaivers(engine.workspace, waivable(engine)), day)
  return { examination: { ...examination, findings: open, suppressed }, agreed: { ...rest, baselined, upkeep: [...stale.map(entry => staleEntry(entry, engine)), ...upkeep] } }
}

/** What a waiver can be about. */
export const waivable = ({ rules }: Pick<Afterwards, 'rules'>) => ({ rules: rules.map(({ name }) => name), checks: Object.keys(CHECK_TERMS) })

const staleEntry = (entry: Entry, { workspace }: Afterwards): Agreed['upkeep'][number] => ({
  is: 'stale entry', service: workspace.serviceOf(entry.file)?.name,
  message: `The baseline has an entry of which nothing is left: ${printed(entry)}.`,
  cure: 'Run `bulkhead baseline`, which takes it out, and commit the file.',
})

/** Findings against entries; git is asked only where something is missing. */
export async function heldAgainst(entries: readonly Entry[], { findings }: Examination, { workspace, declares }: Afterwards): Promise<Compared> {
  const never = new Set(workspace.config.baseline.never)
  const at = (renamed: ReadonlyMap<string, string>) => compare(findings, entries, { renamed, declares }, never)
  const compared = at(new Map())
  const lost = compared.stale.some(({ file }) => workspace.read(file) === undefined)
  // git is not even loaded where nothing is missing.
  return lost ? at(await (await import('./renames.js')).renamedSinceBaseline(workspace.root)) : compared
}
