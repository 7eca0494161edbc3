import type { Evidence } from '../evidence/evidence.js'

/** What evidence is held against. */
export interface Now {
  asOf: Date
  /** The commit that is judged, and when it was made; left out where there is none. */
  commit?: { id: string; when: string }
  /** The days after which evidence is stale. */
  maxAge: number
}

/** The age at which evidence is stale where nothing else is said. */
export const MAX_AGE = 7

const DAY = 24 * 60 * 60 * 1000
const SHORT = 8

/** Why evidence speaks of something else than what is judged; undefined where it does not. What stands in the commit itself never does. */
export function staleness({ commit: of, when }: Evidence, { asOf, commit, maxAge }: Now): string | undefined {
  if (of !== undefined && commit !== undefined && !commit.id.startsWith(of) && !of.startsWith(commit.id)) return `stale: made of commit ${of.slice(0, SHORT)}, and ${commit.id.slice(0, SHORT)} is judged`
  if (when === undefined) return undefined
  const made = Date.parse(when)
  if (Number.isNaN(made)) return `stale: it says no time that can be read (${when})`
  if (of === undefined && commit !== undefined && made < Date.parse(commit.when)) return `stale: made ${day(made)}, before the commit ${commit.id.slice(0, SHORT)} of ${day(Date.parse(commit.when))}`
  const age = Math.floor((asOf.getTime() - made) / DAY)
  return age > maxAge ? `stale: made ${day(made)}, ${age} days ago, and the policy allows ${maxAge}` : undefined
}

/** A point in time, to the minute, in UTC. */
const day = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ')
