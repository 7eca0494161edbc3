import { z } from 'zod'
import { count, list } from '../../decide/words.js'
import { foreign, jsonOf, type Imported, type Importer, type LoadBudget } from '../importer.js'

const threshold = z.union([z.boolean(), z.object({ ok: z.boolean() })])
const metric = z.looseObject({ thresholds: z.record(z.string(), threshold).optional(), values: z.record(z.string(), z.number()).optional() })
const schema = z.object({ metrics: z.record(z.string(), metric) })
type Metric = z.output<typeof metric>

const FEWEST_SAMPLES = 100
const MOST_FAILING = 0.01
const NOISE = 5
const PERCENTILES = [['p50', 'med'], ['p95', 'p(95)'], ['p99', 'p(99)']] as const

/**
 * The summary of k6, from `--summary-export` or `handleSummary`. Too few requests prove nothing, whatever their times; a share of failed requests above the limit fails
 * whatever thresholds the script has; and a percentile misses its budget only by more than the noise.
 */
export const k6: Importer = {
  tool: 'k6', what: 'a summary of k6 in JSON', made: 'k6 run --summary-export k6.json load.js', check: 'performance-budget',
  read(text, { budgets: { load = {} } }) {
    const { metrics } = jsonOf(text, schema, this)
    const requests = valueOf(metrics['http_reqs'], 'count')
    const duration = metrics['http_req_duration']
    if (requests === undefined || duration === undefined) throw foreign(this, '`metrics` has no `http_reqs` with a count, or no `http_req_duration`')
    const crossed = Object.entries(metrics).flatMap(([name, { thresholds }]) => Object.entries(thresholds ?? {}).filter(([, state]) => isCrossed(state)).map(([bound]) => `${name} ${bound}`))
    const declared = Object.values(metrics).reduce((sum, { thresholds }) => sum + Object.keys(thresholds ?? {}).length, 0)
    return judged({ requests, duration, errorRate: errorRateOf(metrics['http_req_failed']), crossed, declared }, load)
  },
}

/** `--summary-export` writes true for a threshold that was crossed, `handleSummary` an object that says whether it held. */
const isCrossed = (state: boolean | { ok: boolean }): boolean => (typeof state === 'boolean' ? state : !state.ok)

const valueOf = (from: Metric | undefined, key: string): number | undefined => {
  const value = from?.values?.[key] ?? from?.[key]
  return typeof value === 'number' ? value : undefined
}

/** `rate` in one form, `value` in the other. */
const errorRateOf = (failed: Metric | undefined): number | undefined => valueOf(failed, 'rate') ?? valueOf(failed, 'value')

interface Measured { requests: number; duration: Metric; errorRate: number | undefined; crossed: string[]; declared: number }

function judged({ requests, duration, errorRate, crossed, declared }: Measured, load: LoadBudget): Imported {
  const bounds = PERCENTILES.flatMap(([name, key]) => (load[name] === undefined ? [] : [{ name, most: load[name], is: valueOf(duration, key) }]))
  const missed = bounds.filter(({ is, most }) => is !== undefined && is > most + (load.floor ?? NOISE)).map(({ name, is, most }) => `${name} is ${is!.toFixed(0)} ms, ${most} are declared`)
  const failing = errorRate !== undefined && errorRate > (load.errorRate ?? MOST_FAILING) ? [`${(errorRate * 100).toFixed(1)} % of the requests failed`] : []
  const broken = [...failing, ...missed, ...crossed.map(bound => `the threshold ${bound} was crossed`)]
  const said = `${count(requests, 'request')}${valueOf(duration, 'p(95)') === undefined ? '' : `, p95 ${valueOf(duration, 'p(95)')!.toFixed(0)} ms`}`
  const open = (why: string, cure: string): Imported => ({ status: 'open', summary: `${said}; ${why}`, places: [], cure })

  const fewest = load.samples ?? FEWEST_SAMPLES
  if (requests < fewest) return open(`${fewest} are needed to say anything`, 'Run the load test longer, or with more users.')
  if (broken.length > 0) return { status: 'fail', summary: `${said}; ${list(broken)}`, places: [], cure: 'Make it faster, or change the budget on purpose.' }
  const unmeasured = bounds.filter(({ is }) => is === undefined).map(({ name }) => name)
  if (unmeasured.length > 0) return open(`${list(unmeasured)} not measured`, "Add it to the script's `summaryTrendStats`.")
  if (bounds.length === 0 && declared === 0) return open('no budget is declared', 'Declare `policy.budgets.load.p95`, or thresholds in the script.')
  return { status: 'pass', summary: `${said}, within ${count(bounds.length + declared, 'budget')}`, places: [] }
}
