import { inOrder } from './repo-path.js'
import type { Assumption, NotJudged } from './workspace.js'

/** Collects what was assumed and what could not be looked at, each once. */
export class Notes {
  readonly assumptions: Assumption[] = []
  readonly notJudged: NotJudged[] = []
  readonly #seen = new Set<string>()

  /** States an assumption. */
  assume(what: string, evidence: string[], configure?: string): void {
    if (this.#first(what)) this.assumptions.push({ what, evidence: [...new Set(evidence)].sort(inOrder), ...(configure && { configure }) })
  }

  /** Admits that something could not be looked at. */
  blind(reason: string, path?: string, remedy?: string): void {
    if (this.#first(`${path}\n${reason}`)) this.notJudged.push({ ...(path !== undefined && { path }), reason, ...(remedy && { remedy }) })
  }

  #first(key: string): boolean {
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}

/** `a, b and 3 more`. */
export function listed(names: readonly string[], most = 8): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}
