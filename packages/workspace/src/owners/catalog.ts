import { createRequire } from 'node:module'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { Notes } from '../notes.js'
import { asObject } from '../packages/layout.js'
import { nameOf, parentOf } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

/** A thing that a Backstage catalogue describes. */
export interface CatalogEntity {
  name?: string
  owner: string
  file: RepoPath
}

/** The owned entities of every `catalog-info.yaml`, by its folder. */
export function readCatalogs(tree: FileTree, read: ReadText, notes: Notes): Map<RepoPath, CatalogEntity[]> {
  const catalogs = new Map<RepoPath, CatalogEntity[]>()
  for (const file of tree.all) {
    if (!/^catalog-info\.ya?ml$/.test(nameOf(file))) continue
    const entities = entitiesIn(file, read(file) ?? '', notes)
    if (entities.length > 0) catalogs.set(parentOf(file), entities)
  }
  return catalogs
}

function entitiesIn(file: RepoPath, text: string, notes: Notes): CatalogEntity[] {
  const owned: (CatalogEntity & { isComponent: boolean })[] = []
  // Loaded where there is something to read: most repositories have no such file, and each start would pay for it.
  const { parseAllDocuments } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  for (const document of parseAllDocuments(text)) {
    if (!('errors' in document)) continue
    if (document.errors.length > 0) {
      notes.blind(`The catalogue is not valid YAML (${document.errors[0]!.message.split('\n')[0]}).`, file, 'Repair the file; until then it names no owners.')
      continue
    }
    const { kind, metadata, spec } = asObject(document.toJS()) ?? {}
    const owner = asObject(spec)?.owner
    const name = asObject(metadata)?.name
    if (typeof owner === 'string' && owner !== '') owned.push({ owner: plain(owner), file, isComponent: kind === 'Component', ...(typeof name === 'string' && { name }) })
  }
  // A component is what runs; an API or a system beside it may well have other owners.
  const components = owned.filter(({ isComponent }) => isComponent)
  return (components.length > 0 ? components : owned).map(({ isComponent: _, ...entity }) => entity)
}

/** `group:default/orders` is `orders` to everybody who reads it. */
function plain(reference: string): string {
  return reference.replace(/^(?:group|user):/i, '').replace(/^default\//i, '')
}
