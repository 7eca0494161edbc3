import type { Binding, ValueRef } from './facts.js'
import { keyName, type At, type Node, type Walk } from './draft.js'
import { assignMember } from './assignments.js'

/** Enters a pattern's names into the scope, before any code that may use them is walked. */
export function declare(walk: Walk, pattern: Node | null, kind: Binding['kind'], at: At): void {
  switch (pattern?.type) {
    case 'Identifier': walk.draft.declare(pattern.name, kind, pattern, at); break
    case 'ObjectPattern': for (const p of pattern.properties) declare(walk, p.type === 'RestElement' ? p.argument : p.value, kind, at); break
    case 'ArrayPattern': for (const element of pattern.elements) declare(walk, element, kind, at); break
    case 'AssignmentPattern': declare(walk, pattern.left, kind, at); break
    case 'RestElement': declare(walk, pattern.argument, kind, at); break
    case 'TSParameterProperty': declare(walk, pattern.parameter, kind, at); break
    default: // A member is no declaration.
  }
}

/** Gives a pattern's names their values. */
export function bind(walk: Walk, pattern: Node, value: ValueRef, at: At): void {
  const { draft } = walk
  switch (pattern.type) {
    case 'Identifier': {
      const binding = at.scope.find(pattern.name)
      if (binding === undefined) return
      draft.assign(binding, value, at)
      if (pattern.typeAnnotation) draft.binding(binding).type ??= walk.type(pattern.typeAnnotation, at)
      return
    }
    case 'AssignmentPattern': {
      const fallback = walk.expression(pattern.right, at)
      return bind(walk, pattern.left, draft.value({ is: 'choice', by: 'default', of: [value, fallback] }), at)
    }
    case 'ObjectPattern': return bindObject(walk, pattern, value, at)
    case 'ArrayPattern':
      for (const [index, element] of (pattern.elements as (Node | null)[]).entries())
        if (element?.type === 'RestElement') bind(walk, element.argument, draft.unknown(), at)
        else if (element) bind(walk, element, draft.value({ is: 'element', of: value, key: draft.value({ is: 'literal', value: index }) }), at)
      return
    case 'MemberExpression': return assignMember(walk, pattern, '=', value, pattern, at)
    case 'TSParameterProperty': return bind(walk, pattern.parameter, value, at)
    case 'RestElement': return bind(walk, pattern.argument, value, at)
  }
}

function bindObject(walk: Walk, pattern: Node, value: ValueRef, at: At): void {
  const { draft } = walk
  const taken: string[] = []
  for (const property of pattern.properties as Node[]) {
    if (property.type === 'RestElement') {
      bind(walk, property.argument, draft.value({ is: 'rest', of: value, without: taken }), at)
      continue
    }
    const name = keyName(property.key, property.computed)
    if (name === undefined) {
      const key = walk.expression(property.key, at)
      bind(walk, property.value, draft.value({ is: 'element', of: value, key }), at)
    } else {
      taken.push(name)
      bind(walk, property.value, draft.value({ is: 'member', of: value, name }), at)
    }
  }
}
