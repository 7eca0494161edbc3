import type { Project } from '../project.js'
import { isNothing, type Located, type Meaning } from '../values/meaning.js'
import { property } from '../values/objects.js'

/** What stands where a text may stand. */
export type Text = { is: 'text'; text: string } | { is: 'absent' } | { is: 'unknown' }

/** A value as a text. An object is none: what it holds is asked for by another place. */
export function textIn(meaning: Meaning): Text {
  if (isNothing(meaning)) return { is: 'absent' }
  if (meaning.is === 'literal') return typeof meaning.value === 'string' ? { is: 'text', text: meaning.value } : { is: 'absent' }
  switch (meaning.is) {
    case 'object': case 'merge': case 'rest': case 'array': case 'function': case 'class': case 'instance': case 'library': return { is: 'absent' }
    default: return { is: 'unknown' }
  }
}

/** The first that says anything. */
export function firstText(texts: Text[]): Text {
  return texts.find(text => text.is !== 'absent') ?? { is: 'absent' }
}

/** A part of a value; `()` steps into what a function gives. */
export function partOf({ tracer, program }: Project, value: Located, path: string[]): Located | 'absent' | 'unknown' {
  let at = value
  for (const name of path) {
    const meaning = tracer.meaning(at)
    if (name === '()') {
      const returns = meaning.is === 'function' ? program.facts(meaning.file)!.functions[meaning.fn]!.returns : []
      if (meaning.is !== 'function' || returns.length !== 1) return 'unknown'
      at = { file: meaning.file, ref: returns[0]!, frame: meaning.frame }
      continue
    }
    if (meaning.is === 'literal') return 'absent'
    const found = property(tracer, meaning, name)
    if (found.state !== 'present') return found.state
    at = found.value
  }
  return at
}
