import type { Examination, RuleCount, Share } from '@bulkhead/analysis'
import type { Service } from '@bulkhead/workspace'
import type { Agreed } from '../old-code/agreed.js'

/** What is decided together: a service with the parts of its program, or what belongs to none. */
export interface Lot {
  /** Left out: what belongs to no service. */
  service?: string
  owners: readonly string[]
  /** The parts that are released with it and by it alone. */
  parts: readonly string[]
  /** What was seen in its own code. */
  seen: Examination
  /** What was agreed about that, without what is about whole checks. */
  agreed: Agreed
  /** Whether it is about this that something is said of a service. */
  has: (of: { service?: string }) => boolean
}

/**
 * Splits what was seen by services, with what belongs to none at the end, where there is anything of it. A bounded part of a program is released as that program, so
 * it is decided there, unless it is among those that stand `apart`.
 */
export function split(examination: Examination, agreed: Agreed, apart: (part: Service) => boolean): Lot[] {
  const { services, shares, findings } = examination
  const names = new Set(services.map(({ name }) => name))
  const homes = new Map(services.map(service => [service.name, apart(service) ? service.name : programOf(service, services)?.name ?? service.name]))
  const homeOf = ({ service }: { service?: string }): string => homes.get(service ?? '') ?? ''
  const loose = services.length === 0 || findings.some(finding => homeOf(finding) === '') || Object.values(shares['']?.counts ?? {}).some(({ judged }) => judged > 0)
  return [...services.filter(({ name }) => homes.get(name) === name), ...(loose ? [{ name: '', owners: [] }] : [])].map(({ name, owners }): Lot => {
    const has = (of: { service?: string }): boolean => homeOf(of) === name
    const own = [...names, ''].filter(service => has({ service }))
    // Where there are no services, everything belongs to none.
    const share = names.size === 0 ? examination : together(own.flatMap(service => shares[service] ?? []), cause => has({ service: cause }))
    return {
      ...(name !== '' && { service: name }), owners, parts: own.filter(service => service !== name), has,
      seen: { ...examination, counts: share.counts, files: share.files, notJudged: share.notJudged, findings: findings.filter(has), suppressed: examination.suppressed.filter(has) },
      agreed: { ...agreed, baselined: agreed.baselined.filter(has), waived: agreed.waived.filter(({ finding }) => has(finding)), checks: [], upkeep: agreed.upkeep.filter(({ service }) => service === undefined || has({ service })) },
    }
  })
}

/** The program that a part is deployed with: the deepest around its folder. */
function programOf({ part, directory }: Service, services: readonly Service[]): Service | undefined {
  if (part !== true) return undefined
  return services.filter(one => one.part !== true && (one.directory === '' || directory.startsWith(`${one.directory}/`))).sort((a, b) => b.directory.length - a.directory.length)[0]
}

/** Several shares as one. What breaks by a cause within them is in their findings. */
function together(shares: readonly Share[], isOwn: (service: string) => boolean): Pick<Examination, 'counts' | 'files' | 'notJudged'> {
  const counts: Record<string, RuleCount & { elsewhere: number }> = {}
  for (const share of shares) for (const [rule, { judged, unknown, causes }] of Object.entries(share.counts)) {
    const known = counts[rule] ?? { judged: 0, unknown: 0, elsewhere: 0 }
    const foreign = Object.entries(causes).reduce((sum, [service, n]) => (isOwn(service) ? sum : sum + n), 0)
    counts[rule] = { judged: known.judged + judged, unknown: known.unknown + unknown, elsewhere: known.elsewhere + foreign }
  }
  const sum = (of: keyof Share['files']): number => shares.reduce((all, { files }) => all + files[of], 0)
  return { counts, files: { total: sum('total'), production: sum('production') }, notJudged: [...new Set(shares.flatMap(({ notJudged }) => notJudged))] }
}
