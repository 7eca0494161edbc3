import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'
import { many } from '../map/words.js'
import { fact, inCommon, question, type Ground, type Part, type Statement } from './part.js'

/** A description of an interface. */
export interface Contract {
  kind: 'OpenAPI' | 'Swagger' | 'AsyncAPI' | 'GraphQL' | 'Protocol Buffers'
  version?: string
  service?: string
  at: Spot
}

const KEYS: Readonly<Record<string, Contract['kind']>> = { openapi: 'OpenAPI', swagger: 'Swagger', asyncapi: 'AsyncAPI' }

/** The descriptions of interfaces that lie in a repository, as far as their own text says what they are. */
export function contractsIn({ workspace }: Engine): Contract[] {
  const files = ['.yaml', '.yml', '.json', '.graphql', '.gql', '.proto'].flatMap(ending => workspace.filesEnding(ending)).sort().filter(file => workspace.scopeOf(file) !== 'test')
  return files.flatMap((file): Contract[] => {
    const service = workspace.serviceOf(file)?.name
    const of = { ...(service !== undefined && { service }) }
    if (file.endsWith('.proto')) return /^\s*service\s+\w+/m.test(workspace.read(file) ?? '') ? [{ kind: 'Protocol Buffers', at: { file, line: 1 }, ...of }] : []
    if (/\.(?:graphql|gql)$/.test(file)) return /^\s*(?:extend\s+)?type\s+(?:Query|Mutation|Subscription)\b/m.test(workspace.read(file) ?? '') ? [{ kind: 'GraphQL', at: { file, line: 1 }, ...of }] : []
    const head = (workspace.read(file) ?? '').slice(0, 2_000)
    const match = /^\s*["']?(openapi|swagger|asyncapi)["']?\s*:\s*["']?(\d[\w.]*)/m.exec(head)
    return match ? [{ kind: KEYS[match[1]!]!, version: match[2]!, at: { file, line: head.slice(0, match.index + match[0].search(/\S/)).split('\n').length }, ...of }] : []
  })
}

/** API and data contract strategy. */
export function contracts({ contracts: described, services, map, stack, decision }: Ground): Part {
  const listening = services.filter(({ name }) => stack.frameworks.some(({ service }) => service === name))
  const shared = described.filter(({ service }) => service === undefined)
  const statements: Statement[] = [
    ...described.map(({ kind, version, service, at }) => fact(`${service ?? 'The repository'} describes an interface in ${kind}${version === undefined ? '' : ` ${version}`}.`, [at])),
    ...listening.filter(({ name }) => shared.length === 0 && !described.some(({ service }) => service === name)).map(({ name }) => question(`What does ${name} promise to those who call it? No description of its interface was found.`, stack.frameworks.find(({ service }) => service === name)?.at)),
    ...map.tables.filter(({ uses }) => uses.some(({ foreign }) => foreign.writes)).map(({ name, owner, uses }) => fact(`${name}, which is ${owner ?? 'nobody'}’s, is written by ${uses.filter(({ foreign }) => foreign.writes).map(({ service }) => service).join(', ')}.`, uses.filter(({ foreign }) => foreign.writes).flatMap(({ writes }) => writes))),
    ...map.queues.map(({ library, publishers, consumers }) => question(`Which versions of their messages do the ${many(consumers.length, 'consumer')} of ${library} understand? No schema of an event is read yet.`, [...publishers, ...consumers].flatMap(({ at }) => at))),
  ]
  const rows = inCommon(decision.cards, ({ id }) => id === 'api-contract').map(({ check, services: of }) => [of.join(', '), check.status, check.reason])
  return { heading: 'API and data contract strategy', statements, grids: [{ title: 'The check `api-contract`', head: ['services', 'status', 'reason'], rows }] }
}
