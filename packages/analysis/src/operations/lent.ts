import type { CallRef, FunctionRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import { filesMeeting } from '../reach/way-out.js'
import { lentMethods } from '../values/classes.js'
import type { Instance } from '../values/meaning.js'
import type { Project } from '../project.js'

/** A class that has a function of another file for a method. */
type Borrower = Pick<Instance, 'file' | 'class'>

/** The functions that are methods of classes in other files, `Api.prototype.connect = require('./connect')`, by file and function. */
type Lent = ReadonlyMap<RepoPath, ReadonlyMap<FunctionRef, Borrower[]>>

/** Where clients can be met. */
export interface Meetings {
  files: RepoPath[]
  lent: Lent
}

const PROTOTYPE = /\.prototype\b/

/** The files in which clients of some libraries can be met, those among them that lend their functions to classes of others. */
export function findMeetings(project: Project, libraries: Library[]): Meetings {
  const named = filesMeeting(project, libraries)
  const lent = findLent(project, named)
  return { files: project.ordered(new Set([...named, ...lent.keys()])), lent }
}

/** Looks for those that are methods of classes in some files. */
function findLent(project: Project, files: Iterable<RepoPath>): Lent {
  const lent = new Map<RepoPath, Map<FunctionRef, Borrower[]>>()
  for (const file of files) {
    if (!project.program.says(file, PROTOTYPE)) continue
    for (const [index, fact] of project.program.facts(file)!.classes.entries()) for (const { method } of lentMethods(project.tracer, fact, file)) {
      if (method.this || project.program.facts(method.file)!.functions[method.fn]!.class !== undefined) continue
      const ofFile = lent.get(method.file) ?? new Map<FunctionRef, Borrower[]>()
      lent.set(method.file, ofFile.set(method.fn, [...ofFile.get(method.fn) ?? [], { file, class: index }]))
    }
  }
  return lent
}

/** The classes of other files whose method the function is in whose text a call stands. */
export function borrowersAround(project: Project, file: RepoPath, call: CallRef): (Borrower & { fn: FunctionRef })[] {
  const facts = project.program.facts(file)!
  let fn = facts.calls[call]!.function
  while (fn !== undefined && facts.functions[fn]!.parent !== undefined) fn = facts.functions[fn]!.parent
  return fn === undefined ? [] : (project.meetings().lent.get(file)?.get(fn) ?? []).map(one => ({ ...one, fn }))
}
