import { isFunction, type FileFacts, type FunctionRef, type TypeRef, type ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { Answers } from '../values/answers.js'
import { calleeOf, entriesOf } from '../values/calls.js'
import type { Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'

/** How what is looked for can be taken out of a file: under a name, or by importing the file under whatever name. */
interface HandedOn {
  /** By name: whether only a file that leads here by its imports can take it. What stands in for an interface is taken by who knows that alone. */
  names: Map<string, 'here' | 'anywhere'>
  files: Set<RepoPath>
}

/** Of a name that so few files mention, it costs less to look into all of them than to ask who leads where. */
const FEW = 16

/** What is looked for in other files than its own. */
export interface Sought {
  isIt: (meaning: Meaning) => boolean
  /** Where the answers are kept, if they hold for a value as long as nothing changes to which its file leads. */
  answers?: Answers<ValueRef, boolean>
  /** The names under which it is known where it stands. Without them, everything there is looked at. */
  names?: Iterable<string>
  /** The names of functions that give it to who calls them. Without them, whatever has one of its names may. */
  givers?: Iterable<string>
  /** It is never what a call gives, nor of use to whom it is given. */
  isPlain?: true
  /** Whether it may be met in a text that mentions one of its names. */
  mayBeIn?: (text: string, name: string) => boolean
}

/**
 * The files in which something can be met that stands in others: those that mention a name under which it is handed on, that import it as a default, or to whose
 * functions it is given. Everything else need not be parsed to look for it.
 */
export function followed(project: Project, from: Iterable<RepoPath>, { isIt, answers = new Answers(), names: own, givers, isPlain, mayBeIn = () => true }: Sought): Met {
  const met = new Set(from)
  const asked = new Set<string>()
  const known = new Set(own)
  const giving = givers ? new Set(givers) : known
  let seesAll = own === undefined
  for (let fresh = [...met]; fresh.length > 0; seesAll = false) {
    const [next, given] = [new Set<RepoPath>(), new Set<RepoPath>()]
    for (const file of fresh) {
      const { names, files } = handedOn(project, file, { isIt, answers }, !isPlain, seesAll ? undefined : { known, giving })
      for (const other of files) if (!met.has(other)) given.add(other)
      for (const [name, where] of names) {
        known.add(name)
        // Another name for what is looked for may be one for what gives it.
        if (giving.size > 0) giving.add(name)
        if (asked.has(name)) continue
        const all = project.reach.mentioning(name)
        const leads = where === 'here' && all.length > FEW ? project.reach.leadingTo(file) : undefined
        if (!leads) asked.add(name)
        for (const other of all) if (!met.has(other) && !next.has(other) && (!leads || leads.has(other)) && mayBeIn(project.program.source(other) ?? '', name)) next.add(other)
      }
    }
    // Who is given it need not lead to it, but must be looked at for its own sake, too.
    fresh = [...new Set([...next].filter(file => project.reach.reaching.has(file)).concat([...given].filter(file => project.reach.isLookedAt(file))))]
    project.program.expect(fresh, 'facts')
    for (const file of fresh) met.add(file)
  }
  return { files: met, by: { known, giving } }
}

/** The names under which something is known, and those of functions that give it. */
export interface Names {
  known: ReadonlySet<string>
  giving: ReadonlySet<string>
}

/** Where something is met, and by which names. */
export interface Met {
  files: ReadonlySet<RepoPath>
  by: Names
}

/** What a file hands on. With `known`, only what comes by one of these names is looked at, and what is written in place. */
function handedOn(project: Project, file: RepoPath, { isIt, answers }: Required<Pick<Sought, 'isIt' | 'answers'>>, byCalls: boolean, by: Names | undefined): HandedOn {
  const on: HandedOn = { names: new Map(), files: new Set() }
  const facts = project.program.facts(file)
  if (!facts) return on
  const mayBe = (ref: ValueRef): boolean => (!by || comesBy(facts, ref, by)) && (byCalls || facts.values[ref]!.is !== 'call')
  const is = (ref: ValueRef | undefined): boolean => ref !== undefined && mayBe(ref) && answers.of(file, ref, () => !project.reach.startsNowhere(file, ref) && isIt(project.tracer.meaning({ file, ref })))
  const isOfType = (type: TypeRef | undefined): boolean => type !== undefined && (!by || isNamedBy(facts, type, by)) && !project.reach.isTypeOfNowhere(file, type) && isIt(project.tracer.typed(file, type))
  for (const [name, { value, type }] of Object.entries(facts.exports)) if (is(value) || isOfType(type)) {
    add(on, name, 'here')
    if (name === 'default' || name === '=') for (const importer of project.reach.importersOf(file)) on.files.add(importer)
  }
  for (const { members, extends: base, implements: promised } of facts.classes) for (const { name, value, type } of members) if (name !== 'constructor' && (is(value) || isOfType(type)))
    add(on, name, base !== undefined || promised.length > 0 ? 'anywhere' : 'here')
  for (const value of facts.values) if (value.is === 'object') for (const entry of value.entries) if ((entry.is === 'property' || entry.is === 'getter') && is(entry.value)) add(on, entry.name, 'here')
  for (const type of facts.types) if (type.is === 'object') for (const member of type.members) if (isOfType(member.type)) add(on, member.name, 'here')
  for (const { target, value } of facts.assignments) {
    const member = facts.values[target]!
    if (member.is === 'member' && is(value)) add(on, member.name, 'anywhere')
  }
  if (byCalls) for (const [call, { args }] of facts.calls.entries()) if (args.some(is)) given(project, file, facts, call, on)
  return on
}

/** Whether a value may come by one of some names from elsewhere, as its text shows. What is written in place, a function or a class, has to be looked at. */
export function comesBy(facts: FileFacts, ref: ValueRef, by: Names, depth = 0): boolean {
  const { known, giving } = by
  const of = (inner: ValueRef) => comesBy(facts, inner, by, depth + 1)
  if (depth > 12) return true
  const value = facts.values[ref]!
  switch (value.is) {
    case 'import': return known.has(value.name) || value.name === 'default' || value.name === '='
    case 'member': return known.has(value.name) || of(value.of)
    case 'binding': return facts.bindings[value.binding]!.values.some(of)
    case 'call': {
      const { callee, args } = facts.calls[value.call]!
      return giving.size > 0 && comesBy(facts, callee, { known: giving, giving }, depth + 1) || isOfFunction(facts, callee) && of(callee) || args.some(of)
    }
    case 'await': case 'typed': case 'rest': case 'element': return of(value.of)
    case 'choice': return value.of.some(of)
    case 'object': return value.entries.some(entry => of(entry.value))
    case 'array': return value.items.some(item => of(item.value))
    case 'function': case 'class': case 'global': return true
    default: return false
  }
}

/** `get.bind(client)`: a function still. */
function isOfFunction(facts: FileFacts, callee: ValueRef): boolean {
  const value = facts.values[callee]!
  return value.is === 'member' && value.name === 'bind'
}

function isNamedBy(facts: FileFacts, ref: TypeRef, by: Names, depth = 0): boolean {
  const of = (inner: TypeRef) => isNamedBy(facts, inner, by, depth + 1)
  if (depth > 12) return true
  const type = facts.types[ref]!
  switch (type.is) {
    case 'name': return comesBy(facts, type.of, by) || type.args.some(of)
    case 'typeof': return comesBy(facts, type.of, by)
    case 'union': case 'intersection': return type.of.some(of)
    case 'array': case 'member': return of(type.of)
    case 'function': return type.returns !== undefined && of(type.returns)
    default: return false
  }
}

function add({ names }: HandedOn, name: string, where: 'here' | 'anywhere'): void {
  if (names.get(name) !== 'anywhere') names.set(name, where)
}

/** What a call is given goes where the function is that it calls; what a caller's own function is given goes to whoever calls the function around it. */
function given(project: Project, file: RepoPath, facts: FileFacts, call: number, on: HandedOn): void {
  const callee = calleeOf(project.tracer, { file, call })
  switch (callee.is) {
    case 'class': case 'instance': on.files.add(callee.file); break
    case 'parameter': for (const name of namesAround(facts, facts.calls[call]!.function)) add(on, name, 'here'); break
    case 'library': if (project.understanding.libraries.of(callee.path.module).some(({ containers }) => containers.length > 0)) for (const name of besides(facts, call)) add(on, name, 'anywhere'); break
    default: for (const { fn } of entriesOf(project.tracer, { file, call })) on.files.add(fn.file)
  }
}

/** What stands beside in the arguments of a call, and of the calls that lead to it: a container knows by such a name what it is given. */
function besides(facts: FileFacts, call: number): string[] {
  const { callee, args } = facts.calls[call]!
  const own = args.flatMap(ref => nameOf(facts, ref))
  let at = facts.values[callee]!
  while (at.is === 'member') at = facts.values[at.of]!
  return at.is === 'call' ? [...own, ...besides(facts, at.call)] : own
}

function nameOf(facts: FileFacts, ref: ValueRef): string[] {
  const value = facts.values[ref]!
  switch (value.is) {
    case 'literal': return typeof value.value === 'string' ? [value.value] : []
    case 'binding': return [facts.bindings[value.binding]!.name]
    case 'import': case 'member': return [value.name]
    case 'object': return value.entries.flatMap(entry => nameOf(facts, entry.value))
    default: return []
  }
}

/** The names under which a function, and those around it, are called. */
function namesAround(facts: FileFacts, fn: FunctionRef | undefined): string[] {
  const names: string[] = []
  for (; fn !== undefined; fn = facts.functions[fn]!.parent) names.push(...namesOf(facts, fn))
  return names
}

/** The names under which a function is written: its own, that of the member or the entry that it is, that of its class where it constructs it. */
export function namesOf(facts: FileFacts, fn: FunctionRef): string[] {
  const isIt = (ref: ValueRef | undefined): boolean => isFunction(facts, ref, fn)
  const { name } = facts.functions[fn]!
  return [
    ...(name === undefined || name === 'constructor' ? [] : [name]),
    ...facts.bindings.flatMap(binding => (binding.values.some(isIt) ? [binding.name] : [])),
    ...facts.classes.flatMap(({ name: owner, construct, members }) => [...(construct === fn && owner !== undefined ? [owner] : []), ...members.flatMap(m => (isIt(m.value) && m.name !== 'constructor' ? [m.name] : []))]),
    ...facts.values.flatMap(value => (value.is === 'object' ? value.entries.flatMap(entry => (entry.is === 'property' && isIt(entry.value) ? [entry.name] : [])) : [])),
  ]
}
