import type { Notes } from '../notes.js'
import type { Config, Service } from '../workspace.js'
import { matcher, remedy } from './edges.js'

/** Answers how the configuration calls the database that a service reaches; without one, that code of no service reaches. Undefined where it says nothing, or several names. */
export function databasesOf({ databases, file }: Config, services: readonly Service[], notes: Notes): (service: string | undefined) => string | undefined {
  const known = services.map(({ name }) => name)
  const entries = databases.map(({ name, services }) => ({ name, of: services?.map((given) => ({ given, matches: matcher(given) })) }))
  entries.forEach(({ of = [] }, index) => of.forEach(({ given, matches }, at) => {
    if (!known.some(matches)) notes.blind(`\`databases[${index}].services[${at}]\` is \`${given}\`, and no service is called that.`, file, remedy(given, known))
  }))
  return (service) => {
    const names = new Set(entries.filter(({ of }) => of === undefined || service !== undefined && of.some(({ matches }) => matches(service))).map(({ name }) => name))
    return names.size === 1 ? [...names][0] : undefined
  }
}
