import { Lines, reader, type BindingRef, type CallRef, type FileFacts, type FunctionRef, type Job, type ModuleRecord, type Reader, type Span, type ValueRef } from '@bulkhead/facts'
import type { RepoPath, Resolution } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { methodsOf, type Methods } from './selves.js'
import { closure } from '../reach/closure.js'
import { wordsIn, type Words } from '../reach/mentions.js'
import { textsIn } from './texts.js'
import { writesIn, type Writes } from './writes.js'

/** Where a program's files come from. An editor lays its unsaved text over the files of the disk here. */
export interface Source {
  read(path: RepoPath): string | undefined
  resolve(specifier: string, from: RepoPath): Resolution
}

interface Read {
  facts: FileFacts
  lines: Lines
  index?: FileIndex
  methods?: Methods
  writes?: Writes
  asText?: ReadonlySet<BindingRef>
}

/** Where a module of a file leads, and whether anybody went there to tell what something is. */
interface Way {
  to: Resolution
  isFollowed: boolean
}

/** Every module that a text may name. Comments and strings that look like imports only make the answer larger. */
const NAMED = /\b(?:from|import|require)\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?(['"`])([^'"`\n]+)\1/g

function modulesNamed(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(NAMED), match => match[2]!))]
}

/** What is asked of a file's facts over and over, turned around once. */
export interface FileIndex {
  /** The calls whose callee is a member of what a call gives, directly or through a name. `name` is the way to it: `end`, `interceptors.request.use`. */
  chained: Map<CallRef, { call: CallRef; name: string }[]>
  /** The calls of a member, by its last name. */
  methods: Map<string, CallRef[]>
  /** The calls that stand directly in a function. */
  inFunction: Map<FunctionRef | undefined, CallRef[]>
  /** The functions that do different things in different cases: one of them may give nothing. */
  branching: Set<FunctionRef | undefined>
  /** Writes to members, by the last name of the member. */
  assigned: Map<string, number[]>
  /** Writes to members whose name is made at run time. */
  elements: number[]
}

/** The files of a repository as facts, read on demand and kept as long as their text stays the same. */
export class Program {
  private readonly texts = new Map<RepoPath, string | undefined>()
  private readonly files = new Map<RepoPath, Read | undefined>()
  private readonly records = new Map<RepoPath, ModuleRecord>()
  private readonly names = new Map<RepoPath, string[]>()
  private readonly ways = new Map<RepoPath, Map<string, Way>>()
  private readonly leading = new Map<RepoPath, Set<RepoPath>>()
  private readonly followed = new Map<RepoPath, Set<RepoPath>>()
  private readonly imports = new Map<RepoPath, Resolution[]>()
  private importers = new WeakMap<readonly RepoPath[], ReadonlyMap<RepoPath, readonly RepoPath[]>>()
  private readonly worded = new Map<RepoPath, Words>()
  private readonly matches = new Map<string, Map<RepoPath, boolean>>()
  private readonly patterns = new WeakMap<RegExp, { answers: Map<RepoPath, boolean>; before: ReadonlyMap<RepoPath, boolean> | undefined }>()
  private readonly unchanged = new Map<RepoPath, boolean>()

  /** Who turns texts into facts. */
  reader: Reader = reader

  /** `before`: another state of the same repository. Of a file whose text is the same there, nothing is read again. */
  constructor(private readonly from: Source, private before?: Program) {}

  /** Takes nothing more over from the other state, which may change or be dropped from then on. */
  forgetBefore(): void {
    this.before = undefined
  }

  /** What the file says, or undefined where there is no file to read. */
  facts(path: RepoPath): FileFacts | undefined {
    return this.open(path)?.facts
  }

  /** Which modules a file names and why it does not parse, without reading the rest of it. */
  record(path: RepoPath): ModuleRecord | undefined {
    const facts = this.files.get(path)?.facts
    // Of what does not parse, facts say nothing, and the record what it can: it must not matter who was asked first.
    if (facts && facts.errors.length === 0) return { errors: facts.errors, from: facts.imports.filter(i => !i.typeOnly).map(i => ({ specifier: i.from, start: i.start })) }
    const known = this.records.get(path)
    if (known) return known
    const text = this.source(path)
    const record = text === undefined ? undefined : this.same(path)?.records.get(path) ?? this.reader.record(path, text)
    if (record) this.records.set(path, record)
    return record
  }

  /** The file's text, without reading what it says. */
  source(path: RepoPath): string | undefined {
    if (this.texts.has(path)) return this.texts.get(path)
    const text = this.from.read(path)
    this.texts.set(path, text)
    return text
  }

  /** The modules that a file's text names, found without parsing it. */
  named(path: RepoPath): string[] {
    let known = this.names.get(path)
    if (!known) this.names.set(path, (known = this.same(path)?.names.get(path) ?? modulesNamed(this.source(path) ?? '')))
    return known
  }

  /** The words of a file's text. */
  words(path: RepoPath): Words {
    let known = this.worded.get(path)
    if (!known) this.worded.set(path, (known = this.same(path)?.worded.get(path) ?? wordsIn(this.source(path) ?? '')))
    return known
  }

  /** Whether a file's text matches a pattern. An answer is kept as long as the text stays the same. */
  says(path: RepoPath, pattern: RegExp): boolean {
    let known = this.patterns.get(pattern)
    if (!known) {
      // Who asks again after a change makes the same pattern anew.
      const key = String(pattern)
      known = { answers: this.matches.get(key) ?? new Map<RepoPath, boolean>(), before: this.before?.matches.get(key) }
      this.matches.set(key, known.answers)
      this.patterns.set(pattern, known)
    }
    let answer = known.answers.get(path)
    if (answer === undefined) known.answers.set(path, (answer = (known.before && this.same(path) ? known.before.get(path) : undefined) ?? pattern.test(this.source(path) ?? '')))
    return answer
  }

  /** Says which files will be asked for, from the first on: whole, or for the modules they name. */
  expect(paths: Iterable<RepoPath>, read: Job['read']): void {
    const jobs: Job[] = []
    for (const path of paths) {
      const [known, before] = [this.files.has(path) || read === 'record' && this.records.has(path), this.same(path)]
      if (known || before?.files.has(path) || read === 'record' && before?.records.has(path)) continue
      const text = this.source(path)
      if (text !== undefined) jobs.push({ path, text, read })
    }
    if (jobs.length > 1) this.reader.expect(jobs)
  }

  /** Forgets a file whose text has changed. Tells what has: nothing, its text alone, or what it leads to as well. */
  refresh(path: RepoPath): 'nothing' | 'text' | 'imports' {
    const known = this.texts.get(path)
    const text = this.from.read(path)
    if (known !== undefined && known === text) return 'nothing'
    const named = known === undefined ? undefined : this.named(path)
    this.texts.set(path, text)
    this.files.delete(path)
    this.records.delete(path)
    this.names.delete(path)
    this.worded.delete(path)
    this.unchanged.delete(path)
    for (const answers of this.matches.values()) answers.delete(path)
    // What an import leads to depends on which files there are and what describes them, and not on what code says.
    const isCode = CODE.test(path) && known !== undefined && text !== undefined
    if (isCode && isEqual(named!, this.named(path))) return 'text'
    this.imports.clear()
    this.importers = new WeakMap()
    if (!isCode) this.ways.clear()
    return 'imports'
  }

  /** What the modules lead to that a file's text names. */
  imported(path: RepoPath): Resolution[] {
    let known = this.imports.get(path)
    if (!known) this.imports.set(path, (known = this.named(path).map(specifier => this.resolve(specifier, path))))
    return known
  }

  /** Who imports whom among some files. Remembered for a list as long as no import changes. */
  importersAmong(files: readonly RepoPath[]): ReadonlyMap<RepoPath, readonly RepoPath[]> {
    const known = this.importers.get(files)
    if (known) return known
    const importers = new Map<RepoPath, RepoPath[]>()
    for (const file of files)
      for (const target of this.imported(file)) {
        if (target.is !== 'file') continue
        const those = importers.get(target.path)
        if (those) those.push(file)
        else importers.set(target.path, [file])
      }
    this.importers.set(files, importers)
    return importers
  }

  resolve(specifier: string, from: RepoPath): Resolution {
    return this.wayBy(specifier, from).to
  }

  /** What a module leads to, for whoever goes there to tell what something in a file is. */
  follow(specifier: string, from: RepoPath): Resolution {
    const way = this.wayBy(specifier, from)
    if (!way.isFollowed) {
      way.isFollowed = true
      if (way.to.is === 'file') note(this.followed, way.to.path, from)
    }
    return way.to
  }

  private wayBy(specifier: string, from: RepoPath): Way {
    let own = this.ways.get(from)
    if (!own) this.ways.set(from, (own = new Map<string, Way>()))
    let way = own.get(specifier)
    if (!way) {
      own.set(specifier, (way = { to: this.from.resolve(specifier, from), isFollowed: false }))
      if (way.to.is === 'file') note(this.leading, way.to.path, from)
    }
    return way
  }

  /** A file, and all from which somebody went there, directly or not: nothing that is told by following imports alone rests on it but about these. */
  restingOn(path: RepoPath): ReadonlySet<RepoPath> {
    return closure(this.followed, [path])
  }

  /** A file, and all that lead to it by their imports, as far as anybody asked where these lead. */
  leadingTo(path: RepoPath): ReadonlySet<RepoPath> {
    return closure(this.leading, [path])
  }

  place(path: RepoPath, span: Span): Place {
    const lines = this.open(path)?.lines ?? new Lines('')
    const start = lines.at(span.start)
    const end = lines.at(span.end)
    return { file: path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  }

  index(path: RepoPath): FileIndex | undefined {
    const file = this.open(path)
    return file && (file.index ??= indexOf(file.facts))
  }

  /** Which functions of a file are methods outside of classes. */
  methods(path: RepoPath): Methods | undefined {
    const file = this.open(path)
    return file && (file.methods ??= methodsOf(file.facts))
  }

  /** What a file puts into objects after they have got a name. */
  writes(path: RepoPath): Writes | undefined {
    const file = this.open(path)
    return file && (file.writes ??= writesIn(file.facts))
  }

  /** The names of a file that are used as text. */
  asText(path: RepoPath): ReadonlySet<BindingRef> | undefined {
    const file = this.open(path)
    return file && (file.asText ??= textsIn(file.facts))
  }

  /** The other state, where the file is the same in it. */
  private same(path: RepoPath): Program | undefined {
    if (!this.before) return undefined
    let same = this.unchanged.get(path)
    if (same === undefined) this.unchanged.set(path, (same = this.before.texts.has(path) && this.before.texts.get(path) === this.source(path)))
    return same ? this.before : undefined
  }

  private open(path: RepoPath): Read | undefined {
    if (this.files.has(path)) return this.files.get(path)
    const text = this.source(path)
    const file = text === undefined ? undefined : this.same(path)?.files.get(path) ?? { facts: this.reader.facts(path, text), lines: new Lines(text) }
    this.files.set(path, file)
    return file
  }
}

function note(edges: Map<RepoPath, Set<RepoPath>>, to: RepoPath, from: RepoPath): void {
  const known = edges.get(to)
  if (known) known.add(from)
  else edges.set(to, new Set([from]))
}

const CODE = /\.[cm]?[jt]sx?$/

const isEqual = (a: string[], b: string[]): boolean => a.length === b.length && a.every((one, i) => one === b[i])

function indexOf(facts: FileFacts): FileIndex {
  const index: FileIndex = { chained: new Map(), methods: new Map(), inFunction: new Map(), branching: new Set(facts.blocks.map(block => block.function)), assigned: new Map(), elements: [] }
  for (const [call, fact] of facts.calls.entries()) {
    add(index.inFunction, fact.function, call)
    const callee = facts.values[fact.callee]!
    if (callee.is === 'member') add(index.methods, callee.name, call)
    chainOf(facts, fact.callee, (below, name) => add(index.chained, below, { call, name }))
  }
  for (const [i, { target }] of facts.assignments.entries()) {
    const value = facts.values[target]!
    if (value.is === 'member') add(index.assigned, value.name, i)
    else if (value.is === 'element') index.elements.push(i)
  }
  return index
}

/** Reports every call below a callee such as `a().b().c`, together with the name called on what it gives. */
function chainOf(facts: FileFacts, callee: number, found: (call: CallRef, name: string) => void): void {
  const value = facts.values[callee]!
  if (value.is !== 'member') return
  const seen = new Set<number>()
  let at = value.of
  let name = value.name
  while (!seen.has(at)) {
    seen.add(at)
    const below = facts.values[at]!
    if (below.is === 'await' || below.is === 'typed') at = below.of
    else if (below.is === 'binding') {
      const first = heldFirst(facts, below.binding)
      if (first === undefined) return
      at = first
    } else if (below.is === 'call') {
      found(below.call, name)
      const next = facts.values[facts.calls[below.call]!.callee]!
      if (next.is !== 'member') return
      at = next.of
      name = value.name
    } else if (below.is === 'member') {
      name = `${below.name}.${name}`
      at = below.of
    } else return
  }
}

/** What a name holds from the start: all that it is given later is made of itself, as in `query = query.where(…)`. */
function heldFirst(facts: FileFacts, binding: number): ValueRef | undefined {
  const [first, ...later] = facts.bindings[binding]!.values
  return later.every(ref => isMadeOf(facts, ref, binding)) ? first : undefined
}

function isMadeOf(facts: FileFacts, ref: ValueRef, binding: number): boolean {
  for (let value = facts.values[ref]!; ;) {
    if (value.is === 'binding') return value.binding === binding
    if (value.is === 'call') value = facts.values[facts.calls[value.call]!.callee]!
    else if (value.is === 'member' || value.is === 'await' || value.is === 'typed') value = facts.values[value.of]!
    else return false
  }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
