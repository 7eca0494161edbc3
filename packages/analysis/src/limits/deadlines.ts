import type { LibraryOperation } from '../libraries/library.js'
import { libraryCalled } from '../values/calls.js'
import { stepInto, type Located, type Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { boundOf, mayHold } from './limit.js'

/** Whether somebody stops waiting after a time: surely, perhaps, or not that anyone could see. */
export type Wait = 'bounded' | 'unknown' | 'free'

/** What several ways to stop waiting come to: any one is enough. */
export function anyOf(waits: Iterable<Wait>): Wait {
  let found: Wait = 'free'
  for (const wait of waits) {
    if (wait === 'bounded') return wait
    if (wait === 'unknown') found = wait
  }
  return found
}

/** What a call that only waits is asked about. */
const WAITING: LibraryOperation = { model: { kind: 'retry', calls: [] }, calls: [], except: [], within: [], tables: [] }

/**
 * Whether a call of a library waits no longer than a time for something, or makes a client that does so: `pTimeout(promise, …)`, `new CircuitBreaker(fn, …)`,
 * `breaker.fire()`. `isAwaited` tells what it waits for.
 */
export function keepsDeadline(project: Project, site: Site, isAwaited: (at: Located) => boolean): Wait {
  const callee = libraryCalled(project.tracer, site)
  return callee ? anyOf([callee.path, ...callee.or ?? []].map((path): Wait => {
    const called = stepInto(path, site)
    const found = project.understanding.deadline(called)
    const awaited = found?.match.layers.find(({ given }) => given.get('awaited'))?.given.get('awaited')
    return found && awaited && isAwaited(awaited) ? inTime(project, { ...found, path: called, operation: WAITING }, site) : 'free'
  })) : 'free'
}

/** What the time comes to. A library that has no bounds cannot do without one. */
function inTime(project: Project, understood: Parameters<typeof mayHold>[2], site: Site): Wait {
  const bounds = understood.library.bounds.filter(({ model }) => model.limit === 'timeout')
  if (bounds.length === 0) return 'bounded'
  return anyOf(bounds.filter(bound => mayHold(project, bound, understood, site)).map((bound): Wait => {
    // What is given may run anywhere, for as long as somebody else lets it.
    if (bound.model.is === 'opaque' && bound.places.some(place => place.is === 'given' && place.at.parameter === 'awaited')) return 'unknown'
    const said = boundOf(project, bound, understood, site)
    return said.is === 'set' ? 'bounded' : said.is === 'unknown' ? 'unknown' : 'free'
  }))
}
