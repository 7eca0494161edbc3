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

/** The package that a specifier is of. One may be asked for by a name of it alone, as `pkg#name`. */
export function packageOf(packages: readonly string[], specifier: string, name?: string): string | undefined {
  for (const one of packages) {
    const [wanted, only] = one.split('#') as [string, string?]
    if ((specifier === wanted || specifier.startsWith(`${wanted}/`)) && (only === undefined || name === undefined || only === name)) return wanted
  }
  return undefined
}
