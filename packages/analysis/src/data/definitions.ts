import type { ClassRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Chained, Library, LibraryDefinition, LibraryPlace } from '../libraries/library.js'
import { matchPath, type Match } from '../libraries/match.js'
import type { Project } from '../project.js'
import type { AccessPath, Located, Meaning } from '../values/meaning.js'
import { frameFor } from '../values/calls.js'
import { tableName } from './naming.js'
import { referenceOf, referencesIn } from './references.js'
import { Relating } from './relating.js'
import { firstText, partOf, textIn, type Text } from './reading.js'
import { sqlAt } from './sql.js'
import type { TableDefinition } from './table.js'

/** What a value has to do with a table: it defines it, or nobody can tell its name. */
export type Defined = TableDefinition | { why: string }

/** The tables that classes and values of the repository describe. */
export class Definitions {
  private readonly known = new Map<string, Defined | undefined>()

  private readonly relating: Relating

  /** `called`: the definition of a library that goes by a name. */
  constructor(private readonly project: Project, private readonly called: (name: string, library: string, file: RepoPath) => TableDefinition | undefined) {
    this.relating = new Relating(project, meaning => this.tableOf(meaning))
  }

  /** The table that a value describes, is an object of, or is a list of objects of. */
  of(meaning: Meaning): Defined | undefined {
    switch (meaning.is) {
      case 'class': case 'instance': return this.ofClass(meaning.file, meaning.class)
      case 'library': return this.ofPath(meaning.path)
      default: return undefined
    }
  }

  /** The table that a class describes, itself or by what it extends. */
  ofClass(file: RepoPath, owner: ClassRef): Defined | undefined {
    return this.once(`${file}#class ${owner}`, () => this.findClass(file, owner))
  }

  /** The table that the value of a call describes. */
  ofPath(path: AccessPath): Defined | undefined {
    const { step } = path
    if (step?.is !== 'call') return undefined
    return this.once(`${step.site.file}#call ${step.site.call}`, () => this.findCall(path, step.site.file))
  }

  private once(key: string, find: () => Defined | undefined): Defined | undefined {
    if (this.known.has(key)) return this.known.get(key)
    // A class that leads back to itself adds nothing.
    this.known.set(key, undefined)
    const found = find()
    this.known.set(key, found)
    return found
  }

  private findClass(file: RepoPath, owner: ClassRef): Defined | undefined {
    const { program, tracer } = this.project
    const fact = program.facts(file)!.classes[owner]!
    const at = { file, class: owner, name: fact.name ?? 'a class', place: program.place(file, fact) }
    const parts = (place: LibraryPlace): Text => place.is === 'given' && place.at.parameter === 'static' ? this.staticText(file, owner, place.at.path) : { is: 'absent' }
    for (const decorator of fact.decorators) {
      const found = this.described(tracer.meaning({ file, ref: decorator }), file, 'decorator', at, parts)
      if (found) return found
    }
    const base = fact.extends === undefined ? undefined : tracer.meaning({ file, ref: fact.extends })
    if (!base) return undefined
    return base.is === 'class' ? this.inherited(base, file, parts, at) : this.described(base, file, 'extends', at, parts)
  }

  /** What a class of the repository extends in turn: each may say the name for itself. */
  private inherited(base: Meaning & { is: 'class' }, file: RepoPath, parts: (place: LibraryPlace) => Text, at: Described): Defined | undefined {
    const above = this.extendedBy(base)
    if (above) {
      const own = this.described(above, file, 'extends', at, parts)
      if (own && !('why' in own)) return own
    }
    return this.ofClass(base.file, base.class)
  }

  /** The first thing above a class that is none of the repository's. */
  private extendedBy({ file, class: owner }: { file: RepoPath; class: ClassRef }, depth = 0): Meaning | undefined {
    const ref = this.project.program.facts(file)!.classes[owner]!.extends
    const meaning = ref === undefined ? undefined : this.project.tracer.meaning({ file, ref })
    return meaning?.is === 'class' ? (depth < 8 ? this.extendedBy(meaning, depth + 1) : undefined) : meaning
  }

  private staticText(file: RepoPath, owner: ClassRef, path: string[]): Text {
    const { tracer } = this.project
    const [name, ...rest] = path
    const meaning = tracer.member({ is: 'class', file, class: owner }, name!)
    return rest.length === 0 ? textIn(meaning) : { is: 'absent' }
  }

  private findCall(path: AccessPath, file: RepoPath): Defined | undefined {
    const { site } = path.step as AccessPath['step'] & { is: 'call' }
    const at = { file, name: this.nameOf(site.file, site.call), place: this.project.placeOfSite(site) }
    return this.described({ is: 'library', path }, file, 'call', at, () => ({ is: 'absent' }))
  }

  /** The name under which what a call gives is known in its file. */
  private nameOf(file: RepoPath, call: number): string {
    const facts = this.project.program.facts(file)!
    const { value } = facts.calls[call]!
    return facts.bindings.find(binding => binding.values.includes(value))?.name ?? 'a table'
  }

  private described(meaning: Meaning, file: RepoPath, by: 'decorator' | 'extends' | 'call', at: Described, own: (place: LibraryPlace) => Text): Defined | undefined {
    if (meaning.is !== 'library') return undefined
    for (const library of this.project.understanding.librariesAt(meaning.path, file))
      for (const definition of library.definitions) {
        const signature = definition[by]
        if (!definition.table || !signature) continue
        const match = matchPath(this.project.tracer, library, meaning.path, signature)
        if (!match) continue
        if (definition.table.abstract.some(place => this.isYes(match.layers, place))) return undefined
        const named = this.throughFunction(definition.table, match)
        const layers = [...definition.table.called && at.class !== undefined ? this.calledOn(definition.table.called, file, at.class) : [], ...match.layers]
        const given = (place: LibraryPlace): Text => named && definition.table!.name.includes(place) ? named : place.is === 'given' && place.at.parameter === 'static' ? own(place) : this.textGiven(library, layers, place)
        return this.named(library, definition.table, at, given, place => this.isYes(layers, place), () => this.referred(library, definition.table!, layers))
      }
    return undefined
  }

  /** The arguments of a static method of a class that says of it what it is: `Order.init(…)`, in its file. */
  private calledOn({ names, parameters }: Chained, file: RepoPath, owner: ClassRef): Match['layers'] {
    const { program, tracer } = this.project
    const facts = program.facts(file)!
    return facts.calls.flatMap(({ callee, args }) => {
      const method = facts.values[callee]!
      const of = method.is === 'member' && names.includes(method.name) ? facts.values[method.of]! : undefined
      const self = of?.is === 'super' ? { is: 'class', file, class: of.class } as const : method.is === 'member' && of ? tracer.meaning({ file, ref: method.of }) : undefined
      const isIt = self?.is === 'class' && self.file === file && self.class === owner
      return isIt ? [{ given: new Map(parameters.map(({ name }, i) => [name, args[i] === undefined ? undefined : { file, ref: args[i] }])) }] : []
    })
  }

  /** Whether a place says yes. */
  private isYes(layers: Match['layers'], place: LibraryPlace): boolean {
    return place.is === 'given' && layers.some(({ given }) => {
      const value = given.get(place.at.parameter)
      const part = value && partOf(this.project, value, place.at.path)
      const meaning = part === undefined || typeof part === 'string' ? undefined : this.project.tracer.meaning(part)
      return meaning?.is === 'literal' && meaning.value === true
    })
  }

  /** A text among the arguments of a decorator or a call, or among those of the call that made one of them. */
  private textGiven(library: Library, layers: Match['layers'], place: LibraryPlace): Text {
    return firstText(this.given(library, layers, place).map(({ value, path }) => this.textAt(value, path)))
  }

  private given(library: Library, layers: Match['layers'], place: LibraryPlace): { value: Located; path: string[] }[] {
    const values = (parameter: string): Located[] => layers.flatMap(layer => layer.given.get(parameter) ?? [])
    if (place.is === 'given') return values(place.at.parameter).map(value => ({ value, path: place.at.path }))
    if (place.is !== 'inside') return []
    const maker = { ...library, isReachedBy: (module: string) => place.from.has(module) }
    return values(place.holder.parameter).flatMap(value => {
      const part = partOf(this.project, value, place.holder.path)
      const meaning = typeof part === 'string' ? undefined : this.project.tracer.meaning(part)
      const made = meaning?.is === 'library' ? matchPath(this.project.tracer, maker, meaning.path, place.made) : undefined
      const inner = made?.layers[0]?.given.get(place.at.parameter)
      return inner ? { value: inner, path: place.at.path } : []
    })
  }

  /** What the descriptions of its fields refer to. */
  private referred(library: Library, { fields, refers }: NonNullable<LibraryDefinition['table']>, layers: Match['layers']): TableDefinition['relations'] {
    if (refers === undefined) return new Map()
    const found = fields.flatMap(place => this.given(library, layers, place)).flatMap(({ value, path }) => {
      const part = partOf(this.project, value, path)
      return typeof part === 'string' ? [] : [...referencesIn(this.project, part, refers)]
    })
    return new Map(found.map(([name, at]) => [name, () => this.target(library, at)]))
  }

  /** The name that a function makes of the one that is given: `name => 'shop_' + name`. */
  private throughFunction({ name: [name], through }: NonNullable<LibraryDefinition['table']>, { layers }: Match): Text | undefined {
    const at = (place: LibraryPlace | undefined): Located | undefined => place?.is === 'given' ? layers.flatMap(layer => layer.given.get(place.at.parameter) ?? [])[0] : undefined
    const [make, given] = [at(through[0]), at(name)]
    const fn = make && this.project.tracer.meaning(make)
    if (!given || fn?.is !== 'function') return make && { is: 'unknown' }
    const frame = frameFor({ fn, args: [given] }, 0)
    const [made, ...others] = this.project.program.facts(fn.file)!.functions[fn.fn]!.returns
    const text = made === undefined || others.length > 0 ? undefined : sqlAt(this.project, { file: fn.file, ref: made, frame })
    return text === undefined || text.includes('$') ? { is: 'unknown' } : { is: 'text', text }
  }

  private textAt(value: Located, path: string[]): Text {
    const part = partOf(this.project, value, path)
    return part === 'absent' || part === 'unknown' ? { is: part } : textIn(this.project.tracer.meaning(part))
  }

  private named(library: Library, table: NonNullable<LibraryDefinition['table']>, { file, name, place, class: owner }: Described, read: (place: LibraryPlace) => Text, isYes: (place: LibraryPlace) => boolean, referred: () => TableDefinition['relations']): Defined | undefined {
    const known = firstText(table.known.map(read))
    const inCode = known.is === 'text' ? known.text : name
    const written = firstText(table.name.map(read))
    if (written.is === 'unknown') return { why: 'the name of the table is made at run time' }
    if (written.is === 'absent' && (table.otherwise === undefined || known.is === 'unknown')) return table.otherwise === undefined ? undefined : { why: 'the name of the table is made at run time' }
    const schema = firstText(table.schema.map(read))
    if (schema.is === 'unknown') return { why: 'the schema of the table is made at run time' }
    const relations = (): TableDefinition['relations'] => new Map([...owner === undefined ? this.relating.of(library, place) : this.relationsOf(library, table, file, owner), ...referred()])
    let led: TableDefinition['relations'] | undefined
    return {
      table: qualified(written.is === 'text' ? written.text : tableName(inCode, table.otherwise!, { kept: table.kept.some(isYes), underscored: table.underscored.some(isYes) }), schema.is === 'text' ? schema.text : undefined),
      name: inCode, library: library.model.library, file, place,
      get relations() { return (led ??= relations()) },
    }
  }

  /** The members of a class whose decorators lead to another table. */
  private relationsOf(library: Library, { relations: signatures, refers }: NonNullable<LibraryDefinition['table']>, file: RepoPath, owner: ClassRef): Map<string, () => TableDefinition | undefined> {
    const { program, tracer } = this.project
    if (signatures.length === 0) return new Map()
    return new Map(program.facts(file)!.classes[owner]!.members.flatMap(({ name, decorators }) => decorators.flatMap(ref => {
      const meaning = tracer.meaning({ file, ref })
      const match = meaning.is === 'library' ? signatures.map(signature => matchPath(tracer, library, meaning.path, signature)).find(found => found) : undefined
      const given = match?.layers[0]?.given.get('target')
      const target = given && refers !== undefined ? referenceOf(this.project, given, refers) : given
      return target ? [[name, () => this.target(library, target)] as const] : []
    })))
  }

  /** `() => Post` is called where it is needed, so that two files may speak of each other. */
  private target(library: Library, at: Located): TableDefinition | undefined {
    const meaning = this.project.tracer.meaning(at)
    const text = textIn(meaning)
    if (text.is === 'text') return this.called(text.text, library.model.library, at.file)
    const given = meaning.is === 'function' ? this.project.tracer.returned({ fn: meaning, args: [] }, 0) : meaning
    return this.tableOf(given)
  }

  private tableOf(meaning: Meaning): TableDefinition | undefined {
    const found = this.of(meaning)
    return found && 'table' in found ? found : undefined
  }
}

interface Described {
  file: RepoPath
  name: string
  class?: ClassRef
  place: TableDefinition['place']
}

/** Schemas that a table is in where nothing is said. */
const USUAL = new Set(['public', 'dbo'])

/** The name of a table with its schema, where that is not the usual one. */
export function qualified(table: string, schema: string | undefined): string {
  return schema === undefined || USUAL.has(schema) ? table : `${schema}.${table}`
}
