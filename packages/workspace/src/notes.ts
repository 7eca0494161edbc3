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
  blind(reason: string, path?: string, remedy?: string, passing?: true): void {
    if (this.#first(`${path}\n${reason}`)) this.notJudged.push({ ...(path !== undefined && { path }), reason, ...(remedy && { remedy }), ...(passing && { passing }) })
  }

  /** Admits that something could not be read. Who may not read it may not next time either; anything else may have gone by then. */
  unreadable(what: string, error: unknown, path: string, remedy?: string): void {
    const code = codeOf(error)
    this.blind(`The ${what} cannot be read (${code}).`, path, remedy, ['EACCES', 'EPERM'].includes(code) ? undefined : true)
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

/** The system's short name for an error, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? String(error)
}
