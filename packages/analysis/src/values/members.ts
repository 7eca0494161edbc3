import type { FileFacts, TypeRef, ValueRef } from '@bulkhead/facts'
import type { Meaning, Located } from './meaning.js'
import { ANY_NAME, further, isNothing, isOpen, MAX_CHOICES, memberOf, OPEN, sameFunction, UNDEFINED, UNKNOWN } from './meaning.js'
import { property } from './objects.js'
import { classMember, instanceMember } from './classes.js'
import { globalNamed } from './globals.js'
import { orNothing } from './operators.js'
import { shapeElement, shapeMember } from './types.js'
import type { Tracer } from './trace.js'
import { writtenThrough } from './writes.js'

/** What `of.name` is. */
export function lookUpMember(tracer: Tracer, of: Meaning, name: string): Meaning {
  const own = ownMember(tracer, of, name)
  const found = own.is === 'unknown' || isNothing(own) ? exportedBeside(tracer, of, name) ?? own : own
  return of.orNothing ? orNothing(found) : found
}

/** `module.exports = make` and then `module.exports.other = …`: what stands beside is a member of the whole. */
function exportedBeside(tracer: Tracer, of: Meaning, name: string): Meaning | undefined {
  const file = of.is === 'function' || of.is === 'class' ? of.file : of.is === 'object' ? of.at.file : undefined
  const exports = file === undefined ? undefined : tracer.program.facts(file)!.exports
  const whole = exports?.['=']?.value
  const beside = exports && Object.hasOwn(exports, name) ? exports[name]!.value : undefined
  if (file === undefined || whole === undefined || beside === undefined) return undefined
  const all = tracer.meaning({ file, ref: whole })
  const isWhole = all.is === 'function' && of.is === 'function' ? all.fn === of.fn : all.is === 'class' && of.is === 'class' ? all.class === of.class : all.is === 'object' && of.is === 'object' && all.at.ref === of.at.ref
  return isWhole ? tracer.meaning({ file, ref: beside }) : undefined
}

function ownMember(tracer: Tracer, of: Meaning, name: string): Meaning {
  switch (of.is) {
    case 'library':
      if (of.path.module === 'global' && !of.path.step) return globalNamed(tracer, name)
      return tracer.builtins.asked(memberOf(of.path, name)) ?? further(of, path => memberOf(path, of.twins ? name.replace(/(?<=.)Async$/, '') : name))
    case 'object': case 'merge': case 'rest': {
      const found = property(tracer, of, name)
      if (found.state === 'present') {
        const meaning = keptBelow(of, name, found.getter ? got(tracer, tracer.meaning(found.value)) : tracer.meaning(found.value))
        return found.later ? orNothing(meaning) : meaning
      }
      if (found.state === 'unknown' && found.either) return tracer.oneOf(found.maybe!)
      return found.state === 'absent' ? UNDEFINED : found.open ? OPEN : UNKNOWN
    }
    case 'array': return item(tracer, of.at, Number(name))
    case 'list': return of.of[Number(name)] ? tracer.meaning(of.of[Number(name)]!) : UNDEFINED
    case 'function': return name === 'bind' || name === 'call' || name === 'apply' ? { is: 'applied', how: name, of } : UNKNOWN
    case 'module': return tracer.exported(of.file, name) ?? UNKNOWN
    case 'instance': return instanceMember(tracer, of, name, of.whole)
    case 'class': return classMember(tracer, of, name)
    case 'parameter': return parameterMember(tracer, of, name)
    case 'shape': return shapeMember(tracer, of, name)
    case 'choice': return memberUnderName(tracer, of, name) ?? chosenMember(tracer, of.of, name)
    // `a?.b` of nothing is nothing.
    case 'literal': return of.value === undefined || of.value === null ? UNDEFINED : UNKNOWN
    case 'unknown': return of.open ? OPEN : UNKNOWN
    default: return UNKNOWN
  }
}

/** An object in one that is kept in the global object is kept there, too. */
function keptBelow(of: Meaning, name: string, meaning: Meaning): Meaning {
  return of.is === 'object' && of.kept !== undefined && meaning.is === 'object' ? { ...meaning, kept: `${of.kept}.${name}` } : meaning
}

/** What a getter gives. */
function got(tracer: Tracer, fn: Meaning): Meaning {
  return fn.is === 'function' ? tracer.returned({ fn, args: [] }, fn.frame?.depth ?? 0) : UNKNOWN
}

/** What `of[key]` is: one of several where the key is one of several, or not known while all there is to choose from is. */
export function lookUpElement(tracer: Tracer, of: Meaning, key: Meaning): Meaning {
  const names = namesOf(tracer, key)
  if (names?.length === 1) return tracer.member(of, names[0]!)
  if (of.is === 'library' && names) return tracer.either(names.map(name => tracer.member(of, name))) ?? UNKNOWN
  if (of.is === 'library') return memberOfAnyName(tracer, of)
  if (of.is === 'shape') return shapeElement(tracer, of)
  if (of.is === 'parameter') return of.shape ? tracer.givenAs({ ...of, path: [...of.path, '*'], shape: undefined }, shapeElement(tracer, of.shape)) : UNKNOWN
  if (of.is === 'array') return oneItem(tracer, of.at)
  const value = of.is === 'object' ? tracer.program.facts(of.at.file)!.values[of.at.ref]! : undefined
  if (of.is !== 'object' || value?.is !== 'object' || !value.entries.every(entry => entry.is === 'property')) return UNKNOWN
  const put = names ? [] : putUnderAnyName(tracer, of)
  const chosen = value.entries.filter(entry => entry.is === 'property' && (names?.includes(entry.name) ?? true)).map(entry => ({ ...of.at, ref: entry.value }))
  if (!put || chosen.length + put.length === 0 || chosen.length + put.length > MAX_CHOICES) return UNKNOWN
  // A choice, were it of one: there may be nothing yet.
  return { is: 'choice', by: 'assigned', of: [...chosen, ...put] }
}

/** `client[method]`: one of those that a model lists, or whatever it says of all names. */
function memberOfAnyName(tracer: Tracer, of: Meaning & { is: 'library' }): Meaning {
  if (of.path.module === 'global' || of.or || !tracer.builtins.isModelled(of.path.module)) return UNKNOWN
  return tracer.either([...tracer.builtins.requestsOf(of.path), ANY_NAME].map(name => further(of, path => memberOf(path, name)))) ?? UNKNOWN
}

/** What a file puts into an object under names that are made at run time: `clients[host] = create(host)`. Undefined where others may put something there, too. */
function putUnderAnyName(tracer: Tracer, { at, kept }: Meaning & { is: 'object' }): Located[] | undefined {
  const facts = tracer.program.facts(at.file)!
  const isPart = (ref: ValueRef): boolean => {
    const value = facts.values[ref]!
    const of = value.is === 'element' ? tracer.meaning({ file: at.file, ref: value.of }) : UNKNOWN
    return of.is === 'object' && of.at.file === at.file && of.at.ref === at.ref
  }
  const put = tracer.program.index(at.file)!.elements.flatMap(index => {
    const { target, value } = facts.assignments[index]!
    const given = facts.values[value]!
    // What was there before, as in `clients[host] = clients[host] || create(host)`, is put there elsewhere.
    const parts = given.is === 'choice' && (given.by === '||' || given.by === '??') ? given.of.filter(ref => !isPart(ref)) : [value]
    return isPart(target) ? parts.map(ref => ({ ...at, ref })) : []
  })
  if (put.length === 0) return put
  const names = tracer.program.writes(at.file)!.named.get(at.ref) ?? []
  const isExported = Object.values(facts.exports).some(({ value }) => { const held = facts.values[value ?? -1]; return held?.is === 'binding' && names.includes(held.binding) })
  return kept !== undefined || isExported ? undefined : put
}

/** The names that a key may be, where that is known. */
function namesOf(tracer: Tracer, key: Meaning): string[] | undefined {
  if (key.is === 'literal') return typeof key.value === 'string' || typeof key.value === 'number' ? [String(key.value)] : undefined
  if (key.is === 'parameter' && key.path.length === 0) {
    const facts = tracer.program.facts(key.file)!
    const type = facts.functions[key.fn]!.parameters[key.index]?.type
    return type === undefined ? undefined : literalsOf(facts, type)
  }
  if (key.is !== 'choice') return undefined
  const names = tracer.guarded<(string[] | undefined)[]>([undefined], () => key.of.map(one => namesOf(tracer, tracer.meaning(one))))
  return names.every(some => some !== undefined) ? names.flat() : undefined
}

/** `'get' | 'post'` */
function literalsOf(facts: FileFacts, ref: TypeRef): string[] | undefined {
  const type = facts.types[ref]!
  if (type.is === 'literal') return [String(type.value)]
  const all = type.is === 'union' ? type.of.map(one => literalsOf(facts, one)) : [undefined]
  return all.every(some => some !== undefined) ? all.flat() : undefined
}

/** A part of what a caller gives: still the caller's, unless its type says what it is. */
function parameterMember(tracer: Tracer, of: Meaning & { is: 'parameter' }, name: string): Meaning {
  const part = of.path.length === 0 ? tracer.builtins.part(of.file, of.fn, of.index, name) : undefined
  if (part) return part
  const typed = of.shape ? shapeMember(tracer, of.shape, name) : UNKNOWN
  return tracer.givenAs({ ...of, path: [...of.path, name], shape: undefined }, typed)
}

/** One of the items of a list, all of which can be told. */
function oneItem(tracer: Tracer, { file, ref, frame }: Located): Meaning {
  const value = tracer.program.facts(file)!.values[ref]!
  if (value.is !== 'array' || value.items.length === 0 || value.items.length > MAX_CHOICES || value.items.some(i => i.spread)) return UNKNOWN
  return tracer.oneOf(value.items.map(i => ({ file, ref: i.value, frame })))
}

function item(tracer: Tracer, { file, ref, frame }: Located, index: number): Meaning {
  const value = tracer.program.facts(file)!.values[ref]!
  if (value.is !== 'array' || !Number.isInteger(index) || value.items.slice(0, index + 1).some(i => i.spread)) return UNKNOWN
  const found = value.items[index]
  return found ? tracer.meaning({ file, ref: found.value, frame }) : UNKNOWN
}

/** What is put into one of several by the name that holds it. */
function memberUnderName(tracer: Tracer, { under }: Meaning & { is: 'choice' }, name: string): Meaning | undefined {
  const put = under && writtenThrough(tracer, under, name)
  return put && (put.state === 'present' ? tracer.meaning(put.value) : UNKNOWN)
}

/** The member of one of several: known only where the others are not there, or are of the same library. */
function chosenMember(tracer: Tracer, of: Located[], name: string): Meaning {
  const met = of.map(one => tracer.meaning(one)).filter(m => !(m.is === 'literal' && (m.value === undefined || m.value === null))).map(m => tracer.member(m, name))
  const known = met.filter(m => m.is !== 'unknown')
  // A caller's part, or nothing: still the caller's.
  if (met.some(isOpen) && met.every(m => isOpen(m) || isNothing(m))) return OPEN
  if (known.length === 0) return UNKNOWN
  if (met.length !== known.length) return UNKNOWN
  const first = known[0]!
  if (first.is === 'literal' && known.every(m => m.is === 'literal' && m.value === first.value)) return first
  return known.length === 1 ? first : tracer.either(known) ?? sameFunction(known) ?? standIn(tracer, known) ?? memberOfEach(tracer, of, name)
}

/** One of the members of that name, of which each of several objects has one. */
function memberOfEach(tracer: Tracer, of: Located[], name: string): Meaning {
  const members = of.map(one => { const meaning = tracer.meaning(one); return meaning.is === 'object' || meaning.is === 'merge' ? property(tracer, meaning, name) : undefined })
  const values = members.flatMap(member => (member?.state === 'present' && !member.getter && !member.under ? [member.value] : []))
  return values.length === of.length ? tracer.oneOf(values) : UNKNOWN
}

/** The library's method, where what may stand in its place is written here: the sender of a test that only prints. */
function standIn(tracer: Tracer, met: Meaning[]): Meaning | undefined {
  const written = met.filter(m => m.is === 'function')
  return written.length > 0 ? tracer.either(met.filter(m => m.is !== 'function')) : undefined
}
