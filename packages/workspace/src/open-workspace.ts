import { isDeepStrictEqual } from 'node:util'
import picomatch from 'picomatch'
import { changesIn } from './changes/changes.js'
import { Grounds } from './changes/grounds.js'
import { Sight } from './changes/sight.js'
import { loadConfig } from './configuration/load.js'
import { tablesDeclared } from './configuration/tables.js'
import { loadEcosystem } from './ecosystem.js'
import { explain } from './explain.js'
import { digestOfBytes, digestOfFile } from './files/digest.js'
import { remembering, textReader, type ReadText } from './files/text.js'
import { isCode } from './files/tree.js'
import { Notes } from './notes.js'
import { outlineOf, type Outline, type OutlineOptions } from './outline.js'
import { readCatalogs } from './owners/catalog.js'
import { readCodeOwners } from './owners/codeowners.js'
import { Ownership, type Owned } from './owners/ownership.js'
import { readLayout } from './packages/layout.js'
import { Locks } from './packages/locks.js'
import { readManifests } from './packages/manifests.js'
import { importableByName, usersByName } from './packages/names.js'
import { packageBehind, renamedIn, versionFor } from './packages/versions.js'
import { nearest } from './repo-path.js'
import { readGeneratedOutputs, schemaBehind } from './resolution/generated-clients.js'
import { Resolver } from './resolution/resolver.js'
import { TsconfigReader } from './resolution/tsconfig.js'
import { PackageScopes } from './scopes/package-scopes.js'
import { Scopes } from './scopes/scopes.js'
import { readTestPatterns } from './scopes/test-runners.js'
import { databasesOf } from './services/databases.js'
import { edgesOf } from './services/edges.js'
import { Entries } from './services/entries.js'
import { Environments, programsOf } from './services/environments.js'
import { inferServices } from './services/infer.js'
import type { RepoPath, Service, Workspace } from './workspace.js'

/** How to open a repository. */
export interface OpenOptions extends OutlineOptions {
  /** Asked for a file's text before the disk is, so that an unsaved buffer counts. */
  read?: (path: RepoPath) => string | undefined
  /** What is known of it already; each is good for one workspace. */
  outline?: Outline
  /** It will be asked for what has changed. That costs a look at each file that is read. */
  stays?: boolean
}

/**
 * Looks at a repository once and answers what it is from then on.
 * @throws WorkspaceError where the root is no folder; ConfigError where the configuration cannot be used.
 */
export function openWorkspace(options: OpenOptions): Workspace {
  const sight = options.stays ? new Sight(options.root) : undefined
  const { root, config, tree, notes, held } = options.outline ?? outlineOf(options, sight)
  const beside = new Map<RepoPath, string>()
  const texts = new Map<RepoPath, string | undefined>()
  const disk: ReadText = textReader(root, notes, {
    overlay: (path) => {
      sight?.reads(path)
      return options.read?.(path)
    },
    held: path => held.get(path),
    seen: (path, bytes) => { if (!tree.has(path) && !beside.has(path)) beside.set(path, bytes ? digestOfBytes(bytes) : digestOfFile(root, path)) },
  })
  const text = sight ? remembering(disk, texts) : disk
  const grounds = sight && new Grounds(text)
  const read = grounds?.read ?? text
  const ecosystem = loadEcosystem()
  const manifests = readManifests(tree, read, notes)
  const layout = readLayout(tree, manifests, read, notes)
  const byName = importableByName(manifests, layout)
  const codeOwners = readCodeOwners(tree, read)
  const ownership = new Ownership({ config, codeOwners, catalogs: readCatalogs(tree, read, notes), manifests })
  const locks = new Locks(root, tree, sight)
  const generated = readGeneratedOutputs(tree, read, ecosystem)
  const resolver = new Resolver({
    root,
    tree,
    manifests,
    byName,
    packageBehind: (name, folder) => packageBehind(name, folder, manifests, layout.catalogs),
    tsconfigs: new TsconfigReader(tree, read, byName, ecosystem, notes).readAll(),
    generated,
    sight,
  })
  const packageScopes = new PackageScopes(tree, read, ecosystem, usersByName(manifests), (specifier, from) => resolver.resolve(specifier, from))
  const scopes = new Scopes(config, manifests, packageScopes, readTestPatterns(tree, manifests, read), text, ecosystem)
  const services = inferServices({ tree, read, manifests, layout, config, codeOwners, ownership, packageScopes, scopes, ecosystem, notes })
  const byFolder = new Map(services.flatMap((service) => [...(service.libraries ?? []), service.directory].map((folder) => [folder, service] as const)))
  const isShared = config.shared.length > 0 ? picomatch(config.shared, { dot: true }) : () => false

  const served = new Map<RepoPath, Service | undefined>()
  const serviceOf = (path: RepoPath): Service | undefined => {
    if (!served.has(path)) served.set(path, isShared(path) ? undefined : nearest(byFolder, path))
    return served.get(path)
  }
  const entries = new Entries({ tree, manifests, serviceOf })
  const programs = programsOf(services, manifests)
  const environments = new Environments({ tree, read, notes }, programs)
  // What nobody is named for is its service's.
  const ownedBy = (path: RepoPath): Owned | undefined => {
    const service = serviceOf(path)
    return ownership.of(path, service) ?? (service && ownership.ofService(service))
  }
  const workspace: Workspace = {
    root,
    config,
    packages: [...manifests.values()].map(({ name, directory, dependencies }) => ({ name, directory, dependencies })),
    services,
    assumptions: notes.assumptions,
    notJudged: notes.notJudged,
    files: () => tree.code.slice(),
    filesEnding: (ending) => tree.all.filter((path) => path.endsWith(ending)),
    // Code is understood file by file; of all other files it is not known what was made of them.
    read: (path) => isCode(path) ? text(path) : read(path),
    resolve: (specifier, from) => resolver.resolve(specifier, from),
    renamed: () => renamedIn(manifests, layout.catalogs),
    serviceOf,
    entryOf: (path) => entries.of(path),
    packageOf: (path) => nearest(manifests, path),
    packageFolder: (path) => nearest(manifests, path)?.directory ?? '',
    programOf: programs,
    environmentsOf: (program) => environments.of(program),
    schemaBehind: (specifier, from) => schemaBehind(resolver.resolve(specifier, from), generated),
    scopeOf: (path) => scopes.of(path).scope,
    ownersOf: (path) => ownedBy(path)?.owners ?? [],
    ownersFile: (name) => services.filter((service) => service.name === name).map((service) => ownership.ofService(service)?.file)[0],
    declaredTable: tablesDeclared(config),
    databaseOf: databasesOf(config, services, notes),
    edgeBetween: edgesOf(config, services, notes),
    versionOf: (library, path) => versionFor(library, path, manifests, layout.catalogs),
    lockedVersionsOf: (library, path) => locks.versions(library, path),
    explain: (path) => explain(path, { tree, manifests, scopes, serviceOf, ownedBy, codeOwners, isShared, config }),
    restsOn: () => new Map([...beside, ...[...resolver.probedOutside].map(path => [path, digestOfFile(root, path)] as const)]),
    everyOwner: () => new Set([...services.flatMap(service => service.owners), ...Object.values(config.owners).flat(), ...tree.code.flatMap(path => ownedBy(path)?.owners ?? [])]),
    forget(paths) {
      held.clear()
      for (const path of paths) {
        texts.delete(path)
        scopes.forget(path)
      }
      // What an import leads to goes by which files there are. Who stays open asks for changes, and is opened anew where files have come or gone.
      if (!sight) resolver.clear()
    },
    changes: (among) => changesIn({ sight, grounds, texts, tree, scopes, notes, isConfigOther: () => !isDeepStrictEqual(loadConfig({ ...options, root, override: options.config }, new Notes()), config) }, among),
  }
  return workspace
}
