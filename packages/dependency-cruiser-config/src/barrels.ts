import type { RepoPath, Workspace } from '@bulkhead/workspace'
import type { Barrel, BoundaryMap, ServiceDatabase } from './boundary-map.js'
import { reexportsIn, specifiersIn } from './specifiers.js'

/** The same map with the barrels of every service named; those that it names already are left as they are. */
export function withBarrels({ workspace, map }: { workspace: Workspace; map: BoundaryMap }): BoundaryMap {
  if (map.services.every(service => service.barrels !== undefined)) return map
  const passing = passingFiles(workspace)
  return {
    ...map,
    // What lies in another service is where that one reaches across; its own files are not to be told again.
    services: map.services.map(service => ({ ...service, barrels: service.barrels ?? barrelsOf(service, passing).filter(({ file }) => belongsTo(service, file, map.services)) })),
  }
}

/** The barrels that these files import, and those that they import in turn. */
export function barrelsReachedFrom(files: readonly RepoPath[], { workspace, map }: { workspace: Workspace; map: BoundaryMap }): RepoPath[] {
  const barrels = new Set(map.services.flatMap(service => (service.barrels ?? []).map(barrel => barrel.file)))
  const seen = new Set(files)
  // A set that grows while it is walked visits what was added.
  for (const file of barrels.size === 0 ? [] : seen) {
    for (const specifier of specifiersIn(workspace.read(file) ?? '')) {
      const target = workspace.resolve(specifier, file)
      if (target.is === 'file' && barrels.has(target.path)) seen.add(target.path)
    }
  }
  return [...seen].filter(file => barrels.has(file))
}

/** Whether a file is the service's own, or of nobody, or of a whole that the service is a part of. */
function belongsTo(service: ServiceDatabase, file: RepoPath, all: readonly ServiceDatabase[]): boolean {
  const owners = all.filter(({ directory }) => isBelow(file, directory)).sort((a, b) => b.directory.length - a.directory.length)
  return owners.length === 0 || owners[0] === service || isBelow(service.directory, owners[0]!.directory)
}

function isBelow(path: RepoPath, directory: RepoPath): boolean {
  return directory === '' || directory === '.' || path === directory || path.startsWith(`${directory}/`)
}

interface PassingFile {
  targets: RepoPath[]
  exportsMore: boolean
}

function passingFiles(workspace: Workspace): Map<RepoPath, PassingFile> {
  const passing = new Map<RepoPath, PassingFile>()
  for (const file of workspace.files()) {
    const { specifiers, exportsMore } = reexportsIn(workspace.read(file) ?? '')
    const resolved = specifiers.map(specifier => workspace.resolve(specifier, file))
    const targets = resolved.flatMap(resolution => (resolution.is === 'file' ? [resolution.path] : []))
    if (targets.length > 0) passing.set(file, { targets, exportsMore: exportsMore || targets.length < resolved.length })
  }
  return passing
}

function barrelsOf(service: ServiceDatabase, passing: Map<RepoPath, PassingFile>): Barrel[] {
  const database = new Set(service.databaseFiles)
  const reaching = closure(passing, ({ targets }, found) => targets.some(target => database.has(target) || found.has(target)), database)
  const only = closure(
    passing,
    ({ targets, exportsMore }, found) => !exportsMore && targets.every(target => database.has(target) || found.has(target)),
    database,
  )
  return [...reaching].sort().map(file => ({ file, databaseOnly: only.has(file) }))
}

/** Barrels pass on barrels, so this repeats until nothing new is found. */
function closure(
  passing: Map<RepoPath, PassingFile>,
  belongs: (file: PassingFile, found: Set<RepoPath>) => boolean,
  database: Set<RepoPath>,
): Set<RepoPath> {
  const found = new Set<RepoPath>()
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const [file, facts] of passing) if (!database.has(file) && belongs(facts, found)) found.add(file)
  }
  return found
}
