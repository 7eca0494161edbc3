import type { FileFacts, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { CIRCULAR, memberOf, rootOf, type Located, type Meaning } from './meaning.js'
import type { Program } from './program.js'
import { orNothing } from './operators.js'
import type { Tracer } from './trace.js'

/** What a repository keeps in the global object, and what it puts into that. */
interface Kept {
  /** By the way to it, from its name on: `APP`, `APP.mail.transport`. */
  written: Map<string, Located[]>
  /** The ways to what is written under a name that is made at run time. */
  computed: Set<string>
  /** The names under which object literals are kept, by where they stand. */
  literals: Map<RepoPath, Map<ValueRef, string>>
  /** The files that write to each name. */
  writers: Map<string, Set<RepoPath>>
}

/** Another name for the whole of it: `const kept = globalThis as unknown as Kept`. */
const ALIAS = /=\s*\(?\s*global(?:This)?\b(?:\s+as\b|\s*(?:[;,)\n]|$))/

/** `global.NAME =`, `(globalThis as any)['NAME'] ??=`; what is laid over it all at once is written in place. */
const WRITES = /\bglobal(?:This)?\b(?:\s+as\s+[^)\n]+\))?\s*(?:\.\s*[A-Za-z_$][\w$]*|\[\s*(['"])[\w$]+\1\s*\])\s*(?:\?\?|\|\|)?=(?![=>])|\b(?:assign|defineProperty)\(\s*global(?:This)?\s*,/

const isSetting = (text: string): boolean => text.includes('global') && (WRITES.test(text) || ALIAS.test(text))

/** Names of the global object that a repository sets itself. Only a repository that does so pays for more than one look at its texts. */
export class Globals {
  private known: Kept | undefined

  /** `isTaken`: the language or a library says what the name is. */
  constructor(private readonly program: Program, private readonly files: () => RepoPath[], private readonly isTaken: (name: string) => boolean) {}

  /** Forgets what was found, after a file has changed; tells whether the change may matter here. */
  forget(path: RepoPath): boolean {
    const isSet = this.known !== undefined && this.known.writers.size > 0 || isSetting(this.program.source(path) ?? '')
    if (isSet) this.known = undefined
    return isSet
  }

  /** What is put there under a name, or under the way from a name. `null` and its like only make room. */
  writtenTo(way: string): Located[] {
    return this.kept.written.get(way) ?? []
  }

  /** Whether the repository sets a name in one place, so that it can be told what it is. */
  isSet(name: string): boolean {
    return this.kept.written.get(name)?.length === 1
  }

  /** Whether something is put there under a name that is made at run time. */
  isOpen(way: string): boolean {
    return this.kept.computed.has(way)
  }

  /** The name under which an object literal is kept. */
  nameOf(file: RepoPath, ref: ValueRef): string | undefined {
    return this.kept.literals.size === 0 ? undefined : this.kept.literals.get(file)?.get(ref)
  }

  /** The files that read a name which others set, and those others. */
  *uses(): Iterable<{ by: RepoPath; of: RepoPath }> {
    const { writers } = this.kept
    if (writers.size === 0) return
    const mentioned = wordsOf(writers.keys())
    // By another name for the global object, each is a member.
    const members = wordsOf(writers.keys(), '')
    for (const by of this.files()) {
      const text = this.program.source(by) ?? ''
      for (const name of new Set(Array.from(text.matchAll(ALIAS.test(text) ? members : mentioned), match => match[1]!)))
        for (const of of writers.get(name)!) if (of !== by) yield { by, of }
    }
  }

  private get kept(): Kept {
    return (this.known ??= this.find())
  }

  private find(): Kept {
    const kept: Kept = { written: new Map(), computed: new Set(), literals: new Map(), writers: new Map() }
    const setting = this.files().filter(file => isSetting(this.program.source(file) ?? ''))
    for (const file of setting) this.read(kept, file, facts => named(facts).filter(([name]) => !this.isTaken(name)))
    if (kept.written.size === 0) return kept
    const writes = new RegExp(`${wordsOf(kept.writers.keys()).source}\\s*(?:\\[|(?:\\.\\s*[\\w$]+\\s*)+(?:\\?\\?|\\|\\|)?=(?![=>])|(?:\\.\\s*[\\w$]+\\s*)+\\[)`)
    for (const file of this.files()) {
      const text = this.program.source(file) ?? ''
      if (writes.test(text) || ALIAS.test(text)) this.read(kept, file, facts => inside(facts, kept))
    }
    return kept
  }

  private read(kept: Kept, file: RepoPath, written: (facts: FileFacts) => [way: string, value: ValueRef | undefined][]): void {
    const facts = this.program.facts(file)
    for (const [way, value] of facts ? written(facts) : []) {
      const [name] = way.split('.')
      kept.writers.set(name!, (kept.writers.get(name!) ?? new Set()).add(file))
      if (value === undefined) kept.computed.add(way)
      else if (!isNothing(facts!, value)) kept.written.set(way, [...kept.written.get(way) ?? [], { file, ref: value }])
      const literal = value === undefined ? undefined : literalOf(facts!, value)
      if (literal !== undefined) kept.literals.set(file, (kept.literals.get(file) ?? new Map<ValueRef, string>()).set(literal, way))
    }
  }
}

/** What a name of the global object is: what the repository puts there in one place, else what the language has. */
export function globalNamed(tracer: Tracer, name: string): Meaning {
  const at = tracer.globals.isSet(name) ? tracer.globals.writtenTo(name)[0] : undefined
  const meaning = at && tracer.meaning(at)
  if (meaning && (meaning === CIRCULAR || meaning.is !== 'unknown')) return orNothing(meaning.is === 'object' ? { ...meaning, kept: name } : meaning)
  return { is: 'library', path: memberOf(rootOf('global'), name) }
}

/** A word of some, where it is no member of anything but the global object. */
function wordsOf(names: Iterable<string>, before = '(?<![\\w$.])(?:global(?:This)?\\s*\\.\\s*)?'): RegExp {
  return new RegExp(`${before}\\b(${[...names].map(name => name.replaceAll('$', '\\$')).join('|')})(?![\\w$])`, 'g')
}

/** What a file puts into the global object itself. */
function named(facts: FileFacts): [name: string, value: ValueRef][] {
  const found = facts.assignments.flatMap(({ target, value }): [string, ValueRef][] => {
    const member = facts.values[target]!
    return member.is === 'member' && isGlobalObject(facts, member.of) ? [[member.name, value]] : []
  })
  for (const { callee, args: [to, ...laid] } of facts.calls) {
    const method = facts.values[callee]!
    if (method.is !== 'member' || to === undefined || !isGlobalObject(facts, to)) continue
    if (method.name === 'assign') for (const ref of laid) found.push(...propertiesOf(facts, ref))
    else if (method.name === 'defineProperty') found.push(...defined(facts, laid))
  }
  return found
}

/** `defineProperty(global, 'NAME', { value })` */
function defined(facts: FileFacts, [key, descriptor]: ValueRef[]): [name: string, value: ValueRef][] {
  const name = facts.values[key ?? -1]
  if (name?.is !== 'literal' || typeof name.value !== 'string' || descriptor === undefined) return []
  const { value: text } = name
  return propertiesOf(facts, descriptor).flatMap(([is, value]): [string, ValueRef][] => is === 'value' ? [[text, value]] : [])
}

function propertiesOf(facts: FileFacts, ref: ValueRef): [name: string, value: ValueRef][] {
  const value = facts.values[ref]!
  return value.is === 'object' ? value.entries.flatMap((entry): [string, ValueRef][] => entry.is === 'property' ? [[entry.name, entry.value]] : []) : []
}

/** What a file puts into what is kept there. */
function inside(facts: FileFacts, { writers }: Kept): [way: string, value: ValueRef | undefined][] {
  return facts.assignments.flatMap(({ target, value }): [string, ValueRef | undefined][] => {
    const written = facts.values[target]!
    const owner = written.is === 'member' || written.is === 'element' ? wayTo(facts, written.of) : undefined
    if (owner === undefined || !writers.has(owner.split('.')[0]!)) return []
    return written.is === 'member' ? [[`${owner}.${written.name}`, value]] : [[owner, undefined]]
  })
}

/** The names that lead from the global object to a value. */
function wayTo(facts: FileFacts, ref: ValueRef): string | undefined {
  const value = facts.values[ref]!
  if (value.is === 'typed') return wayTo(facts, value.of)
  if (value.is === 'global') return isGlobalObject(facts, ref) ? undefined : value.name
  if (value.is !== 'member') return undefined
  if (isGlobalObject(facts, value.of)) return value.name
  const owner = wayTo(facts, value.of)
  return owner === undefined ? undefined : `${owner}.${value.name}`
}

function isGlobalObject(facts: FileFacts, ref: ValueRef, depth = 0): boolean {
  const value = facts.values[ref]!
  if (value.is === 'typed') return isGlobalObject(facts, value.of, depth)
  if (value.is === 'global') return value.name === 'global' || value.name === 'globalThis'
  // Another name for it, `const kept = globalThis as unknown as Kept`, that never stands for anything else.
  const held = value.is === 'binding' && depth < 3 ? facts.bindings[value.binding]!.values : []
  return held.length === 1 && isGlobalObject(facts, held[0]!, depth + 1)
}

function isNothing(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'undefined' || value.is === 'literal' && value.value === null
}

/** The object literal that a value is, or that a name holds which takes no other value. */
function literalOf(facts: FileFacts, ref: ValueRef): ValueRef | undefined {
  const value = facts.values[ref]!
  if (value.is === 'object') return ref
  const held = value.is === 'binding' ? facts.bindings[value.binding]!.values : []
  return held.length === 1 && facts.values[held[0]!]!.is === 'object' ? held[0] : undefined
}
