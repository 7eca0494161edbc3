import picomatch from 'picomatch'
import { isCode, type FileTree } from '../files/tree.js'
import type { Manifest } from '../packages/manifests.js'
import { isInside, join, within } from '../repo-path.js'
import { entryCandidates, exportedTargets } from '../resolution/package-entry.js'
import type { PublicEntry, RepoPath, Service } from '../workspace.js'

/** What entries are found in. */
export interface EntryInput {
  tree: FileTree
  manifests: ReadonlyMap<RepoPath, Manifest>
  serviceOf: (path: RepoPath) => Service | undefined
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** What of a service others may import, as the configuration, its package or its index says; undefined where nothing says so. */
export class Entries {
  private readonly known = new Map<RepoPath, PublicEntry | undefined>()

  constructor(private readonly input: EntryInput) {}

  /** The entry through which a file is to be reached from outside its service. */
  of(path: RepoPath): PublicEntry | undefined {
    const service = this.input.serviceOf(path)
    if (!service) return undefined
    // A package that belongs to a service has an entry of its own.
    const home = service.libraries?.find((folder) => isInside(path, folder)) ?? service.directory
    if (!this.known.has(home)) this.known.set(home, this.find(service, home))
    return this.known.get(home)
  }

  private find(service: Service, home: RepoPath): PublicEntry | undefined {
    const isItself = home === service.directory
    if (isItself && service.entry) return configured(service.entry, home)
    const manifest = this.input.manifests.get(home)
    if (manifest) return this.ofPackage(manifest, service, isItself)
    if (service.part === true) return this.ofIndex(home)
    return isItself ? closed(home) : undefined
  }

  private ofPackage(manifest: Manifest, service: Service, isItself: boolean): PublicEntry | undefined {
    const { raw, directory, path, declaredName } = manifest
    const subpaths = typeof raw.exports === 'object' && raw.exports !== null && !Array.isArray(raw.exports) && Object.keys(raw.exports).some((key) => key.startsWith('.')) ? Object.keys(raw.exports) : ['.']
    const files = new Set(subpaths.filter((subpath) => !subpath.includes('*')).flatMap((subpath) => this.first(directory, entryCandidates(manifest, subpath)) ?? []))
    const own = (specifier: string) => (declaredName === undefined || (specifier !== declaredName && !specifier.startsWith(`${declaredName}/`)) ? undefined : `.${specifier.slice(declaredName.length)}`)
    if (raw.exports !== undefined) {
      const opens = (target: RepoPath, specifier: string) => {
        const subpath = own(specifier)
        return files.has(target) || (subpath !== undefined && exportedTargets(manifest, subpath).length > 0)
      }
      return { by: 'exports', what: `\`exports\` of ${path}`, files: [...files], opens }
    }
    const entry = [raw.main, raw.module, raw.types, raw.source].some((value) => typeof value === 'string') ? [...files] : []
    // Without `exports` every path below the name may be meant to be imported.
    if (entry.length > 0) return { by: 'main', what: `\`main\` of ${path}`, files: entry, opens: (target, specifier) => files.has(target) || own(specifier) !== undefined }
    if (!isItself || service.part === true) return service.part === true ? this.ofIndex(directory) : undefined
    return { ...closed(directory), opens: (_, specifier) => own(specifier) !== undefined }
  }

  private ofIndex(folder: RepoPath): PublicEntry | undefined {
    const file = this.first(folder, ['index'])
    return file === undefined ? undefined : { by: 'index', what: file, files: [file], opens: (target) => target === file }
  }

  private first(folder: RepoPath, stems: readonly string[]): RepoPath | undefined {
    for (const stem of stems) for (const extension of ['', ...EXTENSIONS]) {
      const path = join(folder, stem + extension)
      if (path !== undefined && isCode(path) && this.input.tree.has(path)) return path
    }
    return undefined
  }
}

function configured(globs: readonly string[], home: RepoPath): PublicEntry {
  const matches = picomatch(globs.map((glob) => within(home, glob.replace(/^\.?\//, '').replace(/\/$/, '/**'))), { dot: true })
  return { by: 'configuration', what: globs.map((glob) => `\`${glob}\``).join(', '), files: [], opens: (target) => matches(target) }
}

/** What is deployed by itself and exports nothing is there to be called, not to be imported. */
function closed(home: RepoPath): PublicEntry {
  return { by: 'nothing', what: home, files: [], opens: () => false }
}
