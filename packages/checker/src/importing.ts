import type { Project } from '@bulkhead/analysis'
import type { RepoPath } from '@bulkhead/workspace'
import type { ImportedPackage } from './door.js'

/** Where code that runs on a server imports one of some packages for more than its types, in the order of the files. */
export function importing(project: Project, packages: readonly string[]): ImportedPackage[] {
  const { program } = project
  return naming(project, packages).flatMap(file => (program.facts(file)?.imports ?? []).flatMap(imported => {
    const name = packageOf(packages, imported.from)
    const isOfTypes = imported.typeOnly || imported.names.length > 0 && imported.names.every(({ typeOnly, reads }) => typeOnly || reads === 0)
    return name === undefined || isOfTypes ? [] : [{ package: name, file, line: program.place(file, imported).line }]
  }))
}

/** The files whose text names one of some packages. */
export function naming(project: Project, packages: readonly string[]): RepoPath[] {
  return project.files().filter(file => project.program.named(file).some(specifier => packageOf(packages, specifier) !== undefined))
}

/** The package that a specifier is of. */
export const packageOf = (packages: readonly string[], specifier: string): string | undefined => packages.find(one => specifier === one || specifier.startsWith(`${one}/`))
