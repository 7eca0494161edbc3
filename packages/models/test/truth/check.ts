import { type Bound, type ContainerModel, type Model, parseClientType, parsePlace, type Place } from '../../src/index.js'
import type { Arrangement } from './arrangements.js'
import { endsInCall, type Found, reach, type World } from '../../proofs/reach.js'
import { declaresType, mentions } from './text.js'

/** Every signature of a model, with the part of the model it stands in. */
export function signaturesOf(model: Model): { key: string; text: string }[] {
  const { clients = {}, operations = [], bounds = [], ineffective = [], definitions = [], relating = [], aliases = [], values = [], containers = [], callbacks = [], contexts = [], constants = {} } = model
  return [
    ...Object.entries(clients).flatMap(([name, client]) => client.made.map(text => ({ key: `clients.${name}`, text }))),
    ...operations.flatMap(({ calls, except = [] }) => [...calls, ...except].map(text => ({ key: 'operations', text }))),
    ...bounds.flatMap(bound => chainedOf(bound).map(text => ({ key: `bounds.${bound.limit}`, text }))),
    ...ineffective.flatMap(({ limit, places, unless = [] }) => chainedOf({ places: [...places, ...unless] }).map(text => ({ key: `ineffective.${limit}`, text }))),
    ...definitions.flatMap(({ decorator, extends: base, call }) => [decorator, base, call].filter(text => text !== undefined)).map(text => ({ key: 'definitions', text })),
    ...definitions.flatMap(({ table }) => table?.relations ?? []).map(text => ({ key: 'definitions', text })),
    ...relating.map(text => ({ key: 'relating', text })),
    ...aliases.map(text => ({ key: 'aliases', text })),
    ...values.flatMap(({ means, made }) => made.map(text => ({ key: `values.${means}`, text }))),
    ...containers.flatMap(container => signaturesIn(container).map(text => ({ key: 'containers', text }))),
    ...contexts.flatMap(({ typed, laid }) => [typed, ...laid?.by ?? []].map(text => ({ key: 'contexts', text }))),
    ...callbacks.flatMap(({ calls }) => calls.map(text => ({ key: 'callbacks', text }))),
    ...Object.keys(constants).map(text => ({ key: 'constants', text })),
  ]
}

/** The name of a member that is a token is the code's own; the way to it is the library's. */
function signaturesIn({ binds, asks, makes = [], later = [], scope }: ContainerModel): string[] {
  const own = [...binds.map(({ by }) => by), ...asks.flatMap(({ decorator, call }) => [decorator, call]), ...makes, ...later, scope?.decorator, scope?.everywhere]
  const above = asks.map(({ member }) => member).map(text => text?.replace(/\.\*$/, ''))
  return [...own, ...above].filter(text => text !== undefined)
}

/** What is made inside of an argument is of another library, and looked up by its own model. */
function chainedOf({ places, confirmed }: Pick<Bound, 'places' | 'confirmed'>): string[] {
  const found = places.flatMap(place => (typeof place === 'string' || 'assigned' in place || 'overridden' in place || 'inside' in place ? [] : 'chained' in place ? [place.chained] : 'piped' in place ? [place.piped] : [place.provided]))
  return confirmed ? [...found, confirmed.chained] : found
}

/** The spellings of a signature that do not exist in the real library, or do not end in something callable where they say so. */
export function missing(text: string, world: World): string[] {
  const right = ({ value }: Found) => !endsInCall(text) || typeof value === 'function'
  return [...reach(text, world)].filter(([, found]) => !found.some(right)).map(([spelling]) => spelling)
}

/** The same signature with its last name misspelt, or nothing where it ends in names that it leaves open. */
export function misspelt(text: string): string | undefined {
  const changed = text.replace(/(?<![.( ])\.(\{)?([\w$-]+)(?=[^.]*(?:\([^)]*\))?$)/, '.$1$2Misspelt')
  return changed === text ? undefined : changed
}

/** Type names that a model says the library exports, and that none of its declarations declares. */
export function missingTypes(model: Model, packages: string[]): string[] {
  const implemented = (model.definitions ?? []).flatMap(definition => definition.implements ?? [])
  const named = [...Object.values(model.clients ?? {}).flatMap(client => (client.types ?? []).map(type => parseClientType(type).name)), ...implemented]
  return named.filter(name => !declaresType(packages, name))
}

/** Option names that a model reads, and that stand nowhere in the library's code or declarations. */
export function missingOptions(model: Model, packages: string[], arrangement: Arrangement): string[] {
  const places: Place[] = [
    ...(model.bounds ?? []).flatMap(bound => [...bound.places, ...(bound.when?.places ?? [])]),
    ...(model.retries ?? []).flatMap(({ places }) => places),
    ...(model.containers ?? []).flatMap(({ binds, scope }) => [...binds.flatMap(({ token, value = [], factory = [], class: classes = [], same = [], inject }) => [token, ...value, ...factory, ...classes, ...same, inject]), ...(scope ? [...scope.holds, scope.imports, scope.exports, scope.class] : [])]).filter(place => place !== undefined),
    ...(model.operations ?? []).flatMap(operation => [...(operation.idempotency?.places ?? []), ...(operation.target ?? [])]),
  ]
  const words = new Set(places.flatMap(wordsOf))
  return [...words].filter(word => !(word in (arrangement.unmentioned ?? {})) && !mentions(packages, word))
}

function wordsOf(place: Place): string[] {
  if (typeof place === 'string') return parsePlace(place).path.filter(word => word !== '()')
  if ('assigned' in place) return place.assigned.split('.')
  if ('overridden' in place) return [place.overridden, ...place.writing]
  if ('inside' in place) return [...wordsOf(place.inside), ...wordsOf(place.at)]
  if ('piped' in place) return []
  return place.at === undefined ? [] : wordsOf(place.at)
}
