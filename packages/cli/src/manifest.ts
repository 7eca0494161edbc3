import { readFileSync } from 'node:fs'

/** What the manifest of the `bulkhead` package says. */
export function manifest(): { version: string; homepage?: string } {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string; homepage?: string }
}
