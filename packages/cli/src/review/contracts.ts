import type { Spot } from '@bulkhead/checker'
import type { Engine } from '../engine.js'
import { listed, many } from '../map/words.js'
import { fact, homeIn, inCommon, question, type Ground, type Part, type Statement } from './part.js'

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

/** An interface that is described by the code itself, by what a library makes of it. */
export interface Generated {
  by: string
  service?: string
  at: Spot[]
}

const GENERATORS = ['@nestjs/swagger#SwaggerModule', '@nestjs/swagger#DocumentBuilder', 'swagger-jsdoc', '@fastify/swagger', 'tsoa#Route', '@asteasolutions/zod-to-openapi', 'trpc-to-openapi#generateOpenApiDocument', 'trpc-openapi#generateOpenApiDocument', '@wesleytodd/openapi', 'express-openapi', '@ts-rest/open-api', '@hono/zod-openapi', 'hono-openapi', 'hapi-swagger', '@orpc/openapi', 'type-graphql', '@pothos/core']

/** Where code describes its own interface. */
export function generatedIn({ workspace, using }: Engine): Generated[] {
  const found = new Map<string, Generated>()
  for (const { package: by, file, line } of using(GENERATORS)) {
    const service = workspace.serviceOf(file)?.name
    const known = found.get(JSON.stringify([by, service])) ?? { by, at: [], ...(service !== undefined && { service }) }
    known.at.push({ file, line })
    found.set(JSON.stringify([by, service]), known)
  }
  return [...found.values()]
}

/** API and data contract strategy. */
export function contracts(ground: Ground): Part {
  const { contracts: described, generated, services, map, stack, decision } = ground
  const home = homeIn(ground)
  const ofHome = (wanted: string) => ({ service }: { service?: string }): boolean => service !== undefined && home(service) === wanted
  const listening = services.map(({ name }) => name).filter(name => home(name) === name && stack.frameworks.some(ofHome(name)))
  const shared = [...described, ...generated].filter(({ service }) => service === undefined)
  const statements: Statement[] = [
    ...described.map(({ kind, version, service, at }) => fact(`${service ?? 'The repository'} describes an interface in ${kind}${version === undefined ? '' : ` ${version}`}.`, [at])),
    ...generated.map(({ by, service, at }) => fact(`${service ?? 'Code of no service'} describes its interface in code, by ${by}. What was released of it is not in the repository, so nothing can be compared with it.`, at)),
    ...listening.filter(name => shared.length === 0 && ![...described, ...generated].some(ofHome(name))).map(name => question(`What does ${name} promise to those who call it? No description of its interface was found.`, stack.frameworks.find(ofHome(name))?.at.slice(0, 1))),
    ...map.tables.flatMap(({ name, owner, uses }) => {
      const foreign = uses.filter(use => use.foreign.writes)
      const by = listed(foreign.map(({ service }) => service))
      return foreign.length === 0 ? [] : [fact(owner === undefined ? `${name} has no owner, and ${by} ${foreign.length === 1 ? 'writes' : 'write'} to it beside others.` : `${name} belongs to ${owner}, and ${by} ${foreign.length === 1 ? 'writes' : 'write'} to it too.`, foreign.flatMap(({ writes }) => writes))]
    }),
    ...map.queues.map(({ library, publishers, consumers }) => question(consumers.length === 0 ? `Who reads what is sent through ${library}? No code of a service that was understood does.` : `Which versions of their messages ${consumers.length === 1 ? 'does' : 'do'} the ${many(consumers.length, 'consumer')} of ${library} understand? No schema of an event is read yet.`, [...consumers, ...publishers].flatMap(({ at }) => at.slice(0, 2)))),
  ]
  const rows = inCommon(decision.cards, ({ id }) => id === 'api-contract').map(({ check, services: of }) => [of.join(', '), check.status, check.reason])
  return { heading: 'API and data contract strategy', statements, grids: [{ title: 'The check `api-contract`', head: ['services', 'status', 'reason'], rows }] }
}
