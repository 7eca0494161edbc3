import type { Project } from '@bulkhead/analysis'
import type { ImportedPackage } from './door.js'

/** Where code that runs on a server imports one of some packages for more than its types, in the order of the files. */
export function importing(project: Project, packages: readonly string[]): ImportedPackage[] {
  const { program } = project
  const packageOf = (specifier: string) => packages.find(one => specifier === one || specifier.startsWith(`${one}/`))
  const naming = project.files().filter(file => program.named(file).some(specifier => packageOf(specifier) !== undefined))
  return naming.flatMap(file => (program.facts(file)?.imports ?? []).flatMap(imported => {
    const name = packageOf(imported.from)
    const isOfTypes = imported.typeOnly || imported.names.length > 0 && imported.names.every(({ typeOnly, reads }) => typeOnly || reads === 0)
    return name === undefined || isOfTypes ? [] : [{ package: name, file, line: program.place(file, imported).line }]
  }))
}
