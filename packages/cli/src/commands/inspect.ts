import type { InspectedAccess, InspectedOperation, Spot } from '@bulkhead/checker'
import { harmless, harmlessJson } from '@bulkhead/gate'
import pico from 'picocolors'
import type { Colors } from 'picocolors/types.js'
import { PASSED } from '../exit-codes.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { wantsColor } from '../terminal/color.js'
import { deliver } from '../terminal/deliver.js'

/** The options of `bulkhead inspect`. */
export interface InspectOptions extends RepositoryOptions {
  format: 'text' | 'json'
  output?: string
  /** List what is defined and reached in databases instead. */
  tables?: boolean
}

/** Lists every operation of a repository that was understood, or every table that it reaches. */
export async function inspect(directory: string, options: InspectOptions): Promise<number> {
  const engine = await openRepository(directory, options)
  const colors = pico.createColors(options.output === undefined && wantsColor(process.stdout, process.env))
  await deliver(options.tables ? tables(engine.dataAccesses(), options, colors) : operations(engine.inspect(), options, colors), options.output)
  return PASSED
}

function operations(found: InspectedOperation[], { format }: InspectOptions, c: Colors): string {
  return format === 'json' ? harmlessJson({ version: 1, operations: found }) : operationsText(found, c)
}

function tables(found: InspectedAccess[], { format }: InspectOptions, c: Colors): string {
  return format === 'json' ? harmlessJson({ version: 1, accesses: found }) : accessesText(found, c)
}

function accessesText(accesses: readonly InspectedAccess[], c: Colors): string {
  if (accesses.length === 0) return 'No table was found. `bulkhead explain <file>` tells what a file is taken for.\n'
  const tables = new Set(accesses.flatMap(({ table, definition }) => table === undefined ? [] : [`${table} ${definition?.file}`]))
  const unknown = accesses.filter(({ table }) => table === undefined).length
  return `${accesses.map(access => accessLine(access, c)).join('\n')}\n\n${tables.size} tables, ${accesses.length} places, ${unknown} of them unknown\n`
}

const accessLine = ({ file, line, column, kind, table, why, library, service, transaction, via }: InspectedAccess, c: Colors): string =>
  [
    `${harmless(file)}:${line}:${column}`, c.bold(kind), table === undefined ? c.yellow('unknown') + because(why, c) : harmless(table), harmless(library),
    ...(service === undefined ? [] : [c.dim(`service ${harmless(service)}`)]), ...(transaction === undefined ? [] : [c.dim(`in the transaction: ${spot(transaction)}`)]),
    ...(via.length === 0 ? [] : [c.dim(`via: ${via.map(spot).join(', ')}`)]),
  ].join('  ')

function operationsText(operations: readonly InspectedOperation[], c: Colors): string {
  if (operations.length === 0) return 'No operation was understood. `bulkhead explain <file>` tells what a file is taken for.\n'
  const blocks = operations.map(operation => [heading(operation, c), ...details(operation, c).map(line => `    ${line}`)].join('\n'))
  return `${blocks.join('\n')}\n\n${operations.length} ${operations.length === 1 ? 'operation' : 'operations'}\n`
}

const heading = ({ kind, library, file, line, column, service, scope, effect }: InspectedOperation, c: Colors): string =>
  [
    `${harmless(file)}:${line}:${column}`, c.bold(harmless(kind)), harmless(library), ...(effect === undefined ? [] : [harmless(effect)]),
    c.dim(harmless(service === undefined ? scope : `${scope}, service ${service}`)),
  ].join('  ')

function details({ limits, idempotency, transaction, via, client }: InspectedOperation, c: Colors): string[] {
  return [
    ...limits.map(limit => limitLine(limit, c)),
    ...(idempotency === undefined ? [] : [`idempotency: ${painted(idempotency.state, c)}${from(idempotency.source)}${because(idempotency.why, c)}`]),
    ...(client === undefined ? [] : [`client: ${spot(client)}`]),
    ...(transaction === undefined ? [] : [`in the transaction: ${spot(transaction)}`]),
    ...(via.length === 0 ? [] : [`via: ${via.map(spot).join(', ')}`]),
  ]
}

const limitLine = ({ limit, state, value, source, why }: InspectedOperation['limits'][number], c: Colors): string =>
  `${harmless(limit)}: ${painted(state, c)}${value === undefined ? '' : ` ${harmless(value)}`}${from(source)}${because(why, c)}`

const spot = ({ file, line }: Spot): string => `${harmless(file)}:${line}`
const from = (source: Spot | undefined): string => (source === undefined ? '' : ` from ${spot(source)}`)
/** The engine names some reasons by a word of its own; everything else it says in words already. */
const WHY: Readonly<Record<string, string>> = { absent: 'nothing sets one', off: 'switched off', 'caller-only': 'only its caller can cancel it' }

const because = (why: string | undefined, c: Colors): string => (why === undefined ? '' : c.dim(` (${harmless(WHY[why] ?? why)})`))

function painted(state: string, c: Colors): string {
  if (state === 'set') return c.green(state)
  return state === 'unknown' ? c.yellow(state) : c.red(state)
}
