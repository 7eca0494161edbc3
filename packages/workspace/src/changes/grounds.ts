import { isDeepStrictEqual } from 'node:util'
import type { ReadText } from '../files/text.js'
import type { RepoPath } from '../workspace.js'

/** What was made of the texts of files to tell what the repository is. */
export class Grounds {
  readonly #texts = new Map<RepoPath, string | undefined>()
  readonly #answers = new Map<RepoPath, Map<string, { again: (text: string) => unknown; answer: unknown }>>()

  /** A reader that remembers what was made of what it read. */
  readonly read: ReadText

  constructor(private readonly text: ReadText) {
    this.read = Object.assign((path: RepoPath) => this.#whole(path), {
      asks: <T>(path: RepoPath, pattern: RegExp, question: (text: string, pattern: RegExp) => T): T => this.#answer(path, pattern, question),
    })
  }

  /** Whether something else would be made of a file as it is now. */
  differ(path: RepoPath): boolean {
    const text = this.text(path)
    if (this.#texts.has(path) && this.#texts.get(path) !== text) return true
    return [...this.#answers.get(path)?.values() ?? []].some(({ again, answer }) => !isDeepStrictEqual(again(text ?? ''), answer))
  }

  #whole(path: RepoPath): string | undefined {
    const text = this.text(path)
    this.#texts.set(path, text)
    return text
  }

  #answer<T>(path: RepoPath, pattern: RegExp, question: (text: string, pattern: RegExp) => T): T {
    const answer = question(this.text(path) ?? '', pattern)
    const known = this.#answers.get(path) ?? new Map<string, { again: (text: string) => unknown; answer: unknown }>()
    this.#answers.set(path, known.set(String(pattern), { again: (text) => question(text, pattern), answer }))
    return answer
  }
}
