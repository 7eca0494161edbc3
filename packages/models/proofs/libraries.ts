import { readdirSync } from 'node:fs'
import type { Proof } from './proof.js'

/** The names of all proofs, as their files are called. */
export function proofNames(): string[] {
  return readdirSync(new URL('libraries/', import.meta.url))
    .flatMap(file => /^(.+)(?<!\.d)\.[jt]s$/.exec(file)?.[1] ?? [])
    .sort()
}

/** One proof by its name. */
export async function proofNamed(name: string): Promise<Proof> {
  return ((await import(`./libraries/${name}.js`)) as { default: Proof }).default
}
