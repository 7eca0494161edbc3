import type { Manifest } from '../packages/manifests.js'

const KEYS = ['maintainers', 'author', 'contributors'] as const

/** The people whom a package.json names, from the first of its keys that names any. */
export function peopleOf({ raw }: Manifest): { key: string; owners: string[] } | undefined {
  for (const key of KEYS) {
    const value = raw[key]
    const owners = (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((person) => nameOfPerson(person) ?? [])
    if (owners.length > 0) return { key, owners: [...new Set(owners)] }
  }
  return undefined
}

/** `Jane Doe <jane@acme.com> (https://acme.com)`, or an object with the same parts. */
function nameOfPerson(person: unknown): string | undefined {
  if (typeof person === 'string') return person.replace(/\s*\([^)]*\)\s*$/, '').replace(/^(.+?)\s*<[^>]*>$/, '$1').replace(/^<|>$/g, '').trim() || undefined
  if (typeof person !== 'object' || person === null) return undefined
  const { name, email } = person as Record<string, unknown>
  return [name, email].find((part): part is string => typeof part === 'string' && part.trim() !== '')?.trim()
}
