import type { Site } from '../values/meaning.js'

/** The same for every look at one call. */
export function siteKey({ file, call }: Site): string {
  return `${file}\0${call}`
}

/** The same for every way over the same calls. */
export function wayTo(path: Site[]): string {
  return path.map(siteKey).join(' ')
}
