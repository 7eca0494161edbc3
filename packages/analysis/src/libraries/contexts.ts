import type { AccessPath, Located, Meaning } from '../values/meaning.js'
import type { Tracer } from '../values/trace.js'
import { returnedByAny } from '../values/types.js'
import type { Libraries, Library } from './library.js'
import { matchPath } from './match.js'

interface Within { tracer: Tracer; libraries: Libraries }

/** What a handler finds under a name in the context that its library gives it. Undefined where that is not known, or a middleware on the way puts something else there. */
export function inContext({ tracer, libraries }: Within, { module, parent: held, step }: AccessPath): Meaning | undefined {
  const given = held?.parent?.step
  if (step?.is !== 'member' || given?.is !== 'typed' || !given.by) return undefined
  const { by: { file, call } } = given
  for (const library of libraries.of(module))
    for (const context of library.contexts) {
      if (!matchPath(tracer, library, held!, context.held)) continue
      const callee = tracer.meaning({ file, ref: tracer.program.facts(file)!.calls[call]!.callee })
      const found = callee.is === 'library' ? onTheWay(tracer, library, context, callee.path, step.name) : undefined
      if (found && found.is !== 'unknown') return found
    }
  return undefined
}

function onTheWay(tracer: Tracer, library: Library, context: Library['contexts'][number], way: AccessPath, name: string): Meaning | undefined {
  for (let on: AccessPath | undefined = way; on; on = on.parent) {
    if (on.step?.is !== 'call') continue
    if (laidOver(tracer, library, context, on).some(fn => puts(tracer, fn, context.as, name))) return undefined
    if (!matchPath(tracer, library, on, context.typed)) continue
    const { file, call } = on.step.site
    const [type] = tracer.program.facts(file)!.calls[call]!.typeArguments ?? []
    const typed = type === undefined ? undefined : tracer.typed(file, type)
    return typed && tracer.member(typed.is === 'function' ? returnedByAny(tracer, typed) : typed, name)
  }
  return undefined
}

/** The functions that a call lays over the context, be it by something that another such call has made. */
function laidOver(tracer: Tracer, library: Library, { laid }: Library['contexts'][number], path: AccessPath, depth = 0): (Meaning & { is: 'function' })[] {
  if (depth > 4) return []
  return laid.flatMap(signature => {
    const run = matchPath(tracer, library, path, signature)?.layers[0]?.given.get('run')
    const meaning = run && tracer.meaning(run)
    if (meaning?.is === 'function') return [meaning]
    return meaning?.is === 'library' ? laidOver(tracer, library, { laid } as Library['contexts'][number], meaning.path, depth + 1) : []
  })
}

/** Whether a function hands on something under a name of the context: `next({ ctx: { database } })`. */
function puts(tracer: Tracer, { file, fn }: Meaning & { is: 'function' }, context: string, name: string): boolean {
  const facts = tracer.program.facts(file)!
  const { start, end } = facts.functions[fn]!
  return facts.calls.some(call => call.start >= start && call.end <= end && call.args.some(ref => {
    const [put] = entriesCalled(tracer, { file, ref }, context)
    return put !== undefined && entriesCalled(tracer, put, name).length > 0
  }))
}

/** What an object says itself under a name; what is spread into it is not asked. */
function entriesCalled(tracer: Tracer, at: Located, name: string): Located[] {
  const meaning = tracer.meaning(at)
  const value = meaning.is === 'object' ? tracer.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (meaning.is !== 'object' || value?.is !== 'object') return []
  return value.entries.flatMap(entry => entry.is === 'property' && entry.name === name ? [{ ...meaning.at, ref: entry.value }] : [])
}
