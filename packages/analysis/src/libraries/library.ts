import { parseClientType, parsePlace, parseSignature, type Binding, type Bound, type ContainerModel, type Definition, type Idempotency, type Ineffective, type Model, type OperationModel, type Opening, type ParsedParameter, type ParsedPlace, type ParsedSignature, type Place as ModelPlace, type TableNaming, type TableUse, type ValueModel } from '@bulkhead/models'

/** A model with its signatures taken apart. */
export interface Library {
  model: Model
  /** What texts name that import it: its modules, and the names under which the repository installs them. A `*` stands for anything. */
  named: string[]
  /** Whether it is reached under an import specifier. */
  isReachedBy(module: string): boolean
  /** The package of which its versions are, seen from an import specifier. */
  packageAt(module: string): string
  clients: Map<string, { made: ParsedSignature[]; isType(name: string): boolean; words: Map<string, string[]>; through?: { at: ParsedPlace; client: string } }>
  operations: LibraryOperation[]
  bounds: LibraryBound[]
  ineffective: LibraryIneffective[]
  containers: LibraryContainer[]
  callbacks: { calls: ParsedSignature[]; runs: string; gives: (string | null)[] }[]
  /** What its constants hold, by the names that lead to them. */
  constants: Map<string, string | number>
  definitions: LibraryDefinition[]
  openings: LibraryOpening[]
  /** Calls that say where the relations of a table lead. */
  relating: ParsedSignature[]
  /** The methods by which a query names a part of its own, with the position of the name. */
  aliases: Map<string, number>
  contexts: { held: ParsedSignature; typed: ParsedSignature; laid: ParsedSignature[]; as: string }[]
}

export interface LibraryDefinition {
  kind: Definition['kind']
  decorator?: ParsedSignature
  extends?: ParsedSignature
  implements?: string
  call?: ParsedSignature
  table?: LibraryNaming
}

/** A call that says which database is meant, with its places taken apart. */
export interface LibraryOpening {
  by: ParsedSignature
  parts: Record<'address' | 'host' | 'port' | 'name' | 'through', LibraryPlace[]>
  /** The library whose operations go through it. */
  for: string
}

/** How a table is called, with its places taken apart. */
export interface LibraryNaming {
  name: LibraryPlace[]
  called?: Chained
  abstract: LibraryPlace[]
  kept: LibraryPlace[]
  underscored: LibraryPlace[]
  through: LibraryPlace[]
  schema: LibraryPlace[]
  known: LibraryPlace[]
  relations: ParsedSignature[]
  fields: LibraryPlace[]
  refers: string | undefined
  otherwise: TableNaming['otherwise']
}

/** A use of tables with its places taken apart. */
export interface LibraryTableUse extends Required<Pick<TableUse, 'by'>>, Pick<TableUse, 'named' | 'does' | 'doing' | 'deep'> {
  at: LibraryPlace[]
  where?: LibraryPlace[]
  unless: LibraryPlace[]
}

export interface LibraryOperation {
  model: OperationModel
  calls: ParsedSignature[]
  except: ParsedSignature[]
  idempotency?: { model: Idempotency; places: LibraryPlace[]; mistaken: LibraryPlace[]; inPart: LibraryPlace[] }
  within: LibraryPlace[]
  tables: LibraryTableUse[]
}

export interface LibraryBound {
  model: Bound
  places: LibraryPlace[]
  confirmed?: { chained: Chained; calling: string[] }
  when?: { places: LibraryPlace[]; starts: string[]; modules: string[] }
  /** What the code itself says is asked for: an address that is read from the environment may carry a bound, and is not the code. */
  inCode?: true
}

/** What reads like a bound and is none. */
export interface LibraryIneffective {
  model: Ineffective
  /** Where it is written, read as a bound is. */
  seems: LibraryBound
  /** What completes it, read as something that may be there or not. */
  unless: LibraryBound
  /** What else in the code may bound the same; what holds by default is not among it. */
  otherwise: LibraryBound[]
}

/** Something that is asked by a token for what was bound to it. */
export interface LibraryContainer {
  library: Library
  binds: LibraryBinding[]
  asks: { decorator?: ParsedSignature; call?: ParsedSignature; member?: ParsedSignature; token?: ParsedPlace }[]
  makes: ParsedSignature[]
  later: ParsedSignature[]
  scope?: { decorator: ParsedSignature; holds: ParsedPlace[]; imports: ParsedPlace; exports: ParsedPlace; everywhere?: ParsedSignature; class: ParsedPlace }
}

/** One way to bind tokens: the places that say to what, by how it is bound. */
export interface LibraryBinding {
  by: ParsedSignature
  each?: ParsedPlace
  token?: ParsedPlace
  to: { how: 'value' | 'factory' | 'class' | 'same'; at: ParsedPlace }[]
  inject?: ParsedPlace
  gives: (string | null)[]
}

/** A method called on what an operation gives, or on the client it goes through. */
export interface Chained {
  /** `result`, or the name of a client. */
  on: string
  /** The ways to it: `end`, `interceptors.request.use`. */
  names: string[]
  parameters: ParsedParameter[]
  rest: boolean
}

export type LibraryPlace =
  | { is: 'given'; at: ParsedPlace }
  | { is: 'chained'; chained: Chained; at?: ParsedPlace; calling?: string[]; writing?: string[]; first?: true }
  | { is: 'assigned'; path: string[] }
  | { is: 'overridden'; name: string; writing: string[] }
  | { is: 'provided'; by: ParsedSignature; at: ParsedPlace }
  | { is: 'inside'; holder: ParsedPlace; made: ParsedSignature; from: Set<string>; at: ParsedPlace; versions?: string }
  | { is: 'piped'; piped: Chained; made: ParsedSignature; through: ParsedSignature; from: Set<string>; at: ParsedPlace }

/** A package that is installed under a name of its own. */
interface Renamed {
  as: string
  name: string
}

/** Takes a model's signatures apart, once. */
export function compile(model: Model, renamed: Renamed[] = []): Library {
  const names = new Set(modulesOf(model))
  const isReachedBy = matcherOf([...names])
  const library: Library = {
    model,
    named: [...names, ...new Set(renamed.flatMap(({ as, name }) => [...names].flatMap(module => (module === name || module.startsWith(`${name}/`) ? as + module.slice(name.length) : module.includes('*') && isReachedBy(name) ? as : []))))],
    isReachedBy,
    packageAt: module => (names.has(module) || !isReachedBy(module) ? model.library : packageOf(module)),
    clients: new Map(Object.entries(model.clients ?? {}).map(([name, client]) => {
      const types = (client.types ?? []).map(parseClientType)
      return [name, { made: client.made.map(parseSignature), isType: matcherOf(types.map(type => type.name)), words: new Map(types.map(type => [type.name, type.words])), through: client.through && { at: parsePlace(client.through.place), client: client.through.client } }]
    })),
    operations: (model.operations ?? []).map(operation => ({
      model: operation,
      calls: operation.calls.map(parseSignature),
      except: (operation.except ?? []).map(parseSignature),
      idempotency: operation.idempotency && { model: operation.idempotency, places: operation.idempotency.places.map(place), mistaken: (operation.idempotency.mistaken ?? []).map(place), inPart: (operation.idempotency.inPart ?? []).map(place) },
      within: (operation.within ?? []).map(place),
      tables: (operation.tables ?? []).map(({ at, named, by = 'definition', does, doing, deep, where, unless = [] }) => ({ at: at.map(place), named, by, does, doing, deep, where: where?.map(place), unless: unless.map(place) })),
    })),
    bounds: (model.bounds ?? []).map(bound),
    ineffective: (model.ineffective ?? []).map(row => ineffective(row, model.bounds ?? [])),
    constants: new Map(Object.entries(model.constants ?? {}).map(([signature, value]) => [signature.slice('module.'.length), value])),
    definitions: (model.definitions ?? []).map(d => ({
      kind: d.kind,
      decorator: signature(d.decorator),
      extends: signature(d.extends),
      implements: d.implements,
      call: signature(d.call),
      table: d.table && naming(d.table),
    })),
    openings: (model.openings ?? []).map(one => opening(one, model.library)),
    relating: (model.relating ?? []).map(parseSignature),
    aliases: new Map((model.aliases ?? []).flatMap(aliasesOf)),
    containers: [],
    contexts: (model.contexts ?? []).map(({ held, typed, laid }) => ({ held: parseSignature(held), typed: parseSignature(typed), laid: (laid?.by ?? []).map(parseSignature), as: laid?.as ?? '' })),
    callbacks: (model.callbacks ?? []).map(({ calls, runs, gives }) => ({ calls: calls.map(parseSignature), runs, gives })),
  }
  library.containers = (model.containers ?? []).map(one => container(library, one))
  return library
}

function naming({ name = [], called, abstract = [], kept = [], underscored = [], through = [], schema = [], known = [], relations = [], fields = [], refers, otherwise }: TableNaming): LibraryNaming {
  return {
    name: name.map(place), called: called === undefined ? undefined : chained(called), abstract: abstract.map(place), kept: kept.map(place), underscored: underscored.map(place),
    through: through.map(place), schema: schema.map(place), known: known.map(place), relations: relations.map(parseSignature), fields: fields.map(place), refers, otherwise,
  }
}

function opening({ by, address = [], host = [], port = [], name = [], through = [], for: serves }: Opening, library: string): LibraryOpening {
  return { by: parseSignature(by), parts: { address: address.map(place), host: host.map(place), port: port.map(place), name: name.map(place), through: through.map(place) }, for: serves ?? library }
}

function container(library: Library, { binds, asks, makes = [], later = [], scope }: ContainerModel): LibraryContainer {
  return {
    library,
    binds: binds.map(binding),
    asks: asks.map(({ decorator, call, member, token }) => ({ decorator: signature(decorator), call: signature(call), member: signature(member), token: token === undefined ? undefined : parsePlace(token) })),
    makes: makes.map(parseSignature),
    later: later.map(parseSignature),
    scope: scope && {
      decorator: parseSignature(scope.decorator), holds: scope.holds.map(parsePlace), imports: parsePlace(scope.imports), exports: parsePlace(scope.exports),
      everywhere: signature(scope.everywhere), class: parsePlace(scope.class),
    },
  }
}

function binding({ by, each, token, value = [], factory = [], class: classes = [], same = [], inject, gives = [] }: Binding): LibraryBinding {
  const at = (text: string | undefined): ParsedPlace | undefined => text === undefined ? undefined : parsePlace(text)
  const to = [['value', value], ['factory', factory], ['class', classes], ['same', same]] as const
  return { by: parseSignature(by), each: at(each), token: at(token), inject: at(inject), gives, to: to.flatMap(([how, places]) => places.map(place => ({ how, at: parsePlace(place) }))) }
}

function aliasesOf(text: string): [method: string, position: number][] {
  const [method, call] = parseSignature(text).steps.slice(-2)
  const position = call?.is === 'call' ? call.parameters.findIndex(({ name }) => name === 'alias') : -1
  return method?.is === 'member' && Array.isArray(method.names) ? method.names.map(name => [name, position]) : []
}

const signature = (text: string | undefined): ParsedSignature | undefined => text === undefined ? undefined : parseSignature(text)

/** The import specifiers of a model, as paths have them: without `node:`. */
export function modulesOf({ library, modules, globals }: Model): string[] {
  return (modules ?? (globals ? [] : [library])).map(plainModule)
}

/** `@scope/name/part` is of `@scope/name`. */
export function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/')
}

/** Whether a text is one of some names, or begins or ends as one that has a `*` at its end or start. */
function matcherOf(names: string[]): (text: string) => boolean {
  const whole = new Set(names)
  const starts = names.flatMap(name => (name.endsWith('*') ? [name.slice(0, -1)] : []))
  const ends = names.flatMap(name => (name.startsWith('*') ? [name.slice(1)] : []))
  return text => whole.has(text) || starts.some(start => text.startsWith(start)) || ends.some(end => text.endsWith(end))
}

function bound(model: Bound): LibraryBound {
  return {
    model,
    places: model.places.map(place),
    confirmed: model.confirmed && { chained: chained(model.confirmed.chained), calling: model.confirmed.calling },
    when: model.when && { places: model.when.places.map(place), starts: model.when.starts, modules: model.when.modules ?? [] },
  }
}

function ineffective(model: Ineffective, bounds: Bound[]): LibraryIneffective {
  const { limit, places, is, off, unless = [] } = model
  const own = new Set(places.map(one => JSON.stringify(one)))
  // What bounds each attempt stands in the very place that bounds them all too little; what has to be completed holds where it is.
  const others = bounds.filter(one => one.limit === limit).map(one => ({ ...one, default: undefined, places: one.places.filter(at => one.confirmed || !own.has(JSON.stringify(at))) }))
  return {
    model,
    seems: bound({ limit, places, is, off, unit: 'ms' }),
    // A plain no completes nothing.
    unless: bound({ limit, places: unless, is: 'opaque', off: [false] }),
    otherwise: others.filter(one => one.places.length > 0).map(one => ({ ...bound(one), inCode: true })),
  }
}

function place(model: ModelPlace): LibraryPlace {
  if (typeof model === 'string') return { is: 'given', at: parsePlace(model) }
  if ('chained' in model) return { is: 'chained', chained: chained(model.chained), at: model.at === undefined ? undefined : parsePlace(model.at), calling: model.calling, writing: model.writing, first: model.first }
  if ('overridden' in model) return { is: 'overridden', name: model.overridden, writing: model.writing }
  if ('assigned' in model) return { is: 'assigned', path: model.assigned.split('.') }
  if ('piped' in model) return { is: 'piped', piped: chained(model.piped), made: parseSignature(model.made), through: parseSignature(model.through), from: new Set(model.from.map(plainModule)), at: parsePlace(model.at) }
  if ('inside' in model) return { is: 'inside', holder: parsePlace(model.inside), made: parseSignature(model.made), from: new Set(model.from.map(plainModule)), at: parsePlace(model.at), versions: model.versions }
  return { is: 'provided', by: parseSignature(model.provided), at: parsePlace(model.at) }
}

/** `result.timeout(limit)` */
function chained(text: string): Chained {
  const { root, steps } = parseSignature(text)
  const call = steps.at(-1)
  const names = steps.slice(0, -1).reduce<string[]>((ways, step) => {
    const next = step.is === 'member' && Array.isArray(step.names) ? step.names : []
    return ways.length === 0 ? next : ways.flatMap(way => next.map(name => `${way}.${name}`))
  }, [])
  if (names.length === 0 || call?.is !== 'call') throw new Error(`"${text}" is no method called on something: write "result.method(argument)".`)
  return { on: root, names, parameters: call.parameters, rest: call.rest }
}

/** The name under which an access path knows a module. */
function plainModule(name: string): string {
  return name.replace(/^node:/, '')
}

/** What values of the language and of libraries mean, taken apart. */
export interface LibraryValue {
  means: ValueModel['means']
  library: Library
  signature: ParsedSignature
}

/** All models, found by the module that a path starts at. */
export class Libraries {
  private readonly byModule = new Map<string, Library[]>()
  private readonly known = new Map<string, Library[]>()
  private readonly valuesByModule = new Map<string, LibraryValue[]>()
  private readonly asking = new Map<string, boolean>()
  private readonly patterned: Library[]
  private globals: ReadonlySet<string> | undefined
  readonly all: Library[]

  constructor(models: Model[], renamed: Renamed[] = []) {
    this.all = models.map(model => compile(model, renamed))
    this.patterned = this.all.filter(library => modulesOf(library.model).some(module => module.includes('*')))
    for (const library of this.all)
      for (const module of library.model.globals ? ['global', ...modulesOf(library.model)] : modulesOf(library.model))
        this.byModule.set(module, [...(this.byModule.get(module) ?? []), library])
  }

  /** Those that name a module in full come before those with a pattern that it matches. */
  of(module: string): Library[] {
    let known = this.known.get(module)
    if (!known) {
      const named = this.byModule.get(module) ?? []
      this.known.set(module, (known = [...named, ...this.patterned.filter(library => library.isReachedBy(module) && !named.includes(library))]))
    }
    return known
  }

  /** Whether something of a module asks for tokens, or finds things in a context. */
  asks(module: string): boolean {
    let known = this.asking.get(module)
    if (known === undefined) this.asking.set(module, (known = this.of(module).some(library => library.containers.length > 0 || library.contexts.length > 0)))
    return known
  }

  /** The names of the global object of which a model speaks. */
  get globalNames(): ReadonlySet<string> {
    return (this.globals ??= new Set(this.globalSignatures().flatMap(({ root, steps: [first] }) => (root === 'global' && first?.is === 'member' && Array.isArray(first.names) ? first.names : []))))
  }

  private globalSignatures(): ParsedSignature[] {
    return [...this.valuesOf('global').map(({ signature }) => signature), ...this.of('global').flatMap(({ operations, clients }) => [...operations.flatMap(({ calls }) => calls), ...[...clients.values()].flatMap(({ made }) => made)])]
  }

  valuesOf(module: string): LibraryValue[] {
    let known = this.valuesByModule.get(module)
    if (!known)
      this.valuesByModule.set(module, (known = this.of(module).flatMap(library =>
        (library.model.values ?? []).flatMap(v => v.made.map(made => ({ means: v.means, library, signature: parseSignature(made) }))))))
    return known
  }
}
