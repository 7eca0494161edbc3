import type { ServiceMap, Spot } from '@bulkhead/checker'
import type { CardCheck, GateDecision, RuleText } from '@bulkhead/gate'
import type { Examination } from '@bulkhead/analysis'
import type { Config, Service } from '@bulkhead/workspace'
import type { Stack } from './stack.js'
import type { Contract, Generated } from './contracts.js'
import type { DecisionRecord } from './decisions.js'
import type { Migrations } from './delivery.js'
import type { Step, updatersIn } from './pipelines.js'

/** What a review says: a fact has a place, what is taken for true is an assumption, and what nobody can say is a question. */
export interface Statement {
  is: 'fact' | 'assumption' | 'question'
  text: string
  at?: readonly Spot[]
}

/** Rows under headings; a cell is text. */
export interface Grid {
  title: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/** One of the seven things that an architecture review answers with. */
export interface Part {
  heading: string
  statements: readonly Statement[]
  grids: readonly Grid[]
  /** A flowchart of Mermaid. */
  diagram?: string
}

/** An architecture review of a repository at a commit. */
export interface Review {
  commit?: { id: string; when: string }
  asOf: string
  parts: readonly Part[]
}

/** Everything that a review is written from. */
export interface Ground {
  examination: Examination
  decision: GateDecision
  map: ServiceMap
  services: readonly Service[]
  config: Config
  rules: readonly RuleText[]
  stack: Stack
  contracts: readonly Contract[]
  migrations: readonly Migrations[]
  records: readonly DecisionRecord[]
  /** What CI runs. */
  pipelines: readonly Step[]
  updaters: ReturnType<typeof updatersIn>
  /** Where an interface is described by the code itself. */
  generated: readonly Generated[]
  /** The day on which it is written. */
  day: string
}

/** The program that each part is released with: whoever is asked about a part is asked about its program. */
export function homeIn({ decision }: Pick<Ground, 'decision'>): (service: string) => string {
  const homes = new Map(decision.cards.flatMap(({ service, parts = [] }) => (service === undefined ? [] : parts.map(part => [part, service] as const))))
  return service => homes.get(service) ?? service
}

/** The first places of many. */
export const some = (at: readonly Spot[], most = 5): Spot[] => at.slice(0, most).map(({ file, line }) => ({ file, line }))

export const fact = (text: string, at?: readonly Spot[]): Statement => ({ is: 'fact', text, ...(at && at.length > 0 && { at: some(at) }) })
export const question = (text: string, at?: readonly Spot[]): Statement => ({ is: 'question', text, ...(at && at.length > 0 && { at: some(at) }) })

/** The checks of all cards, those that ended alike for the same reason together, with the services that they are about. */
export function inCommon(cards: GateDecision['cards'], which: (check: CardCheck) => boolean): { check: CardCheck; services: string[]; owners: string[] }[] {
  const together = new Map<string, { check: CardCheck; services: string[]; owners: string[] }>()
  for (const { service = 'no service', owners, checks } of cards) for (const check of checks.filter(which)) {
    const key = JSON.stringify([check.id, check.status, check.reason, check.cure])
    const known = together.get(key) ?? { check, services: [], owners: [] }
    together.set(key, { check, services: [...known.services, service], owners: [...new Set([...known.owners, ...owners])] })
  }
  const order = cards[0]?.checks.map(({ id }) => id) ?? []
  return [...together.values()].sort((a, b) => order.indexOf(a.check.id) - order.indexOf(b.check.id))
}
