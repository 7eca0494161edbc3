import type { ClassFact, ClassRef, FileFacts, Member } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { argumentsOf } from './calls.js'
import { firstKnown, MAX_FRAMES, memberOf, UNKNOWN, type AccessPath, type Arguments, type Frame, type Instance, type Located, type Meaning, type Site } from './meaning.js'
import { orNothing } from './operators.js'
import type { Tracer } from './trace.js'

/** What a member of an instance is: a field, a method bound to it, a getter's result, or what its class inherits. */
export function instanceMember(tracer: Tracer, of: Instance, name: string, dynamic: Instance = of): Meaning {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]!
  const members = fact.members.filter(m => m.name === name && !m.static)
  const method = members.find(m => m.kind === 'method')
  if (method?.value !== undefined) return bound(tracer, { file: of.file, ref: method.value }, dynamic)
  const getter = members.find(m => m.kind === 'getter')
  if (getter?.value !== undefined) {
    const fn = bound(tracer, { file: of.file, ref: getter.value }, dynamic)
    return fn.is === 'function' ? tracer.returned({ fn, args: [] }, dynamic.frame?.depth ?? 0) : UNKNOWN
  }
  const fields = members.filter(m => m.kind === 'field')
  const given = fields[0] && fields[0].decorators.length > 0 && fields[0].value === undefined ? tracer.builtins.field(of.file, of.class, fields[0]) : undefined
  if (given) return given
  const own = fieldValues(facts, fact, fields, of, name, dynamic)
  const values = own.some(value => says(tracer.meaning(value))) ? own : [...own, ...lentValues(tracer, fact, of, name, dynamic)]
  const declared = members.find(m => m.type !== undefined)?.type
  if (values.length === 0 && fields.length === 0 && declared === undefined) return inherited(tracer, of, fact, name, dynamic)
  const one = tracer.oneOf(values)
  const meaning = ownedBy(tracer, orNothing(one) === one || isThereFromTheStart(facts, fact, fields, name) ? one : orNothing(one), dynamic)
  if (declared === undefined || says(meaning)) return meaning
  const typed = tracer.typed(of.file, declared)
  // Behind what holds everything that is bound, more is known than its type says.
  const holdsAll = meaning.is === 'parameter' && typed.is === 'shape' && meaning.path.length === 0 && tracer.builtins.holdsAll(meaning.file, meaning.fn, meaning.index)
  return holdsAll ? tracer.givenAs(meaning, typed) : firstKnown(typed, meaning)
}

/** Whether a field has a value before any method can ask for it: where it is declared, or from the constructor. */
function isThereFromTheStart(facts: FileFacts, { construct }: ClassFact, fields: Member[], name: string): boolean {
  return fields.some(({ value }) => value !== undefined) || facts.assignments.some(({ target, function: fn }) => {
    const member = facts.values[target]!
    return fn !== undefined && fn === construct && member.is === 'member' && member.name === name
  })
}

/** True where a value says more than that there is one. */
function says(meaning: Meaning): boolean {
  return meaning.is !== 'unknown' && meaning.is !== 'parameter' && !(meaning.is === 'literal' && (meaning.value === undefined || meaning.value === null))
}

/** A field's initial value, and every `this.name = …` of the class. */
function fieldValues(facts: FileFacts, fact: ClassFact, fields: Member[], of: Instance, name: string, dynamic: Instance): Located[] {
  const frame = inConstructor(of, fact, dynamic)
  const values = fields.flatMap(m => m.value === undefined ? [] : [{ file: of.file, ref: m.value, frame }])
  for (const assignment of facts.assignments) {
    const target = facts.values[assignment.target]!
    if (target.is !== 'member' || target.name !== name) continue
    const owner = facts.values[target.of]!
    if (owner.is === 'this' && owner.class === of.class && !owner.static) values.push({ file: of.file, ref: assignment.value, frame })
  }
  return values
}

/** The functions of other files that a class has for methods: `Api.prototype.connect = require('./connect')`. */
export function lentMethods(tracer: Tracer, { construct, members }: ClassFact, file: RepoPath): { name: string; method: Meaning & { is: 'function' } }[] {
  return construct === undefined ? [] : members.flatMap(({ kind, value, static: isStatic, name }) => {
    const method = kind === 'field' && !isStatic && value !== undefined ? tracer.meaning({ file, ref: value }) : UNKNOWN
    return method.is === 'function' && method.file !== file ? [{ name, method }] : []
  })
}

/** What such methods put into a field. */
function lentValues(tracer: Tracer, fact: ClassFact, { file }: Instance, name: string, dynamic: Instance): Located[] {
  const depth = (dynamic.frame?.depth ?? 0) + 1
  if (depth > MAX_FRAMES) return []
  return tracer.guarded<Located[]>([], () => lentMethods(tracer, { ...fact, members: fact.members.filter(member => member.name !== name) }, file).flatMap(({ method }) => {
    const { values, assignments } = tracer.program.facts(method.file)!
    const frame: Frame = { file: method.file, fn: method.fn, args: [], this: dynamic, anyCaller: true, depth }
    return assignments.flatMap(({ target, value: given }) => {
      const member = values[target]!
      const owner = member.is === 'member' && member.name === name ? values[member.of]! : undefined
      return owner?.is === 'this' && owner.class === undefined && owner.function === method.fn ? [{ file: method.file, ref: given, frame }] : []
    })
  }))
}

function inConstructor(of: Instance, fact: ClassFact, dynamic: Instance): Frame | undefined {
  if (!of.frame || fact.construct === undefined) return of.frame ? { ...of.frame, this: dynamic } : undefined
  return { ...of.frame, fn: fact.construct, this: dynamic }
}

function bound(tracer: Tracer, at: Located, self: Instance): Meaning {
  const fn = tracer.meaning(at)
  return fn.is === 'function' ? { ...fn, this: self } : fn
}

/** A function that no class has for a method yet, called as one of an object. */
function ownedBy(tracer: Tracer, meaning: Meaning, self: Instance): Meaning {
  return meaning.is === 'function' && !meaning.this && tracer.program.facts(meaning.file)!.functions[meaning.fn]!.class === undefined ? { ...meaning, this: self } : meaning
}

function inherited(tracer: Tracer, of: Instance, fact: ClassFact, name: string, dynamic: Instance): Meaning {
  const base = baseOf(tracer, of, fact)
  if (base?.is === 'instance') return tracer.guarded<Meaning>(UNKNOWN, () => instanceMember(tracer, base, name, dynamic))
  return base ? { is: 'library', path: memberOf(base.path, name) } : UNKNOWN
}

/** An object as the class that its own one extends sees it. */
function baseOf(tracer: Tracer, of: Instance, { extends: base }: ClassFact): Instance | Meaning & { is: 'library' } | undefined {
  const meaning = base === undefined ? undefined : tracer.meaning({ file: of.file, ref: base })
  if (meaning?.is === 'class') return { is: 'instance', file: meaning.file, class: meaning.class, frame: superFrame(tracer, of, meaning) }
  return meaning?.is === 'library' ? { is: 'library', path: subclassPath(meaning.path, of) } : undefined
}

/** An object as one of the classes above its own sees it, with the arguments that reach that one's constructor. */
function seenBy(tracer: Tracer, whole: Instance, file: RepoPath, owner: ClassRef): Instance | undefined {
  let at: Instance | undefined = whole
  for (let level = 0; at && level < MAX_FRAMES; level++) {
    if (at.file === file && at.class === owner) return at
    const base = baseOf(tracer, at, tracer.program.facts(at.file)!.classes[at.class]!)
    at = base?.is === 'instance' ? base : undefined
  }
  return undefined
}

/** What `super` is in the code of a class: its base, asked for the sake of the whole object. */
export function superMeaning(tracer: Tracer, file: RepoPath, owner: ClassRef | undefined, self: Meaning): Meaning {
  const fact = owner === undefined ? undefined : tracer.program.facts(file)!.classes[owner]!
  if (!fact || owner === undefined) return UNKNOWN
  if (self.is === 'class') return fact.extends === undefined ? UNKNOWN : tracer.meaning({ file, ref: fact.extends })
  if (self.is !== 'instance') return UNKNOWN
  const whole = self.whole ?? self
  const base = baseOf(tracer, seenBy(tracer, whole, file, owner) ?? { is: 'instance', file, class: owner }, fact)
  return base?.is === 'instance' ? { ...base, whole } : base ?? UNKNOWN
}

/** An instance of a class that extends a library's, as an access path. */
export function subclassPath(base: AccessPath, instance: Instance): AccessPath {
  return { module: base.module, parent: base, step: { is: 'subclass', instance } }
}

/** The arguments with which a class calls the constructor of the one it extends, as seen from its own constructor's call, and the call that gives them. */
export function superArguments(tracer: Tracer, of: Instance): Arguments & { site?: Site } | undefined {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]
  if (!fact) return { args: [] }
  if (fact.construct === undefined) return of.frame ? { args: of.frame.args, spread: of.frame.spread, site: of.frame.made } : { args: [] }
  const frame = of.frame && { ...of.frame, fn: fact.construct }
  const call = (tracer.program.index(of.file)!.inFunction.get(fact.construct) ?? []).find(c => facts.values[facts.calls[c]!.callee]!.is === 'super')
  return call === undefined ? undefined : { ...argumentsOf(tracer, { file: of.file, call, frame }), site: { file: of.file, call, frame } }
}

function superFrame(tracer: Tracer, of: Instance, base: Meaning & { is: 'class' }): Frame | undefined {
  const given = superArguments(tracer, of)
  if (!given) return undefined
  const depth = (of.frame?.depth ?? 0) + 1
  if (depth > MAX_FRAMES) return undefined
  return { file: base.file, fn: tracer.program.facts(base.file)!.classes[base.class]!.construct ?? -1, args: given.args, spread: given.spread, made: given.site, depth }
}

/** What a static member is. */
export function classMember(tracer: Tracer, of: Meaning & { is: 'class' }, name: string): Meaning {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]!
  const member = fact.members.find(m => m.name === name && m.static)
  const values: Located[] = member?.value === undefined ? [] : [{ file: of.file, ref: member.value }]
  if (member?.kind === 'getter' && values[0]) {
    const fn = tracer.meaning(values[0])
    return fn.is === 'function' ? tracer.returned({ fn, args: [] }, 0) : UNKNOWN
  }
  for (const assignment of facts.assignments) {
    const target = facts.values[assignment.target]!
    if (target.is !== 'member' || target.name !== name) continue
    const owner = tracer.meaning({ file: of.file, ref: target.of })
    if (owner.is === 'class' && owner.class === of.class && owner.file === of.file) values.push({ file: of.file, ref: assignment.value })
  }
  if (values.length > 0) return member?.value === undefined ? orNothing(tracer.oneOf(values)) : tracer.oneOf(values)
  if (member?.type !== undefined) return tracer.typed(of.file, member.type)
  if (fact.extends === undefined) return UNKNOWN
  return tracer.member(tracer.meaning({ file: of.file, ref: fact.extends }), name)
}
