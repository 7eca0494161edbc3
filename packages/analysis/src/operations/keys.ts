import type { FileFacts, Span, ValueRef } from '@bulkhead/facts'
import type { Place } from '../finding.js'
import { isNothing, isOpen, type AccessPath, type Located, type Meaning, type Site } from '../values/meaning.js'
import { hiddenBy, property, type Hidden, type Property } from '../values/objects.js'
import type { ParsedPlace } from '@bulkhead/models'
import type { Project } from '../project.js'
import { chainedCalls } from '../limits/chained.js'
import type { LibraryPlace } from '../libraries/library.js'
import type { Understood } from '../libraries/understanding.js'

/** Whether a side effect carries an idempotency key. */
export type Key =
  | { state: 'set'; source?: Place }
  /** `source` is where a key stands that nobody reads; `open` where a caller may put one there. */
  | { state: 'missing'; source?: Place; open?: boolean }
  /** Another key on every attempt: as good as none. `source` is where it is made. */
  | { state: 'fresh'; source: Place }
  | { state: 'unknown'; why: string; open?: boolean }

/** Asks the places where an operation takes its key. Undefined where it takes none. */
export function keyOf(project: Project, understood: Understood, site: Site): Key | undefined {
  const own = keyIn(project, understood, site)
  const differs = understood.beside || understood.rivals?.some(rival => rival.path.module !== understood.path.module && keyIn(project, rival, site)?.state !== own?.state)
  return own && differs ? { state: 'unknown', why: 'the clients differ, and nothing says which one is in use' } : own
}

/** Whether the provider itself turns a repetition down: what it does in part it does again. */
export function isRepeatRefused(project: Project, understood: Understood, site: Site): boolean {
  const { idempotency } = understood.operation
  return idempotency?.model.repeated === 'refused' && saidAt(project, understood, idempotency.inPart, site) === undefined
}

function keyIn(project: Project, understood: Understood, site: Site): Key | undefined {
  const { idempotency } = understood.operation
  if (!idempotency) return undefined
  const said = saidAt(project, understood, idempotency.places, site)
  if (said) return said
  const unread = saidAt(project, understood, idempotency.mistaken, site)
  return unread?.state === 'unknown' ? { state: 'missing', open: unread.open } : { state: 'missing', source: unread?.source }
}

/** What the first of several places says that says anything certain. */
function saidAt(project: Project, understood: Understood, places: LibraryPlace[], site: Site): Key | undefined {
  let unknown: Key | undefined
  for (const place of places)
    for (const said of keysAt(project, understood, place, site)) {
      if (said.state !== 'unknown') return said
      unknown ??= said
    }
  return unknown
}

/** What one place says, if anything. */
function* keysAt(project: Project, understood: Understood, place: LibraryPlace, site: Site): Iterable<Key> {
  if (place.is === 'given') yield* keyGiven(project, understood, place.at, site)
  if (place.is === 'assigned') yield* keysAssigned(project, understood, place.path, site)
  if (place.is === 'chained')
    for (const { given } of chainedCalls(project, place.chained, understood, site)) {
      const value = given.get(place.at?.parameter ?? '')
      if (value) yield* judge(project, value, site)
    }
}

function* keyGiven(project: Project, { match }: Understood, { parameter, path }: ParsedPlace, site: Site): Iterable<Key> {
  const layer = match.layers.find(l => l.given.has(parameter))
  const value = layer?.given.get(parameter)
  if (!value) {
    if (layer?.hidden) yield { state: 'unknown', why: layer.site ? 'the arguments are spread' : 'how the request was made is out of sight', open: layer.hidden === 'open' }
    return
  }
  let at: Located = value
  let entry: Span | undefined
  let over: Hidden | undefined
  for (const name of path) {
    const found: Property = property(project.tracer, project.tracer.meaning(at), name)
    if (found.state === 'absent') {
      if (over) yield unread(over)
      return
    }
    if (found.state === 'unknown') {
      yield unread(found)
      return
    }
    over ??= found.under
    at = found.value
    entry = found.entry
  }
  const keys = [...judge(project, at, site)]
  // Another key may be laid over one that is as good as none, or over none.
  if (over && (keys.length === 0 || keys.some(({ state }) => state === 'fresh'))) yield unread(over)
  else for (const key of keys) yield key.state === 'set' && entry ? { ...key, source: project.program.place(at.file, entry) } : key
}

const unread = (hidden: Hidden): Key => ({ state: 'unknown', ...hiddenBy(hidden) })

/** A key that is written on the request before it is handed to the operation. */
function* keysAssigned(project: Project, { match }: Understood, path: string[], site: Site): Iterable<Key> {
  for (const { target, value } of project.members.assignmentsTo(path)) {
    const made = target.is === 'library' && target.path.step?.is === 'call' ? target.path.step.site : undefined
    if (!made) yield { state: 'unknown', why: 'a key is written on what may be this request' }
    else if (match.layers.some(layer => layer.site?.file === made.file && layer.site.call === made.call)) yield* judge(project, value, site)
  }
}

function* judge(project: Project, at: Located, site: Site): Iterable<Key> {
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'literal' && (meaning.value === undefined || meaning.value === null || meaning.value === '')) return
  if (meaning.is === 'choice' && meaning.of.some(one => isNothing(project.tracer.meaning(one)))) yield { state: 'unknown', why: 'the key depends on a condition' }
  else if (isOpen(meaning) || meaning.is === 'choice' && fallsBackToFresh(project, meaning, site)) yield { state: 'unknown', why: 'a caller gives the key', open: true }
  else {
    const fresh = freshIn(project, at, site)
    yield fresh ? { state: 'fresh', source: fresh } : { state: 'set', source: project.placeOf(at) }
  }
}

/** What a caller gives, or else something that is new each time. */
function fallsBackToFresh(project: Project, { by, of: [given, otherwise] }: Meaning & { is: 'choice' }, site: Site): boolean {
  const falls = by === 'default' || by === '??' || by === '||'
  return falls && isOpen(project.tracer.meaning(given!)) && freshIn(project, otherwise!, site) !== undefined
}

/** Where in a key something is made that is new each time the call is made; undefined where the key outlives an attempt. */
function freshIn(project: Project, at: Located, site: Site, depth = 0): Place | undefined {
  const facts = project.program.facts(at.file)!
  const value = facts.values[at.ref]!
  if (depth > 12) return undefined
  const into = (ref: ValueRef): Place | undefined => freshIn(project, { ...at, ref }, site, depth + 1)
  switch (value.is) {
    case 'template': return first(value.holes, into)
    case 'binary': return into(value.left) ?? into(value.right)
    case 'choice': {
      const taken = project.tracer.taken(at)
      return taken.every(({ ref }) => into(ref) !== undefined) ? into(taken[0]!.ref) : undefined
    }
    case 'await': case 'typed': return into(value.of)
    case 'member': return into(value.of)
    case 'binding': {
      const binding = facts.bindings[value.binding]!
      // A key with a name may be stored, logged or handed on: only one that nobody else sees is surely lost after the attempt.
      if (binding.values.length !== 1 || binding.reads !== 1 || at.file !== site.file || !madeForThisAttempt(facts, binding, site)) return undefined
      return into(binding.values[0]!)
    }
    case 'call': return freshCall(project, facts, at, value.call, site, depth)
    default: return undefined
  }
}

function freshCall(project: Project, facts: FileFacts, at: Located, call: number, site: Site, depth: number): Place | undefined {
  const fact = facts.calls[call]!
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'library') {
    for (let path: AccessPath | undefined = meaning.path; path; path = path.parent)
      if (project.understanding.value({ is: 'library', path }, 'fresh')) return project.program.place(at.file, fact)
    // `String(Date.now())` is as fresh as what goes in; what a library makes of it may be stored, or the same each time.
    return meaning.path.module === 'global' ? first(fact.args, ref => freshIn(project, { ...at, ref }, site, depth + 1)) : undefined
  }
  const callee = project.tracer.meaning({ ...at, ref: fact.callee })
  if (callee.is !== 'function') return undefined
  const inside = project.program.facts(callee.file)!
  const returns = inside.functions[callee.fn]!.returns
  const made = returns.length > 0 && returns.every(ref => freshIn(project, { file: callee.file, ref }, { file: callee.file, call: lastCall(inside, callee.fn) }, depth + 1) !== undefined)
  return made ? project.program.place(at.file, fact) : undefined
}

function lastCall(facts: FileFacts, fn: number): number {
  return Math.max(0, facts.calls.findLastIndex(c => c.function === fn))
}

/** A name set in the very function of the call, with no loop or callback between them, lives as long as the attempt. */
function madeForThisAttempt(facts: FileFacts, binding: FileFacts['bindings'][number], site: Site): boolean {
  const call = facts.calls[site.call]!
  if (binding.function === undefined || binding.function !== call.function) return false
  for (let block = call.block; block !== undefined; block = facts.blocks[block]!.parent) {
    const { kind, start } = facts.blocks[block]!
    if (kind === 'loop' && binding.start < start) return false
  }
  return true
}

function first<T, R>(items: T[], look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}
