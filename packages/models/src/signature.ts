import { Reader } from './read-signature.js'

/** A signature taken apart: where it starts, and the steps from there, read left to right. */
export interface ParsedSignature {
  text: string
  /** `module`, `global`, or the name of a client of the same model. */
  root: string
  steps: Step[]
}

/** One step of a signature: to a member, or through a call (`new` is a call too). */
export type Step =
  /** `word` is what places call the name that is met there. */
  | { is: 'member'; names: string[] | 'any' | 'many'; word?: string }
  /** With `rest`, the last of `parameters` stands for that argument and all that follow it. */
  | { is: 'call'; parameters: ParsedParameter[]; rest: boolean }

/** One argument that a signature names. */
export interface ParsedParameter {
  /** What places call it. A literal's name is its quoted text, which no place can spell. */
  name: string
  /** The argument is not known to be of another shape. */
  shape?: Shape
  /** The argument is or may be this string. */
  literal?: string
  /** The argument is known to be this client of the same model. */
  client?: string
  /** The argument may not be absent. */
  required?: true
}

/** The shapes by which a signature can tell overloads apart. */
export type Shape = 'object' | 'array' | 'function' | 'string' | 'number'

/** A place such as `config.timeout`, taken apart: which parameter, and which property path inside it; `()` steps into what a function returns. */
export interface ParsedPlace {
  parameter: string
  path: string[]
}

/** What `parseSignature` and `parsePlace` throw; `column` counts from 1. */
export class SignatureError extends Error {
  override name = 'SignatureError'
  constructor(
    readonly text: string,
    readonly column: number,
    readonly expected: string,
  ) {
    super(`Expected ${expected} at column ${column} of "${text}":\n  ${text}\n  ${' '.repeat(column - 1)}^`)
  }
}

const SHAPES: readonly string[] = ['object', 'array', 'function', 'string', 'number'] satisfies Shape[]

/** Takes a signature apart; throws a SignatureError that points at the column it cannot read. */
export function parseSignature(text: string): ParsedSignature {
  const reader = new Reader(text, SignatureError)
  const root = reader.identifier('a root: "module", "global" or the name of a client')
  const steps: Step[] = []
  while (!reader.ended) steps.push(step(reader))
  refuseWrittenDefault(root, steps, reader)
  return { text, root, steps }
}

/** Takes a place such as `config.timeout`, `ms` or `options.useFactory().timeout` apart; property names may hold dashes, as headers do, and anything where they are quoted. */
export function parsePlace(text: string): ParsedPlace {
  const reader = new Reader(text, SignatureError)
  const parameter = reader.identifier('the name of a parameter')
  const path: string[] = []
  while (!reader.ended) {
    if (reader.took('()')) path.push('()')
    else if (reader.took('.')) path.push(reader.quoted() ?? reader.property('a property name'))
    else throw reader.unexpected('".", "()" or the end')
  }
  return { parameter, path }
}

/** Takes `Repository<entity>` apart: the type's name, and what places call its arguments. */
export function parseClientType(text: string): { name: string; words: string[] } {
  const [, name, words] = /^([^<]*)(?:<([^>]*)>)?$/.exec(text) ?? [undefined, text]
  return { name: name ?? text, words: words === undefined ? [] : words.split(',').map(word => word.trim()) }
}

function step(reader: Reader): Step {
  if (reader.took('(')) return call(reader)
  if (reader.took('.<')) return named(reader)
  if (reader.took('.')) return { is: 'member', names: names(reader) }
  throw reader.unexpected('".", "(" or the end')
}

function named(reader: Reader): Step {
  const word = reader.identifier('what places call the name')
  if (!reader.took('>')) throw reader.unexpected('">"')
  return { is: 'member', names: 'any', word }
}

function names(reader: Reader): string[] | 'any' | 'many' {
  if (reader.took('**')) return 'many'
  if (reader.took('*')) return 'any'
  if (!reader.took('{')) return [reader.property('a member name, "{", "*" or "**"')]
  const list = [reader.property('a member name')]
  while (reader.took(',')) list.push(reader.property('a member name'))
  if (!reader.took('}')) throw reader.unexpected('"," or "}"')
  return list
}

function call(reader: Reader): Step {
  const parameters: ParsedParameter[] = []
  if (reader.took(')')) return { is: 'call', parameters, rest: false }
  for (;;) {
    const rest = reader.took('...')
    const at = reader.column
    const next = parameter(reader)
    if (parameters.some(known => known.name === next.name)) throw reader.unexpected('a parameter name not used before in this call', at)
    parameters.push(next)
    if (reader.took(')')) return { is: 'call', parameters, rest }
    if (rest || !reader.took(',')) throw reader.unexpected(rest ? '")" after the rest parameter' : '"," or ")"')
  }
}

function parameter(reader: Reader): ParsedParameter {
  const literal = reader.quoted()
  if (literal !== undefined) return { name: `'${literal}'`, literal }
  const name = reader.identifier('a parameter name, a quoted text or ")"')
  const required = reader.took('!') ? ({ required: true } as const) : {}
  if (!reader.took(':')) return { name, ...required }
  const kind = reader.identifier(`one of ${SHAPES.join(', ')}, or the name of a client`)
  return SHAPES.includes(kind) ? { name, shape: kind as Shape, ...required } : { name, client: kind, ...required }
}

/** `module` already is the default export; a signature that writes it would miss `require`. */
function refuseWrittenDefault(root: string, [first]: Step[], reader: Reader): void {
  if (root === 'module' && first?.is === 'member' && Array.isArray(first.names) && first.names.includes('default'))
    throw reader.unexpected('no ".default": `module` is the default export, the namespace and what `require` gives in one,', root.length + 1)
}
