import type { Block, BlockRef, Entry, FileFacts, Span } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { CIRCULAR, isNothing, isOpen, type Located, type Meaning } from './meaning.js'
import { consistsOf } from './dependence.js'
import { asksOnlyFor } from './presence.js'
import { untyped } from './program.js'
import { writtenInto } from './selves.js'
import type { Tracer } from './trace.js'

/** What an object says of one property. `unknown` where something that cannot be read may set it; `open` where that is a caller's. */
export type Property =
  /** `entry` is where it is written, in the file of the value. */
  | { state: 'present'; value: Located; entry?: Span; getter?: true }
  /** `again`: whoever asks is being asked already, so this answer adds nothing to the others. */
  | { state: 'absent'; again?: true }
  /** `either`: it is one of those that it may be. */
  | { state: 'unknown'; open?: boolean; maybe?: Located[]; either?: true }

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
    case 'parameter': return { state: 'unknown', open: true }
    case 'function': case 'array': case 'template': case 'computed': return ABSENT
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
  let hidden: Property | undefined
  let nothing = ABSENT
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]!
    const value = { ...at, ref: entry.value }
    if (entry.is === 'property' || entry.is === 'getter') {
      if (entry.name !== name) continue
      const over = laidLater(tracer, at, name)
      if (over) return over.state === 'unknown' ? { ...over, maybe: [...over.maybe ?? [], value] } : over
      // What a caller's spread may replace is still the value that holds when it does not.
      return entry.is === 'getter' ? { state: 'present', value, entry, getter: true } : { state: 'present', value, entry }
    }
    if (entry.is === 'computed') hidden ??= { state: 'unknown' }
    else {
      const found = property(tracer, tracer.meaning(value), name)
      if (found.state === 'present') return hidden ? { state: 'unknown', maybe: [found.value] } : found
      if (found.state === 'unknown') hidden = { state: 'unknown', open: hidden ? hidden.state === 'unknown' && hidden.open : found.open, maybe: found.maybe }
      else if (found.again) nothing = found
    }
  }
  return assignedLater(tracer, at, name) ?? laidLater(tracer, at, name) ?? hidden ?? nothing
}

/** What an object says of a property that its own methods may have set. */
function written(tracer: Tracer, of: Meaning & { is: 'object' }, name: string, literal: Property): Property {
  const given = writtenInto(tracer, of, name)
  const before = literal.state === 'present' && !isNothing(tracer.meaning(literal.value)) && given.every(({ ref }) => ref !== literal.value.ref) ? [literal.value] : []
  if (given.length === 0) return of.asThis && literal.state !== 'unknown' && before.length === 0 ? { state: 'unknown' } : literal
  const all = [...before, ...given]
  return all.length === 1 ? { state: 'present', value: all[0]! } : { state: 'unknown', maybe: all, either: true }
}

function merged(tracer: Tracer, { of, through, deep }: Meaning & { is: 'merge' }, name: string): Property {
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

/** What is set only where a test holds, or does not: whoever decides about the test decides about it. */
function underTest(tracer: Tracer, test: Located, holds: boolean, present: Property & { state: 'present' }): Property {
  const { value } = present
  const facts = tracer.program.facts(test.file)!
  const open = consistsOf(facts, test.ref, ref => isOpen(tracer.meaning({ ...test, ref })))
  if (value.file !== test.file || !asksOnlyFor(facts, test.ref, holds, value.ref)) return { state: 'unknown', open, maybe: [value] }
  // Made of what the test asks for: a key such as `order/${id}`.
  return open && !isOpen(tracer.meaning(value)) ? { state: 'unknown', open, maybe: [value] } : present
}

function entriesOf(tracer: Tracer, at: Located): Entry[] {
  const value = tracer.program.facts(at.file)!.values[at.ref]!
  return value.is === 'object' ? value.entries : []
}

/** `options.timeout = 5000` after `const options = {}`. Where the write stands in a branch, it may not happen. */
function assignedLater(tracer: Tracer, at: Located, name: string): Property | undefined {
  const facts = tracer.program.facts(at.file)!
  const written = tracer.program.index(at.file)!.assigned.get(name)
  for (const index of written ?? []) {
    const assignment = facts.assignments[index]!
    const target = facts.values[assignment.target]!
    if (target.is !== 'member') continue
    const owner = facts.values[target.of]!
    if (owner.is !== 'binding' || !facts.bindings[owner.binding]!.values.some(held => untyped(facts, held) === at.ref)) continue
    const value = { ...at, ref: assignment.value }
    const [around, ...more] = branchesAround(facts, assignment.block, facts.bindings[owner.binding]!)
    if (!around) return { state: 'present', value }
    if (!tracer.mayRun(at.file, assignment.block, at.frame)) continue
    return around.test !== undefined && more.length === 0 ? underTest(tracer, { ...at, ref: around.test }, !around.negated, { state: 'present', value }) : { state: 'unknown', maybe: [value] }
  }
  return undefined
}

/** What is laid over an object after it has got its name: `Object.assign(options, { timeout: 5000 })`. */
function laidLater(tracer: Tracer, at: Located, name: string): Property | undefined {
  const calls = tracer.program.index(at.file)!.laidInto.get(at.ref)
  if (!calls) return undefined
  const facts = tracer.program.facts(at.file)!
  for (const call of calls) {
    const { callee, args: [into, ...given], block } = facts.calls[call]!
    const how = tracer.builtins.passing(tracer.meaning({ ...at, ref: callee }))
    const named = facts.values[into!]!
    if (how !== 'merge' && how !== 'deep-merge' && how !== 'defaults' || named.is !== 'binding' || !tracer.mayRun(at.file, block, at.frame)) continue
    const found = merged(tracer, { is: 'merge', of: given.map(ref => ({ ...at, ref })) }, name)
    if (found.state === 'absent') continue
    const isSure = how === 'merge' && branchesAround(facts, block, facts.bindings[named.binding]!).length === 0
    return found.state === 'unknown' || isSure ? found : { state: 'unknown', maybe: [found.value] }
  }
  return undefined
}

/** What has to be entered on the way from where a name is declared to a block; a `try` always is. */
export function branchesAround(facts: FileFacts, block: BlockRef | undefined, { start, end }: Span): Block[] {
  const found: Block[] = []
  for (let b = block; b !== undefined; b = facts.blocks[b]!.parent) {
    const around = facts.blocks[b]!
    if (around.start <= start && end <= around.end) break
    if (around.kind !== 'try') found.push(around)
  }
  return found
}
