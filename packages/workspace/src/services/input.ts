import type { Ecosystem } from '../ecosystem.js'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { Notes } from '../notes.js'
import type { CodeOwners } from '../owners/codeowners.js'
import type { Ownership } from '../owners/ownership.js'
import type { Layout } from '../packages/layout.js'
import type { Manifest } from '../packages/manifests.js'
import type { PackageScopes } from '../scopes/package-scopes.js'
import type { Scopes } from '../scopes/scopes.js'
import type { Config, RepoPath } from '../workspace.js'

/** What services are inferred from. */
export interface ServiceInput {
  tree: FileTree
  read: ReadText
  manifests: ReadonlyMap<RepoPath, Manifest>
  layout: Layout
  config: Config
  codeOwners: CodeOwners
  ownership: Ownership
  packageScopes: PackageScopes
  scopes: Scopes
  ecosystem: Ecosystem
  notes: Notes
}
