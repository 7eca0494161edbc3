import type { RepoPath, Service } from '@bulkhead/workspace'

/** What evidence is looked for in: a repository, as far as it is asked for here. */
export interface Searched {
  services: readonly Pick<Service, 'name' | 'hosts' | 'owners'>[]
  /** The file that names the owners of a service; undefined where none does. */
  ownersFile(service: string): RepoPath | undefined
  /** Every file whose name ends so, code or not, sorted. */
  filesEnding(ending: string): RepoPath[]
  read(path: RepoPath): string | undefined
  serviceOf(path: RepoPath): string | undefined
  /** Whether a file is there for tests alone, and shows nothing of what runs. */
  isTest(path: RepoPath): boolean
  /** Where code that runs on a server imports one of some packages for more than its types, in the order of the files. */
  importing(packages: readonly string[]): { package: string; file: RepoPath; line: number }[]
  /** The tables to which code that runs on a server writes, in the order of the files. */
  written(): { table: string; file: RepoPath; line: number }[]
}

/** The service that something speaks of: by one of its names, or by the file that it stands in. */
export function serviceOf(searched: Searched, file: RepoPath, names: readonly (string | undefined)[]): string | undefined {
  const called = new Set(names.flatMap(name => (name === undefined || name === '' ? [] : [plain(name)])))
  const named = searched.services.filter(({ name, hosts = [] }) => [name, ...hosts].some(one => called.has(plain(one))))
  return named.length === 1 ? named[0]!.name : searched.serviceOf(file)
}

/** The same for what makes no sense of all services at once: nothing where several could be meant. */
export function oneService(searched: Searched, file: RepoPath, names: readonly (string | undefined)[]): { service?: string } | undefined {
  const service = serviceOf(searched, file, names)
  if (service !== undefined) return { service }
  return searched.services.length <= 1 ? {} : undefined
}

/** `@acme/Orders` and `services/orders` are both called orders. */
const plain = (name: string): string => name.split('/').at(-1)!.toLowerCase()
