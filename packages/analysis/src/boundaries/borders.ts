import type { RepoPath, Service } from '@bulkhead/workspace'
import { isForeign, letsThrough } from './database.js'
import type { Project } from '../project.js'

const RE_EXPORTED = /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])([^'"\n]+)\1/g

/** Finds, by text alone, the files whose imports can lead out of their service; only those need to be parsed to see what they take. */
export class Borders {
  private known: Set<RepoPath> | undefined
  private readonly named = new Map<RepoPath, RepoPath[]>()
  private readonly led = new Map<RepoPath, RepoPath[]>()

  private readonly wholes: Set<Service>

  constructor(private readonly project: Project, services: readonly Service[], private readonly serviceOf: (path: RepoPath) => Service | undefined) {
    this.wholes = new Set(services.filter(one => services.some(other => other !== one && letsThrough(other, one))))
  }

  /** Whether an import of the file leads into another service, directly or through files that belong to none. */
  leads(file: RepoPath): boolean {
    return this.foreign(file).length > 0
  }

  /** The foreign files that a file imports itself. */
  foreignTargets(file: RepoPath): RepoPath[] {
    const own = this.serviceOf(file)
    return own ? this.targetsOf(file).filter(target => isForeign(own, this.serviceOf(target))) : []
  }

  /** The foreign files that a file leads to, directly or through files that belong to no service. */
  foreign(file: RepoPath): RepoPath[] {
    let known = this.led.get(file)
    if (!known) {
      const own = this.serviceOf(file)
      known = own ? this.reached(own, file, new Set([file])).filter(target => isForeign(own, this.serviceOf(target))) : []
      this.led.set(file, known)
    }
    return known
  }

  /** The files of the same service that a file passes on by re-exporting them. */
  passedOnBy(file: RepoPath): RepoPath[] {
    return this.passes(file).filter(next => this.serviceOf(next) === this.serviceOf(file))
  }

  private reached(own: Service, file: RepoPath, seen: Set<RepoPath>): RepoPath[] {
    return this.targetsOf(file).flatMap(target => {
      if (seen.has(target)) return []
      seen.add(target)
      if (!letsThrough(own, this.serviceOf(target))) return [target]
      return this.bridges().has(target) ? [target, ...this.reached(own, target, seen)] : []
    })
  }

  /** The files of no service, or of one that has parts, that lead into one that has none: in most repositories there are few, because libraries do not know who uses them. */
  private bridges(): Set<RepoPath> {
    if (this.known) return this.known
    const importers = new Map<RepoPath, RepoPath[]>()
    const found = new Set<RepoPath>()
    for (const file of this.project.files()) {
      if (!this.isPassage(file)) continue
      for (const target of this.targetsOf(file)) {
        if (!this.isPassage(target)) found.add(file)
        else importers.set(target, [...(importers.get(target) ?? []), file])
      }
    }
    for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer)
    return (this.known = found)
  }

  /** Whether a file may stand between two services and belong to neither. */
  private isPassage(file: RepoPath): boolean {
    const own = this.serviceOf(file)
    return own === undefined || this.wholes.has(own)
  }

  /** What a file re-exports; CommonJS may re-export whatever it requires. */
  private passes(file: RepoPath): RepoPath[] {
    const { program } = this.project
    const text = program.source(file) ?? ''
    if (/\bexports\b/.test(text)) return this.targetsOf(file)
    return Array.from(text.matchAll(RE_EXPORTED), match => program.resolve(match[2]!, file)).flatMap(target => target.is === 'file' ? [target.path] : [])
  }

  /** The files that a file imports. */
  targetsOf(file: RepoPath): RepoPath[] {
    let known = this.named.get(file)
    if (!known) {
      const { program } = this.project
      known = program.imported(file).flatMap(target => target.is === 'file' ? [target.path] : target.is === 'library' && target.path !== undefined ? [target.path] : [])
      this.named.set(file, known)
    }
    return known
  }
}
