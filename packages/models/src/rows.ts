import type { Bound, Idempotency, Ineffective, Model, OperationModel, Patience, Place, Retries, Signature } from './model.js'

/** One fact of a model that can be shown by running the library. Its `id` stays the same as long as the fact does. */
export type Row = { id: string } & (
  | { kind: 'bound'; bound: Bound; place: Place }
  | { kind: 'covers'; bound: Bound; place: Place }
  | { kind: 'default'; bound: Bound; value: 'off' | number }
  | { kind: 'retries'; retries: Retries; place?: Place }
  | { kind: 'idempotency'; idempotency: Idempotency; operation: OperationModel; place: Place }
  | { kind: 'ineffective'; ineffective: Ineffective; place: Place }
  | { kind: 'deadline'; signature: Signature }
  | { kind: 'patience'; patience: Patience }
  | { kind: 'refuses'; operation: OperationModel; target: string }
)

/** Every fact of a model that a proof can be about, each id once. An `opaque` bound states nothing that could be tried. */
export function rowsOf({ bounds = [], patience, retries = [], operations = [], ineffective = [], values = [] }: Model): Row[] {
  const stated = bounds.filter(bound => bound.is !== 'opaque')
  const rows: Row[] = [
    ...stated.flatMap(bound => bound.places.map((place): Row => ({ id: text('bound', bound.limit, placeText(place), only(bound)), kind: 'bound', bound, place }))),
    ...stated.filter(bound => ofRequests(bound, operations)).map((bound): Row => ({ id: text('covers', bound.limit, placeText(bound.places[0]!), only(bound)), kind: 'covers', bound, place: bound.places[0]! })),
    ...stated.filter(bound => bound.default !== undefined).map((bound): Row => ({ id: text('default', bound.limit, only(bound)), kind: 'default', bound, value: bound.default! })),
    ...(patience === undefined ? [] : [{ id: 'patience', kind: 'patience', patience } as const]),
    ...retries.flatMap((entry): Row[] => {
      const which = text(...(entry.effects ?? []), ...(entry.methods ?? []), only(entry))
      return [{ id: text('retries', which), kind: 'retries', retries: entry }, ...entry.places.map((place): Row => ({ id: text('retries', placeText(place), which), kind: 'retries', retries: entry, place }))]
    }),
    ...operations.flatMap(operation =>
      (operation.idempotency?.places ?? []).map((place): Row => ({ id: text('idempotency', placeText(place)), kind: 'idempotency', idempotency: operation.idempotency!, operation, place })),
    ),
    ...ineffective.flatMap(entry => entry.places.map((place): Row => ({ id: text('ineffective', placeText(place), only(entry)), kind: 'ineffective', ineffective: entry, place }))),
    ...operations.flatMap(operation => operation.refuses === undefined ? [] : (operation.target ?? []).map((target): Row => ({ id: text('refuses', operation.refuses!, target), kind: 'refuses', operation, target }))),
    ...values.filter(({ means }) => means === 'deadline').flatMap(({ made }) => made.map((signature): Row => ({ id: text('deadline', signature), kind: 'deadline', signature }))),
  ]
  return [...new Map(rows.toReversed().map(row => [row.id, row])).values()].reverse()
}

/** Whether what a bound covers can be seen from outside: each phase of an HTTP request ends with something that a peer says. */
function ofRequests({ covers, for: kinds, places }: Bound, operations: OperationModel[]): boolean {
  const of = kinds ?? operations.map(({ kind }) => kind)
  return covers !== undefined && places.length > 0 && of.length > 0 && of.every(kind => kind === 'http.request')
}

/** A place as it is written in code. */
export function placeText(place: Place): string {
  if (typeof place === 'string') return place
  if ('assigned' in place) return `${place.assigned} =`
  if ('overridden' in place) return `${place.overridden} of its class`
  if ('inside' in place) return text(place.inside, place.made, place.at)
  if ('piped' in place) return text(place.piped, place.made, place.at)
  return text('chained' in place ? place.chained : place.provided, place.at ?? '')
}

/** What tells apart two facts that stand at the same place. */
function only({ for: kinds = [], when, versions }: Pick<Bound, 'for' | 'when' | 'versions'>): string {
  return text(kinds.length === 0 ? '' : `for ${kinds.join(', ')}`, when === undefined ? '' : `when ${when.starts.join(', ')}`, versions === undefined ? '' : `in ${versions}`)
}

function text(...parts: string[]): string {
  return parts.filter(part => part !== '').join(' ')
}
