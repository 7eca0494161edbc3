import type { Meaning, Located } from './meaning.js'
import { eitherOf, further, memberOf, OPEN, UNDEFINED, UNKNOWN } from './meaning.js'
import { property } from './objects.js'
import { classMember, instanceMember } from './classes.js'
import { shapeMember } from './types.js'
import type { Tracer } from './trace.js'

/** What `of.name` is. */
export function lookUpMember(tracer: Tracer, of: Meaning, name: string): Meaning {
  switch (of.is) {
    case 'library': return further(of, path => memberOf(path, name))
    case 'object': case 'merge': case 'rest': {
      const found = property(tracer, of, name)
      if (found.state === 'present') return tracer.meaning(found.value)
      return found.state === 'absent' ? UNDEFINED : found.open ? OPEN : UNKNOWN
    }
    case 'array': return item(tracer, of.at, Number(name))
    case 'module': return tracer.exported(of.file, name) ?? UNKNOWN
    case 'instance': return instanceMember(tracer, of, name)
    case 'class': return classMember(tracer, of, name)
    case 'parameter': return parameterMember(tracer, of, name)
    case 'shape': return shapeMember(tracer, of, name)
    case 'choice': return chosenMember(tracer, of.of, name)
    // `a?.b` of nothing is nothing.
    case 'literal': return of.value === undefined || of.value === null ? UNDEFINED : UNKNOWN
    case 'unknown': return of.open ? OPEN : UNKNOWN
    default: return UNKNOWN
  }
}

/** A part of what a caller gives: still the caller's, unless its type says what it is. */
function parameterMember(tracer: Tracer, of: Meaning & { is: 'parameter' }, name: string): Meaning {
  const typed = of.shape ? shapeMember(tracer, of.shape, name) : UNKNOWN
  return tracer.givenAs({ ...of, path: [...of.path, name], shape: undefined }, typed)
}

function item(tracer: Tracer, { file, ref, frame }: Located, index: number): Meaning {
  const value = tracer.program.facts(file)!.values[ref]!
  if (value.is !== 'array' || !Number.isInteger(index) || value.items.slice(0, index + 1).some(i => i.spread)) return UNKNOWN
  const found = value.items[index]
  return found ? tracer.meaning({ file, ref: found.value, frame }) : UNKNOWN
}

/** The member of one of several: known only where the others are not there, or are of the same library. */
function chosenMember(tracer: Tracer, of: Located[], name: string): Meaning {
  const met = of.map(one => tracer.meaning(one)).filter(m => !(m.is === 'literal' && (m.value === undefined || m.value === null))).map(m => tracer.member(m, name))
  const known = met.filter(m => m.is !== 'unknown')
  if (known.length === 0) return UNKNOWN
  if (met.length !== known.length) return UNKNOWN
  const first = known[0]!
  if (first.is === 'literal' && known.every(m => m.is === 'literal' && m.value === first.value)) return first
  return known.length === 1 ? first : eitherOf(known) ?? UNKNOWN
}
