import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import type { AccessPath, Located, Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'
import { followed } from './handed-on.js'
import { globalsOf } from './relevance.js'

const MAX_DEPTH = 3

/** The files in which clients of some libraries can be met. */
export function filesMeeting(project: Project, libraries: Library[]): ReadonlySet<RepoPath> {
  const waysOut = new WaysOut(project, new Set(libraries))
  return followed(project, project.reach.naming, { isIt: meaning => waysOut.isOne(meaning), answers: project.leaving }).files
}

/** What things leave through. */
class WaysOut {
  private readonly globals: Set<string>
  private readonly passing = new Map<Library, boolean>()

  constructor(private readonly project: Project, private readonly libraries: ReadonlySet<Library>) {
    this.globals = new Set(globalsOf(libraries))
  }


  /** Whether something can leave through a value: a library's client or function, what gives one, or what holds one. */
  isOne(meaning: Meaning, depth = 0): boolean {
    const inside = (at: Located) => depth < MAX_DEPTH && this.isOne(this.project.tracer.meaning(at), depth + 1)
    switch (meaning.is) {
      case 'library': return [meaning.path, ...meaning.or ?? []].some(path => this.leads(path))
      case 'function': return this.project.program.facts(meaning.file)!.functions[meaning.fn]!.returns.some(ref => inside({ file: meaning.file, ref, frame: meaning.frame }))
      case 'class': case 'instance': {
        const base = this.project.program.facts(meaning.file)!.classes[meaning.class]!.extends
        return base !== undefined && inside({ file: meaning.file, ref: base })
      }
      case 'applied': return this.isOne(meaning.of, depth)
      case 'object': case 'array': case 'choice': case 'merge': return partsOf(this.project, meaning).some(inside)
      case 'rest': return inside(meaning.of)
      default: return false
    }
  }

  /** Whether a path can still lead to an operation: it has not passed one, and what calls on it gave is a client, as far as the models tell. */
  private leads(path: AccessPath): boolean {
    const libraries = this.project.understanding.libraries.of(path.module).filter(library => this.libraries.has(library))
    if (libraries.length === 0) return false
    let first: string | undefined
    for (let at: AccessPath | undefined = path; at?.step; at = at.parent) {
      if (at.step.is === 'member') first = at.step.name
      else if (at.step.is === 'call') {
        const understood = this.project.understood(at.step.site)
        if (understood) return at === path && isContinued(understood.library)
        if (!libraries.some(library => this.isPassing(library)) && !this.project.tracer.builtins.isClient(at)) return false
      } else if (at.step.is === 'typed' && !this.project.tracer.builtins.isClient(at)) return false
    }
    return path.module !== 'global' || first !== undefined && this.globals.has(first)
  }

  /** Whether an operation of a library is reached through what another call gives. */
  private isPassing(library: Library): boolean {
    let known = this.passing.get(library)
    if (known === undefined) this.passing.set(library, (known = library.operations.some(({ calls }) => calls.some(({ steps }) => steps.filter(({ is }) => is === 'call').length > 1))))
    return known
  }
}

/** Whether what an operation gives can be told more about it. */
function isContinued({ bounds }: Library): boolean {
  return bounds.some(({ places }) => places.some(place => place.is === 'chained' && place.chained.on === 'result'))
}

/** The values that lie directly in an object, a list, or a choice. */
export function partsOf(project: Project, meaning: Meaning & { is: 'object' | 'array' | 'choice' | 'merge' }): Located[] {
  if (meaning.is === 'choice' || meaning.is === 'merge') return meaning.of
  const { at } = meaning
  const value = project.program.facts(at.file)!.values[at.ref]!
  const refs = value.is === 'object' ? value.entries.map(entry => entry.value) : value.is === 'array' ? value.items.map(item => item.value) : []
  return refs.map(ref => ({ ...at, ref }))
}
