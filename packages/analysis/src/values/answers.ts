import type { RepoPath } from '@bulkhead/workspace'

/** Answers about what stands in files, remembered until something changes to which the file leads. */
export class Answers<Ref extends number, Answer> {
  private readonly known = new Map<RepoPath, Map<Ref, Answer>>()

  of(file: RepoPath, ref: Ref, ask: () => Answer): Answer {
    let own = this.known.get(file)
    if (!own) this.known.set(file, (own = new Map<Ref, Answer>()))
    let answer = own.get(ref)
    if (answer === undefined) own.set(ref, (answer = ask()))
    return answer
  }

  /** Forgets all, or what is about some files. */
  forget(files: Iterable<RepoPath> = this.known.keys()): void {
    for (const file of files) this.known.delete(file)
  }
}
