import { count, list } from '../../decide/words.js'
import type { EvidencePlace } from '../evidence.js'
import { fewest, type Imported } from '../importer.js'

/** What every test runner counts. */
export interface TestRun {
  passed: number
  failed: number
  skipped: number
  places: EvidencePlace[]
}

/** A run without a failure passes where at least one test ran. */
export function testRun({ passed, failed, skipped, places }: TestRun): Imported {
  const summary = list([`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])])
  if (failed > 0) return { status: 'fail', summary: `${count(passed + failed + skipped, 'test')}: ${summary}`, places: fewest(places), cure: 'Mend the failing tests, and run them again.' }
  if (passed === 0) return { status: 'open', summary: `no test ran (${summary})`, places: [], cure: 'Run the tests themselves: this run had none.' }
  return { status: 'pass', summary: `${count(passed + skipped, 'test')}: ${summary}`, places: [] }
}
