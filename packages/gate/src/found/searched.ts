import type { RepoPath, Service } from '@bulkhead/workspace'

/** What evidence is looked for in: a repository, as far as it is asked for here. */
export interface Searched {
  services: readonly Pick<Service, 'name' | 'directory' | 'hosts' | 'owners' | 'part'>[]
  /** The file that names the owners of a service; undefined where none does. */
  ownersFile(service: string): RepoPath | undefined
  /** Every file whose name ends so, code or not, sorted. */
  filesEnding(ending: string): RepoPath[]
  read(path: RepoPath): string | undefined
  serviceOf(path: RepoPath): string | undefined
  /** Whether a file is there for tests alone, and shows nothing of what runs. */
  isTest(path: RepoPath): boolean
  /** Where code that runs on a server calls something of some packages, or loads one for what it does by that, in the order of the files. */
  using(packages: readonly string[]): { package: string; file: RepoPath; line: number }[]
  /** The tables to which code that runs on a server writes, in the order of the files. `changes`: rows that are there are changed or removed, and none is brought. */
  written(): { table: string; file: RepoPath; line: number; changes?: true }[]
}

/** The service that something speaks of: by one of its names, or by the file that it stands in. */
export function serviceOf(searched: Searched, file: RepoPath, names: readonly (string | undefined)[]): string | undefined {
  return called(searched, names) ?? searched.serviceOf(file)
}

/** The same for what makes no sense of all services at once: nothing where several could be meant. */
export function oneService(searched: Searched, file: RepoPath, names: readonly (string | undefined)[]): { service?: string } | undefined {
  const service = serviceOf(searched, file, names)
  if (service !== undefined) return { service }
  return searched.services.length <= 1 ? {} : undefined
}

/** The service that is built from a folder: the one that lives in it, or the only program there is below it. */
export function builtFrom({ services }: Searched, folder: RepoPath): string | undefined {
  const programs = services.filter(({ part }) => part !== true)
  const own = programs.find(({ directory }) => directory === folder)
  const below = programs.filter(({ directory }) => folder === '' || directory.startsWith(`${folder}/`))
  return own?.name ?? (below.length === 1 && programs.length === 1 ? below[0]!.name : undefined)
}

/** The service that bears one of some names. */
export function called({ services }: Searched, names: readonly (string | undefined)[]): string | undefined {
  const plainNames = new Set(names.flatMap(name => (name === undefined || name === '' ? [] : [plain(name)])))
  const named = services.filter(({ name, hosts = [] }) => [name, ...hosts].some(one => plainNames.has(plain(one))))
  return named.length === 1 ? named[0]!.name : undefined
}

/** `@acme/Orders` and `services/orders` are both called orders. */
const plain = (name: string): string => name.split('/').at(-1)!.toLowerCase()
