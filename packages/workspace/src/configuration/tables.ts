import picomatch from 'picomatch'
import type { Config } from '../workspace.js'

/** What the configuration says of a table. */
export interface DeclaredTable {
  /** The service that owns it. */
  owner?: string
  /** Whether a service may use it beside its owner. */
  accepts: (service: string) => boolean
}

/** Answers for any table what the configuration says of it; of several entries each adds what it says. */
export function tablesDeclared({ tables }: Config): (table: string) => DeclaredTable {
  const entries = Object.entries(tables).map(([name, said]) => ({ isMeant: picomatch(name), ...said }))
  return (table) => {
    const about = entries.filter(({ isMeant }) => isMeant(table))
    return { owner: about.find(({ owner }) => owner !== undefined)?.owner, accepts: (service) => about.some(({ accept }) => accept === true || accept?.includes(service)) }
  }
}
