import type { Project } from '../project.js'
import { isNothing, type Located, type Meaning } from '../values/meaning.js'

/** A text that may come from the environment: as it is written, what a variable holds, or pieces of both. */
export type Setting = string | { env: string; otherwise?: Setting } | Setting[]

const MAX_DEPTH = 12

/** What a value is, as far as it is written down or names a variable of the environment. Undefined where it is anything else. */
export function settingAt(project: Project, at: Located, depth = 0): Setting | undefined {
  const { tracer, program } = project
  const meaning = tracer.meaning(at)
  const inner = (ref: Located): Setting | undefined => settingAt(project, ref, depth + 1)
  if (depth > MAX_DEPTH) return undefined
  switch (meaning.is) {
    case 'literal': return typeof meaning.value === 'string' || typeof meaning.value === 'number' ? String(meaning.value) : undefined
    case 'library': return fromEnvironment(project, meaning, inner)
    case 'choice': return tracer.guarded<Setting | undefined>(undefined, () => chosen(project, meaning, inner))
    case 'template': case 'computed': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      const pieces = value.is === 'binary' && value.operator === '+' ? [value.left, value.right] : value.is === 'template' && value.tag === undefined ? value.parts.flatMap((part, i) => [part, ...value.holes.slice(i, i + 1)]) : []
      const settings = pieces.map(piece => typeof piece === 'string' ? piece : inner({ ...meaning.at, ref: piece }))
      return settings.length > 0 && settings.every(one => one !== undefined) ? settings : undefined
    }
    default: return undefined
  }
}

function fromEnvironment({ understanding }: Project, meaning: Meaning & { is: 'library' }, inner: (at: Located) => Setting | undefined): Setting | undefined {
  const match = understanding.value(meaning, 'environment')
  const given = match?.layers[0]?.given
  const [name, otherwise] = ['name', 'otherwise'].map(parameter => given?.get(parameter))
  const env = match?.words?.get('name') ?? (name && inner(name))
  if (typeof env !== 'string') return undefined
  const set = otherwise && inner(otherwise)
  return set === undefined ? { env } : { env, otherwise: set }
}

/** `process.env.NAME ?? 'orders'`: what stands last holds where nobody says otherwise. */
function chosen({ tracer }: Project, { by, of }: Meaning & { is: 'choice' }, inner: (at: Located) => Setting | undefined): Setting | undefined {
  if (by !== '??' && by !== '||' && by !== 'default') return undefined
  const [first, ...others] = of.filter(one => !isNothing(tracer.meaning(one))).map(inner)
  if (first === undefined || others.length === 0) return others.length === 0 ? first : undefined
  const [second] = others
  return typeof first === 'object' && 'env' in first && first.otherwise === undefined && second !== undefined ? { ...first, otherwise: second } : first
}
