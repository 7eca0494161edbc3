import type { FileFacts, Span, ValueRef } from '@bulkhead/facts'

/** The names at the top of a file, each with the stretch of text that it stands for. */
export class Symbols {
  private readonly named: (Span & { name: string })[]

  constructor(facts: FileFacts) {
    const members = [...classMembers(facts), ...objectMembers(facts)]
    // A function that is the member of something at the top has no name of its own there.
    const own = functions(facts).filter(({ start, end }) => !members.some(member => member.start <= start && end <= member.end))
    this.named = [...members, ...own, ...bindings(facts), ...handlers(facts)]
  }

  /** `OrderService.charge`, `payments`, `post(/charges)`: the outermost name around an offset; empty where there is none. Names further in are as private as lines. */
  around(offset: number): string {
    // A member says more than its class, and comes first in the list.
    return this.named.find(({ start, end }) => start <= offset && offset < end)?.name ?? ''
  }

  has(name: string): boolean {
    return this.named.some(one => one.name === name)
  }
}

function classMembers({ classes, bindings: all, values }: FileFacts): (Span & { name: string })[] {
  return classes.flatMap((one, index) => {
    const name = one.name ?? all.find(({ values: given }) => given.some(v => { const value = values[v]!; return value.is === 'class' && value.class === index }))?.name ?? 'default'
    return [...one.members.map(({ name: member, start, end }) => ({ name: `${name}.${member}`, start, end })), { name, start: one.start, end: one.end }]
  })
}

/** Functions at the top of the file that carry a name themselves. */
function functions({ functions: all }: FileFacts): (Span & { name: string })[] {
  return all.flatMap(({ name, parent, class: of, start, end }) => (name !== undefined && parent === undefined && of === undefined ? [{ name, start, end }] : []))
}

/** What is given to a name at the top of the file. */
function bindings(facts: FileFacts): (Span & { name: string })[] {
  return atTheTop(facts).flatMap(({ name, values }) => values.flatMap(value => {
    const span = spanOf(facts, value)
    return span ? [{ name, ...span }] : []
  }))
}

/** The members of an object that is given to a name at the top of the file. */
function objectMembers(facts: FileFacts): (Span & { name: string })[] {
  return atTheTop(facts).flatMap(({ name, values }) => values.flatMap(value => {
    const inner = facts.values[value]!
    return inner.is === 'object' ? inner.entries.flatMap(entry => (entry.is === 'property' ? [{ name: `${name}.${entry.name}`, start: entry.start, end: entry.end }] : [])) : []
  }))
}

const atTheTop = ({ bindings: all }: FileFacts): FileFacts['bindings'] => all.filter(binding => binding.function === undefined)

/** A callback without a name goes by what it is handed to: the route of a handler, the title of a job. */
function handlers({ functions: all, calls, values }: FileFacts): (Span & { name: string })[] {
  return all.flatMap(({ parent, argumentOf }) => {
    if (parent !== undefined || argumentOf === undefined) return []
    const call = calls[argumentOf.call]!
    const callee = values[call.callee]!
    const first = call.args[0] === undefined ? undefined : values[call.args[0]]
    const title = first?.is === 'literal' ? String(first.value) : ''
    const name = callee.is === 'member' ? callee.name : ''
    return name === '' && title === '' ? [] : [{ name: `${name}(${title})`, start: call.start, end: call.end }]
  })
}

function spanOf({ values, calls, functions: all, classes }: FileFacts, ref: ValueRef, depth = 0): Span | undefined {
  const value = values[ref]!
  const within = (next: ValueRef) => (depth > 8 ? undefined : spanOf({ values, calls, functions: all, classes } as FileFacts, next, depth + 1))
  switch (value.is) {
    case 'object': case 'array': return { start: value.start, end: value.end }
    case 'call': return { start: calls[value.call]!.start, end: calls[value.call]!.end }
    case 'function': return { start: all[value.function]!.start, end: all[value.function]!.end }
    case 'class': return { start: classes[value.class]!.start, end: classes[value.class]!.end }
    case 'await': case 'typed': case 'member': return within(value.of)
    case 'choice': {
      const spans = value.of.flatMap(one => within(one) ?? [])
      return spans.length === 0 ? undefined : { start: Math.min(...spans.map(s => s.start)), end: Math.max(...spans.map(s => s.end)) }
    }
    default: return undefined
  }
}
