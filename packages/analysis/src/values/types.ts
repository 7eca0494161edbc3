import type { TypeRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { UNKNOWN, type AccessPath, type Meaning } from './meaning.js'
import type { Tracer } from './trace.js'

/** What a value of a declared type is: an instance of a class, a library's thing, or a shape of this repository. */
export function typeMeaning(tracer: Tracer, file: RepoPath, type: TypeRef): Meaning {
  const facts = tracer.program.facts(file)
  const fact = facts?.types[type]
  switch (fact?.is) {
    case 'name': return named(tracer, file, fact.of, fact.args)
    case 'typeof': return tracer.meaning({ file, ref: fact.of })
    case 'object': return { is: 'shape', file, type }
    case 'union': case 'intersection': return tracer.guarded<Meaning>(UNKNOWN, () => onlyOne(fact.of.map(t => typeMeaning(tracer, file, t))))
    default: return UNKNOWN
  }
}

/** The one member of a union that is something; `null` and `undefined` beside it say nothing. */
function onlyOne(meanings: Meaning[]): Meaning {
  const known = meanings.filter(m => m.is !== 'unknown')
  return known.length === 1 ? known[0]! : UNKNOWN
}

function named(tracer: Tracer, file: RepoPath, of: number, args: TypeRef[]): Meaning {
  const facts = tracer.program.facts(file)!
  const value = facts.values[of]!
  if (value.is === 'binding') {
    const imported = facts.values[facts.bindings[value.binding]!.values[0] ?? -1]
    if (imported?.is === 'import') return exportedType(tracer, file, imported.from, imported.name)
  }
  if (value.is === 'import') return exportedType(tracer, file, value.from, value.name)
  if (value.is === 'global') return globalType(tracer, file, value.name, args)
  const meaning = tracer.meaning({ file, ref: of })
  return meaning.is === 'class' ? { is: 'instance', file: meaning.file, class: meaning.class } : meaning.is === 'library' ? declared(meaning.path) : UNKNOWN
}

/** `Promise<T>` is awaited where it is used, and `Readonly<T>` and its like change nothing here. */
function globalType(tracer: Tracer, file: RepoPath, name: string, args: TypeRef[]): Meaning {
  if (TRANSPARENT.has(name)) return args[0] === undefined ? UNKNOWN : typeMeaning(tracer, file, args[0])
  const root: AccessPath = { module: 'global' }
  return { is: 'library', path: { module: 'global', parent: root, step: { is: 'typed', name } } }
}
const TRANSPARENT = new Set(['Promise', 'Awaited', 'Readonly', 'Required', 'Partial', 'NonNullable', 'ReturnType', 'InstanceType'])

/** What a value is whose type is an imported name. */
function exportedType(tracer: Tracer, file: RepoPath, from: string, name: string, seen = new Set<string>()): Meaning {
  const target = tracer.program.resolve(from, file)
  if (target.is === 'library' || target.is === 'builtin') {
    const root: AccessPath = { module: target.module.replace(/^node:/, '') }
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
  if (own?.type !== undefined) return typeMeaning(tracer, file, own.type)
  if (own?.value !== undefined) {
    const value = facts.values[own.value]!
    if (value.is === 'import') return exportedType(tracer, file, value.from, value.name, seen)
    return named(tracer, file, own.value, [])
  }
  for (const star of facts.exportStars) {
    const found = exportedType(tracer, file, star, name, seen)
    if (found.is !== 'unknown') return found
  }
  return UNKNOWN
}

/** A path such as `module.Pool`, used as a type, means a value of that type. */
function declared(path: AccessPath): Meaning {
  if (path.step?.is !== 'member' || !path.parent) return UNKNOWN
  return { is: 'library', path: { module: path.module, parent: path.parent, step: { is: 'typed', name: path.step.name } } }
}

/** A part of something of which only the type is known. */
export function shapeMember(tracer: Tracer, of: Meaning & { is: 'shape' }, name: string): Meaning {
  const fact = tracer.program.facts(of.file)!.types[of.type]!
  if (fact.is !== 'object') return UNKNOWN
  const member = fact.members.find(m => m.name === name)
  if (member) return member.type === undefined ? UNKNOWN : tracer.typed(of.file, member.type)
  for (const base of fact.extends ?? []) {
    const found = tracer.member(tracer.typed(of.file, base), name)
    if (found.is !== 'unknown') return found
  }
  return UNKNOWN
}
