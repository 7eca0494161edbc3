import type { CallRef, FileFacts } from '@bulkhead/facts'
import type { LibraryPlace } from '../libraries/library.js'
import { matchPath, type Match } from '../libraries/match.js'
import type { Understood } from '../libraries/understanding.js'
import type { Project } from '../project.js'
import { argumentsOf, libraryCalled } from '../values/calls.js'
import { isOpen, type AccessPath, type Frame, type Located, type Site } from '../values/meaning.js'
import { ABSENT, chosen, type Said } from './said.js'

type Piped = LibraryPlace & { is: 'piped' }
type Judge = (value: Located, path: string[]) => Said

const UNREADABLE = { is: 'unknown', why: 'what the result is piped through cannot be read' } as const satisfies Said

/** How many operators deep it is looked into what others are made of. */
const MAX_DEPTH = 6

/** What the operators say that an operation's result is piped through, or what is made of it. */
export function pipedAt(project: Project, place: Piped, understood: Understood, site: Site, judge: Judge): Said {
  let maybe = ABSENT
  for (const pipe of pipesAround(project, place, site)) {
    const { args, spread } = argumentsOf(project.tracer, pipe)
    const said = firstOf(args.slice(0, spread).map(at => operatorSays(project, place, understood, at, judge)))
    if (said.is === 'set' || said.is === 'off') return said
    if (said.is === 'unknown') maybe = said
    else if (spread !== undefined) maybe = UNREADABLE
  }
  return maybe
}

/** The first that says something for certain, else what leaves it open. */
function firstOf(all: Said[]): Said {
  return all.find(({ is }) => is === 'set') ?? all.find(({ is }) => is === 'unknown') ?? all.find(({ is }) => is === 'off') ?? ABSENT
}

/** The calls that pipe what an operation gives: on itself, on what the other library makes of it, and those among whose operators it stands. */
function* pipesAround(project: Project, { piped, from }: Piped, site: Site): Iterable<Site> {
  const facts = project.program.facts(site.file)!
  const { chained } = project.program.index(site.file)!
  const seen = new Set<CallRef>()
  for (let at: CallRef | undefined = site.call; at !== undefined && !seen.has(at);) {
    seen.add(at)
    const next: CallRef | undefined = takerOf(facts, at)
    for (const { call, name } of chained.get(at) ?? []) if (piped.names.includes(name)) yield { ...site, call }
    if (next === undefined) return
    if (isPipe(facts, next, piped.names)) yield { ...site, call: next }
    else if (!isOf(project, from, { ...site, call: next })) return
    at = next
  }
}

/** The call that takes what a call gives as an argument, or the function that gives it. */
function takerOf(facts: FileFacts, call: CallRef): CallRef | undefined {
  const { within, function: fn, value } = facts.calls[call]!
  if (within) return within.call
  const around = fn === undefined ? undefined : facts.functions[fn]!
  return around?.returns.some(ref => startsAt(facts, ref, value)) ? around.argumentOf?.call : undefined
}

/** `http.get(url)` of `http.get(url).pipe(map(…))`, also through a name. */
function startsAt(facts: FileFacts, ref: number, sought: number, depth = 0): boolean {
  if (ref === sought) return true
  const value = facts.values[ref]!
  if (depth > MAX_DEPTH) return false
  switch (value.is) {
    case 'call': return startsAt(facts, facts.calls[value.call]!.callee, sought, depth + 1)
    case 'member': case 'typed': return startsAt(facts, value.of, sought, depth + 1)
    case 'binding': return facts.bindings[value.binding]!.values.some(one => startsAt(facts, one, sought, depth + 1))
    default: return false
  }
}

function isPipe(facts: FileFacts, call: CallRef, names: string[]): boolean {
  const callee = facts.values[facts.calls[call]!.callee]!
  return callee.is === 'member' && names.includes(callee.name)
}

function isOf(project: Project, from: Set<string>, site: Site): boolean {
  const callee = libraryCalled(project.tracer, site)
  return callee !== undefined && from.has(callee.path.module)
}

/** What one operator says: one that the library made, several in one, or a function of the repository in which such a one is used. */
function operatorSays(project: Project, place: Piped, understood: Understood, at: Located, judge: Judge, depth = 0): Said {
  const { tracer } = project
  const meaning = tracer.meaning(at)
  const into = (one: Located) => operatorSays(project, place, understood, one, judge, depth + 1)
  if (depth > MAX_DEPTH) return UNREADABLE
  switch (meaning.is) {
    case 'library': {
      const made = fits(project, place, understood, meaning.path, 'made')
      const given = made?.layers[0]?.given.get(place.at.parameter)
      if (made) return given ? judge(given, place.at.path) : ABSENT
      const through = meaning.path.step?.is === 'call' && fits(project, place, understood, meaning.path, 'through') ? argumentsOf(tracer, meaning.path.step.site).args : []
      return firstOf(through.map(into))
    }
    case 'function': {
      const facts = project.program.facts(meaning.file)!
      const frame: Frame = { file: meaning.file, fn: meaning.fn, args: [], anyCaller: true, this: meaning.this, outer: meaning.frame, depth: (at.frame?.depth ?? 0) + 1 }
      return firstOf(project.callsIn(meaning.file, meaning.fn).map(call => facts.calls[call]!).filter(({ decorates }) => !decorates).map(({ value }): Said => {
        const used = { file: meaning.file, ref: value, frame }
        const maker = tracer.meaning(used)
        return maker.is === 'library' && fits(project, place, understood, maker.path, 'made') ? into(used) : ABSENT
      }))
    }
    case 'choice': return chosen(project, meaning, into)
    case 'unknown': case 'parameter': return isOpen(meaning) ? { ...UNREADABLE, open: true } : UNREADABLE
    default: return ABSENT
  }
}

function fits(project: Project, place: Piped, { library }: Understood, path: AccessPath, which: 'made' | 'through'): Match | undefined {
  return place.from.has(path.module) ? matchPath(project.tracer, { ...library, isReachedBy: module => place.from.has(module) }, path, place[which]) : undefined
}
