import { findEvidence, type Evidence, type Searched } from '@bulkhead/gate'

/** A repository of texts by path, with the services that lie in `services/<name>`. */
export function repository(files: Record<string, string>, asked: Partial<Searched> = {}): Searched {
  const names = [...new Set(Object.keys(files).flatMap(path => /^services\/([^/]+)\//.exec(path)?.[1] ?? []))]
  return {
    services: names.map(name => ({ name: `@acme/${name}`, directory: `services/${name}`, owners: [] })),
    ownersFile: () => files['CODEOWNERS'] === undefined ? undefined : 'CODEOWNERS',
    filesEnding: ending => Object.keys(files).filter(path => path.endsWith(ending)).sort(),
    read: path => files[path],
    serviceOf: path => { const name = /^services\/([^/]+)\//.exec(path)?.[1]; return name === undefined ? undefined : `@acme/${name}` },
    isTest: path => /(?:^|\/)test\//.test(path),
    using: () => [],
    written: () => [],
    ...asked,
  }
}

/** What is found, a line each: status, check and part, service, and what is said. */
export function found(files: Record<string, string>, asked?: Partial<Searched>): string[] {
  return findEvidence(repository(files, asked)).map(lineOf)
}

export const lineOf = ({ status, check, covers, service, summary, tool, file, places }: Evidence): string =>
  `${status} ${check}/${covers!.join('+')} ${service ?? 'all'}: ${summary} (${tool} in ${file}${places.length > 0 ? `:${places.map(({ line }) => line).join(',')}` : ''})`
