import { eitherOf, further, MAX_FRAMES, UNKNOWN, type Frame, type Located, type Meaning, type Site } from './meaning.js'
import type { Tracer } from './trace.js'

/** What a call gives. */
export function callMeaning(tracer: Tracer, site: Site): Meaning {
  const { callee, args } = tracer.program.facts(site.file)!.calls[site.call]!
  const at = (ref: number): Located => ({ file: site.file, ref, frame: site.frame })
  return called(tracer, tracer.meaning(at(callee)), args.map(at), site)
}

/** What a call gives, once it is known what is called. */
function called(tracer: Tracer, callee: Meaning, args: Located[], site: Site): Meaning {
  const { spread } = tracer.program.facts(site.file)!.calls[site.call]!
  switch (callee.is) {
    case 'function': return tracer.returned(callee, args, spread, site.frame?.depth ?? 0)
    case 'class': return construct(tracer, callee, args, spread, site.frame?.depth ?? 0)
    case 'library': {
      const passing = tracer.builtins.passing(callee)
      if (passing === 'merge' && spread === undefined) return { is: 'merge', of: args }
      if (passing === 'same' && args[0]) return tracer.meaning(args[0])
      return further(callee, path => ({ module: path.module, parent: path, step: { is: 'call', site } }))
    }
    case 'choice': {
      const met = tracer.guarded<Meaning[]>([], () => callee.of.map(one => called(tracer, tracer.meaning(one), args, site))).filter(m => m.is !== 'unknown')
      return met.length === 1 ? met[0]! : eitherOf(met) ?? UNKNOWN
    }
    default: return UNKNOWN
  }
}

function construct(tracer: Tracer, of: Meaning & { is: 'class' }, args: Located[], spread: number | undefined, depth: number): Meaning {
  const fact = tracer.program.facts(of.file)!.classes[of.class]!
  if (depth >= MAX_FRAMES) return { is: 'instance', file: of.file, class: of.class }
  // A class without a constructor of its own hands its arguments to the one it extends; -1 marks that.
  const frame: Frame = { file: of.file, fn: fact.construct ?? -1, args, spread, depth: depth + 1 }
  return { is: 'instance', file: of.file, class: of.class, frame }
}
