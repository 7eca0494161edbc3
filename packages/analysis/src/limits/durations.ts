import type { LibraryBound } from '../libraries/library.js'
import type { Located, Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'
import { ABSENT, chosen, type Said } from './said.js'

/** A time. Something that is there but made at run time is a time all the same. */
export function durationOf(project: Project, bound: LibraryBound, at: Located): Said {
  const meaning = project.tracer.meaning(at)
  const source = project.placeOf(at)
  switch (meaning.is) {
    case 'literal': {
      const { value } = meaning
      if (value === undefined || value === null) return ABSENT
      if (bound.model.off?.includes(value) || value === Infinity) return { is: 'off', source }
      if (value === false) return ABSENT
      return typeof value === 'number' ? { is: 'set', value: `${value} ${bound.model.unit ?? 'ms'}`, source, exact: value } : { is: 'set', value: String(value), source }
    }
    case 'object': case 'merge': return ABSENT
    case 'parameter': return isRequiredNumber(project, meaning) ? { is: 'set', source } : { is: 'unknown', why: 'a caller gives the limit', open: true }
    case 'choice': return chosen(project, meaning, one => durationOf(project, bound, one))
    case 'library': return meaning.path.module === 'global' && meaning.path.step?.is === 'member' && meaning.path.step.name === 'Infinity' ? { is: 'off', source } : { is: 'set', source }
    case 'rest': return { is: 'unknown', why: 'the options cannot be read' }
    case 'unknown': return meaning.open ? { is: 'unknown', why: 'a caller gives the limit', open: true } : { is: 'set', source }
    default: return { is: 'set', source }
  }
}

/** Whoever must give a number gives one. */
function isRequiredNumber(project: Project, { file, fn, index, path }: Meaning & { is: 'parameter' }): boolean {
  const facts = project.program.facts(file)!
  const parameter = facts.functions[fn]!.parameters[index]
  if (!parameter || path.length > 0 || parameter.optional || parameter.default !== undefined || parameter.type === undefined) return false
  const type = facts.types[parameter.type]!
  return type.is === 'keyword' && type.name === 'number'
}

/** A time as one says it: `90 s`, `5 minutes`, `2 hours`. */
export function spoken(ms: number): string {
  const [size, unit] = ms >= 7_200_000 ? [3_600_000, 'hours'] as const : ms >= 120_000 ? [60_000, 'minutes'] as const : [1000, 's'] as const
  return `${Math.round(ms / size)} ${unit}`
}
