import type { FileFacts } from '@bulkhead/facts'
import type { Place } from '../finding.js'
import type { Chained, LibraryPlace } from '../libraries/library.js'
import { mayBe } from '../libraries/match.js'
import { instanceMember } from '../values/classes.js'
import { entriesOf, frameFor } from '../values/calls.js'
import { samePath, type AccessPath, type Located, type Meaning, type Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { usesOf } from './callers.js'
import type { MethodCall } from './member-uses.js'
import { ABSENT, OPAQUE, OUT_OF_SIGHT, type Said } from './said.js'
import type { Understood } from '../libraries/understanding.js'

/** What a method says that is called on an operation's result or on its client. */
export function chainedAt(project: Project, place: LibraryPlace & { is: 'chained' }, understood: Understood, site: Site, judge: (value: Located, path: string[]) => Said, opaque: boolean): Said {
  let seen = false
  for (const { given, source, call, byCaller } of place.first ? firstCalls(project, place.chained, understood, site) : allCalls(project, place.chained, understood, site)) {
    seen = true
    if (place.calling && !callsBack(project, given, place.calling)) continue
    if (place.writing && !writes(project, given, place.writing)) continue
    if (!place.at) return opaque ? OPAQUE : byCaller ? BY_CALLER : { is: 'set', source, call }
    const value = given.get(place.at.parameter)
    if (!value) continue
    const said = judge(value, place.at.path)
    if (said.is === 'set' && byCaller) return BY_CALLER
    if (said.is !== 'absent') return said.is === 'set' ? { ...said, call } : said
  }
  return place.first && !seen ? { is: 'unknown', why: understood.match.opaque ? OUT_OF_SIGHT : 'where the client connects is out of sight' } : ABSENT
}

/** Whether a chained call is there without which a bound is not in force, or perhaps: one of those who are given the request has one. */
export function isConfirmed(project: Project, confirmed: { chained: Chained; calling: string[] }, understood: Understood, site: Site): 'surely' | 'perhaps' | 'not' {
  for (const { given, byCaller } of allCalls(project, confirmed.chained, understood, site)) if (callsBack(project, given, confirmed.calling)) return byCaller ? 'perhaps' : 'surely'
  return 'not'
}

/** What one of those says who call the function that gives the operation's result: the others may say nothing. */
export const BY_CALLER: Said = { is: 'unknown', why: 'one of those who are given the request bounds it' }

/** A call of a method, with its named arguments. `byCaller`: somebody makes it who was given what it is called on. */
interface ChainedCall {
  given: Map<string, Located>
  source: Place
  call: Site
  byCaller?: boolean
}

/** Those that stand beside the operation or its client, and then those that are called on the same thing anywhere else, under whatever name. */
function* allCalls(project: Project, chained: Chained, understood: Understood, site: Site): Iterable<ChainedCall> {
  yield* chainedCalls(project, chained, understood, site)
  const wanted = chained.on === 'result' ? understood.path : understood.match.clientPath
  if (!wanted) return
  const isIt = (meaning: Meaning): boolean => meaning.is === 'library' && [meaning.path, ...meaning.or ?? []].some(path => (chained.on === 'result' ? isOnTheWay(wanted, path) : samePath(wanted, path)))
  let isGiven: boolean | undefined
  for (const name of chained.names)
    for (const one of project.members.callsOf(name))
      for (const at of isIt(one.on) ? [one.site] : handedTo(project, one, isIt)) {
        const call = chainedCall(project, chained, at)
        if (call) yield { ...call, byCaller: chained.on === 'result' && (isGiven ??= givesToCallers(project, site, isIt)) }
      }
}

/** A call of a method on what a function is given, in each call of that function that gives it what is looked for. */
function* handedTo(project: Project, { site, given }: MethodCall, isIt: (meaning: Meaning) => boolean): Iterable<Site> {
  if (!given) return
  for (const use of usesOf(project, site.file, given.fn))
    for (const entry of use.handed === undefined ? entriesOf(project.tracer, use.site) : []) {
      const at = entry.fn.file === site.file && entry.fn.fn === given.fn ? entry.args[given.index] : undefined
      if (at && isIt(project.tracer.meaning(at))) yield { ...site, frame: frameFor(entry, 0) }
    }
}

/** Whether the function around a call gives what the call gives. */
function givesToCallers(project: Project, { file, call, frame }: Site, isIt: (meaning: Meaning) => boolean): boolean {
  const facts = project.program.facts(file)!
  const around = facts.calls[call]!.function
  return around !== undefined && facts.functions[around]!.returns.some(ref => isIt(project.tracer.meaning({ file, ref, frame })))
}

/** The calls of a method on what an operation gives, or on the client it goes through, as far as the text beside them tells. */
export function* chainedCalls(project: Project, chained: Chained, understood: Understood, site: Site): Iterable<ChainedCall> {
  const made = chained.on === 'result' ? [site] : understood.match.layers.slice(1).flatMap(layer => layer.site ?? [])
  for (const on of made)
    for (const { name, call: after } of project.program.index(on.file)!.chained.get(on.call) ?? []) {
      const call = chained.names.includes(name) ? chainedCall(project, chained, { ...on, call: after }) : undefined
      if (call) yield call
    }
}

/** Those by which a client begins its work: chained to it, or called on it in the files that make and use it, by whatever name it goes there. */
function* firstCalls(project: Project, chained: Chained, understood: Understood, site: Site): Iterable<ChainedCall> {
  const direct = [...chainedCalls(project, chained, understood, site)]
  yield* direct
  const client = understood.match.clientPath
  if (direct.length > 0 || !client) return
  const files = new Set([site.file, ...understood.match.layers.flatMap(layer => layer.site?.file ?? [])])
  for (const { on, site: at } of chained.names.flatMap(name => project.members.callsOf(name))) {
    const call = files.has(at.file) && on.is === 'library' && isOnTheWay(on.path, client) ? chainedCall(project, chained, at) : undefined
    if (call) yield call
  }
}

/** A call, where its arguments fit. */
function chainedCall(project: Project, chained: Chained, call: Site): ChainedCall | undefined {
  const { file, frame } = call
  const fact = project.program.facts(file)!.calls[call.call]!
  const given = fitArguments(project, chained, fact.args.map(ref => ({ file, ref, frame })))
  return given && { given, source: project.program.place(file, fact), call }
}

function isOnTheWay(path: AccessPath, to: AccessPath): boolean {
  for (let at: AccessPath | undefined = to; at; at = at.parent) if (samePath(at, path)) return true
  return false
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
    return meaning.is !== 'literal' && mayWrite(project, meaning, names)
  })
}

function mayWrite(project: Project, meaning: Meaning, names: string[]): boolean {
  if (meaning.is !== 'function') return true
  const facts = project.program.facts(meaning.file)!
  const { start, end } = facts.functions[meaning.fn]!
  const inside = (span: { start: number; end: number }) => span.start >= start && span.end <= end
  return facts.assignments.some(a => {
    const target = facts.values[a.target]!
    return inside(a) && target.is === 'member' && names.includes(target.name)
  }) || facts.values.some(v => v.is === 'object' && inside(v) && v.entries.some(e => e.is === 'property' && names.includes(e.name)))
}

/** What a class does to each request of its own, in a method of its library's class that it overrides. */
export function overriddenAt(project: Project, { name, writing }: LibraryPlace & { is: 'overridden' }, { match, path }: Understood): Said {
  for (let at = match.clientPath ?? path; at; at = at.parent!) {
    if (at.step?.is !== 'subclass') continue
    const method = instanceMember(project.tracer, at.step.instance, name)
    if (method.is !== 'library' && mayWrite(project, method, writing)) return OPAQUE
  }
  return ABSENT
}

/** The last name of what is called: only to be compared with names that a library gave. */
function calledName(facts: FileFacts, call: number): string | undefined {
  const callee = facts.values[facts.calls[call]!.callee]!
  if (callee.is === 'member') return callee.name
  if (callee.is !== 'binding') return undefined
  const imported = facts.values[facts.bindings[callee.binding]!.values[0] ?? -1]
  return imported?.is === 'import' ? imported.name : undefined
}
