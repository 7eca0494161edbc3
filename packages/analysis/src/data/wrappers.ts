import type { FunctionRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Understood } from '../libraries/understanding.js'
import { entriesOf, frameFor } from '../values/calls.js'
import type { Meaning, Site } from '../values/meaning.js'
import type { Data } from './data.js'
import { reachedBy, type Reached } from './reach.js'

/** A call that reaches tables, as it stands in the code or as a caller of the functions around it makes it. */
export interface Reaching {
  /** From the call as it stands in the file to the library's own. */
  path: [Site, ...Site[]]
  understood: Understood
  reached: Reached[]
}

const MAX_LEVELS = 4

/**
 * The functions of the repository whose callers decide which table they reach: by what they are given, or by the object on which they are called.
 * Asked from the caller's end: what a function holds is looked at when something calls it.
 */
export class Wrappers {
  private readonly known = new Map<string, Site[][]>()
  private readonly methods: Set<string>

  constructor(private readonly data: Data) {
    const { libraries } = data.project.understanding
    this.methods = new Set(libraries.all.flatMap(({ operations }) => operations.flatMap(({ tables, calls }) => tables.length === 0 ? [] : calls.flatMap(({ steps }) => {
      const method = steps.at(-2)
      return method?.is === 'member' && Array.isArray(method.names) ? method.names : []
    }))))
  }

  /** What a call of a function of the repository reaches, where this call decides it. */
  reachedThrough(site: Site): Reaching[] {
    const { project } = this.data
    if (project.leadsNowhere(site) || project.understood(site)) return []
    return entriesOf(project.tracer, site).flatMap(({ fn }) => this.openIn(fn.file, fn.fn).flatMap(inner => {
      const found = this.follow(site, inner)
      return found && found.reached.some(({ table }) => table) ? { ...found, reached: found.reached.filter(({ open }) => !open) } : []
    }))
  }

  /** The ways from a function's text to calls of a library of which its callers decide the table. */
  private openIn(file: RepoPath, fn: FunctionRef): Site[][] {
    const key = `${file}\0${fn}`
    const known = this.known.get(key)
    if (known) return known
    // A function that calls itself says nothing new.
    this.known.set(key, [])
    const found = this.data.project.callsIn(file, fn).flatMap(call => this.openAt({ file, call }))
    this.known.set(key, found)
    return found
  }

  private openAt(site: Site): Site[][] {
    const { project } = this.data
    if (project.leadsNowhere(site)) return []
    const understood = project.understood(site)
    if (understood) return understood.operation.tables.length > 0 && reachedBy(this.data, understood, site).some(({ open }) => open) ? [[site]] : []
    const facts = project.program.facts(site.file)!
    const callee = facts.values[facts.calls[site.call]!.callee]!
    if (callee.is === 'member' && this.methods.has(callee.name) && isOpen(project.tracer.meaning({ file: site.file, ref: callee.of }))) return [[site]]
    return entriesOf(project.tracer, site).flatMap(({ fn }) => this.openIn(fn.file, fn.fn).flatMap(inner => {
      if (inner.length >= MAX_LEVELS) return []
      const found = this.follow(site, inner)
      return !found || found.reached.some(({ open }) => open) ? [[site, ...inner]] : []
    }))
  }

  /** The same way, with each call seen from the one before. */
  private follow(outer: Site, inner: Site[]): Reaching | undefined {
    const { project } = this.data
    const path: [Site, ...Site[]] = [outer]
    for (const { file, call } of inner) {
      const from = path.at(-1)!
      const { start, end } = project.program.facts(file)!.calls[call]!
      const entry = entriesOf(project.tracer, from).find(({ fn }) => {
        const around = fn.file === file ? project.program.facts(file)!.functions[fn.fn]! : undefined
        return around && around.start <= start && end <= around.end
      })
      if (!entry) return undefined
      path.push({ file, call, frame: frameFor(entry, from.frame?.depth ?? 0) })
    }
    const last = path.at(-1)!
    const understood = project.understood(last)
    return understood && { path, understood, reached: reachedBy(this.data, understood, last) }
  }
}

/** Whoever calls decides what it is. */
function isOpen(meaning: Meaning): boolean {
  return meaning.is === 'parameter' || meaning.is === 'unknown'
}
