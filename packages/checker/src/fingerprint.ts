import { createHash } from 'node:crypto'
import type { Identity } from './identity/identities.js'

/**
 * Gives findings names that stay the same when code is moved, reformatted or put into another file of its service: from rule, service, the name
 * around it and what the code does, and a number for those alike. Lines, paths and the text itself take no part.
 */
export class Fingerprints {
  private readonly seen = new Map<string, number>()

  of(rule: string, service: string, { symbol, code }: Identity): string {
    const key = [rule, service, symbol, code].join('\0')
    const ordinal = this.seen.get(key) ?? 0
    this.seen.set(key, ordinal + 1)
    return createHash('sha256').update(`${key}\0${ordinal}`).digest('hex').slice(0, 16)
  }
}
