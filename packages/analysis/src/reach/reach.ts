import type { TypeRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Libraries, Library } from '../libraries/library.js'
import type { Globals } from '../values/globals.js'
import type { Program } from '../values/program.js'
import { closure } from './closure.js'
import { Mentions } from './mentions.js'
import { Nowhere } from './nowhere.js'
import { impatientFiles, misleadIn, relevanceOf, type Relevance } from './relevance.js'

/** Which files can come to do with some libraries, told from their texts: by the modules they name, the files they import and the names they mention. */
export class Reach {
  private readonly relevance: Relevance
  private readonly nowhere: Nowhere
  private readonly leading = new Map<RepoPath, ReadonlySet<RepoPath>>()
  private mentions: Mentions | undefined
  private all: ReadonlySet<RepoPath> | undefined
  private impatient: ReadonlySet<RepoPath> | undefined

  /** `sending`: the libraries that are looked for. `asking`: files that can be given something of them without naming any. */
  constructor(private readonly program: Program, private readonly files: RepoPath[], private readonly libraries: Libraries, sending: Library[], asking: RepoPath[], globals: Globals) {
    const misleads = misleadIn(program, libraries.all.filter(library => !sending.includes(library)))
    this.relevance = relevanceOf(program, files, sending, [...asking, ...files.filter(file => misleads(file))], globals)
    // Of most files nothing will be asked but what they name, and last of all.
    program.expect(files.toReversed().filter(file => !this.reaching.has(file)), 'record')
    program.expect(this.naming, 'facts')
    this.nowhere = new Nowhere(program, files, this.relevance.reaching, module => libraries.of(module).length > 0)
  }

  /** The files that name one of the libraries, and those that can come to do with one whatever they name. */
  get naming(): ReadonlySet<RepoPath> { return this.relevance.naming }
  /** Those, and all that lead to one of them by their imports. */
  get reaching(): ReadonlySet<RepoPath> { return this.relevance.reaching }

  /** Whether a file is one of those that are looked at. */
  isLookedAt(file: RepoPath): boolean {
    return (this.all ??= new Set(this.files)).has(file)
  }

  /** The files that mention a name, of those that lead to a library. */
  mentioning(name: string): readonly RepoPath[] {
    return (this.mentions ??= new Mentions(this.reaching, path => this.program.words(path))).of(name)
  }

  /** The files that import a file. */
  importersOf(file: RepoPath): readonly RepoPath[] {
    return this.relevance.importers.get(file) ?? []
  }

  /** The files that lead to a file by their imports. */
  leadingTo(file: RepoPath): ReadonlySet<RepoPath> {
    let known = this.leading.get(file)
    if (!known) this.leading.set(file, (known = closure(this.relevance.importers, [file])))
    return known
  }

  /** Whether a value cannot lead to any operation, as far as a look without following it tells. */
  startsNowhere(file: RepoPath, ref: ValueRef): boolean {
    return this.nowhere.leads(file, ref)
  }

  /** The same of what a declared type says. */
  isTypeOfNowhere(file: RepoPath, type: TypeRef): boolean {
    return this.nowhere.leadsByType(file, type)
  }

  /** Whether somebody who leads to a file may stop waiting for what is in it. */
  mayBeGivenUp(file: RepoPath): boolean {
    this.impatient ??= impatientFiles(this.program, this.files, this.libraries.all, this.relevance)
    for (const leading of this.leadingTo(file)) if (this.impatient.has(leading)) return true
    return false
  }
}
