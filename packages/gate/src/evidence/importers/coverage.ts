import { z } from 'zod'
import { list } from '../../decide/words.js'
import { EvidenceError } from '../evidence.js'
import { foreign, jsonOf, type Budgets, type Imported, type Importer } from '../importer.js'

const KINDS = ['lines', 'branches', 'functions', 'statements'] as const
type Kind = (typeof KINDS)[number]
type Shares = Partial<Record<Kind, number>>

const share = z.object({ total: z.number(), covered: z.number() })
const schema = z.object({ total: z.object({ lines: share, branches: share, functions: share, statements: share }) })

/** Coverage proves no test, so it never carries the check; below its budget it fails it. */
function judged(shares: Shares, budgets: Budgets): Imported {
  const declared = KINDS.flatMap(kind => (budgets.coverage?.[kind] === undefined ? [] : [{ kind, least: budgets.coverage[kind], is: shares[kind] }]))
  const short = declared.filter(({ is, least }) => is !== undefined && is < least)
  const unmeasured = declared.filter(({ is }) => is === undefined)
  const summary = list(KINDS.flatMap(kind => (shares[kind] === undefined ? [] : [`${shares[kind].toFixed(1)} % of ${kind}`]))) || 'nothing was measured'
  if (short.length > 0) return { status: 'fail', covers: [], summary: `${summary}; declared: ${list(short.map(({ kind, least }) => `${least} % of ${kind}`))}`, places: [], cure: 'Test what is not covered, or lower `policy.budgets.coverage` on purpose.' }
  if (unmeasured.length > 0) return { status: 'open', covers: [], summary: `${summary}; ${list(unmeasured.map(({ kind }) => kind))} not measured`, places: [], cure: 'Measure what the budget names.' }
  return { status: 'pass', covers: [], summary: declared.length === 0 ? `${summary}; no budget is declared` : summary, places: [] }
}

const percent = ({ total, covered }: { total: number; covered: number }): number | undefined => (total === 0 ? undefined : (covered / total) * 100)

/** Istanbul's `json-summary`, as Jest, Vitest, nyc and c8 write it. */
export const istanbul: Importer = {
  tool: 'istanbul', what: 'a coverage summary of Istanbul', made: 'jest --coverage --coverageReporters=json-summary', check: 'tests',
  read(text, { budgets }) {
    const { total } = jsonOf(text, schema, this)
    return judged(Object.fromEntries(KINDS.flatMap(kind => (percent(total[kind]) === undefined ? [] : [[kind, percent(total[kind])!]]))), budgets)
  },
}

/** lcov's trace file. */
export const lcov: Importer = {
  tool: 'lcov', what: 'an lcov trace file', made: 'jest --coverage --coverageReporters=lcovonly', check: 'tests',
  read(text, { budgets }) {
    if (!/^SF:/m.test(text)) throw foreign(this, 'it has no line that starts with `SF:`')
    if (!/end_of_record\s*$/.test(text)) throw new EvidenceError(`it is cut off: it does not end with \`end_of_record\`. Make it again: \`${this.made}\`.`)
    const sum = (key: string): number => [...text.matchAll(new RegExp(`^${key}:(\\d+)\\s*$`, 'gm'))].reduce((all, [, n]) => all + Number(n), 0)
    const found: [Kind, number | undefined][] = [['lines', percent({ total: sum('LF'), covered: sum('LH') })], ['branches', percent({ total: sum('BRF'), covered: sum('BRH') })], ['functions', percent({ total: sum('FNF'), covered: sum('FNH') })]]
    return judged(Object.fromEntries(found.filter(([, is]) => is !== undefined)), budgets)
  },
}
