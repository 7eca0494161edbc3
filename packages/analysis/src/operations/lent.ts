import type { FunctionRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Instance } from '../values/meaning.js'
import type { Project } from '../project.js'

/** A class that has a function of another file for a method. */
export type Borrower = Pick<Instance, 'file' | 'class'>

/** The functions that are methods of classes in other files, `Api.prototype.connect = require('./connect')`, by file and function. */
export type Lent = ReadonlyMap<RepoPath, ReadonlyMap<FunctionRef, Borrower[]>>

const PROTOTYPE = /\.prototype\b/

/** Looks for those that are methods of classes in some files. */
export function findLent(project: Project, files: Iterable<RepoPath>): Lent {
  const lent = new Map<RepoPath, Map<FunctionRef, Borrower[]>>()
  for (const file of files) {
    if (!project.program.says(file, PROTOTYPE)) continue
    for (const [index, { members, construct }] of project.program.facts(file)!.classes.entries()) for (const { kind, value, static: isStatic } of construct === undefined ? [] : members) {
      if (kind !== 'field' || isStatic || value === undefined) continue
      const method = project.tracer.meaning({ file, ref: value })
      if (method.is !== 'function' || method.file === file || method.this || project.program.facts(method.file)!.functions[method.fn]!.class !== undefined) continue
      const ofFile = lent.get(method.file) ?? new Map<FunctionRef, Borrower[]>()
      lent.set(method.file, ofFile.set(method.fn, [...ofFile.get(method.fn) ?? [], { file, class: index }]))
    }
  }
  return lent
}
