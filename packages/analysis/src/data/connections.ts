import type { RepoPath } from '@bulkhead/workspace'
import { callsOf } from '../libraries/called.js'
import type { LibraryOpening } from '../libraries/library.js'
import { matchPath, type Match } from '../libraries/match.js'
import type { Project } from '../project.js'
import { mentionOf } from '../reach/relevance.js'
import type { AccessPath, Located } from '../values/meaning.js'
import { placeKey, type Connection } from './databases.js'
import { partOf } from './reading.js'
import { settingAt, type Setting } from './settings.js'

const MAX_WAYS = 6

/** A connection that the code makes. */
interface Made extends Connection {
  /** The library whose operations go through it. */
  for: string
}

/** Where the repository's code connects to databases, and which ones those are. */
export class Connections {
  private all: Made[] | undefined

  constructor(private readonly project: Project, private readonly programOf: (file: RepoPath) => RepoPath, private readonly isOfNobody: (file: RepoPath) => boolean) {}

  /** The connection through which code of a file reaches tables by a library, where nothing leads from the code to the client: the only one that its program makes. */
  usual(library: string, file: RepoPath): Connection | undefined {
    const program = this.programOf(file)
    const own = this.made().filter(one => this.programOf(one.file) === program)
    return only(own, library) ?? (own.length > 0 ? undefined : only(this.made().filter(one => this.isOfNobody(one.file)), library))
  }

  /** Every program that makes connections, with them. */
  byProgram(): Map<RepoPath, Connection[]> {
    const found = new Map<RepoPath, Connection[]>()
    for (const one of this.made()) found.set(this.programOf(one.file), [...found.get(this.programOf(one.file)) ?? [], one])
    return found
  }

  private made(): Made[] {
    return (this.all ??= this.find())
  }

  private find(): Made[] {
    const { program, tracer, understanding: { libraries } } = this.project
    const opening = libraries.all.filter(({ openings }) => openings.length > 0).map(library => ({ library, named: mentionOf([library]), called: callsOf(library.openings.map(({ by }) => by)) }))
    const any = mentionOf(opening.map(({ library }) => library))
    return this.project.files().flatMap(file => {
      if (!program.says(file, any) || !opening.some(({ named, called }) => program.says(file, named) && program.says(file, called))) return []
      return (program.facts(file)?.calls ?? []).flatMap(({ callee }, call) => {
        const meaning = this.project.leadsNowhere({ file, call }) ? undefined : tracer.meaning({ file, ref: callee })
        if (meaning?.is !== 'library') return []
        const path: AccessPath = { module: meaning.path.module, parent: meaning.path, step: { is: 'call', site: { file, call } } }
        const found = openingAt(this.project, path, file)
        const connection = found && connectionThrough(this.project, path, file)
        return connection ? [{ ...connection, for: found.opening.for }] : []
      })
    })
  }
}

/** What the calls on the way to a client say of the database: the nearest says most. Undefined where none says anything. */
export function connectionThrough(project: Project, path: AccessPath | undefined, file: RepoPath, depth = 0): Connection | undefined {
  const parts: Connection['parts'] = {}
  let at: Pick<Connection, 'at' | 'file'> | undefined
  for (let way = path; way && depth < MAX_WAYS; way = way.parent) {
    const found = openingAt(project, way, file)
    if (!found) continue
    const { opening, match } = found
    at = whereIs(way)
    for (const part of ['address', 'host', 'port', 'name'] as const) parts[part] ??= firstSetting(project, opening.parts[part].flatMap(place => place.is === 'given' ? placed(project, match, place.at) : []))
    const [through] = opening.parts.through.flatMap(place => place.is === 'given' ? placed(project, match, place.at) : []).flatMap(one => {
      const meaning = project.tracer.meaning(one)
      return meaning.is === 'library' ? connectionThrough(project, meaning.path, one.file, depth + 1) ?? [] : []
    })
    if (through) {
      at = through
      for (const part of ['address', 'host', 'port', 'name'] as const) parts[part] ??= through.parts[part]
    }
  }
  return at && { at: at.at, file: at.file, parts }
}

function openingAt(project: Project, path: AccessPath, file: RepoPath): { opening: LibraryOpening; match: Match } | undefined {
  if (path.step?.is !== 'call' && path.step?.is !== 'subclass') return undefined
  for (const library of project.understanding.librariesAt(path, file)) for (const opening of library.openings) {
    const match = matchPath(project.tracer, library, path, opening.by)
    if (match) return { opening, match }
  }
  return undefined
}

function placed(project: Project, { layers }: Match, at: { parameter: string; path: string[] }): Located[] {
  const given = layers[0]?.given.get(at.parameter)
  const part = given && partOf(project, given, at.path)
  return part === undefined || part === 'absent' || part === 'unknown' ? [] : [part]
}

function firstSetting(project: Project, values: Located[]): Setting | undefined {
  for (const value of values) {
    const setting = settingAt(project, value)
    if (setting !== undefined) return setting
  }
  return undefined
}

/** The only connection of a library's operations; where it has none of its own, the only one there is. */
function only(all: Made[], library: string): Connection | undefined {
  const own = all.filter(one => one.for === library)
  const counted = own.length > 0 ? own : all
  return counted.every(one => one.at === counted[0]!.at || placeKey(one) === placeKey(counted[0]!)) ? counted[0] : undefined
}

function whereIs({ step }: AccessPath): Pick<Connection, 'at' | 'file'> | undefined {
  if (step?.is === 'call') return { at: `${step.site.file}#${step.site.call}`, file: step.site.file }
  return step?.is === 'subclass' ? { at: `${step.instance.file}#class ${step.instance.class}`, file: step.instance.file } : undefined
}
