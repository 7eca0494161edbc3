import type { TypeRef } from '@bulkhead/facts'
import type { Entry } from './calls.js'
import { frameFor } from './calls.js'
import { UNKNOWN, type Located, type Meaning } from './meaning.js'
import type { Tracer } from './trace.js'

/** Whether a value is a place of the global object that its own file fills: what is kept there is what is made beside it. */
export function isKeptGlobally({ program, globals, meaning }: Pick<Tracer, 'program' | 'globals'> & { meaning: Meaning }, at: Located): boolean {
  const value = program.facts(at.file)!.values[at.ref]!
  if ((value.is === 'member' || value.is === 'global') && globals.writtenTo(value.name).some(({ file }) => file === at.file)) return true
  if (meaning.is !== 'library' || meaning.path.module !== 'global' || meaning.path.step?.is !== 'member') return false
  const { name } = meaning.path.step
  const facts = program.facts(at.file)!
  return (program.index(at.file)!.assigned.get(name) ?? []).some(index => {
    const target = facts.values[facts.assignments[index]!.target]!
    return target.is === 'member' && target.name === name
  })
}

/** `remember<T>(name, make: () => T): T`: whatever such a function gives, it has from the one argument that gives a `T`. */
export function fromArgument(tracer: Tracer, entry: Entry, depth: number): Meaning {
  const { fn, args } = entry
  const { types, values, functions } = tracer.program.facts(fn.file)!
  const { returnType, parameters } = functions[fn.fn]!
  const nameOf = (ref: TypeRef | undefined): string | undefined => {
    const type = ref === undefined ? undefined : types[ref]!
    const of = type?.is === 'name' && type.args.length === 0 ? values[type.of]! : undefined
    return of?.is === 'global' ? of.name : undefined
  }
  const gives = (ref: TypeRef | undefined): string | undefined => {
    const type = ref === undefined ? undefined : types[ref]!
    return type?.is === 'function' ? innermost(type.returns) : undefined
  }
  const innermost = (ref: TypeRef | undefined): string | undefined => {
    const type = ref === undefined ? undefined : types[ref]!
    if (type?.is !== 'name' || type.args.length !== 1) return nameOf(ref)
    const of = values[type.of]!
    return of.is === 'global' && of.name === 'Promise' ? nameOf(type.args[0]) : undefined
  }
  const parameter = innermost(returnType)
  const index = parameter === undefined ? -1 : parameters.findIndex(({ type }) => gives(type) === parameter)
  const made = index >= 0 && args[index] ? tracer.meaning(args[index]) : UNKNOWN
  return made.is === 'function' ? tracer.returned({ fn: made, args: [] }, frameFor(entry, depth).depth) : UNKNOWN
}
