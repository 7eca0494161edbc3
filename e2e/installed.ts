import { describe } from '@jest/globals'
import type { Part } from '@bulkhead/testing'

export { fromNpm, fromSystem, type Part } from '@bulkhead/testing'

/** `describe` for tests that need parts: they get where each is. With one missing they are skipped, and their name says why. Nothing may be done outside of hooks and tests. */
export function describeWith(parts: Part[], name: string, tests: (...at: string[]) => void): void {
  const missing = parts.flatMap(part => 'missing' in part ? [part.missing] : [])
  const at = parts.map(part => 'at' in part ? part.at : '')
  if (missing.length === 0) describe(name, () => tests(...at))
  else describe.skip(`${name} (skipped: ${missing.join('; ')})`, () => tests(...at))
}
