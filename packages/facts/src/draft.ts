import { Flow } from './flow.js'
import type { Binding, BindingRef, BlockRef, CallRef, ClassRef, FileFacts, FunctionRef, TypeRef, Value, ValueRef } from './facts.js'

/** A node of the parser's tree. Only this package meets one, and only by the names of the ESTree standard. */
export interface Node {
  type: string
  start: number
  end: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tree is walked by node type; a union of 160 interfaces would not check more
  [field: string]: any
}

/** The names that are visible from a point in the text. */
export class Scope {
  readonly names = new Map<string, BindingRef>()
  readonly typeNames = new Map<string, TypeRef>()
  constructor(readonly parent?: Scope, readonly holdsVar = false) {}

  find(name: string): BindingRef | undefined {
    return this.names.get(name) ?? this.parent?.find(name)
  }

  findType(name: string): TypeRef | undefined {
    return this.typeNames.get(name) ?? this.parent?.findType(name)
  }

  /** The scope in which a `var` lands. */
  varScope(): Scope {
    return this.holdsVar || !this.parent ? this : this.parent.varScope()
  }
}

/** Where in the program a node stands. */
export interface At {
  scope: Scope
  function?: FunctionRef
  class?: ClassRef
  /** Inside a static member, where `this` is the class itself. */
  static?: true
  /** The innermost function that has a `this` of its own. */
  self?: FunctionRef
  block?: BlockRef
  /** Inside a namespace, whose exports are its own. */
  namespace?: true
  /** The call in whose arguments the node stands. */
  within?: { call: CallRef; index: number }
  /** Inside an expression that may not be evaluated: the right side of `a && b`, a side of `a ? b : c`. */
  maybe?: true
}

/** The mutually recursive parts of the walk, tied together in one place so that no two files import each other. */
export interface Walk {
  draft: Draft
  expression(node: Node | null | undefined, at: At): ValueRef
  statement(node: Node, at: At): void
  statements(nodes: Node[], at: At): void
  function(node: Node, at: At, name?: string): FunctionRef
  class(node: Node, at: At, name?: string): ClassRef
  /** Gives a pattern's names their values. */
  bind(pattern: Node, value: ValueRef, at: At): void
  /** Enters a pattern's names into a scope, before any code that may use them is walked. */
  declare(pattern: Node, kind: Binding['kind'], at: At): void
  type(node: Node | null | undefined, at: At): TypeRef | undefined
}

/** The facts of one file while they are gathered. */
export class Draft {
  readonly facts: FileFacts = {
    values: [], bindings: [], functions: [], classes: [], calls: [], types: [], blocks: [], assignments: [],
    imports: [], exports: {}, exportStars: [], prologue: [], directives: [], errors: [], jsx: false,
  }
  /** Which binding an imported name became, so that its reads can be counted once the walk is over. */
  /** Types to be read once every name is known. */
  readonly later: (() => void)[] = []
  readonly importedBindings: { import: number; name: number; binding: BindingRef }[] = []
  /** Whose `this` each function sees: its own, or that of the one around an arrow. */
  readonly selves = new Map<FunctionRef, FunctionRef>()
  readonly flow = new Flow(this.facts)
  private readonly globalValues = new Map<string, ValueRef>()
  private unknownValue: ValueRef | undefined
  private undefinedValue: ValueRef | undefined

  value(value: Value): ValueRef {
    return this.facts.values.push(value) - 1
  }

  unknown(): ValueRef {
    return (this.unknownValue ??= this.value({ is: 'unknown' }))
  }

  undefined(): ValueRef {
    return (this.undefinedValue ??= this.value({ is: 'undefined' }))
  }

  /** What a name stands for at a point of the text. Reading it is counted by the caller. */
  name(name: string, at: At): ValueRef {
    const binding = at.scope.find(name)
    if (binding !== undefined) return this.flow.mention(binding, at)
    if (name === 'undefined') return this.undefined()
    const known = this.globalValues.get(name)
    if (known !== undefined) return known
    const value = this.value({ is: 'global', name })
    this.globalValues.set(name, value)
    return value
  }

  bindingValue(binding: BindingRef): ValueRef {
    return this.flow.anywhere(binding)
  }

  /** Enters a name into a scope; a name that is there already keeps its binding. */
  declare(name: string, kind: Binding['kind'], node: { start: number; end: number }, at: At): BindingRef {
    const scope = kind === 'var' ? at.scope.varScope() : at.scope
    const known = scope.names.get(name)
    if (known !== undefined) return known
    const binding = this.facts.bindings.push({ name, kind, function: at.function, values: [], reads: 0, start: node.start, end: node.end }) - 1
    scope.names.set(name, binding)
    return binding
  }

  /** Notes a value that a name takes. A name that nothing declared (broken syntax) takes none. */
  assign(binding: BindingRef | undefined, value: ValueRef, at: At): void {
    if (binding === undefined) return
    const fact = this.facts.bindings[binding]!
    if (at.block !== undefined) (fact.blocks ??= {})[fact.values.length] = at.block
    fact.values.push(value)
    this.flow.assigned(binding, at)
  }

  binding(binding: BindingRef): Binding {
    return this.facts.bindings[binding]!
  }
}

/** The name of a property key where the text says it: `a`, `'a'`, `1`, `#a`. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'Literal') return String(key.value)
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0].value.cooked
  if (key.type === 'Identifier' && !computed) return key.name
  return undefined
}

/** The text of a string literal or of a template without holes. */
export function stringOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked ?? undefined
  return undefined
}
