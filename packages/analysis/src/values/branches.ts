import type { Block, BlockRef, FileFacts, Span } from '@bulkhead/facts'
import { consistsOf } from './dependence.js'
import { isOpen, type Located } from './meaning.js'
import type { Property } from './objects.js'
import { asksOnlyFor } from './presence.js'
import type { Tracer } from './trace.js'

/** What has to be entered on the way from where a name is declared to a block; a `try` always is. */
export function branchesAround(facts: FileFacts, block: BlockRef | undefined, { start, end }: Span): Block[] {
  const found: Block[] = []
  for (let b = block; b !== undefined; b = facts.blocks[b]!.parent) {
    const around = facts.blocks[b]!
    if (around.start <= start && end <= around.end) break
    if (around.kind !== 'try') found.push(around)
  }
  return found
}

/** What is set only where a test holds, or does not: whoever decides about the test decides about it. */
export function underTest(tracer: Tracer, test: Located, holds: boolean, present: Property & { state: 'present' }): Property {
  const { value } = present
  const facts = tracer.program.facts(test.file)!
  const open = consistsOf(facts, test.ref, ref => isOpen(tracer.meaning({ ...test, ref })))
  if (value.file !== test.file || !asksOnlyFor(facts, test.ref, holds, value.ref)) return { state: 'unknown', open, maybe: [value] }
  // Made of what the test asks for: a key such as `order/${id}`.
  return open && !isOpen(tracer.meaning(value)) ? { state: 'unknown', open, maybe: [value] } : present
}
