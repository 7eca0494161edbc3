import { createHash } from 'node:crypto'

/** Gives findings names that stay the same when lines move: from rule, path and code, and a number for those alike. */
export class Fingerprints {
  private readonly seen = new Map<string, number>()

  of(rule: string, file: string, code: string): string {
    const key = [rule, file, code.replace(/\s+/g, ' ').trim()].join('\0')
    const ordinal = this.seen.get(key) ?? 0
    this.seen.set(key, ordinal + 1)
    return createHash('sha256').update(`${key}\0${ordinal}`).digest('hex').slice(0, 16)
  }
}
