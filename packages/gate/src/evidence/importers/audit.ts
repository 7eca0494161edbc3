import { z } from 'zod'
import { count, list } from '../../decide/words.js'
import { EvidenceError } from '../evidence.js'
import { fewest, foreign, jsonOf, type Imported, type Importer } from '../importer.js'

const severity = z.enum(['info', 'low', 'moderate', 'high', 'critical'])
type Severity = z.output<typeof severity>
const counts = z.object({ info: z.number(), low: z.number(), moderate: z.number(), high: z.number(), critical: z.number() })

const npmReport = z.object({
  auditReportVersion: z.literal(2), metadata: z.object({ vulnerabilities: counts }),
  vulnerabilities: z.record(z.string(), z.object({ name: z.string(), severity, via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string().optional() })])) })),
})
const pnpmReport = z.object({
  metadata: z.object({ vulnerabilities: counts }),
  advisories: z.record(z.string(), z.object({ module_name: z.string(), severity, title: z.string(), url: z.string().optional() })),
})
const failure = z.object({ error: z.unknown() })

interface Vulnerable { name: string; severity: Severity; title: string }
const ORDER: Severity[] = ['critical', 'high', 'moderate', 'low', 'info']

function judged(all: Vulnerable[], vulnerabilities: Record<Severity, number>, lock: string): Imported {
  const sum = ORDER.reduce((n, grade) => n + vulnerabilities[grade], 0)
  const summary = sum === 0 ? 'no known vulnerability' : `${count(sum, 'vulnerability', 'vulnerabilities')}: ${list(ORDER.flatMap(grade => (vulnerabilities[grade] === 0 ? [] : [`${vulnerabilities[grade]} ${grade}`])))}`
  const places = all.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)).map(({ name, severity: grade, title }) => ({ file: lock, line: 0, message: `${name}: ${title} (${grade})` }))
  if (vulnerabilities.critical > 0) return { status: 'fail', summary, places: fewest(places), cure: 'Update what is critical, or waive it with an owner and a day.' }
  if (sum > 0) return { status: 'open', summary, places: fewest(places), cure: 'Triage each: update, or leave it out of the audit with a reason.' }
  return { status: 'pass', summary, places: [] }
}

/** An audit that did not reach its registry writes JSON too, and that is no clean bill. */
function refuseFailure(text: string, importer: Importer): void {
  const value = jsonOf(text, z.record(z.string(), z.unknown()), importer)
  if (failure.safeParse(value).success) throw new EvidenceError(`it holds the error of a failed audit${typeof value['message'] === 'string' ? ` (${value['message'].slice(0, 120)})` : ''}. Make it again where the registry can be reached: \`${importer.made}\`.`)
}

/** `npm audit --json`, of npm 7 and later. */
export const npmAudit: Importer = {
  tool: 'npm-audit', what: 'an audit of npm in JSON', made: 'npm audit --json > npm-audit.json', check: 'security-findings',
  read(text) {
    refuseFailure(text, this)
    const { vulnerabilities, metadata } = jsonOf(text, npmReport, this)
    // What is only vulnerable by what it depends on has no advisory of its own.
    const titled = Object.values(vulnerabilities).map(({ name, severity: grade, via }) => ({ name, severity: grade, title: via.flatMap(v => (typeof v === 'string' ? [] : [v.title]))[0] ?? `by ${list(via.map(String))}` }))
    return judged(titled, metadata.vulnerabilities, 'package-lock.json')
  },
}

/** `pnpm audit --json`. */
export const pnpmAudit: Importer = {
  tool: 'pnpm-audit', what: 'an audit of pnpm in JSON', made: 'pnpm audit --json > pnpm-audit.json', check: 'security-findings',
  read(text) {
    refuseFailure(text, this)
    if (text.includes('"auditReportVersion"')) throw foreign(this, 'it is an audit of npm')
    const { advisories, metadata } = jsonOf(text, pnpmReport, this)
    return judged(Object.values(advisories).map(({ module_name: name, severity: grade, title }) => ({ name, severity: grade, title })), metadata.vulnerabilities, 'pnpm-lock.yaml')
  },
}
