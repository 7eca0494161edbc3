import type { Library } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import type { Project } from '../project.js'
import { mentionOf } from '../reach/relevance.js'
import type { Located, Meaning } from '../values/meaning.js'
import type { TableDefinition } from './table.js'

type Relations = Map<string, () => TableDefinition | undefined>

/** What calls beside the definitions say of where their relations lead. */
export class Relating {
  private readonly known = new Map<Library, Map<string, Relations>>()

  constructor(private readonly project: Project, private readonly definition: (meaning: Meaning) => TableDefinition | undefined) {}

  /** The relations of the table that is defined at a place. */
  of(library: Library, place: TableDefinition['place']): Relations {
    let all = this.known.get(library)
    if (!all) this.known.set(library, (all = this.all(library)))
    return all.get(keyOf(place)) ?? new Map<string, never>()
  }

  private all(library: Library): Map<string, Relations> {
    const { program, tracer } = this.project
    const mentions = mentionOf([library])
    const found = new Map<string, Relations>()
    for (const file of library.relating.length === 0 ? [] : this.project.meeting()) {
      if (!program.says(file, mentions)) continue
      for (const { value } of program.facts(file)?.calls ?? []) {
        const meaning = tracer.meaning({ file, ref: value })
        const match = meaning.is === 'library' ? library.relating.map(signature => matchPath(tracer, library, meaning.path, signature)).find(one => one) : undefined
        const [of, members] = ['of', 'members'].map(name => match?.layers[0]?.given.get(name))
        const table = of && this.definition(tracer.meaning(of))
        if (table && members) found.set(keyOf(table.place), new Map([...found.get(keyOf(table.place)) ?? [], ...this.members(members)]))
      }
    }
    return found
  }

  private members(at: Located): Relations {
    const { program, tracer } = this.project
    const fn = tracer.meaning(at)
    const returned = fn.is === 'function' ? program.facts(fn.file)!.functions[fn.fn]!.returns[0] : undefined
    const object = fn.is === 'function' && returned !== undefined ? tracer.meaning({ file: fn.file, ref: returned, frame: fn.frame }) : fn
    if (object.is !== 'object') return new Map()
    const facts = program.facts(object.at.file)!
    const value = facts.values[object.at.ref]!
    return new Map(value.is !== 'object' ? [] : value.entries.flatMap(entry => {
      const leading = facts.values[entry.value]!
      const target = leading.is === 'call' ? facts.calls[leading.call]!.args[0] : undefined
      return entry.is === 'property' && target !== undefined ? [[entry.name, () => this.definition(tracer.meaning({ ...object.at, ref: target }))] as const] : []
    }))
  }
}

const keyOf = ({ file, line, column }: TableDefinition['place']): string => `${file}:${line}:${column}`
