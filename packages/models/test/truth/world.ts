import type { Model } from '../../src/index.js'
import { type Arrangement, harmless } from './arrangements.js'
import { load } from '../../proofs/load.js'
import { type Found, reach, type World } from '../../proofs/reach.js'

/** One set of installed packages for which a model is said to be true. */
export interface Installed {
  /** The installed package that stands in for each one that the model names. */
  packages: Record<string, string>
  /** Spellings that this version lacks and another has, each with the reason. */
  without?: Record<string, string>
}

/** Something that a model says and the library does not have. */
export interface Failure {
  /** Where in the model. */
  key: string
  text: string
  spelling: string
}

/** Loads the modules of a model and makes one of each of its clients, without sending anything anywhere. */
export async function arrange(model: Model, installed: Installed, arrangement: Arrangement): Promise<World & { failures: Failure[] }> {
  const failures: Failure[] = []
  const roots = new Map<string, Found[]>([['global', [{ value: globalThis }]]])
  const modules: Found[] = []
  for (const specifier of (model.modules ?? [model.library]).filter(one => !one.includes('*'))) {
    const reason = arrangement.notLoaded?.[specifier]
    const loaded = await load(specifier, installed.packages)
    if ((loaded.length === 0) !== (reason !== undefined)) failures.push({ key: reason === undefined ? 'cannot be loaded' : 'loads after all', text: specifier, spelling: specifier })
    modules.push(...loaded)
  }
  if (arrangement.modules !== undefined) modules.push(...(await arrangement.modules()).map(value => ({ value })))
  roots.set('module', modules)
  const world = { roots, arguments: { ...harmless(), ...arrangement.arguments }, failures }
  for (const [name, { made }] of Object.entries(model.clients ?? {})) {
    const own = arrangement.clients?.[name]
    const values = own ? [await own(world)].flat() : makeOne(made, world)
    if (values.length === 0) failures.push({ key: `clients.${name}`, text: made.join(', '), spelling: 'none could be made' })
    roots.set(name, values)
  }
  if (arrangement.result !== undefined) roots.set('result', [await arrangement.result(world)])
  return world
}

/** The first client that can be made, by the order in which the model says where they come from. */
function makeOne(made: string[], world: World): Found[] {
  for (const signature of made)
    for (const found of reach(signature, world, true).values()) if (found.length > 0) return found
  return []
}
