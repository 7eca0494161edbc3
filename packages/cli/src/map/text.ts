import type { ServiceMap, Spot } from '@bulkhead/checker'
import { harmless } from '@bulkhead/gate'
import { many, named } from './words.js'

/** The map in lines, as a terminal shows it. Nothing is collapsed. */
export function text(map: ServiceMap): string {
  if (map.services.length === 0) return 'No service was found. `bulkhead explain <file>` tells what a file is taken for, and `services` in the configuration names what was not seen.\n'
  const blocks = map.services.map(({ name, directory, owners }) => [
    `${harmless(name)}  ${harmless(directory)}  ${owners.length > 0 ? harmless(owners.join(', ')) : 'no owner'}`,
    ...[...tables(map, name), ...dependencies(map, name), ...queues(map, name), ...unread(map, name)].map(line => `    ${line}`),
  ].join('\n'))
  const broken = map.links.filter(({ standing }) => standing === 'broken').length + map.tables.flatMap(({ uses }) => uses).filter(({ standing }) => standing === 'broken').length
  const unjudged = map.links.filter(({ standing }) => standing === 'unjudged').length
  return `${blocks.join('\n')}\n\n${many(map.services.length, 'service')}, ${many(map.tables.length, 'table')}, ${many(map.links.length, 'dependency', 'dependencies')} between services; ${broken} against a rule, ${unjudged} not judged\n`
}

function tables({ tables: all }: ServiceMap, service: string): string[] {
  const own = all.filter(({ owner }) => owner === service).map(({ name }) => name)
  const foreign = all.filter(({ owner }) => owner !== service).flatMap(({ name, owner, uses }) => uses.filter(use => use.service === service).map(({ reads, writes, rules }) =>
    `${[reads.length > 0 ? 'reads' : '', writes.length > 0 ? 'writes' : ''].filter(Boolean).join(' and ')} the table ${harmless(name)}${owner === undefined ? '' : ` of ${harmless(owner)}`}${breaking(rules)}  ${places([...writes, ...reads])}`))
  return [...own.length > 0 ? [`owns ${many(own.length, 'table')}: ${harmless(named(own, 8))}`] : [], ...foreign]
}

function dependencies({ links }: ServiceMap, service: string): string[] {
  return links.filter(({ from }) => from === service).flatMap(({ to, imports, calls, standing, rules }) => [
    ...imports.length > 0 ? [`imports ${harmless(to)}${standing === 'unjudged' ? '  not judged' : breaking(rules)}  ${places(imports)}`] : [],
    ...calls.length > 0 ? [`calls ${harmless(to)}${imports.length > 0 ? '' : breaking(rules)}  ${places(calls)}`] : [],
  ])
}

function queues({ queues: all }: ServiceMap, service: string): string[] {
  return all.flatMap(({ library, publishers, consumers }) => [
    ...publishers.filter(side => side.service === service).map(({ at }) => `publishes with ${harmless(library)}  ${places(at)}`),
    ...consumers.filter(side => side.service === service).map(({ at }) => `consumes with ${harmless(library)}  ${places(at)}`),
  ])
}

function unread({ unread: all }: ServiceMap, service: string): string[] {
  return all.filter(one => one.service === service).map(({ what, at }) => `not read: ${what === 'address' ? `where ${many(at.length, 'request goes', 'requests go')}` : `which table ${many(at.length, 'access', 'accesses')} reach${at.length === 1 ? 'es' : ''}`}  ${places(at)}`)
}

const breaking = (rules: readonly string[]): string => rules.length > 0 ? `  against ${rules.join(', ')}` : ''

function places(at: readonly Spot[]): string {
  return named(at.map(({ file, line }) => `${harmless(file)}:${line}`), 2)
}
