import { z } from 'zod'
import { count, list } from '../../decide/words.js'
import { EvidenceError } from '../evidence.js'
import { fewest, jsonOf, type Imported, type Importer } from '../importer.js'

const level = z.enum(['none', 'note', 'warning', 'error'])
const rule = z.object({ id: z.string(), defaultConfiguration: z.object({ level: level.optional() }).optional(), properties: z.record(z.string(), z.unknown()).optional() })
const component = z.object({ name: z.string(), version: z.string().optional(), semanticVersion: z.string().optional(), rules: z.array(rule).optional() })
const result = z.object({
  ruleId: z.string().optional(), ruleIndex: z.number().optional(), level: level.optional(), kind: z.string().optional(), baselineState: z.string().optional(),
  message: z.object({ text: z.string().optional(), id: z.string().optional() }),
  suppressions: z.array(z.object({ status: z.string().optional() })).nullish(),
  properties: z.record(z.string(), z.unknown()).optional(),
  rule: z.object({ id: z.string().optional(), index: z.number().optional(), toolComponent: z.object({ index: z.number().optional() }).optional() }).optional(),
  locations: z.array(z.object({ physicalLocation: z.object({
    artifactLocation: z.object({ uri: z.string().optional() }).optional(), region: z.object({ startLine: z.number().optional() }).optional(),
  }).optional() })).optional(),
})
const run = z.object({
  tool: z.object({ driver: component, extensions: z.array(component).optional() }),
  results: z.array(result).nullish(),
  invocations: z.array(z.object({ executionSuccessful: z.boolean(), endTimeUtc: z.string().optional() })).optional(),
  versionControlProvenance: z.array(z.object({ revisionId: z.string().optional() })).optional(),
})
const schema = z.object({ version: z.literal('2.1.0'), runs: z.array(run).min(1) })

type Run = z.output<typeof run>
type Result = z.output<typeof result>
type Grade = 'critical' | 'error' | 'lesser'

/**
 * SARIF 2.1.0 of any tool. For `security-findings` a critical one fails, and what is neither critical nor triaged leaves the check open; for other checks an
 * error fails. What the tool suppressed with a status other than `rejected` is triaged.
 */
export const sarif: Importer = {
  tool: 'sarif', what: 'a SARIF 2.1.0 log', made: 'semgrep scan --sarif --output scan.sarif', check: 'security-findings',
  read(text, { check, locate }) {
    const { runs } = jsonOf(text, schema, this)
    const failed = runs.find(({ invocations }) => invocations?.some(({ executionSuccessful }) => !executionSuccessful))
    if (failed) throw new EvidenceError(`${failed.tool.driver.name} says in it that its own run failed. Mend that run, and make the file again.`)
    // A run without `results` is one that did not scan; one that found nothing has an empty list.
    if (runs.some(({ results }) => results == null)) throw new EvidenceError('a run in it has no `results`: it did not scan. Make it again from a whole run.')
    const all = runs.flatMap(one => one.results!.map(found => ({ found, run: one })))
    const counted = all.filter(({ found }) => !['notApplicable', 'pass', 'informational'].includes(found.kind ?? '') && found.baselineState !== 'absent')
    const open = counted.filter(({ found }) => !triaged(found)).map(({ found, run }) => ({ found, grade: gradeOf(found, run) }))
    const places = open.toSorted((a, b) => ORDER.indexOf(a.grade) - ORDER.indexOf(b.grade)).map(({ found }) => place(found, locate))
    return { ...judged(check === 'security-findings', open.map(({ grade }) => grade), counted.length - open.length), places: fewest(places), ...origin(runs) }
  },
}

const ORDER: Grade[] = ['critical', 'error', 'lesser']
const CRITICAL = 9

function judged(security: boolean, grades: Grade[], triagedOnes: number): Pick<Imported, 'status' | 'summary' | 'cure'> {
  const having = (grade: Grade): number => grades.filter(g => g === grade).length
  const said = [`${count(having('critical'), 'critical', 'critical')}`, `${count(having('error'), 'error')}`, `${count(having('lesser'), 'lesser finding')}`, ...(triagedOnes > 0 ? [`${triagedOnes} triaged`] : [])]
  const summary = grades.length === 0 ? `no open finding${triagedOnes > 0 ? `, ${triagedOnes} triaged` : ''}` : list(said)
  if (security && having('critical') > 0) return { status: 'fail', summary, cure: 'Mend the critical findings, or have them dismissed in the scanner with a reason.' }
  if (security) return { status: grades.length > 0 ? 'open' : 'pass', summary, ...(grades.length > 0 && { cure: 'Triage what is open: mend it, or suppress it in the scanner with a reason.' }) }
  const errors = having('critical') + having('error')
  return { status: errors > 0 ? 'fail' : 'pass', summary, ...(errors > 0 && { cure: 'Mend the errors, and run the tool again.' }) }
}

const triaged = ({ suppressions }: Result): boolean => (suppressions ?? []).some(({ status }) => status !== 'rejected' && status !== 'underReview')

function gradeOf(found: Result, { tool }: Run): Grade {
  const component = found.rule?.toolComponent?.index === undefined ? tool.driver : tool.extensions?.[found.rule.toolComponent.index]
  const id = found.ruleId ?? found.rule?.id
  const known = component?.rules?.[found.ruleIndex ?? found.rule?.index ?? -1] ?? [tool.driver, ...tool.extensions ?? []].flatMap(({ rules }) => rules ?? []).find(r => r.id === id)
  const severity = Number(found.properties?.['security-severity'] ?? known?.properties?.['security-severity'] ?? NaN)
  if (severity >= CRITICAL) return 'critical'
  const level = found.level ?? known?.defaultConfiguration?.level ?? 'warning'
  return level === 'error' ? 'error' : 'lesser'
}

function place(found: Result, locate: (path: string) => string) {
  const physical = found.locations?.[0]?.physicalLocation
  const id = found.ruleId ?? found.rule?.id
  return {
    file: locate(decoded(physical?.artifactLocation?.uri ?? '')), line: physical?.region?.startLine ?? 0,
    message: `${found.message.text ?? found.message.id ?? 'no message'}${id === undefined ? '' : ` (${id})`}`,
  }
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}

function origin(runs: Run[]): Partial<Imported> {
  const { driver } = runs[0]!.tool
  const version = driver.semanticVersion ?? driver.version
  const commit = runs.flatMap(r => r.versionControlProvenance ?? []).find(({ revisionId }) => revisionId !== undefined)?.revisionId
  const when = runs.flatMap(r => r.invocations ?? []).flatMap(({ endTimeUtc }) => endTimeUtc ?? []).sort()[0]
  return { tool: driver.name, ...(version !== undefined && { version }), ...(commit !== undefined && { commit }), ...(when !== undefined && { when }) }
}
