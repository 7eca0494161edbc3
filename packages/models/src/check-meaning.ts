import type { ModelProblem } from './model-error.js'
import type { Binding, ContainerModel, Model, OperationModel, Place, ValueModel } from './model.js'
import { parseClientType, parsePlace, parseSignature, type ParsedSignature, SignatureError } from './signature.js'

/** What a value must name so that the engine can follow it. */
const PARAMETERS_OF: Partial<Record<ValueModel['means'], string[]>> = {
  'timer-signal': ['delay'],
  'joined-signals': ['signals'],
  timer: ['callback', 'delay'],
  delay: ['delay'],
  race: ['promises'],
  all: ['promises'],
  deadline: ['awaited'],
  named: ['name'],
  memo: ['run'],
  'file-text': ['path'],
}

type Report = (key: string, value: unknown, problem: string, cure: string) => void

/** Finds what a schema cannot: signatures that cannot be read, roots and clients that do not exist, places that read a parameter nobody named. */
export function checkMeaning(file: string, model: Model): ModelProblem[] {
  const problems: ModelProblem[] = []
  new MeaningCheck(model, (key, value, problem, cure) => problems.push({ file, key, value, problem, cure })).run()
  return problems
}

class MeaningCheck {
  private readonly made: Set<string>

  constructor(
    private readonly model: Model,
    private readonly report: Report,
  ) {
    this.made = parameters(Object.values(model.clients ?? {}).flatMap(client => client.made))
  }

  run(): void {
    const { clients = {}, operations = [], bounds = [], ineffective = [], retries = [], definitions = [], openings = [], relating = [], aliases = [], values = [], containers = [], callbacks = [], contexts = [], constants = {} } = this.model
    for (const [name, { made, through }] of Object.entries(clients)) {
      this.signatures(`clients.${name}.made`, made)
      if (!through) continue
      this.place(`clients.${name}.through.place`, through.place, parameters(made))
      this.client(`clients.${name}.through.client`, through.client)
    }
    operations.forEach((operation, i) => this.operation(`operations[${i}]`, operation))
    const called = new Set([...this.made, ...parameters([...operations.flatMap(operation => operation.calls), ...values.flatMap(value => value.made)])])
    bounds.forEach((bound, i) => {
      this.places(`bounds[${i}].places`, bound.places, called)
      this.places(`bounds[${i}].when.places`, bound.when?.places ?? [], called)
      if (bound.confirmed) this.signature(`bounds[${i}].confirmed.chained`, bound.confirmed.chained, 'result')
    })
    ineffective.forEach((entry, i) => {
      this.places(`ineffective[${i}].places`, entry.places, called)
      this.places(`ineffective[${i}].unless`, entry.unless ?? [], called)
    })
    retries.forEach((entry, i) => this.places(`retries[${i}].places`, entry.places, called))
    definitions.forEach((definition, i) => {
      for (const way of ['decorator', 'extends', 'call'] as const)
        if (definition[way] !== undefined) this.signature(`definitions[${i}].${way}`, definition[way])
      if (definition.table?.called !== undefined) this.signature(`definitions[${i}].table.called`, definition.table.called, 'class')
      this.signatures(`definitions[${i}].table.relations`, definition.table?.relations ?? [])
      const named = new Set(['static', ...this.made, ...parameters([definition.decorator, definition.call, definition.table?.called].flatMap(text => text ?? []))])
      for (const part of ['name', 'abstract', 'kept', 'underscored', 'through', 'schema', 'known', 'fields'] as const) this.places(`definitions[${i}].table.${part}`, definition.table?.[part] ?? [], named)
    })
    openings.forEach((opening, i) => {
      this.signature(`openings[${i}].by`, opening.by)
      const named = parameters([opening.by])
      for (const part of ['address', 'host', 'port', 'name', 'through'] as const) this.places(`openings[${i}].${part}`, opening[part] ?? [], named)
    })
    this.signatures('relating', relating)
    for (const [i, text] of relating.entries()) this.named(`relating[${i}]`, text, ['of', 'members'])
    this.signatures('aliases', aliases)
    for (const [i, text] of aliases.entries()) this.named(`aliases[${i}]`, text, ['alias'])
    values.forEach((value, i) => {
      this.signatures(`values[${i}].made`, value.made)
      // What a callback finds in something it is given was made by nobody in sight.
      for (const [j, text] of value.made.entries()) if (this.model.clients?.[/^\w+/.exec(text)?.[0] ?? '']?.made.length !== 0) this.named(`values[${i}].made[${j}]`, text, PARAMETERS_OF[value.means] ?? [], this.model.clients?.[/^\w+/.exec(text)?.[0] ?? '']?.made)
    })
    containers.forEach((container, i) => this.container(`containers[${i}]`, container))
    contexts.forEach(({ held, typed, laid }, i) => {
      this.signatures(`contexts[${i}]`, [held, typed])
      this.signatures(`contexts[${i}].laid.by`, laid?.by ?? [])
      for (const [j, text] of laid?.by.entries() ?? []) this.named(`contexts[${i}].laid.by[${j}]`, text, ['run'])
    })
    callbacks.forEach(({ calls, runs, gives }, i) => {
      for (const [j, text] of calls.entries()) this.signature(`callbacks[${i}].calls[${j}]`, text, 'result')
      for (const [j, text] of calls.entries()) this.named(`callbacks[${i}].calls[${j}]`, text, [runs])
      this.given(`callbacks[${i}].gives`, gives)
    })
    for (const text of Object.keys(constants)) this.signature(`constants.${text}`, text)
  }

  private operation(key: string, operation: OperationModel): void {
    this.signatures(`${key}.calls`, operation.calls)
    this.signatures(`${key}.except`, operation.except ?? [])
    const own = new Set([...this.made, ...parameters(operation.calls)])
    this.places(`${key}.within`, operation.within ?? [], own)
    this.places(`${key}.target`, operation.target ?? [], own)
    this.places(`${key}.idempotency.places`, operation.idempotency?.places ?? [], own)
    this.places(`${key}.idempotency.mistaken`, operation.idempotency?.mistaken ?? [], own)
    this.places(`${key}.idempotency.inPart`, operation.idempotency?.inPart ?? [], own)
    if (operation.runs !== undefined)
      for (const [i, text] of operation.calls.entries()) this.named(`${key}.calls[${i}]`, text, [operation.runs])
    this.given(`${key}.gives`, operation.gives ?? [])
    this.tables(key, operation, own)
  }

  private given(key: string, gives: (string | null)[]): void {
    for (const [i, name] of gives.entries()) if (name !== null) this.client(`${key}[${i}]`, name)
  }

  private container(key: string, { binds, asks, makes = [], later = [], scope }: ContainerModel): void {
    this.signatures(`${key}.makes`, makes)
    this.signatures(`${key}.later`, later)
    for (const [i, text] of later.entries()) this.named(`${key}.later[${i}]`, text, ['token'])
    binds.forEach((binding, i) => this.binding(`${key}.binds[${i}]`, binding))
    asks.forEach(({ decorator, call, member, token }, i) => {
      const text = (decorator ?? call ?? member)!
      this.signature(`${key}.asks[${i}]`, text)
      if (member !== undefined) this.endsInName(`${key}.asks[${i}].member`, member)
      if (token !== undefined) this.place(`${key}.asks[${i}].token`, token, parameters([text]))
    })
    if (!scope) return
    this.signature(`${key}.scope.decorator`, scope.decorator)
    if (scope.everywhere !== undefined) this.signature(`${key}.scope.everywhere`, scope.everywhere)
    this.places(`${key}.scope`, [...scope.holds, scope.imports, scope.exports, scope.class], parameters([scope.decorator]))
  }

  private binding(key: string, { by, each, token, value = [], factory = [], class: classes = [], same = [], inject, gives = [] }: Binding): void {
    this.signature(`${key}.by`, by)
    const own = new Set([...parameters([by]), ...this.made, ...(each === undefined ? [] : ['each'])])
    for (const [name, places] of Object.entries({ each: [each], token: [token], value, factory, class: classes, same, inject: [inject] })) this.places(`${key}.${name}`, places.flatMap(place => place ?? []), own)
    if (value.length + factory.length + classes.length + same.length === 0) this.report(key, by, 'nothing says what is bound', 'Add value, factory, class or same.')
    this.given(`${key}.gives`, gives)
  }

  /** The name of the last member is the token, so it must be left open. */
  private endsInName(key: string, text: string): void {
    const last = this.read(key, text, parseSignature)?.steps.at(-1)
    if (last && (last.is !== 'member' || last.names !== 'any')) this.report(key, text, 'its last name is the token, and is not left open', 'End it in ".*".')
  }

  /** Places of tables may also read what signatures and types leave open, and what the operation is called on. */
  private tables(key: string, { calls, tables = [] }: OperationModel, own: Set<string>): void {
    const clients = Object.values(this.model.clients ?? {})
    const words = wordsOf([...calls, ...clients.flatMap(({ made }) => made)])
    const types = clients.flatMap(client => (client.types ?? []).flatMap(type => parseClientType(type).words))
    const named = new Set(['self', ...own, ...words, ...types])
    for (const [i, use] of tables.entries())
      for (const part of ['at', 'where', 'unless'] as const) this.places(`${key}.tables[${i}].${part}`, use[part] ?? [], named)
  }

  private signatures(key: string, texts: string[]): void {
    for (const [i, text] of texts.entries()) this.signature(`${key}[${i}]`, text)
  }

  private signature(key: string, text: string, extraRoot?: string): void {
    const signature = this.read(key, text, parseSignature)
    if (signature === undefined) return
    this.root(key, signature, extraRoot)
    for (const parameter of parametersOf(signature)) if (parameter.client !== undefined) this.client(key, parameter.client)
  }

  private root(key: string, { text, root, steps }: ParsedSignature, extraRoot: string | undefined): void {
    if (root === extraRoot) return
    if (root !== 'global') return root === 'module' ? this.moduleRoot(key, text) : this.client(key, root)
    const [first] = steps
    for (const name of first?.is === 'member' && Array.isArray(first.names) ? first.names : [])
      if (!this.model.globals?.includes(name)) this.report(key, text, `"${name}" is not listed in globals`, `Add "${name}" to globals.`)
  }

  private moduleRoot(key: string, text: string): void {
    if (this.model.modules?.length === 0) this.report(key, text, 'the model has no module to start from', 'List the import specifier in modules.')
  }

  private client(key: string, name: string): void {
    if (this.model.clients?.[name] !== undefined) return
    const names = ['module', 'global', ...Object.keys(this.model.clients ?? {})]
    this.report(key, name, 'no client of this model has that name', `Write one of: ${names.join(', ')}; or add it to clients.`)
  }

  private places(key: string, places: Place[], named: Set<string>): void {
    for (const [i, place] of places.entries()) {
      const here = `${key}[${i}]`
      if (typeof place === 'string') this.place(here, place, named)
      else if ('assigned' in place) this.read(here, place.assigned, parsePlace)
      else if ('overridden' in place) continue
      else if ('inside' in place) this.inside(here, place, named)
      else if ('piped' in place) this.piped(here, place)
      else {
        const signature = 'chained' in place ? place.chained : place.provided
        this.signature(here, signature, 'chained' in place ? 'result' : undefined)
        if (place.at !== undefined) this.place(`${here}.at`, place.at, parameters([signature]))
      }
    }
  }

  private inside(key: string, { inside, made, at }: Extract<Place, { inside: string }>, named: Set<string>): void {
    this.place(`${key}.inside`, inside, named)
    this.foreign(`${key}.made`, made)
    this.place(`${key}.at`, at, parameters([made]))
  }

  private piped(key: string, { piped, made, through, at }: Extract<Place, { piped: string }>): void {
    this.signature(`${key}.piped`, piped, 'result')
    this.foreign(`${key}.made`, made)
    this.foreign(`${key}.through`, through)
    this.place(`${key}.at`, at, parameters([made]))
  }

  private foreign(key: string, text: string): void {
    const signature = this.read(key, text, parseSignature)
    if (signature !== undefined && signature.root !== 'module') this.report(key, text, 'it must start at a module of `from`', 'Write "module" as its root.')
  }

  private place(key: string, text: string, named: Set<string>): void {
    const place = this.read(key, text, parsePlace)
    if (place !== undefined && !named.has(place.parameter))
      this.report(key, text, `no signature names a parameter "${place.parameter}"`, `Name it in the signature, or read one of: ${[...named].join(', ')}.`)
  }

  /** What is needed has to stand in the call itself, or in one of those that count too. */
  private named(key: string, text: string, needed: string[], others: string[] = []): void {
    const named = parameters([text, ...others])
    for (const name of needed)
      if (!named.has(name)) this.report(key, text, `it must name a parameter "${name}"`, `Give that argument the name "${name}".`)
  }

  private read<T>(key: string, text: string, parse: (text: string) => T): T | undefined {
    try {
      return parse(text)
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
      this.report(key, text, `expected ${error.expected} at column ${error.column}`, 'See the grammar of signatures in docs/models.md.')
      return undefined
    }
  }
}

/** What signatures call the names that they leave open. */
function wordsOf(texts: string[]): string[] {
  return texts.flatMap(text => {
    try {
      return parseSignature(text).steps.flatMap(step => (step.is === 'member' ? step.word ?? [] : []))
    } catch {
      return []
    }
  })
}

function parametersOf(signature: ParsedSignature) {
  return signature.steps.flatMap(step => (step.is === 'call' ? step.parameters : []))
}

/** The parameter names of signatures; one that cannot be read has none, and is reported where it stands. */
function parameters(texts: string[]): Set<string> {
  return new Set(
    texts.flatMap(text => {
      try {
        return parametersOf(parseSignature(text)).map(parameter => parameter.name)
      } catch {
        return []
      }
    }),
  )
}
