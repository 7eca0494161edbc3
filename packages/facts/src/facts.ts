/**
 * What one file says, as plain JSON. Depends on the file's name and text alone.
 *
 * Values, functions, classes, calls, types, bindings and blocks live in tables and refer to each other by index,
 * never by nesting copies, so a file's facts stay linear in its text. Offsets are UTF-16 code units from 0.
 */
export interface FileFacts {
  values: Value[]
  bindings: Binding[]
  functions: FunctionFact[]
  classes: ClassFact[]
  calls: CallFact[]
  types: TypeFact[]
  blocks: Block[]
  assignments: Assignment[]
  imports: ImportFact[]
  /** By exported name. `default` is the default export, `=` is the whole `module.exports`. */
  exports: Record<string, ExportFact>
  /** `export * from '…'`, in source order. */
  exportStars: string[]
  /** `'use client'`, `'use strict'` and the like, at the top of the file. */
  prologue: string[]
  /** Comments that disable or enable lint rules. */
  directives: Directive[]
  /** Why the file did not parse as a whole; what was understood before is still here. */
  errors: { message: string; start: number }[]
  /** True where the file holds JSX. */
  jsx: boolean
}

/** Index into `FileFacts.values`. */
export type ValueRef = number
/** Index into `FileFacts.types`. */
export type TypeRef = number
/** Index into `FileFacts.functions`. */
export type FunctionRef = number
/** Index into `FileFacts.classes`. */
export type ClassRef = number
/** Index into `FileFacts.calls`, in the order in which the calls begin to be evaluated in the text. */
export type CallRef = number
/** Index into `FileFacts.bindings`. */
export type BindingRef = number
/** Index into `FileFacts.blocks`. */
export type BlockRef = number

/** A stretch of text, end exclusive. */
export interface Span {
  start: number
  end: number
}

/** What an expression is known to be, as far as one file can tell. */
export type Value =
  | { is: 'literal'; value: string | number | boolean | null }
  | { is: 'undefined' }
  | { is: 'regex' }
  /** `parts` has one element more than `holes`. */
  | { is: 'template'; parts: string[]; holes: ValueRef[]; tag?: ValueRef }
  | ({ is: 'object'; entries: Entry[] } & Span)
  /** A spread item keeps its place in the list. */
  | ({ is: 'array'; items: { value: ValueRef; spread?: true }[] } & Span)
  /** A name of another module; `*` is its namespace, `=` is what `require` or `import x = require` gives. */
  | { is: 'import'; from: string; name: string; typeOnly?: true }
  /** A name that nothing in the file declares; `import` where `import.meta` is taken from it. */
  | { is: 'global'; name: string }
  /** A name. Where the text tells which of its values it may have there, they are those from `from` on, and before `to`. `given`: though declared without a value, it surely has one there. */
  | { is: 'binding'; binding: BindingRef; from?: number; to?: number; given?: true }
  /** The argument as it arrives, before a default. `rest` collects the arguments from `index` on. */
  | { is: 'parameter'; function: FunctionRef; index: number; rest?: true }
  /** Outside a class, `function` is the one whose `this` it is. */
  | { is: 'this'; class?: ClassRef; static?: true; function?: FunctionRef }
  | { is: 'super'; class?: ClassRef; static?: true }
  | { is: 'member'; of: ValueRef; name: string }
  /** `of[key]` where the key is no literal. */
  | { is: 'element'; of: ValueRef; key: ValueRef }
  /** What is left of an object after the named properties were taken out. */
  | { is: 'rest'; of: ValueRef; without: string[] }
  | { is: 'call'; call: CallRef }
  | { is: 'function'; function: FunctionRef }
  | { is: 'class'; class: ClassRef }
  /** One of several: `a ? b : c`, `a ?? b`, `a || b`, `a && b`, a default for an absent value, or a name assigned more than once. */
  | { is: 'choice'; by: '?:' | '??' | '||' | '&&' | 'default' | 'assigned'; of: ValueRef[]; test?: ValueRef }
  | { is: 'binary'; operator: string; left: ValueRef; right: ValueRef }
  | { is: 'unary'; operator: string; of: ValueRef }
  /** `as`, `satisfies` and `<T>x`. `as const` and `!` leave no trace. */
  | { is: 'typed'; of: ValueRef; type: TypeRef }
  | { is: 'await'; of: ValueRef }
  | { is: 'unknown' }

/** One line of an object literal, in source order: a later one wins. */
export type Entry =
  | ({ is: 'property'; name: string; value: ValueRef } & Span)
  | ({ is: 'getter'; name: string; value: ValueRef } & Span)
  | ({ is: 'spread'; value: ValueRef } & Span)
  /** A computed key that is no literal. */
  | ({ is: 'computed'; key: ValueRef; value: ValueRef } & Span)

/** A declared name. */
export interface Binding {
  name: string
  kind: 'const' | 'let' | 'var' | 'function' | 'class' | 'parameter' | 'import' | 'enum' | 'namespace' | 'catch' | 'loop'
  /** The function that declares it; absent at module level. */
  function?: FunctionRef
  /** Everything that is ever assigned to it, in source order. */
  values: ValueRef[]
  /** By position in `values`: the block in which it is assigned, where it stands in one. */
  blocks?: Record<number, BlockRef>
  /** Declared without a value: until one is assigned, there is none. */
  unset?: true
  type?: TypeRef
  /** How often its value is read; uses as a type do not count. */
  reads: number
  start: number
  end: number
}

export interface FunctionFact extends Span {
  name?: string
  parameters: Parameter[]
  /** What each `return` gives, or the body of a concise arrow. An empty `return` is not listed. */
  returns: ValueRef[]
  async?: true
  generator?: true
  /** JSX stands directly in it. */
  jsx?: true
  /** The function in whose text it stands. */
  parent?: FunctionRef
  /** The class whose `this` it sees: as a member, or as an arrow inside one. */
  class?: ClassRef
  static?: true
  /** The class that it makes with `new`, where it is a function with a prototype: its `construct` is this function. */
  constructs?: ClassRef
  /** What it was put into as a method: the object literal in which it stands, or the `api` of `api.get = function () {}`. */
  methodOf?: ValueRef
  /** The call to which it is handed, and as which argument. */
  argumentOf?: { call: CallRef; index: number }
  /** The innermost loop, branch or try block around it. */
  block?: BlockRef
  returnType?: TypeRef
  /** What it throws. */
  throws: ValueRef[]
}

export interface Parameter {
  /** The name, where the parameter is a plain one. */
  name?: string
  binding?: BindingRef
  type?: TypeRef
  default?: ValueRef
  rest?: true
  optional?: true
  /** `constructor(private x: X)`: also a field of the class. */
  field?: true
  /** The decorators' expressions. */
  decorators: ValueRef[]
}

export interface ClassFact extends Span {
  name?: string
  extends?: ValueRef
  extendsTypeArguments?: TypeRef[]
  implements: TypeRef[]
  members: Member[]
  decorators: ValueRef[]
  construct?: FunctionRef
  abstract?: true
}

export interface Member extends Span {
  name: string
  /** `field` is also a parameter property. */
  kind: 'field' | 'method' | 'getter' | 'setter'
  static?: true
  /** A field's initial value, or a method's function; an abstract one has only a type. */
  value?: ValueRef
  type?: TypeRef
  decorators: ValueRef[]
}

/** A call, a `new` expression or a tagged template. `start` and `end` span the whole expression. */
export interface CallFact extends Span {
  callee: ValueRef
  args: ValueRef[]
  /** Index of the first spread argument: from there on, positions are not known. */
  spread?: number
  new?: true
  tag?: true
  typeArguments?: TypeRef[]
  /** The function in which it stands; absent at module level. */
  function?: FunctionRef
  block?: BlockRef
  /** Its value is awaited right there. */
  awaited?: true
  /** Nothing uses its value. */
  dropped?: true
  /** It is the expression of a decorator. */
  decorates?: true
  /** The call in whose arguments it stands directly or inside literals (not inside a function), and which argument that is. */
  within?: { call: CallRef; index: number }
  /** The value of this call. */
  value: ValueRef
}

/** A stretch of code that may run never, or more than once, or be left early. */
export interface Block extends Span {
  kind: 'loop' | 'branch' | 'try' | 'catch' | 'finally'
  /** What an `if` asks; its other branch is `negated`. */
  test?: ValueRef
  negated?: true
  /** A branch that ends by leaving its function: what follows runs only where it was not taken. */
  leaves?: true
  parent?: BlockRef
  function?: FunctionRef
}

/** A write to a member: `a.b = c`, `a.b.c ??= d`. */
export interface Assignment extends Span {
  /** A `member` or `element` value. */
  target: ValueRef
  operator: string
  value: ValueRef
  function?: FunctionRef
  block?: BlockRef
}

export interface ImportFact extends Span {
  from: string
  /** `re-export` is `export … from`; `dynamic` is `import()` with a literal. `span` is the specifier's. */
  kind: 'import' | 're-export' | 'require' | 'dynamic'
  /** `import type`, or one that TypeScript takes out because it names nothing. */
  typeOnly?: true
  names: ImportedName[]
}

export interface ImportedName extends Span {
  /** The name in the other module; `*` for its namespace. */
  name: string
  /** The name here; absent in a re-export of everything. */
  local?: string
  typeOnly?: true
  /** How often the value is read here; 0 where it is only used as a type. A constructor parameter's type in a decorated class counts as a read. */
  reads: number
}

export interface ExportFact extends Span {
  value?: ValueRef
  /** Where a type of that name is exported. */
  type?: TypeRef
}

/** A type annotation, as far as it names something. */
export type TypeFact =
  /** `of` is a binding, an import, a global, or a member of one. */
  | { is: 'name'; of: ValueRef; args: TypeRef[] }
  | { is: 'typeof'; of: ValueRef }
  | { is: 'object'; members: { name: string; type?: TypeRef }[]; extends?: TypeRef[] }
  | { is: 'union' | 'intersection'; of: TypeRef[] }
  | { is: 'array'; of: TypeRef }
  | { is: 'function'; returns?: TypeRef }
  /** `T['name']`, `T[0]` */
  | { is: 'member'; of: TypeRef; name: string }
  | { is: 'keyword'; name: string }
  | { is: 'literal'; value: string | number | boolean }
  | { is: 'unknown' }

/** `eslint-disable-next-line rule -- reason`, in any of ESLint's forms. Lines count from 1. */
export interface Directive extends Span {
  kind: 'disable' | 'enable' | 'disable-line' | 'disable-next-line'
  /** Empty: every rule. */
  rules: string[]
  reason?: string
  line: number
  /** The last line of the comment. */
  endLine: number
}
