import { isInside, nameOf, parentOf } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import type { ServiceInput } from './input.js'
import type { Module } from './modules.js'

/** Folders inside a part of the system that hold its schema. */
const SCHEMA_HOME = /^(prisma|db|database|drizzle|schema|schemas|migrations|src|orm|persistence|data|typeorm|config)$/

/** Where nothing is deployed apart: folders that declare their own schema, then folders that CODEOWNERS gives to different people. */
export function partsByOwnership(input: ServiceInput): Module[] {
  const bySchema = schemaOwners(input)
  if (bySchema.length >= 2) return bySchema
  const named = input.codeOwners.folders().filter(({ folder }) => !folder.startsWith('.') && input.tree.codeBelow(folder) > 0 && input.scopes.of(`${folder}/index.ts`).scope === 'production')
  const top = named.filter(({ folder }) => !named.some((other) => other.folder !== folder && isInside(folder, other.folder)))
  const differ = new Set(top.map(({ owners }) => owners.join())).size >= 2
  return differ ? top.map(({ folder, owners }) => ({ folder, evidence: [{ reason: `CODEOWNERS gives it to ${owners.join(', ')}.`, file: input.codeOwners.file! }], confidence: 'guess' })) : []
}

/** The file inside a folder, not in a part of it, that declares a schema of its own. */
export function schemaIn(folder: RepoPath, others: readonly RepoPath[], { tree, ecosystem }: ServiceInput): RepoPath | undefined {
  return tree.all.find((path) => ecosystem.schemas.has(nameOf(path)) && isInside(path, folder) && !others.some((other) => other !== folder && isInside(other, folder) && isInside(path, other)))
}

function schemaOwners({ tree, ecosystem, scopes }: ServiceInput): Module[] {
  const owners = new Map<RepoPath, RepoPath>()
  for (const path of tree.all) {
    if (!ecosystem.schemas.has(nameOf(path))) continue
    let folder = parentOf(path)
    while (SCHEMA_HOME.test(nameOf(folder))) folder = parentOf(folder)
    if (folder !== '' && tree.codeBelow(folder) > 0 && !owners.has(folder) && scopes.of(`${folder}/index.ts`).scope === 'production') owners.set(folder, path)
  }
  return [...owners].map(([folder, file]) => ({ folder, evidence: [{ reason: `It has its own schema, ${file}.`, file }], confidence: 'guess' }))
}
