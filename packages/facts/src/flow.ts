import type { BindingRef, BlockRef, FileFacts, FunctionRef, ValueRef } from './facts.js'

/** Where something stands that gives a name its value, or reads it. */
interface Stand {
  function?: FunctionRef
  block?: BlockRef
  maybe?: true
}

/**
 * Tells which of its values a name may have where it is read: in the function that declares it, a value that is surely given replaces those before it.
 * A name that other functions write to may have any of its values anywhere.
 */
export class Flow {
  private readonly given = new Map<BindingRef, Stand[]>()
  private readonly mentions = new Map<BindingRef, Map<string, ValueRef>>()

  constructor(private readonly facts: FileFacts) {}

  /** Notes that a name takes one more value. */
  assigned(binding: BindingRef, { function: fn, block, maybe }: Stand): void {
    const stand = { function: fn, block, maybe }
    const known = this.given.get(binding)
    if (known) known.push(stand)
    else this.given.set(binding, [stand])
  }

  /** The name with all its values. */
  anywhere(binding: BindingRef): ValueRef {
    return this.valueOf(binding, undefined, undefined)
  }

  /** The name with the values that it may have here. */
  mention(binding: BindingRef, at: Stand): ValueRef {
    const fact = this.facts.bindings[binding]!
    const given = this.given.get(binding)
    if (!given || !CHANGES.has(fact.kind) || at.function !== fact.function) return this.anywhere(binding)
    const last = given.findLastIndex(stand => !stand.maybe && this.isAround(stand.block, at.block))
    const from = Math.max(last, 0)
    // What stands below in a loop has run before, from the second time on.
    const again = this.entersLoop(at.block, last < 0 ? undefined : given[last]!.block)
    return this.valueOf(binding, from, again ? undefined : given.length, last >= 0 && fact.unset)
  }

  /** Takes the ranges back that turned out to say nothing, and those that another function may break. */
  settle(): void {
    for (const [binding, mentions] of this.mentions) {
      const { function: fn, values } = this.facts.bindings[binding]!
      const scattered = this.given.get(binding)?.some(stand => stand.function !== fn)
      for (const ref of mentions.values()) {
        const value = this.facts.values[ref]!
        if (value.is !== 'binding' || !scattered && (value.from !== 0 || value.to !== undefined && value.to < values.length)) continue
        delete value.from
        delete value.to
      }
    }
  }

  private valueOf(binding: BindingRef, from: number | undefined, to: number | undefined, surely?: boolean): ValueRef {
    const mentions = this.mentions.get(binding) ?? new Map<string, ValueRef>()
    this.mentions.set(binding, mentions)
    const key = from === undefined ? '' : surely ? `${from} ${to} given` : `${from} ${to}`
    const known = mentions.get(key)
    if (known !== undefined) return known
    const value = this.facts.values.push(from === undefined ? { is: 'binding', binding } : { is: 'binding', binding, from, to, ...surely && { given: true } }) - 1
    mentions.set(key, value)
    return value
  }

  private isAround(outer: BlockRef | undefined, inner: BlockRef | undefined): boolean {
    for (let block = inner; block !== outer; block = this.facts.blocks[block]!.parent) if (block === undefined) return false
    return true
  }

  private entersLoop(inner: BlockRef | undefined, outer: BlockRef | undefined): boolean {
    for (let block = inner; block !== undefined && block !== outer; block = this.facts.blocks[block]!.parent) if (this.facts.blocks[block]!.kind === 'loop') return true
    return false
  }
}

const CHANGES = new Set(['let', 'var', 'parameter'])
