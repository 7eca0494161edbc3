import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'

/** Whether any file that runs on the server imports one of the names that a file exports; passing it on counts. */
export function isTaken(project: Project, exporter: RepoPath, names: string[]): boolean {
  const { program } = project
  const leads = (module: string, from: RepoPath): boolean => {
    const target = program.resolve(module, from)
    return target.is === 'file' && target.path === exporter
  }
  return project.reach.importersOf(exporter).some(file => {
    const facts = file === exporter ? undefined : program.facts(file)
    if (!facts) return false
    if (facts.exportStars.some(star => leads(star, file))) return true
    // An import that names nothing may be one of all, as that of `require` is.
    return facts.imports.some(({ from, names: taken }) => leads(from, file) && (taken.length === 0 || taken.some(({ name }) => name === '*' || name === '=' || names.includes(name))))
  })
}
