import type { Entry, Span } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { underTest } from './branches.js'
import { CIRCULAR, isNothing, type Located, type Meaning } from './meaning.js'
import { writtenInto } from './selves.js'
import { givenLater, writtenThrough, writtenToParameter } from './writes.js'
import type { Tracer } from './trace.js'

/** What an object says of one property. `unknown` where something that cannot be read may set it; `open` where that is a caller's. */
export type Property =
  /** `entry` is where it is written, in the file of the value. `under`: what cannot be read is laid over it, and may replace it. `later`: it is put there after the object was made. */
  | { state: 'present'; value: Located; entry?: Span; getter?: true; under?: Hidden; later?: true }
  /** `again`: whoever asks is being asked already, so this answer adds nothing to the others. */
  | { state: 'absent'; again?: true }
  /** `either`: it is one of those that it may be. */
  | { state: 'unknown'; open?: boolean; maybe?: Located[]; either?: true }

/** What may set a property and cannot be read. */
export type Hidden = Property & { state: 'unknown' }

/** Why nothing is known of a property that something hidden may set. */
export const hiddenBy = ({ open }: Hidden): { why: string; open?: boolean } => ({ why: open ? 'a caller gives the options' : 'the options cannot be read', open })

const ABSENT: Property = { state: 'absent' }
const AGAIN: Property = { state: 'absent', again: true }

/** Asks any meaning for a property. */
export function property(tracer: Tracer, of: Meaning, name: string): Property {
  return tracer.guarded<Property>({ state: 'unknown' }, () => ask(tracer, of, name))
}

function ask(tracer: Tracer, of: Meaning, name: string): Property {
  if (of === CIRCULAR) return AGAIN
  switch (of.is) {
    case 'object': return written(tracer, of, name, laidOver(tracer, entriesOf(tracer, of.at), of.at, name))
    case 'merge': return merged(tracer, of, name)
    case 'rest': return of.without.includes(name) ? ABSENT : property(tracer, tracer.meaning(of.of), name)
    case 'literal': return ABSENT
    case 'choice': return tracer.once<Property>(of, name, AGAIN, () => chosen(tracer, of, name))
    case 'parameter': return writtenToParameter(tracer, of, name) ?? { state: 'unknown', open: true }
    case 'function': case 'array': case 'template': case 'computed': return ABSENT
    case 'library': return tracer.builtins.isAddress(of.path) || tracer.builtins.isOwnDefaults(of.path) ? ABSENT : { state: 'unknown' }
    case 'module': return exportOf(tracer, of.file, name)
    default: return { state: 'unknown' }
  }
}

function exportOf(tracer: Tracer, file: RepoPath, name: string): Property {
  const { exports, exportStars } = tracer.program.facts(file)!
  const value = Object.hasOwn(exports, name) ? exports[name]!.value : undefined
  if (value !== undefined) return { state: 'present', value: { file, ref: value } }
  // Without a single name that is known, something else puts them there.
  return exportStars.length > 0 || Object.keys(exports).length === 0 ? { state: 'unknown' } : ABSENT
}

/** Reads from the last entry to the first: a later one wins. */
function laidOver(tracer: Tracer, entries: Entry[], at: Located, name: string): Property {
  let hidden: Hidden | undefined
  let nothing = ABSENT
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]!
    const value = { ...at, ref: entry.value }
    if (entry.is === 'property' || entry.is === 'getter') {
      if (entry.name !== name) continue
      const over = givenLater(tracer, at, name)
      if (over) return over.state === 'unknown' ? { ...over, maybe: [...over.maybe ?? [], value] } : over
      // What a caller's spread may replace is still the value that holds when it does not.
      return { state: 'present', value, entry, ...(entry.is === 'getter' && { getter: true }), ...(hidden && { under: hidden }) }
    }
    if (entry.is === 'computed') hidden ??= { state: 'unknown' }
    else {
      const found = property(tracer, tracer.meaning(value), name)
      if (found.state === 'present') return hidden ? { state: 'unknown', maybe: [found.value] } : found
      if (found.state === 'unknown') hidden = { state: 'unknown', open: hidden ? hidden.open : found.open, maybe: found.maybe }
      else if (found.again) nothing = found
    }
  }
  return givenLater(tracer, at, name) ?? hidden ?? nothing
}

/** What an object says of a property that its own methods may have set. */
function written(tracer: Tracer, of: Meaning & { is: 'object' }, name: string, literal: Property): Property {
  const given = writtenInto(tracer, of, name)
  if (of.kept !== undefined && given.length === 0) {
    const elsewhere = writtenAnywhere(tracer, of, name, literal)
    if (elsewhere) return elsewhere
  }
  const before = literal.state === 'present' && !isNothing(tracer.meaning(literal.value)) && given.every(({ ref }) => ref !== literal.value.ref) ? [literal.value] : []
  if (given.length === 0) return of.asThis && literal.state !== 'unknown' && before.length === 0 ? { state: 'unknown' } : literal
  const all = [...before, ...given]
  return all.length === 1 ? { state: 'present', value: all[0]! } : { state: 'unknown', maybe: all, either: true }
}

/** What any file puts into an object that is kept in the global one. Undefined where none does but where it is written. */
function writtenAnywhere(tracer: Tracer, { at, kept }: Meaning & { is: 'object' }, name: string, literal: Property): Property | undefined {
  const { globals, program } = tracer
  if (globals.isOpen(kept!)) return { state: 'unknown' }
  const [first, ...others] = globals.writtenTo(`${kept}.${name}`)
  const { named, through } = program.writes(at.file)!
  const here = (named.get(at.ref) ?? []).flatMap(binding => (through.get(binding) ?? []).filter(write => write.is === 'computed' || write.is === 'member' && write.name === name))
  if (here.some(({ is }) => is === 'computed') || here.length + (first ? 1 : 0) + others.length > 1) return { state: 'unknown' }
  if (!first) return undefined
  return literal.state === 'absent' || literal.state === 'present' && isNothing(tracer.meaning(literal.value)) ? { state: 'present', value: first } : { state: 'unknown' }
}

function merged(tracer: Tracer, { of, through, deep, under }: Meaning & { is: 'merge' }, name: string): Property {
  const later = under && writtenThrough(tracer, under, name)
  if (later) return later
  let hidden: Property | undefined
  let nothing = ABSENT
  for (let i = of.length - 1; i >= 0; i--) {
    const found = property(tracer, tracer.meaning(of[i]!), name)
    if (found.state === 'present') {
      const value = through ? tracer.meaning(found.value) : undefined
      if (value && isNothing(value)) continue
      // What is laid into each other is no one's alone.
      return deep && value!.is !== 'literal' ? { state: 'unknown', maybe: [found.value] } : found
    }
    if (found.state === 'unknown') hidden ??= found
    else if (found.again) nothing = found
  }
  return hidden ?? nothing
}

function chosen(tracer: Tracer, of: Meaning & { is: 'choice' }, name: string): Property {
  const later = of.under && writtenThrough(tracer, of.under, name)
  if (later) return later
  if (isScalar(tracer, of)) return ABSENT
  if (of.by === '&&') {
    // Either nothing at all, or the right side.
    const right = property(tracer, tracer.meaning(of.of[1]!), name)
    return right.state === 'present' ? underTest(tracer, of.of[0]!, true, right) : right
  }
  const met = of.of.map(one => property(tracer, tracer.meaning(one), name)).filter(p => p.state !== 'absent' || !p.again)
  if (met.length === 0) return AGAIN
  if (met.every(p => p.state === 'absent')) return ABSENT
  const present = met.filter(p => p.state === 'present')
  if (present.length === met.length && present.length > 0) {
    const meanings = present.map(p => tracer.meaning(p.value))
    const nothing = meanings.findIndex(m => m.is === 'literal' && (m.value === undefined || m.value === null || m.value === 0))
    return nothing < 0 ? present[0]! : { state: 'unknown', maybe: present.map(p => p.value) }
  }
  const [only] = present
  if (of.test && only && met.length === 2 && met.some(p => p.state === 'absent')) return underTest(tracer, of.test, met[0] === only, only)
  return { state: 'unknown', open: met.some(p => p.state === 'unknown' && p.open), maybe: present.map(p => p.value) }
}

/** What stands in for a number or a text is one: `prefs.timeout || 5000`. */
function isScalar(tracer: Tracer, { by, of }: Meaning & { is: 'choice' }): boolean {
  const last = by === '||' || by === '??' ? tracer.meaning(of.at(-1)!) : undefined
  return last?.is === 'literal' && ['number', 'string'].includes(typeof last.value)
}

function entriesOf(tracer: Tracer, at: Located): Entry[] {
  const value = tracer.program.facts(at.file)!.values[at.ref]!
  return value.is === 'object' ? value.entries : []
}
