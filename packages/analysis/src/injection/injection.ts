import type { ClassRef, FunctionRef, Member, TypeRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { LibraryContainer } from '../libraries/library.js'
import { givenBy, matchPath } from '../libraries/match.js'
import type { Injected, Understanding } from '../libraries/understanding.js'
import type { AccessPath, Located, Meaning } from '../values/meaning.js'
import { declared, returnedByAny } from '../values/types.js'
import type { Bindings, Bound } from './bindings.js'
import { placed } from './lists.js'
import { isSame, type ClassAt, type Scope } from './scopes.js'
import { namedToken, tokenOf, tokenOfMeaning } from './tokens.js'

/** Tells what a value is that a container gives: looks up where the repository binds the token that is asked for. */
export class Injection implements Injected {
  private readonly makers = new Map<string, LibraryContainer[]>()

  constructor(private readonly understanding: Understanding, private readonly bindings: Bindings) {}

  /** What a parameter of a function is given that a library runs: of a factory, of a constructor, of a callback. */
  parameter(file: RepoPath, fn: FunctionRef, index: number): Meaning | undefined {
    for (const { container, module, gives, tokens, scope } of this.bindings.runsOf(file, fn)) {
      const token = tokens?.[index]
      if (token && container) return this.askFor(container, token, { scope })
      const client = gives[index]
      if (typeof client === 'string' && !this.holdsOnlyTokens(module, client)) return { is: 'library', path: givenBy(module, client) }
    }
    return this.ofConstructor(file, fn, index)
  }

  /** What a part of a parameter is, where the parameter holds whatever is bound, each under its token. */
  part(file: RepoPath, fn: FunctionRef, index: number, name: string): Meaning | undefined {
    const container = this.containerHeld(file, fn, index)
    return container && this.resolve(container, namedToken(name), {})
  }

  holdsAll(file: RepoPath, fn: FunctionRef, index: number): boolean {
    return this.containerHeld(file, fn, index) !== undefined
  }

  private containerHeld(file: RepoPath, fn: FunctionRef, index: number): LibraryContainer | undefined {
    for (const { container, module, gives } of this.bindings.runsOf(file, fn)) {
      const client = gives[index]
      if (container && typeof client === 'string' && this.holdsOnlyTokens(module, client)) return container
    }
    return undefined
  }

  /** What a field is given from outside. */
  field(file: RepoPath, owner: ClassRef, { decorators, type }: Member): Meaning | undefined {
    return this.decorated(decorators, type, { file, class: owner })
  }

  /** What a call gives that asks for a token, or a member that is named after one. */
  asked(path: AccessPath): Meaning | undefined {
    for (const library of this.understanding.libraries.of(path.module))
      for (const container of library.containers)
        for (const { call, member, token } of container.asks) {
          const name = path.step?.is === 'member' ? path.step.name : undefined
          if (name !== undefined && member && this.bindings.of(container, namedToken(name)).length > 0 && matchPath(this.understanding.tracer, library, path, member)) return this.resolve(container, namedToken(name), {})
          const match = name === undefined && call ? matchPath(this.understanding.tracer, library, path, call) : undefined
          const at = match && token ? placed(this.understanding.tracer, match.layers[0]!.given, token) : undefined
          const found = at?.state === 'present' ? this.askFor(container, at.value, {}) : undefined
          if (found) return found
        }
    return undefined
  }

  private ofConstructor(file: RepoPath, fn: FunctionRef, index: number): Meaning | undefined {
    const facts = this.understanding.program.facts(file)!
    const owner = facts.functions[fn]!.class
    const parameter = facts.functions[fn]!.parameters[index]
    if (owner === undefined || facts.classes[owner]!.construct !== fn || !parameter) return undefined
    const at = { file, class: owner }
    return parameter.decorators.length > 0 ? this.decorated(parameter.decorators, parameter.type, at) : this.byType(this.makersOf(at), parameter.type, at)
  }

  private decorated(decorators: ValueRef[], type: TypeRef | undefined, user: ClassAt): Meaning | undefined {
    const { tracer } = this.understanding
    for (const ref of decorators) {
      const meaning = tracer.meaning({ file: user.file, ref })
      if (meaning.is !== 'library') continue
      for (const library of this.understanding.libraries.of(meaning.path.module))
        for (const container of library.containers)
          for (const { decorator, token } of container.asks) {
            const match = decorator && matchPath(tracer, library, meaning.path, decorator)
            if (!match) continue
            const at = token && placed(tracer, match.layers[0]!.given, token)
            const found = at?.state === 'present' ? this.resolve(container, tokenOf(this.understanding, container, at.value), { user }) : this.byType([container], type, user)
            if (found) return found
          }
    }
    return undefined
  }

  private byType(containers: LibraryContainer[], type: TypeRef | undefined, user: ClassAt): Meaning | undefined {
    if (containers.length === 0 || type === undefined) return undefined
    const typed = this.understanding.tracer.typed(user.file, type)
    if (typed.is !== 'instance' && typed.is !== 'library') return undefined
    for (const container of containers) {
      const found = this.resolve(container, tokenOfMeaning(this.understanding, container, typed), { user })
      if (found) return found
    }
    return undefined
  }

  /** The containers whose decorators a class carries. */
  private makersOf({ file, class: owner }: ClassAt): LibraryContainer[] {
    const key = `${file}\0${owner}`
    let known = this.makers.get(key)
    if (!known) this.makers.set(key, (known = this.findMakers(file, owner)))
    return known
  }

  private findMakers(file: RepoPath, owner: ClassRef): LibraryContainer[] {
    const { libraries, program, tracer } = this.understanding
    return program.facts(file)!.classes[owner]!.decorators.flatMap(ref => {
      const meaning = tracer.meaning({ file, ref })
      if (meaning.is !== 'library') return []
      return libraries.of(meaning.path.module).flatMap(library => library.containers.filter(one => one.makes.some(signature => matchPath(tracer, library, meaning.path, signature))))
    })
  }

  /** What stands behind a token; behind a class that nobody binds, one of its objects. */
  private askFor(container: LibraryContainer, at: Located, from: { user?: ClassAt; scope?: Scope }): Meaning | undefined {
    const found = this.resolve(container, tokenOf(this.understanding, container, at), from)
    if (found) return found
    const meaning = this.understanding.tracer.meaning(at)
    if (meaning.is === 'class') return { is: 'instance', file: meaning.file, class: meaning.class }
    const typed = meaning.is === 'library' ? declared(meaning.path) : undefined
    return typed?.is === 'library' ? typed : undefined
  }

  /** What all bindings that may be meant agree on. */
  private resolve(container: LibraryContainer, token: string | undefined, from: { user?: ClassAt; scope?: Scope }): Meaning | undefined {
    if (token === undefined) return undefined
    const met: Bound[] = []
    for (const bound of this.visible(container, token, from)) if (!met.some(one => isSame(one.at, bound.at))) met.push(bound)
    const [first, ...others] = met.map(bound => this.understanding.tracer.guarded<Meaning | undefined>(undefined, () => this.boundMeaning(bound)))
    if (!first || others.length === 0) return first
    return others.every(one => one !== undefined) ? this.understanding.tracer.either([first, ...others]) : undefined
  }

  /** The bindings of a token that hold where it is asked for: in the scope itself, else where that takes it from. */
  private visible(container: LibraryContainer, token: string, { user, scope }: { user?: ClassAt; scope?: Scope }): Bound[] {
    const all = this.bindings.of(container, token)
    const scopes = this.bindings.scopes.get(container)
    if (!scopes || all.length === 0 || !user && !scope) return all
    return (scope ? [scope] : scopes.holders(user!)).flatMap(from => {
      const own = all.filter(bound => bound.scope === from)
      if (own.length > 0) return own
      for (const source of scopes.sourcesOf(from, token)) {
        const given = all.filter(bound => bound.scope === source)
        if (given.length > 0) return given
      }
      return []
    })
  }

  private boundMeaning({ how, at, container, scope }: Bound): Meaning | undefined {
    const { tracer } = this.understanding
    if (how === 'unreadable') return undefined
    if (how === 'same') return this.askFor(container, at, { scope })
    const meaning = tracer.meaning(at)
    const given = how === 'factory' ? returnedByAny(tracer, meaning) : how === 'class' && meaning.is === 'class' ? { is: 'instance' as const, file: meaning.file, class: meaning.class } : meaning
    return given.is === 'unknown' ? undefined : given
  }

  /** Whether a client is nothing but its tokens: no signature starts at it but the one that asks by a member. */
  private holdsOnlyTokens(module: string, client: string): boolean {
    return this.understanding.libraries.of(module).some(({ containers, clients, callbacks }) => {
      const asks = containers.flatMap(one => one.asks)
      const others = [...containers.flatMap(one => one.binds.map(({ by }) => by)), ...asks.flatMap(({ call }) => call ?? []), ...callbacks.flatMap(one => one.calls), ...[...clients.values()].flatMap(one => one.made)]
      return asks.some(({ member }) => member?.root === client && member.steps.length === 1) && !others.some(({ root }) => root === client)
    })
  }
}
