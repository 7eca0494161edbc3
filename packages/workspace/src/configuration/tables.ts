import picomatch from 'picomatch'
import type { Config } from '../workspace.js'

/** What the configuration says of a table. */
export interface DeclaredTable {
  /** The service that owns it. */
  owner?: string
  /** Who may use it beside its owner. */
  accept?: true | string[]
  /** Whether a service may use it beside its owner. */
  accepts: (service: string) => boolean
}

/** Answers for any table what the configuration says of it; of several entries each adds what it says. */
export function tablesDeclared({ tables }: Config): (table: string) => DeclaredTable {
  const entries = Object.entries(tables).map(([name, said]) => ({ isMeant: picomatch(name), ...said }))
  return (table) => {
    const about = entries.filter(({ isMeant }) => isMeant(table))
    const accept = about.some(({ accept }) => accept === true) || [...new Set(about.flatMap(({ accept }) => accept === true ? [] : accept ?? []))]
    return { owner: about.find(({ owner }) => owner !== undefined)?.owner, ...(accept === true || accept.length > 0) && { accept }, accepts: (service) => about.some(({ accept }) => accept === true || accept?.includes(service)) }
  }
}
