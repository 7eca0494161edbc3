import type { TableDeed } from '@bulkhead/models'
import type { LibraryTableUse } from '../libraries/library.js'
import type { Understood } from '../libraries/understanding.js'
import type { AccessPath, Located, Meaning, Site } from '../values/meaning.js'
import { nameAt } from './sql.js'
import type { Data } from './data.js'
import type { Defined } from './definitions.js'
import { deepIn, namedAt, says, type Named } from './places.js'
import { relationsIn } from './relations.js'
import type { Table, TableDefinition } from './table.js'

/** One table that an operation reaches; without it, why it cannot be told. */
export interface Reached {
  kind: Exclude<TableDeed, 'define'>
  onlyChanges?: true
  table?: Table
  why?: string
  /** Whoever calls the function around it decides, or the object on which that is called. */
  open?: true
}

type Answer = Omit<Reached, 'kind'> & Partial<Pick<Reached, 'kind'>>

/** Ways of naming by which no table need be named: a statement need not reach any, and a query says itself what it reaches. */
const MAY_BE_NONE = new Set<LibraryTableUse['by']>(['sql', 'text', 'source'])

const OPEN: Answer = { why: 'a caller decides which table it is', open: true }
const UNREADABLE: Answer = { why: 'what names the table cannot be read' }

/** The tables that an operation reaches. An operation of which its model says nothing about tables reaches none. */
export function reachedBy(data: Data, understood: Understood, site: Site): Reached[] {
  const reached: Reached[] = []
  for (const use of understood.operation.tables) {
    const holds = (places: typeof use.at): boolean => places.some(place => says(data.project, place, understood, site))
    if (use.where && !holds(use.where) || holds(use.unless)) continue
    for (const answer of answers(data, use, understood, site, reached)) reached.push({ ...answer, ...answer.kind ? { kind: answer.kind } : deedBy(use, understood) })
  }
  return distinct(reached)
}

/** What an operation does to its table where the statement does not say so. */
function deedBy({ does }: LibraryTableUse, { operation }: Understood): Pick<Reached, 'kind' | 'onlyChanges'> {
  const { effect } = operation.model
  if (does !== undefined && does !== 'change') return { kind: does }
  if (does === 'change' || effect === 'update' || effect === 'delete') return { kind: 'write', onlyChanges: true }
  return { kind: effect === undefined || effect === 'read' ? 'read' : 'write' }
}

function answers(data: Data, use: LibraryTableUse, understood: Understood, site: Site, before: Reached[]): Answer[] {
  if (use.named) return use.named.map(word => byName(data, word, understood, site)).filter(({ table }) => table)
  for (const place of use.at) {
    const named = namedAt(data.project, place, understood, site).flatMap(one => use.deep ? deepIn(data.project, one, use.deep) : one)
    const found = named.flatMap(one => answersFor(data, use, one, understood, site, before))
    if (found.length > 0 || named.length > 0 && MAY_BE_NONE.has(use.by)) return found
  }
  // What may be chained need not be.
  if (use.by === 'relations' || use.where || use.at.every(({ is }) => is === 'chained')) return []
  // A client of which only the type is known is the one that somebody hands over.
  return use.deep ? [] : [understood.match.opaque ? OPEN : UNREADABLE]
}

function answersFor(data: Data, use: LibraryTableUse, named: Named, understood: Understood, site: Site, before: Reached[]): Answer[] {
  if (use.by === 'relations') return named.is === 'value' ? relationsIn(data.project, named.at, before.flatMap(one => one.table?.definition ?? []), use.doing).map(defined => tableOf(data, defined)) : []
  switch (named.is) {
    case 'word': return [byName(data, named.word, understood, site)]
    case 'type': return definedIn(data, data.typeMeaning(named.file, named.type), understood, site)
    case 'self': return itself(data, understood, site)
    case 'unknown': return [UNREADABLE]
    case 'value': {
      if (use.by === 'sql') return data.inSql(named.at, understood, site)
      if (use.by === 'text') return byText(data, data.project.tracer.meaning(named.at), understood, site)
      const meaning = data.project.tracer.meaning(named.at)
      if (use.by === 'source' && isQuery(data, meaning)) return []
      return definedIn(data, meaning, understood, site)
    }
  }
}

function byName(data: Data, word: string, understood: Understood, site: Site): Answer {
  const { library } = understood
  return library.model.schemas ? data.modelNamed(library, word, understood, site) : data.definitionCalled(word, understood, site)
}

/** A part of a query: what a library has made that defines no table, or a function that makes it. */
function isQuery(data: Data, meaning: Meaning): boolean {
  return meaning.is === 'function' || meaning.is === 'library' && meaning.path.step?.is === 'call' && !data.definitions.ofPath(meaning.path)
}

/** A name, a list of names, or names by what the query calls them: `{ u: 'users' }`. What is no name is a query, which says itself what it reaches. */
function byText(data: Data, meaning: Meaning, understood: Understood, site: Site): Answer[] {
  const { tracer, program } = data.project
  const inner = (at: Located): Answer[] => tracer.guarded<Answer[]>([], () => byText(data, tracer.meaning(at), understood, site))
  switch (meaning.is) {
    case 'literal': case 'template': case 'computed': {
      const name = nameAt(data.project, meaning)
      if (name === undefined) return [UNREADABLE]
      if (typeof name === 'object') return [isOpen(tracer.meaning(name)) ? OPEN : UNREADABLE]
      return data.aliases(understood.library, site.file).has(name) ? [] : [{ table: data.tableCalled(name, understood, site) }]
    }
    case 'array': case 'object': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      if (value.is === 'array') return value.items.flatMap(item => inner({ ...meaning.at, ref: item.value }))
      return value.is === 'object' ? value.entries.flatMap(entry => entry.is === 'property' ? inner({ ...meaning.at, ref: entry.value }) : UNREADABLE) : []
    }
    case 'choice': return meaning.of.flatMap(inner)
    case 'library': case 'function': return []
    default: return [isOpen(meaning) ? OPEN : UNREADABLE]
  }
}

/** What is called: a class that extends a library's, an object of it, or a value that a call of the library defines. */
function itself(data: Data, understood: Understood, site: Site): Answer[] {
  for (let path = understood.match.clientPath; path; path = path.parent) {
    const { step } = path
    const made = step?.is === 'call' ? data.definitions.ofPath(path) : step?.is === 'subclass' ? data.definitions.ofClass(step.instance.file, step.instance.class) : undefined
    // `User.scope('active').findAll()` is called on what a call on the class has given.
    const receiver = !made && step?.is === 'call' ? receiverOf(data, step.site) : undefined
    const found = made ?? (receiver && data.definitions.of(receiver))
    if (found) return [answerOf(data, found)]
  }
  const receiver = receiverOf(data, site)
  const found = receiver && data.definitions.of(receiver)
  return found ? [answerOf(data, found)] : receiver && (isOpen(receiver) || receiver.is === 'class') ? [OPEN] : []
}

/** What a method is called on. */
function receiverOf({ project: { program, tracer } }: Data, { file, call, frame }: Site): Meaning | undefined {
  const facts = program.facts(file)!
  const callee = facts.values[facts.calls[call]!.callee]!
  return callee.is === 'member' ? tracer.meaning({ file, ref: callee.of, frame }) : undefined
}

/** The tables of what a value is: a definition, an object or a list of one, or what another operation has given. */
function definedIn(data: Data, meaning: Meaning, understood: Understood, site: Site, depth = 0): Answer[] {
  const { tracer, program } = data.project
  if (depth > 8) return [UNREADABLE]
  const into = (at: Located): Answer[] => definedIn(data, tracer.meaning(at), understood, site, depth + 1)
  switch (meaning.is) {
    case 'literal': return typeof meaning.value === 'string' ? [data.definitionCalled(meaning.value, understood, site)] : []
    case 'array': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      return value.is === 'array' ? value.items.slice(0, 4).flatMap(item => into({ ...meaning.at, ref: item.value })) : []
    }
    case 'choice': return tracer.guarded<Answer[]>([], () => meaning.of.flatMap(into))
    case 'merge': return meaning.of.slice(0, 1).flatMap(into)
    case 'object': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      return value.is === 'object' ? value.entries.flatMap(entry => entry.is === 'spread' ? into({ ...meaning.at, ref: entry.value }).filter(answer => answer.table) : []) : []
    }
    case 'shape': return definedIn(data, data.elementOf(meaning), understood, site, depth + 1)
    case 'library': return ofLibrary(data, meaning.path, understood, site, depth)
    default: {
      const found = data.definitions.of(meaning)
      return found ? [answerOf(data, found)] : [isOpen(meaning) ? OPEN : UNREADABLE]
    }
  }
}

/** What a library gives: a definition, something of a type that has one for its argument, or what an operation has read. */
function ofLibrary(data: Data, path: AccessPath, understood: Understood, site: Site, depth: number): Answer[] {
  const found = data.definitions.ofPath(path)
  if (found) return [answerOf(data, found)]
  const { step } = path
  if (step?.is === 'typed') return (step.types?.args ?? []).flatMap(type => definedIn(data, data.typeMeaning(step.types!.file, type), understood, site, depth + 1)).filter(answer => answer.table)
  if (step?.is === 'member' && path.parent) return ofLibrary(data, path.parent, understood, site, depth + 1)
  const before = step?.is === 'call' ? data.project.understanding.operation(path, step.site.file) : undefined
  const reached = before ? reachedBy(data, before, (step as { site: Site }).site).slice(0, 1) : []
  return reached.length > 0 ? reached.map(({ table, why, open }) => ({ table, why, open })) : [UNREADABLE]
}

/** What a caller gives, or what depends on the object. */
function isOpen(meaning: Meaning): boolean {
  return meaning.is === 'parameter' || meaning.is === 'unknown' || meaning.is === 'instance' || meaning.is === 'computed'
}

function answerOf(data: Data, defined: Defined): Answer {
  return 'why' in defined ? { why: defined.why } : tableOf(data, defined)
}

const tableOf = (data: Data, definition: TableDefinition): Answer => ({ table: data.table(definition) })

function distinct(reached: Reached[]): Reached[] {
  const known = new Set(reached.flatMap(({ kind, table }) => table ? [`${kind} ${table.name}`] : []))
  const filled = new Set(reached.flatMap(({ kind, table, onlyChanges }) => kind === 'write' && !onlyChanges && table ? [table] : []))
  const seen = new Set<string>()
  return reached.map(one => one.table && filled.has(one.table) ? { ...one, onlyChanges: undefined } : one).filter(({ kind, table, why }) => {
    // A table that is written is not joined as well: that is only how it was found.
    if (kind === 'join' && table && (known.has(`write ${table.name}`) || known.has(`read ${table.name}`))) return false
    const key = `${kind} ${table?.name ?? why}`
    return !seen.has(key) && seen.add(key)
  })
}
