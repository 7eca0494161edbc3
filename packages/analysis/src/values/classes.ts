import type { ClassFact, FileFacts, Member } from '@bulkhead/facts'
import { MAX_FRAMES, memberOf, UNKNOWN, type AccessPath, type Frame, type Instance, type Located, type Meaning } from './meaning.js'
import type { Tracer } from './trace.js'

/** What a member of an instance is: a field, a method bound to it, a getter's result, or what its class inherits. */
export function instanceMember(tracer: Tracer, of: Instance, name: string, dynamic: Instance = of): Meaning {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]!
  const methods = fact.members.filter(m => m.name === name && !m.static && m.kind === 'method')
  if (methods[0]?.value !== undefined) return bound(tracer, { file: of.file, ref: methods[0].value }, dynamic)
  const getter = fact.members.find(m => m.name === name && !m.static && m.kind === 'getter')
  if (getter?.value !== undefined) {
    const fn = bound(tracer, { file: of.file, ref: getter.value }, dynamic)
    return fn.is === 'function' ? tracer.returned(fn, [], undefined, dynamic.frame?.depth ?? 0) : UNKNOWN
  }
  const fields = fact.members.filter(m => m.name === name && !m.static && m.kind === 'field')
  const values = fieldValues(facts, fact, fields, of, name, dynamic)
  const declared = fields.find(m => m.type !== undefined)?.type
  if (values.length > 0 || fields.length > 0) {
    const meaning = tracer.oneOf(values)
    if (!says(meaning) && declared !== undefined) {
      const typed = tracer.typed(of.file, declared)
      return typed.is === 'unknown' ? meaning : typed
    }
    return meaning
  }
  return inherited(tracer, of, fact, name, dynamic)
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

function inConstructor(of: Instance, fact: ClassFact, dynamic: Instance): Frame | undefined {
  if (!of.frame || fact.construct === undefined) return of.frame ? { ...of.frame, this: dynamic } : undefined
  return { ...of.frame, fn: fact.construct, this: dynamic }
}

function bound(tracer: Tracer, at: Located, self: Instance): Meaning {
  const fn = tracer.meaning(at)
  return fn.is === 'function' ? { ...fn, this: self } : fn
}

function inherited(tracer: Tracer, of: Instance, fact: ClassFact, name: string, dynamic: Instance): Meaning {
  if (fact.extends === undefined) return UNKNOWN
  const base = tracer.meaning({ file: of.file, ref: fact.extends })
  if (base.is === 'class') return tracer.guarded<Meaning>(UNKNOWN, () => instanceMember(tracer, { is: 'instance', file: base.file, class: base.class, frame: superFrame(tracer, of, base) }, name, dynamic))
  if (base.is === 'library') return { is: 'library', path: memberOf(subclassPath(base.path, of), name) }
  return UNKNOWN
}

/** An instance of a class that extends a library's, as an access path. */
export function subclassPath(base: AccessPath, instance: Instance): AccessPath {
  return { module: base.module, parent: base, step: { is: 'subclass', instance } }
}

/** The arguments of `super(…)`, as seen from the constructor's own call. */
export function superArguments(tracer: Tracer, of: Instance): { args: Located[]; spread?: number } | undefined {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]
  if (!fact) return { args: [] }
  if (fact.construct === undefined) return of.frame ? { args: of.frame.args, spread: of.frame.spread } : { args: [] }
  const frame = of.frame && { ...of.frame, fn: fact.construct }
  const call = (tracer.program.index(of.file)!.inFunction.get(fact.construct) ?? []).map(c => facts.calls[c]!).find(c => facts.values[c.callee]!.is === 'super')
  return call && { args: call.args.map(ref => ({ file: of.file, ref, frame })), spread: call.spread }
}

function superFrame(tracer: Tracer, of: Instance, base: Meaning & { is: 'class' }): Frame | undefined {
  const given = superArguments(tracer, of)
  if (!given) return undefined
  const depth = (of.frame?.depth ?? 0) + 1
  return depth > MAX_FRAMES ? undefined : { file: base.file, fn: tracer.program.facts(base.file)!.classes[base.class]!.construct ?? -1, args: given.args, spread: given.spread, depth }
}

/** What a static member is. */
export function classMember(tracer: Tracer, of: Meaning & { is: 'class' }, name: string): Meaning {
  const facts = tracer.program.facts(of.file)!
  const fact = facts.classes[of.class]!
  const member = fact.members.find(m => m.name === name && m.static)
  const values: Located[] = member?.value === undefined ? [] : [{ file: of.file, ref: member.value }]
  if (member?.kind === 'getter' && values[0]) {
    const fn = tracer.meaning(values[0])
    return fn.is === 'function' ? tracer.returned(fn, [], undefined, 0) : UNKNOWN
  }
  for (const assignment of facts.assignments) {
    const target = facts.values[assignment.target]!
    if (target.is !== 'member' || target.name !== name) continue
    const owner = tracer.meaning({ file: of.file, ref: target.of })
    if (owner.is === 'class' && owner.class === of.class && owner.file === of.file) values.push({ file: of.file, ref: assignment.value })
  }
  if (values.length > 0) return tracer.oneOf(values)
  if (member?.type !== undefined) return tracer.typed(of.file, member.type)
  if (fact.extends === undefined) return UNKNOWN
  return tracer.member(tracer.meaning({ file: of.file, ref: fact.extends }), name)
}
