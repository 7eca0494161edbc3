import type { RepoPath } from '@bulkhead/workspace'
import type { Borders } from './borders.js'
import { definesData } from './database.js'
import type { Project } from '../project.js'

/** Tells which files of a database layer stand behind others, with no look at more of them than it takes. */
export class Layer {
  private readonly defining = new Map<RepoPath, boolean>()
  private readonly known = new Map<RepoPath, RepoPath[] | undefined>()

  constructor(private readonly project: Project, private readonly borders: Borders) {}

  /** Whether a file defines a part of a database layer. */
  isPart(file: RepoPath): boolean {
    let part = this.defining.get(file)
    if (part === undefined) this.defining.set(file, (part = definesData(this.project, file)))
    return part
  }

  /**
   * The files of a database layer that whoever imports a file gets for certain: itself, or all that it passes on. None where it passes on anything
   * else: then the names decide that are taken of it, and the first file that is no part is enough to know.
   */
  behind(file: RepoPath): readonly RepoPath[] {
    return this.whole(file) ?? []
  }

  private whole(file: RepoPath): RepoPath[] | undefined {
    if (this.known.has(file)) return this.known.get(file)
    // Barrels may pass each other on in a circle, which adds nothing.
    this.known.set(file, [])
    const whole = this.isPart(file) ? [file] : this.passedOn(file)
    this.known.set(file, whole)
    return whole
  }

  private passedOn(file: RepoPath): RepoPath[] | undefined {
    const passed = this.borders.passedOnBy(file)
    const found: RepoPath[] = []
    for (const next of passed) {
      const behind = this.whole(next)
      if (behind === undefined) return undefined
      found.push(...behind)
    }
    return passed.length > 0 ? found : undefined
  }
}
