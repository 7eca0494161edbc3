import type { FileFacts } from '@bulkhead/facts'
import type { ParsedSignature } from '@bulkhead/models'
import type { ModelLimit } from './words.js'
import type { Place } from './finding.js'
import type { Chained, LibraryBound, LibraryPlace } from './library.js'
import { mayBe } from './match.js'
import type { Located, Meaning, Site } from './meaning.js'
import { property } from './objects.js'
import type { Project } from './project.js'
import { signalOf } from './signals.js'
import { providedArguments } from './injection.js'
import { assignedTo } from './ambient.js'
import type { Understood } from './understanding.js'

/** Whether something bounds an operation, and how that is known. */
export type Limit =
  | { state: 'set'; value?: string; source?: Place }
  /** Nothing bounds it. `because` tells which kind of nothing; `at` is the call that would have to change. */
  | { state: 'unlimited'; because: 'absent' | 'off' | 'caller-only'; at: Site; client: boolean; source?: Place }
  /** `open` where a caller of the function around it decides. */
  | { state: 'unknown'; why: string; open?: boolean }

/** What one place says. `absent` says nothing, so the next place is asked. */
export type Said =
  | { is: 'set'; value?: string; source?: Place }
  | { is: 'off'; source?: Place; at?: Site; callerOnly?: true }
  | { is: 'absent' }
  | { is: 'unknown'; why: string; open?: boolean }

const ABSENT: Said = { is: 'absent' }

/** Asks every bound of a limit: any one that is set is enough, and one that cannot be read leaves the answer open. */
export function limitOf(project: Project, understood: Understood, site: Site, limit: ModelLimit): Limit {
  const { library, operation } = understood
  const bounds = library.bounds.filter(b => b.model.limit === limit && (b.model.for?.includes(operation.model.kind) ?? true))
  if (bounds.length === 0) return { state: 'unknown', why: 'the model of this library knows no such limit' }
  const said = bounds.map(bound => boundOf(project, bound, understood, site))
  const set = said.find(s => s.is === 'set')
  if (set) return { state: 'set', value: set.value, source: set.source }
  const unknown = said.find(s => s.is === 'unknown')
  if (unknown) return { state: 'unknown', why: unknown.why, open: unknown.open }
  const off = said.find(s => s.is === 'off')
  if (off) return { state: 'unlimited', because: off.callerOnly ? 'caller-only' : 'off', at: off.at ?? site, client: off.at !== undefined && off.at !== understood.match.layers[0]?.site, source: off.source }
  const client = clientSite(project, understood, bounds)
  return { state: 'unlimited', because: 'absent', at: client ?? site, client: client !== undefined }
}

/** The call that made or provided the client, where it could have taken the bound. */
function clientSite(project: Project, { match, library }: Understood, bounds: LibraryBound[]): Site | undefined {
  const places = bounds.flatMap(b => b.places)
  const parameters = new Set(places.flatMap(p => p.is === 'given' ? [p.at.parameter] : []))
  const chainable = places.some(p => p.is === 'chained' && p.chained.on === match.client)
  const made = match.layers.slice(1).find(layer => layer.site && (chainable || [...layer.given.keys()].some(name => parameters.has(name))))?.site
  if (made || !match.opaque) return made
  for (const place of places) {
    const provided = place.is === 'provided' && !isAmbient(place.by) ? providedArguments(project, library, match, place.by) : undefined
    if (typeof provided === 'object') return provided.site
  }
  return undefined
}

function boundOf(project: Project, bound: LibraryBound, understood: Understood, site: Site): Said {
  for (const place of bound.places) {
    const said = placeOf(project, bound, place, understood, site)
    if (said.is === 'absent') continue
    if (said.is === 'set' && bound.confirmed && !isConfirmed(project, bound.confirmed, understood, site)) return { is: 'off', source: said.source, at: site }
    return said
  }
  return typeof bound.model.default === 'number' ? { is: 'set', value: `${bound.model.default} ${bound.model.unit ?? 'ms'} by default` } : ABSENT
}

function placeOf(project: Project, bound: LibraryBound, place: LibraryPlace, understood: Understood, site: Site): Said {
  const judge = (value: Located, path: string[]) => judgeAt(project, bound, value, path)
  switch (place.is) {
    case 'given': return givenAt(understood, place.at.parameter, place.at.path, judge)
    case 'chained': return chainedAt(project, place, understood, site, judge, bound.model.is === 'opaque')
    case 'assigned': {
      const said = assignedTo(project, understood, place.path, site.file, value => judge(value, []))
      return said.is === 'off' ? { ...said, at: understood.match.layers.slice(1).find(layer => layer.site)?.site } : said
    }
    case 'provided': return providedAt(project, understood, place, judge)
  }
}

/** Reads a parameter: of the call itself, then of the call that made the client, and so on. */
function givenAt({ match, library }: Understood, parameter: string, path: string[], judge: (value: Located, path: string[]) => Said): Said {
  let listed = false
  for (const [i, layer] of match.layers.entries()) {
    if (!layer.given.has(parameter)) continue
    listed = true
    const value = layer.given.get(parameter)
    if (!value) {
      if (layer.hidden) return { is: 'unknown', why: 'the arguments are spread' }
      continue
    }
    const said = judge(value, path)
    if (said.is === 'off') return { ...said, at: said.at ?? (i === 0 ? layer.site : layer.site) }
    if (said.is !== 'absent') return said
  }
  if (match.opaque && !listed && isClientParameter(library, match.client, parameter)) return { is: 'unknown', why: 'how the client was made is out of sight' }
  return ABSENT
}

function isClientParameter(library: Understood['library'], client: string | undefined, parameter: string): boolean {
  const made = client === undefined ? undefined : library.clients.get(client)?.made
  return made?.some(s => s.steps.some(step => step.is === 'call' && step.parameters.some(p => p.name === parameter))) ?? false
}

/** Follows a property path, then judges what stands there. */
function judgeAt(project: Project, bound: LibraryBound, value: Located, path: string[]): Said {
  const { tracer } = project
  let at = value
  for (const name of path) {
    const meaning = tracer.meaning(at)
    if (meaning.is === 'literal') return ABSENT
    if (name === '()') {
      const given = returnedBy(project, at)
      if (!given) return { is: 'unknown', why: 'what a function gives cannot be read' }
      at = given
      continue
    }
    const found = property(tracer, meaning, name)
    if (found.state === 'absent') return ABSENT
    if (found.state === 'unknown') return { is: 'unknown', why: found.open ? 'a caller gives the options' : 'the options cannot be read', open: found.open }
    at = found.value
  }
  if (bound.model.is === 'opaque') return isNothing(tracer.meaning(at)) ? ABSENT : OPAQUE
  return bound.model.is === 'signal' ? signalOf(project, at) : durationOf(project, bound, at)
}

const OPAQUE: Said = { is: 'unknown', why: 'something that may carry a limit of its own is given' }

function isNothing(meaning: Meaning): boolean {
  return meaning.is === 'literal' && (meaning.value === undefined || meaning.value === null)
}

/** What a function gives, where it gives one thing. */
function returnedBy(project: Project, at: Located): Located | undefined {
  const meaning = project.tracer.meaning(at)
  const returns = meaning.is === 'function' ? project.program.facts(meaning.file)!.functions[meaning.fn]!.returns : []
  return meaning.is === 'function' && returns.length === 1 ? { file: meaning.file, ref: returns[0]!, frame: meaning.frame } : undefined
}

/** A time. Something that is there but made at run time is a time all the same. */
function durationOf(project: Project, bound: LibraryBound, at: Located): Said {
  const meaning = project.tracer.meaning(at)
  const source = project.placeOf(at)
  switch (meaning.is) {
    case 'literal': {
      const { value } = meaning
      if (value === undefined || value === null) return ABSENT
      if (bound.model.off?.includes(value) || value === Infinity) return { is: 'off', source }
      if (value === false) return ABSENT
      return { is: 'set', value: typeof value === 'number' ? `${value} ${bound.model.unit ?? 'ms'}` : String(value), source }
    }
    case 'object': case 'merge': return ABSENT
    case 'parameter': return isRequiredNumber(project, meaning) ? { is: 'set', source } : { is: 'unknown', why: 'a caller gives the limit', open: true }
    case 'choice': return chosen(project, meaning, one => durationOf(project, bound, one))
    case 'library': return meaning.path.module === 'global' && meaning.path.step?.is === 'member' && meaning.path.step.name === 'Infinity' ? { is: 'off', source } : { is: 'set', source }
    case 'rest': return { is: 'unknown', why: 'the options cannot be read' }
    case 'unknown': return meaning.open ? { is: 'unknown', why: 'a caller gives the limit', open: true } : { is: 'set', source }
    default: return { is: 'set', source }
  }
}

/** Whoever must give a number gives one. */
function isRequiredNumber(project: Project, { file, fn, index, path }: Meaning & { is: 'parameter' }): boolean {
  const facts = project.program.facts(file)!
  const parameter = facts.functions[fn]!.parameters[index]
  if (!parameter || path.length > 0 || parameter.optional || parameter.default !== undefined || parameter.type === undefined) return false
  const type = facts.types[parameter.type]!
  return type.is === 'keyword' && type.name === 'number'
}

/** What a choice comes to: with a fallback, one that is set is enough; of two branches, both must be. */
export function chosen(project: Project, choice: Meaning & { is: 'choice' }, judge: (one: Located) => Said): Said {
  const all = project.tracer.guarded<Said[]>([{ is: 'unknown', why: 'the limit cannot be read' }], () => choice.of.map(judge))
  const set = all.find(s => s.is === 'set')
  const last = all.at(-1)!
  if (choice.by !== '?:' && choice.by !== 'assigned' && choice.by !== '&&') return set ?? (last.is === 'absent' || last.is === 'off' ? all[0]! : last)
  if (all.every(s => s.is === 'set')) return set!
  if (all.every(s => s.is === 'absent')) return ABSENT
  if (all.every(s => s.is === 'off' || s.is === 'absent')) return all.find(s => s.is === 'off')!
  return { is: 'unknown', why: 'the limit depends on a condition', open: all.some(s => s.is === 'unknown' && s.open) }
}

function chainedAt(project: Project, place: LibraryPlace & { is: 'chained' }, understood: Understood, site: Site, judge: (value: Located, path: string[]) => Said, opaque: boolean): Said {
  for (const { given, source } of chainedCalls(project, place.chained, understood, site)) {
    if (place.calling && !callsBack(project, given, place.calling)) continue
    if (place.writing && !writes(project, given, place.writing)) continue
    if (!place.at) return opaque ? OPAQUE : { is: 'set', source }
    const value = given.get(place.at.parameter)
    if (!value) continue
    const said = judge(value, place.at.path)
    if (said.is !== 'absent') return said
  }
  return ABSENT
}

function isConfirmed(project: Project, confirmed: { chained: Chained; calling: string[] }, understood: Understood, site: Site): boolean {
  for (const { given } of chainedCalls(project, confirmed.chained, understood, site)) if (callsBack(project, given, confirmed.calling)) return true
  return false
}

/** The calls of a method on what an operation gives, or on the client it goes through, with their named arguments. */
function* chainedCalls(project: Project, chained: Chained, understood: Understood, site: Site): Iterable<{ given: Map<string, Located>; source: Place }> {
  const made = chained.on === 'result' ? [site] : understood.match.layers.slice(1).flatMap(layer => layer.site ?? [])
  for (const on of made)
    for (const { file, call, name, frame } of callsOn(project, on)) {
      if (!chained.names.includes(name)) continue
      const fact = project.program.facts(file)!.calls[call]!
      const given = fitArguments(project, chained, fact.args.map(ref => ({ file, ref, frame })))
      if (given) yield { given, source: project.program.place(file, fact) }
    }
}

/** The method calls on what a call gives: in its file, and in a function that it is handed to. */
function* callsOn(project: Project, on: Site): Iterable<Site & { name: string }> {
  for (const { call, name } of project.program.index(on.file)!.chained.get(on.call) ?? []) yield { ...on, call, name }
  const facts = project.program.facts(on.file)!
  const { within } = facts.calls[on.call]!
  if (!within) return
  const outer = facts.calls[within.call]!
  const callee = project.tracer.meaning({ file: on.file, ref: outer.callee, frame: on.frame })
  const handed = facts.values[outer.args[within.index] ?? -1]
  if (callee.is !== 'function' || handed?.is !== 'call' || handed.call !== on.call) return
  const inside = project.program.facts(callee.file)!
  const binding = inside.functions[callee.fn]!.parameters[within.index]?.binding
  const frame = project.frameOf(callee, { ...on, call: within.call })
  for (const call of project.callsIn(callee.file, callee.fn)) {
    const method = inside.values[inside.calls[call]!.callee]!
    const owner = method.is === 'member' ? inside.values[method.of]! : undefined
    if (method.is === 'member' && owner?.is === 'binding' && owner.binding === binding) yield { file: callee.file, call, frame, name: method.name }
  }
}

/** Names the arguments of a chained call, where they fit. */
function fitArguments(project: Project, { parameters, rest }: Chained, args: Located[]): Map<string, Located> | undefined {
  if (args.length > parameters.length && !rest) return undefined
  const given = new Map<string, Located>()
  for (const [i, parameter] of parameters.entries()) {
    const at = args[i]
    if (!at) {
      if (parameter.literal !== undefined) return undefined
    } else if (mayBe(project.tracer, at, parameter)) given.set(parameter.name, at)
    else return undefined
  }
  for (const [i, at] of args.slice(parameters.length).entries()) given.set(`${i}`, at)
  return given
}

/** Whether one of these names is called somewhere within the arguments. */
function callsBack(project: Project, given: Map<string, Located>, names: string[]): boolean {
  return [...given.values()].some(at => {
    const facts = project.program.facts(at.file)!
    const meaning = project.tracer.meaning(at)
    const inside = meaning.is === 'function' ? project.callsIn(meaning.file, meaning.fn).map(call => ({ facts: project.program.facts(meaning.file)!, call })) : []
    const value = facts.values[at.ref]!
    const own = value.is === 'call' ? facts.calls.flatMap((c, call) => c.start >= facts.calls[value.call]!.start && c.end <= facts.calls[value.call]!.end ? [{ facts, call }] : []) : []
    return [...inside, ...own].some(({ facts: f, call }) => names.includes(calledName(f, call) ?? ''))
  })
}

/** Whether a function among the arguments writes a property of one of these names, or cannot be read. */
function writes(project: Project, given: Map<string, Located>, names: string[]): boolean {
  return [...given.values()].some(at => {
    const meaning = project.tracer.meaning(at)
    if (meaning.is === 'literal') return false
    if (meaning.is !== 'function') return true
    const facts = project.program.facts(meaning.file)!
    const { start, end } = facts.functions[meaning.fn]!
    const inside = (span: { start: number; end: number }) => span.start >= start && span.end <= end
    return facts.assignments.some(a => {
      const target = facts.values[a.target]!
      return inside(a) && target.is === 'member' && names.includes(target.name)
    }) || facts.values.some(v => v.is === 'object' && inside(v) && v.entries.some(e => e.is === 'property' && names.includes(e.name)))
  })
}

/** The last name of what is called: only to be compared with names that a library gave. */
function calledName(facts: FileFacts, call: number): string | undefined {
  const callee = facts.values[facts.calls[call]!.callee]!
  if (callee.is === 'member') return callee.name
  if (callee.is !== 'binding') return undefined
  const imported = facts.values[facts.bindings[callee.binding]!.values[0] ?? -1]
  return imported?.is === 'import' ? imported.name : undefined
}

const atProvider = (said: Said, at: Site): Said => said.is === 'off' ? { ...said, at } : said

/** `module.setGlobalDispatcher(agent)` holds wherever it is called; `module.HttpModule.register(settings)` only where a module lists it. */
function isAmbient({ steps }: ParsedSignature): boolean {
  return steps.length === 2
}

function providedAt(project: Project, { match, library }: Understood, place: LibraryPlace & { is: 'provided' }, judge: (value: Located, path: string[]) => Said): Said {
  const provided = isAmbient(place.by) ? project.ambient(library, place.by) : match.opaque ? providedArguments(project, library, match, place.by) : 'bare'
  if (provided === 'unknown') return { is: 'unknown', why: 'which module provides the client is out of sight' }
  if (provided === 'bare') return ABSENT
  const value = provided.given.get(place.at.parameter)
  if (!value) return ABSENT
  const meaning = project.tracer.meaning(value)
  return meaning.is === 'unknown' || meaning.is === 'computed' || meaning.is === 'parameter' ? { is: 'unknown', why: 'the settings of the providing module cannot be read' } : atProvider(judge(value, place.at.path), provided.site)
}
