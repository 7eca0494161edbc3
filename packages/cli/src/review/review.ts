import { boundaries } from './boundaries.js'
import { constraintStatements } from './constraints.js'
import { contracts } from './contracts.js'
import { decisions } from './decisions.js'
import { delivery } from './delivery.js'
import { gates } from './gates.js'
import type { Ground, Part, Review } from './part.js'
import { reliability } from './reliability.js'
import { risks } from './risks.js'

/** Writes the seven parts. Pure: the same ground gives the same review. */
export function reviewOf(ground: Ground): Review {
  const { decision: { commit, asOf } } = ground
  const [first, ...rest] = [decisions, boundaries, contracts, reliability, delivery, gates, risks].map(part => part(ground)) as [Part, ...Part[]]
  return { ...(commit && { commit }), asOf, parts: [{ ...first, statements: [...first.statements, ...constraintStatements(ground.config.constraints)] }, ...rest] }
}
