import type { FunctionFact, FunctionRef, Parameter } from './facts.js'
import { Scope, type At, type Node, type Walk } from './draft.js'

/** Reads a function of any form, its parameters and its body. */
export function functionOf(walk: Walk, node: Node, at: At, name?: string): FunctionRef {
  const { draft } = walk
  const fact: FunctionFact = {
    name: node.id?.name ?? name, parameters: [], returns: [], throws: [], parent: at.function, class: at.class, static: at.static,
    block: at.block, start: node.start, end: node.end, async: node.async || undefined, generator: node.generator || undefined,
  }
  const index = draft.facts.functions.push(fact) - 1
  const keepsThis = node.type === 'ArrowFunctionExpression' || at.class !== undefined && METHOD in at
  const self = node.type === 'ArrowFunctionExpression' ? at.self : index
  if (self !== undefined) draft.selves.set(index, self)
  const inside: At = {
    scope: new Scope(at.scope, true), function: index, class: keepsThis ? at.class : undefined, static: keepsThis ? at.static : undefined,
    self,
  }
  if (node.type === 'FunctionExpression' && node.id) draft.assign(draft.declare(node.id.name, 'function', node.id, inside), draft.value({ is: 'function', function: index }), inside)
  const parameters: Node[] = node.params ?? []
  for (const parameter of parameters) walk.declare(parameter, 'parameter', inside)
  for (const [i, parameter] of parameters.entries()) fact.parameters.push(parameterOf(walk, parameter, index, i, inside))
  fact.returnType = walk.type(node.returnType, inside)
  if (!node.body) return index
  if (node.body.type === 'BlockStatement' || node.body.type === 'FunctionBody') walk.statements(node.body.body, inside)
  else fact.returns.push(walk.expression(node.body, inside))
  return index
}

/** Marks the place of a class member's own function, in which `this` is the instance. */
export const METHOD = Symbol('method')

function parameterOf(walk: Walk, node: Node, fn: FunctionRef, index: number, at: At): Parameter {
  const { draft } = walk
  const property = node.type === 'TSParameterProperty'
  const whole: Node = property ? node.parameter : node
  const pattern: Node = whole.type === 'AssignmentPattern' ? whole.left : whole.type === 'RestElement' ? whole.argument : whole
  const rest = whole.type === 'RestElement' || undefined
  walk.bind(whole, draft.value({ is: 'parameter', function: fn, index, rest }), at)
  const parameter: Parameter = {
    type: walk.type(pattern.typeAnnotation ?? whole.typeAnnotation, at), rest, optional: pattern.optional || undefined, field: property || undefined,
    decorators: [...new Set([...(node.decorators ?? []), ...(pattern.decorators ?? [])] as Node[])].map(d => walk.expression(d.expression, at)),
  }
  if (pattern.type === 'Identifier') {
    parameter.name = pattern.name
    parameter.binding = at.scope.find(pattern.name)
  }
  if (whole.type === 'AssignmentPattern' && parameter.binding !== undefined) {
    const value = draft.facts.values[draft.binding(parameter.binding).values[0]!]!
    if (value.is === 'choice') parameter.default = value.of[1]
  }
  return parameter
}
