import type { Outcome, Place, RelatedPlace, Rule, RuleCount, Share, Suggestion } from '@bulkhead/analysis'
import type { NotJudged, RepoPath } from '@bulkhead/workspace'

/** What one rule says of one cause, whichever files it was seen from. */
export interface Report {
  rule: Rule
  at: Place
  /** What it is about, where one place may be wrong about several things. */
  subject?: string
  message: string
  related: RelatedPlace[]
  suggestion?: Suggestion
  atMost?: 'warn'
}

/** A report as it grows: one outcome after the other. */
type Growing = Omit<Report, 'related'> & { parts: { about: string[]; related: RelatedPlace[] }[] }

/** Gathers the outcomes of all files: reports of one cause become one report, in a stable order. */
export class Collector {
  readonly counts: Record<string, RuleCount>
  private readonly countsOf = new Map<string, Share['counts']>()
  /** Files that a rule could not get through. */
  readonly defeated: NotJudged[] = []
  private readonly reports = new Map<string, Growing>()

  /** `yields` tells of a rule that stands behind another whether it may be silent where that one speaks. */
  constructor(private readonly rules: Rule[], private readonly yields: (rule: Rule) => boolean, private readonly serviceOf: (path: RepoPath) => string) {
    this.counts = Object.fromEntries(rules.map(({ name }) => [name, { judged: 0, unknown: 0 }]))
  }

  /** Counts answers about files of a service that are not `wrong`. */
  count(rule: string, service: string, { judged, unknown }: RuleCount): void {
    for (const count of [this.counts[rule]!, this.countsFor(service)[rule]!]) {
      count.judged += judged
      count.unknown += unknown
    }
  }

  /** Takes what a rule says is wrong in a file that belongs to a service. */
  add(rule: Rule, outcome: Outcome & { is: 'wrong' }, service: string): void {
    this.count(rule.name, service, { judged: 1, unknown: 0 })
    const own = this.countsFor(service)[rule.name]!
    const whose = this.serviceOf(outcome.at.file)
    own.causes[whose] = (own.causes[whose] ?? 0) + 1
    const key = [rule.name, placeKey(outcome.at), outcome.subject].join('\0')
    const known = this.reports.get(key)
    const part = { about: outcome.about ?? [], related: outcome.related.map(({ place, message }) => ({ ...place, message })) }
    if (known) known.parts.push(part)
    else this.reports.set(key, { rule, at: outcome.at, subject: outcome.subject, message: outcome.message, suggestion: outcome.suggestion, atMost: outcome.atMost, parts: [part] })
  }

  /** The counts of a service. A rule that had nothing to look at there has looked at nothing, which is something else than not to have run. */
  countsFor(service: string): Share['counts'] {
    let known = this.countsOf.get(service)
    if (!known) this.countsOf.set(service, known = Object.fromEntries(this.rules.map(({ name }) => [name, { judged: 0, unknown: 0, causes: {} }])))
    return known
  }

  /** The reports by the file of their cause. */
  byFile(): Map<RepoPath, Report[]> {
    const byFile = new Map<RepoPath, Report[]>()
    const said = this.said()
    for (const { parts, ...report } of this.reports.values()) {
      const own = placeKey(report.at)
      const left = this.yields(report.rule) ? parts.filter(({ about }) => !about.some(one => said.has(`${report.rule.behind} ${one}`))) : parts
      if (left.length === 0) continue
      const related = unique(left.flatMap(part => part.related)).filter(place => placeKey(place) !== own).sort(byPlace)
      const list = byFile.get(report.at.file) ?? []
      list.push({ ...report, related })
      byFile.set(report.at.file, list)
    }
    for (const list of byFile.values()) list.sort((a, b) => byPlace(a.at, b.at) || a.rule.name.localeCompare(b.rule.name))
    return byFile
  }

  /** What each rule reports, so that a rule behind it does not tell the same cause again. */
  private said(): Set<string> {
    return new Set([...this.reports.values()].flatMap(({ rule, parts }) => parts.flatMap(({ about }) => about.map(one => `${rule.name} ${one}`))))
  }
}

const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

function unique(places: RelatedPlace[]): RelatedPlace[] {
  const seen = new Map<string, RelatedPlace>()
  for (const place of places) if (!seen.has(placeKey(place))) seen.set(placeKey(place), place)
  return [...seen.values()]
}

/** By file, then by position. */
export function byPlace(a: Pick<Place, 'file' | 'line' | 'column'>, b: Pick<Place, 'file' | 'line' | 'column'>): number {
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column
}
