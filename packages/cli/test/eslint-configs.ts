import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An ESLint configuration as teams write it, and what is to become of it. */
export interface Case {
  name: string
  /** The name of the configuration, and its text. */
  file: string
  text: string
  /** Other files that it needs. */
  others: Record<string, string>
  /** The text afterwards, or in a word why it stays as it is. */
  expected: { text: string } | { stays: string }
}

/** One file a case: `--- eslint.config.mjs`, further files, and `--- expected` with the text afterwards. */
export function cases(): Case[] {
  const folder = join(import.meta.dirname, 'eslint-configs')
  return readdirSync(folder).sort().map(entry => {
    const parts = readFileSync(join(folder, entry), 'utf8').split(/^--- (.+)\n/m).slice(1)
    const files = parts.flatMap((part, index) => index % 2 === 0 ? [[part, parts[index + 1]!] as const] : [])
    const [[file, text], ...others] = files as [readonly [string, string], ...(readonly [string, string])[]]
    const [wanted, after] = others.pop()!
    const stays = /^expected (.+)$/.exec(wanted)?.[1]
    return { name: entry.replace('.txt', ''), file, text, others: Object.fromEntries(others), expected: stays === undefined ? { text: after } : { stays } }
  })
}
