import { satisfies, valid, validRange } from 'semver'

/**
 * The versions that may be in use, as a range: those that the lockfile has of the declared range, else the range itself.
 * What is no range, such as a tag, allows whatever is locked.
 */
export function versionsInUse(declared: string | undefined, locked: string[]): string | undefined {
  const installed = locked.filter(version => valid(version) !== null && (declared === undefined || validRange(declared) === null || satisfies(version, declared, { includePrerelease: true })))
  return installed.length > 0 ? installed.join(' || ') : declared
}
