import type { Value, ValueRef } from '@bulkhead/facts'
import type { ParsedSignature } from '@bulkhead/models'
import type { ModelLimit } from '../libraries/words.js'
import type { Place } from '../finding.js'
import { BY_CALLER, chainedAt, isConfirmed, overriddenAt } from './chained.js'
import { durationOf } from './durations.js'
import { pipedAt } from './operators.js'
import type { LibraryBound, LibraryPlace } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import { branchesAround } from '../values/branches.js'
import { consistsOf } from '../values/dependence.js'
import { isNothing, isOpen, type Located, type Meaning, type Site } from '../values/meaning.js'
import { hiddenBy, property, type Hidden } from '../values/objects.js'
import { isText } from '../values/texts.js'
import { frameOf } from '../values/trace.js'
import { bringsNoLimit } from './functions.js'
import type { Project } from '../project.js'
import { ABSENT, BESIDE, chosen, OPAQUE, OUT_OF_SIGHT, type Said } from './said.js'
import { signalOf } from './signals.js'
import { providedArguments, type Provided } from './provided.js'
import { assignedTo } from './ambient.js'
import type { Understood } from '../libraries/understanding.js'

/** Whether something bounds an operation, and how that is known. */
export type Limit =
  /** `duration` is the number that bounds it, where one is certain. */
  | { state: 'set'; value?: string; source?: Place; duration?: Duration }
  /** Nothing bounds it. `because` tells which kind of nothing; `at` is the call that would have to change. */
  | { state: 'unlimited'; because: 'absent' | 'off' | 'caller-only' | 'event-only'; at: Site; client: boolean; source?: Place }
  /** `open` where a caller of the function around it decides. */
  | { state: 'unknown'; why: string; open?: boolean }

/** A time that is known for certain, and what it is written as. */
export interface Duration {
  amount: number
  unit: 'ms' | 's'
  at: Located
}

/** Whether a limit holds: in every version of the library, and with every client, that may be in use. */
export function limitOf(project: Project, understood: Understood, site: Site, limit: ModelLimit): Limit {
  const own = limitIn(project, understood, site, limit)
  if (understood.beside) return { state: 'unknown', why: BESIDE, open: isChosenByCaller(project, site) }
  if (project.understanding.isIn(understood.library.model.versions, understood, site.file) === false) return { state: 'unknown', why: 'no model tells of the version in use' }
  const differs = understood.rivals?.find(rival => limitIn(project, rival, site, limit).state !== own.state)
  if (!differs) return own
  return { state: 'unknown', why: `${differs.library === understood.library || differs.path.module !== understood.path.module ? 'the clients' : 'versions of this library'} differ, and nothing says which one is in use` }
}

/** Whether what a call calls is put into its name where a caller asks for it: `if (jar) send = withCookies(fetch, jar)`. */
function isChosenByCaller({ program, tracer }: Project, { file, call, frame }: Site): boolean {
  const facts = program.facts(file)!
  const callee = facts.values[facts.calls[call]!.callee]!
  const binding = callee.is === 'binding' ? facts.bindings[callee.binding]! : undefined
  return binding !== undefined && Object.values(binding.blocks ?? {}).flatMap(block => branchesAround(facts, block, binding))
    .some(({ test }) => test !== undefined && consistsOf(facts, test, ref => isOpen(tracer.meaning({ file, ref, frame }))))
}

/** Asks every bound of a limit: any one that is set is enough, and one that cannot be read leaves the answer open. */
function limitIn(project: Project, understood: Understood, site: Site, limit: ModelLimit): Limit {
  const bounds = understood.library.bounds.filter(b => b.model.limit === limit && mayHold(project, b, understood, site))
  if (bounds.length === 0) return { state: 'unknown', why: 'the model of this library knows no such limit' }
  const own = limitBy(project, bounds, understood, site)
  const known = own.state === 'unknown' && own.why === OUT_OF_SIGHT ? agreed(project, bounds, understood, site) ?? own : own
  return known.state === 'unknown' && understood.match.opaque && isGivenClient(project, site) ? { ...known, open: true } : known
}

/** Whether the client is what a caller gives, and no caller is in sight. */
function isGivenClient(project: Project, { file, call, frame }: Site): boolean {
  const facts = project.program.facts(file)!
  let ref: ValueRef | undefined = facts.calls[call]!.callee
  for (let depth = 0; ref !== undefined && depth < 12; depth++) {
    const value: Value = facts.values[ref]!
    if (value.is === 'parameter') return !frameOf(frame, file, value.function)
    ref = value.is === 'member' || value.is === 'await' || value.is === 'typed' ? value.of : value.is === 'binding' ? facts.bindings[value.binding]!.values[0] : undefined
  }
  return false
}

/** A client that is known by its declared type is one of those that the repository makes: where they all agree, it is as they are. */
function agreed(project: Project, bounds: LibraryBound[], understood: Understood, site: Site): Limit | undefined {
  const { library, match } = understood
  const limits = match.client === undefined ? [] : project.makersOf(library, match.client)
    .map(maker => limitBy(project, bounds, { ...understood, match: { ...match, opaque: undefined, layers: [...match.layers, ...maker.layers] } }, site))
  const [first] = limits
  if (!first || limits.some(({ state }) => state !== first.state)) return undefined
  return first.state === 'unlimited' && limits.length > 1 ? { state: 'unlimited', because: 'absent', at: site, client: false } : first
}

/** Whether a bound is one of this kind of operation and of the driver that its client is made for. */
export function mayHold(project: Project, bound: LibraryBound, understood: Understood, site: Site): boolean {
  return (bound.model.for?.includes(understood.operation.model.kind) ?? true) && driverOf(project, bound, understood, site) !== 'another'
}

/** Whether any of some bounds holds. */
export function limitBy(project: Project, bounds: LibraryBound[], understood: Understood, site: Site): Limit {
  const said = bounds.map(bound => boundOf(project, bound, understood, site))
  const set = said.find(s => s.is === 'set')
  if (set) return { state: 'set', value: set.value, source: set.source, duration: durationIn(set, bounds[said.indexOf(set)]!) }
  const unknown = said.find(s => s.is === 'unknown')
  if (unknown) return { state: 'unknown', why: unknown.why, open: unknown.open }
  const off = said.find(s => s.is === 'off')
  if (off) {
    const at = off.at ?? site
    return { state: 'unlimited', because: off.callerOnly ? 'caller-only' : off.eventOnly ? 'event-only' : 'off', at, client: at.file !== site.file || at.call !== site.call, source: off.source }
  }
  const client = clientSite(project, understood, bounds)
  return { state: 'unlimited', because: 'absent', at: client ?? site, client: client !== undefined }
}

function durationIn({ at, exact }: Said & { is: 'set' }, { model }: LibraryBound): Duration | undefined {
  return exact === undefined ? undefined : { amount: exact, unit: model.unit ?? 'ms', at: at! }
}

/** The call that made or provided the client, where it could have taken the bound; it is also where a library is chosen that takes none anywhere. */
function clientSite(project: Project, { match, library }: Understood, bounds: LibraryBound[]): Site | undefined {
  const places = bounds.flatMap(b => b.places)
  const parameters = new Set(places.flatMap(p => p.is === 'given' ? [p.at.parameter] : p.is === 'inside' ? [p.holder.parameter] : []))
  const chainable = places.some(p => p.is === 'chained' && p.chained.on === match.client)
  const makers = match.layers.slice(1)
  const made = (places.length === 0 ? makers.at(-1) : makers.find(layer => chainable || [...layer.given.keys()].some(name => parameters.has(name))))?.site
  if (made || !match.opaque) return made
  for (const place of places) {
    const provided = place.is === 'provided' ? providedArguments(project, library, match, place.by).find(one => one !== 'bare') : undefined
    if (provided) return provided.site
  }
  return undefined
}

/** What the first place says that says anything, else what holds by default. */
export function boundOf(project: Project, bound: LibraryBound, understood: Understood, site: Site): Said {
  const holds = project.understanding.isIn(bound.model.versions, understood, site.file)
  if (holds === false) return ABSENT
  const said = saidBy(project, bound, understood, site)
  return holds === undefined && said.is === 'set' ? { is: 'unknown', why: 'versions of this library differ, and nothing says which one is in use' } : said
}

function saidBy(project: Project, bound: LibraryBound, understood: Understood, site: Site): Said {
  let orElse: Said | undefined
  for (const place of bound.places) {
    const said = placeOf(project, place, understood, site, at => valueAt(project, bound, understood, at), bound.model.is === 'opaque')
    if (said.is === 'absent') continue
    // Where it sets nothing, the next place may.
    if (said.is === 'unknown' && said.orElse) {
      orElse ??= said
      continue
    }
    if (orElse && said.is !== 'set') return orElse
    return said.is === 'set' && bound.confirmed ? confirmed(isConfirmed(project, bound.confirmed, understood, site), said, site) : said
  }
  if (typeof bound.model.default !== 'number') return orElse ?? ABSENT
  return driverOf(project, bound, understood, site) === 'unknown' ? { is: 'unknown', why: 'which database it is for cannot be read' } : { is: 'set', value: `${bound.model.default} ${bound.model.unit ?? 'ms'} by default` }
}

/** What is left of a bound that only tells of itself, and takes somebody who listens. */
function confirmed(by: ReturnType<typeof isConfirmed>, said: Said & { is: 'set' }, site: Site): Said {
  if (by === 'perhaps') return BY_CALLER
  return by === 'surely' ? said : { is: 'off', source: said.source, at: site, eventOnly: true }
}

/** Whether a client is made for the driver that a bound is of. */
function driverOf(project: Project, { when }: LibraryBound, understood: Understood, site: Site): 'its own' | 'another' | 'unknown' {
  if (!when || when.modules.includes(understood.path.module)) return 'its own'
  for (const place of when.places) {
    const said = placeOf(project, place, understood, site, at => beginsWith(project, when.starts, at))
    if (said.is !== 'absent') return said.is === 'set' ? 'its own' : said.is === 'off' ? 'another' : 'unknown'
  }
  return 'another'
}

/** `set` where a text begins with one of those, `off` where it begins otherwise. */
function beginsWith(project: Project, starts: string[], at: Located): Said {
  const meaning = project.tracer.meaning(at)
  if (isNothing(meaning)) return ABSENT
  if (meaning.is === 'choice') return chosen(project, meaning, one => beginsWith(project, starts, one))
  const text = beginningOf(project, meaning)
  if (text === undefined) return meaning.is === 'object' ? ABSENT : { is: 'unknown', why: 'the name of the driver cannot be read' }
  return { is: starts.some(start => text.startsWith(start)) ? 'set' : 'off' }
}

/** A text, or what stands before the first hole in it; of what comes from a module, its name. */
function beginningOf(project: Project, meaning: Meaning): string | undefined {
  if (meaning.is === 'literal') return String(meaning.value)
  if (meaning.is === 'library' && meaning.path.module !== 'global') return meaning.path.module
  const value = meaning.is === 'template' ? project.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  return value?.is === 'template' && value.parts[0] !== '' ? value.parts[0] : undefined
}

/** What a place says, when what stands there is asked by `judgeValue`. */
function placeOf(project: Project, place: LibraryPlace, understood: Understood, site: Site, judgeValue: (at: Located) => Said, opaque = false): Said {
  const judge = (value: Located, path: string[]) => judgeAt(project, value, path, judgeValue)
  switch (place.is) {
    case 'given': return givenAt(understood, place.at.parameter, place.at.path, judge)
    case 'chained': return chainedAt(project, place, understood, site, judge, opaque)
    case 'overridden': return overriddenAt(project, place, understood)
    case 'assigned': {
      const said = assignedTo(project, understood, place.path, value => judge(value, []))
      return said.is === 'off' ? { ...said, at: understood.match.layers[1]?.site } : said
    }
    case 'provided': return providedAt(project, understood, place, judge)
    case 'piped': return pipedAt(project, place, understood, site, judge)
    case 'inside': return givenAt(understood, place.holder.parameter, place.holder.path, (value, path) => insideOf(project, understood, place, value, path, judge))
  }
}

/** Reads a parameter: of the call itself, then of the call that made the client, and so on. */
function givenAt({ match, library }: Understood, parameter: string, path: string[], judge: (value: Located, path: string[]) => Said): Said {
  let listed = false
  for (const layer of match.layers) {
    if (!layer.given.has(parameter)) continue
    listed = true
    const value = layer.given.get(parameter)
    if (!value) {
      if (layer.hidden) return { is: 'unknown', why: layer.site ? 'the arguments are spread' : OUT_OF_SIGHT, open: layer.hidden === 'open' }
      continue
    }
    const said = judge(value, path)
    if (said.is === 'off') return { ...said, at: said.at ?? layer.site }
    if (said.is !== 'absent') return said
  }
  if (match.opaque && !listed && isClientParameter(library, match.client, parameter)) return { is: 'unknown', why: OUT_OF_SIGHT }
  return ABSENT
}

/** Whether a client is made with such a parameter: itself, or one that it is made from. */
function isClientParameter(library: Understood['library'], client = '', parameter: string, seen: string[] = []): boolean {
  if (seen.includes(client)) return false
  const above = (name?: string): boolean => isClientParameter(library, name, parameter, [...seen, client])
  return library.clients.get(client)?.made.some(({ root, steps }) => above(root) || steps.some(step => step.is === 'call' && step.parameters.some(p => p.name === parameter || above(p.client)))) ?? false
}

/** Follows a property path, then judges what stands there. */
function judgeAt(project: Project, value: Located, path: string[], judgeValue: (at: Located) => Said): Said {
  const { tracer } = project
  let at = value
  let over: Hidden | undefined
  // Where something may be laid over what is written, nothing that is missing there is known to be missing.
  const settled = (said: Said): Said => over && (said.is === 'absent' || said.is === 'off') ? unread(over) : said
  for (const [i, name] of path.entries()) {
    const meaning = tracer.meaning(at)
    if (meaning.is === 'literal') return settled(ABSENT)
    if (name === '()') {
      const given = returnedBy(project, at)
      if (!given) return { is: 'unknown', why: 'what a function gives cannot be read' }
      at = given
      continue
    }
    const found = property(tracer, meaning, name)
    if (found.state === 'absent') return settled(ABSENT)
    if (found.state === 'unknown') return isText(tracer, at) || saysNothingEitherWay(project, meaning, one => judgeAt(project, one, path.slice(i), judgeValue)) ? settled(ABSENT) : unread(found)
    over ??= found.under
    at = found.value
  }
  return settled(judgeValue(at))
}

/** Whether none of several values, of which it is not known which one it is, says anything, though some have the property and others have not. */
function saysNothingEitherWay(project: Project, meaning: Meaning, judge: (one: Located) => Said): boolean {
  if (meaning.is !== 'choice' || meaning.by !== '?:' && meaning.by !== 'assigned') return false
  return project.tracer.guarded(false, () => meaning.of.every(one => judge(one).is === 'absent'))
}

const unread = (hidden: Hidden): Said => ({ is: 'unknown', ...hiddenBy(hidden) })

/** What a value means to a bound. */
function valueAt(project: Project, bound: LibraryBound, understood: Understood, at: Located): Said {
  if (bound.model.is === 'opaque') return saysNothing(project, bound, at) || bound.model.limit === 'timeout' && bringsNoLimit(project, understood, at, (request, site) => isUnlimited(limitOf(project, request, site, 'timeout'))) ? ABSENT : OPAQUE
  const said = bound.model.is === 'signal' ? signalOf(project, at) : durationOf(project, bound, at)
  return said.is === 'set' ? { ...said, at } : said
}

const isUnlimited = (limit: Limit): boolean => limit.state === 'unlimited' || limit.state === 'unknown' && limit.open === true

function saysNothing(project: Project, { model, inCode }: LibraryBound, at: Located): boolean {
  const meaning = project.tracer.meaning(at)
  if (isNothing(meaning) || meaning.is === 'literal' && model.off?.some(off => meaning.value === off)) return true
  return inCode === true && isPlainText(project, meaning) || project.understanding.value(meaning, 'fetch') !== undefined
}

/** A text that names no limit, or is read from the environment. */
function isPlainText(project: Project, meaning: Meaning): boolean {
  switch (meaning.is) {
    case 'literal': return typeof meaning.value === 'string' && !/timeout/i.test(meaning.value)
    case 'choice': return meaning.of.every(one => isPlainText(project, project.tracer.meaning(one)))
    case 'library': return meaning.path.module === 'global' && meaning.path.parent?.step?.is === 'member' && meaning.path.parent.step.name === 'env'
    default: return false
  }
}

/** Reads the arguments of the call that made what stands at the end of a path, or that thing itself where it is an object of its settings. */
function insideOf(project: Project, { library }: Understood, { made, from, at, versions }: LibraryPlace & { is: 'inside' }, value: Located, path: string[], judge: (value: Located, path: string[]) => Said): Said {
  const inside = (holder: Located): Said => {
    const meaning = project.tracer.meaning(holder)
    if (isNothing(meaning)) return ABSENT
    if (meaning.is === 'choice') return chosen(project, meaning, inside)
    // The library makes it then, of the version that comes with it.
    if (meaning.is === 'object' || meaning.is === 'merge') return project.understanding.isModuleIn(versions, undefined, holder.file) ? judge(holder, at.path) : ABSENT
    const maker = { ...library, isReachedBy: (module: string) => from.has(module) }
    const match = meaning.is === 'library' ? matchPath(project.tracer, maker, meaning.path, made) : undefined
    if (!match) return { is: 'unknown', why: 'how something was made that is handed over cannot be read' }
    const holds = project.understanding.isModuleIn(versions, meaning.is === 'library' ? meaning.path.module : undefined, holder.file)
    if (holds === undefined) return { is: 'unknown', why: 'versions of what is handed over differ, and nothing says which one is in use' }
    const given = holds ? match.layers[0]?.given.get(at.parameter) : undefined
    const isText = given && at.path.length > 0 && isPlainText(project, project.tracer.meaning(given))
    return given && !isText ? judge(given, at.path) : ABSENT
  }
  return judgeAt(project, value, path, inside)
}

/** What a function gives, where it gives one thing. */
function returnedBy(project: Project, at: Located): Located | undefined {
  const meaning = project.tracer.meaning(at)
  if (meaning.is !== 'function') return undefined
  const { returns } = project.program.facts(meaning.file)!.functions[meaning.fn]!
  return returns.length === 1 ? { file: meaning.file, ref: returns[0]!, frame: meaning.frame } : undefined
}

const atProvider = (said: Said, at: Site): Said => said.is === 'off' ? { ...said, at } : said

/** `module.setGlobalDispatcher(agent)` holds wherever it is called; `module.HttpModule.register(settings)` only where a module lists it. */
function isAmbient({ steps }: ParsedSignature): boolean {
  return steps.length === 2
}

function providedAt(project: Project, { match, library }: Understood, place: LibraryPlace & { is: 'provided' }, judge: (value: Located, path: string[]) => Said): Said {
  const judgeOne = (provided: Provided | 'bare'): Said => {
    const value = provided === 'bare' ? undefined : provided.given.get(place.at.parameter)
    if (provided === 'bare' || !value) return ABSENT
    const meaning = project.tracer.meaning(value)
    return meaning.is === 'unknown' || meaning.is === 'parameter' ? { is: 'unknown', why: 'the settings of the providing module cannot be read' } : atProvider(judge(value, place.at.path), provided.site)
  }
  if (isAmbient(place.by)) {
    const ambient = project.ambient(library, place.by)
    return ambient === 'unknown' ? { is: 'unknown', why: OUT_OF_SIGHT_MODULE } : judgeOne(ambient)
  }
  if (!match.opaque) return ABSENT
  const [first, ...others] = providedArguments(project, library, match, place.by).map(judgeOne)
  if (!first) return { is: 'unknown', why: OUT_OF_SIGHT_MODULE }
  return others.every(one => one.is === first.is) ? first : { is: 'unknown', why: 'the modules that provide the client differ' }
}

const OUT_OF_SIGHT_MODULE = 'which module provides the client is out of sight'
