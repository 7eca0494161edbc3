import type { TypeFact, TypeRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { rootOf, UNKNOWN, type AccessPath, type Meaning } from './meaning.js'
import type { Tracer } from './trace.js'

/** What a value of a declared type is: an instance of a class, a library's thing, or a shape of this repository. */
export function typeMeaning(tracer: Tracer, file: RepoPath, type: TypeRef): Meaning {
  return described(sameType(tracer, file, type)) ?? { is: 'shape', file, type }
}

/** What is known of a value that is only of the same type as another: undefined where that is its parts. What it holds may differ. */
function described(meaning: Meaning): Meaning | undefined {
  switch (meaning.is) {
    case 'instance': case 'class': case 'library': case 'function': case 'module': case 'shape': return meaning
    case 'object': case 'merge': case 'rest': return undefined
    default: return UNKNOWN
  }
}

/** `Parameters<Parameters<typeof db.transaction>[0]>[0]`: what a function of a library hands to its callback. */
function handedToCallback(tracer: Tracer, file: RepoPath, given: TypeFact & { is: 'member' }): Meaning | undefined {
  const callback = parametersOf(tracer, file, given.of)
  const argument = callback === undefined ? undefined : tracer.program.facts(file)!.types[callback]
  const of = argument?.is === 'member' ? parametersOf(tracer, file, argument.of) : undefined
  const runs = of === undefined ? undefined : sameType(tracer, file, of)
  return argument?.is === 'member' && runs?.is === 'library' ? tracer.builtins.givenToCallback(runs.path, Number(argument.name), Number(given.name), file) : undefined
}

/** The type of which `Parameters` are asked. */
function parametersOf(tracer: Tracer, file: RepoPath, type: TypeRef): TypeRef | undefined {
  const facts = tracer.program.facts(file)!
  const fact = facts.types[type]!
  const value = fact.is === 'name' ? facts.values[fact.of]! : undefined
  return fact.is === 'name' && value?.is === 'global' && value.name === 'Parameters' ? fact.args[0] : undefined
}

/** A value of a type: where the type is taken from a value, that value. */
function sameType(tracer: Tracer, file: RepoPath, type: TypeRef): Meaning {
  const fact = tracer.program.facts(file)?.types[type]
  switch (fact?.is) {
    case 'name': return named(tracer, file, fact.of, type, fact.args)
    case 'typeof': return tracer.meaning({ file, ref: fact.of })
    case 'object': case 'array': case 'function': return { is: 'shape', file, type }
    case 'member': return tracer.guarded<Meaning>(UNKNOWN, () => handedToCallback(tracer, file, fact) ?? tracer.member(sameType(tracer, file, fact.of), fact.name))
    case 'union': return tracer.guarded<Meaning>(UNKNOWN, () => onlyOne(tracer, fact.of.map(t => sameType(tracer, file, t))))
    case 'intersection': return tracer.guarded<Meaning>(UNKNOWN, () => allOf(tracer, fact.of.map(t => sameType(tracer, file, t)), { is: 'shape', file, type }))
    default: return UNKNOWN
  }
}

/** The one member of a union that is something; `null` and `undefined` beside it say nothing. */
function onlyOne(tracer: Tracer, meanings: Meaning[]): Meaning {
  const known = meanings.filter(m => m.is !== 'unknown')
  return known.length === 1 ? known[0]! : tracer.either(known) ?? UNKNOWN
}

/** What is several things at once: the only one of them that is known, or the shape of all. */
function allOf(tracer: Tracer, meanings: Meaning[], whole: Meaning): Meaning {
  const known = meanings.filter(m => m.is !== 'unknown')
  return known.length > 1 && known.some(m => m.is === 'shape') ? whole : onlyOne(tracer, known)
}

function named(tracer: Tracer, file: RepoPath, of: ValueRef, type: TypeRef | undefined, args: TypeRef[]): Meaning {
  const facts = tracer.program.facts(file)!
  const value = facts.values[of]!
  if (value.is === 'binding') {
    const imported = facts.values[facts.bindings[value.binding]!.values[0] ?? -1]
    if (imported?.is === 'import') return withArguments(exportedType(tracer, file, imported.from, imported.name), file, args)
  }
  if (value.is === 'import') return withArguments(exportedType(tracer, file, value.from, value.name), file, args)
  if (value.is === 'global') return globalType(tracer, file, value.name, type, args)
  return ofConstructor(tracer.meaning({ file, ref: of }))
}

/** `Repository<User>`: a library's type keeps what it is of. */
function withArguments(meaning: Meaning, file: RepoPath, args: TypeRef[]): Meaning {
  if (meaning.is !== 'library' || meaning.path.step?.is !== 'typed' || meaning.path.step.types || args.length === 0) return meaning
  return { is: 'library', path: { ...meaning.path, step: { ...meaning.path.step, types: { file, args } } } }
}

/** What a class makes, be it of the repository or of a library. */
function ofConstructor(meaning: Meaning): Meaning {
  if (meaning.is === 'class') return { is: 'instance', file: meaning.file, class: meaning.class }
  return meaning.is === 'library' ? declared(meaning.path) : UNKNOWN
}

/** `Promise<T>` is awaited where it is used, and `Readonly<T>` and its like change nothing here. */
function globalType(tracer: Tracer, file: RepoPath, name: string, type: TypeRef | undefined, args: TypeRef[]): Meaning {
  const inner = (): Meaning => args[0] === undefined ? UNKNOWN : tracer.guarded<Meaning>(UNKNOWN, () => sameType(tracer, file, args[0]!))
  if (TRANSPARENT.has(name)) return inner()
  if (name === 'InstanceType') return ofConstructor(inner())
  if (name === 'ReturnType') return returnedByAny(tracer, inner())
  if (type !== undefined && ELEMENTS.has(name)) return { is: 'shape', file, type }
  const root: AccessPath = { module: 'global' }
  return { is: 'library', path: { module: 'global', parent: root, step: { is: 'typed', name } } }
}
const TRANSPARENT = new Set(['Promise', 'Awaited', 'Readonly', 'Required', 'Partial', 'NonNullable', 'Pick', 'Omit'])
/** Types whose every element is of one type, by which of their arguments that is. */
const ELEMENTS = new Map([['Array', 0], ['ReadonlyArray', 0], ['Record', 1]])

/** What a function gives, whoever calls it. */
export function returnedByAny(tracer: Tracer, fn: Meaning): Meaning {
  if (fn.is === 'library') {
    const behind = tracer.builtins.behind(fn.path)
    return behind ? returnedByAny(tracer, tracer.meaning(behind)) : tracer.builtins.clientMadeBy(fn.path) ?? UNKNOWN
  }
  if (fn.is === 'shape') return shapeReturns(tracer, fn)
  if (fn.is !== 'function') return UNKNOWN
  const fact = tracer.program.facts(fn.file)!.functions[fn.fn]!
  const meaning = tracer.oneOf(fact.returns.map(ref => ({ file: fn.file, ref, frame: fn.frame })))
  return meaning.is === 'unknown' && fact.returnType !== undefined ? tracer.typed(fn.file, fact.returnType) : meaning
}

/** What a value is whose type is an imported name. */
function exportedType(tracer: Tracer, file: RepoPath, from: string, name: string, seen = new Set<string>()): Meaning {
  const target = tracer.program.follow(from, file)
  if (target.is === 'library' || target.is === 'builtin') {
    const root = rootOf(target.module, target.is === 'library' ? target.as : undefined)
    return name === '*' ? UNKNOWN : { is: 'library', path: { module: root.module, parent: root, step: { is: 'typed', name } } }
  }
  if (target.is !== 'file' || seen.has(target.path)) return UNKNOWN
  seen.add(target.path)
  return typeExportedBy(tracer, target.path, name, seen)
}

function typeExportedBy(tracer: Tracer, file: RepoPath, name: string, seen: Set<string>): Meaning {
  const facts = tracer.program.facts(file)
  if (!facts) return UNKNOWN
  const own = Object.hasOwn(facts.exports, name) ? facts.exports[name] : undefined
  if (own?.type !== undefined) return sameType(tracer, file, own.type)
  if (own?.value !== undefined) {
    const value = facts.values[own.value]!
    if (value.is === 'import') return exportedType(tracer, file, value.from, value.name, seen)
    return named(tracer, file, own.value, undefined, [])
  }
  for (const star of facts.exportStars) {
    const found = exportedType(tracer, file, star, name, seen)
    if (found.is !== 'unknown') return found
  }
  return UNKNOWN
}

/** A path such as `module.Pool`, used as a type, means a value of that type. */
export function declared(path: AccessPath): Meaning {
  if (path.step?.is !== 'member' || !path.parent) return UNKNOWN
  return { is: 'library', path: { module: path.module, parent: path.parent, step: { is: 'typed', name: path.step.name, ...path.parent.step?.is === 'member' && { of: path.parent.step.name } } } }
}

/** A part of something of which only the type is known. */
export function shapeMember(tracer: Tracer, of: Meaning & { is: 'shape' }, name: string): Meaning {
  const fact = tracer.program.facts(of.file)!.types[of.type]!
  if (fact.is === 'array') return Number.isInteger(Number(name)) ? shapeElement(tracer, of) : UNKNOWN
  if (fact.is === 'name' && isGeneric(tracer, of.file, fact)) return shapeElement(tracer, of)
  if (fact.is === 'intersection') return partOfOne(tracer, fact.of.map(part => tracer.typed(of.file, part)), name)
  if (fact.is !== 'object') return ofLike(tracer, of, name)
  const member = fact.members.find(m => m.name === name)
  if (member) return member.type === undefined ? UNKNOWN : tracer.typed(of.file, member.type)
  return partOfOne(tracer, (fact.extends ?? []).map(base => tracer.typed(of.file, base)), name)
}

/** The type that a part of something is declared to be of. */
export function declaredMember(tracer: Tracer, of: Meaning & { is: 'shape' } | undefined, name: string): { file: RepoPath; type: TypeRef } | undefined {
  const fact = of && tracer.program.facts(of.file)!.types[of.type]!
  if (fact?.is === 'name') {
    const like = sameType(tracer, of!.file, of!.type)
    return like.is === 'shape' && (like.file !== of!.file || like.type !== of!.type) ? declaredMember(tracer, like, name) : undefined
  }
  if (fact?.is !== 'object') return undefined
  const member = fact.members.find(m => m.name === name)
  if (member) return member.type === undefined ? undefined : { file: of!.file, type: member.type }
  const [base, ...more] = fact.extends ?? []
  const above = base !== undefined && more.length === 0 ? tracer.typed(of!.file, base) : undefined
  return above?.is === 'shape' ? declaredMember(tracer, above, name) : undefined
}

/** The part of that name of whichever has one. */
function partOfOne(tracer: Tracer, wholes: Meaning[], name: string): Meaning {
  for (const whole of wholes) {
    const found = tracer.member(whole, name)
    if (found.is !== 'unknown') return found
  }
  return UNKNOWN
}

/** A part of what is of the same type as another value. */
function ofLike(tracer: Tracer, { file, type }: Meaning & { is: 'shape' }, name: string): Meaning {
  const like = sameType(tracer, file, type)
  return like.is === 'shape' ? UNKNOWN : described(tracer.member(like, name)) ?? UNKNOWN
}

function isGeneric(tracer: Tracer, file: RepoPath, { of }: TypeFact & { is: 'name' }): boolean {
  const value = tracer.program.facts(file)!.values[of]!
  return value.is === 'global' && ELEMENTS.has(value.name)
}

/** Any element of a list or a dictionary of which only the type is known. */
export function shapeElement(tracer: Tracer, { file, type }: Meaning & { is: 'shape' }): Meaning {
  const facts = tracer.program.facts(file)!
  const fact = facts.types[type]!
  if (fact.is === 'array') return tracer.typed(file, fact.of)
  const value = fact.is === 'name' ? facts.values[fact.of]! : undefined
  const element = fact.is === 'name' && value?.is === 'global' ? fact.args[ELEMENTS.get(value.name) ?? -1] : undefined
  return element === undefined ? UNKNOWN : tracer.typed(file, element)
}

/** What a function gives of which only the type is known. */
export function shapeReturns(tracer: Tracer, { file, type }: Meaning & { is: 'shape' }): Meaning {
  const fact = tracer.program.facts(file)!.types[type]!
  return fact.is === 'function' && fact.returns !== undefined ? tracer.typed(file, fact.returns) : UNKNOWN
}
