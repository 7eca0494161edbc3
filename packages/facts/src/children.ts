import { visitorKeys } from 'oxc-parser'
import type { Node } from './draft.js'

/** The nodes directly below a node, in source order. */
export function* children(node: Node): Iterable<Node> {
  for (const key of (visitorKeys)[node.type] ?? []) {
    const child: unknown = node[key]
    if (Array.isArray(child)) for (const item of child as (Node | null)[]) { if (item) yield item }
    else if (child) yield child as Node
  }
}
