import { createRequire } from 'node:module'
import type { Found } from './reach.js'

/** The package of an import specifier: `drizzle-orm/pg-core` is of `drizzle-orm`, `node:http` of none. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('node:') || BUILT_IN.has(specifier)) return undefined
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0]
}

const BUILT_IN = new Set(['http', 'https', 'crypto', 'timers', 'timers/promises'])

/** The specifier under which a package is really installed. */
export function installedAs(specifier: string, packages: Record<string, string>): string {
  const name = packageOf(specifier)
  return name === undefined ? specifier : specifier.replace(name, packages[name] ?? name)
}

/** As `load`, and by `require` where a package has no way in for `import`. */
export async function loadAny(specifier: string, packages: Record<string, string>): Promise<Found[]> {
  const found = await load(specifier, packages)
  if (found.length > 0) return found
  try {
    return [{ value: createRequire(import.meta.url)(installedAs(specifier, packages)) }]
  } catch {
    return []
  }
}

/** What is exported by an installed module, as it may be meant by `module`: the default export, the namespace and what `require` gives are one to a model. */
export async function load(specifier: string, packages: Record<string, string>): Promise<Found[]> {
  let namespace: { default?: { default?: unknown } }
  try {
    namespace = (await import(installedAs(specifier, packages))) as typeof namespace
  } catch {
    return []
  }
  return [...new Set([namespace.default, namespace, namespace.default?.default])].filter(value => value !== undefined && value !== null).map(value => ({ value }))
}
