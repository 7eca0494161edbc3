import type { ClassRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { LibraryContainer } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import type { Understanding } from '../libraries/understanding.js'
import type { AccessPath, Located, Meaning } from '../values/meaning.js'
import type { Tracer } from '../values/trace.js'
import { listAt, placed, type Given, type Item } from './lists.js'
import { tokenOf } from './tokens.js'

/** A class of the repository. */
export interface ClassAt {
  file: RepoPath
  class: ClassRef
}

/** A part of a program with tokens of its own: what its decorator says, and what is said wherever it is taken in with settings. */
export interface Scope extends ClassAt {
  container: LibraryContainer
  said: Given[]
  everywhere: boolean
}

/** The scopes of a container, from the decorators of classes and the objects that stand in for such a class. */
export class Scopes {
  private readonly byClass = new Map<string, Scope>()
  private holding: Map<string, Scope[]> | undefined

  constructor(private readonly understanding: Understanding, private readonly container: LibraryContainer, classes: ClassAt[]) {
    for (const at of classes) this.declare(at)
    for (const scope of [...this.byClass.values()]) for (const said of scope.said) this.takeIn(said, 0)
  }

  get all(): Scope[] {
    return [...this.byClass.values()]
  }

  /** The scopes to which a class belongs. */
  holders(at: ClassAt): Scope[] {
    return (this.holding ??= this.findHolders()).get(keyOf(at)) ?? []
  }

  /** The scopes in which a scope finds a token that it does not bind itself: those that it takes in and that give it further, then those that are everywhere. */
  *sourcesOf(scope: Scope, token: string): Iterable<Scope> {
    const seen = new Set([scope])
    for (const imported of this.importsOf(scope)) yield* this.givenBy(imported, token, seen)
    for (const one of this.byClass.values()) if (one.everywhere) yield* this.givenBy(one, token, seen)
  }

  /** What a scope takes in that is none of the repository. */
  libraryImports(scope: Scope): AccessPath[] {
    return this.items(scope, 'imports').flatMap(({ meaning }) => meaning.is === 'library' ? [meaning.path, ...meaning.or ?? []] : [])
  }

  private *givenBy(scope: Scope, token: string, seen: Set<Scope>): Iterable<Scope> {
    if (seen.has(scope)) return
    seen.add(scope)
    const exported = this.items(scope, 'exports')
    const names = exported.map(item => this.exportedToken(item))
    if (names.includes(token) || names.includes(undefined)) yield scope
    for (const inner of this.importsOf(scope)) if (names.includes(`class ${inner.file} ${inner.class}`) || names.includes(undefined)) yield* this.givenBy(inner, token, seen)
  }

  /** The token that an item of the exports stands for; undefined where that cannot be told. */
  private exportedToken({ at, meaning }: Item): string | undefined {
    const scope = this.scopeOf(meaning)
    if (scope) return `class ${scope.file} ${scope.class}`
    const [binding] = this.container.binds.filter(one => one.by.text === this.container.scope!.decorator.text && one.token)
    const named = binding && meaning.is === 'object' ? placed(this.understanding.tracer, new Map([['each', at]]), binding.token!) : undefined
    return tokenOf(this.understanding, this.container, named?.state === 'present' ? named.value : at)
  }

  private importsOf(scope: Scope): Scope[] {
    return this.items(scope, 'imports').flatMap(({ meaning }) => this.scopeOf(meaning) ?? [])
  }

  private items(scope: Scope, list: 'imports' | 'exports'): Item[] {
    return scope.said.flatMap(said => listAt(this.understanding.tracer, said, this.container.scope![list]))
  }

  /** The scope that an item of a list is: a class, or an object that names one. */
  private scopeOf(meaning: Meaning): Scope | undefined {
    if (meaning.is === 'class') return this.byClass.get(keyOf(meaning))
    const at = meaning.is === 'object' || meaning.is === 'merge' ? this.classNamedIn(meaning) : undefined
    return at && this.byClass.get(keyOf(at))
  }

  private classNamedIn(meaning: Meaning): ClassAt | undefined {
    const { tracer } = this.understanding
    const found = tracer.member(meaning, this.container.scope!.class.path.join('.'))
    return found.is === 'class' ? found : undefined
  }

  private declare(at: ClassAt): void {
    const { tracer } = this.understanding
    const { decorator, everywhere } = this.container.scope!
    let said: Given | undefined
    let isEverywhere = false
    for (const ref of tracer.program.facts(at.file)!.classes[at.class]!.decorators) {
      const meaning = tracer.meaning({ file: at.file, ref })
      if (meaning.is !== 'library' || !this.container.library.isReachedBy(meaning.path.module)) continue
      said ??= matchPath(tracer, this.container.library, meaning.path, decorator)?.layers[0]?.given
      isEverywhere ||= everywhere !== undefined && matchPath(tracer, this.container.library, meaning.path, everywhere) !== undefined
    }
    if (said) this.byClass.set(keyOf(at), { ...at, container: this.container, said: [said], everywhere: isEverywhere })
  }

  /** Notes the settings with which scopes are taken in, and what those take in themselves. */
  private takeIn(said: Given, depth: number): void {
    const { class: named, imports } = this.container.scope!
    if (depth > 6) return
    for (const { at, meaning } of listAt(this.understanding.tracer, said, imports)) {
      const scope = meaning.is === 'class' ? undefined : this.scopeOf(meaning)
      if (!scope) continue
      const own: Given = new Map([[named.parameter, at]])
      scope.said.push(own)
      this.takeIn(own, depth + 1)
    }
  }

  private findHolders(): Map<string, Scope[]> {
    const { tracer } = this.understanding
    const found = new Map<string, Scope[]>()
    const classPlaces = this.container.binds.flatMap(({ by, to }) => by.text === this.container.scope!.decorator.text ? to.filter(({ how }) => how === 'class') : [])
    for (const scope of this.all) {
      const held = scope.said.flatMap(said => this.container.scope!.holds.flatMap(place => listAt(tracer, said, place)))
      const classes = held.flatMap(({ at, meaning }) => {
        if (meaning.is === 'class') return [meaning]
        return classPlaces.flatMap(place => {
          const given = meaning.is === 'object' ? placed(tracer, new Map([['each', at]]), place.at) : undefined
          const made = given?.state === 'present' ? tracer.meaning(given.value) : undefined
          return made?.is === 'class' ? [made] : []
        })
      })
      for (const key of new Set(classes.flatMap(one => lineage(tracer, one)).map(keyOf))) found.set(key, [...(found.get(key) ?? []), scope])
    }
    return found
  }
}

/** A class and those that it extends: what they are given, they are given where it belongs to. */
function lineage(tracer: Tracer, at: ClassAt): ClassAt[] {
  const found: ClassAt[] = []
  for (let one: ClassAt | undefined = at; one && found.length < 8;) {
    found.push(one)
    const base: ValueRef | undefined = tracer.program.facts(one.file)!.classes[one.class]!.extends
    const of: Meaning | undefined = base === undefined ? undefined : tracer.meaning({ file: one.file, ref: base })
    one = of?.is === 'class' ? of : undefined
  }
  return found
}

const keyOf = ({ file, class: owner }: ClassAt): string => `${file}\0${owner}`

/** The classes of a file whose decorators are given an object: only such a class can be a scope. */
export function scopeCandidates(understanding: Understanding, file: RepoPath): ClassAt[] {
  const facts = understanding.program.facts(file)
  return (facts?.classes ?? []).flatMap((fact, index) => {
    const given = fact.decorators.flatMap(ref => {
      const decorator = facts!.values[ref]!
      return decorator.is === 'call' ? facts!.calls[decorator.call]!.args : []
    })
    return given.some(ref => facts!.values[ref]!.is !== 'literal') ? [{ file, class: index }] : []
  })
}

/** Whether two values stand at the same place, seen from the same calls. */
export const isSame = (a: Located, b: Located): boolean => a.file === b.file && a.ref === b.ref && a.frame === b.frame

