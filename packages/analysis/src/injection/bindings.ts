import type { CallFact, FileFacts } from '@bulkhead/facts'
import type { ParsedSignature } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { LibraryBinding, LibraryContainer } from '../libraries/library.js'
import { clientOf, matchPath, type Layer } from '../libraries/match.js'
import type { Understanding } from '../libraries/understanding.js'
import { stepInto, type AccessPath, type Located, type Meaning } from '../values/meaning.js'
import { placed, itemsOf, listAt, type Given } from './lists.js'
import type { ContainerUse } from './files.js'
import { Scopes, scopeCandidates, type Scope } from './scopes.js'
import { namedToken, tokenOf } from './tokens.js'

/** What a token is bound to. */
export interface Bound {
  how: LibraryBinding['to'][number]['how'] | 'unreadable'
  at: Located
  container: LibraryContainer
  /** The part of the program in which it holds. */
  scope?: Scope
}

/** What a function is given by whoever runs it. */
export interface Run {
  container?: LibraryContainer
  module: string
  /** Clients, by position. */
  gives: (string | null)[]
  /** Tokens, by position. */
  tokens?: Located[]
  scope?: Scope
}

/** Everything that a repository binds to tokens, and the functions and constructors that are run with what is bound. */
export class Bindings {
  readonly scopes = new Map<LibraryContainer, Scopes>()
  private readonly bound = new Map<LibraryContainer, Map<string, Bound[]>>()
  private readonly runs = new Map<string, Run[]>()
  private readonly names: Set<string>

  /** `understanding` must not ask for what is bound: the answer would depend on what has been found so far. */
  constructor(private readonly understanding: Understanding, { libraries, names }: ContainerUse, files: RepoPath[]) {
    this.names = names
    const containers = libraries.flatMap(library => library.containers)
    const candidates = containers.some(one => one.scope) ? files.flatMap(file => scopeCandidates(understanding, file)) : []
    for (const container of containers) if (container.scope) this.scopes.set(container, new Scopes(understanding, container, candidates))
    for (const [container, scopes] of this.scopes) for (const scope of scopes.all) this.inScope(container, scope)
    for (const file of files) this.inFile(file)
  }

  of(container: LibraryContainer, token: string): Bound[] {
    return this.bound.get(container)?.get(token) ?? []
  }

  /** By whom a function of the repository is run, and with what. */
  runsOf(file: RepoPath, fn: number): Run[] {
    return this.runs.get(`${file}\0${fn}`) ?? []
  }

  private inScope(container: LibraryContainer, scope: Scope): void {
    for (const binding of container.binds)
      if (binding.by.text === container.scope!.decorator.text) for (const said of scope.said) this.bind(container, binding, said, scope)
  }

  private inFile(file: RepoPath): void {
    const { program, tracer } = this.understanding
    const facts = program.facts(file)
    if (!facts) return
    for (const [call, fact] of facts.calls.entries()) {
      if (!this.mayBind(facts, fact)) continue
      const callee = tracer.meaning({ file, ref: fact.callee })
      if (callee.is === 'library') for (const path of [callee.path, ...callee.or ?? []]) this.called(file, stepInto(path, { file, call }))
    }
  }

  private called(file: RepoPath, path: AccessPath): void {
    const { tracer } = this.understanding
    for (const library of this.understanding.librariesAt(path, file)) {
      for (const container of library.containers)
        for (const binding of container.binds) {
          const match = binding.by.text !== container.scope?.decorator.text ? matchPath(tracer, library, path, binding.by) : undefined
          if (match) this.bind(container, binding, givenIn(match.layers))
        }
      for (const { calls, runs, gives } of library.callbacks)
        for (const signature of calls) {
          const layer = matchPath(tracer, library, path, signature)?.layers[0]
          if (!layer?.site) continue
          for (const at of handedAs(this.understanding, layer, signature, runs)) this.run(at, { module: path.module, gives })
        }
    }
  }

  private bind(container: LibraryContainer, binding: LibraryBinding, given: Given, scope?: Scope): void {
    if (!binding.each) return this.bindOne(container, binding, given, this.tokenIn(container, binding, given), scope)
    const { tracer } = this.understanding
    const each = placed(tracer, given, binding.each)
    const meaning = each.state === 'present' ? tracer.meaning(each.value) : undefined
    if (meaning?.is === 'object' || meaning?.is === 'merge') return this.bindEntries(container, binding, given, meaning)
    for (const { at } of listAt(tracer, given, binding.each)) {
      const item: Given = new Map([...given, ['each', at]])
      this.bindOne(container, binding, item, this.tokenIn(container, binding, item), scope)
    }
  }

  /** `register({ http: asValue(client) })` */
  private bindEntries(container: LibraryContainer, binding: LibraryBinding, given: Given, meaning: Meaning): void {
    const { tracer } = this.understanding
    if (meaning.is === 'merge') {
      for (const one of meaning.of) this.bindEntries(container, binding, given, tracer.meaning(one))
      return
    }
    const value = meaning.is === 'object' ? tracer.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
    if (meaning.is !== 'object' || value?.is !== 'object') return
    for (const entry of value.entries) {
      const at = { ...meaning.at, ref: entry.value }
      const item = tracer.meaning(at)
      if (entry.is === 'spread') this.bindEntries(container, binding, given, item)
      else if (entry.is === 'property') this.bindOne(container, binding, new Map([...given, ...this.makingOf(container, item), ['each', at]]), namedToken(entry.name))
    }
  }

  /** The arguments of the call of the container's library that made a value. */
  private makingOf({ library }: LibraryContainer, meaning: Meaning): Given {
    if (meaning.is !== 'library') return new Map()
    for (const name of library.clients.keys()) {
      const match = clientOf(this.understanding.tracer, library, meaning.path, name)
      if (match) return givenIn(match.layers)
    }
    return new Map()
  }

  private tokenIn(container: LibraryContainer, { token }: LibraryBinding, given: Given): string | undefined {
    const at = token && placed(this.understanding.tracer, given, token)
    return at?.state === 'present' ? tokenOf(this.understanding, container, at.value) : undefined
  }

  private bindOne(container: LibraryContainer, binding: LibraryBinding, given: Given, token: string | undefined, scope?: Scope): void {
    if (token === undefined) return
    const { tracer } = this.understanding
    for (const { how, at: place } of binding.to) {
      const found = placed(tracer, given, place)
      if (found.state === 'absent') continue
      const at = found.state === 'present' ? found.value : given.get(place.parameter)!
      const meaning = tracer.meaning(at)
      if (how === 'class' && meaning.is !== 'class' && found.state === 'present') continue
      this.add(container, token, { how: found.state === 'present' ? how : 'unreadable', at, container, scope })
      if (how === 'factory') this.run(at, { container, module: container.library.model.library, gives: binding.gives, tokens: this.injected(binding, given), scope })
      if (meaning.is === 'class') this.runsConstructor(meaning, { container, module: container.library.model.library, gives: binding.gives, scope })
      return
    }
  }

  private injected({ inject }: LibraryBinding, given: Given): Located[] | undefined {
    const list = inject && placed(this.understanding.tracer, given, inject)
    return list?.state === 'present' ? itemsOf(this.understanding.tracer, list.value).map(item => item.at) : undefined
  }

  private add(container: LibraryContainer, token: string, bound: Bound): void {
    let tokens = this.bound.get(container)
    if (!tokens) this.bound.set(container, (tokens = new Map<string, Bound[]>()))
    tokens.set(token, [...(tokens.get(token) ?? []), bound])
  }

  private run(at: Located, run: Run): void {
    const { tracer } = this.understanding
    const given = tracer.meaning(at)
    const behind = given.is === 'library' ? tracer.builtins.behind(given.path) : undefined
    const fn = behind ? tracer.meaning(behind) : given
    if (fn.is === 'function') this.note(fn.file, fn.fn, run)
  }

  private runsConstructor(of: Meaning & { is: 'class' }, run: Run): void {
    const { construct } = this.understanding.program.facts(of.file)!.classes[of.class]!
    if (construct !== undefined && run.gives.length > 0) this.note(of.file, construct, run)
  }

  private note(file: RepoPath, fn: number, run: Run): void {
    const key = `${file}\0${fn}`
    this.runs.set(key, [...(this.runs.get(key) ?? []), run])
  }

  private mayBind(facts: FileFacts, { callee }: CallFact): boolean {
    return this.names.has(nameOf(facts, callee) ?? '')
  }
}

/** All named arguments on the way, those of the last call first. */
function givenIn(layers: Layer[]): Given {
  const given: Given = new Map()
  for (const layer of layers) for (const [name, at] of layer.given) if (!given.get(name)) given.set(name, at)
  return given
}

/** The functions that a call is handed as one of its parameters, or as that and all that follow. */
function handedAs({ program, tracer }: Understanding, { site, given }: Layer, signature: ParsedSignature, runs: string): Located[] {
  const last = signature.steps.at(-1)
  if (last?.is !== 'call' || !site) return []
  const index = last.parameters.findIndex(parameter => parameter.name === runs)
  const { args } = program.facts(site.file)!.calls[site.call]!
  const first = given.get(runs)
  const all = last.rest && index === last.parameters.length - 1 ? args.slice(index).map(ref => ({ file: site.file, ref, frame: site.frame })) : first ? [first] : []
  return all.flatMap(at => itemsOf(tracer, at).map(item => item.at))
}

/** The last name of what is called, as its owner knows it. What a module itself gives is called after that. */
function nameOf(facts: FileFacts, ref: number): string | undefined {
  const value = facts.values[ref]!
  if (value.is === 'member') return value.name
  const imported = value.is === 'binding' ? facts.values[facts.bindings[value.binding]!.values[0] ?? -1] : value
  if (imported?.is === 'member') return imported.name
  if (imported?.is !== 'import') return undefined
  return imported.name === 'default' || imported.name === '=' || imported.name === '*' ? `module ${imported.from}` : imported.name
}
