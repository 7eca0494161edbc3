import type { ClassRef, TypeRef } from '@bulkhead/facts'
import type { ParsedParameter, ParsedPlace, ParsedSignature, Step } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from './library.js'
import { ANY_NAME, type AccessPath, type Arguments, type Located, type Meaning, type Site } from '../values/meaning.js'
import { argumentsOf } from '../values/calls.js'
import { superArguments } from '../values/classes.js'
import { isText } from '../values/texts.js'
import type { Tracer } from '../values/trace.js'

/** The named arguments of one call on the way, the outermost call first. */
export interface Layer {
  site?: Site
  /** By parameter name. A parameter that is listed and undefined was not given. */
  given: Map<string, Located | undefined>
  /** A spread hides which argument is which: the caller's own, where it is `open`. Without a site the whole call is out of sight. */
  hidden?: 'open' | 'closed'
}

/** How a path fits a signature. */
export interface Match {
  layers: Layer[]
  /** The name of the client in the model, where the path goes through one. */
  client?: string
  /** The path of that client. */
  clientPath?: AccessPath
  /** The client is known only by its declared type: how it was made is out of sight. */
  opaque?: true
  /** Names that the signature leaves open, and what stands there. */
  words?: Map<string, string>
  /** Arguments of the type that a client is declared to be of, by what the model calls them. */
  types?: Map<string, { file: RepoPath; type: TypeRef }>
  /** The class in whose code the call stands. */
  usedBy?: { file: RepoPath; class: ClassRef }
}

/** Fits a path to a signature, from the last step back to the root. */
export function matchPath(tracer: Tracer, library: Library, path: AccessPath, signature: ParsedSignature, depth = 0): Match | undefined {
  return fit(tracer, library, path, signature, signature.steps.length, depth)
}

function fit(tracer: Tracer, library: Library, path: AccessPath | undefined, signature: ParsedSignature, n: number, depth: number): Match | undefined {
  if (!path) return undefined
  if (n === 0) return root(tracer, library, path, signature.root, depth)
  const step = signature.steps[n - 1]!
  if (step.is === 'call') return fitCall(tracer, library, path, signature, n, step, depth)
  if (path.step?.is !== 'member') return undefined
  if (Array.isArray(step.names) && !step.names.includes(path.step.name)) return undefined
  const rest = fit(tracer, library, path.parent, signature, n - 1, depth)
  if (rest && step.word !== undefined && path.step.name !== ANY_NAME) return { ...rest, words: new Map([...rest.words ?? [], [step.word, path.step.name]]) }
  // `**` takes as many names as it can get.
  return rest ?? (step.names === 'many' ? fit(tracer, library, path.parent, signature, n, depth) : undefined)
}

function fitCall(tracer: Tracer, library: Library, path: AccessPath, signature: ParsedSignature, n: number, step: Step & { is: 'call' }, depth: number): Match | undefined {
  const call = callOf(tracer, path)
  if (!call) return undefined
  const given = bindArguments(tracer, step, call.args, call.spread)
  const below = given && fit(tracer, library, path.parent, signature, n - 1, depth)
  const commands = below && commandLayers(tracer, library, step, given, depth)
  return commands && { ...below, layers: [{ site: call.site, given, hidden: hiddenBy(tracer, call) }, ...commands, ...below.layers] }
}

function hiddenBy(tracer: Tracer, { args, spread }: Arguments): Layer['hidden'] {
  if (spread === undefined) return undefined
  return tracer.meaning(args[spread]!).is === 'parameter' ? 'open' : 'closed'
}

/** `client.send(command:SendMessage)`: the arguments of the call that made the command are the operation's own. Undefined where an argument is no such thing. */
function commandLayers(tracer: Tracer, library: Library, { parameters }: Step & { is: 'call' }, given: Map<string, Located | undefined>, depth: number): Layer[] | undefined {
  const layers: Layer[] = []
  for (const { name, client } of parameters) {
    if (client === undefined) continue
    const argument = given.get(name)
    const meaning = argument && tracer.meaning(argument)
    const match = meaning?.is === 'library' ? clientOf(tracer, library, meaning.path, client, depth + 1) : undefined
    if (!match) return undefined
    layers.push(...match.layers)
    if (match.opaque) layers.push(unseen(library, client))
  }
  return layers
}

/** What made something that is known only by its declared type may have been given anything. */
function unseen(library: Library, client: string): Layer {
  const parameters = library.clients.get(client)!.made.flatMap(({ steps }) => steps.flatMap(step => (step.is === 'call' ? step.parameters : [])))
  return { given: new Map(parameters.map(({ name }) => [name, undefined])), hidden: 'closed' }
}

/** The arguments of the call that a path ends in; a subclass of a library's class calls it with those of `super(…)`. */
function callOf(tracer: Tracer, path: AccessPath): Arguments & { site?: Site } | undefined {
  const { step } = path
  if (step?.is === 'call') return { ...step.given ?? argumentsOf(tracer, step.site), site: step.site }
  if (step?.is !== 'subclass') return undefined
  return superArguments(tracer, step.instance) ?? { args: [] }
}

function bindArguments(tracer: Tracer, step: Step & { is: 'call' }, args: Located[], spread: number | undefined): Map<string, Located | undefined> | undefined {
  const { parameters, rest } = step
  if (!rest && spread === undefined && args.length > parameters.length) return undefined
  const given = new Map<string, Located | undefined>()
  for (const [i, parameter] of parameters.entries()) {
    const hidden = spread !== undefined && i >= spread
    const argument = hidden ? undefined : args[i]
    if (argument && !mayBe(tracer, argument, parameter)) return undefined
    // What is told apart by its callback alone is told apart by one that can be seen.
    if (argument && parameter.required && parameter.shape === 'function' && !isFunction(tracer.meaning(argument), tracer)) return undefined
    if (!argument && (parameter.literal !== undefined || parameter.required && !hidden)) return undefined
    given.set(parameter.name, argument)
  }
  return given
}

/** False only where the argument is known to be something else. */
export function mayBe(tracer: Tracer, argument: Located, { shape, literal }: ParsedParameter): boolean {
  if (shape === undefined && literal === undefined) return true
  const meaning = tracer.meaning(argument)
  if (literal !== undefined) return meaning.is !== 'literal' || meaning.value === literal
  const is = shapeOf(tracer, meaning) ?? (shape === 'object' && isText(tracer, argument) ? 'string' : undefined)
  return is === undefined || is === shape
}

function isFunction(meaning: Meaning, tracer: Tracer): boolean {
  return meaning.is === 'applied' || shapeOf(tracer, meaning) === 'function' || meaning.is === 'choice' && tracer.guarded(false, () => meaning.of.some(one => isFunction(tracer.meaning(one), tracer)))
}

function shapeOf(tracer: Tracer, meaning: Meaning): string | undefined {
  switch (meaning.is) {
    case 'literal': return meaning.value === undefined || meaning.value === null ? undefined : typeof meaning.value
    case 'object': case 'merge': case 'instance': case 'rest': return 'object'
    case 'shape': return KINDS[tracer.program.facts(meaning.file)!.types[meaning.type]!.is] ?? 'object'
    case 'array': return 'array'
    case 'template': return 'string'
    case 'library': return tracer.builtins.isAddress(meaning.path) ? 'string' : undefined
    case 'function': return 'function'
    case 'class': return 'function'
    case 'parameter': return declaredShape(tracer, meaning)
    default: return undefined
  }
}

/** `url: string` is no object, whoever gives it, and `done: () => void` is a function. */
function declaredShape({ program }: Tracer, { file, fn, index, path }: Meaning & { is: 'parameter' }): string | undefined {
  const facts = program.facts(file)!
  const declared = facts.functions[fn]!.parameters[index]?.type
  const type = path.length > 0 || declared === undefined ? undefined : facts.types[declared]!
  if (type?.is === 'function') return 'function'
  return type?.is === 'keyword' && (type.name === 'string' || type.name === 'number') ? type.name : undefined
}

const KINDS: Record<string, string> = { array: 'array', function: 'function' }

function root(tracer: Tracer, library: Library, path: AccessPath, name: string, depth: number): Match | undefined {
  if (name === 'module' || name === 'global') {
    const right = !path.step && (name === 'global' ? path.module === 'global' : library.isReachedBy(path.module))
    return right ? { layers: [] } : undefined
  }
  return clientOf(tracer, library, path, name, depth)
}

/** What stands for a client that a library hands to a callback: it has no name of its own. */
export const givenClient = (name: string): string => `given ${name}`

/** A client that a library hands out, known by its name in the model alone. */
export function givenBy(module: string, name: string, by?: Site, begins?: true): AccessPath {
  return { module, parent: { module }, step: { is: 'typed', name: givenClient(name), by, begins } }
}

/** Whether a path is a client of a model, and how it was made. */
export function clientOf(tracer: Tracer, library: Library, path: AccessPath, name: string, depth = 0): Match | undefined {
  const client = library.clients.get(name)
  if (!client || depth > 8) return undefined
  const { step } = path
  if (step?.is === 'typed') return client.isType(step.name) || step.of !== undefined && client.isType(`${step.of}.${step.name}`) || step.name === givenClient(name) ? { layers: [], client: name, clientPath: path, opaque: true, types: typesOf(step, client.words) } : undefined
  for (const made of client.made) {
    const match = matchPath(tracer, library, path, made, depth + 1)
    if (match) return { ...match, layers: [...match.layers, ...layersThrough(tracer, library, client.through, match, depth)], client: name, clientPath: path }
  }
  return undefined
}

/** What the client was made with that another one works with. */
function layersThrough(tracer: Tracer, library: Library, through: { at: ParsedPlace; client: string } | undefined, { layers: [made] }: Match, depth: number): Layer[] {
  if (!through) return []
  const given = made?.given.get(through.at.parameter)
  const meaning = given && through.at.path.reduce((of, name) => tracer.member(of, name), tracer.meaning(given))
  const match = meaning?.is === 'library' && !meaning.or ? clientOf(tracer, library, meaning.path, through.client, depth + 1) : undefined
  return match && !match.opaque ? match.layers : [unseen(library, through.client)]
}

function typesOf({ name, types }: AccessPath['step'] & { is: 'typed' }, words: Map<string, string[]>): Match['types'] {
  const named = types && words.get(name)
  return named && new Map(named.flatMap((word, i) => (types.args[i] === undefined ? [] : [[word, { file: types.file, type: types.args[i] }]])))
}

/**
 * Whether it is what a library itself lays under every request: `axios.defaults`. Copied into other options it brings none that the
 * library does not have by default; what somebody assigns to it is looked for by itself. Those of a client that a call has made hold what it was made with.
 */
export function isOwnDefaults(tracer: Tracer, libraries: readonly Library[], { step, parent }: AccessPath): boolean {
  if (step?.is !== 'member' || !parent || !isThere(parent)) return false
  return libraries.some(library =>
    library.bounds.some(({ places }) => places.some(place => place.is === 'assigned' && place.path.length > 1 && place.path[0] === step.name))
    && [...library.clients.keys()].some(name => clientOf(tracer, library, parent, name)))
}

/** Whether nobody had to make it: names alone lead from the module to it. */
function isThere({ step, parent }: AccessPath): boolean {
  return step === undefined || step.is === 'member' && parent !== undefined && isThere(parent)
}
