import type { LibraryContainer } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import type { Understanding } from '../libraries/understanding.js'
import type { AccessPath, Located, Meaning } from '../values/meaning.js'

/** The identity of a token as a text: equal where two tokens are one. Undefined where it cannot be told. */
export function tokenOf(understanding: Understanding, container: LibraryContainer, at: Located): string | undefined {
  return understanding.tracer.guarded<string | undefined>(undefined, () => tokenOfMeaning(understanding, container, understanding.tracer.meaning(at)))
}

/** The same of a value that is known. */
export function tokenOfMeaning(understanding: Understanding, container: LibraryContainer, meaning: Meaning): string | undefined {
  switch (meaning.is) {
    case 'literal': return typeof meaning.value === 'string' ? namedToken(meaning.value) : undefined
    // What is asked for by a class, declared or given, is that class.
    case 'class': case 'instance': return `class ${meaning.file} ${meaning.class}`
    case 'function': return `function ${meaning.file} ${meaning.fn}`
    case 'object': return meaning.at.frame ? undefined : `object ${meaning.at.file} ${meaning.at.ref}`
    case 'library': return meaning.or ? undefined : later(understanding, container, meaning.path) ?? sharedName(understanding, meaning) ?? pathText(meaning.path)
    default: return undefined
  }
}

/** The token that is a text. */
export const namedToken = (name: string): string => `text ${name}`

/** `forwardRef(() => Orders)`: the token that the function gives. */
function later({ tracer }: Understanding, container: LibraryContainer, path: AccessPath): string | undefined {
  for (const signature of container.later) {
    const at = matchPath(tracer, container.library, path, signature)?.layers[0]?.given.get('token')
    const fn = at && tracer.meaning(at)
    const gives = fn?.is === 'function' ? tracer.program.facts(fn.file)!.functions[fn.fn]!.returns[0] : undefined
    const given = fn?.is === 'function' && gives !== undefined ? tracer.meaning({ file: fn.file, ref: gives, frame: fn.frame }) : undefined
    if (given?.is === 'class') return `class ${given.file} ${given.class}`
  }
  return undefined
}

/** `Symbol.for('http')` is the same wherever it is written. */
function sharedName(understanding: Understanding, meaning: Meaning): string | undefined {
  const at = understanding.value(meaning, 'named')?.layers[0]?.given.get('name')
  const name = at && understanding.tracer.meaning(at)
  return name?.is === 'literal' ? `named ${String(name.value)}` : undefined
}

/** A way that a library exports, or one call of it. A declared type is the class of that name. */
function pathText({ module, parent, step }: AccessPath): string | undefined {
  if (!step) return module
  const before = parent && pathText(parent)
  if (before === undefined || step.is === 'subclass') return undefined
  if (step.is === 'call') return step.site.frame ? undefined : `${before}() ${step.site.file} ${step.site.call}`
  return `${before}.${step.name}`
}
